package main

import (
	"testing"

	"medsoc/assets/text"
	"medsoc/certs/seal"
	"medsoc/cmd/internal/demo"
	"medsoc/expertise"
	"medsoc/ui/kit"
	"medsoc/ui/presenter"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A scanner types wherever the keyboard is, and its letters are those of the keyboard's language; the digits of the seal survive.
func TestAScannerTypesWithTheKeyboardElsewhere(t *testing.T) {
	m, err := demo.Start(t.Context(), t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	a := test.NewApp()
	defer a.Quit()
	id := caseIn(t, m, expertise.StateDecided)
	form, err := m.Desk.Issue(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	v, err := m.Desk.Case(t.Context(), id)
	if err != nil || v.Certificate().ID != form {
		t.Fatal(err)
	}
	s := newStage(t, a, m, presenter.Preferences{Language: "az", Theme: "light", Scale: 1})
	goTo(presenter.Route{Screen: presenter.ScreenVerify})(s)
	c := s.window.Canvas()
	scan := func(typed string) {
		for _, r := range typed {
			switch focused := c.Focused(); {
			case focused != nil:
				focused.TypedRune(r)
			default:
				c.OnTypedRune()(r)
			}
		}
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		s.settle()
	}
	digits := seal.Digits(v.Certificate().Personal.Sealed)
	for n, place := range []func(){func() {}, c.Unfocus, func() { c.FocusNext() }, func() { c.FocusPrevious() }} {
		place()
		scan("рееиы:.." + digits)
		entry, is := c.Focused().(*kit.Entry)
		if !is || entry.Text != "рееиы:.."+digits {
			t.Fatalf("scan %d did not come into the field", n)
		}
		s.shows("a verdict on the scanned seal", text.For("az").T("verify.compare"))
	}
}
