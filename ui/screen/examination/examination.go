// Package examination is the sheet of a case: general, diagnoses, impairments by the criteria of the law, seven activities, scales,
// services of the programme, findings.
package examination

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the sheet.
type Screen struct {
	p           *presenter.Examination
	host        screen.Host
	object      fyne.CanvasObject
	foot        fyne.CanvasObject
	note        *screen.Note
	restored    *screen.Note
	inputs      *screen.Inputs
	diagnoses   *screen.Diagnoses
	impairments *impairments
	measures    *measures
	services    *services
	evidence    *kit.Paragraph
	late        *kit.Paragraph
	form        *kit.Form
	wrong       *kit.Label
	keep, next  *kit.Button
	save        *kit.Button
	conditions  *fyne.Container
	shape       string
	shown       []presenter.ConditionRow
	canAdd      bool
}

// New makes the screen.
func New(p *presenter.Examination, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), restored: screen.NewNote(), wrong: screen.Wrong(), conditions: kit.NewStack(2), evidence: kit.NewParagraph("", 400),
		late: kit.NewParagraph("", 400)}
	s.evidence.SetInk(look.ColorMuted)
	s.late.SetInk(look.ColorMuted)
	s.inputs = screen.NewInputs(host, p.Set)
	s.diagnoses = screen.NewDiagnoses(host, screen.DiagnosisActions{Typed: p.SetDiagnosis, Chosen: p.ChooseDiagnosis, Side: p.SetDiagnosisSide, Main: p.SetMain,
		Add: p.AddDiagnosis, Removed: p.RemoveDiagnosis})
	s.impairments, s.measures, s.services = &impairments{p: p, host: host}, &measures{p: p, host: host}, newServices(p, host)
	s.form = kit.NewForm(nil, nil)
	s.save = kit.NewPrimaryButton(host.T("button.record_exam"), "Ctrl+Enter", p.Save)
	s.save.SetDeliberate(true)
	s.keep = kit.NewButton(host.T("button.save"), "Ctrl+S", p.SaveDraft)
	s.next = kit.NewButton(host.T("button.next_to", "name", host.T("exam.tab.decision")), "Ctrl+PgDn", nil)
	s.foot = screen.Foot(s.wrong, s.keep, s.next, s.save)
	s.object = screen.Border(kit.NewStack(4, s.note.Banner, s.restored.Banner), nil, nil, nil, s.form)
	return s
}

// OnNext says what leads to the next page.
func (s *Screen) OnNext(next func()) { s.next.OnTapped = next }

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Foot is the page's last line.
func (s *Screen) Foot() fyne.CanvasObject { return s.foot }

// Keys begins F8 at the field that has the keyboard.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{NextError: func() { s.p.NextError(s.inputs.Focused()) }}
}

// Focus gives the keyboard to the first field.
func (s *Screen) Focus() { s.inputs.FocusFirst("on") }

// Render shows a state.
func (s *Screen) Render(st presenter.ExaminationState) {
	s.note.Render(st.Banner)
	s.restored.RenderWith(presenter.Banner{Text: st.Restored, Tone: presenter.ToneNew}, s.host.T("button.drop_draft"), s.p.DropDraft)
	if st.Loading {
		return
	}
	s.inputs.SetReadOnly(st.ReadOnly)
	s.diagnoses.SetReadOnly(st.ReadOnly)
	s.impairments.off, s.measures.off = st.ReadOnly, st.ReadOnly
	left := append([]fyne.CanvasObject{kit.NewHeading(s.host.T("exam.section.general"))}, s.inputs.Fields(st.General)...)
	if st.EvidenceHint != "" {
		s.evidence.SetText(st.EvidenceHint)
		left = append(left, s.evidence)
	}
	if st.LateHint != "" {
		s.late.SetText(st.LateHint)
		left = append(left, s.late)
	}
	diagnoses, moved := s.diagnoses.Render(s.inputs, st.Diagnoses)
	left = append(append(left, kit.NewHeading(s.host.T("exam.section.diagnosis"))), diagnoses...)
	rated, movedToo := s.impairments.render(s.inputs, st)
	left = append(append(left, kit.NewHeading(s.host.T("exam.section.impairments"))), rated...)
	right := append([]fyne.CanvasObject{kit.NewHeading(s.host.T("exam.section.activities"))}, s.inputs.Fields(st.Activities)...)
	filled, movedMeasures := s.measures.render(s.inputs, st.Measures)
	right = append(append(right, kit.NewHeading(s.host.T("exam.section.measures"))), filled...)
	granted, movedServices := s.services.render(s.inputs, st)
	right = append(right, granted...)
	right = append(append(right, kit.NewHeading(s.host.T("exam.section.findings"))), s.inputs.Fields(st.Narrative)...)
	if s.renderConditions(st.Conditions, !st.ReadOnly) {
		moved = true
	}
	if len(st.Conditions) > 0 {
		right = append(right, kit.NewHeading(s.host.T("exam.from_clinic")), s.conditions)
	}
	if shape := screen.Shape(st.General, st.Activities, st.Narrative) + st.EvidenceHint + st.LateHint; moved || movedToo || movedMeasures || movedServices || shape != s.shape {
		s.shape = shape
		s.form.SetColumns(left, right)
	}
	s.inputs.Turn(st.Focus, st.FocusTurn)
	s.wrong.SetText(st.ErrorText)
	screen.ShowIf(s.keep, !st.ReadOnly)
	screen.ShowIf(s.save, !st.ReadOnly)
	s.save.SetEnabled(!st.Busy)
}

// renderConditions lists the diseases as the clinic coded them; a doctor takes one over and chooses the ICD-10 code for it.
func (s *Screen) renderConditions(rows []presenter.ConditionRow, canAdd bool) (changed bool) {
	same := len(rows) == len(s.shown) && canAdd == s.canAdd
	for i := range rows {
		same = same && rows[i] == s.shown[i]
	}
	if same {
		return false
	}
	s.shown, s.canAdd = rows, canAdd
	s.conditions.Objects = nil
	for i, row := range rows {
		words := kit.NewStack(0, kit.NewText(row.Text).Narrow(), kit.NewCaption(row.System+" "+row.Code+"  "+row.Onset).Narrow())
		var right fyne.CanvasObject = kit.NewChip(row.Chosen, look.StatusDone)
		if row.Chosen == "" {
			take := kit.NewButton(s.host.T("button.add"), "", func() { s.p.AddFromCondition(i) })
			take.SetEnabled(canAdd)
			right = take
		}
		s.conditions.Add(screen.Border(nil, nil, nil, container.NewCenter(right), words))
	}
	s.conditions.Refresh()
	return true
}
