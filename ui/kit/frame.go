package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/ui/look"
)

// NavItem is one screen in the rail. A count of 0 is not shown.
type NavItem struct {
	ID    string
	Title string
	Count int
}

// NavRail is the dark column at the left with the screens, what waits in each, and the one that is open. Ctrl+1 to Ctrl+9 are
// the shell's commands; the rail shows the key of a screen under the pointer.
type NavRail struct {
	widget.BaseWidget
	OnSelected func(id string)

	title  *line
	ground *canvas.Rectangle
	items  []*navItem
	active string
}

// NewNavRail makes a rail with the commission's name at its head.
func NewNavRail(title string, items []NavItem, selected func(id string)) *NavRail {
	n := &NavRail{OnSelected: selected, title: newLine(title, look.ColorRailStrong, theme.SizeNameText, true), ground: canvas.NewRectangle(nil)}
	for i, item := range items {
		entry := &navItem{rail: n, item: item, key: "Ctrl+" + strconv.Itoa(i+1), ground: canvas.NewRectangle(nil),
			text:  newLine(item.Title, look.ColorRailText, theme.SizeNameText, false),
			count: newLine("", look.ColorRailCount, look.SizeCaption, true)}
		entry.count.Alignment = fyne.TextAlignTrailing
		entry.ExtendBaseWidget(entry)
		n.items = append(n.items, entry)
	}
	n.ExtendBaseWidget(n)
	return n
}

// SetActive marks the open screen. It does not call OnSelected.
func (n *NavRail) SetActive(id string) {
	n.active = id
	n.Refresh()
}

// Active is the id of the open screen.
func (n *NavRail) Active() string { return n.active }

// SetCount changes the count of a screen.
func (n *NavRail) SetCount(id string, count int) {
	for _, i := range n.items {
		if i.item.ID == id && i.item.Count != count {
			i.item.Count = count
			i.Refresh()
		}
	}
}

// SelectNumber opens the screen with a number from 1, as Ctrl+1 does, and tells whether there is one.
func (n *NavRail) SelectNumber(number int) bool {
	if number < 1 || number > len(n.items) {
		return false
	}
	n.items[number-1].Tapped(nil)
	return true
}

const (
	railWidth   = 190
	railPitch   = 38
	railHead    = 45
	railItemGap = 2
)

// CreateRenderer draws the rail.
func (n *NavRail) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{n.ground, n.title.Text}
	for _, i := range n.items {
		objects = append(objects, i)
	}
	return draw(&renderer{widget: n, objects: objects,
		paint: func() {
			n.ground.FillColor = look.Of(look.ColorRail)
			n.ground.Refresh()
			n.title.paint()
			for _, i := range n.items {
				i.Refresh()
			}
		},
		min: func() fyne.Size {
			return fyne.NewSize(scaled(railWidth), scaled(railHead+float32(len(n.items))*railPitch))
		},
		layout: func(s fyne.Size) {
			place(n.ground, 0, 0, s.Width, s.Height)
			n.title.fit(14, 0, s.Width-2*14, scaled(railHead-1))
			for i, item := range n.items {
				place(item, 0, scaled(railHead+float32(i)*railPitch), s.Width, scaled(railPitch-railItemGap))
			}
		}})
}

type navItem struct {
	widget.BaseWidget
	rail    *NavRail
	item    NavItem
	key     string
	ground  *canvas.Rectangle
	text    *line
	count   *line
	hovered bool
}

func (i *navItem) Tapped(*fyne.PointEvent) {
	i.rail.SetActive(i.item.ID)
	if i.rail.OnSelected != nil {
		i.rail.OnSelected(i.item.ID)
	}
}

func (i *navItem) MouseIn(*desktop.MouseEvent)    { i.hovered = true; i.Refresh() }
func (i *navItem) MouseMoved(*desktop.MouseEvent) {}
func (i *navItem) MouseOut()                      { i.hovered = false; i.Refresh() }

func (i *navItem) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: i, objects: []fyne.CanvasObject{i.ground, i.text.Text, i.count.Text}, paint: i.paint,
		min: func() fyne.Size { return fyne.NewSize(scaled(railWidth), scaled(railPitch-railItemGap)) },
		layout: func(s fyne.Size) {
			place(i.ground, 0, 0, s.Width, s.Height)
			countWidth := i.count.width() + 1
			i.text.fit(17, 0, s.Width-17-11-countWidth-theme.InnerPadding(), s.Height)
			i.count.fit(s.Width-11-countWidth, 0, countWidth, s.Height)
		}})
}

func (i *navItem) paint() {
	active := i.rail.active == i.item.ID
	i.text.ink, i.text.TextStyle.Bold = look.ColorRailText, active
	i.ground.Hidden = !active && !i.hovered
	i.ground.FillColor = look.Of(look.ColorRailHover)
	if active {
		i.text.ink = look.ColorRailStrong
		i.ground.FillColor = look.Of(look.ColorRailActive)
	}
	i.ground.Refresh()
	words := ""
	switch {
	case i.hovered && !active:
		words = i.key
	case i.item.Count > 0:
		words = strconv.Itoa(i.item.Count)
	}
	i.count.set(words)
	i.text.paint()
	i.count.paint()
}

// StatusState is what the status bar shows. Connection is a chip ("Offline"); an empty one is not shown.
type StatusState struct {
	Connection       string
	ConnectionStatus look.Status
	Text             string // "2 changes not sent · last synchronised 09:42"
	Help             string // "F1 help"
	User             string // "Dr. Əliyeva L."
}

// StatusBar is the line along the foot of the window.
type StatusBar struct {
	widget.BaseWidget
	OnConnection func() // the chip or the text was clicked: the shell opens synchronisation

	ground, edge *canvas.Rectangle
	chip         *Chip
	text         *line
	help, user   *line
}

// NewStatusBar makes an empty bar.
func NewStatusBar() *StatusBar {
	b := &StatusBar{ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil), chip: NewChip("", look.StatusNone),
		text: newLine("", look.ColorMuted, look.SizeCaption, false), help: newLine("", look.ColorMuted, look.SizeCaption, false),
		user: newLine("", theme.ColorNameForeground, look.SizeCaption, true)}
	b.ExtendBaseWidget(b)
	return b
}

// Render shows a state.
func (b *StatusBar) Render(s StatusState) {
	b.chip.Set(s.Connection, s.ConnectionStatus)
	b.text.set(s.Text)
	b.help.set(s.Help)
	b.user.set(s.User)
	b.Refresh()
}

// Tapped opens what the connection is about.
func (b *StatusBar) Tapped(*fyne.PointEvent) {
	if b.OnConnection != nil {
		b.OnConnection()
	}
}

// CreateRenderer draws the bar.
func (b *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: b, objects: []fyne.CanvasObject{b.ground, b.edge, b.chip, b.text.Text, b.help.Text, b.user.Text},
		paint: func() {
			b.ground.FillColor, b.edge.FillColor = look.Of(theme.ColorNameBackground), look.Of(look.ColorLine)
			b.ground.Refresh()
			b.edge.Refresh()
			for _, l := range []*line{b.text, b.help, b.user} {
				l.paint()
			}
		},
		min: func() fyne.Size { return fyne.NewSize(300, lineHeight(look.SizeCaption)+12) },
		layout: func(s fyne.Size) {
			place(b.ground, 0, 0, s.Width, s.Height)
			place(b.edge, 0, 0, s.Width, 1)
			left, right := float32(10), s.Width-10
			if b.chip.Text() != "" {
				width := b.chip.MinSize().Width
				place(b.chip, left, 1, width, s.Height-1)
				left += width + 5
			}
			for _, l := range []*line{b.user, b.help} {
				width := l.width() + 1
				l.fit(right-width, 1, width, s.Height-1)
				right -= width + 8
			}
			b.text.fit(left, 1, max(0, right-left), s.Height-1)
		}})
}
