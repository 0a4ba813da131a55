package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/ui/look"
)

// Panel is a white ground with a line of one pixel around it, which holds a part of a screen.
type Panel struct {
	widget.BaseWidget
	content fyne.CanvasObject
	ground  *canvas.Rectangle
}

const panelPad = 9

// NewPanel puts content on a panel.
func NewPanel(content fyne.CanvasObject) *Panel {
	p := &Panel{content: content, ground: canvas.NewRectangle(nil)}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws the panel.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: p, objects: []fyne.CanvasObject{p.ground, p.content}, holds: func() fyne.CanvasObject { return p.content },
		paint: func() {
			p.ground.FillColor = look.Of(look.ColorPanel)
			p.ground.StrokeColor = look.Of(look.ColorLine)
			p.ground.StrokeWidth = 1
			p.ground.CornerRadius = 4
			p.ground.Refresh()
		},
		min: func() fyne.Size { return p.content.MinSize().AddWidthHeight(2*panelPad, 2*panelPad) },
		layout: func(s fyne.Size) {
			place(p.ground, 0, 0, s.Width, s.Height)
			place(p.content, panelPad, panelPad, s.Width-2*panelPad, s.Height-2*panelPad)
		}})
}

// BannerKind says what a banner tells.
type BannerKind int

// The kinds of banner.
const (
	Info BannerKind = iota
	Success
	Warning
	Failure
)

var bannerLooks = [...]struct {
	status look.Status
	icon   icons.Name
}{{look.StatusNew, icons.Info}, {look.StatusDone, icons.Check}, {look.StatusWaiting, icons.Warning}, {look.StatusAlert, icons.Error}}

// Banner says across the width of a screen what happened and what to do next, with at most one action. It is hidden until
// Show is called.
type Banner struct {
	widget.BaseWidget
	kind    BannerKind
	words   string
	ground  *canvas.Rectangle
	sign    *canvas.Image
	lines   []*line
	action  *Button
	close   *Button
	objects *fyne.Container
	width   float32
}

// NewBanner makes a hidden banner.
func NewBanner() *Banner {
	b := &Banner{ground: canvas.NewRectangle(nil), sign: canvas.NewImageFromResource(nil), objects: container.NewWithoutLayout(), width: 700}
	b.action = NewPlainButton("", nil)
	b.close = NewIconButton(icons.Close, b.Clear)
	b.action.Hide()
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// Tell shows the banner with a sentence and an action; an empty action shows none.
func (b *Banner) Tell(kind BannerKind, sentence, action string, do func()) {
	b.kind, b.words = kind, sentence
	b.action.SetText(action, "")
	b.action.OnTapped = do
	b.action.Hidden = action == ""
	b.Show()
	b.Refresh()
	Relayout(b)
}

// Clear takes the banner away.
func (b *Banner) Clear() {
	if b.Visible() {
		b.Hide()
		Relayout(b)
	}
}

// Relayout sets out the whole window anew from its outermost parent to the innermost: a real window by itself does not move the
// neighbours of what came, went or grew within it. A second pass follows texts that know their height only once they have a width.
func Relayout(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		c = onlyCanvas()
	}
	if c == nil || c.Content() == nil {
		return
	}
	for range 2 {
		c.Content().Refresh()
	}
}

// Text is the sentence shown.
func (b *Banner) Text() string { return b.words }

// CreateRenderer draws the banner.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: b, objects: []fyne.CanvasObject{b.ground, b.sign, b.objects, b.action, b.close}, paint: b.paint, min: b.min, layout: b.layout})
}

func (b *Banner) paint() {
	l := bannerLooks[b.kind]
	b.ground.FillColor = look.Of(l.status.Ground())
	b.ground.CornerRadius = theme.InputRadiusSize()
	b.ground.Refresh()
	b.sign.Resource = look.Icon(l.icon, l.status.Ink())
	b.sign.Refresh()
	b.breakLines()
}

func (b *Banner) breakLines() {
	ink := bannerLooks[b.kind].status.Ink()
	b.lines, b.objects.Objects = nil, nil
	for _, words := range wrap(b.words, b.textWidth(), look.Size(theme.SizeNameText), fyne.TextStyle{}) {
		l := newLine(words, ink, theme.SizeNameText, false)
		b.lines = append(b.lines, l)
		b.objects.Objects = append(b.objects.Objects, l.Text)
	}
}

func (b *Banner) textWidth() float32 {
	width := b.width - scaled(18) - b.close.MinSize().Width - 4*theme.InnerPadding()
	if !b.action.Hidden {
		width -= b.action.MinSize().Width
	}
	return max(width, 50)
}

func (b *Banner) min() fyne.Size {
	height := max(rowHeight(), float32(len(b.lines))*lineHeight(theme.SizeNameText)+2*theme.InnerPadding())
	return fyne.NewSize(200, height)
}

func (b *Banner) layout(s fyne.Size) {
	if s.Width != b.width {
		b.width = s.Width
		b.breakLines()
	}
	place(b.ground, 0, 0, s.Width, s.Height)
	side, pad := scaled(18), theme.InnerPadding()
	place(b.sign, pad, (s.Height-side)/2, side, side)
	height := lineHeight(theme.SizeNameText)
	y := (s.Height - float32(len(b.lines))*height) / 2
	for _, l := range b.lines {
		l.fit(2*pad+side, y, b.textWidth(), height)
		y += height
	}
	x := s.Width - b.close.MinSize().Width
	place(b.close, x, (s.Height-rowHeight())/2, b.close.MinSize().Width, rowHeight())
	if !b.action.Hidden {
		x -= b.action.MinSize().Width
		place(b.action, x, (s.Height-rowHeight())/2, b.action.MinSize().Width, rowHeight())
	}
}

// NewEmptyState says in one sentence why there is nothing to see, and offers one thing to do; no action when do is nil.
func NewEmptyState(why, action string, do func()) fyne.CanvasObject {
	sentence := NewLabel(why, look.ColorMuted, theme.SizeNameText, false)
	rows := []fyne.CanvasObject{container.NewCenter(sentence)}
	if do != nil {
		rows = append(rows, container.NewCenter(NewButton(action, "", do)))
	}
	return container.NewCenter(container.New(&gapLayout{gap: 8}, rows...))
}

// gapLayout stacks objects with a gap of its own.
type gapLayout struct{ gap float32 }

func (g *gapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if size.Height > 0 {
			size.Height += g.gap
		}
		size.Width = max(size.Width, o.MinSize().Width)
		size.Height += o.MinSize().Height
	}
	return size
}

func (g *gapLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(s.Width, o.MinSize().Height))
		height := o.MinSize().Height // a text that breaks by its width knows its height only now
		place(o, 0, y, s.Width, height)
		y += height + g.gap
	}
}

// NewStack stacks objects with a gap between them, each as wide as the stack.
func NewStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gapLayout{gap: gap}, objects...)
}

// ProgressBar shows how far long work has come, in a bar, in words, and with a way to stop it. It is drawn only when it changes:
// a bar that moves by itself would take most of a processor.
type ProgressBar struct {
	widget.BaseWidget
	value     float32
	words     *line
	track     *canvas.Rectangle
	bar       *canvas.Rectangle
	cancel    *Button
	canCancel bool
}

// NewProgressBar makes a bar; without onCancel it has no button.
func NewProgressBar(cancel string, onCancel func()) *ProgressBar {
	p := &ProgressBar{words: newLine("", look.ColorMuted, look.SizeCaption, false), track: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil),
		cancel: NewButton(cancel, "Esc", onCancel), canCancel: onCancel != nil}
	p.cancel.Hidden = !p.canCancel
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a share from 0 to 1 and the words for it.
func (p *ProgressBar) Set(share float64, words string) {
	p.value = float32(min(max(share, 0), 1))
	p.words.set(words)
	p.Refresh()
}

// CreateRenderer draws the bar.
func (p *ProgressBar) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: p, objects: []fyne.CanvasObject{p.words.Text, p.track, p.bar, p.cancel},
		paint: func() {
			p.words.paint()
			p.track.FillColor, p.bar.FillColor = look.Of(look.ColorLine), look.Of(theme.ColorNamePrimary)
			p.track.CornerRadius, p.bar.CornerRadius = 3, 3
			p.track.Refresh()
			p.bar.Refresh()
		},
		min: func() fyne.Size {
			return fyne.NewSize(200+p.cancelWidth(), max(rowHeight(), lineHeight(look.SizeCaption)+12))
		},
		layout: func(s fyne.Size) {
			width := s.Width - p.cancelWidth()
			caption := lineHeight(look.SizeCaption)
			top := (s.Height - caption - 10) / 2
			p.words.fit(0, top, width, caption)
			place(p.track, 0, top+caption+4, width, 6)
			place(p.bar, 0, top+caption+4, width*p.value, 6)
			place(p.cancel, s.Width-p.cancelWidth()+8, (s.Height-rowHeight())/2, p.cancelWidth()-8, rowHeight())
		}})
}

func (p *ProgressBar) cancelWidth() float32 {
	if !p.canCancel {
		return 0
	}
	return p.cancel.MinSize().Width + 8
}
