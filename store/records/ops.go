package records

import (
	"database/sql"
	"errors"
	"fmt"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// Stored is an op with what happened to it.
type Stored struct {
	journal.Signed
	Seq     int64  // the registry's feed number, 0 while unsent
	Refused string // the reason, "" when it stands
}

// ErrDuplicate says that an op with this id is stored already.
var ErrDuplicate = errors.New("records: this op is stored already")

// Append stores an op and projects its entity. seq is the registry's number, 0 for an op not sent yet. An op that the entity's state
// does not allow gives that error, and the caller rolls back or uses Refuse.
func Append(tx *Tx, signed journal.Signed, seq int64, keys Keys) (*journal.Op, error) {
	op, err := insert(tx, signed, seq, "")
	if err != nil {
		return nil, err
	}
	refused, err := Project(tx, op.Entity, keys)
	if err != nil {
		return nil, err
	}
	return op, refused[op.ID]
}

// Take stores an op of the feed, which the registry has accepted, or gives the number to one that is here already. What the fold makes
// of it is the same on every desk, so an op that it leaves out is no error here.
func Take(tx *Tx, signed journal.Signed, seq int64, keys Keys) error {
	op, err := insert(tx, signed, seq, "")
	if errors.Is(err, ErrDuplicate) {
		if op, err = signed.Parse(); err != nil {
			return err
		}
		return Acknowledge(tx, op.ID, seq, "", keys)
	}
	if err != nil {
		return err
	}
	_, err = Project(tx, op.Entity, keys)
	return err
}

// ForgetNumbers makes every op that stands unsent again: a restored registry numbers them anew.
func ForgetNumbers(tx *Tx) error { return tx.exec(`update op set seq = null where seq is not null`) }

// Refuse stores an op that is kept for the record but changes nothing.
func Refuse(tx *Tx, signed journal.Signed, reason string) error {
	_, err := insert(tx, signed, 0, reason)
	return err
}

func insert(tx *Tx, signed journal.Signed, seq int64, refused string) (*journal.Op, error) {
	op, err := signed.Parse()
	if err != nil {
		return nil, err
	}
	if _, found, err := FindOp(tx, op.ID); err != nil {
		return nil, err
	} else if found {
		return nil, ErrDuplicate
	}
	err = tx.exec(`insert into op (id, kind, entity_kind, entity, subject, desk, n, at, seq, refused, bytes, signature)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`, op.ID, op.Kind, op.Entity.Kind, op.Entity.ID, op.Subject, op.Desk, int64(op.N), op.At,
		sql.NullInt64{Int64: seq, Valid: seq > 0}, sql.NullString{String: refused, Valid: refused != ""}, signed.Bytes, signed.Signature)
	return op, err
}

// Acknowledge writes what the registry answered for one of the desk's own ops: its number, or the refusal. The entity is projected anew.
func Acknowledge(tx *Tx, id expertise.OpID, seq int64, refused string, keys Keys) error {
	stored, found, err := FindOp(tx, id)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("records: the registry answered for an op that is not here: %s", id)
	}
	if stored.Seq == seq && stored.Refused == refused {
		return nil
	}
	if err := tx.exec(`update op set seq = $2, refused = $3 where id = $1`, id, sql.NullInt64{Int64: seq, Valid: seq > 0},
		sql.NullString{String: refused, Valid: refused != ""}); err != nil {
		return err
	}
	op, err := stored.Parse()
	if err != nil {
		return err
	}
	_, err = Project(tx, op.Entity, keys)
	return err
}

// FindOp looks an op up by its id.
func FindOp(tx *Tx, id expertise.OpID) (Stored, bool, error) {
	s, err := scanOp(tx.queryRow(`select bytes, signature, coalesce(seq, 0), coalesce(refused, '') from op where id = $1`, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return Stored{}, false, nil
	}
	return s, err == nil, err
}

func scanOp(scan func(...any) error) (Stored, error) {
	var s Stored
	err := scan(&s.Bytes, &s.Signature, &s.Seq, &s.Refused)
	return s, err
}

// ChainEnd is the desk's last op: its place, hash and time. Zero place and 32 zero bytes before the first.
func ChainEnd(tx *Tx, desk expertise.DeskID) (n uint64, hash []byte, at int64, err error) {
	var bytes []byte
	err = tx.queryRow(`select n, at, bytes from op where desk = $1 order by n desc limit 1`, desk).Scan(&n, &at, &bytes)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, make([]byte, 32), 0, nil
	}
	if err != nil {
		return 0, nil, 0, err
	}
	return n, journal.Hash(bytes), at, nil
}

// Unsent lists the desk's own ops that the registry has not answered, in chain order.
func Unsent(tx *Tx, desk expertise.DeskID, limit int) ([]Stored, error) {
	return listOps(tx, `select bytes, signature, 0, '' from op where desk = $1 and seq is null and refused is null order by n limit $2`, desk, limit)
}

// Standing is what a status line tells.
type Standing struct {
	Open      int // cases that the commission still has to work on
	Decided   int // in force, no paper yet
	Unsent    int
	Refused   int
	Conflicts int // persons with a field that several desks wrote
	Disputed  int // decisions made without knowledge of each other
}

// Stand counts for the status line of one desk.
func Stand(tx *Tx, desk expertise.DeskID) (s Standing, err error) {
	for _, c := range []struct {
		into  *int
		query string
	}{
		{&s.Open, `select count(*) from case_file where state in ('received', 'assigned', 'examined', 'proposed')`},
		{&s.Decided, `select count(*) from case_file where state = 'decided'`},
		{&s.Refused, `select count(*) from op where refused is not null`},
		{&s.Conflicts, `select count(*) from person where conflicts > 0`},
		{&s.Disputed, `select count(*) from decision where disputed = 1`},
	} {
		if err := tx.queryRow(c.query).Scan(c.into); err != nil {
			return s, err
		}
	}
	s.Unsent, err = CountUnsent(tx, desk)
	return s, err
}

// CountOps is how many ops are stored.
func CountOps(tx *Tx) (n int, err error) {
	err = tx.queryRow(`select count(*) from op`).Scan(&n)
	return n, err
}

// CountUnsent is how many ops wait for the registry.
func CountUnsent(tx *Tx, desk expertise.DeskID) (n int, err error) {
	err = tx.queryRow(`select count(*) from op where desk = $1 and seq is null and refused is null`, desk).Scan(&n)
	return n, err
}

// Refused lists refused ops, newest first.
func Refused(tx *Tx, limit int) ([]Stored, error) {
	return listOps(tx, `select bytes, signature, coalesce(seq, 0), refused from op where refused is not null order by at desc limit $1`, limit)
}

func listOps(tx *Tx, query string, args ...any) ([]Stored, error) {
	var list []Stored
	err := tx.Each(query, args, func(scan func(...any) error) error {
		s, err := scanOp(scan)
		list = append(list, s)
		return err
	})
	return list, err
}

// entityOps gives an entity's ops in fold order: feed order, then the unsent ones of this desk.
func entityOps(tx *Tx, e journal.Entity) ([]Stored, error) {
	return listOps(tx, `select bytes, signature, coalesce(seq, 0), coalesce(refused, '') from op where entity_kind = $1 and entity = $2
		order by case when seq is null then 1 else 0 end, seq, n`, e.Kind, e.ID)
}
