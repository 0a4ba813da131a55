package main

import (
	"testing"

	"medsoc/cmd/internal/demo"
	"medsoc/expertise"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// shortcut presses keys as the window does: what has the focus gets them first.
func (s *stage) shortcut(written string) {
	s.t.Helper()
	c := s.window.Canvas()
	pressed := kit.ShortcutOf(written)
	if focused, takes := c.Focused().(fyne.Shortcutable); takes {
		focused.TypedShortcut(pressed)
	} else {
		c.(fyne.Shortcutable).TypedShortcut(pressed)
	}
	s.settle()
}

func (s *stage) key(name fyne.KeyName) {
	s.t.Helper()
	if focused := s.window.Canvas().Focused(); focused != nil {
		if down, is := focused.(desktop.Keyable); is {
			down.KeyDown(&fyne.KeyEvent{Name: name})
		}
		focused.TypedKey(&fyne.KeyEvent{Name: name})
	} else {
		s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name})
	}
	s.settle()
}

func (s *stage) at(what string, screen presenter.ScreenID) {
	s.t.Helper()
	if r := s.program.Route(); r.Screen != screen {
		s.t.Errorf("%s: the program shows %s, not %s", what, r.Screen, screen)
	}
}

func (s *stage) shows(what, words string) {
	s.t.Helper()
	for _, shown := range texts(s.window.Canvas()) {
		if shown.text.Text == words {
			return
		}
	}
	s.t.Errorf("%s: %q is not on the screen", what, words)
}

// An Enter too many decides nothing, signs nothing and issues nothing: that takes Ctrl+Enter, and the own signature a question that neither
// Enter nor a second Ctrl+Enter answers.
func TestEnterMakesNoLegalAct(t *testing.T) {
	m, err := demo.Start(t.Context(), t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	a := test.NewApp()
	a.Settings().SetTheme(look.New(look.Light, 1))
	s := newStage(t, a, m, presenter.Preferences{Language: "az", Theme: "light", Scale: 1})
	id := caseIn(t, m, expertise.StateExamined)
	standing := func(what string, state expertise.State, signed int) {
		t.Helper()
		v, err := m.Desk.Case(t.Context(), id)
		if err != nil || v.State != state {
			t.Fatalf("%s: the case is %s, not %s: %v", what, v.State, state, err)
		}
		if d := v.Decision(); d != nil && len(d.Signed) != signed {
			t.Fatalf("%s: %d signatures, not %d", what, len(d.Signed), signed)
		}
	}
	// enter presses Enter where the keyboard is, and on the page's main button.
	enter := func() {
		t.Helper()
		s.key(fyne.KeyReturn)
		for _, b := range buttons(s.window.Canvas().Content()) {
			if b.Visible() && b.Primary() {
				s.window.Canvas().Focus(b)
				s.key(fyne.KeyReturn)
				s.key(fyne.KeySpace)
			}
		}
	}
	onCase(id, presenter.TabDecision)(s)
	enter()
	standing("Enter on the proposal", expertise.StateExamined, 0)
	s.shortcut("Ctrl+Enter")
	standing("Ctrl+Enter on the proposal", expertise.StateProposed, 0)
	enter()
	for i, passphrase := range []string{demo.DoctorPassphrase, demo.SecondPassphrase} {
		s.do(func(p *presenter.Program) { p.Decision.Sign(m.Members[i+1].ID, passphrase) })
	}
	standing("two signatures", expertise.StateProposed, 2)
	s.shortcut("Ctrl+Enter") // the chair, who is at the desk
	s.shows("the question", "İmzala")
	s.key(fyne.KeyReturn)
	s.key(fyne.KeySpace)
	standing("Enter on the read-back", expertise.StateProposed, 2)
	s.shortcut("Ctrl+Enter") // Enter has cancelled; the question is asked again
	s.shortcut("Ctrl+Enter")
	standing("Ctrl+Enter on the read-back", expertise.StateProposed, 2)
	s.press("button.sign", 0)
	standing("the button of the read-back", expertise.StateDecided, 3)
	s.shortcut("Ctrl+Enter") // to the certificate
	enter()
	standing("Enter on the certificate", expertise.StateDecided, 3)
	s.shortcut("Ctrl+Enter")
	standing("Ctrl+Enter on the certificate", expertise.StateCertified, 3)
}

// buttons finds the buttons of a screen.
func buttons(o fyne.CanvasObject) (all []*kit.Button) {
	switch o := o.(type) {
	case *kit.Button:
		return []*kit.Button{o}
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, buttons(child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, buttons(child)...)
		}
	}
	return all
}

// The keys of the window work while a field has the cursor, none works through an open question, Esc leads back, and another language
// takes the place of the first while the program runs.
func TestKeysAndLanguage(t *testing.T) {
	m, err := demo.Start(t.Context(), t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	a := test.NewApp()
	a.Settings().SetTheme(look.New(look.Light, 1))
	s := newStage(t, a, m, presenter.Preferences{Language: "az", Theme: "light", Scale: 1})
	if _, typing := s.window.Canvas().Focused().(*kit.SearchEntry); !typing {
		t.Fatalf("the work begins at %T", s.window.Canvas().Focused())
	}
	s.shortcut("Ctrl+2")
	s.at("Ctrl+2", presenter.ScreenPersons)
	s.shows("Ctrl+2", "Şəxs axtarışı")
	s.shortcut("Ctrl+3")
	s.shortcut("Ctrl+5")
	s.at("Ctrl+5", presenter.ScreenVerify)
	s.key(fyne.KeyF1)
	s.shows("F1", "Klaviatura düymələri")
	s.shortcut("Ctrl+7")
	s.at("a shortcut while the list of keys is open", presenter.ScreenVerify)
	s.key(fyne.KeyEscape)
	s.shortcut("Ctrl+7")
	s.at("Ctrl+7 after it was closed", presenter.ScreenSettings)
	s.do(func(p *presenter.Program) { p.Settings.SetLanguage("en") })
	s.shows("English", "Settings")
	s.shows("English", "Work list")
	s.shows("English", "F1 help")
	s.key(fyne.KeyEscape)
	s.at("Esc", presenter.ScreenVerify)
	s.shows("Esc", "Verify")
	s.shortcut("Ctrl+1")
	s.key(fyne.KeyReturn) // in the search: opens the first case
	s.at("Enter", presenter.ScreenCase)
	s.shortcut("Ctrl+PgDn")
	if tab := s.program.Route().Tab; tab != presenter.TabExamination {
		t.Errorf("Ctrl+PgDn leads to page %d", tab)
	}
	s.shortcut("Ctrl+L")
	s.shows("Ctrl+L", "Demonstration: "+demo.ChairPassphrase)
	for _, shown := range texts(s.window.Canvas()) {
		if shown.text.Text == "Əliyeva Leyla Rəşid qızı" {
			t.Error("a locked desk shows a person's name")
		}
	}
}
