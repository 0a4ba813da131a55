package presenter

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/store/records"
)

// DueStore is what the due list asks of the desk.
type DueStore interface {
	Due(ctx context.Context, f records.DueFilter, limit int) ([]records.DueRow, error)
	CountDue(ctx context.Context, f records.DueFilter) (map[expertise.Date]int, error)
}

// DueDay is one cell of the month.
type DueDay struct {
	Date     expertise.Date // zero for a cell outside the month
	Day      string
	Count    int
	Bar      float32 // 0..1 of the month's fullest day
	Today    bool
	Past     bool
	Selected bool
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
}

// DueState is the due list: a month, and the persons of a day, of the month or overdue.
type DueState struct {
	Common
	Month    string // "November 2026"
	Weekdays [7]string
	Weeks    [][7]DueDay
	Title    string // of the list: "12.11.2026", "November 2026" or "Overdue"
	Overdue  bool   // the list is of those overdue
	Late     string // "3 overdue"
	Count    string
	Rows     []DueRow
	Selected int
	More     bool
	Empty    Empty
}

// maxDue bounds a list of the screen; the export reads further, up to maxExport.
const (
	maxDue    = 500
	maxExport = 100_000
)

// dueList says which persons the list shows.
type dueList int

const (
	dueMonth dueList = iota
	dueDay
	dueOverdue
)

// Due is the calendar of those who come again.
type Due struct {
	view[DueState]
	store    DueStore
	month    expertise.Date // first day
	list     dueList
	day      expertise.Date
	counts   map[expertise.Date]int
	overdue  int
	rows     []records.DueRow
	filled   bool
	selected expertise.PersonID
}

// NewDue makes the screen.
func NewDue(store DueStore, env *Env, emit func(DueState)) *Due {
	d := &Due{store: store}
	d.begin(env, "due", emit, d.state, func() {
		if d.filled {
			d.load()
		}
	})
	return d
}

// Open shows the present month.
func (d *Due) Open() {
	if d.month.IsZero() {
		d.month = firstOfMonth(d.env.Today())
	}
	d.load()
}

func firstOfMonth(day expertise.Date) expertise.Date {
	return expertise.Date{Year: day.Year, Month: day.Month, Day: 1}
}

// NextMonth, PreviousMonth and ThisMonth turn the calendar.
func (d *Due) NextMonth()     { d.turn(d.month.AddMonths(1)) }
func (d *Due) PreviousMonth() { d.turn(d.month.AddMonths(-1)) }
func (d *Due) ThisMonth()     { d.turn(firstOfMonth(d.env.Today())) }

func (d *Due) turn(month expertise.Date) {
	d.month, d.list = month, dueMonth
	d.load()
}

// ShowDay lists those of one day, ShowMonth those of the month, ShowOverdue those whose day has passed.
func (d *Due) ShowDay(day expertise.Date) {
	if !day.IsZero() {
		d.list, d.day = dueDay, day
		d.load()
	}
}

func (d *Due) ShowMonth()   { d.list = dueMonth; d.load() }
func (d *Due) ShowOverdue() { d.list = dueOverdue; d.load() }

// Select marks a row; OpenPerson goes to the card, NewCase to a referral for a repeat examination.
func (d *Due) Select(id expertise.PersonID)     { d.selected = id; d.Emit() }
func (d *Due) OpenPerson(id expertise.PersonID) { d.env.Go(Route{Screen: ScreenPerson, Person: id}) }
func (d *Due) NewCase(id expertise.PersonID)    { d.env.Go(Route{Screen: ScreenNewCase, Person: id}) }

// bounds are the first and last day of the list; a zero day does not bound.
func (d *Due) bounds() (from, to expertise.Date) {
	switch d.list {
	case dueDay:
		return d.day, d.day
	case dueOverdue:
		return expertise.Date{}, d.env.Today().AddDays(-1)
	}
	return d.month, d.lastDay()
}

func (d *Due) lastDay() expertise.Date { return d.month.AddMonths(1).AddDays(-1) }

func (d *Due) load() {
	from, to := d.bounds()
	first, last, yesterday, store := d.month, d.lastDay(), d.env.Today().AddDays(-1), d.store
	type found struct {
		counts  map[expertise.Date]int
		overdue int
		rows    []records.DueRow
	}
	read(&d.view, func(ctx context.Context) (f found, err error) {
		if f.counts, err = store.CountDue(ctx, records.DueFilter{From: first, To: last}); err != nil {
			return f, err
		}
		past, err := store.CountDue(ctx, records.DueFilter{To: yesterday})
		if err != nil {
			return f, err
		}
		for _, n := range past {
			f.overdue += n
		}
		f.rows, err = store.Due(ctx, records.DueFilter{From: from, To: to}, maxDue)
		return f, err
	}, func(f found) {
		d.counts, d.overdue, d.rows, d.filled = f.counts, f.overdue, f.rows, true
		if d.index() < 0 {
			d.selected = ""
			if len(d.rows) > 0 {
				d.selected = d.rows[0].Person
			}
		}
	})
	d.Emit()
}

// SaveCSV writes the list that is shown, to its end, as a table for other programs.
func (d *Due) SaveCSV(path string) {
	if path == "" {
		return
	}
	from, to := d.bounds()
	store, table := d.store, d.csv()
	write(&d.view, func(ctx context.Context) (int, error) {
		rows, err := store.Due(ctx, records.DueFilter{From: from, To: to}, maxExport)
		if err != nil {
			return 0, err
		}
		data, err := table(rows)
		if err == nil {
			err = writeFile(path, data)
		}
		return len(rows), err
	}, func(n int, err error) {
		if err == nil {
			d.say(ToneDone, "due.saved", "n", n, "file", path)
		}
	})
}

// csv gives the writer of the table in the present language: UTF-8 with a mark at its beginning, because spreadsheets ask for it, and
// days in ISO form, because programs do.
func (d *Due) csv() func([]records.DueRow) ([]byte, error) {
	e, l := d.env, d.env.language
	head := []string{l.T("column.name"), l.T("column.identifier"), l.T("column.outcome"), l.T("field.percent"), l.T("column.until"), l.T("column.next_exam")}
	outcomes := map[expertise.OutcomeCode]string{}
	for _, o := range e.Profile.Outcomes {
		outcomes[o.Code] = e.law(o.Names)
	}
	return func(rows []records.DueRow) ([]byte, error) {
		var out bytes.Buffer
		out.WriteString("\uFEFF")
		w := csv.NewWriter(&out)
		lines := [][]string{head}
		for _, r := range rows {
			lines = append(lines, []string{noFormula(r.Name.Full()), r.Identifier.Value, outcomes[r.Outcome.Code], strconv.Itoa(int(r.Outcome.Percent)), r.Until.String(), r.Next.String()})
		}
		err := w.WriteAll(lines)
		return out.Bytes(), err
	}
}

// noFormula keeps a spreadsheet from running a name that begins like a formula.
func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

func (d *Due) index() int {
	return slices.IndexFunc(d.rows, func(r records.DueRow) bool { return r.Person == d.selected })
}

func (d *Due) state() DueState {
	e, l := d.env, d.env.language
	s := DueState{Common: d.common(), Weekdays: l.Weekdays(), Overdue: d.list == dueOverdue, Selected: d.index(), More: len(d.rows) >= maxDue}
	if d.month.IsZero() {
		return s
	}
	s.Month = l.Months()[d.month.Month-1] + " " + strconv.Itoa(d.month.Year)
	s.Weeks = d.weeks()
	switch d.list {
	case dueDay:
		s.Title = e.date(d.day)
	case dueOverdue:
		s.Title = l.T("due.overdue")
	default:
		s.Title = s.Month
	}
	if d.overdue > 0 {
		s.Late = l.N("count.late", d.overdue)
	}
	today := e.Today()
	for _, r := range d.rows {
		row := DueRow{Person: r.Person, Case: r.Case, Name: shortName(r.Name), Identifier: r.Identifier.Value, Outcome: e.outcome(r.Outcome), Until: e.date(r.Until),
			Next: e.date(r.Next), Late: r.Next.Before(today)}
		if row.Late {
			row.Next = l.N("count.days_late", int(today.DayNumber()-r.Next.DayNumber()))
		}
		s.Rows = append(s.Rows, row)
	}
	if d.filled {
		s.Count = l.N("count.due", len(d.rows))
		if len(d.rows) == 0 {
			s.Empty = Empty{l.T("empty.due"), l.T("empty.due.action")}
		}
	}
	return s
}

// weeks is the month as a calendar shows it, weeks from Monday.
func (d *Due) weeks() [][7]DueDay {
	fullest := 1
	for _, n := range d.counts {
		fullest = max(fullest, n)
	}
	var weeks [][7]DueDay
	today, last := d.env.Today(), d.lastDay()
	for day := d.month.AddDays(-weekday(d.month)); !day.After(last); day = day.AddDays(7) {
		var week [7]DueDay
		for i := range week {
			cell := day.AddDays(i)
			if cell.Month != d.month.Month {
				continue
			}
			n := d.counts[cell]
			week[i] = DueDay{Date: cell, Day: strconv.Itoa(cell.Day), Count: n, Bar: float32(n) / float32(fullest), Today: cell == today, Past: cell.Before(today),
				Selected: d.list == dueDay && cell == d.day}
		}
		weeks = append(weeks, week)
	}
	return weeks
}
