package desk

import (
	"context"
	"fmt"
	"strconv"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
)

func caseEntity(id expertise.CaseID) journal.Entity {
	return journal.Entity{Kind: journal.EntityCase, ID: string(id)}
}

// ReceiveReferral opens a case for a person known here. The desk gives the number and, where the referral names none, its commission.
func (d *Desk) ReceiveReferral(ctx context.Context, r expertise.Referral, narrative expertise.ReferralNarrative) (expertise.CaseID, error) {
	id := expertise.CaseID(newID())
	if r.Commission == 0 {
		r.Commission = d.about.Commission
	}
	if r.Received.IsZero() {
		r.Received = d.Today()
	}
	return id, d.append(ctx, change{entity: caseEntity(id), subject: r.Person, make: func(tx *records.Tx) (expertise.Change, error) {
		var err error
		if r.Number, err = d.nextCaseNumber(tx); err != nil {
			return nil, err
		}
		return &expertise.ReferralReceived{Referral: r, Personal: narrative}, all(r.Check(d.Today()))
	}})
}

// nextCaseNumber counts within year and desk, so that desks never give the same number offline: 2026-03-0042.
func (d *Desk) nextCaseNumber(tx *records.Tx) (expertise.CaseNumber, error) {
	year := d.Today().Year
	name := "case.number." + strconv.Itoa(year)
	stored, err := records.Meta(tx, name)
	if err != nil {
		return "", err
	}
	last, _ := strconv.Atoi(string(stored))
	return expertise.CaseNumber(fmt.Sprintf("%d-%02d-%04d", year, d.about.DeskNumber, last+1)),
		records.SetMeta(tx, name, []byte(strconv.Itoa(last+1)))
}

// step makes one change of a case, on the case as it stands then.
type step func(*records.Tx, *expertise.CaseFile) (expertise.Change, error)

// steps appends changes to a case, all or none.
func (d *Desk) steps(ctx context.Context, id expertise.CaseID, steps ...step) error {
	list, err := d.changes(ctx, id, steps...)
	if err != nil {
		return err
	}
	return d.append(ctx, list...)
}

// changes prepares what steps appends.
func (d *Desk) changes(ctx context.Context, id expertise.CaseID, steps ...step) (list []change, err error) {
	keys, err := d.readable()
	if err != nil {
		return nil, err
	}
	// The person's id is known only with the case; it never changes, so it may be read before the transaction.
	var subject expertise.PersonID
	if err := d.db.Read(ctx, func(tx *records.Tx) error {
		file, err := records.LoadCase(tx, id, keys)
		if err == nil {
			subject = file.Referral.Person
		}
		return err
	}); err != nil {
		return nil, err
	}
	for _, f := range steps {
		var file *expertise.CaseFile
		list = append(list, change{entity: caseEntity(id), subject: subject,
			make: func(tx *records.Tx) (c expertise.Change, err error) {
				if file, err = records.LoadCase(tx, id, keys); err != nil {
					return nil, err
				}
				return f(tx, file)
			},
			base: func(*records.Tx) (expertise.OpID, error) { return file.Last, nil }})
	}
	return list, nil
}

// Assign gives the case to a doctor.
func (d *Desk) Assign(ctx context.Context, id expertise.CaseID, to expertise.MemberID) error {
	return d.steps(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.ReferralAssigned{To: to}, nil
	})
}

// Return sends a wrong or incomplete referral back to the clinic.
func (d *Desk) Return(ctx context.Context, id expertise.CaseID, reason string) error {
	return d.steps(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.ReferralReturned{Reason: reason}, nil
	})
}

// Withdraw ends a case without a decision.
func (d *Desk) Withdraw(ctx context.Context, id expertise.CaseID, reason string) error {
	return d.steps(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.ReferralWithdrawn{Reason: reason}, nil
	})
}

// RecordExamination writes the sheet, or replaces it while no decision is proposed. All findings come at once as Findings. The case's
// draft is gone when this returns nil.
func (d *Desk) RecordExamination(ctx context.Context, id expertise.CaseID, x expertise.Examination, n expertise.ExaminationNarrative) error {
	errs := x.Check(d.Today())
	for _, i := range x.Impairments {
		if err := d.Profile().CheckImpairment(x.On, i); err != nil {
			errs = append(errs, err)
		}
	}
	if err := all(errs); err != nil {
		return err
	}
	return d.steps(ctx, id, func(tx *records.Tx, c *expertise.CaseFile) (expertise.Change, error) {
		if err := dropDraft(tx, ExaminationDraft(id)); err != nil {
			return nil, err
		}
		if c.State == expertise.StateExamined {
			return &expertise.ExaminationAmended{Examination: x, Personal: n}, nil
		}
		return &expertise.ExaminationRecorded{Examination: x, Personal: n}, nil
	})
}

// CaseView is a case with the person it concerns.
type CaseView struct {
	expertise.CaseFile
	Person  expertise.PersonFile
	History []records.PastDecision
}

// Case gives one case.
func (d *Desk) Case(ctx context.Context, id expertise.CaseID) (v CaseView, err error) {
	err = d.read(ctx, func(tx *records.Tx, keys records.ReaderKeys) error {
		file, err := records.LoadCase(tx, id, keys)
		if err != nil {
			return err
		}
		v.CaseFile = *file
		person, err := records.LoadPerson(tx, file.Referral.Person, keys)
		if err != nil {
			return err
		}
		v.Person = *person
		v.History, err = records.History(tx, file.Referral.Person)
		return err
	})
	return v, err
}

// ViewCase gives a case that somebody opens, and writes into the person's record that the unlocked member saw it.
func (d *Desk) ViewCase(ctx context.Context, id expertise.CaseID) (CaseView, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return v, err
	}
	return v, d.noteView(ctx, v.Referral.Person)
}

// WorkList gives a page of cases and how many there are in all.
func (d *Desk) WorkList(ctx context.Context, f records.CaseFilter, limit int) (rows []records.CaseRow, total int, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		if rows, err = records.ListCases(tx, f, limit); err != nil {
			return err
		}
		total, err = records.CountCases(tx, f)
		return err
	})
	return rows, total, err
}

// FindCases looks for cases by the beginning of their number or of its running part; see records.FindCases.
func (d *Desk) FindCases(ctx context.Context, number string, limit int) (rows []records.CaseRow, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		rows, err = records.FindCases(tx, number, limit)
		return err
	})
	return rows, err
}

// Members lists who works at this desk.
func (d *Desk) Members(ctx context.Context) (list []expertise.Member, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		list, err = records.ListMembers(tx, d.about.Desk)
		return err
	})
	return list, err
}

// Acts lists the extension acts in force, as the registry sent them.
func (d *Desk) Acts(ctx context.Context) (list []expertise.Extension, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		list, err = records.Acts(tx)
		return err
	})
	return list, err
}
