package desk

import (
	"context"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/records"
)

// maxProposed is more persons than a commission examines in a year.
const maxProposed = 20_000

// ProposePlaces gives those of a due list who have no place yet one at the sittings between two days, both included, as package plan does. It
// changes nothing: Book makes it so. Sittings that are over are left alone.
func (d *Desk) ProposePlaces(ctx context.Context, f records.DueFilter, from, to expertise.Date) (bookings []plan.Booking, left []plan.Due, err error) {
	f.Unbooked = true
	if from.Before(d.Today()) {
		from = d.Today()
	}
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		rows, err := records.ListDue(tx, f, maxProposed)
		if err != nil {
			return err
		}
		var due []plan.Due
		for _, r := range rows {
			due = append(due, plan.Due{Person: r.Person, District: r.District, On: r.Next})
		}
		days, err := records.ListSittings(tx, d.about.Commission, from, to)
		if err != nil {
			return err
		}
		var sittings []expertise.SittingFile
		for _, day := range days {
			if day.Cancelled != "" || day.Booked >= day.Places {
				continue
			}
			s, err := records.LoadSitting(tx, day.ID)
			if err != nil {
				return err
			}
			sittings = append(sittings, *s)
		}
		bookings, left = plan.Assign(due, sittings)
		return nil
	})
	return bookings, left, err
}
