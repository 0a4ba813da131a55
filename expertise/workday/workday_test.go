package workday

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"medsoc/expertise"
)

var date = expertise.MustDate

// decode reads a calendar as a profile's loader does: strictly.
func decode(text string) (Calendar, error) {
	var file struct {
		Calendar Calendar `yaml:"calendar"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.KnownFields(true)
	err := decoder.Decode(&file)
	return file.Calendar, err
}

func calendarOf(t testing.TB, country string) Calendar {
	t.Helper()
	data, err := os.ReadFile("testdata/" + country + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := decode(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func daysOf(t testing.TB, country string) *Days {
	t.Helper()
	d, err := New(calendarOf(t, country))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDemonstrationCalendars(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.yaml")
	if len(files) != 4 {
		t.Fatalf("found %v", files)
	}
	for country, language := range map[string]string{"az": "az", "kz": "kk", "ua": "uk", "kg": "ky"} {
		c := calendarOf(t, country)
		for _, err := range c.Check(language, "en") {
			t.Errorf("%s: %v", country, err)
		}
		for _, f := range c.Fixed {
			if !f.Verify {
				t.Errorf("%s: %s is said to be confirmed", country, f.Names["en"])
			}
		}
		for _, m := range c.Moving {
			if !m.Verify {
				t.Errorf("%s: %s is said to be confirmed", country, m.Names["en"])
			}
		}
	}
}

// Every day that is no working day although its weekday is one, or the other way round.
func TestFreeDays(t *testing.T) {
	for _, c := range []struct{ country, from, until, free string }{
		// 8 March is a Saturday; 22 and 23 March are a weekend; Ramazan begins on Sunday the 30th.
		{"az", "2025-01-01", "2025-04-30", "01-01 01-02 01-20 03-10 03-20 03-21 03-24 03-25 03-26 03-31 04-01"},
		// The second day of Gurban is a Saturday and 15 June a Sunday, 8 and 9 November are a weekend.
		{"az", "2025-05-01", "2025-12-31", "05-09 05-28 06-06 06-09 06-16 06-26 11-10 11-11 12-31"},
		// Both days of Ramazan meet Novruz, and 21 and 22 March are a weekend: four days are taken after Novruz.
		{"az", "2026-03-01", "2026-04-10", "03-09 03-20 03-23 03-24 03-25 03-26 03-27 03-30"},
		// Gurban's second day meets Independence Day.
		{"az", "2026-05-20", "2026-06-05", "05-27 05-28 05-29"},
		// Mourning stays where it is, on a Sunday in 2030; 31 December 2028 is a Sunday, and the two days after it are New Year.
		{"az", "2030-01-14", "2030-01-31", ""},
		{"az", "2028-12-25", "2029-01-10", "01-01 01-02 01-03"},
		// State Flag Day began in 2010, Victory Day in 2021.
		{"az", "2009-11-01", "2009-11-30", ""},
		{"az", "2020-11-01", "2020-11-30", "11-09"},
		{"az", "2021-11-01", "2021-11-30", "11-08 11-09"},
		// Nauryz: 22 and 23 March are a weekend. Orthodox Christmas and Kurban Ait (a Sunday in 2027) are not taken on another day.
		{"kz", "2025-01-01", "2025-03-31", "01-01 01-02 01-07 03-10 03-21 03-24 03-25"},
		{"kz", "2027-05-01", "2027-05-31", "05-03 05-07 05-10"},
		// In the war holidays are worked. Before it, Christmas was on two days, and 8 May was none.
		{"ua", "2021-12-20", "2022-03-23", "12-27 01-03 01-07 03-08"},
		{"ua", "2022-03-24", "2027-12-31", ""},
		{"kg", "2026-03-01", "2026-05-31", "03-09 03-20 03-23 04-07 05-01 05-05 05-11 05-27"},
	} {
		days := daysOf(t, c.country)
		var free []string
		for d := date(c.from); !d.After(date(c.until)); d = d.AddDays(1) {
			day := days.Day(d)
			if day.Working != days.IsWorking(d) {
				t.Fatalf("%v: two answers", d)
			}
			weekend := d.In(time.UTC).Weekday()%6 == 0
			if day.Rest != weekend {
				t.Fatalf("%v: rest %v", d, day.Rest)
			}
			if !day.Working && !weekend {
				free = append(free, d.String()[5:])
			}
			if day.Working && weekend {
				t.Errorf("%s: %v is worked", c.country, d)
			}
		}
		if got := strings.Join(free, " "); got != c.free {
			t.Errorf("%s %s..%s:\n got %s\nwant %s", c.country, c.from, c.until, got, c.free)
		}
	}
}

const small = `calendar:
  restDays: [saturday, sunday]
  substitution: {restDay: true}
  fixed:
    - {days: [01-01, 05-01], names: {en: Holiday}}
    - {days: [02-29], names: {en: Leap Day}, verify: true}
  listed: {from: 2026, until: 2026}
  moving:
    - {days: [2026-04-12], names: {en: Easter}}
  dated:
    - {days: [2026-06-03], names: {en: Election}}
  moved:
    - {rest: 2026-01-02, work: 2026-01-10, verify: true}
    - {work: 2026-05-01}
    - {rest: 2026-04-14}
`

func smallDays(t testing.TB, changes ...string) *Days {
	t.Helper()
	c, err := decode(strings.NewReplacer(changes...).Replace(small))
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDaySaysWhy(t *testing.T) {
	days := smallDays(t)
	holiday, easter, election := Names{"en": "Holiday"}, Names{"en": "Easter"}, Names{"en": "Election"}
	for _, want := range []Day{
		{On: date("2026-01-01"), Holidays: []Names{holiday}},
		{On: date("2026-01-02"), Moved: true, Verify: true},
		{On: date("2026-01-03"), Rest: true},
		{On: date("2026-01-10"), Rest: true, Working: true, Moved: true, Verify: true},
		{On: date("2026-04-12"), Rest: true, Holidays: []Names{easter}},
		{On: date("2026-04-13"), InLieu: []Names{easter}},
		{On: date("2026-04-14"), Moved: true},
		{On: date("2026-04-15"), Working: true},
		{On: date("2026-05-01"), Working: true, Moved: true, Holidays: []Names{holiday}},
		{On: date("2026-06-03"), Holidays: []Names{election}},
		{On: date("2028-02-29"), Holidays: []Names{{"en": "Leap Day"}}, Verify: true, Beyond: true},
		{On: date("2027-01-01"), Holidays: []Names{holiday}, Beyond: true},
		{On: date("2027-05-03"), InLieu: []Names{holiday}, Beyond: true},
		{On: date("1889-12-30"), Working: true, Beyond: true},
		{On: date("2101-01-01"), Rest: true, Beyond: true},
	} {
		if diff := cmp.Diff(want, days.Day(want.On)); diff != "" {
			t.Errorf("%v (%v): %s", want.On, want.On.In(time.UTC).Weekday(), diff)
		}
		if days.IsWorking(want.On) != want.Working {
			t.Errorf("%v works: %v", want.On, !want.Working)
		}
	}
}

func TestAddAndBetween(t *testing.T) {
	az := daysOf(t, "az")
	for _, c := range []struct {
		from string
		n    int
		to   string
	}{
		{"2025-01-06", 1, "2025-01-07"},
		{"2025-01-03", 1, "2025-01-06"},
		{"2025-01-04", 1, "2025-01-06"},
		{"2025-03-19", 1, "2025-03-27"},
		{"2025-03-27", -1, "2025-03-19"},
		{"2025-03-22", -1, "2025-03-19"},
		{"2025-12-30", 1, "2026-01-05"},
		{"2025-12-29", 15, "2026-01-23"},
		{"2026-03-19", 10, "2026-04-13"},
		{"2028-12-29", 1, "2029-01-04"},
		{"1990-01-03", 1, "1990-01-04"},
	} {
		got, err := az.Add(date(c.from), c.n)
		if err != nil || got != date(c.to) {
			t.Errorf("%s %+d is %v, want %s (%v)", c.from, c.n, got, c.to, err)
		}
		if n, err := az.Between(date(c.from), date(c.to)); n != c.n || err != nil {
			t.Errorf("%s to %s is %d, want %d (%v)", c.from, c.to, n, c.n, err)
		}
	}
	if same, err := az.Add(date("1990-01-01"), 0); err != nil || same != date("1990-01-01") {
		t.Errorf("nothing added gives %v (%v)", same, err)
	}
	for _, c := range []struct {
		from string
		n    int
	}{{"1989-12-31", 1}, {"2101-01-01", -1}, {"2100-12-30", 10}, {"1990-01-03", -1}, {"2025-01-01", 1 << 62}, {"2025-01-01", -1 << 63}} {
		if got, err := az.Add(date(c.from), c.n); expertise.ErrorCode(err) != "workday.range" || !got.IsZero() {
			t.Errorf("%s %+d: %v, %v", c.from, c.n, got, err)
		}
	}
	for _, c := range [][2]string{{"1989-12-31", "2025-01-01"}, {"2025-01-01", "2101-01-01"}} {
		if _, err := az.Between(date(c[0]), date(c[1])); expertise.ErrorCode(err) != "workday.range" {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestDeadlines(t *testing.T) {
	for _, c := range []struct {
		country, received, limit, on string
		beyond, verify               bool
	}{
		{"az", "2025-02-03", "10 working days", "2025-02-17", false, false},
		{"az", "2025-03-14", "10 working days", "2025-04-08", false, true},
		{"az", "2025-02-15", "1 working day", "2025-02-17", false, false}, // received on a Saturday
		{"az", "2025-12-24", "10 working days", "2026-01-12", false, true},
		{"az", "2027-12-24", "10 working days", "2028-01-12", true, true},
		{"az", "2024-12-31", "1 working day", "2025-01-03", false, true},
		{"az", "2024-12-30", "2 working days", "2025-01-06", true, true},
		{"ua", "2026-07-01", "40 calendar days", "2026-08-10", false, false},
		{"ua", "2026-07-06", "40 calendar days", "2026-08-17", false, false}, // the 15th is a Saturday
		{"az", "2025-10-09", "30 calendar days", "2025-11-12", false, true},  // the 8th to the 11th are free
	} {
		limit, err := ParseLimit(c.limit)
		if err != nil {
			t.Fatal(err)
		}
		got, err := daysOf(t, c.country).Deadline(date(c.received), limit)
		want := Deadline{date(c.received), limit, date(c.on), c.beyond, c.verify}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s, %s from %s: %s %v", c.country, c.limit, c.received, diff, err)
		}
	}
	// Where the country does not say so, a limit in calendar days ends on a free day, too.
	if got, err := smallDays(t).Deadline(date("2026-02-01"), Limit{6, CalendarDays}); got.On != date("2026-02-07") || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	for want, c := range map[string]struct {
		received string
		limit    Limit
	}{
		"workday.limit": {"2025-01-01", Limit{}}, "workday.range": {"1980-01-01", Limit{10, WorkingDays}},
	} {
		if got, err := daysOf(t, "az").Deadline(date(c.received), c.limit); expertise.ErrorCode(err) != want || got != (Deadline{}) {
			t.Errorf("%+v: %+v, %v", c, got, err)
		}
	}
	for _, limit := range []Limit{{1000, WorkingDays}, {1000, CalendarDays}} {
		if _, err := daysOf(t, "az").Deadline(date("2100-11-01"), limit); expertise.ErrorCode(err) != "workday.range" {
			t.Errorf("%v runs on after the calendar's end: %v", limit, err)
		}
	}
}

func TestLeft(t *testing.T) {
	az := daysOf(t, "az")
	friday, _ := az.Deadline(date("2025-02-07"), Limit{10, WorkingDays})
	month, _ := az.Deadline(date("2025-01-01"), Limit{30, CalendarDays})
	for _, c := range []struct {
		deadline Deadline
		today    string
		want     int
	}{
		{friday, "2025-02-07", 10}, {friday, "2025-02-08", 10}, {friday, "2025-02-10", 9}, {friday, "2025-02-20", 1}, {friday, "2025-02-21", 0},
		// From the Saturday after, the deadline is missed, and it is by one working day until the end of Monday.
		{friday, "2025-02-22", -1}, {friday, "2025-02-23", -1}, {friday, "2025-02-24", -1}, {friday, "2025-02-25", -2},
		{month, "2025-01-01", 30}, {month, "2025-01-31", 0}, {month, "2025-02-01", -1}, {month, "2025-02-10", -10},
	} {
		if got, err := az.Left(date(c.today), c.deadline); got != c.want || err != nil {
			t.Errorf("on %s %d are left until %v, want %d (%v)", c.today, got, c.deadline.On, c.want, err)
		}
	}
	if friday.On != date("2025-02-21") || month.On != date("2025-01-31") {
		t.Errorf("deadlines %v, %v", friday.On, month.On)
	}
}

func TestKnown(t *testing.T) {
	az := daysOf(t, "az")
	if az.KnownUntil() != 2027 || az.Known(date("2027-12-31")) != nil || az.Known(date("2025-01-01")) != nil {
		t.Error("the listed years are not known")
	}
	for _, on := range []string{"2024-12-31", "2028-01-01"} {
		if err := az.Known(date(on)); expertise.ErrorCode(err) != "workday.beyond" || !strings.Contains(err.Error(), on[:4]) {
			t.Errorf("%s: %v", on, err)
		}
	}
	none := smallDays(t, "  listed: {from: 2026, until: 2026}\n", "", "  moving:\n    - {days: [2026-04-12], names: {en: Easter}}\n", "")
	if none.KnownUntil() != 0 || none.Known(date("2090-01-01")) != nil {
		t.Error("a country without moving holidays does not know them")
	}
}

func TestAddAndBetweenAreInverse(t *testing.T) {
	calendars := []*Days{daysOf(t, "az"), daysOf(t, "kz"), daysOf(t, "ua"), daysOf(t, "kg"), smallDays(t)}
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SampledFrom(calendars).Draw(t, "calendar")
		from := date("2020-01-01").AddDays(rapid.IntRange(0, 5000).Draw(t, "from"))
		n := rapid.IntRange(-300, 300).Draw(t, "n")
		to, err := days.Add(from, n)
		if err != nil {
			t.Fatal(err)
		}
		if n != 0 && !days.IsWorking(to) {
			t.Fatalf("%v is no working day", to)
		}
		if got, err := days.Between(from, to); got != n || err != nil {
			t.Fatalf("%v to %v is %d, not %d (%v)", from, to, got, n, err)
		}
		// Counted day by day, the slow way.
		count := 0
		for d := from; d != to; {
			if n > 0 {
				d = d.AddDays(1)
			} else {
				d = d.AddDays(-1)
			}
			if days.IsWorking(d) {
				count++
			}
		}
		if count != max(n, -n) {
			t.Fatalf("%v to %v has %d working days, not %d", from, to, count, n)
		}
		if days.IsWorking(from) {
			if back, err := days.Add(to, -n); back != from || err != nil {
				t.Fatalf("%v %+d and back is %v (%v)", from, n, back, err)
			}
		}
	})
}

// However long the limit: the deadline lies after the receipt, a longer limit never ends sooner, and it is all left on the first day.
func TestDeadlineProperties(t *testing.T) {
	az := daysOf(t, "az")
	rapid.Check(t, func(t *rapid.T) {
		received := date("2024-01-01").AddDays(rapid.IntRange(0, 1500).Draw(t, "received"))
		limit := Limit{rapid.IntRange(1, 200).Draw(t, "days"), rapid.SampledFrom([]Unit{WorkingDays, CalendarDays}).Draw(t, "unit")}
		short, err1 := az.Deadline(received, limit)
		long, err2 := az.Deadline(received, Limit{limit.Days + 1, limit.Unit})
		if err1 != nil || err2 != nil || !short.On.After(received) || long.On.Before(short.On) || !az.IsWorking(short.On) {
			t.Fatalf("%v then %v (%v, %v)", short, long, err1, err2)
		}
		if left, err := az.Left(received, short); err != nil || left < limit.Days || limit.Unit == WorkingDays && left != limit.Days {
			t.Fatalf("%d left of %v (%v)", left, limit, err)
		}
		if left, _ := az.Left(short.On, short); left != 0 {
			t.Fatalf("%d left on the last day", left)
		}
		if left, _ := az.Left(short.On.AddDays(1), short); left >= 0 {
			t.Fatalf("%d left on the day after", left)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	c := calendarOf(b, "az")
	for b.Loop() {
		if _, err := New(c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDeadlineAndLeft(b *testing.B) {
	az, received, limit := daysOf(b, "az"), date("2026-03-16"), Limit{10, WorkingDays}
	for b.Loop() {
		deadline, err := az.Deadline(received, limit)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := az.Left(received, deadline); err != nil {
			b.Fatal(err)
		}
	}
}

// Somebody who confirms a calendar reads its days, and takes off every mark; the calendar that was read stays as it is.
func TestConfirmedCalendar(t *testing.T) {
	for _, country := range []string{"az", "kz", "ua", "kg"} {
		c := calendarOf(t, country)
		confirmed := c.Confirmed()
		if !c.Marked() || confirmed.Marked() {
			t.Errorf("%s: marked %v, and %v when confirmed", country, c.Marked(), confirmed.Marked())
		}
		if diff := cmp.Diff(confirmed.Words("en"), c.Words("en")); diff != "" {
			t.Errorf("%s: %s", country, diff)
		}
	}
	c := smallCalendar(t)
	want := []string{"01-01, 05-01 Holiday", "02-29 Leap Day", "2026-04-12 Easter", "2026-06-03 Election"}
	if diff := cmp.Diff(want, c.Words("en")); diff != "" {
		t.Error(diff)
	}
	// One marked exchange marks the whole.
	if c.Fixed[1].Verify = false; !c.Marked() {
		t.Error("the exchange of days is marked")
	}
}

func smallCalendar(t *testing.T) Calendar {
	t.Helper()
	c, err := decode(small)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
