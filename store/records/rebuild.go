package records

import (
	"context"
	"fmt"
	"strconv"

	"medsoc/store/journal"
)

// newer is the refusal of a file that a later program has written.
type newer struct{}

func (newer) Error() string {
	return "the database was written by a newer version of this program, and nothing in it was changed: install that version, or a later one"
}
func (newer) TextKey() string             { return "error.records.newer" }
func (newer) TextArgs() map[string]string { return nil }

// ErrNewer says that the file is of a newer program.
var ErrNewer error = newer{}

const metaSchema = "schema"

// prepare makes what a new file needs, and finds out whether the tables are those of an earlier program.
func (db *DB) prepare(tx *Tx) error {
	if err := tx.exec(journalSchema); err != nil {
		return err
	}
	version, err := fileVersion(tx)
	switch {
	case err != nil || version == schemaVersion:
		return err
	case version > schemaVersion:
		return ErrNewer
	}
	ops, err := CountOps(tx)
	if err != nil {
		return err
	}
	if ops > 0 {
		db.earlier.Store(true)
		return nil
	}
	return makeTables(tx)
}

// fileVersion is 0 for a file without tables.
func fileVersion(tx *Tx) (int, error) {
	stored, err := Meta(tx, metaSchema)
	if err != nil {
		return 0, err
	}
	if stored == nil {
		has, err := hasTables(tx)
		if has {
			return 1, err
		}
		return 0, err
	}
	version, err := strconv.Atoi(string(stored))
	if err != nil {
		return 0, ErrDamaged
	}
	return version, nil
}

func makeTables(tx *Tx) error {
	for _, table := range append(searchTables, projectedTables...) {
		if err := tx.exec(`drop table if exists ` + table); err != nil {
			return err
		}
	}
	if err := tx.exec(projectedSchema + searchSchema); err != nil {
		return err
	}
	return SetMeta(tx, metaSchema, []byte(strconv.Itoa(schemaVersion)))
}

// Earlier tells whether the tables are those of an earlier program: until Rebuild they are not to be read.
func (db *DB) Earlier() bool { return db.earlier.Load() }

// Rebuild makes the tables of an earlier program anew from the ops, in one transaction: interrupted, it leaves everything as it was. The
// journal does not change. progress may be nil. A file that is up to date is left alone.
func (db *DB) Rebuild(ctx context.Context, keys Keys, progress func(done, total int)) error {
	err := db.Write(ctx, func(tx *Tx) error {
		if version, err := fileVersion(tx); err != nil || version == schemaVersion {
			return err // another process was quicker
		}
		if err := makeTables(tx); err != nil {
			return err
		}
		entities, err := allEntities(tx)
		if err != nil {
			return err
		}
		for i, e := range entities {
			if err := ctx.Err(); err != nil {
				return err
			}
			if _, err := Project(tx, e, keys); err != nil {
				return fmt.Errorf("bring the records up to date: %w", err)
			}
			if progress != nil {
				progress(i+1, len(entities))
			}
		}
		return nil
	})
	if err == nil {
		db.earlier.Store(false)
	}
	return err
}

// allEntities lists whatever has ops: those first on whom the others rest, within a kind in the order of their first op. The fold of a
// case asks for its members' roles, and when somebody falls due for district and acts.
func allEntities(tx *Tx) (list []journal.Entity, err error) {
	err = tx.Each(`select entity_kind, entity from op group by entity_kind, entity
		order by case entity_kind when $1 then 0 when $2 then 1 when $3 then 2 when $4 then 3 else 4 end,
		min(case when seq is null then 1 else 0 end), min(seq), min(n), entity`,
		[]any{journal.EntityMember, journal.EntityAct, journal.EntityPerson, journal.EntityCase}, func(scan func(...any) error) error {
			var e journal.Entity
			err := scan(&e.Kind, &e.ID)
			list = append(list, e)
			return err
		})
	return list, err
}
