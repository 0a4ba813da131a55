package law

import (
	"testing"

	"medsoc/expertise"
)

func day(text string) expertise.Date {
	if text == "" {
		return expertise.Date{}
	}
	return expertise.MustDate(text)
}

func TestTerms(t *testing.T) {
	for text, want := range map[string]Term{
		"1 year": {Months: 12}, "18 months": {Months: 18}, "without": {Without: true}, "until age 16": {UntilAge: 16},
	} {
		if got, ok := parseTerm(text); !ok || got != want || got.String() != text {
			t.Errorf("%q is %+v, written %q", text, got, got.String())
		}
	}
	for _, text := range []string{"", "0 years", "until age 0", "until age 160", "until 16", "1 day", "-1 year", "1year"} {
		if got, ok := parseTerm(text); ok {
			t.Errorf("%q was read as %+v", text, got)
		}
	}
}

// The last valid day of two years from a day, by each convention.
func TestEndings(t *testing.T) {
	for _, c := range []struct{ how, since, want string }{
		{"dayBefore", "2026-11-12", "2028-11-11"},
		{"dayBefore", "2024-02-29", "2026-02-27"},
		{"dayBefore", "2026-01-01", "2027-12-31"},
		{"endOfMonth", "2026-11-12", "2028-11-30"},
		{"endOfMonth", "2026-11-01", "2028-10-31"},
		{"endOfMonth", "2026-02-10", "2028-02-29"},
		{"firstOfNextMonth", "2026-11-12", "2028-12-01"},
		{"firstOfNextMonth", "2026-11-01", "2028-12-01"},
		{"firstOfNextMonth", "2026-12-31", "2029-01-01"},
	} {
		if got := endings[c.how](Term{Months: 24}.end(day(c.since), expertise.Date{})); got != day(c.want) {
			t.Errorf("%s from %s: %v, want %s", c.how, c.since, got, c.want)
		}
	}
}

func TestReachesAnAge(t *testing.T) {
	for _, c := range []struct {
		birth string
		age   int
		want  string
	}{{"2008-11-12", 18, "2026-11-12"}, {"2008-02-29", 18, "2026-03-01"}, {"2008-02-29", 16, "2024-02-29"}, {"", 18, ""}} {
		if got := reaches(day(c.birth), c.age); got != day(c.want) {
			t.Errorf("%d years after %s: %v, want %s", c.age, c.birth, got, c.want)
		}
	}
}

func TestMonthsBegun(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int64
	}{
		{"2026-05-12", "2026-05-12", 0}, {"2026-05-12", "2026-05-13", 1}, {"2026-05-12", "2026-11-12", 6}, {"2026-05-12", "2026-11-13", 7},
		{"2026-08-31", "2027-02-28", 6}, {"2026-08-31", "2027-03-01", 7}, {"2020-01-01", "2026-01-01", 72}, {"2026-11-12", "2020-01-01", 0},
	} {
		if got := monthsBegun(day(c.from), day(c.to)); got != c.want {
			t.Errorf("from %s to %s: %d, want %d", c.from, c.to, got, c.want)
		}
	}
}
