package presenter

import (
	"slices"

	"medsoc/expertise"
)

// Store is all that the screens ask of a desk; store/desk gives it.
type Store interface {
	ShellStore
	WorkStore
	PersonStore
	NewCaseStore
	CaseStore
	ExaminationStore
	DecisionStore
	CertificateStore
	DueStore
	PlanningStore
	ActsStore
	SyncStore
	SettingsStore
	RulesStore
	PapersStore
	BookStore
}

// Options are what a program may have or not.
type Options struct {
	Preferences Preferences
	Printer     Printer     // nil: none
	Trust       VerifyStore // nil: a trust bundle lives for this session
	Fetch       Fetch       // nil: no registry to ask
	Sync        SyncRun     // nil: a desk without a registry
	Probe       Probe       // nil: nobody looks whether the registry can be reached
}

// Emits are the screens: each is handed the states of its presenter. A nil one is not drawn.
type Emits struct {
	Shell       func(ShellState)
	Work        func(WorkState)
	Persons     func(PersonsState)
	Person      func(PersonState)
	NewCase     func(NewCaseState)
	Case        func(CaseState)
	Examination func(ExaminationState)
	Decision    func(DecisionState)
	Certificate func(CertificateState)
	Due         func(DueState)
	Planning    func(PlanningState)
	Acts        func(ActsState)
	Verify      func(VerifyState)
	Sync        func(SyncState)
	Settings    func(SettingsState)
	Rules       func(RulesState)
	Papers      func(PapersState)
	Book        func(BookState)
}

// Program is all presenters of the desk, joined: a route opens its screen, the pages of a case follow its frame.
type Program struct {
	Env         *Env
	Shell       *Shell
	Work        *WorkList
	Persons     *Persons
	Person      *Person
	Referral    *Referral
	Case        *Case
	Examination *Examination
	Decision    *Decision
	Certificate *Certificate
	Due         *Due
	Planning    *Planning
	Acts        *Acts
	Verify      *Verify
	Sync        *Synchronise
	Settings    *Settings
	Rules       *Rules
	Papers      *Papers
	Book        *Book
}

// NewProgram makes and joins the presenters. Shell.Start shows the first screen.
func NewProgram(store Store, env *Env, o Options, emits Emits) *Program {
	// First of all followers of a change: those who load again do it by the law of the moment.
	env.changed = append(env.changed, func() { env.followLaw(store.Profile()) })
	p := &Program{
		Env:         env,
		Shell:       NewShell(store, env, emits.Shell),
		Work:        NewWorkList(store, env, emits.Work),
		Persons:     NewPersons(store, env, emits.Persons),
		Person:      NewPerson(store, env, emits.Person),
		Referral:    NewReferral(store, env, emits.NewCase),
		Case:        NewCase(store, env, emits.Case),
		Examination: NewExamination(store, env, emits.Examination),
		Decision:    NewDecision(store, env, emits.Decision),
		Certificate: NewCertificate(store, env, o.Printer, emits.Certificate),
		Due:         NewDue(store, env, emits.Due),
		Planning:    NewPlanning(store, env, o.Printer, emits.Planning),
		Acts:        NewActs(store, env, emits.Acts),
		Verify:      NewVerify(o.Trust, env, o.Fetch, emits.Verify),
		Sync:        NewSynchronise(store, env, o.Sync, emits.Sync),
		Settings:    NewSettings(store, env, o.Preferences, emits.Settings),
		Rules:       NewRules(store, env, emits.Rules),
		Papers:      NewPapers(store, env, o.Printer, emits.Papers),
		Book:        NewBook(store, env, o.Printer, emits.Book),
	}
	p.Shell.OnRoute = p.open
	p.Verify.Grace = p.Settings.grace
	p.Sync.OnSynchronised = p.Verify.followRegistry
	if o.Probe != nil {
		env.watchRegistry(o.Probe)
	}
	p.Case.OnOpen = func(id expertise.CaseID) {
		p.Examination.Open(id)
		p.Decision.Open(id)
		p.Certificate.Open(id)
	}
	p.Case.ErrorsOn = func(t Tab) int {
		switch t {
		case TabExamination:
			return p.Examination.Errors()
		case TabDecision:
			return p.Decision.Errors()
		}
		return 0
	}
	p.Case.Saved = p.Examination.SavedText
	standing := SheetRecorded
	p.Examination.OnHead = func() {
		p.Case.Emit()
		if now := p.Examination.Standing(); now != standing {
			standing = now
			p.Decision.Emit()
		}
	}
	p.Decision.OnHead, p.Decision.Sheet = p.Case.Emit, p.Examination.Standing
	return p
}

// open hands a route to its presenter.
func (p *Program) open(r Route) {
	switch r.Screen {
	case ScreenWork:
		p.Work.Open()
	case ScreenPersons:
		p.Persons.Open(r.Query, r.Then)
	case ScreenPerson:
		p.Person.Open(r.Person)
	case ScreenNewPerson:
		p.Person.OpenNew(r.Query, r.Then)
	case ScreenNewCase:
		p.Referral.Open(r.Person)
	case ScreenCase:
		p.Case.Open(r.Case, r.Tab)
	case ScreenDue:
		p.Due.Open()
	case ScreenPlanning:
		p.Planning.Open()
	case ScreenActs:
		p.Acts.Open()
	case ScreenVerify:
		p.Verify.Open()
	case ScreenSync:
		p.Sync.Open()
	case ScreenSettings:
		p.Settings.Open()
	case ScreenRules:
		p.Rules.Open()
	case ScreenPapers:
		p.Papers.Open()
	case ScreenBook:
		p.Book.Open()
	}
}

// Idle tells whether nothing is under way and nothing waits to be saved: a journey through the screens waits for it.
func (p *Program) Idle() bool {
	d := p.Examination.draft
	return p.Env.Runner.Idle() && (d == nil || !d.dirty)
}

// Main does the main action of the screen that is shown: Ctrl+Enter, and the one primary button.
func (p *Program) Main() {
	switch r := p.Shell.Route(); r.Screen {
	case ScreenWork:
		p.Work.OpenCase(p.Work.selected)
	case ScreenPersons:
		p.Persons.OpenPerson(p.Persons.selected)
	case ScreenPerson, ScreenNewPerson:
		p.Person.Save()
	case ScreenNewCase:
		p.Referral.Save()
	case ScreenDue:
		p.Due.OpenPerson(p.Due.selected)
	case ScreenPlanning:
		p.Planning.GivePlaces()
	case ScreenActs:
		p.Acts.Preview()
	case ScreenPapers:
		p.Papers.Main()
	case ScreenBook:
		p.Book.Print()
	case ScreenVerify:
		p.Verify.Check(p.Verify.text)
	case ScreenSync:
		p.Sync.Run()
	case ScreenCase:
		p.mainOfCase(r.Tab)
	}
}

func (p *Program) mainOfCase(t Tab) {
	switch t {
	case TabExamination:
		p.Examination.Save()
	case TabDecision:
		if p.Decision.phase() == PhaseChoose {
			p.Decision.Propose()
		} else if p.Decision.phase() == PhaseInForce {
			p.Decision.OpenCertificate()
		}
	case TabCertificate:
		p.Certificate.Main()
	default:
		p.Case.NextTab()
	}
}

// Save does what Ctrl+S does on the screen that is shown; NextError what F8 does.
func (p *Program) Save() {
	switch r := p.Shell.Route(); {
	case r.Screen == ScreenPerson, r.Screen == ScreenNewPerson:
		p.Person.Save()
	case r.Screen == ScreenNewCase:
		p.Referral.Save()
	case r.Screen == ScreenCase && r.Tab == TabExamination:
		p.Examination.SaveDraft()
	}
}

func (p *Program) NextError() {
	switch r := p.Shell.Route(); {
	case r.Screen == ScreenPerson, r.Screen == ScreenNewPerson:
		p.Person.NextError("")
	case r.Screen == ScreenNewCase:
		p.Referral.NextError("")
	case r.Screen == ScreenActs:
		p.Acts.NextError("")
	case r.Screen == ScreenCase && r.Tab == TabExamination:
		p.Examination.NextError("")
	case r.Screen == ScreenCase && r.Tab == TabDecision:
		p.Decision.NextError("")
	}
}

// print prints what the screen shows.
func (p *Program) print() {
	switch p.Shell.Route().Screen {
	case ScreenPapers:
		p.Papers.Print()
	case ScreenBook:
		p.Book.Print()
	default:
		p.Certificate.Print()
	}
}

// turnPage opens the page that stands beside the one shown: of a case, of re-examination, or of papers.
func (p *Program) turnPage(by int) {
	pages := PagesBeside(p.Shell.route.Screen)
	switch {
	case pages != nil:
		if to := slices.Index(pages, p.Shell.route.Screen) + by; to >= 0 && to < len(pages) {
			p.Shell.Go(Route{Screen: pages[to]})
		}
	case by > 0:
		p.Case.NextTab()
	default:
		p.Case.PreviousTab()
	}
}

// Commands lists everything that can be done by key or from the menu.
func (p *Program) Commands() (*Commands, error) {
	on := func(screens ...ScreenID) func() bool {
		return func() bool {
			if p.Shell.locked || p.Shell.asking != nil {
				return false
			}
			for _, s := range screens {
				if p.Shell.route.Screen == s {
					return true
				}
			}
			return len(screens) == 0
		}
	}
	var all Commands
	err := all.Add(append([]Command{
		{ID: "main", Title: "keys.main", Menu: "menu.case", Shortcut: Shortcut{Key: "Enter", Ctrl: true}, Enabled: on(), Run: p.Main},
		{ID: "save", Title: "keys.save", Menu: "menu.file", Shortcut: Shortcut{Key: "S", Ctrl: true}, Enabled: on(ScreenPerson, ScreenNewPerson, ScreenNewCase, ScreenCase), Run: p.Save},
		{ID: "next-error", Title: "keys.next_error", Menu: "menu.case", Shortcut: Shortcut{Key: "F8"}, Enabled: on(ScreenPerson, ScreenNewPerson, ScreenNewCase, ScreenCase, ScreenActs), Run: p.NextError},
		{ID: "next-tab", Title: "keys.next_tab", Menu: "menu.case", Shortcut: Shortcut{Key: "PgDn", Ctrl: true}, Enabled: on(slices.Concat(DuePages, PaperPages, []ScreenID{ScreenCase})...), Run: func() { p.turnPage(1) }},
		{ID: "previous-tab", Title: "keys.previous_tab", Menu: "menu.case", Shortcut: Shortcut{Key: "PgUp", Ctrl: true}, Enabled: on(slices.Concat(DuePages, PaperPages, []ScreenID{ScreenCase})...), Run: func() { p.turnPage(-1) }},
		{ID: "new-case", Title: "keys.new", Menu: "menu.case", Shortcut: Shortcut{Key: "N", Ctrl: true}, Enabled: on(), Run: p.Work.NewCase},
		{ID: "print", Title: "keys.print", Menu: "menu.case", Shortcut: Shortcut{Key: "P", Ctrl: true}, Enabled: on(ScreenCase, ScreenPapers, ScreenBook), Run: p.print},
		{ID: "sync", Title: "keys.sync", Menu: "menu.file", Shortcut: Shortcut{Key: "F9"}, Enabled: on(), Run: p.Sync.Run},
		{ID: "rules", Title: "keys.rules", Menu: "menu.view", Shortcut: Shortcut{Key: "R", Ctrl: true}, Enabled: on(), Run: p.Settings.OpenRules},
	}, p.Shell.Commands()...)...)
	return &all, err
}
