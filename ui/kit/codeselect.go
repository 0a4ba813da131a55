package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/assets/text"
	"medsoc/ui/look"
)

// Option is one choice. Value is what the program keeps; Code is what a person types, "" where choices have no codes.
type Option struct {
	Value string
	Code  string
	Text  string
}

func (o Option) String() string {
	if o.Code == "" {
		return o.Text
	}
	return o.Code + " — " + o.Text
}

// CodeSelect is one choice of several. Typing a code ("2") chooses it, typing letters goes to the first choice that begins with
// them; Space or Down opens the list, Delete empties an optional field, Enter goes to the next field.
type CodeSelect struct {
	widget.DisableableWidget
	OnChanged func(value string)
	Optional  bool // Delete and Backspace empty it

	options     []Option
	chosen      int // index, -1 for none
	typed       string
	placeholder string
	box         *canvas.Rectangle
	text        *line
	arrow       *canvas.Image
	focused     bool
	focusing    func()
	popup       *widget.PopUp
}

// NewCodeSelect makes a select with nothing chosen.
func NewCodeSelect(placeholder string, options []Option, changed func(value string)) *CodeSelect {
	s := &CodeSelect{OnChanged: changed, options: options, chosen: -1, placeholder: placeholder, box: canvas.NewRectangle(nil),
		text: newLine("", theme.ColorNameForeground, theme.SizeNameText, false), arrow: canvas.NewImageFromResource(nil)}
	s.ExtendBaseWidget(s)
	return s
}

// SetOptions changes the choices and keeps the chosen value where it is still among them.
func (s *CodeSelect) SetOptions(options []Option) {
	value := s.Value()
	s.options, s.chosen, s.typed = options, -1, ""
	s.SetValue(value)
	s.Refresh()
}

// Value is the chosen value, "" for none.
func (s *CodeSelect) Value() string {
	if s.chosen < 0 {
		return ""
	}
	return s.options[s.chosen].Value
}

// Text is what is shown: "2 — orta".
func (s *CodeSelect) Text() string {
	if s.chosen < 0 {
		return ""
	}
	return s.options[s.chosen].String()
}

// SetValue chooses without calling OnChanged; a value that is no choice empties the field.
func (s *CodeSelect) SetValue(value string) {
	s.chosen = -1
	for i, o := range s.options {
		if o.Value == value {
			s.chosen = i
			break
		}
	}
	s.Refresh()
}

func (s *CodeSelect) choose(index int) {
	if index == s.chosen || s.Disabled() {
		return
	}
	s.chosen = index
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(s.Value())
	}
}

// find gives the choice that the typed letters mean: a code that is just that, else a code or a text that begins so, else -1.
func (s *CodeSelect) find(typed string) int {
	typed = text.Fold(typed)
	for i, o := range s.options {
		if o.Code != "" && text.Fold(o.Code) == typed {
			return i
		}
	}
	for i, o := range s.options {
		if o.Code != "" && strings.HasPrefix(text.Fold(o.Code), typed) || strings.HasPrefix(text.Fold(o.Text), typed) {
			return i
		}
	}
	return -1
}

// TypedRune goes on with the letters typed before, and where no choice has them begins anew with this one.
func (s *CodeSelect) TypedRune(r rune) {
	if r == ' ' && s.typed == "" {
		return // Space opens the list, as a key
	}
	s.typed, _ = s.typeAhead(s.typed, r)
}

func (s *CodeSelect) typeAhead(typed string, r rune) (string, int) {
	for _, try := range []string{typed + string(r), string(r)} {
		if i := s.find(try); i >= 0 {
			s.choose(i)
			return try, i
		}
	}
	return "", -1
}

// TypedKey opens, empties, goes on, or passes the key on.
func (s *CodeSelect) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		s.Open()
	case fyne.KeySpace:
		if s.typed == "" {
			s.Open()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		focusNext(s)
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.typed = ""
		if s.Optional {
			s.choose(-1)
		}
	default:
		if len(k.Name) > 1 {
			passKey(s, k)
		}
	}
}

// Tapped opens the list.
func (s *CodeSelect) Tapped(*fyne.PointEvent) {
	Focus(s)
	s.Open()
}

// Cursor shows that the field can be clicked.
func (s *CodeSelect) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained shows the focus.
func (s *CodeSelect) FocusGained() {
	s.focused = true
	if s.focusing != nil {
		s.focusing()
	}
	s.Refresh()
}

// FocusLost forgets the letters typed.
func (s *CodeSelect) FocusLost() {
	s.focused, s.typed = false, ""
	s.Refresh()
}

func (s *CodeSelect) onFocus(f func()) { s.focusing = f }

// Open shows the list.
func (s *CodeSelect) Open() {
	c := canvasOf(s)
	if c == nil || s.Disabled() || len(s.options) == 0 {
		return
	}
	list := newChoiceList(s)
	s.popup = widget.NewPopUp(list, c)
	list.onDone = func(index int) {
		s.popup.Hide()
		if index >= 0 {
			s.choose(index)
		}
		c.Focus(s)
	}
	s.popup.ShowAtRelativePosition(fyne.NewPos(0, s.Size().Height), s)
	width := max(s.Size().Width, list.MinSize().Width+2*theme.InnerPadding())
	s.popup.Resize(fyne.NewSize(width, s.popup.MinSize().Height))
	c.Focus(list)
}

// CreateRenderer draws the field.
func (s *CodeSelect) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: s, objects: []fyne.CanvasObject{s.box, s.text.Text, s.arrow}, paint: s.paint,
		min: func() fyne.Size {
			widest := measure(s.placeholder, look.Size(theme.SizeNameText), fyne.TextStyle{}, nil).Width
			for _, o := range s.options {
				widest = max(widest, measure(o.String(), look.Size(theme.SizeNameText), fyne.TextStyle{}, nil).Width)
			}
			return fyne.NewSize(min(widest, scaled(220))+scaled(18)+3*theme.InnerPadding(), rowHeight())
		},
		layout: func(size fyne.Size) {
			place(s.box, .5, .5, size.Width-1, size.Height-1)
			side := scaled(16)
			place(s.arrow, size.Width-side-theme.InnerPadding(), (size.Height-side)/2, side, side)
			s.text.fit(theme.InnerPadding(), 0, size.Width-side-3*theme.InnerPadding(), size.Height)
		}})
}

func (s *CodeSelect) paint() {
	s.box.FillColor = look.Of(theme.ColorNameInputBackground)
	s.box.StrokeColor, s.box.StrokeWidth = look.Of(theme.ColorNameInputBorder), 1
	if s.focused {
		s.box.StrokeColor, s.box.StrokeWidth = look.Of(theme.ColorNamePrimary), 2
	}
	s.box.CornerRadius = theme.InputRadiusSize()
	s.box.Refresh()
	words, ink := s.Text(), theme.ColorNameForeground
	if s.chosen < 0 {
		words, ink = s.placeholder, theme.ColorNamePlaceHolder
	}
	if s.Disabled() {
		ink = theme.ColorNameDisabled
	}
	s.text.set(words)
	s.text.ink = ink
	s.text.paint()
	s.arrow.Resource = look.Icon(icons.ChevronDown, look.ColorMuted)
	s.arrow.Refresh()
}
