package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/ui/look"
)

// Widths of a form at text of 14. The slot for a unit is there only in a field that has one.
const (
	labelWidth = 173
	unitWidth  = 49
	columnGap  = 34
	formGap    = 3
	oneColumn  = 680 // a narrower form puts its columns one under the other
)

// focusTeller is an input that says when it gets the focus.
type focusTeller interface{ onFocus(func()) }

// Field is a form's line: its name, a star where it is required, the input, the unit, and under it what is wrong.
type Field struct {
	widget.BaseWidget
	label    *line
	star     *line
	unit     *line
	problem  *Paragraph
	sign     *canvas.Image
	mark     *canvas.Image
	frame    *canvas.Rectangle
	input    fyne.CanvasObject
	required bool
}

// NewField makes a field around an input (Entry, DateField, CodeSelect or any other object).
func NewField(label string, required bool, unit string, input fyne.CanvasObject) *Field {
	f := &Field{label: newLine(label, look.ColorMuted, look.SizeLabel, false), star: newLine("*", look.ColorAlert, look.SizeLabel, true),
		unit: newLine(unit, look.ColorMuted, look.SizeCaption, false), problem: newSmallParagraph("", look.ColorAlert),
		sign: canvas.NewImageFromResource(nil), mark: canvas.NewImageFromResource(nil), frame: canvas.NewRectangle(nil), input: input, required: required}
	f.ExtendBaseWidget(f)
	return f
}

// SetError shows what is wrong under the input; "" shows that all is well.
func (f *Field) SetError(sentence string) {
	if f.problem.words != sentence {
		f.problem.SetText(sentence)
		f.Refresh()
	}
}

// SetLabel changes the field's name and whether it is required.
func (f *Field) SetLabel(label string, required bool) {
	f.label.set(label)
	f.required = required
	f.Refresh()
}

// Error is the sentence shown, "" for none.
func (f *Field) Error() string { return f.problem.words }

// Input is what the field was made around.
func (f *Field) Input() fyne.CanvasObject { return f.input }

// Focus gives the input the keyboard.
func (f *Field) Focus() {
	if w := firstFocusable(f.input); w != nil {
		Focus(w)
	}
}

func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	if c, ok := o.(*fyne.Container); ok {
		for _, inner := range c.Objects {
			if w := firstFocusable(inner); w != nil {
				return w
			}
		}
		return nil
	}
	w, _ := o.(fyne.Focusable)
	return w
}

// CreateRenderer draws the field.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return draw(&renderer{widget: f, objects: []fyne.CanvasObject{f.label.Text, f.star.Text, f.input, f.frame, f.mark, f.unit.Text, f.sign, f.problem},
		paint: f.paint, min: f.min, layout: f.layout})
}

func (f *Field) paint() {
	for _, l := range []*line{f.label, f.star, f.unit} {
		l.paint()
	}
	wrong := f.problem.words != ""
	f.star.Hidden = !f.required
	f.frame.StrokeColor, f.frame.StrokeWidth = look.Of(look.ColorAlert), 1
	f.frame.CornerRadius = theme.InputRadiusSize()
	f.mark.Resource = look.Icon(icons.Error, look.ColorAlert)
	f.sign.Resource = look.Icon(icons.Warning, look.ColorAlert)
	for _, o := range []fyne.CanvasObject{f.frame, f.mark, f.sign} {
		if wrong {
			o.Show()
		} else {
			o.Hide()
		}
		o.Refresh()
	}
	if wrong && f.hasAction() {
		f.mark.Hide()
	}
}

// hasAction tells whether the input has a button of its own where the error's sign would stand.
func (f *Field) hasAction() bool {
	switch input := f.input.(type) {
	case *DateField, *CodeSelect, *fyne.Container:
		return true
	case *Entry:
		return input.Password // the toolkit's own sign shows what was typed
	}
	return false
}

func (f *Field) problemHeight() float32 {
	if f.problem.words == "" {
		return 0
	}
	return f.problem.MinSize().Height + 2
}

func (f *Field) min() fyne.Size {
	width := scaled(labelWidth) + max(f.input.MinSize().Width, scaled(80))
	return fyne.NewSize(width, max(rowHeight(), f.input.MinSize().Height)+f.problemHeight())
}

func (f *Field) layout(s fyne.Size) {
	small := scaled(11)
	f.problem.fitWidth(s.Width - scaled(labelWidth) - small - 3)
	height := s.Height - f.problemHeight()
	name := min(f.label.width()+1, scaled(labelWidth)-theme.InnerPadding()-f.star.width()-4)
	f.label.fit(0, 0, name, rowHeight())
	f.star.fit(name+3, 0, f.star.width()+1, rowHeight())
	left := scaled(labelWidth)
	width := s.Width - left
	if f.unit.words != "" {
		width -= scaled(unitWidth)
		f.unit.fit(left+width+5, 0, scaled(unitWidth)-5, rowHeight())
	}
	place(f.input, left, 0, width, height)
	framed := height
	if _, several := f.input.(*fyne.Container); several {
		framed = rowHeight() // what stands below the inputs of a line is not wrong
	}
	place(f.frame, left+.5, .5, width-1, framed-1)
	side := scaled(17)
	place(f.mark, left+width-side-theme.InnerPadding(), (rowHeight()-side)/2, side, side)
	caption := lineHeight(look.SizeCaption)
	place(f.sign, left, height+2+(caption-small)/2, small, small)
	place(f.problem, left+small+3, height+1, s.Width-left-small-3, f.problem.MinSize().Height)
}

// Form holds fields and headings in two columns, or in one where there is no second or no room. The field with the focus is
// scrolled into view: the toolkit does not do that.
type Form struct {
	widget.BaseWidget
	columns [2]*fyne.Container
	body    *fyne.Container
	scroll  *container.Scroll
	fields  []*Field
	focused fyne.CanvasObject
}

// NewForm makes a form. Objects are Fields, headings, entries over the whole width, or anything else.
func NewForm(left, right []fyne.CanvasObject) *Form {
	f := &Form{}
	for i := range f.columns {
		f.columns[i] = container.New(&gapLayout{gap: formGap})
	}
	f.body = container.New(&columnLayout{}, f.columns[0], f.columns[1])
	f.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, theme.ScrollBarSmallSize()+1), f.body)) // the bar stands beside the fields
	f.ExtendBaseWidget(f)
	f.SetColumns(left, right)
	return f
}

// SetColumns changes what the form holds, as when a line is added to a list. Objects that stay keep the keyboard.
func (f *Form) SetColumns(left, right []fyne.CanvasObject) {
	f.fields = nil
	for i, objects := range [][]fyne.CanvasObject{left, right} {
		f.columns[i].Objects = objects
		for _, o := range objects {
			f.adopt(o)
		}
		f.columns[i].Refresh()
	}
	f.body.Refresh()
	f.scroll.Refresh()
}

// adopt follows the focus of an object and of all that stand within it: a line of a list holds several inputs.
func (f *Form) adopt(o fyne.CanvasObject) {
	if field, ok := o.(*Field); ok {
		f.fields = append(f.fields, field)
		f.follow(field.input, field)
		return
	}
	f.follow(o, o)
}

func (f *Form) follow(input, whole fyne.CanvasObject) {
	if c, ok := input.(*fyne.Container); ok {
		for _, o := range c.Objects {
			if field, is := o.(*Field); is {
				f.adopt(field)
				continue
			}
			f.follow(o, whole)
		}
		return
	}
	if teller, ok := input.(focusTeller); ok {
		teller.onFocus(func() {
			f.focused = whole
			f.ScrollTo(whole)
		})
	}
}

// Fields lists the fields in the order of the keyboard.
func (f *Form) Fields() []*Field { return f.fields }

// Errors counts the fields that show one.
func (f *Form) Errors() int {
	n := 0
	for _, field := range f.fields {
		if field.Error() != "" {
			n++
		}
	}
	return n
}

// NextError gives the keyboard to the next field that shows an error, from the one in use around to it again, and tells
// whether there is one.
func (f *Form) NextError() bool {
	start := -1
	for i, field := range f.fields {
		if fyne.CanvasObject(field) == f.focused {
			start = i
		}
	}
	for i := range f.fields {
		field := f.fields[(start+1+i)%len(f.fields)]
		if field.Error() != "" {
			field.Focus()
			f.ScrollTo(field)
			return true
		}
	}
	return false
}

// ScrollTo brings an object of the form into view, with a line of room above and below.
func (f *Form) ScrollTo(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(f.body).Y
	bottom := top + o.Size().Height + rowHeight()
	top -= rowHeight()
	offset := f.scroll.Offset
	switch {
	case top < offset.Y:
		offset.Y = max(0, top)
	case bottom > offset.Y+f.scroll.Size().Height:
		offset.Y = max(0, min(bottom, f.body.Size().Height)-f.scroll.Size().Height)
	default:
		return
	}
	f.scroll.ScrollToOffset(offset)
}

// CreateRenderer draws the form.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.scroll) }

// columnLayout sets two columns side by side, or one under the other.
type columnLayout struct{ width float32 }

func (l *columnLayout) stacked(objects []fyne.CanvasObject) bool {
	return len(objects[1].(*fyne.Container).Objects) == 0 || l.width < scaled(oneColumn)
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	// Inputs shorten what they show; a form asks for no more than a line can be read in.
	width := min(max(left.Width, right.Width), scaled(240))
	if l.width > 0 && l.stacked(objects) {
		return fyne.NewSize(width, left.Height+formGap+right.Height)
	}
	return fyne.NewSize(width, max(left.Height, right.Height))
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	left, right := objects[0].MinSize().Height, objects[1].MinSize().Height
	if l.stacked(objects) {
		place(objects[0], 0, 0, s.Width, left)
		place(objects[1], 0, left+formGap, s.Width, right)
		return
	}
	width := (s.Width - columnGap - 5) / 2 // room for the bar of a scroll
	place(objects[0], 0, 0, width, left)
	place(objects[1], width+columnGap, 0, width, right)
}
