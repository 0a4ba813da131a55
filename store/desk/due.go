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
