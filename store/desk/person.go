package desk

import (
	"context"

	"medsoc/assets/fonts"
	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
)

func personEntity(id expertise.PersonID) journal.Entity {
	return journal.Entity{Kind: journal.EntityPerson, ID: string(id)}
}

// RegisterPerson opens a record and draws the person's key. A person already registered under the identifier is person.known.
func (d *Desk) RegisterPerson(ctx context.Context, p expertise.Person) (expertise.PersonID, error) {
	if err := all(d.checkPerson(&p)); err != nil {
		return "", err
	}
	keys, err := d.readable()
	if err != nil {
		return "", err
	}
	id := expertise.PersonID(newID())
	return id, d.append(ctx, change{entity: personEntity(id), subject: id, make: func(tx *records.Tx) (expertise.Change, error) {
		known, err := records.FindByIdentifier(tx, p.Identifier)
		if err != nil {
			return nil, err
		}
		if known != "" {
			return nil, expertise.Invalid("person.known", "identifier")
		}
		return &expertise.PersonRegistered{Personal: p}, keys.KeepKey(tx, id, journal.NewPersonKey())
	}})
}

// checkPerson adds to the record's own check that its names can be printed: a certificate with a box in the place of a letter would still
// be sealed and genuine.
func (d *Desk) checkPerson(p *expertise.Person) []error {
	errs := p.Check(d.Today())
	for _, f := range []expertise.PersonField{expertise.FieldSurname, expertise.FieldGiven, expertise.FieldPatronymic} {
		name, _ := p.Get(f)
		for _, r := range name {
			if _, printable := fonts.Choose(r, true); !printable {
				errs = append(errs, expertise.Invalid("letter", string(f), "letter", string(r)))
				break
			}
		}
	}
	return errs
}

// PatchPerson changes the fields that differ from the record. Nothing different is ErrNothing.
func (d *Desk) PatchPerson(ctx context.Context, id expertise.PersonID, values map[expertise.PersonField]string) error {
	keys, err := d.readable()
	if err != nil {
		return err
	}
	var file *expertise.PersonFile
	return d.append(ctx, change{entity: personEntity(id), subject: id,
		make: func(tx *records.Tx) (expertise.Change, error) {
			var err error
			if file, err = records.LoadPerson(tx, id, keys); err != nil {
				return nil, err
			}
			patch := &expertise.PersonPatched{}
			after := file.Person
			for _, f := range expertise.PersonFields {
				value, given := values[f]
				if before, _ := file.Person.Get(f); !given || before == value {
					continue
				}
				if err := after.Set(f, value); err != nil {
					return nil, err
				}
				patch.Personal = append(patch.Personal, expertise.FieldPatch{Field: f, Base: file.SetBy[f].Op, Value: value})
			}
			if len(patch.Personal) == 0 {
				return nil, ErrNothing
			}
			return patch, all(d.checkPerson(&after))
		},
		base: func(*records.Tx) (expertise.OpID, error) { return file.Last, nil },
	})
}

// ResolveConflict lets the unlocked member, named in the op, choose one of the values that several desks gave.
func (d *Desk) ResolveConflict(ctx context.Context, id expertise.PersonID, field expertise.PersonField, chosen expertise.OpID) error {
	return d.append(ctx, change{entity: personEntity(id), subject: id, make: func(*records.Tx) (expertise.Change, error) {
		return &expertise.ConflictResolved{Field: field, Chosen: chosen, Reviewer: d.User().ID}, nil
	}})
}

// PersonView is a person's card.
type PersonView struct {
	expertise.PersonFile
	Cases   []records.CaseRow      // newest first
	History []records.PastDecision // in force, oldest first
}

// ViewPerson gives the card and writes into the record that the unlocked member saw it.
func (d *Desk) ViewPerson(ctx context.Context, id expertise.PersonID) (PersonView, error) {
	if err := d.noteView(ctx, id); err != nil {
		return PersonView{}, err
	}
	return d.Person(ctx, id)
}

func (d *Desk) noteView(ctx context.Context, id expertise.PersonID) error {
	return d.append(ctx, change{entity: personEntity(id), subject: id, make: func(*records.Tx) (expertise.Change, error) {
		return &expertise.RecordViewed{}, nil
	}})
}

// Person gives the card without noting a view; for work on a case that was opened already.
func (d *Desk) Person(ctx context.Context, id expertise.PersonID) (v PersonView, err error) {
	err = d.read(ctx, func(tx *records.Tx, keys records.ReaderKeys) error {
		file, err := records.LoadPerson(tx, id, keys)
		if err != nil {
			return err
		}
		v.PersonFile = *file
		if v.Cases, err = records.PersonCases(tx, id); err != nil {
			return err
		}
		v.History, err = records.History(tx, id)
		return err
	})
	return v, err
}

// SearchPersons finds by names, in any spelling, or by identifier; see records.SearchPersons.
func (d *Desk) SearchPersons(ctx context.Context, query string, limit int) (rows []records.PersonRow, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		rows, err = records.SearchPersons(tx, query, limit)
		return err
	})
	return rows, err
}

// FindPerson looks up an identifier; "" when nobody has it here.
func (d *Desk) FindPerson(ctx context.Context, id expertise.Identifier) (found expertise.PersonID, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		found, err = records.FindByIdentifier(tx, id)
		return err
	})
	return found, err
}
