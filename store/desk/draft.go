package desk

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"medsoc/expertise"
	"medsoc/store/records"
)

// ExaminationDraft names the draft of a case's sheet.
func ExaminationDraft(id expertise.CaseID) string { return "examination/" + string(id) }

// SaveDraft keeps what is on a form, as its screen encoded it, and tells when it was saved.
func (d *Desk) SaveDraft(ctx context.Context, name string, body []byte) (time.Time, error) {
	if _, _, err := d.unlocked(); err != nil {
		return time.Time{}, err
	}
	at := d.now()
	return at, d.db.Write(ctx, func(tx *records.Tx) error {
		_, err := tx.ExecContext(ctx, `insert into draft (name, body, saved) values ($1, $2, $3)
			on conflict (name) do update set body = excluded.body, saved = excluded.saved`, name, body, at.UnixMilli())
		return err
	})
}

// Draft gives it back; nil when there is none.
func (d *Desk) Draft(ctx context.Context, name string) (body []byte, saved time.Time, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		var at int64
		err := tx.QueryRowContext(ctx, `select body, saved from draft where name = $1`, name).Scan(&body, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		saved = time.UnixMilli(at)
		return err
	})
	return body, saved, err
}

// DropDraft forgets it.
func (d *Desk) DropDraft(ctx context.Context, name string) error {
	return d.db.Write(ctx, func(tx *records.Tx) error { return dropDraft(tx, name) })
}

func dropDraft(tx *records.Tx, name string) error {
	_, err := tx.Exec(`delete from draft where name = $1`, name)
	return err
}
