package presenter

import (
	"context"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/records"
)

// given is what giving places would do, before it is done.
type given struct {
	bookings []plan.Booking
	sittings map[expertise.SittingID]expertise.SittingFile
	left     []records.DueRow
	free     int // places that stay free
	places   int // that were free before
}

// GivePlaces works out who of those due in the month without a place gets which, and shows it; in the present month those overdue come first.
// Nothing is written until BookAll.
func (p *Planning) GivePlaces() {
	store, today := p.store, p.env.Today()
	due := records.DueFilter{From: p.month, To: lastOfMonth(p.month), Unbooked: true}
	if p.month == firstOfMonth(today) {
		due.From = expertise.Date{}
	}
	rows := p.sittings
	Run(p.env.Runner, "planning.give", func(ctx context.Context) (*given, error) {
		persons, err := store.Due(ctx, due, maxExport)
		if err != nil {
			return nil, err
		}
		g := &given{sittings: map[expertise.SittingID]expertise.SittingFile{}}
		var files []expertise.SittingFile
		for _, r := range rows {
			if r.Cancelled != "" || r.On.Before(today) {
				continue
			}
			v, err := store.Sitting(ctx, r.ID)
			if err != nil {
				return nil, err
			}
			files = append(files, v.SittingFile)
			g.sittings[r.ID], g.places = v.SittingFile, g.places+len(v.Free())
		}
		named, need := map[expertise.PersonID]records.DueRow{}, make([]plan.Due, len(persons))
		for i, r := range persons {
			named[r.Person], need[i] = r, plan.Due{Person: r.Person, District: r.District, On: r.Next}
		}
		bookings, left := plan.Assign(need, files)
		g.bookings, g.free = bookings, g.places-len(bookings)
		for _, d := range left {
			g.left = append(g.left, named[d.Person])
		}
		return g, nil
	}, func(_ Generation, g *given, err error) {
		p.fail(err)
		if err == nil {
			p.given = g
		}
		p.Emit()
	})
}

// BookAll gives the places that were shown, all or none; DropGiven forgets them.
func (p *Planning) BookAll() {
	g, store := p.given, p.store
	if g == nil {
		return
	}
	p.given = nil
	if len(g.bookings) == 0 {
		p.Emit()
		return
	}
	write(&p.view, only(func(ctx context.Context) error { return store.Book(ctx, g.bookings) }), func(_ none, err error) {
		if err == nil {
			p.say(ToneDone, "planning.booked", "n", len(g.bookings))
		}
	})
}

func (p *Planning) DropGiven() { p.given = nil; p.Emit() }
