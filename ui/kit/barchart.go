package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/ui/look"
)

// Bar is one bar: how high, the figure above it, and its colour.
type Bar struct {
	Value  int
	Text   string
	Status look.Status
}

// Bars is one place of a chart, such as a month, with its bars side by side and what is written under them.
type Bars struct {
	Label  string
	Strong bool // the label in bold
	Alert  string
	Note   string
	Bars   []Bar
}

// BarChart compares counts: each place has its bars, all of one scale. It is a picture and takes no keyboard.
type BarChart struct {
	widget.BaseWidget

	height  float32
	bars    []Bars
	chosen  int
	focused bool
}

// NewBarChart makes an empty chart whose highest bar has a height, for text of 14.
func NewBarChart(height float32) *BarChart {
	c := &BarChart{height: height, chosen: -1}
	c.ExtendBaseWidget(c)
	return c
}

// SetBars shows bars; chosen is the place that is marked, -1 for none.
func (c *BarChart) SetBars(bars []Bars, chosen int) {
	c.bars, c.chosen = bars, chosen
	c.Refresh()
}

// CreateRenderer draws the chart.
func (c *BarChart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartRenderer{chart: c}
	r.build()
	return r
}

// SelectChart is a chart of which one place is chosen: Left, Right, Home and End move, Enter and Space open, a click chooses and a second
// one opens.
type SelectChart struct {
	BarChart
	onChosen, onOpen func(index int)
}

// NewSelectChart makes one; chosen is told the place that a person comes to, open the one that is opened. Each may be nil.
func NewSelectChart(height float32, chosen, open func(index int)) *SelectChart {
	c := &SelectChart{BarChart: BarChart{height: height, chosen: -1}, onChosen: chosen, onOpen: open}
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey moves the mark.
func (c *SelectChart) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		c.choose(c.chosen - 1)
	case fyne.KeyRight:
		c.choose(c.chosen + 1)
	case fyne.KeyHome:
		c.choose(0)
	case fyne.KeyEnd:
		c.choose(len(c.bars) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if c.onOpen != nil && c.chosen >= 0 {
			c.onOpen(c.chosen)
		}
	default:
		passKey(c, k)
	}
}

func (c *SelectChart) choose(index int) {
	if index < 0 || index >= len(c.bars) || index == c.chosen {
		return
	}
	c.chosen = index
	c.Refresh()
	if c.onChosen != nil {
		c.onChosen(index)
	}
}

// TypedRune does nothing: a chart takes no text.
func (c *SelectChart) TypedRune(rune) {}

// FocusGained shows the ring.
func (c *SelectChart) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost hides it.
func (c *SelectChart) FocusLost() { c.focused = false; c.Refresh() }

// Tapped chooses the place under the pointer; one that is chosen already it opens.
func (c *SelectChart) Tapped(e *fyne.PointEvent) {
	if len(c.bars) == 0 || c.Size().Width <= 0 {
		return
	}
	index := min(max(int(e.Position.X/(c.Size().Width/float32(len(c.bars)))), 0), len(c.bars)-1)
	if index == c.chosen && c.onOpen != nil {
		c.onOpen(index)
		return
	}
	c.choose(index)
}

// Cursor shows that places can be pressed.
func (c *SelectChart) Cursor() desktop.Cursor { return desktop.PointerCursor }

type chartRenderer struct {
	chart   *BarChart
	objects []fyne.CanvasObject
}

func (r *chartRenderer) Destroy()                     {}
func (r *chartRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *chartRenderer) Layout(fyne.Size)             { r.build() }
func (r *chartRenderer) Refresh() {
	r.build()
	canvas.Refresh(r.chart)
}

// chartGap keeps the figures clear of the edge and the bars of their labels.
const chartGap = 3

func (r *chartRenderer) MinSize() fyne.Size {
	return fyne.NewSize(scaled(200), scaled(r.chart.height)+float32(1+r.lines())*lineHeight(look.SizeCaption)+3*chartGap)
}

// lines is how many lines stand under the bars.
func (r *chartRenderer) lines() int {
	n := 1
	for _, line := range []func(Bars) string{alertOf, noteOf} {
		for _, b := range r.chart.bars {
			if line(b) != "" {
				n++
				break
			}
		}
	}
	return n
}

func alertOf(b Bars) string { return b.Alert }
func noteOf(b Bars) string  { return b.Note }

func (r *chartRenderer) build() {
	r.objects = nil
	size, caption := r.chart.Size(), lineHeight(look.SizeCaption)
	if len(r.chart.bars) == 0 || size.Width <= 0 {
		return
	}
	highest := 1
	for _, place := range r.chart.bars {
		for _, b := range place.Bars {
			highest = max(highest, b.Value)
		}
	}
	foot := float32(r.lines())*caption + chartGap
	ground := size.Height - foot // of the bars
	room := max(ground-caption-2*chartGap, 0)
	width := size.Width / float32(len(r.chart.bars))
	for i, place := range r.chart.bars {
		x := float32(i) * width
		if i == r.chart.chosen {
			r.box(look.Of(theme.ColorNameSelection), x+1, 1, width-2, size.Height-2)
		}
		r.place(place, x, width, ground, room, highest)
	}
	r.box(look.Of(look.ColorLine), 0, ground, size.Width, 1)
	ring := newRing()
	paintRing(ring, r.chart.focused)
	place(ring, 0, 0, size.Width, size.Height)
	r.objects = append(r.objects, ring)
}

func (r *chartRenderer) place(b Bars, x, width, ground, room float32, highest int) {
	caption := lineHeight(look.SizeCaption)
	each := min((width-2*chartGap)/float32(max(1, len(b.Bars))), scaled(46))
	left := x + (width-each*float32(len(b.Bars)))/2
	for _, bar := range b.Bars {
		height := room * float32(bar.Value) / float32(highest)
		if bar.Value > 0 {
			height = max(height, 2)
		}
		r.box(look.Of(bar.Status.Ink()), left+each*.12, ground-height, each*.76, height)
		r.text(bar.Text, bar.Status.Ink(), true, left, ground-height-caption-1, each)
		left += each
	}
	y := ground + chartGap
	for _, under := range []struct {
		words string
		ink   fyne.ThemeColorName
		bold  bool
	}{{b.Label, theme.ColorNameForeground, b.Strong}, {b.Alert, look.ColorAlert, true}, {b.Note, look.ColorMuted, false}} {
		if under.words != "" {
			r.text(under.words, under.ink, under.bold, x+1, y, width-2)
			y += caption
		}
	}
}

func (r *chartRenderer) box(fill color.Color, x, y, width, height float32) {
	b := canvas.NewRectangle(fill)
	b.CornerRadius = 2
	place(b, x, y, width, height)
	r.objects = append(r.objects, b)
}

func (r *chartRenderer) text(words string, ink fyne.ThemeColorName, bold bool, x, y, width float32) {
	if words == "" {
		return
	}
	l := newLine(words, ink, look.SizeCaption, bold)
	l.Alignment = fyne.TextAlignCenter
	l.paint()
	l.fit(x, y, width, lineHeight(look.SizeCaption))
	r.objects = append(r.objects, l.Text)
}

// NewLegend names the colours of a chart, in one line.
func NewLegend(entries ...Bar) fyne.CanvasObject {
	l := &legend{}
	for _, e := range entries {
		words := newLine(e.Text, look.ColorMuted, look.SizeCaption, false)
		l.entries = append(l.entries, legendEntry{canvas.NewRectangle(nil), words, e.Status})
	}
	l.ExtendBaseWidget(l)
	return l
}

type legend struct {
	widget.BaseWidget
	entries []legendEntry
}

type legendEntry struct {
	sign   *canvas.Rectangle
	words  *line
	status look.Status
}

// CreateRenderer draws the legend.
func (l *legend) CreateRenderer() fyne.WidgetRenderer {
	var objects []fyne.CanvasObject
	for _, e := range l.entries {
		objects = append(objects, e.sign, e.words.Text)
	}
	return draw(&renderer{widget: l, objects: objects,
		paint: func() {
			for _, e := range l.entries {
				e.sign.FillColor, e.sign.CornerRadius = look.Of(e.status.Ink()), 2
				e.sign.Refresh()
				e.words.paint()
			}
		},
		min: func() fyne.Size {
			width := float32(0)
			for _, e := range l.entries {
				width += scaled(10) + 4 + e.words.width() + 14
			}
			return fyne.NewSize(width, lineHeight(look.SizeCaption))
		},
		layout: func(s fyne.Size) {
			x, side := float32(0), scaled(10)
			for _, e := range l.entries {
				place(e.sign, x, (s.Height-side)/2, side, side)
				width := e.words.width() + 1
				e.words.fit(x+side+4, 0, width, s.Height)
				x += side + 4 + width + 13
			}
		}})
}
