package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
)

// DiagnosisActions are what can be done with the diagnoses of a form. Lines are counted from 0.
type DiagnosisActions struct {
	Typed   func(line int, query string)
	Chosen  func(line int, code string)
	Side    func(line int, side string)
	Main    func(line int)
	Add     func()
	Removed func(line int)
}

// Diagnoses shows the lines of a form's diagnoses: code or words, side of the body, which is the main one.
type Diagnoses struct {
	host  Host
	do    DiagnosisActions
	lines []*diagnosisLine
	off   bool
}

type diagnosisLine struct {
	codes  []string // of the suggestions
	field  *kit.Field
	entry  *kit.SuggestEntry
	side   *kit.CodeSelect
	main   *kit.Button
	remove *kit.Button
	words  *kit.Label
	title  string
	quiet  bool // the line itself is writing into its entry
}

// NewDiagnoses makes an empty list.
func NewDiagnoses(host Host, do DiagnosisActions) *Diagnoses { return &Diagnoses{host: host, do: do} }

// SetReadOnly switches the inputs off or on, at the next Render.
func (d *Diagnoses) SetReadOnly(off bool) { d.off = off }

// Render shows lines and gives the objects for the form, the same ones as long as the number of lines stays. resized tells
// whether the form must be laid out anew.
func (d *Diagnoses) Render(in *Inputs, lines []presenter.DiagnosisLine) (objects []fyne.CanvasObject, resized bool) {
	for i := len(d.lines); i < len(lines); i++ {
		d.lines = append(d.lines, d.line(i))
		resized = true
	}
	if len(lines) < len(d.lines) {
		d.lines = d.lines[:len(lines)]
		resized = true
	}
	for i, l := range lines {
		resized = d.lines[i].render(d, in, i, l, len(lines)) || resized
		objects = append(objects, d.lines[i].field)
	}
	if !d.off {
		objects = append(objects, container.NewHBox(kit.NewPlainButton(d.host.T("button.add_diagnosis"), d.do.Add)))
	}
	return objects, resized
}

func (d *Diagnoses) line(i int) *diagnosisLine {
	l := &diagnosisLine{words: kit.NewCaption("").Narrow()}
	l.entry = kit.NewSuggestEntry(d.host.T("diagnosis.hint"), func(n int) {
		if n < len(l.codes) {
			d.do.Chosen(i, l.codes[n])
		}
	})
	l.entry.OnChanged = func(typed string) {
		if !l.quiet {
			d.do.Typed(i, typed)
		}
	}
	l.side = kit.NewCodeSelect(d.host.T("field.side"), nil, func(side string) { d.do.Side(i, side) })
	l.main = kit.NewPlainButton(d.host.T("diagnosis.make_main"), func() { d.do.Main(i) })
	l.remove = kit.NewIconButton(icons.Close, func() { d.do.Removed(i) })
	row := Border(nil, nil, nil, container.NewHBox(l.main, l.remove), container.NewGridWithColumns(2, l.entry, l.side))
	l.field = kit.NewField(d.host.T("exam.diagnosis.other"), false, "", kit.NewStack(1, row, l.entry.List(), l.words))
	return l
}

func (l *diagnosisLine) render(d *Diagnoses, in *Inputs, i int, s presenter.DiagnosisLine, all int) (resized bool) {
	if l.entry.Text != s.Code.Value {
		l.quiet = true
		l.entry.SetText(s.Code.Value)
		l.quiet = false
	}
	in.Adopt(s.Code.Name, l.entry)
	in.Adopt(s.Side.Name, l.side)
	options := Options(s.Side.Options)
	if l.side.Text() == "" && s.Side.Value != "" || l.title == "" {
		l.side.SetOptions(options)
	}
	if l.side.Value() != s.Side.Value {
		l.side.SetValue(s.Side.Value)
	}
	title := d.host.T("exam.diagnosis.other")
	if s.Main {
		title = d.host.T("exam.diagnosis.main")
	}
	if title != l.title {
		l.title = title
		l.field.SetLabel(title, s.Main)
	}
	words := s.Words
	if s.Origin != "" {
		words = words + " (" + s.Origin + ")"
	}
	resized = (words == "") != (l.words.Text() == "")
	l.words.SetText(words)
	ShowIf(l.words, words != "")
	ShowIf(l.main, !s.Main && !d.off)
	ShowIf(l.remove, all > 1 && !d.off)
	problem := s.Code.Error
	if problem == "" {
		problem = s.Side.Error
	}
	resized = resized || (problem == "") != (l.field.Error() == "")
	l.field.SetError(problem)
	l.codes = l.codes[:0]
	for _, x := range s.Suggestions {
		l.codes = append(l.codes, x.Value)
	}
	setOff(l.entry, d.off)
	setOff(l.side, d.off)
	return l.entry.Suggest(Suggestions(s.Suggestions)) || resized
}

func setOff(o fyne.Disableable, off bool) {
	if o.Disabled() != off {
		if off {
			o.Disable()
		} else {
			o.Enable()
		}
	}
}

// Suggestions are a presenter's suggestions as the kit takes them.
func Suggestions(all []presenter.Suggestion) []kit.Suggestion {
	list := make([]kit.Suggestion, 0, len(all))
	for _, s := range all {
		list = append(list, kit.Suggestion{Text: s.Text, Detail: s.Detail, Mark: s.Chip.Text, Status: look.Status(s.Chip.Tone)})
	}
	return list
}
