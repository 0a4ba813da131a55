package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Ctrl+F on a search that holds an old query: what is typed next is a new query, not the end of the old one.
func TestSearchAgainReplaces(t *testing.T) {
	test.NewTempApp(t)
	s := NewSearchEntry("", func(string) {})
	w := test.NewTempWindow(t, s)
	s.Again()
	test.Type(s, "Əliyeva")
	if w.Canvas().Focused() != s {
		t.Fatal("the search has no focus")
	}
	s.Again()
	test.Type(s, "Tağı")
	if s.Text != "Tağı" {
		t.Errorf("the search holds %q", s.Text)
	}
}

// A text keeps its height when its place has no width yet: a dialog is made as high as its content then asks for.
func TestAParagraphWithoutAPlaceKeepsItsHeight(t *testing.T) {
	p := NewParagraph("several words on one line", 400)
	before := p.MinSize().Height
	p.Resize(fyne.NewSize(0, 0))
	if after := p.MinSize().Height; after != before {
		t.Errorf("%v high, before %v", after, before)
	}
}

// A button and a question about a legal act take no bare Enter.
func TestDeliberateButtonsTakeNoEnter(t *testing.T) {
	pressed := 0
	b := NewPrimaryButton("Sign", "Ctrl+Enter", func() { pressed++ })
	b.SetDeliberate(true)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace} {
		b.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if pressed != 0 {
		t.Errorf("a key pressed it %d times", pressed)
	}
	b.Tapped(nil)
	b.SetDeliberate(false)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if pressed != 2 {
		t.Errorf("pressed %d times, not by the pointer and then by Enter", pressed)
	}
}

// A banner that comes, grows or goes moves what stands below it, however deep it stands.
func TestABannerMakesRoom(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewWindow(nil)
	defer w.Close()
	banner, below := NewBanner(), NewLabel("below", "foreground", "text", false)
	w.SetContent(NewTabs(Tab{Title: "page", Content: NewPanel(NewStack(0, NewStack(0, NewStack(0, banner)), below))}))
	w.Resize(fyne.NewSize(400, 300))
	alone := below.Position().Y
	banner.Tell(Info, "short", "", nil)
	one := below.Position().Y
	banner.Tell(Info, strings.Repeat("many words ", 30), "", nil)
	several := below.Position().Y
	banner.Clear()
	if !(alone < one && one < several) || below.Position().Y != alone {
		t.Errorf("the text below stands at %v, %v, %v and then %v", alone, one, several, below.Position().Y)
	}
}
