package records

import (
	"database/sql"
	"errors"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// Keys gives a person's key to whoever holds one. PersonKey answers nil when there is none here: the record is then shown without
// names.
type Keys interface {
	PersonKey(tx *Tx, person expertise.PersonID) (*journal.PersonKey, error)
}

// ReaderKeys keeps persons' keys in the database, each wrapped to one reading key, as desk and registry do.
type ReaderKeys struct{ Reader *journal.ReadingKey }

// PersonKey unwraps the stored grant.
func (k ReaderKeys) PersonKey(tx *Tx, person expertise.PersonID) (*journal.PersonKey, error) {
	var wrapped []byte
	err := tx.queryRow(`select wrapped from person_key where person = $1`, person).Scan(&wrapped)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil || len(wrapped) == 0 {
		return nil, err
	}
	key, err := journal.Grant{Person: person, Wrapped: wrapped}.Open(k.Reader)
	if err != nil {
		return nil, nil // a grant that is not for this reader is the same as none
	}
	return key, nil
}

// KeepGrant stores a grant that opens here; a person who has a key already keeps it.
func (k ReaderKeys) KeepGrant(tx *Tx, g journal.Grant) error {
	if _, err := g.Open(k.Reader); err != nil {
		return err
	}
	return tx.exec(`insert into person_key (person, wrapped) values ($1, $2) on conflict (person) do nothing`, g.Person, g.Wrapped)
}

// KeepKey wraps a fresh key to the reader and stores it.
func (k ReaderKeys) KeepKey(tx *Tx, person expertise.PersonID, key *journal.PersonKey) error {
	g, err := journal.NewGrant(k.Reader.Public(), person, key)
	if err != nil {
		return err
	}
	return k.KeepGrant(tx, g)
}

// Destroy erases a person's key, as ordered by law. The ops stay and can no longer be read. An empty row stays in the key's place, so
// that a grant that comes later from a desk which has not heard of the order does not bring the key back.
func Destroy(tx *Tx, person expertise.PersonID) error {
	return tx.exec(`insert into person_key (person, wrapped) values ($1, $2) on conflict (person) do update set wrapped = excluded.wrapped`, person, []byte{})
}

// SetMeta stores one named value of the program that owns this database.
func SetMeta(tx *Tx, name string, value []byte) error {
	return tx.exec(`insert into meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`, name, value)
}

// Meta reads a named value; nil when it was never set.
func Meta(tx *Tx, name string) ([]byte, error) {
	var value []byte
	err := tx.queryRow(`select value from meta where name = $1`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return value, err
}
