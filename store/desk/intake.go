package desk

import (
	"bytes"
	"context"
	"errors"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// Intake is what became of a referral that came as a file.
type Intake struct {
	Case    expertise.CaseID
	Person  expertise.PersonID
	Known   bool // the person was registered already
	Renamed bool // the known person has another name here
	Already bool // the same referral is here: nothing was changed
}

// TakeIn makes a person, where they are not known by identifier or by the sender's own number, and a case of a referral. Number, person
// and commission are the desk's to give. Reading the same file twice changes nothing. A known identifier with another birth date or sex
// is person.differs: one of the two is mistyped, and only people can tell which. A name may have changed; see Intake.Renamed.
func (d *Desk) TakeIn(ctx context.Context, f expertise.ReferralForm) (in Intake, err error) {
	received := f.Referral.Received
	if received.IsZero() {
		received = d.Today()
	}
	check := f.Referral
	check.Number, check.Person, check.Received = "-", "-", received // given below
	if err := all(append(d.checkPerson(&f.Person), check.Check(d.Today())...)); err != nil {
		return Intake{}, err
	}
	if err := d.recognise(ctx, &f.Person, &in); err != nil {
		return Intake{}, err
	}
	if in.Known {
		if in.Case, err = d.taken(ctx, in.Person, &f); err != nil || in.Case != "" {
			in.Already = in.Case != ""
			return in, err
		}
	} else if in.Person, err = d.RegisterPerson(ctx, f.Person); err != nil {
		return Intake{}, err
	}
	f.Referral.Person, f.Referral.Number, f.Referral.Commission, f.Referral.Received = in.Person, "", 0, received
	in.Case, err = d.ReceiveReferral(ctx, f.Referral, f.Narrative)
	return in, err
}

// recognise looks for the person of a form among those known here.
func (d *Desk) recognise(ctx context.Context, p *expertise.Person, in *Intake) error {
	err := d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) (err error) {
		if in.Person, err = records.FindByIdentifier(tx, p.Identifier); err != nil || in.Person != "" {
			return err
		}
		in.Person, err = records.FindByForeign(tx, p.Foreign)
		return err
	})
	if in.Known = in.Person != ""; err != nil || !in.Known {
		return err
	}
	known, err := d.Person(ctx, in.Person)
	if err != nil {
		return err
	}
	if known.Person.Birth != p.Birth || known.Person.Sex != p.Sex {
		return expertise.Invalid("person.differs", "identifier")
	}
	in.Renamed = known.Person.Name != p.Name
	return nil
}

// taken finds the case that was made of the very same form; "" when there is none.
func (d *Desk) taken(ctx context.Context, person expertise.PersonID, f *expertise.ReferralForm) (expertise.CaseID, error) {
	v, err := d.Person(ctx, person)
	if err != nil {
		return "", err
	}
	for _, row := range v.Cases {
		c, err := d.Case(ctx, row.ID)
		if err != nil {
			return "", err
		}
		old := c.Referral
		old.Number, old.Person, old.Commission = f.Referral.Number, f.Referral.Person, f.Referral.Commission
		if f.Referral.Received.IsZero() {
			old.Received = f.Referral.Received
		}
		same, err := equal(old, f.Referral)
		if err != nil {
			return "", err
		}
		if same && c.Narrative == f.Narrative {
			return c.ID, nil
		}
	}
	return "", nil
}

// equal compares what would be stored; an empty list and none are the same.
func equal(a, b expertise.Referral) (bool, error) {
	x, err1 := journal.Marshal(a)
	y, err2 := journal.Marshal(b)
	return bytes.Equal(x, y), errors.Join(err1, err2)
}
