package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/ui/look"
)

// Cell is what stands in one place of a table. With a Status the text is a chip.
type Cell struct {
	Text   string
	Status look.Status
	Strong bool // bold
	Alert  bool // in the colour of what is late or wrong, and bold
}

// Column declares a column. Width is for text of 14; a column with a Weight shares what the others leave, by weight.
type Column[T any] struct {
	Key    string // for OnSort; "" cannot be sorted by
	Title  string
	Width  float32
	Weight float32
	Right  bool // numbers stand at the right
	Spare  bool // where there is no room for all columns, those that can be spared go, from the first on
	Cell   func(row T) Cell
}

// DataTable shows rows of any number at the speed of the screen: only the rows in sight exist. Up, Down, PgUp, PgDn, Home and
// End move, Enter opens; a click chooses, a double click opens. Rows come by pages: OnNearEnd asks for the next one.
type DataTable[T any] struct {
	table
	OnSelected func(row T)
	OnOpen     func(row T)

	rows    []T
	columns []Column[T]
}

// NewDataTable makes an empty table.
func NewDataTable[T any](columns ...Column[T]) *DataTable[T] {
	t := &DataTable[T]{columns: columns}
	t.init(t, len(columns))
	for i, c := range columns {
		t.heads[i] = newHead(c.Key, c.Title, c.Right)
		t.shape[i] = columnShape{width: c.Width, weight: c.Weight, right: c.Right, spare: c.Spare}
	}
	t.cell = func(row, column int) Cell {
		if row >= len(t.rows) {
			return Cell{}
		}
		return t.columns[column].Cell(t.rows[row])
	}
	t.selected = func(row int) {
		if t.OnSelected != nil && row < len(t.rows) {
			t.OnSelected(t.rows[row])
		}
	}
	t.open = func(row int) {
		if t.OnOpen != nil && row >= 0 && row < len(t.rows) {
			t.OnOpen(t.rows[row])
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetRows shows rows, keeps the row of that number chosen, and ends dimming. A first row is chosen when none was.
func (t *DataTable[T]) SetRows(rows []T) {
	t.rows = rows
	t.length = len(rows)
	t.asked = 0
	t.dimmed = false
	t.at = min(t.at, len(rows)-1)
	t.list.UnselectAll()
	t.Refresh()
	if len(rows) > 0 {
		t.SelectRow(max(t.at, 0))
	}
}

// Selected is the chosen row, false when there is none.
func (t *DataTable[T]) Selected() (row T, ok bool) {
	if t.at < 0 || t.at >= len(t.rows) {
		return row, false
	}
	return t.rows[t.at], true
}

// table is what does not depend on the rows' type.
type table struct {
	widget.BaseWidget
	OnSort    func(key string) // the head of a column was clicked
	OnNearEnd func()           // fewer than 20 rows are left below; called once per SetRows

	heads    []*head
	shape    []columnShape
	edges    []float32 // left edge of each column and the right edge of the last
	length   int
	at       int // the chosen row, -1 for none
	asked    int
	dimmed   bool
	cell     func(row, column int) Cell
	selected func(row int)
	open     func(row int)
	self     fyne.CanvasObject

	list   *tableList
	ground *canvas.Rectangle
	veil   *canvas.Rectangle
	ring   *canvas.Rectangle
	lines  []*canvas.Rectangle
	empty  fyne.CanvasObject
	holder *fyne.Container
}

type columnShape struct {
	width, weight float32
	right         bool
	spare, gone   bool
}

// readable is the least width of a column that shares what is left, for text of 14: a date, or the beginning of a name.
const readable = 110

// least is the width below which a column says nothing.
func (c *columnShape) least() float32 {
	if c.weight > 0 {
		return scaled(readable)
	}
	return scaled(c.width)
}

func (t *table) init(self fyne.CanvasObject, columns int) {
	t.self = self
	t.at = -1
	t.heads, t.shape = make([]*head, columns), make([]columnShape, columns)
	t.edges = make([]float32, columns+1)
	t.ground, t.veil, t.ring = canvas.NewRectangle(nil), canvas.NewRectangle(nil), newRing()
	for range columns - 1 {
		t.lines = append(t.lines, canvas.NewRectangle(nil))
	}
	t.holder = &fyne.Container{}
	t.list = newTableList(t)
}

// SelectRow chooses a row and brings it into sight; a number that is none changes nothing.
func (t *table) SelectRow(row int) {
	if row < 0 || row >= t.length {
		return
	}
	changed := row != t.at
	t.at = row
	t.list.Select(row)
	t.list.ScrollTo(row)
	if changed {
		t.selected(row)
	}
}

// SelectedRow is the number of the chosen row, -1 for none.
func (t *table) SelectedRow() int { return t.at }

// Focus gives the rows the keyboard.
func (t *table) Focus() { Focus(t.list) }

// SetDimmed greys the old rows while new ones are on their way.
func (t *table) SetDimmed(on bool) {
	if t.dimmed != on {
		t.dimmed = on
		t.refresh()
	}
}

// SetEmpty says what stands in place of no rows: see NewEmptyState.
func (t *table) SetEmpty(o fyne.CanvasObject) {
	t.empty = o
	t.holder.Objects = nil
	if o != nil {
		t.holder.Objects = []fyne.CanvasObject{o}
	}
	t.refresh()
}

// SetSort marks the column that the rows are sorted by; "" marks none.
func (t *table) SetSort(key string, descending bool) {
	for _, h := range t.heads {
		h.sorted, h.descending = h.key != "" && h.key == key, descending
		h.Refresh()
	}
}

func (t *table) refresh() { t.self.Refresh() }

// CreateRenderer draws the table.
func (t *table) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{t.ground}
	for _, h := range t.heads {
		h.table = t
		objects = append(objects, h)
	}
	objects = append(objects, t.list)
	for _, l := range t.lines {
		objects = append(objects, l)
	}
	objects = append(objects, t.veil, t.holder, t.ring)
	return draw(&renderer{widget: t.self.(fyne.Widget), objects: objects, paint: t.paint,
		min:    func() fyne.Size { return fyne.NewSize(scaled(260), rowHeight()*4) },
		layout: t.layout})
}

func (t *table) paint() {
	t.ground.FillColor = look.Of(theme.ColorNameHeaderBackground)
	t.ground.Refresh()
	veil := look.Of(look.ColorPanel)
	r, g, b, _ := veil.RGBA()
	t.veil.FillColor = rgba(r, g, b, 0x99)
	t.veil.Hidden = !t.dimmed
	t.veil.Refresh()
	for _, l := range t.lines {
		l.FillColor = look.Of(look.ColorLine)
		l.Refresh()
	}
	for _, h := range t.heads {
		h.Refresh()
	}
	t.holder.Hidden = t.length > 0 || t.empty == nil
	paintRing(t.ring, t.list.focused)
	t.list.Refresh()
}

func (t *table) layout(s fyne.Size) {
	t.spread(s.Width)
	height := rowHeight()
	place(t.ground, 0, 0, s.Width, height)
	for i, h := range t.heads {
		h.Hidden = t.shape[i].gone
		place(h, t.edges[i], 0, t.edges[i+1]-t.edges[i], height)
	}
	unseen := t.list.Size().Height <= 0
	place(t.list, 0, height, s.Width, s.Height-height)
	if unseen { // a row chosen before the list had a height was "brought into sight" of nothing
		t.list.ScrollToTop()
		t.list.ScrollTo(max(t.at, 0))
	}
	filled := min(s.Height, height+float32(t.length)*(height+theme.Padding()))
	for i, l := range t.lines {
		l.Hidden = t.shape[i+1].gone
		place(l, t.edges[i+1], 0, 1, filled)
	}
	place(t.veil, 0, height, s.Width, s.Height-height)
	place(t.holder, 0, height, s.Width, s.Height-height)
	for _, o := range t.holder.Objects {
		place(o, 0, 0, s.Width, s.Height-height)
	}
	place(t.ring, 0, 0, s.Width, s.Height)
}

// spread gives each column its width; columns with a weight share what is left, and never less than 60.
func (t *table) spread(width float32) {
	t.spareColumns(width)
	rest, weights := width, float32(0)
	for _, c := range t.shape {
		switch {
		case c.gone:
		case c.weight > 0:
			weights += c.weight
		default:
			rest -= scaled(c.width)
		}
	}
	x := float32(0)
	for i, c := range t.shape {
		t.edges[i] = x
		switch {
		case c.gone:
		case c.weight > 0:
			x += max(scaled(60), rest*c.weight/weights)
		default:
			x += scaled(c.width)
		}
	}
	t.edges[len(t.shape)] = max(x, width)
	if x > width && width > 0 { // large text in a small window: all columns give way alike
		for i := range t.edges {
			t.edges[i] *= width / x
		}
	}
}

// spareColumns says which columns go, so that the others can be read.
func (t *table) spareColumns(width float32) {
	need := float32(0)
	for i := range t.shape {
		t.shape[i].gone = false
		need += t.shape[i].least()
	}
	for i := range t.shape {
		if c := &t.shape[i]; c.spare && need > width && width > 0 {
			c.gone = true
			need -= c.least()
		}
	}
}
