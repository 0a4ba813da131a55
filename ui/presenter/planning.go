package presenter

import (
	"context"
	"slices"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// PlanningStore is what the planning of sittings asks of the desk.
type PlanningStore interface {
	Due(ctx context.Context, f records.DueFilter, limit int) ([]records.DueRow, error)
	Capacity(ctx context.Context, from expertise.Date, months int) ([]plan.Month, error)
	Sittings(ctx context.Context, from, to expertise.Date) ([]records.SittingRow, error)
	Sitting(ctx context.Context, id expertise.SittingID) (desk.SittingView, error)
	PlanSittings(ctx context.Context, list []expertise.Sitting) error
	CancelSitting(ctx context.Context, id expertise.SittingID, reason string) error
	Book(ctx context.Context, bookings []plan.Booking) error
	CancelAppointment(ctx context.Context, id expertise.SittingID, person expertise.PersonID, reason string) error
	Invited(ctx context.Context, id expertise.SittingID, persons []expertise.PersonID) error
	Missed(ctx context.Context, id expertise.SittingID, person expertise.PersonID) error
	About() wire.Enrolled
	User() expertise.Member
}

// plannedMonths is how far the planning looks ahead.
const plannedMonths = 12

// Planning sets the need of the coming months against the places of the sittings, gives places and invites.
type Planning struct {
	view[PlanningState]
	store    PlanningStore
	printer  Printer        // nil: this computer has none
	month    expertise.Date // first day of the chosen one
	months   []plan.Month
	sittings []records.SittingRow // of the chosen month
	sitting  expertise.SittingID
	file     *desk.SittingView
	person   expertise.PersonID
	filled   bool
	form     *form // of new sittings, nil while none is open
	given    *given
	inviting inviting
}

// NewPlanning makes the screen. printer may be nil.
func NewPlanning(store PlanningStore, env *Env, printer Printer, emit func(PlanningState)) *Planning {
	p := &Planning{store: store, printer: printer}
	p.begin(env, "planning", emit, p.state, func() {
		if p.filled {
			p.load()
		}
	})
	return p
}

// Open shows the coming months.
func (p *Planning) Open() {
	if first := firstOfMonth(p.env.Today()); p.month.Before(first) {
		p.month = first
	}
	p.load()
}

// ChooseMonth shows the sittings of one of the coming months, counted from 0.
func (p *Planning) ChooseMonth(index int) {
	if index >= 0 && index < plannedMonths {
		p.month, p.sitting, p.file, p.person = firstOfMonth(p.env.Today()).AddMonths(index), "", nil, ""
		p.load()
	}
}

func (p *Planning) load() {
	store, first, month, before := p.store, firstOfMonth(p.env.Today()), p.month, p.sitting
	type found struct {
		months   []plan.Month
		sittings []records.SittingRow
		file     *desk.SittingView
	}
	read(&p.view, func(ctx context.Context) (f found, err error) {
		if f.months, err = store.Capacity(ctx, first, plannedMonths); err != nil {
			return f, err
		}
		if f.sittings, err = store.Sittings(ctx, month, lastOfMonth(month)); err != nil || len(f.sittings) == 0 {
			return f, err
		}
		chosen := before
		if !slices.ContainsFunc(f.sittings, func(s records.SittingRow) bool { return s.ID == chosen }) {
			chosen = f.sittings[0].ID
		}
		file, err := store.Sitting(ctx, chosen)
		f.file = &file
		return f, err
	}, func(f found) {
		p.months, p.sittings, p.filled = f.months, f.sittings, true
		if p.sitting == before { // nobody chose another day meanwhile
			p.showFile(f.file)
		}
	})
	p.Emit()
}

func (p *Planning) showFile(f *desk.SittingView) {
	p.file, p.sitting = f, ""
	if f == nil {
		return
	}
	p.sitting = f.ID
	if p.row() < 0 {
		p.person = ""
		if len(f.Rows) > 0 {
			p.person = f.Rows[0].Person
		}
	}
}

// ChooseSitting shows a day with those who have a place; ChoosePerson marks one of them.
func (p *Planning) ChooseSitting(id expertise.SittingID) {
	if id == p.sitting {
		return
	}
	p.sitting, p.person = id, ""
	store := p.store
	Run(p.env.Runner, "planning.sitting", func(ctx context.Context) (desk.SittingView, error) { return store.Sitting(ctx, id) }, func(_ Generation, f desk.SittingView, err error) {
		p.loaded(err)
		if err == nil && p.sitting == id {
			p.showFile(&f)
		}
		p.Emit()
	})
	p.Emit()
}

func (p *Planning) ChoosePerson(id expertise.PersonID) { p.person = id; p.Emit() }

// ShowPage opens the page beside this one.
func (p *Planning) ShowPage(id ScreenID) { p.env.Go(Route{Screen: id}) }

// OpenPerson goes to the card.
func (p *Planning) OpenPerson(id expertise.PersonID) {
	p.env.Go(Route{Screen: ScreenPerson, Person: id})
}

// CancelSitting takes the chosen sitting back; whoever had a place there needs another one.
func (p *Planning) CancelSitting(reason string) {
	id, store, reason := p.sitting, p.store, strings.TrimSpace(reason)
	if id != "" {
		write(&p.view, only(func(ctx context.Context) error { return store.CancelSitting(ctx, id, reason) }), func(none, error) {})
	}
}

// CancelAppointment frees the chosen person's place; Missed notes that the person did not come.
func (p *Planning) CancelAppointment(reason string) {
	id, person, store, reason := p.sitting, p.person, p.store, strings.TrimSpace(reason)
	if p.row() >= 0 {
		write(&p.view, only(func(ctx context.Context) error { return store.CancelAppointment(ctx, id, person, reason) }), func(none, error) {})
	}
}

func (p *Planning) Missed() {
	id, person, store := p.sitting, p.person, p.store
	if p.row() >= 0 {
		write(&p.view, only(func(ctx context.Context) error { return store.Missed(ctx, id, person) }), func(none, error) {})
	}
}

// row is the chosen person's place in the day's list, -1 for none.
func (p *Planning) row() int {
	if p.file == nil {
		return -1
	}
	return slices.IndexFunc(p.file.Rows, func(r desk.AppointmentRow) bool { return r.Person == p.person })
}
