package records

import (
	"context"
	"path/filepath"
	"testing"

	"medsoc/expertise"
	"medsoc/store/journal"
)

func TestOpenTwiceAndSearchEmpty(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	for range 2 {
		db, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Read(context.Background(), func(tx *Tx) error {
			rows, err := SearchPersons(tx, "əli", 10)
			if len(rows) != 0 {
				t.Errorf("rows %v", rows)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		db.Close()
	}
}

// A scenario of persons registered and patched by two desks; the same code runs at the registry.
func TestFoldDoesNotDependOnArrival(t *testing.T) {
	ctx := context.Background()
	key := journal.NewPersonKey()
	reader, _ := journal.NewReadingKey()
	keys := ReaderKeys{reader}
	signer, _ := journal.NewSigningKey()
	point, _ := signer.Public()
	n := map[expertise.DeskID]uint64{}
	make1 := func(desk expertise.DeskID, id expertise.OpID, e journal.Entity, subject expertise.PersonID, user expertise.MemberID, base expertise.OpID, ch expertise.Change) journal.Signed {
		n[desk]++
		op, err := journal.Make(journal.Head{ID: id, Entity: e, Subject: subject, Base: base, At: 1700000000000 + int64(n[desk]), User: user, Desk: desk, N: n[desk], Prev: make([]byte, 32)}, ch, key)
		if err != nil {
			t.Fatal(err)
		}
		s, err := signer.SignOp(op)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	person := journal.Entity{Kind: journal.EntityPerson, ID: "p"}
	ops := []journal.Signed{
		make1("a", "o1", journal.Entity{Kind: journal.EntityMember, ID: "m"}, "", "", "", &expertise.MemberAdded{Member: expertise.Member{ID: "m", Name: "Dr", Role: expertise.RoleChair, Key: point}}),
		make1("a", "o2", person, "p", "m", "", &expertise.PersonRegistered{Personal: expertise.Person{Name: expertise.Name{Surname: "Əliyeva", Given: "Leyla"}, Sex: expertise.Female, Birth: expertise.MustDate("1980-01-01")}}),
		make1("a", "o3", person, "p", "m", "o2", &expertise.PersonPatched{Personal: []expertise.FieldPatch{{Field: expertise.FieldPhone, Base: "o2", Value: "0501112233"}, {Field: expertise.FieldCitizenship, Base: "o2", Value: "AZ"}}}),
		make1("b", "o4", person, "p", "m", "o2", &expertise.PersonPatched{Personal: []expertise.FieldPatch{{Field: expertise.FieldPhone, Base: "o2", Value: "0509998877"}}}),
		make1("b", "o5", person, "p", "m", "o4", &expertise.PersonPatched{Personal: []expertise.FieldPatch{{Field: expertise.FieldBirthPlace, Base: "o2", Value: "Bakı"}}}),
	}
	// Desk b had its own two ops before it heard of desk a's patch.
	arrivals := map[string]func(*Tx) error{
		"in feed order": func(tx *Tx) error {
			for i, s := range ops {
				if _, err := Append(tx, s, int64(i+1), keys); err != nil {
					return err
				}
			}
			return nil
		},
		"own ops first": func(tx *Tx) error {
			for _, i := range []int{0, 1, 3, 4} {
				seq := int64(0)
				if i < 2 {
					seq = int64(i + 1)
				}
				if _, err := Append(tx, ops[i], seq, keys); err != nil {
					return err
				}
			}
			if _, err := Append(tx, ops[2], 3, keys); err != nil {
				return err
			}
			if err := Acknowledge(tx, "o4", 4, "", keys); err != nil {
				return err
			}
			return Acknowledge(tx, "o5", 5, "", keys)
		},
	}
	for name, arrive := range arrivals {
		t.Run(name, func(t *testing.T) {
			db, err := Open(filepath.Join(t.TempDir(), "a.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			err = db.Write(ctx, func(tx *Tx) error {
				if err := keys.KeepKey(tx, "p", key); err != nil {
					return err
				}
				return arrive(tx)
			})
			if err != nil {
				t.Fatal(err)
			}
			db.Read(ctx, func(tx *Tx) error {
				p, err := LoadPerson(tx, "p", keys)
				if err != nil {
					t.Fatal(err)
				}
				if p.Person.Phone != "0501112233" || p.Person.BirthPlace != "Bakı" || p.Person.Citizenship != "AZ" {
					t.Errorf("person %+v", p.Person)
				}
				if got := p.Conflicts[expertise.FieldPhone]; len(got) != 2 || got[1].Value != "0509998877" || got[0].Desk != "a" {
					t.Errorf("conflict %+v", got)
				}
				if !p.Merged {
					t.Error("a merge of different fields is not flagged")
				}
				for _, q := range []string{"eliyeva", "ƏLİ ley", "liyev", "Leyla Əli"} {
					rows, err := SearchPersons(tx, q, 10)
					if err != nil || len(rows) != 1 || rows[0].Conflicts != 1 {
						t.Errorf("search %q: %v %v", q, rows, err)
					}
				}
				if rows, _ := SearchPersons(tx, `"; drop`, 10); len(rows) != 0 {
					t.Errorf("odd query found %v", rows)
				}
				return nil
			})
		})
	}
}

// An erasure ordered by law is final: a desk that has not heard of it cannot bring the key back.
func TestErasureIsFinal(t *testing.T) {
	ctx := context.Background()
	db, err := Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	reader, _ := journal.NewReadingKey()
	keys := ReaderKeys{reader}
	key := journal.NewPersonKey()
	err = db.Write(ctx, func(tx *Tx) error {
		if err := keys.KeepKey(tx, "p", key); err != nil {
			return err
		}
		if got, err := keys.PersonKey(tx, "p"); err != nil || got == nil || *got != *key {
			t.Errorf("before the erasure: %v", err)
		}
		if err := Destroy(tx, "p"); err != nil {
			return err
		}
		if err := keys.KeepKey(tx, "p", key); err != nil {
			return err
		}
		if got, err := keys.PersonKey(tx, "p"); err != nil || got != nil {
			t.Errorf("after the erasure there is a key again: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
