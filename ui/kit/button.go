package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/ui/look"
)

// ButtonKind is how much a button asks for attention.
type ButtonKind int

// The kinds. A screen has one primary button, at the bottom right.
const (
	Quiet ButtonKind = iota
	Primary
	Danger
	Plain // without a ground, for an action within a text
)

// Button is pressed with Enter, Space or the pointer, and shows the key that does the same from anywhere.
type Button struct {
	widget.DisableableWidget
	freshKey
	OnTapped func()

	kind     ButtonKind
	icon     icons.Name
	text     *line
	key      *line
	ground   *canvas.Rectangle
	veil     *canvas.Rectangle
	ring     *canvas.Rectangle
	picture  *canvas.Image
	hovered  bool
	focused  bool
	focusing func()
	sure     bool
	answers  bool // it answers a question: a key that is still held down does not press it
}

// NewButton makes a quiet button; key is the shortcut to show beside the words, "" for none.
func NewButton(text, key string, tapped func()) *Button {
	return newButton(Quiet, text, key, "", tapped)
}

// NewPrimaryButton makes the main button of a screen.
func NewPrimaryButton(text, key string, tapped func()) *Button {
	return newButton(Primary, text, key, "", tapped)
}

// NewDangerButton makes a button whose work cannot be taken back.
func NewDangerButton(text, key string, tapped func()) *Button {
	return newButton(Danger, text, key, "", tapped)
}

// NewPlainButton makes a button that looks like a link.
func NewPlainButton(text string, tapped func()) *Button {
	return newButton(Plain, text, "", "", tapped)
}

// NewIconButton makes a button of one sign without a ground.
func NewIconButton(icon icons.Name, tapped func()) *Button {
	return newButton(Plain, "", "", icon, tapped)
}

func newButton(kind ButtonKind, text, key string, icon icons.Name, tapped func()) *Button {
	b := &Button{OnTapped: tapped, kind: kind, icon: icon, ground: canvas.NewRectangle(nil), veil: canvas.NewRectangle(nil), ring: newRing(),
		text: newLine(text, theme.ColorNameForeground, theme.SizeNameText, kind != Plain),
		key:  newLine(key, theme.ColorNameForeground, theme.SizeNameText, true), picture: canvas.NewImageFromResource(nil)}
	b.ExtendBaseWidget(b)
	return b
}

// WithIcon puts a sign before the words.
func (b *Button) WithIcon(icon icons.Name) *Button {
	b.icon = icon
	b.Refresh()
	return b
}

// SetText changes words and key.
func (b *Button) SetText(text, key string) {
	b.text.set(text)
	b.key.set(key)
	b.Refresh()
}

// Text is the button's words without the key.
func (b *Button) Text() string { return b.text.words }

// SetEnabled switches the button on or off.
func (b *Button) SetEnabled(on bool) {
	if on == b.Disabled() {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// SetDeliberate makes a button that a stray Enter must not press, as where a signature is given: only the pointer and the key written
// on it do.
func (b *Button) SetDeliberate(on bool) { b.sure = on }

// Primary tells whether it is the main button of a screen.
func (b *Button) Primary() bool { return b.kind == Primary }

// Tapped presses the button.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// TypedKey presses the button on Enter and Space, unless it is a deliberate one, and passes other keys on.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if !b.sure && (!b.answers || b.fresh(e)) {
			b.Tapped(nil)
		}
	default:
		passKey(b, e)
	}
}

// TypedRune passes a letter on: a button takes no text.
func (b *Button) TypedRune(r rune) { passRune(b, r) }

// FocusGained shows the ring.
func (b *Button) FocusGained() { b.forget(); b.focus(true) }

// FocusLost hides the ring.
func (b *Button) FocusLost() { b.focus(false) }

func (b *Button) focus(on bool) {
	b.focused = on
	if on && b.focusing != nil {
		b.focusing()
	}
	b.Refresh()
}

func (b *Button) onFocus(f func()) { b.focusing = f }

// MouseIn, MouseMoved and MouseOut show that the pointer is over the button.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved: see MouseIn.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut: see MouseIn.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

const keyGap = 8

func (b *Button) iconSide() float32 {
	if b.icon == "" {
		return 0
	}
	return scaled(16)
}

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: b, objects: []fyne.CanvasObject{b.ground, b.veil, b.picture, b.text.Text, b.key.Text, b.ring},
		paint: b.paint, min: b.min, layout: b.layout})
}

func (b *Button) paint() {
	ink, ground := theme.ColorNameForeground, look.ColorQuiet
	switch b.kind {
	case Primary:
		ink, ground = theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary
	case Danger:
		ink, ground = theme.ColorNameForegroundOnError, theme.ColorNameError
	case Plain:
		ink = theme.ColorNamePrimary
		if b.text.words == "" {
			ink = look.ColorMuted
		}
	}
	if b.Disabled() {
		ink, ground = theme.ColorNameDisabled, theme.ColorNameDisabledButton
	}
	b.ground.FillColor = look.Of(ground)
	b.ground.Hidden = b.kind == Plain
	b.veil.FillColor = look.Of(theme.ColorNameHover)
	if b.kind == Primary || b.kind == Danger {
		b.veil.FillColor = look.Of(theme.ColorNamePressed)
	}
	b.veil.Hidden = !b.hovered || b.Disabled()
	for _, r := range []*canvas.Rectangle{b.ground, b.veil} {
		r.CornerRadius = theme.InputRadiusSize()
		r.Refresh()
	}
	b.text.ink, b.key.ink = ink, ink
	b.text.paint()
	b.key.paint()
	b.picture.Hidden = b.icon == ""
	if b.icon != "" {
		b.picture.Resource = look.Icon(b.icon, ink)
		b.picture.Refresh()
	}
	paintRing(b.ring, b.focused)
	if b.focused && (b.kind == Primary || b.kind == Danger) {
		b.ring.StrokeColor = look.Of(theme.ColorNameForeground)
	}
}

func (b *Button) min() fyne.Size {
	width := b.contentWidth() + 2*theme.InnerPadding()
	return fyne.NewSize(width, rowHeight())
}

func (b *Button) contentWidth() float32 {
	width := b.iconSide()
	if b.text.words != "" {
		width += b.text.width() + 1
		if b.icon != "" {
			width += theme.Padding()
		}
	}
	if b.key.words != "" {
		width += keyGap + b.key.width()
	}
	return width
}

func (b *Button) layout(s fyne.Size) {
	for _, o := range []fyne.CanvasObject{b.ground, b.veil, b.ring} {
		place(o, 0, 0, s.Width, s.Height)
	}
	room := s.Width - 2*theme.InnerPadding()
	x := theme.InnerPadding() + max(0, (room-b.contentWidth())/2)
	if side := b.iconSide(); side > 0 {
		place(b.picture, x, (s.Height-side)/2, side, side)
		x += side + theme.Padding()
	}
	keyWidth := float32(0)
	if b.key.words != "" {
		keyWidth = b.key.width() + keyGap
	}
	textWidth := min(b.text.width()+1, s.Width-theme.InnerPadding()-x-keyWidth)
	b.text.fit(x, 0, textWidth, s.Height)
	b.key.fit(x+textWidth+keyGap, 0, keyWidth, s.Height)
}
