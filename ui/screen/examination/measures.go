package examination

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// measures shows the scales of the sheet, each with a line that says how far it is filled in, and the form of the one that is open.
type measures struct {
	p     *presenter.Examination
	host  screen.Host
	lines []*measureLine
	open  *measureForm
	off   bool
}

type measureLine struct {
	field  *kit.Field
	status *kit.Label
	asked  *kit.Label
	button *kit.Button
}

func (m *measures) render(in *screen.Inputs, views []presenter.MeasureView) (objects []fyne.CanvasObject, moved bool) {
	for i := len(m.lines); i < len(views); i++ {
		m.lines = append(m.lines, m.line(in, i, views[i]))
		moved = true
	}
	for i, v := range views {
		moved = m.lines[i].render(m.host, v) || moved
		objects = append(objects, m.lines[i].field)
		if m.open != nil && m.open.at == i {
			m.open.render(v, m.off)
		}
	}
	return objects, moved
}

func (m *measures) line(in *screen.Inputs, i int, v presenter.MeasureView) *measureLine {
	l := &measureLine{status: kit.NewText("").Narrow(), asked: kit.NewLabel("", look.ColorHeading, look.SizeCaption, false).Narrow()}
	l.button = kit.NewButton("", "", func() { m.show(in, i) })
	words := kit.NewStack(0, container.New(layout.NewCustomPaddedLayout(7, 5, 0, 0), l.status), l.asked)
	l.field = kit.NewField(v.Title, false, "", screen.Border(nil, nil, nil, container.NewVBox(l.button), words))
	in.Adopt(v.Name, l.button)
	return l
}

func (l *measureLine) render(host screen.Host, v presenter.MeasureView) (moved bool) {
	l.status.SetText(v.Status)
	ink := look.ColorMuted
	if v.Filled {
		ink = "foreground"
	}
	l.status.SetInk(ink)
	moved = (v.Asked != "") != l.asked.Visible() || (v.Error != "") != (l.field.Error() != "")
	l.asked.SetText(v.Asked)
	screen.ShowIf(l.asked, v.Asked != "")
	l.field.SetError(v.Error)
	words := host.T("measure.fill")
	if v.Filled {
		words = host.T("measure.change")
	}
	if l.button.Text() != words {
		l.button.SetText(words, "")
	}
	return moved
}

// show opens the form of a scale. What is answered is part of the draft at once, so that there is nothing to confirm.
func (m *measures) show(in *screen.Inputs, i int) {
	v := m.p.Measure(i)
	f := &measureForm{at: i, host: m.host, inputs: screen.NewInputs(m.host, m.p.Set), form: kit.NewForm(nil, nil), note: kit.NewParagraph("", 400)}
	f.facts = screen.NewRows(150)
	f.note.SetInk(look.ColorMuted)
	f.clear = kit.NewButton(m.host.T("measure.clear"), "", func() { m.p.ClearMeasure(i) })
	f.render(v, m.off)
	width, height := float32(1000), float32(360)
	if len(v.Parts) == 1 {
		width = 560
	}
	scale := look.Size("text") / 14
	if c := fyne.CurrentApp().Driver().CanvasForObject(m.lines[i].button); c != nil {
		height = c.Size().Height - 275*scale // of title, texts, scores and buttons
	}
	height = min(height, f.columns.MinSize().Height+4)
	rows := []fyne.CanvasObject{kit.NewCaption(m.host.T("measure.keys")).Narrow()}
	var idle fyne.CanvasObject
	if len(v.Idle) > 0 {
		idle = screen.Sized(330, f.inputs.Field(v.Idle[0]))
	}
	rows = append(rows, screen.Border(nil, nil, idle, container.NewVBox(f.clear)), container.NewGridWrap(fyne.NewSize(width*scale, height), f.form), f.facts.Container,
		container.NewGridWrap(fyne.NewSize(width*scale, 40*scale), f.note)) // room for two lines, so that the dialog keeps its size while a person answers
	m.open = f
	m.host.Ask(kit.Question{Title: v.Title, Content: kit.NewStack(8, rows...), Confirm: m.host.T("button.close"), Width: width, First: f.first(v),
		OnConfirm: func() bool { m.open = nil; return true }, OnCancel: func() { m.open = nil }})
}

// measureForm is the form of one scale: its items in columns and, below them, what the answers come to so far.
type measureForm struct {
	at      int
	host    screen.Host
	inputs  *screen.Inputs
	form    *kit.Form
	columns *fyne.Container
	shape   string
	facts   *screen.Facts
	note    *kit.Paragraph
	clear   *kit.Button
}

func (f *measureForm) render(v presenter.MeasureView, off bool) {
	f.inputs.SetReadOnly(off)
	f.inputs.Fields(v.Idle)
	shape := ""
	for _, part := range v.Parts {
		f.inputs.Fields(part.Fields)
		shape += screen.Shape(part.Fields)
	}
	if shape != f.shape {
		f.shape = shape
		f.columns = f.spread(v.Parts)
		f.form.SetColumns([]fyne.CanvasObject{f.columns}, nil)
	}
	f.facts.Render(v.Scores)
	f.note.SetText(v.Note)
	f.clear.SetEnabled(v.Filled && !off)
}

// columnRows is how many rows a column takes before the next part begins another one.
const columnRows = 12

// spread sets the parts out in columns of about the same height, no part torn apart.
func (f *measureForm) spread(parts []presenter.Section) *fyne.Container {
	var columns []fyne.CanvasObject
	var column []fyne.CanvasObject
	for _, part := range parts {
		if len(column) >= columnRows {
			columns, column = append(columns, kit.NewStack(3, column...)), nil
		}
		if len(parts) > 1 {
			column = append(column, kit.NewHeading(part.Title).Narrow())
		}
		column = append(column, f.inputs.Fields(part.Fields)...)
	}
	columns = append(columns, kit.NewStack(3, column...))
	for i := range columns { // between them, and for the bar of the scroll
		columns[i] = screen.Padded(0, 0, 0, 12, columns[i])
	}
	return container.New(layout.NewGridLayoutWithColumns(len(columns)), columns...)
}

// first is the item that gets the keyboard.
func (f *measureForm) first(v presenter.MeasureView) fyne.Focusable {
	w, _ := f.inputs.Bare(v.Parts[0].Fields[0]).(fyne.Focusable)
	return w
}
