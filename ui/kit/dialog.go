package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/ui/look"
)

// Question is a dialog: a title, a text or any content, and one or two answers. It is for what would otherwise be lost;
// whatever else went wrong belongs under a field or in a Banner.
type Question struct {
	Title     string
	Text      string
	Content   fyne.CanvasObject // below the text; nil for none
	Confirm   string
	Cancel    string // "" leaves only Confirm
	Danger    bool   // what Confirm does cannot be taken back: Cancel has the focus at first
	Sure      bool   // Confirm signs or decides: Cancel has the focus at first, and no Enter elsewhere than on Confirm itself confirms
	Width     float32
	First     fyne.Focusable // gets the focus instead of a button
	OnConfirm func() bool    // nil closes; false keeps the dialog open, as when a field is wrong
	OnCancel  func()
}

func (q *Question) grave() bool { return q.Danger || q.Sure }

// Dialog is a question that is open.
type Dialog struct {
	popup    *widget.PopUp
	canvas   fyne.Canvas
	question Question
	keys     func(*fyne.KeyEvent)
	open     bool

	ConfirmButton, CancelButton *Button
}

// Ask shows a question over everything else. Enter confirms when no input has it, unless what it does is grave: then only the pointer and the
// button itself do. No button is pressed by a key that was down before it had the keyboard. Esc cancels.
func Ask(c fyne.Canvas, q Question) *Dialog {
	d := &Dialog{canvas: c, question: q, open: true, keys: c.OnTypedKey()}
	if q.Width == 0 {
		q.Width = 440
	}
	kind := NewPrimaryButton
	if q.Danger {
		kind = NewDangerButton
	}
	d.ConfirmButton = kind(q.Confirm, "", d.confirm)
	d.ConfirmButton.answers = true
	buttons := container.NewHBox(layout.NewSpacer())
	if q.Cancel != "" {
		d.CancelButton = NewButton(q.Cancel, "Esc", d.cancel)
		d.CancelButton.answers = true
		buttons.Add(d.CancelButton)
	}
	buttons.Add(d.ConfirmButton)
	rows := []fyne.CanvasObject{NewSubHead(q.Title).Narrow()}
	if q.Text != "" {
		rows = append(rows, NewParagraph(q.Text, scaled(q.Width)))
	}
	if q.Content != nil {
		rows = append(rows, q.Content)
	}
	rows = append(rows, buttons)
	body := container.New(layout.NewCustomPaddedLayout(8, 8, 10, 10), NewStack(10, rows...))
	d.popup = widget.NewModalPopUp(body, c)
	c.SetOnTypedKey(d.typed)
	d.popup.Resize(fyne.NewSize(scaled(q.Width)+20, body.MinSize().Height))
	d.popup.Show()
	switch {
	case q.First != nil:
		c.Focus(q.First)
	case q.grave() && d.CancelButton != nil:
		c.Focus(d.CancelButton)
	default:
		c.Focus(d.ConfirmButton)
	}
	return d
}

// Close takes the dialog away and gives the keys back; nothing is answered.
func (d *Dialog) Close() {
	if !d.open {
		return
	}
	d.open = false
	d.popup.Hide()
	d.canvas.SetOnTypedKey(d.keys)
}

// Fit makes the dialog as high as its content has become, as when errors appear under fields.
func (d *Dialog) Fit() {
	if d.open {
		d.popup.Resize(fyne.NewSize(d.popup.Content.Size().Width, d.popup.Content.MinSize().Height))
	}
}

// Open tells whether the dialog is still shown.
func (d *Dialog) Open() bool { return d.open }

func (d *Dialog) typed(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		d.cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		if !d.question.grave() {
			d.confirm()
		}
	}
}

func (d *Dialog) confirm() {
	if !d.open {
		return
	}
	if d.question.OnConfirm != nil && !d.question.OnConfirm() {
		d.Fit() // for what is said under a wrong field
		return
	}
	d.Close()
}

func (d *Dialog) cancel() {
	if !d.open {
		return
	}
	d.Close()
	if d.question.OnCancel != nil {
		d.question.OnCancel()
	}
}

// KeyHelp is one line of the F1 list.
type KeyHelp struct{ Key, Does string }

// ShowKeys shows the F1 list.
func ShowKeys(c fyne.Canvas, title, closeText string, keys []KeyHelp) *Dialog {
	var left, right []fyne.CanvasObject
	for i, k := range keys {
		row := container.New(&keyLayout{}, NewStrong(k.Key), NewText(k.Does).Narrow())
		if i < (len(keys)+1)/2 {
			left = append(left, row)
		} else {
			right = append(right, row)
		}
	}
	columns := container.NewGridWithColumns(2, NewStack(6, left...), NewStack(6, right...))
	return Ask(c, Question{Title: title, Content: columns, Confirm: closeText, Width: 640})
}

// keyLayout sets a key and what it does side by side.
type keyLayout struct{}

func (keyLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(scaled(280), objects[0].MinSize().Height)
}

func (keyLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	key := scaled(120)
	place(objects[0], 0, 0, key, s.Height)
	place(objects[1], key, 0, s.Width-key, s.Height)
}

// Paragraph is text over as many lines as its width asks for.
type Paragraph struct {
	widget.BaseWidget
	words string
	ink   fyne.ThemeColorName
	size  fyne.ThemeSizeName
	bold  bool
	width float32
	lines []*line
	box   *fyne.Container
}

// NewParagraph makes a paragraph for a width; laid out wider or narrower it breaks anew.
func NewParagraph(words string, width float32) *Paragraph {
	p := &Paragraph{words: words, ink: theme.ColorNameForeground, size: theme.SizeNameText, width: width, box: &fyne.Container{}}
	p.ExtendBaseWidget(p)
	return p
}

// Small makes it of caption size and muted, as a hint is.
func (p *Paragraph) Small() *Paragraph {
	p.size, p.ink = look.SizeCaption, look.ColorMuted
	p.Refresh()
	return p
}

// Title makes it of a title's size and bold.
func (p *Paragraph) Title() *Paragraph {
	p.size, p.bold = look.SizeTitle, true
	p.Refresh()
	return p
}

// newSmallParagraph is a paragraph of caption size.
func newSmallParagraph(words string, ink fyne.ThemeColorName) *Paragraph {
	p := &Paragraph{words: words, ink: ink, size: look.SizeCaption, width: scaled(360), box: &fyne.Container{}}
	p.ExtendBaseWidget(p)
	return p
}

// fitWidth breaks the lines for a width before the paragraph is laid out, so that its height is known.
func (p *Paragraph) fitWidth(width float32) {
	if width > 0 && width != p.width {
		p.width = width
		p.Refresh()
	}
}

// SetText changes the words.
func (p *Paragraph) SetText(words string) {
	if p.words != words {
		p.words = words
		p.Refresh()
	}
}

// SetInk changes the colour.
func (p *Paragraph) SetInk(ink fyne.ThemeColorName) {
	p.ink = ink
	p.Refresh()
}

func (p *Paragraph) breakLines() {
	p.lines, p.box.Objects = nil, nil
	for _, words := range wrap(p.words, p.width, look.Size(p.size), fyne.TextStyle{Bold: p.bold}) {
		l := newLine(words, p.ink, p.size, p.bold)
		l.paint()
		p.lines = append(p.lines, l)
		p.box.Objects = append(p.box.Objects, l.Text)
	}
}

// CreateRenderer draws the paragraph.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: p, objects: []fyne.CanvasObject{p.box}, paint: p.breakLines,
		min: func() fyne.Size {
			return fyne.NewSize(scaled(120), float32(len(p.lines))*lineHeight(p.size))
		},
		layout: func(s fyne.Size) {
			if s.Width > 0 && s.Width != p.width { // a first layout may come before there is a width
				p.width = s.Width
				p.breakLines()
			}
			for i, l := range p.lines {
				l.fit(0, float32(i)*lineHeight(p.size), s.Width, lineHeight(p.size))
			}
		}})
}
