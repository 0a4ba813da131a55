package kit

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/expertise"
	"medsoc/ui/look"
)

// monthGrid is a month of days. Arrows move by day and week, PgUp and PgDn by month, Enter takes the day, Esc leaves.
type monthGrid struct {
	widget.BaseWidget
	onDone func(chosen expertise.Date, ok bool)

	words      CalendarWords
	day        expertise.Date
	title      *line
	heads      [7]*line
	days       [42]*line
	mark       *canvas.Rectangle
	prev, next *iconTap
}

func newMonthGrid(words CalendarWords, day expertise.Date) *monthGrid {
	g := &monthGrid{words: words, day: day, mark: canvas.NewRectangle(nil), title: newLine("", theme.ColorNameForeground, theme.SizeNameText, true)}
	g.title.Alignment = fyne.TextAlignCenter
	g.prev = newIconTap(icons.ChevronLeft, func() { g.move(g.day.AddMonths(-1)) })
	g.next = newIconTap(icons.ChevronRight, func() { g.move(g.day.AddMonths(1)) })
	for i := range g.heads {
		g.heads[i] = newLine(words.Weekdays[i], look.ColorMuted, look.SizeCaption, false)
		g.heads[i].Alignment = fyne.TextAlignCenter
	}
	for i := range g.days {
		g.days[i] = newLine("", theme.ColorNameForeground, theme.SizeNameText, false)
		g.days[i].Alignment = fyne.TextAlignCenter
	}
	g.ExtendBaseWidget(g)
	return g
}

// move shows another day; years stay within 1 to 9999.
func (g *monthGrid) move(day expertise.Date) {
	if day.Year >= 1 && day.Year <= 9999 {
		g.day = day
		g.Refresh()
	}
}

// first is the Monday on or before the first of the month.
func (g *monthGrid) first() expertise.Date {
	start := expertise.Date{Year: g.day.Year, Month: g.day.Month, Day: 1}
	return start.AddDays(-(int(start.In(time.UTC).Weekday()) + 6) % 7)
}

func (g *monthGrid) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		g.move(g.day.AddDays(-1))
	case fyne.KeyRight:
		g.move(g.day.AddDays(1))
	case fyne.KeyUp:
		g.move(g.day.AddDays(-7))
	case fyne.KeyDown:
		g.move(g.day.AddDays(7))
	case fyne.KeyPageUp:
		g.move(g.day.AddMonths(-1))
	case fyne.KeyPageDown:
		g.move(g.day.AddMonths(1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.onDone(g.day, true)
	case fyne.KeyEscape:
		g.onDone(g.day, false)
	}
}

func (g *monthGrid) TypedRune(rune) {}
func (g *monthGrid) FocusGained()   {}
func (g *monthGrid) FocusLost()     {}

func (g *monthGrid) Tapped(e *fyne.PointEvent) {
	cell, top := g.cell(), rowHeight()+lineHeight(look.SizeCaption)
	if e.Position.Y < top || e.Position.X < 0 {
		return
	}
	column, row := int(e.Position.X/cell.Width), int((e.Position.Y-top)/cell.Height)
	if column < 7 && row < 6 {
		g.onDone(g.first().AddDays(row*7+column), true)
	}
}

func (g *monthGrid) cell() fyne.Size { return fyne.NewSize(scaled(34), scaled(27)) }

func (g *monthGrid) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{g.mark, g.title.Text, g.prev, g.next}
	for _, l := range g.heads {
		objects = append(objects, l.Text)
	}
	for _, l := range g.days {
		objects = append(objects, l.Text)
	}
	return draw(&renderer{widget: g, objects: objects, paint: g.paint,
		min: func() fyne.Size {
			return fyne.NewSize(7*g.cell().Width, rowHeight()+lineHeight(look.SizeCaption)+6*g.cell().Height)
		},
		layout: g.layout})
}

func (g *monthGrid) paint() {
	g.title.set(fmt.Sprintf("%s %d", g.words.Months[g.day.Month-1], g.day.Year))
	g.title.paint()
	for _, l := range g.heads {
		l.paint()
	}
	for i, day := 0, g.first(); i < len(g.days); i, day = i+1, day.AddDays(1) {
		l := g.days[i]
		l.set(dayText(day.Day))
		l.ink, l.TextStyle.Bold = theme.ColorNameForeground, day == g.day
		if day.Month != g.day.Month {
			l.ink = theme.ColorNameDisabled
		}
		if day == g.day {
			l.ink = theme.ColorNameForegroundOnPrimary
		}
		l.paint()
	}
	g.mark.FillColor = look.Of(theme.ColorNamePrimary)
	g.mark.CornerRadius = theme.InputRadiusSize()
	g.mark.Refresh()
}

func (g *monthGrid) layout(s fyne.Size) {
	cell, caption, head := g.cell(), lineHeight(look.SizeCaption), rowHeight()
	width := g.prev.MinSize().Width
	place(g.prev, 0, 0, width, head)
	place(g.next, s.Width-width, 0, width, head)
	g.title.fit(width, 0, s.Width-2*width, head)
	for i, l := range g.heads {
		l.fit(float32(i)*cell.Width, head, cell.Width, caption)
	}
	for i, l := range g.days {
		l.fit(float32(i%7)*cell.Width, head+caption+float32(i/7)*cell.Height, cell.Width, cell.Height)
	}
	chosen := int(g.day.DayNumber() - g.first().DayNumber())
	place(g.mark, float32(chosen%7)*cell.Width, head+caption+float32(chosen/7)*cell.Height, cell.Width, cell.Height)
}
