package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// canvasOf finds the canvas a widget is shown on, nil when it is not shown.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if app := fyne.CurrentApp(); app != nil {
		return app.Driver().CanvasForObject(o)
	}
	return nil
}

// Focus gives a widget the keyboard. What was just put into the only window and not drawn yet has no canvas of its own: then the
// window's is asked.
func Focus(w fyne.Focusable) {
	o, ok := w.(fyne.CanvasObject)
	if !ok {
		return
	}
	c := canvasOf(o)
	if c == nil {
		c = onlyCanvas()
	}
	if c != nil {
		c.Focus(w)
	}
}

// Unfocus takes the keyboard from whatever has it in the window where an object is shown: then only shortcuts work.
func Unfocus(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		c = onlyCanvas()
	}
	if c != nil {
		c.Unfocus()
	}
}

// HasFocus tells whether an object has the keyboard.
func HasFocus(o fyne.CanvasObject) bool {
	c := canvasOf(o)
	return c != nil && c.Focused() != nil && any(c.Focused()) == any(o)
}

// onlyCanvas is that of the program's window, nil where there is none or several.
func onlyCanvas() fyne.Canvas {
	if app := fyne.CurrentApp(); app != nil {
		if windows := app.Driver().AllWindows(); len(windows) == 1 {
			return windows[0].Canvas()
		}
	}
	return nil
}

// freshKey tells a key that is pressed from one that is still held: the toolkit repeats a held key's TypedKey, but says once that it went
// down, and says it to what has the keyboard then. So the key that opened a question cannot answer it.
type freshKey struct{ down fyne.KeyName }

// KeyDown notes the key.
func (f *freshKey) KeyDown(e *fyne.KeyEvent) { f.down = e.Name }

// KeyUp forgets it.
func (f *freshKey) KeyUp(*fyne.KeyEvent) { f.down = "" }

func (f *freshKey) forget() { f.down = "" }

// fresh tells whether the key was pressed here; it is so once for each press.
func (f *freshKey) fresh(e *fyne.KeyEvent) bool {
	pressed := f.down == e.Name
	f.down = ""
	return pressed
}

func focusNext(o fyne.CanvasObject) {
	if c := canvasOf(o); c != nil {
		c.FocusNext()
	}
}

// passKey hands a key that a focused widget does not use to the canvas's own handler.
func passKey(o fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// passRune hands a letter that a focused widget does not take to the canvas's own handler: a scanner types wherever the keyboard is.
func passRune(o fyne.CanvasObject, r rune) {
	if c := canvasOf(o); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// passShortcut hands a shortcut that a focused entry does not use to the canvas's shortcuts.
func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := canvasOf(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

var keyNames = map[string]fyne.KeyName{
	"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "PgUp": fyne.KeyPageUp, "PgDn": fyne.KeyPageDown, "Space": fyne.KeySpace, "Delete": fyne.KeyDelete,
}

func keyName(key string) fyne.KeyName {
	if name, known := keyNames[key]; known {
		return name
	}
	return fyne.KeyName(key)
}

// ShortcutOf puts a shortcut as people read it ("Ctrl+PgDn", "Ctrl+Shift+S") into the toolkit's terms; nil for none and for a
// key without Ctrl or Alt, which the toolkit delivers as a key: see KeyIs.
func ShortcutOf(written string) fyne.Shortcut {
	modifier, key := splitKey(written)
	if key == "" || modifier&(fyne.KeyModifierControl|fyne.KeyModifierAlt) == 0 {
		return nil
	}
	return &desktop.CustomShortcut{KeyName: keyName(key), Modifier: modifier}
}

// KeyIs tells whether a key is the one of a shortcut without modifiers ("F1", "F8", "Esc").
func KeyIs(e *fyne.KeyEvent, written string) bool {
	modifier, key := splitKey(written)
	return key != "" && modifier == 0 && keyName(key) == e.Name
}

func splitKey(written string) (modifier fyne.KeyModifier, key string) {
	parts := strings.Split(written, "+")
	for _, part := range parts[:len(parts)-1] {
		switch part {
		case "Ctrl":
			modifier |= fyne.KeyModifierControl
		case "Alt":
			modifier |= fyne.KeyModifierAlt
		case "Shift":
			modifier |= fyne.KeyModifierShift
		}
	}
	return modifier, parts[len(parts)-1]
}

// UseToolkitWords replaces the words of the toolkit's own dialogs. It takes them for the language of the system, because the
// toolkit looks nowhere else, and so shows the words of whichever language a person chose.
func UseToolkitWords(words []byte) error {
	return lang.AddTranslationsForLocale(words, lang.SystemLocale())
}

// PassKey is what a focused widget outside the kit does with a key that it does not use.
func PassKey(o fyne.CanvasObject, e *fyne.KeyEvent) { passKey(o, e) }
