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

// Check is one of several things that may each be chosen or not. Space and a click change it, Enter goes on.
type Check struct {
	widget.BaseWidget
	OnChanged func(on bool)

	on       bool
	focused  bool
	focusing func()
	text     *line
	box      *canvas.Rectangle
	sign     *canvas.Image
	ring     *canvas.Rectangle
}

// NewCheck makes one that is not chosen.
func NewCheck(words string, changed func(on bool)) *Check {
	c := &Check{OnChanged: changed, text: newLine(words, theme.ColorNameForeground, theme.SizeNameText, false), box: canvas.NewRectangle(nil),
		sign: canvas.NewImageFromResource(nil), ring: newRing()}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows whether it is chosen; nobody is told.
func (c *Check) Set(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// On tells whether it is chosen.
func (c *Check) On() bool { return c.on }

func (c *Check) change() {
	c.Set(!c.on)
	if c.OnChanged != nil {
		c.OnChanged(c.on)
	}
}

// Tapped changes it.
func (c *Check) Tapped(*fyne.PointEvent) { c.change() }

// TypedKey changes it on Space.
func (c *Check) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeySpace:
		c.change()
	case fyne.KeyReturn, fyne.KeyEnter:
		focusNext(c)
	default:
		passKey(c, k)
	}
}

// TypedRune does nothing: a check takes no text.
func (c *Check) TypedRune(rune) {}

// FocusGained shows the ring.
func (c *Check) FocusGained() { c.focus(true) }

// FocusLost hides it.
func (c *Check) FocusLost() { c.focus(false) }

func (c *Check) focus(on bool) {
	c.focused = on
	if on && c.focusing != nil {
		c.focusing()
	}
	c.Refresh()
}

func (c *Check) onFocus(f func()) { c.focusing = f }

// Cursor shows that it can be pressed.
func (c *Check) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws the check.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: c, objects: []fyne.CanvasObject{c.box, c.sign, c.text.Text, c.ring},
		paint: func() {
			c.box.FillColor, c.box.StrokeColor, c.box.StrokeWidth = look.Of(theme.ColorNameInputBackground), look.Of(theme.ColorNameInputBorder), 1
			if c.on {
				c.box.FillColor, c.box.StrokeColor = look.Of(theme.ColorNamePrimary), look.Of(theme.ColorNamePrimary)
			}
			c.box.CornerRadius = 3
			c.box.Refresh()
			c.sign.Resource = look.Icon(icons.Check, theme.ColorNameForegroundOnPrimary)
			c.sign.Hidden = !c.on
			c.sign.Refresh()
			c.text.paint()
			paintRing(c.ring, c.focused)
		},
		min: func() fyne.Size { return fyne.NewSize(scaled(18)+3*theme.InnerPadding()+c.text.width()+1, rowHeight()) },
		layout: func(s fyne.Size) {
			side, pad := scaled(18), theme.InnerPadding()
			place(c.box, pad, (s.Height-side)/2, side, side)
			place(c.sign, pad+2, (s.Height-side)/2+2, side-4, side-4)
			c.text.fit(side+2*pad, 0, s.Width-side-2*pad, s.Height)
			place(c.ring, 0, 0, s.Width, s.Height)
		}})
}
