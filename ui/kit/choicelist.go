package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/ui/look"
)

const choicesShown = 10

// choiceList is the open list of a CodeSelect: at most ten lines of it at a time, moved by keys, wheel and typed codes.
type choiceList struct {
	widget.BaseWidget
	onDone func(index int) // -1: nothing was chosen

	of    *CodeSelect
	at    int // the marked choice
	top   int // the first one shown
	typed string
	lines []*line
	mark  *canvas.Rectangle
	thumb *canvas.Rectangle
	shown int
}

func newChoiceList(of *CodeSelect) *choiceList {
	l := &choiceList{of: of, at: max(of.chosen, 0), mark: canvas.NewRectangle(nil), thumb: canvas.NewRectangle(nil), shown: min(len(of.options), choicesShown)}
	for range l.shown {
		l.lines = append(l.lines, newLine("", theme.ColorNameForeground, theme.SizeNameText, false))
	}
	l.ExtendBaseWidget(l)
	l.markAt(l.at)
	return l
}

func (l *choiceList) markAt(index int) {
	l.at = min(max(index, 0), len(l.of.options)-1)
	l.top = min(l.top, l.at)
	l.top = max(l.top, l.at-l.shown+1)
	l.Refresh()
}

func (l *choiceList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		l.markAt(l.at + 1)
	case fyne.KeyUp:
		l.markAt(l.at - 1)
	case fyne.KeyPageDown:
		l.markAt(l.at + l.shown)
	case fyne.KeyPageUp:
		l.markAt(l.at - l.shown)
	case fyne.KeyHome:
		l.markAt(0)
	case fyne.KeyEnd:
		l.markAt(len(l.of.options) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.onDone(l.at)
	case fyne.KeyEscape:
		l.onDone(-1)
	}
}

// TypedRune marks the choice that is meant; Enter takes it.
func (l *choiceList) TypedRune(r rune) {
	for _, try := range []string{l.typed + string(r), string(r)} {
		if i := l.of.find(try); i >= 0 {
			l.typed = try
			l.markAt(i)
			return
		}
	}
	l.typed = ""
}

func (l *choiceList) FocusGained() {}
func (l *choiceList) FocusLost()   {}

func (l *choiceList) indexAt(p fyne.Position) int {
	return min(l.top+int(p.Y/l.pitch()), len(l.of.options)-1)
}

func (l *choiceList) Tapped(e *fyne.PointEvent)   { l.onDone(l.indexAt(e.Position)) }
func (l *choiceList) MouseIn(*desktop.MouseEvent) {}
func (l *choiceList) MouseOut()                   {}
func (l *choiceList) MouseMoved(e *desktop.MouseEvent) {
	l.at = max(0, l.indexAt(e.Position))
	l.Refresh()
}
func (l *choiceList) pitch() float32                      { return lineHeight(theme.SizeNameText) + theme.InnerPadding() }
func (l *choiceList) CreateRenderer() fyne.WidgetRenderer { return l.drawn() }

// Scrolled moves the list by the wheel and leaves the mark where it is, as far as it stays in sight.
func (l *choiceList) Scrolled(e *fyne.ScrollEvent) {
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	l.top = min(max(l.top+step, 0), len(l.of.options)-l.shown)
	l.at = min(max(l.at, l.top), l.top+l.shown-1)
	l.Refresh()
}

func (l *choiceList) drawn() *renderer {
	objects := []fyne.CanvasObject{l.mark}
	for _, line := range l.lines {
		objects = append(objects, line.Text)
	}
	return draw(&renderer{widget: l, objects: append(objects, l.thumb), paint: l.paint,
		min: func() fyne.Size {
			widest := float32(0)
			for _, o := range l.of.options {
				widest = max(widest, measure(o.String(), look.Size(theme.SizeNameText), fyne.TextStyle{}, nil).Width)
			}
			return fyne.NewSize(min(widest+2*theme.InnerPadding()+8, scaled(480)), float32(l.shown)*l.pitch())
		},
		layout: func(s fyne.Size) {
			for i, line := range l.lines {
				line.fit(theme.InnerPadding(), float32(i)*l.pitch(), s.Width-2*theme.InnerPadding()-6, l.pitch())
			}
			place(l.mark, 0, float32(l.at-l.top)*l.pitch(), s.Width, l.pitch())
			share := float32(l.shown) / float32(len(l.of.options))
			place(l.thumb, s.Width-4, s.Height*float32(l.top)/float32(len(l.of.options)), 4, s.Height*share)
		}})
}

func (l *choiceList) paint() {
	for i, line := range l.lines {
		line.set(l.of.options[l.top+i].String())
		line.paint()
	}
	l.mark.FillColor = look.Of(theme.ColorNameSelection)
	l.mark.CornerRadius = theme.SelectionRadiusSize()
	l.mark.Refresh()
	l.thumb.FillColor = look.Of(theme.ColorNameScrollBar)
	l.thumb.CornerRadius = 2
	l.thumb.Hidden = l.shown == len(l.of.options)
	l.thumb.Refresh()
}
