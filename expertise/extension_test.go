package expertise

import (
	"testing"

	"pgregory.net/rapid"
)

func act(id, from, to string, months int, until string) Extension {
	return Extension{ID: ExtensionID(id), Title: map[string]string{"az": id}, Basis: "b", From: MustDate(from), To: MustDate(to), Months: months, NewUntil: MustDate(until)}
}

func TestExtensions(t *testing.T) {
	covid := act("covid", "2020-03-01", "2020-06-30", 0, "2020-07-01")
	five := act("five", "2015-12-30", "2020-12-29", 60, "")
	five.Outcomes = []OutcomeCode{"p61"}
	for _, c := range []struct {
		name               string
		acts               []Extension
		outcome            OutcomeCode
		until, next        string
		want, wantNext, by string
	}{
		{"before the window", []Extension{covid}, "p61", "2020-02-29", "2020-03-01", "2020-02-29", "2020-03-01", ""},
		{"first day", []Extension{covid}, "p61", "2020-03-01", "2020-03-02", "2020-07-01", "2020-07-02", "covid"},
		{"last day", []Extension{covid}, "p31", "2020-06-30", "2020-07-01", "2020-07-01", "2020-07-02", "covid"},
		{"after the window", []Extension{covid}, "p61", "2020-07-01", "2020-07-02", "2020-07-01", "2020-07-02", ""},
		{"the act that reaches furthest", []Extension{covid, five}, "p61", "2020-05-31", "2020-06-01", "2025-05-31", "2025-06-01", "five"},
		{"in any order", []Extension{five, covid}, "p61", "2020-05-31", "2020-06-01", "2025-05-31", "2025-06-01", "five"},
		{"another outcome", []Extension{five}, "p31", "2020-05-31", "2020-06-01", "2020-05-31", "2020-06-01", ""},
		{"without term", []Extension{covid, five}, "p61", "", "", "", "", ""},
		{"no next examination", []Extension{covid}, "p61", "2020-05-31", "", "2020-07-01", "", "covid"},
	} {
		got := Run(c.acts, Term{Outcome: OutcomeCode(c.outcome), Cause: "general", Until: MustDate(c.until), Next: MustDate(c.next)})
		if got.Until != MustDate(c.want) || got.Next != MustDate(c.wantNext) || string(got.Act) != c.by {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestExtensionFindings(t *testing.T) {
	for want, spoil := range map[string]func(*Extension){
		"":                 func(*Extension) {},
		"required":         func(x *Extension) { x.Basis = "" },
		"date.order":       func(x *Extension) { x.To = MustDate("2019-01-01") },
		"extension.how":    func(x *Extension) { x.NewUntil = MustDate("2030-01-01") },
		"extension.months": func(x *Extension) { x.Months = -1 },
	} {
		x := act("a", "2020-03-01", "2020-06-30", 12, "")
		spoil(&x)
		got := ""
		if errs := x.Check(); len(errs) > 0 {
			got = ErrorCode(errs[0])
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// An act never shortens a term, and a term that no act concerns stays as it is.
func TestExtensionNeverShortens(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) Date { return DateFromDayNumber(rapid.Int64Range(15000, 25000).Draw(t, "day")) })
	rapid.Check(t, func(t *rapid.T) {
		until := day.Draw(t, "until")
		var acts []Extension
		for range rapid.IntRange(0, 4).Draw(t, "acts") {
			x := Extension{ID: "x", From: day.Draw(t, "from"), To: day.Draw(t, "to")}
			if rapid.Bool().Draw(t, "months") {
				x.Months = rapid.IntRange(1, 100).Draw(t, "n")
			} else {
				x.NewUntil = day.Draw(t, "new")
			}
			acts = append(acts, x)
		}
		r := Run(acts, Term{Outcome: "p61", Cause: "general", Until: until, Next: until.AddDays(1)})
		if r.Until.Before(until) || (r.Act == "") != (r.Until == until) || r.Next != r.Until.AddDays(1) {
			t.Fatalf("%v became %+v", until, r)
		}
	})
}
