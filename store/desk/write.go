package desk

import (
	"context"
	"errors"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"

	"github.com/google/uuid"
)

// deskSchema is what only a desk has. Drafts are no ops: they never leave the desk and are gone when their sheet is saved. law_file keeps
// every profile by which the desk worked, and those that the registry published: number is the registry's, 0 for others.
const deskSchema = `
create table if not exists draft (name text primary key, body blob not null, saved bigint not null);
create table if not exists law_file (hash text primary key, number bigint not null, body blob not null, since bigint not null);
`

// openTables makes the tables that a desk of an earlier program does not have.
func (d *Desk) openTables(ctx context.Context) error {
	var n int
	err := d.db.Read(ctx, func(tx *records.Tx) error {
		return tx.QueryRowContext(ctx, `select count(*) from sqlite_master where type = 'table' and name in ('draft', 'law_file')`).Scan(&n)
	})
	if err != nil || n == 2 {
		return err
	}
	return d.db.Write(ctx, func(tx *records.Tx) error {
		_, err := tx.ExecContext(ctx, deskSchema)
		return err
	})
}

// newID draws a UUIDv7: ids sort by the time they were made.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// change is one op to be. make runs inside the transaction and may look at the records; base is the last change the desk has seen.
type change struct {
	entity  journal.Entity
	subject expertise.PersonID
	base    func(*records.Tx) (expertise.OpID, error)
	make    func(*records.Tx) (expertise.Change, error)
}

// append writes changes as ops of the unlocked member, all or none, in one transaction.
func (d *Desk) append(ctx context.Context, changes ...change) error {
	user, keys, err := d.unlocked()
	if err != nil {
		return err
	}
	return d.db.Write(ctx, func(tx *records.Tx) error {
		for _, c := range changes {
			if err := d.appendOne(tx, user, keys, c); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Desk) appendOne(tx *records.Tx, user expertise.Member, keys *secrets, c change) error {
	content, err := c.make(tx)
	if err != nil {
		return err
	}
	readable := records.ReaderKeys{Reader: keys.reading}
	var key *journal.PersonKey
	if c.subject != "" && content.PersonalPart() != nil {
		if key, err = readable.PersonKey(tx, c.subject); err != nil {
			return err
		}
		if key == nil {
			return expertise.Invalid("person.erased", "")
		}
	}
	var base expertise.OpID
	if c.base != nil {
		if base, err = c.base(tx); err != nil {
			return err
		}
	}
	n, prev, last, err := records.ChainEnd(tx, d.about.Desk)
	if err != nil {
		return err
	}
	op, err := journal.Make(journal.Head{ID: expertise.OpID(newID()), Entity: c.entity, Subject: c.subject, Base: base,
		// A clock set back must not make time run backwards in the chain.
		At: max(d.now().UnixMilli(), last+1), User: user.ID, Desk: d.about.Desk, N: n + 1, Prev: prev}, content, key)
	if err != nil {
		return err
	}
	signed, err := keys.signing.SignOp(op)
	if err != nil {
		return err
	}
	_, err = records.Append(tx, signed, 0, readable)
	return err
}

// readable opens persons' keys; while locked nothing opens.
func (d *Desk) readable() (records.ReaderKeys, error) {
	_, keys, err := d.unlocked()
	if err != nil {
		return records.ReaderKeys{}, err
	}
	return records.ReaderKeys{Reader: keys.reading}, nil
}

// read runs f on the records, with the keys of the unlocked desk.
func (d *Desk) read(ctx context.Context, f func(*records.Tx, records.ReaderKeys) error) error {
	keys, err := d.readable()
	if err != nil {
		return err
	}
	return d.db.Read(ctx, func(tx *records.Tx) error { return f(tx, keys) })
}

func (d *Desk) member(ctx context.Context, id expertise.MemberID) (found expertise.Member, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		members, err := records.ListMembers(tx, "")
		for _, m := range members {
			if m.ID == id {
				found = m
			}
		}
		return err
	})
	if err == nil && found.ID == "" {
		err = expertise.Invalid("member.unknown", "")
	}
	return found, err
}

// Findings is every field that cannot be so, for a form that marks all of them at once.
type Findings []error

func (f Findings) Error() string   { return errors.Join(f...).Error() }
func (f Findings) Unwrap() []error { return f }

// all gives the findings as one error, nil when there are none.
func all(errs []error) error {
	if len(errs) == 0 {
		return nil
	}
	return Findings(errs)
}
