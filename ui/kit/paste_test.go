package kit

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Somebody pastes a whole report into a line or a note: what fits is taken, and the rest is never laid out.
func TestALongPasteIsCutToWhatTheEntryTakes(t *testing.T) {
	for name, c := range map[string]struct {
		entry *Entry
		want  int
	}{"line": {NewEntry(), mostInLine}, "area": {NewTextArea(4), mostInArea}} {
		longest := 0
		c.entry.OnChanged = func(text string) { longest = max(longest, utf8.RuneCountInString(text)) }
		open(t, c.entry)
		clipboard := test.NewClipboard()
		clipboard.SetContent(strings.Repeat("ə", 10_000))
		paste := &fyne.ShortcutPaste{Clipboard: clipboard}
		c.entry.SetText("12")
		c.entry.TypedShortcut(paste)
		if got := utf8.RuneCountInString(c.entry.Text); got != c.want || longest != c.want {
			t.Errorf("%s holds %d letters and held %d, want %d", name, got, longest, c.want)
		}
		c.entry.TypedShortcut(paste)
		c.entry.TypedRune('a')
		if got := utf8.RuneCountInString(c.entry.Text); got != c.want {
			t.Errorf("%s was full and now holds %d letters", name, got)
		}
		// What is chosen makes room.
		c.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
		clipboard.SetContent("new")
		c.entry.TypedShortcut(paste)
		if c.entry.Text != "new" {
			t.Errorf("%s: %q in place of all", name, c.entry.Text)
		}
	}
}
