package desk

import (
	"context"
	"slices"

	"medsoc/expertise"
	"medsoc/store/records"
)

// Intake is what became of a referral that came as a file.
type Intake struct {
	Case    expertise.CaseID
	Person  expertise.PersonID
	Known   bool // the person was registered already
	Already bool // the same referral is here: nothing was changed
}

// TakeIn makes a person, where they are not known by identifier or by the sender's own number, and a case of a referral. Reading the same
// file twice changes nothing: a case of the same person, purpose, sender and conditions that nobody has decided is the same referral.
func (d *Desk) TakeIn(ctx context.Context, f expertise.ReferralForm) (in Intake, err error) {
	if f.Referral.Received.IsZero() {
		f.Referral.Received = d.Today()
	}
	check := f.Referral
	check.Number, check.Person = "-", "-" // given below
	if err := all(append(f.Person.Check(d.Today()), check.Check(d.Today())...)); err != nil {
		return Intake{}, err
	}
	var cases []records.CaseRow
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		if in.Person, err = records.FindByIdentifier(tx, f.Person.Identifier); err != nil || in.Person != "" {
			return err
		}
		in.Person, err = records.FindByForeign(tx, f.Person.Foreign)
		return err
	})
	if err != nil {
		return Intake{}, err
	}
	if in.Known = in.Person != ""; in.Known {
		if err := d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
			cases, err = records.PersonCases(tx, in.Person)
			return err
		}); err != nil {
			return Intake{}, err
		}
		for _, c := range cases {
			if same, err := d.sameReferral(ctx, c.ID, f.Referral); err != nil || same {
				in.Case, in.Already = c.ID, same
				return in, err
			}
		}
	} else if in.Person, err = d.RegisterPerson(ctx, f.Person); err != nil {
		return Intake{}, err
	}
	f.Referral.Person = in.Person
	in.Case, err = d.ReceiveReferral(ctx, f.Referral, f.Narrative)
	return in, err
}

func (d *Desk) sameReferral(ctx context.Context, id expertise.CaseID, r expertise.Referral) (bool, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return false, err
	}
	old := v.Referral
	open := v.State != expertise.StateDecided && v.State != expertise.StateCertified && v.State != expertise.StateClosed && v.State != expertise.StateWithdrawn
	return open && old.Purpose == r.Purpose && old.From == r.From && slices.Equal(old.Conditions, r.Conditions) && slices.Equal(old.Observations, r.Observations), nil
}
