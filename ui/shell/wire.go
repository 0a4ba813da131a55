package shell

import (
	"fyne.io/fyne/v2"

	"medsoc/ui/presenter"
	"medsoc/ui/screen"
	"medsoc/ui/screen/acts"
	"medsoc/ui/screen/casefile"
	"medsoc/ui/screen/certificate"
	"medsoc/ui/screen/decision"
	"medsoc/ui/screen/due"
	"medsoc/ui/screen/examination"
	"medsoc/ui/screen/newcase"
	"medsoc/ui/screen/papers"
	"medsoc/ui/screen/person"
	"medsoc/ui/screen/persons"
	"medsoc/ui/screen/planning"
	"medsoc/ui/screen/rules"
	"medsoc/ui/screen/settings"
	"medsoc/ui/screen/synchronise"
	"medsoc/ui/screen/verify"
	"medsoc/ui/screen/work"
)

// slots are the places of all screens.
type slots struct {
	work        slot[presenter.WorkState]
	persons     slot[presenter.PersonsState]
	person      slot[presenter.PersonState]
	referral    slot[presenter.NewCaseState]
	file        slot[presenter.CaseState]
	examination slot[presenter.ExaminationState]
	decision    slot[presenter.DecisionState]
	certificate slot[presenter.CertificateState]
	due         slot[presenter.DueState]
	planning    slot[presenter.PlanningState]
	acts        slot[presenter.ActsState]
	verify      slot[presenter.VerifyState]
	sync        slot[presenter.SyncState]
	settings    slot[presenter.SettingsState]
	rules       slot[presenter.RulesState]
	papers      slot[presenter.PapersState]
	book        slot[presenter.BookState]
}

func (s *slots) of(id presenter.ScreenID) place {
	switch id {
	case presenter.ScreenWork:
		return &s.work
	case presenter.ScreenPersons:
		return &s.persons
	case presenter.ScreenPerson, presenter.ScreenNewPerson:
		return &s.person
	case presenter.ScreenNewCase:
		return &s.referral
	case presenter.ScreenCase:
		return &s.file
	case presenter.ScreenDue:
		return &s.due
	case presenter.ScreenPlanning:
		return &s.planning
	case presenter.ScreenActs:
		return &s.acts
	case presenter.ScreenVerify:
		return &s.verify
	case presenter.ScreenSync:
		return &s.sync
	case presenter.ScreenSettings:
		return &s.settings
	case presenter.ScreenRules:
		return &s.rules
	case presenter.ScreenPapers:
		return &s.papers
	case presenter.ScreenBook:
		return &s.book
	}
	return nil
}

func (s *slots) reset() {
	for _, p := range []place{&s.work, &s.persons, &s.person, &s.referral, &s.file, &s.examination, &s.decision, &s.certificate, &s.due, &s.planning, &s.acts, &s.verify, &s.sync, &s.settings, &s.rules, &s.papers, &s.book} {
		p.reset()
	}
}

// fill couples a slot with its screen.
func fill[S any](p *Program, s *slot[S], make func() renders[S]) func(S) {
	s.make, s.told = make, p.touched
	return s.emit
}

// wire makes the presenters, and says which screen shows each. Presenters live as long as the program; screens come and go.
func (p *Program) wire() {
	s := &p.slots
	p.desk = presenter.NewProgram(p.Store, p.env, presenter.Options{Preferences: p.Preferences, Printer: p.Printer, Trust: p.Store, Fetch: p.Fetch, Sync: p.Sync, Probe: p.Probe}, presenter.Emits{
		Shell:       p.render,
		Work:        fill(p, &s.work, func() renders[presenter.WorkState] { return work.New(p.desk.Work, p.host()) }),
		Persons:     fill(p, &s.persons, func() renders[presenter.PersonsState] { return persons.New(p.desk.Persons, p.host()) }),
		Person:      fill(p, &s.person, func() renders[presenter.PersonState] { return person.New(p.desk.Person, p.host()) }),
		NewCase:     fill(p, &s.referral, func() renders[presenter.NewCaseState] { return newcase.New(p.desk.Referral, p.host()) }),
		Case:        fill(p, &s.file, p.caseScreen),
		Examination: fill(p, &s.examination, func() renders[presenter.ExaminationState] { return examination.New(p.desk.Examination, p.host()) }),
		Decision:    fill(p, &s.decision, func() renders[presenter.DecisionState] { return decision.New(p.desk.Decision, p.host()) }),
		Certificate: fill(p, &s.certificate, func() renders[presenter.CertificateState] { return certificate.New(p.desk.Certificate, p.host()) }),
		Due:         fill(p, &s.due, func() renders[presenter.DueState] { return due.New(p.desk.Due, p.host()) }),
		Planning:    fill(p, &s.planning, func() renders[presenter.PlanningState] { return planning.New(p.desk.Planning, p.host()) }),
		Acts:        fill(p, &s.acts, func() renders[presenter.ActsState] { return acts.New(p.desk.Acts, p.host()) }),
		Verify:      fill(p, &s.verify, func() renders[presenter.VerifyState] { return verify.New(p.desk.Verify, p.host()) }),
		Sync:        fill(p, &s.sync, func() renders[presenter.SyncState] { return synchronise.New(p.desk.Sync, p.host()) }),
		Settings:    fill(p, &s.settings, func() renders[presenter.SettingsState] { return settings.New(p.desk.Settings, p.host()) }),
		Rules:       fill(p, &s.rules, func() renders[presenter.RulesState] { return rules.New(p.desk.Rules, p.host()) }),
		Papers:      fill(p, &s.papers, func() renders[presenter.PapersState] { return papers.New(p.desk.Papers, p.host()) }),
		Book:        fill(p, &s.book, func() renders[presenter.BookState] { return papers.NewBook(p.desk.Book, p.host()) }),
	})
	p.desk.Settings.OnPreferences = func(chosen presenter.Preferences) {
		p.UsePreferences(chosen)
		if p.Keep != nil {
			p.Keep(chosen)
		}
	}
}

// caseScreen puts the pages of a case, which have presenters and slots of their own, into its frame.
func (p *Program) caseScreen() renders[presenter.CaseState] {
	s := &p.slots
	sheet := s.examination.show().(*examination.Screen)
	sheet.OnNext(p.desk.Case.NextTab)
	return casefile.New(p.desk.Case, p.host(), sheet, s.decision.show().(casefile.Paged), s.certificate.show().(casefile.Paged))
}

// touched follows each state that a presenter gives: somebody works here.
func (p *Program) touched() {
	if p.desk != nil {
		p.desk.Shell.Touch()
	}
	p.settle()
	p.check()
}

func (p *Program) host() screen.Host {
	return screen.Host{Language: p.env.Language(), Today: p.env.Today, Ask: p.ask, Hint: p.memberHint, ChooseFile: p.chooseFile, SaveAs: p.saveAs}
}

// Dropped takes files dropped onto the window to the verification.
func (p *Program) Dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) == 0 || p.state.Locked || p.asking() {
		return
	}
	p.desk.Shell.Go(presenter.Route{Screen: presenter.ScreenVerify})
	if p.desk.Shell.Route().Screen == presenter.ScreenVerify {
		p.desk.Verify.CheckFile(files[0].Path())
	}
}
