package desk

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/records"
)

// Due gives persons by the day of their next examination.
func (d *Desk) Due(ctx context.Context, f records.DueFilter, limit int) (rows []records.DueRow, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		rows, err = records.ListDue(tx, f, limit)
		return err
	})
	return rows, err
}

// CountDue counts them per day.
func (d *Desk) CountDue(ctx context.Context, f records.DueFilter) (counts map[expertise.Date]int, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		counts, err = records.CountDue(tx, f)
		return err
	})
	return counts, err
}

// EarlyBounds gives the days of those who may come already though their day is ahead: tomorrow, and the last one. A zero last day means that
// the law lets anybody come at any time.
func (d *Desk) EarlyBounds() (from, to expertise.Date) {
	return records.DueEarly.Days(d.Today(), d.Profile().Limits.EarlyMonths)
}

// SavedIn counts the examinations of a year that acts and rules made unnecessary.
func (d *Desk) SavedIn(ctx context.Context, year int) (saved records.Saved, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		saved, err = records.SavedIn(tx, year, d.Profile().Outcomes[0].Code)
		return err
	})
	return saved, err
}

// PreviewAct works out whom an act would concern at this desk, and changes nothing.
func (d *Desk) PreviewAct(ctx context.Context, x expertise.Extension) (touched records.Touched, err error) {
	if errs := x.Check(); len(errs) > 0 {
		return touched, all(errs)
	}
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		touched, err = records.Preview(tx, x, d.Today().Year)
		return err
	})
	return touched, err
}
