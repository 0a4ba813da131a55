package presenter

import (
	"medsoc/expertise"
)

// ToPrintRow is a case whose paper is to be made.
type ToPrintRow struct {
	Case     expertise.CaseID
	Number   string
	Name     string
	Received string
	State    Chip // "No paper", "Issued, not printed"
	In       Chip // "chosen", or empty for one that is left out
}

// FailureRow is a case that could not have its paper, and why.
type FailureRow struct {
	Case   expertise.CaseID
	Number string
	Name   string
	Why    string
}

// PapersState is the page on which papers of many cases are made.
type PapersState struct {
	Common
	Kinds    []Option
	Kind     string
	Rows     []ToPrintRow
	Selected int
	Count    string // "12 cases · 10 chosen"
	Empty    Empty
	CanStart bool
	CanPrint bool
	Barred   string // why nothing can be made, or ""
	Folder   string // suggested for the files
	FileName string // suggested for the one file
	Running  bool
	Stopping bool
	Share    float64
	Progress string // "Issued 120 of 300 · 180 left"
	Report   Banner // of the last run
	Failures []FailureRow
}

func (p *Papers) state() PapersState {
	e, l := p.env, p.env.language
	s := PapersState{Common: p.common(), Kind: batchKinds[p.kind], Selected: p.index(), Running: p.run.on, Stopping: p.run.stopping && p.run.on, CanStart: p.may()}
	for i, kind := range []expertise.CertificateKind{expertise.KindCertificate, expertise.KindExtract, expertise.KindProgramme} {
		if kind != expertise.KindProgramme || len(e.Profile.Services) > 0 {
			s.Kinds = append(s.Kinds, Option{Value: batchKinds[kind], Code: []string{"1", "2", "3"}[i], Text: e.paperKind(kind)})
		}
	}
	s.CanPrint = s.CanStart && p.printer != nil
	if !p.store.User().Role.May(expertise.KindCertificateIssued) {
		s.Barred = l.T("certificate.why.role")
	}
	day := e.Today().String()
	s.Folder, s.FileName = l.T("papers.folder.name", "date", day), l.T("papers.file.name", "date", day)
	p.list(&s)
	if p.run.on {
		s.Share, s.Progress = p.progressOf(p.run.step)
	}
	if p.reported {
		s.Report = p.told()
		for _, f := range p.report.failed {
			s.Failures = append(s.Failures, p.failure(f.Case, l.Error(f.Err)))
		}
	}
	return s
}

func (p *Papers) list(s *PapersState) {
	e, l := p.env, p.env.language
	chosen := 0
	for _, r := range p.rows {
		row := ToPrintRow{Case: r.ID, Number: string(r.Number), Name: shortName(r.Name), Received: e.date(r.Received), State: Chip{l.T("papers.none"), ToneWaiting}}
		if r.State != expertise.StateDecided && !p.kind.Aside() {
			row.State = Chip{l.T("papers.unprinted"), ToneNew}
		}
		if !p.left[r.ID] {
			chosen++
			row.In = Chip{l.T("papers.in"), ToneDone}
		}
		s.Rows = append(s.Rows, row)
	}
	switch {
	case !p.filled:
	case len(p.rows) == 0:
		s.Empty = Empty{Text: l.T("papers.empty")}
	default:
		s.Count = joined(l.N("count.cases", p.total), l.T("papers.chosen", "n", chosen))
	}
}

// progressOf writes how far a run has come. For one file the papers are issued in the first half and laid out in the second.
func (p *Papers) progressOf(step batchStep) (share float64, words string) {
	l := p.env.language
	if p.run.stopping {
		words = l.T("papers.stopping")
	}
	if step.all == 0 {
		return 0, words
	}
	key := "papers.issuing"
	if step.layingOut {
		key = "papers.laying_out"
	}
	return float64(step.done) / float64(step.all), joined(words, l.T(key, "n", step.done, "all", step.all, "left", step.all-step.done))
}

func (p *Papers) told() Banner {
	l, r := p.env.language, &p.report
	count := func(key string, n int) string {
		if n == 0 {
			return ""
		}
		return l.N(key, n)
	}
	b := Banner{joined(l.N("papers.written", r.written), count("papers.skipped", r.skipped), count("papers.failed", len(r.failed)), count("papers.left", r.left)), ToneDone}
	if len(r.failed) > 0 || r.left > 0 {
		b.Tone = ToneWaiting
	}
	return b
}

// failure names a case of a report. Its row is in the list still: it has no paper.
func (p *Papers) failure(id expertise.CaseID, why string) FailureRow {
	f := FailureRow{Case: id, Why: why}
	for _, r := range p.rows {
		if r.ID == id {
			f.Number, f.Name = string(r.Number), shortName(r.Name)
		}
	}
	return f
}
