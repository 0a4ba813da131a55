package workday

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// Each case breaks the small calendar in one place; the finding leads there.
func TestCheckRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"no rest days", "[saturday, sunday]", "[]", "workday.rest restDays"},
		{"a rest day twice", "[saturday, sunday]", "[sunday, sunday]", "workday.rest restDays"},
		{"no working day", "[saturday, sunday]", "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]", "workday.rest restDays"},
		{"a language is missing", "{en: Easter}", "{de: Ostern}", "workday.names moving[0].names"},
		{"no names", ", names: {en: Election}", "", "workday.names dated[0].names"},
		{"no days", "days: [2026-06-03]", "days: []", "workday.days.none dated[0].days"},
		{"an empty day", "days: [2026-06-03]", `days: [""]`, "workday.days.none dated[0].days"},
		{"the same day twice", "[01-01, 05-01]", "[01-01, 01-01]", "workday.days.double fixed[0].days"},
		{"years backwards", "{en: Leap Day}", "{en: Leap Day}, from: 2026, until: 2020", "workday.years fixed[1]"},
		{"years beyond", "{en: Leap Day}", "{en: Leap Day}, from: 3026", "workday.years fixed[1]"},
		{"listed years backwards", "{from: 2026, until: 2026}", "{from: 2026, until: 2025}", "workday.years listed"},
		{"listed years open", "{from: 2026, until: 2026}", "{from: 2026}", "workday.years listed"},
		{"a year is missing", "{from: 2026, until: 2026}", "{from: 2026, until: 2027}", "workday.year.missing moving[0].days"},
		{"a year too many", "[2026-04-12]", "[2026-04-12, 2027-05-02]", "workday.year.outside moving[0].days"},
		{"a day of the last century but one", "2026-06-03", "1926-06-03", "workday.range dated[0].days"},
		{"an empty exchange", "{work: 2026-05-01}", "{}", "workday.moved.none moved[1]"},
		{"a Sunday made free", "{rest: 2026-04-14}", "{rest: 2026-04-19}", "workday.moved.rest moved[2].rest"},
		{"Easter Monday made free, though Easter Sunday is taken then", "{rest: 2026-04-14}", "{rest: 2026-04-13}", "workday.moved.rest moved[2].rest"},
		{"a Thursday made a working day", "work: 2026-01-10", "work: 2026-01-08", "workday.moved.work moved[0].work"},
		{"the same day exchanged twice", "{rest: 2026-04-14}", "{rest: 2026-01-02}", "workday.days.double moved[2].rest"},
		{"an exchange beyond the calendar", "{rest: 2026-04-14}", "{rest: 2126-04-15}", "workday.range moved[2].rest"},
		{"a suspension without a beginning", "  moved:\n", "  suspended:\n    - {until: 2026-01-01}\n  moved:\n", "workday.days.none suspended[0].from"},
		{"a suspension backwards", "  moved:\n", "  suspended:\n    - {from: 2026-01-02, until: 2026-01-01}\n  moved:\n", "workday.order suspended[0].until"},
		{"too many days", "  moved:\n", "    - {days: [" + manyDays() + "], names: {en: Much}}\n  moved:\n", "workday.days.many calendar"},
	} {
		if !strings.Contains(small, c.old) {
			t.Fatalf("%s: nothing to break", c.name)
		}
		calendar, err := decode(strings.Replace(small, c.old, c.new, 1))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, err := range calendar.Check("en") {
			e, ok := err.(*expertise.Error)
			if !ok || strings.Contains(e.Error(), "{") {
				t.Fatalf("%s: %v is no sentence", c.name, err)
			}
			got = append(got, e.Code+" "+e.Field)
		}
		if diff := cmp.Diff([]string{c.want}, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if days, err := New(calendar); days != nil && c.want[:13] != "workday.names" {
			t.Errorf("%s: counted all the same (%v)", c.name, err)
		}
	}
	if calendar, err := decode(small); err != nil || len(calendar.Check("en")) > 0 {
		t.Errorf("the small calendar itself: %v %v", err, calendar.Check("en"))
	}
	two, _ := decode(strings.NewReplacer("[saturday, sunday]", "[]", "{en: Easter}", "{}", "[2026-06-03]", "[]").Replace(small))
	if errs := two.Check("en", "az"); len(errs) != 7 {
		t.Errorf("two faults and five missing names give %d findings: %v", len(errs), errs)
	}
}

func manyDays() string {
	var days []string
	for d := date("2026-01-01"); len(days) <= maxDays; d = d.AddDays(1) {
		days = append(days, d.String())
	}
	return strings.Join(days, ", ")
}

// A list that leaves no working day in a year must not keep the program busy, and must be counted.
func TestYearOfHolidays(t *testing.T) {
	c := Calendar{RestDays: []Weekday{0}, Substitution: Substitution{RestDay: true, Holiday: true}}
	for d := date("2024-01-01"); d.Year == 2024; d = d.AddDays(1) {
		c.Fixed = append(c.Fixed, Fixed{Days: []MonthDay{{d.Month, d.Day}}})
	}
	days, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := days.Add(date("2025-01-01"), 1); expertise.ErrorCode(err) != "workday.range" {
		t.Errorf("a working day was found: %v", err)
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for _, c := range []struct{ old, new, code, says string }{
		{"restDays", "restdays", "", "field restdays not found"},
		{"{en: Election}", "{en: Election}, wann: 1", "", "field wann not found"},
		{"saturday", "Saturday", "workday.weekday", "Saturday"},
		{"02-29", "02-30", "workday.monthday", "02-30"},
		{"02-29", "2-29", "workday.monthday", "2-29"},
		{"2026-06-03", "2026-06-31", "date.format", "2026-06-31"},
		{"restDay: true", "restDay: often", "", "often"},
	} {
		_, err := decode(strings.Replace(small, c.old, c.new, 1))
		said := ""
		if e, ok := err.(*expertise.Error); ok {
			said = e.Args["value"]
		} else if err != nil {
			said = err.Error()
		}
		if err == nil || expertise.ErrorCode(err) != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%s: %v", c.new, err)
		}
	}
}

func TestCalendarIsWrittenAsRead(t *testing.T) {
	for _, country := range []string{"az", "kz", "ua", "kg"} {
		c := calendarOf(t, country)
		data, err := yaml.Marshal(map[string]Calendar{"calendar": c})
		if err != nil {
			t.Fatal(err)
		}
		again, err := decode(string(data))
		if diff := cmp.Diff(c, again, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%s: %s %v", country, diff, err)
		}
	}
}

func TestLimits(t *testing.T) {
	for text, want := range map[string]Limit{
		"10 working days": {10, WorkingDays}, "1 working day": {1, WorkingDays}, "40 calendar days": {40, CalendarDays}, "1000 calendar days": {1000, CalendarDays},
	} {
		got, err := ParseLimit(text)
		if got != want || err != nil || got.String() != text || !got.Valid() {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "10", "10 days", "0 working days", "-1 working days", "1001 working days", "9999 working days", "10 Working days", "10  working days", "10 working days ", "010 working days", "١ working day"} {
		if got, err := ParseLimit(text); expertise.ErrorCode(err) != "workday.limit" || !got.IsZero() {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	var file struct{ A, B Limit }
	if err := yaml.Unmarshal([]byte("a: 15 working days\n"), &file); err != nil || file.A != (Limit{15, WorkingDays}) || !file.B.IsZero() {
		t.Errorf("%+v, %v", file, err)
	}
	for _, limit := range []Limit{{}, {10, ""}, {0, WorkingDays}, {10, "lunar"}, {1001, WorkingDays}} {
		if limit.Valid() {
			t.Errorf("%+v is valid", limit)
		}
	}
}

func FuzzLimit(f *testing.F) {
	for _, seed := range []string{"10 working days", "1 calendar day", "", "1000 working days", "10 days"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		limit, err := ParseLimit(text)
		if err != nil {
			return
		}
		data, err := json.Marshal(limit)
		var again Limit
		if err != nil || json.Unmarshal(data, &again) != nil || again != limit || !limit.Valid() {
			t.Fatalf("%q: %+v, written %s, then %+v", text, limit, data, again)
		}
	})
}

// Whatever a file holds: it is refused with a code, or it can be counted.
func FuzzCalendar(f *testing.F) {
	f.Add(small)
	f.Add(strings.ReplaceAll(small, "2026", "2100"))
	f.Add("calendar: {restDays: [monday], fixed: [{days: [12-31]}], substitution: {restDay: true}}")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 5000 {
			return
		}
		c, err := decode(text)
		if err != nil {
			return
		}
		days, err := New(c)
		if err != nil {
			if !slices.Contains(ErrorCodes(), expertise.ErrorCode(err)) {
				t.Fatal(err)
			}
			return
		}
		to, err := days.Add(date("2026-01-01"), 5)
		if err != nil {
			return // a calendar full of holidays
		}
		if n, err := days.Between(date("2026-01-01"), to); n != 5 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
	})
}
