package presenter

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/plan"
)

// The fields of the form of new sittings.
const (
	fieldHow      = "repeat" // repeatOnce or repeatMonth
	fieldSitting  = "on"
	fieldWeekdays = "weekdays" // digits, 1 is Monday; "" is every working day
	fieldTrip     = "trip"
	fieldDistrict = "district"
	fieldPlace    = "place"
	fieldBegins   = "begins" // minutes after midnight
	fieldMinutes  = "minutes"
	fieldPlaces   = "places"

	repeatOnce  = "once"
	repeatMonth = "month"
)

var planningOrder = []string{fieldHow, fieldSitting, fieldWeekdays, fieldTrip, fieldDistrict, fieldPlace, fieldBegins, fieldMinutes, fieldPlaces}

// PlanForm is the form of new sittings.
type PlanForm struct {
	Fields    []Field
	Weekdays  []Tick // of a timetable; none chosen is every working day
	Preview   string // "9 sittings, 108 places"
	Focus     string
	FocusTurn int
}

// OpenForm shows the form, filled as the last sitting of the month was planned; CloseForm forgets it.
func (p *Planning) OpenForm() {
	f := newForm()
	f.values = map[string]string{fieldHow: repeatMonth, fieldBegins: "540", fieldMinutes: "20", fieldPlaces: "12", fieldWeekdays: "135"}
	on := p.month
	if today := p.env.Today(); on.Before(today) {
		on = today
	}
	f.values[fieldSitting] = p.env.date(p.env.workingDay(on))
	for _, s := range p.sittings {
		if s.Cancelled == "" && !s.Trip {
			f.values[fieldPlace], f.values[fieldBegins] = s.Place, strconv.Itoa(s.Begins)
			f.values[fieldMinutes], f.values[fieldPlaces] = strconv.Itoa(s.Minutes), strconv.Itoa(s.Places)
		}
	}
	p.form = &f
	p.fail(nil)
	p.Emit()
}

func (p *Planning) CloseForm() { p.form = nil; p.Emit() }

// Set takes what was typed into the form.
func (p *Planning) Set(name, value string) {
	if p.form == nil || !p.form.set(name, value) {
		return
	}
	switch name {
	case fieldSitting:
		p.form.typedDay(name)
	case fieldTrip:
		if value == "" {
			delete(p.form.errors, fieldDistrict)
		}
	}
	p.Emit()
}

// SetWeekday takes a day of the week into the timetable or out of it, by the tick's name.
func (p *Planning) SetWeekday(digit string, on bool) {
	if p.form == nil {
		return
	}
	days := strings.ReplaceAll(p.values(fieldWeekdays), digit, "")
	if on {
		days += digit
	}
	p.Set(fieldWeekdays, days)
}

// SavePlan plans the sittings of the form.
func (p *Planning) SavePlan() {
	f := p.form
	if f == nil {
		return
	}
	f.clearErrors()
	list := p.planned()
	for _, s := range list[:min(1, len(list))] { // they differ in their day alone
		s.ID = "new" // the desk gives each its own
		for _, err := range s.Check() {
			for _, e := range findings(err) {
				f.refuse(e.Field, e)
			}
		}
	}
	if p.values(fieldHow) == repeatOnce {
		if day := f.day(fieldSitting); day.IsZero() {
			f.refuse(fieldSitting, expertise.Invalid("required", fieldSitting))
		}
	}
	if len(f.errors) > 0 {
		f.first(planningOrder)
		p.Emit()
		return
	}
	if len(list) == 0 {
		p.Emit() // the form's last line says that no day is left
		return
	}
	store := p.store
	write(&p.view, only(func(ctx context.Context) error { return store.PlanSittings(ctx, list) }), func(_ none, err error) {
		if err != nil {
			if f.reject(err, func(field string) string { return field }) == nil {
				p.banner = nil
			}
			return
		}
		p.form, p.month = nil, firstOfMonth(list[0].On)
		p.say(ToneDone, "planning.planned", "n", len(list))
	})
}

func (p *Planning) values(name string) string { return strings.TrimSpace(p.form.values[name]) }

func (p *Planning) number(name string) int {
	n, _ := strconv.Atoi(p.values(name)) // the field takes digits only; none is refused by the sitting's own check
	return n
}

// planned are the sittings that the form describes. A day that has a sitting at the same place and hour already is left out of a timetable.
func (p *Planning) planned() []expertise.Sitting {
	like := expertise.Sitting{Commission: p.store.About().Commission, Trip: p.values(fieldTrip) != "", District: p.values(fieldDistrict), Place: p.values(fieldPlace),
		Begins: p.number(fieldBegins), Minutes: p.number(fieldMinutes), Places: p.number(fieldPlaces)}
	if p.values(fieldHow) == repeatOnce {
		like.On, _ = parseDay(p.values(fieldSitting))
		return []expertise.Sitting{like}
	}
	var chosen []time.Weekday
	for _, digit := range p.values(fieldWeekdays) {
		if digit >= '1' && digit <= '7' {
			chosen = append(chosen, time.Weekday((digit-'0')%7))
		}
	}
	var list []expertise.Sitting
	for _, s := range plan.Timetable(p.month, p.env.Today(), p.env.days, chosen, like) {
		if !p.holds(s) {
			list = append(list, s)
		}
	}
	return list
}

func (p *Planning) holds(s expertise.Sitting) bool {
	for _, there := range p.sittings {
		if there.Cancelled == "" && there.On == s.On && there.Begins == s.Begins && there.Place == s.Place {
			return true
		}
	}
	return false
}

func (p *Planning) formView() *PlanForm {
	if p.form == nil {
		return nil
	}
	e, l, f := p.env, p.env.language, p.form
	v := &PlanForm{Focus: f.focus, FocusTurn: f.turn}
	add := func(name, key string, kind FieldKind, required bool, options ...Option) {
		v.Fields = append(v.Fields, f.field(e, name, key, kind, required, options...))
	}
	add(fieldHow, "how_often", KindChoice, true, Option{repeatOnce, "1", l.T("planning.once")}, Option{repeatMonth, "2", l.T("planning.timetable", "month", e.monthName(p.month))})
	if p.values(fieldHow) == repeatOnce {
		add(fieldSitting, "sitting_day", KindDate, true)
	} else {
		for i, name := range l.Weekdays() {
			digit := strconv.Itoa(i + 1)
			v.Weekdays = append(v.Weekdays, Tick{digit, name, strings.Contains(p.values(fieldWeekdays), digit)})
		}
	}
	trip := p.values(fieldTrip) != ""
	add(fieldTrip, "trip", KindTick, true)
	add(fieldDistrict, "district", KindChoice, trip, e.districts()...)
	add(fieldPlace, "place", KindText, true)
	add(fieldBegins, "begins", KindChoice, true, hours(f.values[fieldBegins])...)
	add(fieldMinutes, "minutes", KindNumber, true)
	add(fieldPlaces, "places", KindNumber, true)
	list := p.planned()
	places := 0
	for _, s := range list {
		places += s.Places
	}
	v.Preview = l.N("planning.preview", len(list), "places", places)
	switch {
	case len(f.errors) > 0:
		v.Preview = "" // a sum of what is wrong says nothing
	case len(list) == 0:
		v.Preview = l.T("planning.preview.none")
	}
	return v
}

// workingDay is the first working day from a day on.
func (e *Env) workingDay(on expertise.Date) expertise.Date {
	for range 31 {
		if e.days.IsWorking(on) {
			break
		}
		on = on.AddDays(1)
	}
	return on
}

// hours are those at which a sitting may begin, each half hour of a working day, and the one that is kept.
func hours(kept string) []Option {
	var all []Option
	known := false
	for minutes := 7 * 60; minutes <= 17*60; minutes += 30 {
		value := strconv.Itoa(minutes)
		known = known || value == kept
		all = append(all, Option{Value: value, Text: clock(minutes)})
	}
	if n, err := strconv.Atoi(kept); err == nil && !known {
		all = append(all, Option{Value: kept, Text: clock(n)})
	}
	return all
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
