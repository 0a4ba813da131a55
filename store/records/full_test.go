package records

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// A full disk refuses the step with a sentence; everything before it is there, and work goes on once there is room. SQLite answers a
// page limit with the same error as a full disk.
func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	db, err := Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	reader, _ := journal.NewReadingKey()
	keys := ReaderKeys{reader}
	signer, _ := journal.NewSigningKey()
	add := func(n int) error {
		return db.Write(ctx, func(tx *Tx) error {
			id := expertise.PersonID(fmt.Sprintf("p%d", n))
			key := journal.NewPersonKey()
			op, err := journal.Make(journal.Head{ID: expertise.OpID("o" + string(id)), Entity: journal.Entity{Kind: journal.EntityPerson, ID: string(id)}, Subject: id,
				At: int64(1700000000000 + n), Desk: "d", N: uint64(n), Prev: make([]byte, 32)},
				&expertise.PersonRegistered{Personal: expertise.Person{Name: expertise.Name{Surname: "Ə", Given: "L"}, Sex: expertise.Female, Birth: expertise.MustDate("1980-01-01")}}, key)
			if err != nil {
				return err
			}
			signed, err := signer.SignOp(op)
			if err != nil {
				return err
			}
			if err := keys.KeepKey(tx, id, key); err != nil {
				return err
			}
			_, err = Append(tx, signed, 0, keys)
			return err
		})
	}
	kept := 0
	if _, err := db.write.Exec(`pragma max_page_count = 120`); err != nil {
		t.Fatal(err)
	}
	for kept < 2000 {
		if err = add(kept + 1); err != nil {
			break
		}
		kept++
	}
	if !errors.Is(err, ErrFull) || kept == 0 {
		t.Fatalf("after %d persons: %v", kept, err)
	}
	if _, err := db.write.Exec(`pragma max_page_count = 100000`); err != nil {
		t.Fatal(err)
	}
	if err := add(kept + 1); err != nil {
		t.Fatalf("with room again: %v", err)
	}
	db.Read(ctx, func(tx *Tx) error {
		if n, err := CountUnsent(tx, "d"); err != nil || n != kept+1 {
			t.Errorf("%d ops, want %d (%v)", n, kept+1, err)
		}
		return Integrity(tx)
	})
}
