package desk

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/records"
)

// Paper names a numbered form of a case.
type Paper struct {
	Case        expertise.CaseID
	Certificate expertise.CertificateID
}

// Printed notes that a form was printed.
func (d *Desk) Printed(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) error {
	return d.AllPrinted(ctx, []Paper{{id, certificate}})
}

// AllPrinted notes that forms went to the printer together: all are noted or none.
func (d *Desk) AllPrinted(ctx context.Context, papers []Paper) error {
	var all []change
	for _, p := range papers {
		list, err := d.changes(ctx, p.Case, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
			return &expertise.CertificatePrinted{Certificate: p.Certificate}, nil
		})
		if err != nil {
			return err
		}
		all = append(all, list...)
	}
	return d.append(ctx, all...)
}

// HandOver notes who received the paper.
func (d *Desk) HandOver(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, receiver string) error {
	return d.steps(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificateHandedOver{Certificate: certificate, On: d.Today(), Personal: expertise.Handover{Receiver: receiver}}, nil
	})
}

// Void writes off a spoiled form, with a reason; the decision stays and a new form can be issued.
func (d *Desk) Void(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error {
	return d.steps(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificateVoided{Certificate: certificate, Reason: reason}, nil
	})
}

// Revoke takes a certificate back that should not have been issued; only a chair may.
func (d *Desk) Revoke(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error {
	return d.steps(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificateRevoked{Certificate: certificate, Reason: reason}, nil
	})
}

// FindPaper looks a paper up by its number.
func (d *Desk) FindPaper(ctx context.Context, number uint64) (found Paper, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		found.Case, found.Certificate, err = records.FindPaper(tx, number)
		return err
	})
	return found, err
}

// FormBook lists the numbered forms that this desk issued from one day to another, both included, with what became of each number.
func (d *Desk) FormBook(ctx context.Context, from, to expertise.Date) (rows []records.BookRow, err error) {
	zone := d.Profile().Location()
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		known, err := blocks(tx)
		if err != nil {
			return err
		}
		rows, err = records.Book(tx, d.about.Desk, known, from.In(zone), to.AddDays(1).In(zone))
		return err
	})
	return rows, err
}
