package desk

import (
	"context"
	"slices"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/journal"
	"medsoc/store/records"
)

func sittingEntity(id expertise.SittingID) journal.Entity {
	return journal.Entity{Kind: journal.EntitySitting, ID: string(id)}
}

// PlanSitting opens a day. The desk gives the id and its own commission. All findings come at once as Findings.
func (d *Desk) PlanSitting(ctx context.Context, s expertise.Sitting) (expertise.SittingID, error) {
	list := []expertise.Sitting{s}
	err := d.PlanSittings(ctx, list)
	return list[0].ID, err
}

// PlanSittings opens the days of a timetable, all or none, and writes their ids and commission into the list.
func (d *Desk) PlanSittings(ctx context.Context, list []expertise.Sitting) error {
	if len(list) == 0 {
		return ErrNothing
	}
	var changes []change
	for i := range list {
		s := &list[i]
		s.ID, s.Commission = expertise.SittingID(newID()), d.about.Commission
		errs := s.Check()
		if !s.On.IsZero() && s.On.Before(d.Today()) {
			errs = append(errs, expertise.Invalid("sitting.past", "on"))
		}
		if _, known := d.Profile().District(s.District); s.District != "" && !known {
			errs = append(errs, expertise.Invalid("sitting.district", "district"))
		}
		if err := all(errs); err != nil {
			return err
		}
		changes = append(changes, sittingStep(s.ID, "", &expertise.SittingPlanned{Sitting: *s}))
	}
	return d.append(ctx, changes...)
}

// sittingStep is a change of a sitting. The fold refuses what the sitting as it stands does not allow.
func sittingStep(id expertise.SittingID, person expertise.PersonID, content expertise.Change) change {
	return change{entity: sittingEntity(id), subject: person, make: func(*records.Tx) (expertise.Change, error) { return content, nil }}
}

// CancelSitting takes a day back; whoever had a place there has none any more.
func (d *Desk) CancelSitting(ctx context.Context, id expertise.SittingID, reason string) error {
	return d.append(ctx, sittingStep(id, "", &expertise.SittingCancelled{Reason: reason}))
}

// Book gives persons their places, all or none. Whoever has a place at another sitting to come is appointment.elsewhere. What another desk
// booked is known after a synchronisation; of two that gave the same place the registry's first one stands, and the other desk is told.
func (d *Desk) Book(ctx context.Context, bookings []plan.Booking) error {
	if len(bookings) == 0 {
		return ErrNothing
	}
	changes := make([]change, len(bookings))
	for i, b := range bookings {
		changes[i] = change{entity: sittingEntity(b.Sitting), subject: b.Person, make: func(tx *records.Tx) (expertise.Change, error) {
			return &expertise.AppointmentBooked{Person: b.Person, Place: b.Place}, records.MayBook(tx, b, d.Today())
		}}
	}
	return d.append(ctx, changes...)
}

// CancelAppointment frees a person's place.
func (d *Desk) CancelAppointment(ctx context.Context, id expertise.SittingID, person expertise.PersonID, reason string) error {
	return d.append(ctx, sittingStep(id, person, &expertise.AppointmentCancelled{Person: person, Reason: reason}))
}

// Invited notes that persons' letters were printed, all or none. Whoever was invited before is passed over.
func (d *Desk) Invited(ctx context.Context, id expertise.SittingID, persons []expertise.PersonID) error {
	view, err := d.Sitting(ctx, id)
	if err != nil {
		return err
	}
	var changes []change
	for _, p := range persons {
		if slices.ContainsFunc(view.Appointments, func(a expertise.Appointment) bool { return a.Person == p && a.Invited }) {
			continue
		}
		changes = append(changes, sittingStep(id, p, &expertise.AppointmentInvited{Person: p}))
	}
	return d.append(ctx, changes...)
}

// Missed notes that a person did not come; the person may get another place.
func (d *Desk) Missed(ctx context.Context, id expertise.SittingID, person expertise.PersonID) error {
	return d.append(ctx, sittingStep(id, person, &expertise.AppointmentMissed{Person: person}))
}

// Sittings lists the commission's sittings between two days, both included, by day and hour.
func (d *Desk) Sittings(ctx context.Context, from, to expertise.Date) (rows []records.SittingRow, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		rows, err = records.ListSittings(tx, d.about.Commission, from, to)
		return err
	})
	return rows, err
}

// SittingView is a sitting with those who have a place.
type SittingView struct {
	expertise.SittingFile
	Rows []AppointmentRow // by place
}

// AppointmentRow is one person's place with what an invitation needs.
type AppointmentRow struct {
	expertise.Appointment
	Name       expertise.Name
	Identifier expertise.Identifier
	Address    string // at which the person lives, else is registered
	Phone      string
	Due        expertise.Date // zero when no examination is due
}

// Sitting gives one sitting.
func (d *Desk) Sitting(ctx context.Context, id expertise.SittingID) (v SittingView, err error) {
	err = d.read(ctx, func(tx *records.Tx, keys records.ReaderKeys) error {
		f, err := records.LoadSitting(tx, id)
		if err != nil {
			return err
		}
		v.SittingFile = *f
		for _, a := range f.Appointments {
			row := AppointmentRow{Appointment: a}
			person, err := records.LoadPerson(tx, a.Person, keys)
			if err != nil {
				return err
			}
			p := &person.Person
			row.Name, row.Identifier, row.Address, row.Phone = p.Name, p.Identifier, p.ActualAddress, p.Phone
			if row.Address == "" {
				row.Address = p.RegisteredAddress
			}
			if row.Due, err = records.DueOf(tx, a.Person); err != nil {
				return err
			}
			v.Rows = append(v.Rows, row)
		}
		return nil
	})
	return v, err
}

// Capacity sets the need of a number of months, from that of a day on, against the commission's places.
func (d *Desk) Capacity(ctx context.Context, from expertise.Date, months int) (list []plan.Month, err error) {
	first := expertise.Date{Year: from.Year, Month: from.Month, Day: 1}
	last := first.AddMonths(months).AddDays(-1)
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		needs, err := records.Needs(tx, records.DueFilter{To: last})
		if err != nil {
			return err
		}
		rows, err := records.ListSittings(tx, d.about.Commission, first, last)
		if err != nil {
			return err
		}
		var loads []plan.Load
		for _, r := range rows {
			if r.Cancelled == "" {
				loads = append(loads, plan.Load{Sitting: r.Sitting, Taken: r.Booked})
			}
		}
		list = plan.Months(d.Today(), from, months, needs, loads)
		return nil
	})
	return list, err
}
