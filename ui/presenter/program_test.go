package presenter

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"medsoc/assets/text"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/desk/desktest"
)

// tray is a printer that keeps what it was given.
type tray struct{ titles []string }

func (p *tray) Print(_ context.Context, title string, pdf []byte) error {
	if strings.HasPrefix(string(pdf), "%PDF-") {
		p.titles = append(p.titles, title)
	}
	return nil
}

// A whole working day through the presenters, in every language: search, register, refer, examine, decide, sign, certify, print, hand
// over, verify. Every state on the way is looked through for missing sentences.
func TestOneCaseThroughAllScreens(t *testing.T) {
	for _, language := range text.Codes() {
		t.Run(language, func(t *testing.T) {
			b := desktest.New(t)
			printer := &tray{}
			th := open(t, b, b.Desk, Options{Printer: printer})
			th.Shell.SetLanguage(language)

			th.Work.NewCase()
			th.settle()
			th.Persons.Search("hesen")
			th.settle()
			if len(th.persons.Rows) != 0 || th.persons.Empty.Text == "" || !th.persons.ForCase {
				t.Fatalf("search on an empty desk: %+v", th.persons)
			}
			th.Persons.NewPerson()
			th.settle()
			if got := field(t, "surname", fieldsOf(th.person.Sections)).Value; got != "hesen" {
				t.Errorf("the form does not begin with what was searched: %q", got)
			}
			for name, value := range map[string]string{"surname": "Həsənova", "given": "Şəhla", "patronymic": "Əli qızı", "sex": "female", "birth": "14.03.1979", "identifier": "5k1z71a"} {
				th.Person.Set(name, value)
			}
			th.Person.Save()
			th.settle()
			if r := th.Shell.Route(); r.Screen != ScreenNewCase || r.Person == "" {
				t.Fatalf("after the registration: %+v, %+v", r, th.person)
			}

			th.Referral.Set(fieldPurpose, "first")
			th.Referral.SetDiagnosis(0, "i69")
			if s := th.newCase.Diagnoses[0].Suggestions; len(s) != 1 || s[0].Value != "I69.3" {
				t.Errorf("suggestions for i69: %+v", s)
			}
			th.Referral.ChooseDiagnosis(0, "I69.3")
			th.Referral.SetSide(0, "right")
			th.Referral.Save()
			th.settle()
			if r := th.Shell.Route(); r.Screen != ScreenCase || th.casing.Stage.Tone != ToneNew {
				t.Fatalf("after the referral: %+v, %+v", r, th.newCase)
			}

			th.Case.Take()
			th.Case.NextTab()
			th.settle()
			examine(th)
			th.Save() // only the draft
			th.settle()
			if th.casing.Stage.Tone != ToneExam || th.exam.Saved == "" {
				t.Fatalf("Ctrl+S is no step of the case: %+v", th.casing.Stage)
			}
			th.Main()
			th.settle()
			if th.casing.Stage.Tone != ToneWaiting || th.exam.ErrorCount != 0 {
				t.Fatalf("after the examination: %+v, %+v", th.casing, th.exam.Common)
			}

			th.Case.NextTab()
			th.settle()
			if d := th.decided; d.Phase != PhaseChoose || d.Percent == "" || len(d.Reasons) == 0 || !d.CanPropose {
				t.Fatalf("proposal: %+v", d)
			}
			th.Main()
			th.settle()
			for i, m := range b.Members {
				if th.decided.Phase != PhaseSign {
					t.Fatalf("before signature %d: %+v", i, th.decided)
				}
				th.Decision.Sign(m.ID, desktest.MemberPassphrase(i+1))
				th.settle()
			}
			if th.decided.Phase != PhaseInForce || len(th.decided.Reasons) == 0 {
				t.Fatalf("after all signatures: %+v", th.decided)
			}

			th.Main()
			th.Main()
			th.settle()
			if th.paper.ID == "" || th.paper.Preview == nil || th.paper.Sample == "" {
				t.Fatalf("after the issue: %+v", th.paper)
			}
			th.Main()
			th.settle()
			if len(printer.titles) != 1 || strings.Contains(printer.titles[0], "Həsənova") {
				t.Errorf("printed %q; %+v", printer.titles, th.paper.Banner)
			}
			path := filepath.Join(t.TempDir(), th.paper.FileName)
			th.Certificate.SavePDF(path)
			th.settle()
			th.Certificate.HandOver(th.paper.Receiver)
			th.settle()
			if th.casing.Stage.Tone != ToneQuiet || th.paper.CanHandOver {
				t.Errorf("after handing over: %+v", th.paper)
			}

			v, err := b.Case(ctx, th.casing.ID)
			if err != nil {
				t.Fatal(err)
			}
			th.Verify.bundle = b.Ministry.Bundle(t, th.now(), map[uint64]seal.Status{v.Certificate().Index: seal.StatusValid})
			th.Shell.Go(Route{Screen: ScreenVerify})
			th.Verify.Check(path)
			th.settle()
			if x := th.verify.Verdict; x == nil || x.Tone != ToneDone || !hasFact(x.Claims, "Həsənova Şəhla Ə.") && !hasFact(x.Claims, "Həsənova Şəhla Əli qızı") {
				t.Errorf("verdict of the saved PDF: %+v", x)
			}
			for _, screen := range railScreens {
				th.Shell.Go(Route{Screen: screen})
				th.settle()
			}
			th.Shell.Go(Route{Screen: ScreenPerson, Person: v.Referral.Person})
			th.settle()
			if len(th.person.Cases) != 1 || len(th.person.Timeline) != 1 || len(th.person.Log) < 2 {
				t.Errorf("the person's card: %+v", th.person)
			}
			if !th.Idle() {
				t.Error("not idle at the end of the day")
			}
			if leftover, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".medsoc-*")); len(leftover) != 0 {
				t.Errorf("left behind: %v", leftover)
			}
			if info, err := os.Stat(path); err != nil || info.Size() < 10_000 {
				t.Errorf("the saved PDF: %v", err)
			}
		})
	}
}

// examine fills the sheet as a doctor does.
func examine(th *theatre) {
	x := th.Examination
	x.Set(fieldMode, "in-person")
	x.Set(fieldCause, "general")
	for _, a := range expertise.Activities {
		x.Set(activityName(a), "2")
	}
	x.AddImpairment()
	x.ChooseCriterion(0, "stroke-paresis-severe")
	x.SetRating(0, "70")
	x.Set(fieldFindings, "Addımlama köməklə.")
}

func hasFact(facts []Fact, value string) bool {
	return slices.ContainsFunc(facts, func(f Fact) bool { return f.Value == value })
}

func TestCommandsRunWhereTheyMay(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{})
	commands, err := th.Commands()
	if err != nil {
		t.Fatal(err)
	}
	if commands.Press(Shortcut{Key: "S", Ctrl: true}) {
		t.Error("there is nothing to save on the work list")
	}
	if !commands.Press(Shortcut{Key: "3", Ctrl: true}) || th.shell.Route.Screen != ScreenDue {
		t.Errorf("Ctrl+3: %+v", th.shell.Route)
	}
	if !commands.Press(Shortcut{Key: "Esc"}) || th.shell.Route.Screen != ScreenWork || commands.Press(Shortcut{Key: "Esc"}) {
		t.Errorf("Esc: %+v", th.shell.Route)
	}
	if !commands.Press(Shortcut{Key: "L", Ctrl: true}) || !th.shell.Locked || commands.Press(Shortcut{Key: "1", Ctrl: true}) {
		t.Error("a locked program must take no command")
	}
	th.settle()
	for _, c := range commands.All() {
		if !th.Language().Has(c.Title) {
			t.Errorf("command %s has no title", c.ID)
		}
	}
}
