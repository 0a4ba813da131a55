package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/ui/look"
)

const cellPad = 7

func rgba(r, g, b uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}

// tableList is the toolkit's list with our keys: moving chooses, Enter opens.
type tableList struct {
	widget.List
	freshKey
	table   *table
	focused bool
}

func newTableList(t *table) *tableList {
	l := &tableList{table: t}
	l.Length = func() int { return t.length }
	l.CreateItem = func() fyne.CanvasObject { return newTableRow(t) }
	l.UpdateItem = func(id widget.ListItemID, o fyne.CanvasObject) {
		o.(*tableRow).show(id)
		if id >= t.length-20 && t.asked != t.length && t.OnNearEnd != nil {
			t.asked = t.length
			t.OnNearEnd()
		}
	}
	l.OnSelected = func(id widget.ListItemID) { t.SelectRow(id) }
	l.ExtendBaseWidget(l)
	return l
}

func (l *tableList) TypedKey(k *fyne.KeyEvent) {
	t := l.table
	page := max(1, int(l.Size().Height/(rowHeight()+theme.Padding()))-1)
	last := t.length - 1
	switch k.Name {
	case fyne.KeyDown:
		t.SelectRow(min(t.at+1, last))
	case fyne.KeyUp:
		t.SelectRow(max(t.at-1, 0))
	case fyne.KeyPageDown:
		t.SelectRow(min(t.at+page, last))
	case fyne.KeyPageUp:
		t.SelectRow(max(t.at-page, 0))
	case fyne.KeyHome:
		t.SelectRow(0)
	case fyne.KeyEnd:
		t.SelectRow(last)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.fresh(k) {
			t.open(t.at)
		}
	default:
		if len(k.Name) > 1 {
			passKey(l, k)
		}
	}
}

// The toolkit's list marks the row with its own focus by a hover; ours shows the chosen row and a ring around the table.
func (l *tableList) FocusGained() {
	l.focused = true
	l.forget()
	paintRing(l.table.ring, true)
	if l.table.at < 0 {
		l.table.SelectRow(0)
	}
}

func (l *tableList) FocusLost() {
	l.focused = false
	paintRing(l.table.ring, false)
}

// TypedRune passes a letter on: a table takes no text.
func (l *tableList) TypedRune(r rune) { passRune(l, r) }

// tableRow is one row in sight: a text and the ground of a chip for each column.
type tableRow struct {
	widget.BaseWidget
	table   *table
	id      int
	cells   []*line
	grounds []*canvas.Rectangle
	chip    []look.Status
}

func newTableRow(t *table) *tableRow {
	r := &tableRow{table: t, id: -1}
	for _, c := range t.shape {
		l := newLine("", theme.ColorNameForeground, theme.SizeNameText, false)
		if c.right {
			l.Alignment = fyne.TextAlignTrailing
		}
		r.cells = append(r.cells, l)
		ground := canvas.NewRectangle(nil)
		ground.Hide()
		r.grounds = append(r.grounds, ground)
		r.chip = append(r.chip, look.StatusNone)
	}
	r.ExtendBaseWidget(r)
	return r
}

// show fills the row; it is called again whenever the row comes into sight.
func (r *tableRow) show(id int) {
	r.id = id
	for i, l := range r.cells {
		c := r.table.cell(id, i)
		l.set(c.Text)
		l.ink, l.size, l.TextStyle.Bold = theme.ColorNameForeground, theme.SizeNameText, c.Strong || c.Alert
		if c.Alert {
			l.ink = look.ColorAlert
		}
		r.chip[i] = c.Status
		if c.Status != look.StatusNone {
			l.ink, l.size, l.TextStyle.Bold = c.Status.Ink(), look.SizeCaption, true
		}
	}
	r.Refresh()
}

// MouseDown chooses the row at once: waiting whether a second click comes would feel slow.
func (r *tableRow) MouseDown(*desktop.MouseEvent) {
	r.table.Focus()
	r.table.SelectRow(r.id)
}

func (r *tableRow) MouseUp(*desktop.MouseEvent)         {}
func (r *tableRow) DoubleTapped(*fyne.PointEvent)       { r.table.open(r.id) }
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer { return r.drawn() }

func (r *tableRow) drawn() *renderer {
	var objects []fyne.CanvasObject
	for i := range r.cells {
		objects = append(objects, r.grounds[i], r.cells[i].Text)
	}
	return draw(&renderer{widget: r, objects: objects,
		paint: func() {
			for i, l := range r.cells {
				l.paint()
				r.grounds[i].Hidden = r.chip[i] == look.StatusNone || l.words == ""
				r.grounds[i].FillColor = look.Of(r.chip[i].Ground())
			}
		},
		min: func() fyne.Size { return fyne.NewSize(50, rowHeight()) },
		layout: func(s fyne.Size) {
			for i, l := range r.cells {
				x, width := r.table.edges[i], r.table.edges[i+1]-r.table.edges[i]
				if r.chip[i] != look.StatusNone {
					layoutChip(r.grounds[i], l, x+5, width-10, s.Height)
					continue
				}
				l.fit(x+cellPad, 0, width-2*cellPad, s.Height)
			}
		}})
}

// head is the head of a column.
type head struct {
	widget.BaseWidget
	table      *table
	key        string
	title      *line
	arrow      *canvas.Image
	sorted     bool
	descending bool
}

func newHead(key, title string, right bool) *head {
	h := &head{key: key, title: newLine(title, theme.ColorNameForeground, theme.SizeNameText, true), arrow: canvas.NewImageFromResource(nil)}
	if right {
		h.title.Alignment = fyne.TextAlignTrailing
	}
	h.ExtendBaseWidget(h)
	return h
}

func (h *head) Tapped(*fyne.PointEvent) {
	if h.table == nil {
		return
	}
	h.table.Focus() // a click on what takes no focus would leave the keyboard with nobody
	if h.key != "" && h.table.OnSort != nil {
		h.table.OnSort(h.key)
	}
}

func (h *head) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: h, objects: []fyne.CanvasObject{h.title.Text, h.arrow},
		paint: func() {
			h.title.paint()
			sign := icons.ArrowUp
			if h.descending {
				sign = icons.ArrowDown
			}
			h.arrow.Resource = look.Icon(sign, theme.ColorNameForeground)
			h.arrow.Hidden = !h.sorted
			h.arrow.Refresh()
		},
		min: func() fyne.Size { return fyne.NewSize(20, rowHeight()) },
		layout: func(s fyne.Size) {
			side, room := scaled(14), s.Width-2*cellPad
			if h.sorted {
				room -= side + 3
			}
			h.title.fit(cellPad, 0, room, s.Height)
			place(h.arrow, min(cellPad+h.title.width()+4, s.Width-side), (s.Height-side)/2, side, side)
		}})
}
