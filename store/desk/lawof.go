package desk

import (
	"context"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/records"
)

// LawOf gives the law by which a decision was made; the present one where that file was never here.
func (d *Desk) LawOf(ctx context.Context, x *expertise.Decision) (by *law.Profile, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		by, err = d.lawOf(tx, x)
		return err
	})
	return by, err
}
