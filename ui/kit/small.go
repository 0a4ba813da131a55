package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/ui/look"
)

// Label is one line of text that shortens itself with an ellipsis when its place is narrower than it.
type Label struct {
	widget.BaseWidget
	line     *line
	minWidth float32 // below 0: as wide as the words
}

// NewLabel makes a label in a colour and size of the theme.
func NewLabel(words string, ink fyne.ThemeColorName, size fyne.ThemeSizeName, bold bool) *Label {
	l := &Label{line: newLine(words, ink, size, bold), minWidth: -1}
	l.ExtendBaseWidget(l)
	return l
}

// NewTitle is a screen's title, NewSubHead a panel's, NewHeading a form section's, NewCaption a hint or count, NewText plain
// text, NewStrong the same in bold.
func NewTitle(words string) *Label {
	return NewLabel(words, theme.ColorNameForeground, look.SizeTitle, true)
}

// NewSubHead: see NewTitle.
func NewSubHead(words string) *Label {
	return NewLabel(words, theme.ColorNameForeground, look.SizeSubHead, true)
}

// NewHeading: see NewTitle.
func NewHeading(words string) *Label {
	return NewLabel(words, look.ColorHeading, theme.SizeNameText, true)
}

// NewCaption: see NewTitle.
func NewCaption(words string) *Label {
	return NewLabel(words, look.ColorMuted, look.SizeCaption, false)
}

// NewText: see NewTitle.
func NewText(words string) *Label {
	return NewLabel(words, theme.ColorNameForeground, theme.SizeNameText, false)
}

// NewStrong: see NewTitle.
func NewStrong(words string) *Label {
	return NewLabel(words, theme.ColorNameForeground, theme.SizeNameText, true)
}

// SetText changes the words.
func (l *Label) SetText(words string) {
	if l.line.words != words {
		l.line.set(words)
		l.Refresh()
	}
}

// Text is the whole text, also where it is shown shortened.
func (l *Label) Text() string { return l.line.words }

// SetInk changes the colour.
func (l *Label) SetInk(ink fyne.ThemeColorName) {
	l.line.ink = ink
	l.Refresh()
}

// Narrow lets the label become as narrow as its place, shortening its words.
func (l *Label) Narrow() *Label {
	l.minWidth = 0
	return l
}

// CreateRenderer draws the label.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: l, objects: []fyne.CanvasObject{l.line.Text}, paint: l.line.paint,
		min: func() fyne.Size {
			width := l.minWidth
			if width < 0 {
				width = l.line.width() + 1
			}
			return fyne.NewSize(width, lineHeight(l.line.size))
		},
		layout: func(s fyne.Size) { l.line.fit(0, 0, s.Width, s.Height) }})
}

// Chip is a status: a word on a ground of its colour.
type Chip struct {
	widget.BaseWidget
	status look.Status
	line   *line
	ground *canvas.Rectangle
}

// NewChip makes a chip.
func NewChip(words string, s look.Status) *Chip {
	c := &Chip{line: newLine(words, s.Ink(), look.SizeCaption, true), ground: canvas.NewRectangle(nil), status: s}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes word and status.
func (c *Chip) Set(words string, s look.Status) {
	c.status = s
	c.line.set(words)
	c.line.ink = s.Ink()
	c.Refresh()
}

// Text is the chip's word.
func (c *Chip) Text() string { return c.line.words }

const chipPad = 8

// CreateRenderer draws the chip.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: c, objects: []fyne.CanvasObject{c.ground, c.line.Text}, paint: func() { c.line.paint(); c.paint() },
		min: func() fyne.Size {
			return fyne.NewSize(c.line.width()+2*chipPad, lineHeight(look.SizeCaption)+3)
		},
		layout: func(s fyne.Size) { layoutChip(c.ground, c.line, 0, s.Width, s.Height) }})
}

func (c *Chip) paint() {
	c.ground.FillColor = look.Of(c.status.Ground())
	c.ground.Hidden = c.line.words == ""
	c.ground.Refresh()
}

// layoutChip sets a chip into a box, centred in the height, no wider than the box.
func layoutChip(ground *canvas.Rectangle, l *line, x, width, height float32) {
	chipHeight := lineHeight(look.SizeCaption) + 3
	chipWidth := min(width, l.width()+2*chipPad+1)
	y := (height - chipHeight) / 2
	ground.CornerRadius = chipHeight / 2
	place(ground, x, y, chipWidth, chipHeight)
	l.fit(x+chipPad, y, chipWidth-2*chipPad, chipHeight)
}

// Badge is a small count on a ground of a status; it is not drawn for an empty text.
type Badge struct{ Chip }

// NewBadge makes a badge.
func NewBadge(count string, s look.Status) *Badge {
	b := &Badge{Chip{line: newLine(count, s.Ink(), look.SizeCaption, true), ground: canvas.NewRectangle(nil), status: s}}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer draws the badge, at least as wide as high.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.line.Alignment = fyne.TextAlignCenter
	return draw(&renderer{widget: b, objects: []fyne.CanvasObject{b.ground, b.line.Text}, paint: func() { b.line.paint(); b.paint() },
		min: func() fyne.Size {
			height := lineHeight(look.SizeCaption)
			if b.line.words == "" {
				return fyne.NewSize(0, height)
			}
			return fyne.NewSize(max(height, b.line.width()+chipPad), height)
		},
		layout: func(s fyne.Size) {
			height := lineHeight(look.SizeCaption)
			b.ground.CornerRadius = height / 2
			place(b.ground, 0, (s.Height-height)/2, s.Width, height)
			b.line.fit(0, 0, s.Width+1, s.Height)
		}})
}

// wrap breaks words into lines of a width; a single word that is wider stands alone and is shortened when drawn.
func wrap(words string, width, size float32, style fyne.TextStyle) []string {
	var lines []string
	for _, paragraph := range strings.Split(words, "\n") {
		current := ""
		for _, word := range strings.Fields(paragraph) {
			candidate := strings.TrimSpace(current + " " + word)
			if current != "" && measure(candidate, size, style, look.FontFor(candidate, style.Bold)).Width > width {
				lines = append(lines, current)
				candidate = word
			}
			current = candidate
		}
		lines = append(lines, current)
	}
	return lines
}

// iconTap is a sign that the pointer can press and the keyboard passes by, for what a key does anyway.
type iconTap struct {
	widget.BaseWidget
	name    icons.Name
	do      func()
	picture *canvas.Image
}

func newIconTap(name icons.Name, do func()) *iconTap {
	i := &iconTap{name: name, do: do, picture: canvas.NewImageFromResource(nil)}
	i.ExtendBaseWidget(i)
	return i
}

func (i *iconTap) Tapped(*fyne.PointEvent) { i.do() }

func (i *iconTap) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (i *iconTap) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: i, objects: []fyne.CanvasObject{i.picture},
		paint: func() {
			i.picture.Resource = look.Icon(i.name, look.ColorMuted)
			i.picture.Refresh()
		},
		min: func() fyne.Size { return fyne.NewSquareSize(scaled(16) + 2*theme.InnerPadding()) },
		layout: func(s fyne.Size) {
			side := scaled(16)
			place(i.picture, (s.Width-side)/2, (s.Height-side)/2, side, side)
		}})
}

// Sign is a small drawing in a colour of the theme, for the place beside words.
type Sign struct {
	widget.BaseWidget
	name    icons.Name
	ink     fyne.ThemeColorName
	picture *canvas.Image
}

// NewSign makes a sign.
func NewSign(name icons.Name, ink fyne.ThemeColorName) *Sign {
	s := &Sign{name: name, ink: ink, picture: canvas.NewImageFromResource(nil)}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer draws the sign at the height of a line of text.
func (s *Sign) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: s, objects: []fyne.CanvasObject{s.picture},
		paint: func() {
			s.picture.Resource = look.Icon(s.name, s.ink)
			s.picture.Refresh()
		},
		min:    func() fyne.Size { return fyne.NewSquareSize(scaled(14)) },
		layout: func(fyne.Size) { place(s.picture, 0, 0, scaled(14), scaled(14)) }})
}
