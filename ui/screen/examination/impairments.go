package examination

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// impairments shows the rated impairments: for each the row of the law's criteria, percent, side of the body and diagnosis.
type impairments struct {
	p     *presenter.Examination
	host  screen.Host
	lines []*impairment
	off   bool
	empty fyne.CanvasObject
	add   fyne.CanvasObject
	had   bool
}

type impairment struct {
	values []string // of the suggestions
	row    *kit.Field
	entry  *kit.SuggestEntry
	rule   *kit.Paragraph
	rated  *kit.Field
	rating string // name of the field of the percent, or of the degree
	remove *kit.Button
	words  string // of the rule
	quiet  bool
}

func (m *impairments) render(in *screen.Inputs, st presenter.ExaminationState) (objects []fyne.CanvasObject, moved bool) {
	if m.add == nil {
		m.add = container.NewHBox(kit.NewPlainButton(m.host.T("button.add_impairment"), m.p.AddImpairment))
		first := kit.NewButton(m.host.T("empty.impairments.action"), "", m.p.AddImpairment)
		in.Adopt("impairments", first) // where "no impairment" is corrected
		m.empty = kit.NewStack(4, kit.NewLabel(st.NoImpairment.Text, look.ColorMuted, "text", false).Narrow(), container.NewHBox(first))
	}
	for i := len(m.lines); i < len(st.Impairments); i++ {
		m.lines = append(m.lines, m.line(in, i, st.Impairments[i]))
		moved = true
	}
	if len(st.Impairments) < len(m.lines) {
		m.lines = m.lines[:len(st.Impairments)]
		moved = true
	}
	for i, l := range st.Impairments {
		if m.lines[i].rating != l.Rating.Name { // the day of the examination now lies in an edition that rates otherwise
			m.lines[i] = m.line(in, i, l)
			moved = true
		}
		moved = m.lines[i].render(m, in, l) || moved
		objects = append(objects, m.lines[i].row, m.lines[i].rated)
	}
	if refused := st.ImpairmentsError != ""; refused != m.had {
		m.had, moved = refused, true
	}
	if st.ImpairmentsError != "" {
		objects = append(objects, kit.NewLabel(st.ImpairmentsError, look.ColorAlert, look.SizeCaption, false).Narrow())
	}
	switch {
	case m.off:
	case len(st.Impairments) == 0:
		objects = append(objects, m.empty)
	default:
		objects = append(objects, m.add)
	}
	return objects, moved
}

func (m *impairments) line(in *screen.Inputs, i int, first presenter.ImpairmentLine) *impairment {
	l := &impairment{rule: kit.NewParagraph("", 400).Small(), rating: first.Rating.Name}
	l.entry = kit.NewSuggestEntry(first.Row.Hint, func(n int) {
		if n < len(l.values) {
			m.p.ChooseCriterion(i, l.values[n])
		}
	})
	l.entry.MaxLength = 300
	l.entry.OnChanged = func(typed string) {
		if !l.quiet {
			m.p.SetCriterion(i, typed)
		}
	}
	l.remove = kit.NewIconButton(icons.Close, func() { m.p.RemoveImpairment(i) })
	l.row = kit.NewField(first.Row.Label, true, "", kit.NewStack(1, l.entry, l.entry.List(), l.rule))
	in.Adopt(first.Row.Name, l.entry)
	rating := in.BareWith(first.Rating, func(value string) { m.p.SetRating(i, value) })
	side := in.BareWith(first.Side, func(value string) { m.p.SetImpairmentSide(i, value) })
	diagnosis := in.BareWith(first.Diagnosis, func(value string) { m.p.SetImpairmentDiagnosis(i, value) })
	where := container.NewGridWithColumns(2, side, diagnosis)
	parts := screen.Border(nil, nil, container.NewHBox(screen.Sized(64, rating), kit.NewCaption(first.Rating.Unit)), l.remove, where)
	if first.Rating.Kind == presenter.KindChoice { // a degree in words needs the width
		parts = kit.NewStack(3, screen.Border(nil, nil, nil, l.remove, rating), where)
	}
	l.rated = kit.NewField(first.Rating.Label, true, "", parts)
	return l
}

func (l *impairment) render(m *impairments, in *screen.Inputs, s presenter.ImpairmentLine) (moved bool) {
	if l.entry.Text != s.Row.Value {
		l.quiet = true
		l.entry.SetText(s.Row.Value)
		l.quiet = false
	}
	in.Bare(s.Rating)
	in.Bare(s.Side)
	in.Bare(s.Diagnosis)
	var rule []string
	for _, part := range []string{s.Range, s.Term, s.Cite} {
		if part != "" {
			rule = append(rule, part)
		}
	}
	words := strings.Join(rule, " · ")
	if s.Unconfirmed != "" {
		words += "  (" + m.host.T("decision.not_confirmed") + ")"
	}
	moved = words != l.words
	l.words = words
	l.rule.SetText(words)
	screen.ShowIf(l.rule, words != "")
	screen.ShowIf(l.remove, !m.off)
	problem := s.Rating.Error
	for _, other := range []string{s.Side.Error, s.Diagnosis.Error} {
		if problem == "" {
			problem = other
		}
	}
	moved = moved || (problem == "") != (l.rated.Error() == "") || (s.Row.Error == "") != (l.row.Error() == "")
	l.rated.SetError(problem)
	l.row.SetError(s.Row.Error)
	l.values = l.values[:0]
	for _, x := range s.Suggestions {
		l.values = append(l.values, x.Value)
	}
	if l.entry.Disabled() != m.off {
		if m.off {
			l.entry.Disable()
		} else {
			l.entry.Enable()
		}
	}
	return l.entry.Suggest(screen.Suggestions(s.Suggestions)) || moved
}
