// Package acts shows the extension acts in force and what one that somebody proposes would do. Nothing is changed here: the ministry's
// registry alone enacts and withdraws.
package acts

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the page.
type Screen struct {
	p      *presenter.Acts
	host   screen.Host
	object fyne.CanvasObject
	note   *screen.Note

	inputs  *screen.Inputs
	form    *kit.Form
	checks  []*kit.Check
	shape   string
	wrong   *kit.Label
	acts    *kit.DataTable[presenter.ActRow]
	whole   *kit.Paragraph // title and basis of the chosen act, unshortened
	pages   *kit.Tabs
	persons *kit.DataTable[presenter.ActPerson]
	more    *kit.Label

	count, removed *kit.Label
	chart          *kit.BarChart
	months         *fyne.Container // as wide as its months need
	outcomes       *screen.Facts
	districts      *screen.Facts
	found, none    fyne.CanvasObject

	save, look *kit.Button
	st         presenter.ActsState
	drawn      bool
}

// pagePreview is the page beside the form that a preview opens.
const pagePreview = 1

// New makes the screen.
func New(p *presenter.Acts, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), wrong: screen.Wrong(), more: kit.NewCaption("").Narrow(), count: kit.NewSubHead("").Narrow(), removed: kit.NewStrong("").Narrow(),
		outcomes: screen.NewRows(sumWidth()), districts: screen.NewRows(sumWidth())}
	s.inputs = screen.NewInputs(host, p.Set)
	s.form = kit.NewForm(nil, nil)
	s.tables()
	s.chart = kit.NewBarChart(120)
	s.months = container.New(&wide{}, s.chart)
	legend := kit.NewLegend(kit.Bar{Text: host.T("acts.before"), Status: look.StatusWaiting}, kit.Bar{Text: host.T("acts.after"), Status: look.StatusNew})
	sums := kit.NewStack(8, kit.NewHeading(host.T("acts.by_outcome")), s.outcomes.Container, kit.NewHeading(host.T("acts.by_district")), s.districts.Container)
	s.found = screen.Border(kit.NewStack(4, s.count, s.removed, kit.NewHeading(host.T("acts.by_month")), legend, container.NewHScroll(s.months)), nil, nil, nil, screen.Padded(8, 0, 0, 0, container.NewVScroll(sums)))
	s.none = kit.NewEmptyState(host.T("acts.preview.none"), "", nil)
	persons := screen.Border(s.more, nil, nil, nil, s.persons)
	s.pages = kit.NewTabs(kit.Tab{Title: host.T("acts.in_force"), Content: screen.Border(nil, screen.Padded(8, 0, 0, 0, s.whole), nil, nil, s.acts)}, kit.Tab{Title: host.T("acts.preview"), Content: container.NewStack(s.found, s.none)}, kit.Tab{Title: host.T("acts.whom"), Content: persons})
	s.save = kit.NewButton(host.T("button.save_act"), "", func() { host.SaveAs(host.T("button.save_act"), s.st.FileName, p.Save) })
	s.look = kit.NewPrimaryButton(host.T("button.preview"), "Ctrl+Enter", p.Preview)
	left := kit.NewPanel(screen.Border(kit.NewStack(2, kit.NewHeading(host.T("acts.form")), kit.NewParagraph(host.T("acts.how"), 400)), nil, nil, nil, screen.Padded(6, 0, 0, 0, s.form)))
	body := screen.Border(nil, nil, screen.Padded(0, 0, 0, 8, screen.Sized(formWidth(), left)), nil, kit.NewPanel(s.pages))
	page := screen.Border(nil, screen.Padded(7, 0, 0, 0, screen.Foot(s.wrong, s.save, s.look)), nil, nil, body)
	s.object = screen.Page(screen.UnderTabs(host, presenter.ScreenActs, page, p.ShowPage), nil, kit.NewTitle(host.T("due.title")), s.note.Banner)
	return s
}

// formWidth leaves, with very large text, more of a small screen to what the act does.
func formWidth() float32 {
	if look.Size("text") > 17 {
		return 370
	}
	return 430
}

// sumWidth is that of what is counted, beside its count.
func sumWidth() float32 {
	if look.Size("text") > 17 {
		return 280
	}
	return 330
}

func (s *Screen) tables() {
	host := s.host
	s.whole = kit.NewParagraph("", 600)
	s.acts = kit.NewDataTable(
		screen.Wide(host.T("column.act"), 3, func(r presenter.ActRow) string { return r.Title }),
		screen.Text(host.T("column.window"), 176, func(r presenter.ActRow) string { return r.Window }),
		screen.Text(host.T("column.effect"), 120, func(r presenter.ActRow) string { return r.Effect }),
		screen.Spared(screen.Chips(host.T("column.source"), 142, func(r presenter.ActRow) presenter.Chip { return r.Source })))
	s.acts.OnSelected = func(r presenter.ActRow) { s.whole.SetText(r.Title + "\n" + r.Basis) }
	s.persons = kit.NewDataTable(
		screen.Wide(host.T("column.name"), 3, func(r presenter.ActPerson) string { return r.Name }),
		screen.Spared(screen.Wide(host.T("column.outcome"), 3, func(r presenter.ActPerson) string { return r.Outcome })),
		screen.Text(host.T("column.until"), 90, func(r presenter.ActPerson) string { return r.Until }),
		screen.Text(host.T("column.new_until"), 90, func(r presenter.ActPerson) string { return r.NewUntil }),
		screen.Text(host.T("column.next_exam"), 90, func(r presenter.ActPerson) string { return r.Next }),
		screen.Text(host.T("column.new_exam"), 90, func(r presenter.ActPerson) string { return r.NewNext }))
	s.persons.OnOpen = func(r presenter.ActPerson) { s.p.OpenPerson(r.Person) }
	s.persons.SetEmpty(kit.NewEmptyState(host.T("acts.preview.none"), "", nil))
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys begins F8 at the field that has the keyboard.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{NextError: func() { s.p.NextError(s.inputs.Focused()) }, Main: func() {
		if !s.look.Disabled() {
			s.p.Preview()
		}
	}}
}

// Focus gives the keyboard to the first field.
func (s *Screen) Focus() {
	if len(s.st.Fields) > 0 {
		s.inputs.FocusFirst(s.st.Fields[0].Name)
	}
}

// Render shows a state.
func (s *Screen) Render(st presenter.ActsState) {
	before := s.st
	s.st = st
	s.note.Render(st.Banner)
	s.renderForm(st)
	s.wrong.SetText(st.ErrorText)
	if !slices.Equal(st.Acts, before.Acts) || !s.drawn {
		s.acts.SetRows(st.Acts)
	}
	if st.EmptyActs != before.EmptyActs {
		s.acts.SetEmpty(screen.Empty(st.EmptyActs, nil))
	}
	s.renderPreview(st.Preview, before.Preview)
	s.save.SetEnabled(st.Preview != nil && !st.Busy)
	s.look.SetEnabled(!st.Computing)
	s.drawn = true
}

func (s *Screen) renderForm(st presenter.ActsState) {
	fields := s.inputs.Fields(st.Fields)
	if len(s.checks) != len(st.Concerns) {
		s.checks = nil
		for _, tick := range st.Concerns {
			s.checks = append(s.checks, kit.NewCheck(tick.Text, func(on bool) { s.p.Set(tick.Name, map[bool]string{true: "yes"}[on]) }))
		}
		s.shape = ""
	}
	for i, tick := range st.Concerns {
		s.checks[i].Set(tick.On)
	}
	if shape := screen.Shape(st.Fields); shape != s.shape {
		s.shape = shape
		fields = append(fields, kit.NewHeading(s.host.T("acts.concerns")))
		for _, c := range s.checks {
			fields = append(fields, c)
		}
		s.form.SetColumns(fields, nil)
	}
	s.inputs.Turn(st.Focus, st.FocusTurn)
}

func (s *Screen) renderPreview(v, before *presenter.ActPreview) {
	screen.ShowIf(s.found, v != nil)
	screen.ShowIf(s.none, v == nil)
	if v == nil {
		if before != nil || !s.drawn {
			s.persons.SetRows(nil)
			s.more.SetText("")
		}
		return
	}
	if before == nil {
		s.pages.Select(pagePreview)
	}
	s.count.SetText(v.Persons)
	s.removed.SetText(v.Removed)
	s.outcomes.Render(v.ByOutcome)
	s.districts.Render(v.ByDistrict)
	months := make([]kit.Bars, len(v.Months))
	for i, m := range v.Months {
		months[i] = kit.Bars{Label: m.Label, Note: m.Year, Bars: []kit.Bar{{Value: m.Before, Text: m.BeforeText, Status: look.StatusWaiting}, {Value: m.After, Text: m.AfterText, Status: look.StatusNew}}}
	}
	s.chart.SetBars(months, -1)
	s.months.Layout = &wide{len(months)}
	s.months.Refresh()
	s.more.SetText(v.More)
	if before == nil || !slices.Equal(v.Rows, before.Rows) {
		s.persons.SetRows(v.Rows)
	}
}

// wide gives a chart room for each of its months; more than fit are scrolled to.
type wide struct{ months int }

func (w *wide) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(w.months)*46*look.Size("text")/14, o[0].MinSize().Height)
}

func (w *wide) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
}
