package presenter

import (
	"context"
	"slices"

	"medsoc/expertise"
	"medsoc/store/records"
)

// DueStore is what the calendar of re-examinations asks of the desk.
type DueStore interface {
	Due(ctx context.Context, f records.DueFilter, limit int) ([]records.DueRow, error)
	CountDue(ctx context.Context, f records.DueFilter) (map[expertise.Date]int, error)
	EarlyBounds() (from, to expertise.Date)
	SavedIn(ctx context.Context, year int) (records.Saved, error)
}

// maxDue bounds a list of the screen; the export reads further, up to maxExport.
const (
	maxDue    = 500
	maxExport = 100_000
)

// DueList says whom the list shows.
type DueList int

// The lists: a month, a day of it, those whose day has passed, and those who may come already though theirs is ahead.
const (
	DueMonth DueList = iota
	DueOnDay
	DueOverdue
	DueEarly
)

// Due is the calendar of those who come again.
type Due struct {
	view[DueState]
	store    DueStore
	month    expertise.Date // first day
	cursor   expertise.Date // the day under the calendar's mark
	list     DueList
	day      expertise.Date
	district string
	unbooked bool
	counts   map[expertise.Date]int // of the shown month's year
	overdue  int
	early    int
	saved    records.Saved
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
		d.month, d.cursor = firstOfMonth(d.env.Today()), d.env.Today()
	}
	d.load()
}

func firstOfMonth(day expertise.Date) expertise.Date {
	return expertise.Date{Year: day.Year, Month: day.Month, Day: 1}
}

func lastOfMonth(first expertise.Date) expertise.Date { return first.AddMonths(1).AddDays(-1) }

// NextMonth, PreviousMonth and ThisMonth turn the calendar; JumpTo shows a month of the year strip.
func (d *Due) NextMonth()                  { d.turn(d.month.AddMonths(1)) }
func (d *Due) PreviousMonth()              { d.turn(d.month.AddMonths(-1)) }
func (d *Due) ThisMonth()                  { d.turn(firstOfMonth(d.env.Today())); d.cursor = d.env.Today(); d.Emit() }
func (d *Due) JumpTo(first expertise.Date) { d.turn(firstOfMonth(first)) }

func (d *Due) turn(month expertise.Date) {
	if month.Year < 1 || month.Year > 9998 {
		return
	}
	d.month, d.cursor, d.list = month, month, DueMonth
	d.load()
}

// MoveDay moves the mark by days and MoveMonth by months; past the month's edge the calendar turns.
func (d *Due) MoveDay(days int)     { d.mark(d.cursor.AddDays(days)) }
func (d *Due) MoveMonth(months int) { d.mark(d.cursor.AddMonths(months)) }

func (d *Due) mark(day expertise.Date) {
	if first := firstOfMonth(day); first != d.month {
		d.turn(first)
	}
	d.cursor = day
	d.Emit()
}

// ShowMarked lists those of the day under the mark, ShowDay those of one day.
func (d *Due) ShowMarked() { d.ShowDay(d.cursor) }

func (d *Due) ShowDay(day expertise.Date) {
	if !day.IsZero() {
		d.day, d.cursor = day, day
		d.Show(DueOnDay)
	}
}

// Show lists the month, the overdue or those who may come already.
func (d *Due) Show(list DueList) { d.list = list; d.load() }

// FilterDistrict keeps those of one district, "" all; FilterUnbooked those without a place at a sitting.
func (d *Due) FilterDistrict(code string) { d.district = code; d.load() }
func (d *Due) FilterUnbooked(on bool)     { d.unbooked = on; d.load() }

// ShowPage opens the page beside this one.
func (d *Due) ShowPage(id ScreenID) { d.env.Go(Route{Screen: id}) }

// Select marks a row; OpenPerson goes to the card, NewCase to a referral for a repeat examination.
func (d *Due) Select(id expertise.PersonID)     { d.selected = id; d.Emit() }
func (d *Due) OpenPerson(id expertise.PersonID) { d.env.Go(Route{Screen: ScreenPerson, Person: id}) }
func (d *Due) NewCase(id expertise.PersonID)    { d.env.Go(Route{Screen: ScreenNewCase, Person: id}) }

// between is the filter of the screen for some days; a zero day does not bound.
func (d *Due) between(from, to expertise.Date) records.DueFilter {
	return records.DueFilter{From: from, To: to, District: d.district, Unbooked: d.unbooked}
}

// shown is the filter of the list.
func (d *Due) shown() records.DueFilter {
	switch d.list {
	case DueOnDay:
		return d.between(d.day, d.day)
	case DueOverdue:
		return d.between(expertise.Date{}, d.env.Today().AddDays(-1))
	case DueEarly:
		return d.between(d.store.EarlyBounds())
	}
	return d.between(d.month, lastOfMonth(d.month))
}

func (d *Due) load() {
	year := d.between(expertise.Date{Year: d.month.Year, Month: 1, Day: 1}, expertise.Date{Year: d.month.Year, Month: 12, Day: 31})
	past, early, list, store := d.between(expertise.Date{}, d.env.Today().AddDays(-1)), d.between(d.store.EarlyBounds()), d.shown(), d.store
	now := d.env.Today().Year
	type found struct {
		counts         map[expertise.Date]int
		overdue, early int
		saved          records.Saved
		rows           []records.DueRow
	}
	read(&d.view, func(ctx context.Context) (f found, err error) {
		if f.counts, err = store.CountDue(ctx, year); err != nil {
			return f, err
		}
		for _, sum := range []struct {
			filter records.DueFilter
			into   *int
		}{{past, &f.overdue}, {early, &f.early}} {
			counts, err := store.CountDue(ctx, sum.filter)
			if err != nil {
				return f, err
			}
			for _, n := range counts {
				*sum.into += n
			}
		}
		if f.saved, err = store.SavedIn(ctx, now); err != nil {
			return f, err
		}
		f.rows, err = store.Due(ctx, list, maxDue)
		return f, err
	}, func(f found) {
		d.counts, d.overdue, d.early, d.saved, d.rows, d.filled = f.counts, f.overdue, f.early, f.saved, f.rows, true
		if d.index() < 0 {
			d.selected = ""
			if len(d.rows) > 0 {
				d.selected = d.rows[0].Person
			}
		}
	})
	d.Emit()
}

func (d *Due) index() int {
	return slices.IndexFunc(d.rows, func(r records.DueRow) bool { return r.Person == d.selected })
}
