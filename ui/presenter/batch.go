package presenter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"medsoc/certs/page"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
)

// batchKinds are the papers that are made for many cases, by the kind's name in the profile's form. A notice of refusal comes with the
// certificates.
var batchKinds = map[expertise.CertificateKind]string{expertise.KindCertificate: "certificate", expertise.KindExtract: "extract", expertise.KindProgramme: "programme"}

// batchStep says how far a run has come: papers are issued first and, for one file, laid out then.
type batchStep struct {
	layingOut bool
	done, all int
}

// batchReport is what a run did.
type batchReport struct {
	written int // papers in files or at the printer
	skipped int // cases whose paper was printed meanwhile
	left    int // cases not come to, because the run was stopped
	failed  []desk.BatchFailure
}

// batchWork is a run, away from the presenters' goroutine. It may be ended between two papers at any moment: a paper that was issued and
// is in no file yet comes with the next run, and one that has its file is not made again.
type batchWork struct {
	store    PapersStore
	kind     expertise.CertificateKind
	stopped  context.Context
	progress func(batchStep)
	report   batchReport
}

// issued gives the paper of a case that is to be printed: a new one, or one that was issued before and never printed. ok is false for a
// case without one; an error ends the run.
func (w *batchWork) issued(ctx context.Context, id expertise.CaseID) (paper desk.Paper, ok bool, err error) {
	report, err := w.store.BatchKind(ctx, w.kind, []expertise.CaseID{id}, nil)
	switch {
	case err != nil:
		return paper, false, err
	case len(report.Failed) > 0:
		w.report.failed = append(w.report.failed, report.Failed...)
		return paper, false, nil
	case len(report.Issued) > 0:
		return report.Issued[0].Paper, true, nil
	}
	v, err := w.store.Case(ctx, id)
	if err != nil {
		return paper, false, err
	}
	f := v.Paper(w.kind)
	if f == nil || f.State != expertise.FormIssued {
		w.report.skipped++
		return paper, false, nil
	}
	return desk.Paper{Case: id, Certificate: f.ID}, true, nil
}

// each writes a file for each case. The file comes before the note that it was printed: interrupted between the two, the next run writes
// the same file again.
func (w *batchWork) each(folder string) func(context.Context, []expertise.CaseID) error {
	return func(ctx context.Context, ids []expertise.CaseID) error {
		if os.MkdirAll(folder, 0o700) != nil {
			w.report.left = len(ids)
			return expertise.Invalid("file.write", "")
		}
		for i, id := range ids {
			w.report.left = len(ids) - i
			w.tell(batchStep{done: i, all: len(ids)})
			if w.stopped.Err() != nil || ctx.Err() != nil {
				return ctx.Err()
			}
			paper, ok, err := w.issued(ctx, id)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			if err := w.file(ctx, folder, paper); err != nil {
				return err
			}
		}
		w.report.left = 0
		return nil
	}
}

func (w *batchWork) file(ctx context.Context, folder string, paper desk.Paper) error {
	d, err := w.store.Document(ctx, paper.Case, paper.Certificate)
	var pdf []byte
	if err == nil {
		pdf, err = pdfOf(ctx, w.store, d)
	}
	if err != nil {
		return w.refused(ctx, paper.Case, err)
	}
	kind, _ := law.FormKind(d.Certificate.Kind)
	if err := writeFile(filepath.Join(folder, fmt.Sprintf("%s-%d.pdf", kind, d.Certificate.Number)), pdf); err != nil {
		return err
	}
	if err := w.store.Printed(ctx, paper.Case, paper.Certificate); err != nil {
		return err
	}
	w.report.written++
	return nil
}

// together makes one file for the printer and notes all of its papers in one step once it is delivered: stopped before, none of them is
// missing in the next run's file. Nobody receives such a file, so nobody signs it.
func (w *batchWork) together(deliver func(context.Context, []byte) error) func(context.Context, []expertise.CaseID) error {
	return func(ctx context.Context, ids []expertise.CaseID) error {
		var papers []desk.Paper
		for i, id := range ids {
			w.report.left = len(ids) - len(w.report.failed) - w.report.skipped
			w.tell(batchStep{done: i, all: len(ids)})
			if w.stopped.Err() != nil || ctx.Err() != nil {
				return ctx.Err()
			}
			paper, ok, err := w.issued(ctx, id)
			if err != nil {
				return err
			}
			if ok {
				papers = append(papers, paper)
			}
		}
		w.report.left = len(papers)
		both, stop := context.WithCancel(ctx)
		defer stop()
		defer context.AfterFunc(w.stopped, stop)()
		pdf, papers, err := w.layOut(both, papers[:min(len(papers), page.MaxBatch)])
		if err != nil || len(papers) == 0 {
			if w.stopped.Err() != nil {
				return nil
			}
			return err
		}
		if err = deliver(ctx, pdf); err == nil {
			err = w.store.AllPrinted(ctx, papers)
		}
		if err == nil {
			w.report.written, w.report.left = len(papers), w.report.left-len(papers)
		}
		return err
	}
}

// layOut sets the papers into one document. One that cannot be laid out is left out and told of, and the rest is set anew.
func (w *batchWork) layOut(ctx context.Context, papers []desk.Paper) ([]byte, []desk.Paper, error) {
	for len(papers) > 0 {
		var pdf bytes.Buffer
		bad := -1
		err := page.Batch(ctx, &pdf, len(papers), func(i int) (*page.Model, error) {
			d, err := w.store.Document(ctx, papers[i].Case, papers[i].Certificate)
			if err != nil {
				bad = i
				return nil, err
			}
			return d.Page, nil
		}, func(done int) { w.tell(batchStep{layingOut: true, done: done, all: len(papers)}) })
		if err == nil || bad < 0 || ctx.Err() != nil {
			return pdf.Bytes(), papers, err
		}
		if err := w.refused(ctx, papers[bad].Case, err); err != nil {
			return nil, papers, err
		}
		w.report.left--
		papers = slices.Delete(papers, bad, bad+1)
	}
	return nil, nil, nil
}

// refused keeps what one case's paper refuses for the report. What would refuse every paper, such as a desk that was locked, is given back.
func (w *batchWork) refused(ctx context.Context, id expertise.CaseID, err error) error {
	if _, all := errors.AsType[*desk.Error](err); all || ctx.Err() != nil {
		return err
	}
	w.report.failed = append(w.report.failed, desk.BatchFailure{Case: id, Err: err})
	return nil
}

// tell says how far the run is, in steps that the eye can follow.
func (w *batchWork) tell(s batchStep) {
	if s.done%max(1, s.all/200) == 0 || s.done == s.all {
		w.progress(s)
	}
}
