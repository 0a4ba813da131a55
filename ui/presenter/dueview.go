package presenter

import (
	"strconv"
	"strings"
	"time"

	"medsoc/expertise"
)

// DueDay is one cell of the month.
type DueDay struct {
	Date     expertise.Date // zero for a cell outside the month
	Day      string
	Count    int
	Bar      float32 // 0..1 of the month's fullest day
	Today    bool
	Past     bool
	Selected bool
	Marked   bool // by the keyboard
}

// DueMonthBar is one month of the year strip.
type DueMonthBar struct {
	Month expertise.Date // first day
	Label string
	Count int
	Text  string // the count as it is read, "" for none
	Past  bool
	Now   bool
}

// DueRow is one person who falls due.
type DueRow struct {
	Person     expertise.PersonID
	Case       expertise.CaseID
	Name       string
	Identifier string
	Outcome    string
	Until      string
	Next       string
	Late       bool
	District   string
	Booked     string // day of the sitting, "" without a place
}

// DueState is the calendar: a year, a month, and the persons of a day, of the month, overdue, or who may come already.
type DueState struct {
	Common
	Saved     string // "5 examinations made unnecessary this year: …", "" for none
	Months    [12]DueMonthBar
	Shown     int    // of Months: the month of the calendar
	Month     string // "November 2026"
	Weekdays  [7]string
	Weeks     [][7]DueDay
	List      DueList
	Title     string // of the list: "12.11.2026", "November 2026", "Overdue"
	Late      string // "3 overdue"
	Early     string // "12 may come already"
	Districts []Option
	District  string
	Unbooked  bool
	Count     string
	Rows      []DueRow
	Selected  int
	More      bool
	Empty     Empty
}

// districts are the profile's, as a choice.
func (e *Env) districts() []Option {
	var all []Option
	for _, d := range e.Profile.Districts {
		all = append(all, Option{Value: d.Code, Text: e.law(d.Names)})
	}
	return all
}

// district writes a district's name, the code where the profile does not know it.
func (e *Env) district(code string) string {
	if d, known := e.Profile.District(code); known {
		return e.law(d.Names)
	}
	return code
}

// monthName writes "November 2026".
func (e *Env) monthName(d expertise.Date) string {
	return e.language.Months()[d.Month-1] + " " + strconv.Itoa(d.Year)
}

// monthLabel writes a month shortly, for under a bar: three letters, or as many as tell it from every other.
func (e *Env) monthLabel(m time.Month) string {
	months := e.language.Months()
	name := []rune(months[m-1])
	for n := min(3, len(name)); ; n++ {
		short, others := string(name[:n]), 0
		for i, other := range months {
			if i != int(m)-1 && strings.HasPrefix(other, short) {
				others++
			}
		}
		if others == 0 || n == len(name) {
			return short
		}
	}
}

func (d *Due) state() DueState {
	e, l := d.env, d.env.language
	s := DueState{Common: d.common(), Weekdays: l.Weekdays(), List: d.list, Selected: d.index(), More: len(d.rows) >= maxDue, District: d.district, Unbooked: d.unbooked}
	s.Districts = append([]Option{{Text: l.T("due.district.all")}}, e.districts()...)
	if d.month.IsZero() {
		return s
	}
	s.Month, s.Weeks = e.monthName(d.month), d.weeks()
	s.Shown, s.Months = int(d.month.Month)-1, d.months()
	switch d.list {
	case DueOnDay:
		s.Title = e.date(d.day)
	case DueOverdue:
		s.Title = l.T("due.overdue")
	case DueEarly:
		s.Title = l.T("due.early")
	default:
		s.Title = s.Month
	}
	if d.overdue > 0 {
		s.Late = l.N("count.late", d.overdue)
	}
	if d.early > 0 {
		s.Early = l.N("count.early", d.early)
	}
	if n := d.saved.ByActs + d.saved.WithoutTerm; n > 0 {
		s.Saved = l.N("due.unnecessary", n, "acts", d.saved.ByActs, "without", d.saved.WithoutTerm)
	}
	today := e.Today()
	for _, r := range d.rows {
		row := DueRow{Person: r.Person, Case: r.Case, Name: shortName(r.Name), Identifier: r.Identifier.Value, Outcome: e.outcome(r.Outcome), Until: e.date(r.Until),
			Next: e.date(r.Next), Late: r.Next.Before(today), District: e.district(r.District), Booked: e.date(r.BookedOn)}
		if row.Late {
			row.Next = l.N("count.days_late", int(today.DayNumber()-r.Next.DayNumber()))
		}
		s.Rows = append(s.Rows, row)
	}
	if d.filled {
		s.Count = l.N("count.due", len(d.rows))
		if s.More {
			s.Count = l.T("count.due.first", "n", len(d.rows))
		}
		if len(d.rows) == 0 {
			s.Empty = Empty{Text: l.T("empty.due")}
			if d.list == DueMonth || d.list == DueOnDay {
				s.Empty.Action = l.T("empty.due.action")
			}
		}
	}
	return s
}

// months is the year of the calendar, month by month.
func (d *Due) months() (all [12]DueMonthBar) {
	e, present := d.env, firstOfMonth(d.env.Today())
	for i := range all {
		first := expertise.Date{Year: d.month.Year, Month: time.Month(i + 1), Day: 1}
		all[i] = DueMonthBar{Month: first, Label: e.monthLabel(first.Month), Past: first.Before(present), Now: first == present}
	}
	for on, n := range d.counts {
		if on.Year == d.month.Year {
			all[on.Month-1].Count += n
		}
	}
	for i := range all {
		if all[i].Count > 0 {
			all[i].Text = e.language.Number(int64(all[i].Count))
		}
	}
	return all
}

// weeks is the month as a calendar shows it, weeks from Monday.
func (d *Due) weeks() [][7]DueDay {
	last, fullest := lastOfMonth(d.month), 1
	for on, n := range d.counts {
		if firstOfMonth(on) == d.month {
			fullest = max(fullest, n)
		}
	}
	var weeks [][7]DueDay
	today := d.env.Today()
	for day := d.month.AddDays(-weekday(d.month)); !day.After(last); day = day.AddDays(7) {
		var week [7]DueDay
		for i := range week {
			cell := day.AddDays(i)
			if cell.Month != d.month.Month {
				continue
			}
			n := d.counts[cell]
			week[i] = DueDay{Date: cell, Day: strconv.Itoa(cell.Day), Count: n, Bar: float32(n) / float32(fullest), Today: cell == today, Past: cell.Before(today),
				Selected: d.list == DueOnDay && cell == d.day, Marked: cell == d.cursor}
		}
		weeks = append(weeks, week)
	}
	return weeks
}
