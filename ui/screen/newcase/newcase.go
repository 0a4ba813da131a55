// Package newcase is the referral form: with it a case is opened for a person known here.
package newcase

import (
	"strings"

	"fyne.io/fyne/v2"

	"medsoc/ui/kit"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the form.
type Screen struct {
	p         *presenter.Referral
	host      screen.Host
	object    fyne.CanvasObject
	name      *kit.Label
	line      *kit.Label
	note      *screen.Note
	open      *screen.Note
	inputs    *screen.Inputs
	diagnoses *screen.Diagnoses
	form      *kit.Form
	wrong     *kit.Label
	save      *kit.Button
	shape     string
}

// New makes the screen.
func New(p *presenter.Referral, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, name: kit.NewSubHead("").Narrow(), line: kit.NewCaption("").Narrow(), note: screen.NewNote(), open: screen.NewNote(), wrong: screen.Wrong()}
	s.inputs = screen.NewInputs(host, p.Set)
	s.diagnoses = screen.NewDiagnoses(host, screen.DiagnosisActions{Typed: p.SetDiagnosis, Chosen: p.ChooseDiagnosis, Side: p.SetSide, Main: p.SetMain, Add: p.AddDiagnosis, Removed: p.RemoveDiagnosis})
	s.form = kit.NewForm(nil, nil)
	s.save = kit.NewPrimaryButton(host.T("button.open_case"), "Ctrl+S", p.Save)
	s.object = screen.Page(kit.NewPanel(s.form), screen.Foot(s.wrong, s.save), kit.NewTitle(host.T("button.new_case")),
		kit.NewPanel(kit.NewStack(0, s.name, s.line)), s.note.Banner, s.open.Banner)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys begins F8 at the field that has the keyboard.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{NextError: func() { s.p.NextError(s.inputs.Focused()) }}
}

// Focus gives the keyboard to the purpose: the day of receipt is filled in already.
func (s *Screen) Focus() { s.inputs.FocusFirst("purpose") }

// Render shows a state.
func (s *Screen) Render(st presenter.NewCaseState) {
	s.name.SetText(st.Name)
	s.line.SetText(st.Line)
	s.note.Render(st.Banner)
	open := presenter.Banner{}
	if len(st.OpenCases) > 0 {
		numbers := make([]string, len(st.OpenCases))
		for i, c := range st.OpenCases {
			numbers[i] = c.Number + " (" + c.Stage.Text + ")"
		}
		open = presenter.Banner{Text: s.host.T("newcase.open_already", "cases", strings.Join(numbers, ", ")), Tone: presenter.ToneWaiting}
	}
	s.open.Render(open)
	left := append([]fyne.CanvasObject{kit.NewHeading(s.host.T("case.tab.referral"))}, s.inputs.Fields(st.Fields)...)
	lines, resized := s.diagnoses.Render(s.inputs, st.Diagnoses)
	right := append([]fyne.CanvasObject{kit.NewHeading(s.host.T("exam.section.diagnosis"))}, lines...)
	if shape := screen.Shape(st.Fields); resized || shape != s.shape {
		s.shape = shape
		s.form.SetColumns(left, right)
	}
	s.inputs.Turn(st.Focus, st.FocusTurn)
	s.wrong.SetText(st.ErrorText)
	s.save.SetEnabled(!st.Busy)
}
