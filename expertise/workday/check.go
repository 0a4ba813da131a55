package workday

import (
	"fmt"
	"strconv"

	"medsoc/expertise"
)

// maxDays bounds the days of one list, so that a broken file cannot keep a program busy.
const maxDays = 400

// Check returns every finding, each an *expertise.Error whose field leads to the place: "fixed[2].names". Each holiday must have a name in each
// of the languages.
func (c *Calendar) Check(languages ...string) []error {
	k := &checker{calendar: c, languages: languages}
	k.rest()
	k.years("listed", c.Listed.From, c.Listed.Until, c.Listed == Years{} && len(c.Moving) == 0)
	days := 0
	for i, f := range c.Fixed {
		at := fmt.Sprintf("fixed[%d]", i)
		k.names(at, f.Names)
		k.years(at, f.From, f.Until, f.From == 0 || f.Until == 0)
		checkDays(k, at, f.Days)
		days += len(f.Days)
	}
	for i, m := range c.Moving {
		at := fmt.Sprintf("moving[%d]", i)
		k.names(at, m.Names)
		checkDays(k, at, m.Days)
		k.listed(at, m.Days)
		days += len(m.Days)
	}
	for i, d := range c.Dated {
		at := fmt.Sprintf("dated[%d]", i)
		k.names(at, d.Names)
		checkDays(k, at, d.Days)
		k.covered(at+".days", d.Days...)
		days += len(d.Days)
	}
	if days+len(c.Moved)+len(c.Suspended) > maxDays {
		k.fail("workday.days.many", "calendar", "max", strconv.Itoa(maxDays))
	}
	for i, s := range c.Suspended {
		at := fmt.Sprintf("suspended[%d]", i)
		switch {
		case s.From.IsZero():
			k.fail("workday.days.none", at+".from")
		case !s.Until.IsZero() && s.Until.Before(s.From):
			k.fail("workday.order", at+".until", "value", s.Until.String(), "other", s.From.String())
		}
	}
	if len(k.errs) == 0 { // what is a working day in any case is known only now
		k.moved()
	}
	return k.errs
}

type checker struct {
	calendar  *Calendar
	languages []string
	errs      []error
}

func (k *checker) fail(code, field string, args ...string) {
	k.errs = append(k.errs, sentences.Invalid(code, field, args...))
}

func (k *checker) rest() {
	seen := map[Weekday]bool{}
	for _, day := range k.calendar.RestDays {
		if seen[day] || !day.Valid() {
			k.fail("workday.rest", "restDays")
			return
		}
		seen[day] = true
	}
	if len(seen) < 1 || len(seen) > 6 {
		k.fail("workday.rest", "restDays")
	}
}

func (k *checker) names(at string, names Names) {
	for _, language := range k.languages {
		if names[language] == "" {
			k.fail("workday.names", at+".names", "language", language)
		}
	}
}

// years checks two years; where they are open, each one that is given.
func (k *checker) years(at string, from, until int, open bool) {
	inside := func(year int) bool { return firstYear <= year && year <= lastYear }
	if from <= until && inside(from) && inside(until) || open && (from == 0 || inside(from)) && (until == 0 || inside(until)) {
		return
	}
	k.fail("workday.years", at, "from", strconv.Itoa(from), "until", strconv.Itoa(until), "first", strconv.Itoa(firstYear), "last", strconv.Itoa(lastYear))
}

func checkDays[D interface {
	comparable
	String() string
}](k *checker, at string, days []D) {
	seen := map[D]bool{}
	var none D
	for _, day := range days {
		switch {
		case day == none:
			k.fail("workday.days.none", at+".days")
		case seen[day]:
			k.fail("workday.days.double", at+".days", "value", day.String())
		}
		seen[day] = true
	}
	if len(days) == 0 {
		k.fail("workday.days.none", at+".days")
	}
}

// listed holds a moving holiday to the years for which the calendar says that it is written down.
func (k *checker) listed(at string, days []expertise.Date) {
	listed := k.calendar.Listed
	if listed.From < firstYear || listed.Until > lastYear || listed.From > listed.Until {
		return // said already
	}
	from, until := strconv.Itoa(listed.From), strconv.Itoa(listed.Until)
	has := map[int]bool{}
	for _, day := range days {
		has[day.Year] = true
		if !day.IsZero() && (day.Year < listed.From || day.Year > listed.Until) {
			k.fail("workday.year.outside", at+".days", "value", day.String(), "from", from, "until", until)
		}
	}
	for year := listed.From; year <= listed.Until; year++ {
		if !has[year] {
			k.fail("workday.year.missing", at+".days", "year", strconv.Itoa(year), "from", from, "until", until)
		}
	}
}

func (k *checker) covered(at string, days ...expertise.Date) {
	for _, day := range days {
		if !day.IsZero() && outOfRange(day) {
			k.fail("workday.range", at, "date", day.String(), "first", firstDay.String(), "last", lastDay.String())
		}
	}
}

func outOfRange(day expertise.Date) bool { return day.Before(firstDay) || day.After(lastDay) }

// moved holds exchanges against the calendar without them: only a working day can become free, only a free one can be worked.
func (k *checker) moved() {
	plain := *k.calendar
	plain.Moved = nil
	days := build(plain)
	seen := map[expertise.Date]bool{}
	for i, m := range k.calendar.Moved {
		at := fmt.Sprintf("moved[%d]", i)
		if m.Rest.IsZero() && m.Work.IsZero() {
			k.fail("workday.moved.none", at)
		}
		for _, side := range []struct {
			field, code string
			on          expertise.Date
			works       bool
		}{{".rest", "workday.moved.rest", m.Rest, true}, {".work", "workday.moved.work", m.Work, false}} {
			switch {
			case side.on.IsZero():
			case seen[side.on]:
				k.fail("workday.days.double", at+side.field, "value", side.on.String())
			case outOfRange(side.on):
				k.covered(at+side.field, side.on)
			case days.IsWorking(side.on) != side.works:
				k.fail(side.code, at+side.field, "value", side.on.String())
			}
			seen[side.on] = true
		}
	}
}
