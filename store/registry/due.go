package registry

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/records"
)

// Due gives persons by the day of their next examination, in the whole country or as far as the filter goes.
func (r *Registry) Due(ctx context.Context, f records.DueFilter, limit int) (rows []records.DueRow, err error) {
	err = r.read(ctx, func(t *tx) error {
		rows, err = records.ListDue(t.Tx, f, limit)
		return err
	})
	return rows, err
}

// CountDue counts them per day.
func (r *Registry) CountDue(ctx context.Context, f records.DueFilter) (counts map[expertise.Date]int, err error) {
	err = r.read(ctx, func(t *tx) error {
		counts, err = records.CountDue(t.Tx, f)
		return err
	})
	return counts, err
}

// CheckDistrict refuses a district that the country does not have.
func (r *Registry) CheckDistrict(code string) error { return r.profile().CheckDistrict(code) }

// DueDays bounds a list as of today; a zero day does not bound.
func (r *Registry) DueDays(l records.DueList) (from, to expertise.Date) {
	p := r.profile()
	return l.Days(expertise.DateOf(r.now().In(p.Location())), p.Limits.EarlyMonths)
}

// SavedIn counts the examinations of a year that acts and rules made unnecessary.
func (r *Registry) SavedIn(ctx context.Context, year int) (saved records.Saved, err error) {
	err = r.read(ctx, func(t *tx) error {
		saved, err = records.SavedIn(t.Tx, year, r.profile().Outcomes[0].Code)
		return err
	})
	return saved, err
}
