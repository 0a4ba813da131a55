package main

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"medsoc/assets/text"
	"medsoc/certs/seal"
	"medsoc/cmd/internal/demo"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/shell"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func typeName(o any) string { return fmt.Sprintf("%T", o) }

// stage is a program in a window of the software driver, on a real demonstration's desk.
type stage struct {
	t       *testing.T
	program *shell.Program
	window  fyne.Window
	queue   chan func()
}

// patience is how long a step of the screens may take; it is only reached when something hangs.
const patience = 60 * time.Second

func newStage(t *testing.T, a fyne.App, m *demo.Ministry, p presenter.Preferences) *stage {
	t.Helper()
	s := &stage{t: t, queue: make(chan func(), 4096)}
	s.window = a.NewWindow("")
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(width, height))
	o := demonstration(m)
	o.App, o.Window, o.Store, o.Language, o.Post = a, s.window, m.Desk, text.For(p.Language), func(f func()) { s.queue <- f }
	// The timers of "working" and of the lock never run out here; a draft is saved at once.
	o.After = func(d time.Duration, f func()) func() {
		if d == time.Second {
			go f()
		}
		return func() {}
	}
	o.Preferences, o.Documents = p, t.TempDir()
	connect(&o, m.Desk)
	program, err := shell.New(o)
	if err != nil {
		t.Fatal(err)
	}
	s.program = program
	program.Open()
	s.settle()
	t.Cleanup(func() { program.Close(); s.window.Close() })
	return s
}

// settle runs what was posted until nothing is awaited any more.
func (s *stage) settle() {
	s.t.Helper()
	for !s.program.Idle() || len(s.queue) > 0 {
		select {
		case f := <-s.queue:
			f()
		case <-time.After(patience):
			s.t.Fatal("the program does not come to rest")
		}
	}
}

// do lets a step run to its end.
func (s *stage) do(step func(p *presenter.Program)) {
	s.t.Helper()
	step(s.program.Presenters())
	s.settle()
}

// scene is one state of one screen: its name, and how to get there.
type scene struct {
	name string
	play func(s *stage)
}

func caseIn(t *testing.T, m *demo.Ministry, state expertise.State) expertise.CaseID {
	t.Helper()
	rows, _, err := m.Desk.WorkList(context.Background(), records.CaseFilter{States: []expertise.State{state}}, 50)
	if err != nil || len(rows) == 0 {
		t.Fatalf("no case is %s: %v", state, err)
	}
	return rows[len(rows)-1].ID
}

func goTo(r presenter.Route) func(*stage) {
	return func(s *stage) { s.do(func(p *presenter.Program) { p.Shell.Go(r) }) }
}

func onCase(id expertise.CaseID, tab presenter.Tab) func(*stage) {
	return goTo(presenter.Route{Screen: presenter.ScreenCase, Case: id, Tab: tab})
}

// TestScreens draws every screen in its main states, in each language, in light and dark and in very large text, at the size of a small
// screen. No text may leave its place, run into its neighbour or need a font that is not embedded. With MEDSOC_SCREENS=folder the
// pictures stay there to be looked at.
func TestScreens(t *testing.T) {
	out := os.Getenv("MEDSOC_SCREENS")
	if out != "" {
		if err := os.MkdirAll(out, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	m, err := demo.Start(t.Context(), t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	scenes := scenesOf(t, m)
	// A window of 1024 × 600 points scrolls its pages: what is drawn there must not run into each other either.
	for _, language := range text.Codes() {
		t.Run("small-"+language, func(t *testing.T) {
			a := test.NewApp()
			a.Settings().SetTheme(look.New(look.Light, 1))
			s := newStage(t, a, m, presenter.Preferences{Language: language, Theme: "light", Scale: 1})
			s.window.Resize(fyne.NewSize(1018, 560))
			for _, id := range []presenter.ScreenID{presenter.ScreenDue, presenter.ScreenPlanning, presenter.ScreenActs, presenter.ScreenPapers, presenter.ScreenBook, presenter.ScreenVerify, presenter.ScreenSettings, presenter.ScreenRules} {
				goTo(presenter.Route{Screen: id})(s)
				if size := s.window.Canvas().Size(); size.Width > 1018 || size.Height > 560 {
					t.Errorf("%s makes the window grow to %v", id, size)
				}
				for range 2 {
					relayout(s.window.Canvas().Content())
				}
				inspect(t, string(id), s.window.Canvas(), false)
				save(t, out, "small-"+string(id)+"-"+language, s.window.Canvas().Capture())
			}
		})
	}
	drawn := []presenter.Preferences{{Language: "az", Theme: "dark", Scale: 1}}
	for _, language := range text.Codes() {
		drawn = append(drawn, presenter.Preferences{Language: language, Theme: "light", Scale: 1}, presenter.Preferences{Language: language, Theme: "light", Scale: 1.3})
	}
	for _, p := range drawn {
		name := p.Language + "-" + p.Theme
		if p.Scale > 1 {
			name += "-large"
		}
		t.Run(name, func(t *testing.T) {
			a := test.NewApp()
			a.Settings().SetTheme(look.New(look.Light, 1))
			s := newStage(t, a, m, p)
			for _, scene := range scenes {
				scene.play(s)
				for range 2 { // a text that breaks by its width tells its height only once it has one
					relayout(s.window.Canvas().Content())
					relayout(s.window.Canvas().Overlays().Top())
				}
				picture := s.window.Canvas().Capture()
				if b := picture.Bounds(); b.Dx() != width || b.Dy() != height {
					t.Errorf("%s does not fit the screen: %v", scene.name, b)
				}
				inspect(t, scene.name, s.window.Canvas(), p.Scale == 1)
				save(t, out, scene.name+"-"+name, picture)
			}
		})
	}
}

const administratorPassphrase = "inzibatçının öz sözləri"

func scenesOf(t *testing.T, m *demo.Ministry) []scene {
	assigned, examined, proposed, decided := caseIn(t, m, expertise.StateAssigned), caseIn(t, m, expertise.StateExamined), caseIn(t, m, expertise.StateProposed), caseIn(t, m, expertise.StateDecided)
	received := caseIn(t, m, expertise.StateReceived)
	view, err := m.Desk.Case(t.Context(), decided)
	if err != nil {
		t.Fatal(err)
	}
	certified := view
	for _, row := range func() []records.CaseRow {
		rows, _, _ := m.Desk.WorkList(t.Context(), records.CaseFilter{States: []expertise.State{expertise.StateDecided}}, 50)
		return rows
	}() {
		if row.ID != decided {
			if _, err := m.Desk.Issue(t.Context(), row.ID); err != nil {
				t.Fatal(err)
			}
			if certified, err = m.Desk.Case(t.Context(), row.ID); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	person := view.Referral.Person
	old, err := m.Desk.Profile().EditionOn(expertise.MustDate("2021-11-11")) // rates by degree
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Desk.AddMember(t.Context(), desk.NewMember{Name: "İnzibatçı İ.", Role: expertise.RoleAdministrator, Passphrase: administratorPassphrase}); err != nil {
		t.Fatal(err)
	}
	return []scene{
		{"work", goTo(presenter.Route{Screen: presenter.ScreenWork})},
		{"work-empty", func(s *stage) { s.do(func(p *presenter.Program) { p.Work.Search("zzzz") }) }},
		{"work-found", func(s *stage) { s.do(func(p *presenter.Program) { p.Work.Search("məmmədov rəşad") }) }},
		{"help", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Work.ShowAll() })
			s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
		}},
		{"persons-start", func(s *stage) {
			s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
			goTo(presenter.Route{Screen: presenter.ScreenPersons})(s)
		}},
		{"persons", func(s *stage) { s.do(func(p *presenter.Program) { p.Persons.Search("ə") }) }},
		{"persons-none", func(s *stage) { s.do(func(p *presenter.Program) { p.Persons.Search("Nəbiyev") }) }},
		{"persons-for-case", goTo(presenter.Route{Screen: presenter.ScreenPersons, Query: "q", Then: presenter.ScreenNewCase})},
		{"person", goTo(presenter.Route{Screen: presenter.ScreenPerson, Person: person})},
		{"new-person-errors", func(s *stage) {
			goTo(presenter.Route{Screen: presenter.ScreenNewPerson, Query: "Nəbiyev Şahin"})(s)
			s.do(func(p *presenter.Program) {
				p.Person.Set("identifier", "OOO")
				p.Person.Set("phone", "yox")
				p.Person.Save()
			})
		}},
		{"discard", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Shell.Go(presenter.Route{Screen: presenter.ScreenWork}) })
		}},
		{"new-case", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Shell.Discard() })
			goTo(presenter.Route{Screen: presenter.ScreenNewCase, Person: person})(s)
			s.do(func(p *presenter.Program) { p.Referral.SetDiagnosis(0, "insult") })
		}},
		{"case-referral", func(s *stage) {
			s.do(func(p *presenter.Program) {
				p.Shell.Go(presenter.Route{Screen: presenter.ScreenWork})
				p.Shell.Discard()
			})
			onCase(received, presenter.TabReferral)(s)
		}},
		{"examination", func(s *stage) {
			onCase(assigned, presenter.TabExamination)(s)
			s.do(func(p *presenter.Program) { p.Examination.DropDraft() }) // of the round before
		}},
		{"examination-suggestions", func(s *stage) {
			s.do(func(p *presenter.Program) {
				p.Examination.Set("mode", "absentee")
				p.Examination.Set("activity.movement", "2")
				p.Examination.AddImpairment()
			})
		}},
		{"examination-errors", func(s *stage) {
			s.do(func(p *presenter.Program) {
				p.Examination.SetCriterion(0, "yox")
				p.Examination.SetRating(0, "140")
				p.Examination.Save()
			})
		}},
		{"examination-whodas", func(s *stage) { s.press("measure.fill", 0) }},
		{"examination-whodas-scored", func(s *stage) {
			s.do(func(p *presenter.Program) { answer(p, "whodas", "3", 35) })
		}},
		{"examination-barthel", func(s *stage) {
			s.press("button.close", 0)
			s.do(func(p *presenter.Program) { answer(p, "barthel", "5", 10) })
			s.press("measure.change", 1)
		}},
		{"examination-scales", func(s *stage) { s.press("button.close", 0); s.scrollDown() }},
		{"examination-degrees", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Examination.DropDraft() })
			s.do(func(p *presenter.Program) {
				p.Examination.Set("on", "11.11.2021")
				p.Examination.AddImpairment()
				p.Examination.ChooseCriterion(0, old.Criteria[0].ID)
				p.Examination.SetRating(0, "0")
			})
		}},
		{"examination-recorded", onCase(examined, presenter.TabExamination)},
		{"decision-none", onCase(assigned, presenter.TabDecision)},
		{"decision-proposal", onCase(examined, presenter.TabDecision)},
		{"decision-differs", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Decision.Differ(true); p.Decision.Propose() })
		}},
		{"decision-signatures", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Decision.Differ(false) })
			onCase(proposed, presenter.TabDecision)(s)
		}},
		{"decision-in-force", onCase(decided, presenter.TabDecision)},
		{"certificate-ready", onCase(decided, presenter.TabCertificate)},
		{"certificate", onCase(certified.ID, presenter.TabCertificate)},
		{"certificate-papers", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Certificate.IssueExtract() })
			s.do(func(p *presenter.Program) { p.Certificate.Choose(certified.Certificate().ID) })
			s.do(func(p *presenter.Program) { p.Certificate.Duplicate("Sahibi sənədi itirib") })
		}},
		{"certificate-replaced", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Certificate.Choose(certified.Certificate().ID) })
		}},
		{"papers", goTo(presenter.Route{Screen: presenter.ScreenPapers})},
		{"papers-left-out", func(s *stage) { s.do(func(p *presenter.Program) { p.Papers.None(); p.Papers.Toggle(decided) }) }},
		{"papers-none", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Papers.All() })
			s.do(func(p *presenter.Program) { p.Papers.SetKind("programme") })
			s.do(func(p *presenter.Program) { p.Papers.SaveEach(s.t.TempDir()) })
		}},
		{"book", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Papers.SetKind("certificate") })
			goTo(presenter.Route{Screen: presenter.ScreenBook})(s)
		}},
		{"history", onCase(certified.ID, presenter.TabHistory)},
		{"due", goTo(presenter.Route{Screen: presenter.ScreenDue})},
		{"due-overdue", func(s *stage) { s.do(func(p *presenter.Program) { p.Due.Show(presenter.DueOverdue) }) }},
		{"due-narrowed", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Due.FilterUnbooked(true); p.Due.Show(presenter.DueEarly) })
		}},
		{"planning", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Due.FilterUnbooked(false) })
			goTo(presenter.Route{Screen: presenter.ScreenPlanning})(s)
		}},
		{"planning-form", func(s *stage) { s.do(func(p *presenter.Program) { p.Planning.OpenForm() }) }},
		{"planning-form-errors", func(s *stage) {
			s.do(func(p *presenter.Program) {
				p.Planning.Set("places", "0")
				p.Planning.Set("trip", "yes")
				p.Planning.Set("place", "")
				p.Planning.SavePlan()
			})
		}},
		{"planning-give", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Planning.CloseForm(); p.Planning.GivePlaces() })
		}},
		{"planning-empty", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Planning.DropGiven(); p.Planning.ChooseMonth(11) })
		}},
		{"acts", goTo(presenter.Route{Screen: presenter.ScreenActs})},
		{"acts-errors", func(s *stage) { s.do(func(p *presenter.Program) { p.Acts.Preview() }) }},
		{"acts-effect", func(s *stage) {
			s.do(func(p *presenter.Program) {
				for name, value := range map[string]string{"title.az": "Müddətlərin uzadılması haqqında qərar", "basis": "Nümunə qərar", "from": "01.01.2016", "to": "31.12.2032", "months": "12"} {
					p.Acts.Set(name, value)
				}
				p.Acts.Preview()
			})
		}},
		{"verify", goTo(presenter.Route{Screen: presenter.ScreenVerify})},
		{"verify-verdict", func(s *stage) {
			s.do(func(p *presenter.Program) { p.Verify.FetchBundle() })
			s.do(func(p *presenter.Program) { p.Verify.Check(seal.Digits(certified.Certificate().Personal.Sealed)) })
			s.do(func(p *presenter.Program) { p.Verify.Check("salam") })
			s.do(func(p *presenter.Program) { p.Verify.Check(seal.Digits(certified.Certificate().Personal.Sealed)) })
		}},
		{"sync", goTo(presenter.Route{Screen: presenter.ScreenSync})},
		{"settings", goTo(presenter.Route{Screen: presenter.ScreenSettings})},
		{"rules", goTo(presenter.Route{Screen: presenter.ScreenRules})},
		{"rules-whole", func(s *stage) { s.press("button.open", 0) }},
		{"rules-administrator", func(s *stage) {
			s.press("button.close", 0)
			s.do(func(p *presenter.Program) { p.Shell.Unlock(administratorPassphrase) })
			s.press("button.open", 0)
		}},
		{"rules-act", func(s *stage) { s.press("rules.confirm", 0) }},
		{"rules-confirmed", func(s *stage) {
			s.fill("Əmək Məcəlləsi, maddə 5")
			s.press("rules.confirm", 0)
			s.do(func(p *presenter.Program) { p.Rules.Show(presenter.RulesAll) })
		}},
		{"rules-doubt", func(s *stage) { s.press("rules.doubt", 0) }},
		{"locked", func(s *stage) {
			s.press("button.cancel", 0)
			s.do(func(p *presenter.Program) { p.Shell.Lock() })
			s.do(func(p *presenter.Program) { p.Shell.Unlock("yanlış ifadə") })
		}},
		{"unlocked", func(s *stage) { s.do(func(p *presenter.Program) { p.Shell.Unlock(demo.ChairPassphrase) }) }},
	}
}

// What stands before a desk is open.
func TestStart(t *testing.T) {
	out := os.Getenv("MEDSOC_SCREENS")
	a := test.NewApp()
	a.Settings().SetTheme(look.New(look.Light, 1))
	for _, l := range text.Languages() {
		opening := shell.NewOpening(l)
		opening.Progress(17, 38)
		for name, o := range map[string]fyne.CanvasObject{"opening": opening.Object, "first": shell.NewFirst(l, "medsoc-cli --data /home/user/desk enrol --help", "", func() {}),
			"first-failed": shell.NewFirst(l, "medsoc-cli --data '/home/həkim/iş yeri' enrol --help", l.T("error.desk.keys"), func() {})} {
			w := a.NewWindow("")
			w.SetPadded(false)
			w.SetContent(o)
			w.Resize(fyne.NewSize(width, height))
			for range 2 {
				relayout(o)
			}
			inspect(t, name, w.Canvas(), true)
			save(t, out, name+"-"+l.Code()+"-light", w.Canvas().Capture())
			w.Close()
		}
	}
}
