package kit

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is one line or several of text. Enter goes to the next field (a new line where there are several), Shift+Tab back;
// F-keys, Esc and shortcuts that edit nothing go on to the canvas.
type Entry struct {
	widget.Entry
	MaxLength int             // letters; 0: no limit
	Accept    func(rune) bool // which letters may be typed; nil: all
	OnEnter   func()          // instead of going to the next field; one line only
	OnFocus   func(bool)

	focusing func()
	outer    fyne.CanvasObject
}

// How many letters an entry takes unless it is told otherwise. The toolkit draws a line of thousands of letters as a bar, and lays a whole
// text out anew with each letter.
const (
	mostInLine = 400
	mostInArea = 4000
)

// NewEntry makes an entry of one line.
func NewEntry() *Entry {
	e := &Entry{MaxLength: mostInLine}
	e.ExtendBaseWidget(e)
	return e
}

// NewTextArea makes an entry of several lines that wraps its words.
func NewTextArea(rows int) *Entry {
	e := &Entry{MaxLength: mostInArea}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// Digits accepts digits only.
func Digits(r rune) bool { return r >= '0' && r <= '9' }

// AcceptsTab is false: Tab goes to the next field, also from several lines.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained brings the entry into view.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.focusing != nil {
		e.focusing()
	}
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost ends the editing.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

func (e *Entry) onFocus(f func()) { e.focusing = f }

// TypedRune takes a letter if the entry accepts it and has room.
func (e *Entry) TypedRune(r rune) {
	if e.Accept != nil && !e.Accept(r) {
		return
	}
	if e.MaxLength > 0 && utf8.RuneCountInString(e.Text) >= e.MaxLength && e.SelectedText() == "" {
		return
	}
	e.Entry.TypedRune(r)
}

// TypedKey uses the keys that edit and passes the others on.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case e.MultiLine:
			if e.MaxLength == 0 || utf8.RuneCountInString(e.Text) < e.MaxLength {
				e.Entry.TypedKey(k)
			}
		case e.OnEnter != nil:
			e.OnEnter()
		default:
			focusNext(e.self())
		}
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyDown:
		e.Entry.TypedKey(k)
	case fyne.KeyPageUp, fyne.KeyPageDown:
		if e.MultiLine {
			e.Entry.TypedKey(k)
			return
		}
		passKey(e.self(), k)
	default:
		if len(k.Name) > 1 && k.Name != fyne.KeySpace { // letters arrive as runes
			passKey(e.self(), k)
		}
	}
}

// TypedShortcut uses the shortcuts that edit and passes the others on.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		if s.Clipboard == nil {
			return
		}
		e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: &fitting{s.Clipboard, e}})
		return
	case *desktop.CustomShortcut:
		switch s.KeyName {
		case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		default:
			passShortcut(e.self(), s)
			return
		}
	}
	e.Entry.TypedShortcut(s)
}

// Again puts the cursor into the field with all of its text chosen, so that what is typed next takes its place.
func (e *Entry) Again() {
	if f, is := e.self().(fyne.Focusable); is {
		Focus(f)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Paste puts a text in the place of what is chosen, as far as it could have been typed.
func (e *Entry) Paste(text string) {
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: held(text)})
}

// held is a clipboard of its own, with a text that did not come through the system's.
type held string

// Content gives the text.
func (h held) Content() string { return string(h) }

// SetContent does nothing.
func (held) SetContent(string) {}

// clean drops what could not have been typed beside the text that is there: a pasted text may hold anything.
func (e *Entry) clean(text string) string {
	if e.Accept != nil {
		text = strings.Map(func(r rune) rune {
			if e.Accept(r) || r == '\n' && e.MultiLine {
				return r
			}
			return -1
		}, text)
	}
	if e.MaxLength > 0 {
		room := max(0, e.MaxLength-utf8.RuneCountInString(e.Text)+utf8.RuneCountInString(e.SelectedText()))
		if letters := []rune(text); len(letters) > room {
			text = string(letters[:room])
		}
	}
	return text
}

// fitting is a clipboard that holds only as much as the entry takes, so that the rest is never laid out.
type fitting struct {
	fyne.Clipboard
	entry *Entry
}

// Content gives the part that fits.
func (f *fitting) Content() string { return f.entry.clean(f.Clipboard.Content()) }

// self is the widget that is on the canvas: the entry, or the widget that is built on it.
func (e *Entry) self() fyne.CanvasObject {
	if e.outer != nil {
		return e.outer
	}
	return e
}

// SearchEntry looks for what is typed: OnSearch on each change, OnEnter and OnDown lead into the results, Esc clears first and
// is passed on only when there is nothing to clear.
type SearchEntry struct {
	Entry
	OnSearch func(string)
	OnDown   func()
}

// NewSearchEntry makes a search entry.
func NewSearchEntry(placeholder string, search func(string)) *SearchEntry {
	s := &SearchEntry{OnSearch: search}
	s.outer = s
	s.PlaceHolder = placeholder
	s.MaxLength = 120
	s.ExtendBaseWidget(s)
	s.OnChanged = func(text string) {
		if s.OnSearch != nil {
			s.OnSearch(text)
		}
	}
	return s
}

// TypedKey adds Esc and Down to an entry's keys.
func (s *SearchEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && s.Text != "":
		s.SetText("")
	case k.Name == fyne.KeyDown && s.OnDown != nil:
		s.OnDown()
	case (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && s.OnEnter == nil && s.OnDown != nil:
		s.OnDown()
	default:
		s.Entry.TypedKey(k)
	}
}
