package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Reading is a text longer than its place that the keyboard can read to its end: with the focus Up and Down move it by a line, PgUp and
// PgDn by what is in sight, Home and End to its ends. All of it in sight, it still takes the focus, so that Tab leads the same way always.
type Reading struct {
	widget.BaseWidget
	scroll  *container.Scroll
	ring    *canvas.Rectangle
	focused bool
}

// NewReading makes the place for a content.
func NewReading(content fyne.CanvasObject) *Reading {
	r := &Reading{scroll: container.NewVScroll(content), ring: newRing()}
	r.ExtendBaseWidget(r)
	return r
}

// FocusGained and FocusLost show whether it has the keyboard.
func (r *Reading) FocusGained() { r.focused = true; paintRing(r.ring, true) }

// FocusLost: see FocusGained.
func (r *Reading) FocusLost() { r.focused = false; paintRing(r.ring, false) }

// TypedRune takes no letters.
func (r *Reading) TypedRune(rune) {}

// TypedKey moves the text, or passes the key on.
func (r *Reading) TypedKey(k *fyne.KeyEvent) {
	page, end := r.scroll.Size().Height-rowHeight(), r.scroll.Content.MinSize().Height
	to := r.scroll.Offset.Y
	switch k.Name {
	case fyne.KeyUp:
		to -= rowHeight()
	case fyne.KeyDown:
		to += rowHeight()
	case fyne.KeyPageUp:
		to -= page
	case fyne.KeyPageDown:
		to += page
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = end
	default:
		passKey(r, k)
		return
	}
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(to, end-r.scroll.Size().Height))))
}

// Tapped takes the keyboard.
func (r *Reading) Tapped(*fyne.PointEvent) { Focus(r) }

// Cursor stays the usual one.
func (r *Reading) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// CreateRenderer draws the text and the ring around it.
func (r *Reading) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: r, objects: []fyne.CanvasObject{r.scroll, r.ring}, holds: func() fyne.CanvasObject { return r.scroll },
		paint: func() { paintRing(r.ring, r.focused) }, min: r.scroll.MinSize,
		layout: func(s fyne.Size) {
			place(r.scroll, 0, 0, s.Width, s.Height)
			place(r.ring, 0, 0, s.Width, s.Height)
		}})
}
