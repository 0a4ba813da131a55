package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Down marks, Enter chooses the marked suggestion and goes on, Esc puts the list away and then belongs to the window.
func TestSuggestionsByKeyboard(t *testing.T) {
	chosen := -1
	s, after := NewSuggestEntry("", func(i int) { chosen = i }), NewEntry()
	w := test.NewWindow(NewStack(0, s, s.List(), after))
	defer w.Close()
	outside := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { outside++ })
	press := func(name fyne.KeyName) { s.TypedKey(&fyne.KeyEvent{Name: name}) }
	w.Canvas().Focus(s)
	if !s.Suggest([]Suggestion{{Text: "a"}, {Text: "b", Detail: "10 %"}, {Text: "c"}}) || !s.List().Visible() {
		t.Fatal("three suggestions are not shown")
	}
	if s.Suggest([]Suggestion{{Text: "a"}, {Text: "b", Detail: "10 %"}, {Text: "c"}}) {
		t.Error("the same suggestions again count as a change")
	}
	press(fyne.KeyDown)
	press(fyne.KeyDown)
	press(fyne.KeyUp)
	press(fyne.KeyReturn)
	if chosen != 1 || w.Canvas().Focused() != after {
		t.Errorf("chose %d, the keyboard is at %T", chosen, w.Canvas().Focused())
	}
	press(fyne.KeyEscape)
	if s.List().Visible() || outside != 0 {
		t.Errorf("Esc left the list open or went on to the window (%d)", outside)
	}
	press(fyne.KeyEscape)
	if outside != 1 {
		t.Errorf("the window got Esc %d times", outside)
	}
}

// A line that stays on a form keeps the keyboard when others come, and a composite line is followed like a single field.
func TestFormChangesItsLines(t *testing.T) {
	first, inner := NewEntry(), NewEntry()
	line := NewField("Line", false, "", NewStack(0, inner))
	form := NewForm([]fyne.CanvasObject{NewField("First", true, "", first)}, nil)
	w := test.NewWindow(form)
	defer w.Close()
	w.Resize(fyne.NewSize(500, 300))
	w.Canvas().Focus(first)
	form.SetColumns([]fyne.CanvasObject{form.Fields()[0], line}, nil)
	if w.Canvas().Focused() != first || len(form.Fields()) != 2 {
		t.Fatalf("%T has the keyboard among %d fields", w.Canvas().Focused(), len(form.Fields()))
	}
	line.SetError("wrong")
	if !form.NextError() || w.Canvas().Focused() != inner {
		t.Errorf("the wrong line did not get the keyboard: %T", w.Canvas().Focused())
	}
}
