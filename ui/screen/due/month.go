package due

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
)

// month is a calendar: each day with how many persons fall due, and a bar for how full it is. Arrows move the mark by day and week, PgUp and
// PgDn by month, Enter lists the day under the mark.
type month struct {
	widget.BaseWidget
	p       *presenter.Due
	names   [7]string
	weeks   [][7]presenter.DueDay
	focused bool
}

func newMonth(p *presenter.Due) *month {
	m := &month{p: p}
	m.ExtendBaseWidget(m)
	return m
}

func (m *month) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		m.p.MoveDay(-1)
	case fyne.KeyRight:
		m.p.MoveDay(1)
	case fyne.KeyUp:
		m.p.MoveDay(-7)
	case fyne.KeyDown:
		m.p.MoveDay(7)
	case fyne.KeyPageUp:
		m.p.MoveMonth(-1)
	case fyne.KeyPageDown:
		m.p.MoveMonth(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.p.ShowMarked()
	default:
		kit.PassKey(m, k)
	}
}

func (m *month) TypedRune(rune) {}
func (m *month) FocusGained()   { m.focused = true; m.Refresh() }
func (m *month) FocusLost()     { m.focused = false; m.Refresh() }

func (m *month) show(names [7]string, weeks [][7]presenter.DueDay) {
	same := names == m.names && len(weeks) == len(m.weeks)
	for i := range weeks {
		same = same && weeks[i] == m.weeks[i]
	}
	if !same {
		m.names, m.weeks = names, weeks
		m.Refresh()
	}
}

// scaled enlarges a height, given for text of 14, with the text scale.
func scaled(height float32) float32 { return height * look.Size(theme.SizeNameText) / 14 }

func headHeight() float32 { return scaled(24) }

// cellHeight is that of a week, less where the calendar has not the room.
func (m *month) cellHeight() float32 {
	height := scaled(44)
	if given := m.Size().Height - headHeight(); given > 0 {
		height = min(height, given/float32(max(6, len(m.weeks))))
	}
	return height
}

// Tapped chooses the day under the pointer.
func (m *month) Tapped(e *fyne.PointEvent) {
	week, day := int((e.Position.Y-headHeight())/m.cellHeight()), int(e.Position.X/(m.Size().Width/7))
	if e.Position.Y >= headHeight() && week < len(m.weeks) && day >= 0 && day < 7 && !m.weeks[week][day].Date.IsZero() {
		m.p.ShowDay(m.weeks[week][day].Date)
	}
}

func (m *month) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (m *month) CreateRenderer() fyne.WidgetRenderer {
	r := &monthRenderer{month: m}
	r.Refresh()
	return r
}

type monthRenderer struct {
	month   *month
	objects []fyne.CanvasObject
}

func (r *monthRenderer) Destroy()                     {}
func (r *monthRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *monthRenderer) MinSize() fyne.Size {
	return fyne.NewSize(300, headHeight()+scaled(36)*6)
}
func (r *monthRenderer) Layout(fyne.Size) { r.build() }
func (r *monthRenderer) Refresh() {
	r.build()
	canvas.Refresh(r.month)
}

func (r *monthRenderer) build() {
	r.objects = nil
	width, height := r.month.Size().Width/7, r.month.cellHeight()
	for i, name := range r.month.names {
		r.text(name, look.ColorMuted, look.SizeCaption, true, float32(i)*width, 0, width, headHeight())
	}
	for w, week := range r.month.weeks {
		for d, day := range week {
			if !day.Date.IsZero() {
				r.day(day, float32(d)*width+1, headHeight()+float32(w)*height+1, width-2, height-2)
			}
		}
	}
}

func (r *monthRenderer) day(d presenter.DueDay, x, y, width, height float32) {
	ground := canvas.NewRectangle(nil)
	ground.CornerRadius = theme.InputRadiusSize()
	ground.StrokeColor, ground.StrokeWidth = look.Of(look.ColorLine), 1
	if d.Today {
		ground.StrokeColor, ground.StrokeWidth = look.Of(theme.ColorNamePrimary), 2
	}
	if d.Marked && r.month.focused {
		ground.StrokeColor, ground.StrokeWidth = look.Of(theme.ColorNameForeground), 2
	}
	if d.Selected {
		ground.FillColor = look.Of(theme.ColorNameSelection)
	}
	ground.Move(fyne.NewPos(x, y))
	ground.Resize(fyne.NewSize(width, height))
	r.objects = append(r.objects, ground)
	ink := theme.ColorNameForeground
	if d.Past {
		ink = look.ColorMuted
	}
	r.text(d.Day, ink, look.SizeCaption, d.Today, x, y+scaled(1), width, scaled(16))
	if d.Count == 0 {
		return
	}
	status := look.StatusNew
	if d.Past {
		status = look.StatusAlert
	}
	r.text(strconv.Itoa(d.Count), status.Ink(), theme.SizeNameText, true, x, y+height-scaled(20)-7, width, scaled(20))
	bar := canvas.NewRectangle(look.Of(status.Ink()))
	bar.CornerRadius = 1.5
	bar.Move(fyne.NewPos(x+4, y+height-6))
	bar.Resize(fyne.NewSize(max(4, (width-8)*d.Bar), 3))
	r.objects = append(r.objects, bar)
}

func (r *monthRenderer) text(words string, ink fyne.ThemeColorName, size fyne.ThemeSizeName, bold bool, x, y, width, height float32) {
	t := canvas.NewText(words, look.Of(ink))
	t.TextSize, t.TextStyle.Bold = look.Size(size), bold
	min := t.MinSize()
	t.Resize(min)
	t.Move(fyne.NewPos(x+(width-min.Width)/2, y+(height-min.Height)/2))
	r.objects = append(r.objects, t)
}
