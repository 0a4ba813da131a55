package desk

import (
	"context"
	"errors"

	"medsoc/expertise"
	"medsoc/store/records"
)

// Issued is one paper of a batch.
type Issued struct {
	Paper
	Number uint64
}

// BatchFailure is a case that could not be certified, and why.
type BatchFailure struct {
	Case expertise.CaseID
	Err  error
}

// BatchReport says what a batch did.
type BatchReport struct {
	Issued  []Issued
	Skipped int // cases that had their paper already
	Failed  []BatchFailure
	Left    int // cases not come to because the batch stopped
}

// Uncertified lists cases whose decision is in force and that have no paper, the longest waiting first; what was revoked waits for a chair.
func (d *Desk) Uncertified(ctx context.Context, limit int) ([]records.CaseRow, error) {
	rows, _, err := d.WorkList(ctx, records.CaseFilter{States: []expertise.State{expertise.StateDecided}, ToPrint: expertise.KindCertificate}, limit)
	return rows, err
}

// Batch certifies cases, each in a transaction of its own: interrupted, what is done is done, and a case that has its paper is skipped the
// next time. A case that refuses its paper stops none of the others; what would stop every one of them, such as numbers that are used up
// or an expired key, ends the batch with that error. progress may be nil; failed is the reason of the case just done, or nil.
func (d *Desk) Batch(ctx context.Context, ids []expertise.CaseID, progress func(done, total int, failed error)) (BatchReport, error) {
	return d.BatchKind(ctx, expertise.KindCertificate, ids, progress)
}

// BatchKind is Batch for papers of another kind. It never issues again what was revoked, whoever asks.
func (d *Desk) BatchKind(ctx context.Context, kind expertise.CertificateKind, ids []expertise.CaseID, progress func(done, total int, failed error)) (BatchReport, error) {
	return d.batch(ctx, kind, ids, false, progress)
}

// Named is BatchKind for cases that somebody named one by one: there a chair may issue again what was revoked.
func (d *Desk) Named(ctx context.Context, kind expertise.CertificateKind, ids []expertise.CaseID, progress func(done, total int, failed error)) (BatchReport, error) {
	return d.batch(ctx, kind, ids, true, progress)
}

func (d *Desk) batch(ctx context.Context, kind expertise.CertificateKind, ids []expertise.CaseID, named bool, progress func(done, total int, failed error)) (report BatchReport, err error) {
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			report.Left = len(ids) - i
			return report, err
		}
		issued, err := d.issue(ctx, id, kind, named)
		refusal := err
		switch {
		case err == nil:
			report.Issued = append(report.Issued, Issued{Paper{id, issued.ID}, issued.Number})
		case expertise.ErrorCode(err) == "certificate.exists":
			report.Skipped++
			refusal = nil
		case !ofOneCase(err):
			report.Left = len(ids) - i
			return report, err
		default:
			report.Failed = append(report.Failed, BatchFailure{id, err})
		}
		if progress != nil {
			progress(i+1, len(ids), refusal)
		}
	}
	return report, nil
}

// ofOneCase tells whether an error is a refusal of one case: it has a sentence for people, and it is not the desk that cannot go on.
func ofOneCase(err error) bool {
	if _, desk := errors.AsType[*Error](err); desk {
		return false
	}
	_, said := errors.AsType[interface {
		error
		TextKey() string
	}](err)
	return said
}
