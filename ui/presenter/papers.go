package presenter

import (
	"context"
	"slices"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

// PapersStore is what papers for many cases ask of the desk.
type PapersStore interface {
	WorkList(ctx context.Context, f records.CaseFilter, limit int) ([]records.CaseRow, int, error)
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	BatchKind(ctx context.Context, kind expertise.CertificateKind, ids []expertise.CaseID, progress func(done, total int, failed error)) (desk.BatchReport, error)
	Document(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) (*desk.Document, error)
	SignsPDF() bool
	Printed(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) error
	AllPrinted(ctx context.Context, papers []desk.Paper) error
	LockBatch() (end func(), err error)
	User() expertise.Member
}

// maxToPrint bounds the list; what is beyond it comes when these are done.
const maxToPrint = 5000

// Papers makes the papers of many cases in one run: of all that have a decision in force and no paper, or a paper that was never printed.
type Papers struct {
	view[PapersState]
	store    PapersStore
	printer  Printer // nil: this computer has none
	kind     expertise.CertificateKind
	rows     []records.CaseRow
	total    int
	filled   bool
	left     map[expertise.CaseID]bool // out of the run, by a person's choice
	selected expertise.CaseID
	run      batchRun
	report   batchReport
	reported bool
}

// batchRun is a run under way.
type batchRun struct {
	on       bool
	turn     int
	stop     context.CancelFunc
	stopping bool
	step     batchStep
}

// NewPapers makes the screen. printer may be nil.
func NewPapers(store PapersStore, env *Env, printer Printer, emit func(PapersState)) *Papers {
	p := &Papers{store: store, printer: printer, kind: expertise.KindCertificate, left: map[expertise.CaseID]bool{}}
	p.begin(env, "papers", emit, p.state, func() {
		if p.filled && !p.run.on {
			p.load()
		}
	})
	return p
}

// Open shows whose papers are to be made.
func (p *Papers) Open() {
	if !p.run.on {
		p.load()
	}
	p.Emit()
}

func (p *Papers) load() {
	type found struct {
		rows  []records.CaseRow
		total int
	}
	store, f := p.store, records.CaseFilter{ToPrint: p.kind}
	read(&p.view, func(ctx context.Context) (x found, err error) {
		for len(x.rows) < maxToPrint {
			rows, total, err := store.WorkList(ctx, f, 200)
			if err != nil {
				return x, err
			}
			if x.rows = append(x.rows, rows...); f.After == nil {
				x.total = total
			}
			if len(rows) < 200 {
				break
			}
			f.After = &rows[len(rows)-1]
		}
		return x, nil
	}, func(x found) {
		p.rows, p.total, p.filled = x.rows, x.total, true
		if p.index() < 0 {
			p.selected = ""
			if len(p.rows) > 0 {
				p.selected = p.rows[0].ID
			}
		}
	})
}

func (p *Papers) index() int {
	return slices.IndexFunc(p.rows, func(r records.CaseRow) bool { return r.ID == p.selected })
}

// ShowPage opens the page beside this one.
func (p *Papers) ShowPage(id ScreenID) { p.env.Go(Route{Screen: id}) }

// SetKind lists the cases that want a paper of another kind, by its name in the profile's form.
func (p *Papers) SetKind(name string) {
	for kind, known := range batchKinds {
		if known == name && kind != p.kind && !p.run.on {
			p.kind, p.rows, p.filled, p.reported = kind, nil, false, false
			p.load()
			p.Emit()
		}
	}
}

// Select marks a row; Toggle takes it out of the run or back into it, All and None do so for every row. OpenCase goes to its papers.
func (p *Papers) Select(id expertise.CaseID) { p.selected = id; p.Emit() }

func (p *Papers) Toggle(id expertise.CaseID) {
	if !p.run.on {
		p.left[id] = !p.left[id]
		p.Emit()
	}
}

func (p *Papers) All() {
	if !p.run.on {
		clear(p.left)
		p.Emit()
	}
}

func (p *Papers) None() {
	if p.run.on {
		return
	}
	for _, r := range p.rows {
		p.left[r.ID] = true
	}
	p.Emit()
}

func (p *Papers) OpenCase(id expertise.CaseID) {
	if id != "" {
		p.env.Go(Route{Screen: ScreenCase, Case: id, Tab: TabCertificate})
	}
}

// chosen are the cases of the next run.
func (p *Papers) chosen() (ids []expertise.CaseID) {
	for _, r := range p.rows {
		if !p.left[r.ID] {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// may tells whether a run can begin.
func (p *Papers) may() bool {
	return !p.run.on && !p.busy && p.store.User().Role.May(expertise.KindCertificateIssued) && len(p.chosen()) > 0
}

// SaveEach writes a file for each case into a folder, which is made where there is none.
func (p *Papers) SaveEach(folder string) {
	if folder != "" {
		p.begun(func(w *batchWork) func(context.Context, []expertise.CaseID) error { return w.each(folder) })
	}
}

// SaveTogether writes one file for the printer; Print hands it to the printer of this computer.
func (p *Papers) SaveTogether(path string) {
	if path != "" {
		p.begun(func(w *batchWork) func(context.Context, []expertise.CaseID) error {
			return w.together(func(_ context.Context, pdf []byte) error { return writeFile(path, pdf) })
		})
	}
}

func (p *Papers) Print() {
	if printer, title := p.printer, p.env.language.T("papers.title"); printer != nil {
		p.begun(func(w *batchWork) func(context.Context, []expertise.CaseID) error {
			return w.together(func(ctx context.Context, pdf []byte) error { return printer.Print(ctx, title, pdf) })
		})
	}
}

// Main is the main action: print where there is a printer.
func (p *Papers) Main() { p.Print() }

// Stop ends the run after the paper that is being made; the report then says how far it came.
func (p *Papers) Stop() {
	if p.run.on && !p.run.stopping {
		p.run.stopping = true
		p.run.stop()
		p.Emit()
	}
}

func (p *Papers) begun(how func(*batchWork) func(context.Context, []expertise.CaseID) error) {
	if !p.may() {
		return
	}
	stopped, stop := context.WithCancel(context.Background())
	p.run = batchRun{on: true, turn: p.run.turn + 1, stop: stop}
	p.reported = false
	p.fail(nil)
	ids, turn, post := p.chosen(), p.run.turn, p.env.post
	w := &batchWork{store: p.store, kind: p.kind, stopped: stopped, progress: func(s batchStep) {
		post(func() {
			if p.run.on && p.run.turn == turn {
				p.run.step = s
				p.Emit()
			}
		})
	}}
	work := how(w)
	Run(p.env.Runner, "papers.run", func(ctx context.Context) (batchReport, error) {
		end, err := w.store.LockBatch()
		if err != nil {
			w.report.left = len(ids)
			return w.report, err
		}
		defer end()
		err = work(ctx, ids)
		return w.report, err
	}, func(_ Generation, report batchReport, err error) {
		stop()
		p.run.on, p.report, p.reported = false, report, true
		p.fail(err)
		p.env.Changed() // also after a failure: papers were issued before it
		p.Emit()
	})
	p.Emit()
}
