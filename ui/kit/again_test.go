package kit

import (
	"testing"

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
