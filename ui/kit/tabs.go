package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/ui/look"
)

// Tab is one leaf of a screen. Note stands behind the title in brackets: a count, or how many errors.
type Tab struct {
	Title   string
	Note    string
	Done    bool // a tick behind the title
	Wrong   bool // the title in the colour of an error
	Content fyne.CanvasObject
}

// Tabs shows one of several leaves. Its head takes the focus: arrows and the digits choose a leaf. Ctrl+PgDn and Ctrl+PgUp do
// so from anywhere when the screen's commands call Next and Previous.
type Tabs struct {
	widget.BaseWidget
	OnSelected func(index int)

	head   *tabHead
	tabs   []Tab
	active int
}

// NewTabs makes tabs with the first one open.
func NewTabs(tabs ...Tab) *Tabs {
	t := &Tabs{tabs: tabs}
	t.head = newTabHead(t)
	for i := range tabs {
		if i > 0 {
			tabs[i].Content.Hide()
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

// Active is the index of the open leaf.
func (t *Tabs) Active() int { return t.active }

// Select opens a leaf; an index that is none changes nothing.
func (t *Tabs) Select(index int) {
	if index < 0 || index >= len(t.tabs) || index == t.active {
		return
	}
	t.tabs[t.active].Content.Hide()
	t.active = index
	t.tabs[index].Content.Show()
	t.Refresh()
	t.head.Refresh()
	if t.OnSelected != nil {
		t.OnSelected(index)
	}
}

// Next opens the leaf to the right and tells whether there was one.
func (t *Tabs) Next() bool { return t.step(1) }

// Previous opens the leaf to the left and tells whether there was one.
func (t *Tabs) Previous() bool { return t.step(-1) }

func (t *Tabs) step(by int) bool {
	before := t.active
	t.Select(t.active + by)
	return t.active != before
}

// SetMarks changes what stands behind a title.
func (t *Tabs) SetMarks(index int, note string, done, wrong bool) {
	if index < 0 || index >= len(t.tabs) {
		return
	}
	t.tabs[index].Note, t.tabs[index].Done, t.tabs[index].Wrong = note, done, wrong
	t.head.Refresh()
}

// FocusHead gives the head the keyboard.
func (t *Tabs) FocusHead() { Focus(t.head) }

// CreateRenderer draws the tabs.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{t.head}
	for _, tab := range t.tabs {
		objects = append(objects, tab.Content)
	}
	return draw(&renderer{widget: t, objects: objects, paint: func() {}, holds: func() fyne.CanvasObject { return t.tabs[t.active].Content },
		min: func() fyne.Size {
			size := fyne.NewSize(200, 0)
			for _, tab := range t.tabs {
				size = size.Max(tab.Content.MinSize())
			}
			return size.AddWidthHeight(0, t.head.MinSize().Height+tabGap)
		},
		layout: func(s fyne.Size) {
			height := t.head.MinSize().Height
			place(t.head, 0, 0, s.Width, height)
			for _, tab := range t.tabs {
				place(tab.Content, 0, height+tabGap, s.Width, s.Height-height-tabGap)
			}
		}})
}

const (
	tabGap = 9
	tabPad = 6
)

type tabHead struct {
	widget.BaseWidget
	tabs         *Tabs
	titles       []*line
	ticks        []*canvas.Image
	track, under *canvas.Rectangle
	ring         *canvas.Rectangle
	focused      bool
}

func newTabHead(t *Tabs) *tabHead {
	h := &tabHead{tabs: t, track: canvas.NewRectangle(nil), under: canvas.NewRectangle(nil), ring: newRing()}
	for range t.tabs {
		h.titles = append(h.titles, newLine("", theme.ColorNameForeground, theme.SizeNameText, true))
		h.ticks = append(h.ticks, canvas.NewImageFromResource(nil))
	}
	h.ExtendBaseWidget(h)
	return h
}

func (h *tabHead) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyRight:
		h.tabs.Next()
	case fyne.KeyLeft:
		h.tabs.Previous()
	case fyne.KeyHome:
		h.tabs.Select(0)
	case fyne.KeyEnd:
		h.tabs.Select(len(h.tabs.tabs) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		focusNext(h)
	default:
		if len(k.Name) > 1 {
			passKey(h, k)
		}
	}
}

func (h *tabHead) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		h.tabs.Select(int(r - '1'))
	}
}

// TypedShortcut takes Ctrl+PgDn and Ctrl+PgUp itself and passes others on.
func (h *tabHead) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierControl {
		switch c.KeyName {
		case fyne.KeyPageDown:
			h.tabs.Next()
			return
		case fyne.KeyPageUp:
			h.tabs.Previous()
			return
		}
	}
	passShortcut(h, s)
}

func (h *tabHead) FocusGained() { h.focused = true; h.Refresh() }
func (h *tabHead) FocusLost()   { h.focused = false; h.Refresh() }

func (h *tabHead) Tapped(e *fyne.PointEvent) {
	for i := range h.titles {
		left, width := h.span(i)
		if e.Position.X >= left && e.Position.X < left+width {
			h.tabs.Select(i)
		}
	}
}

// span is where a title stands with its room left and right.
func (h *tabHead) span(index int) (left, width float32) {
	for i := range index + 1 {
		left += width
		width = h.titles[i].width() + 2*tabPad + 2
		if h.tabs.tabs[i].Done {
			width += scaled(16)
		}
	}
	return left, width
}

func (h *tabHead) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{h.track, h.under, h.ring}
	for i := range h.titles {
		objects = append(objects, h.titles[i].Text, h.ticks[i])
	}
	return draw(&renderer{widget: h, objects: objects, paint: h.paint,
		min: func() fyne.Size {
			left, width := float32(0), float32(0)
			if len(h.titles) > 0 {
				left, width = h.span(len(h.titles) - 1)
			}
			return fyne.NewSize(left+width, rowHeight()+3)
		},
		layout: func(s fyne.Size) {
			place(h.track, 0, s.Height-3, s.Width, 3)
			for i, title := range h.titles {
				left, width := h.span(i)
				title.fit(left+tabPad, 0, title.width()+1, s.Height-3)
				side := scaled(14)
				place(h.ticks[i], left+width-tabPad-side, (s.Height-3-side)/2, side, side)
				if i == h.tabs.active {
					place(h.under, left, s.Height-3, width, 3)
					place(h.ring, left, 0, width, s.Height-3)
				}
			}
		}})
}

func (h *tabHead) paint() {
	for i, title := range h.titles {
		tab := h.tabs.tabs[i]
		words := strconv.Itoa(i+1) + " " + tab.Title
		if tab.Note != "" {
			words += " (" + tab.Note + ")"
		}
		title.ink = theme.ColorNameForeground
		switch {
		case i == h.tabs.active:
			title.ink = theme.ColorNamePrimary
		case tab.Wrong:
			title.ink = look.ColorAlert
		}
		title.set(words)
		title.paint()
		h.ticks[i].Resource = look.Icon(icons.Check, title.ink)
		h.ticks[i].Hidden = !tab.Done
		h.ticks[i].Refresh()
	}
	h.track.FillColor, h.under.FillColor = look.Of(look.ColorLine), look.Of(theme.ColorNamePrimary)
	h.track.CornerRadius, h.under.CornerRadius = 1.5, 1.5
	h.track.Refresh()
	h.under.Refresh()
	paintRing(h.ring, h.focused)
}
