// Package work is the work list: the cases of the commission, those that wait longest first, with the chosen one beside them.
package work

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the work list.
type Screen struct {
	p      *presenter.WorkList
	host   screen.Host
	object fyne.CanvasObject

	search                 *kit.SearchEntry
	stage, period, doctor  *kit.CodeSelect
	counts                 *kit.Label
	note                   *screen.Note
	table                  *kit.DataTable[presenter.WorkRow]
	name, line             *kit.Label
	stageChip              *kit.Chip
	facts                  *screen.Facts
	take, open             *kit.Button
	card                   *fyne.Container
	rows                   []presenter.WorkRow
	stages, periods, whose []presenter.Option
	empty                  presenter.Empty
	quiet                  bool
}

// New makes the screen.
func New(p *presenter.WorkList, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, counts: kit.NewCaption("").Narrow(), note: screen.NewNote()}
	s.search = kit.NewSearchEntry(host.T("work.search"), p.Search)
	s.search.OnDown = func() { s.table.Focus() }
	s.search.OnEnter = func() { s.openSelected() }
	s.stage = kit.NewCodeSelect("", nil, s.filter(p.FilterStage))
	s.period = kit.NewCodeSelect("", nil, s.filter(p.FilterPeriod))
	s.doctor = kit.NewCodeSelect("", nil, s.filter(p.FilterDoctor))
	add := kit.NewPrimaryButton(host.T("button.new_case"), "Ctrl+N", p.NewCase).WithIcon(icons.Plus)
	// With very large text a small screen has room for what tells cases apart; the rest stands on the card.
	large := look.Size(theme.SizeNameText) > 17
	searching := float32(330)
	if large {
		searching = 230
	}
	tools := screen.Border(nil, nil, container.NewHBox(screen.Sized(searching, s.search), s.stage, s.period, s.doctor), add)
	columns := []kit.Column[presenter.WorkRow]{
		screen.Text(host.T("column.case"), 122, func(r presenter.WorkRow) string { return r.Number }),
		screen.Wide(host.T("column.name"), 1, func(r presenter.WorkRow) string { return r.Name }),
		screen.Text(host.T("column.identifier"), 90, func(r presenter.WorkRow) string { return r.Identifier }),
		{Title: host.T("column.stage"), Width: 150, Cell: stageCell},
		{Title: host.T("column.deadline"), Width: 123, Cell: func(r presenter.WorkRow) kit.Cell { return kit.Cell{Text: r.Deadline, Alert: r.Late} }},
		screen.Text(host.T("column.doctor"), 120, func(r presenter.WorkRow) string { return r.Doctor }),
	}
	if large {
		columns = slices.Delete(columns[:5], 2, 3)
	}
	s.table = kit.NewDataTable(columns...)
	s.table.OnSelected = func(r presenter.WorkRow) {
		if !s.quiet {
			p.Select(r.ID)
		}
	}
	s.table.OnOpen = func(r presenter.WorkRow) { p.OpenCase(r.ID) }
	s.table.OnNearEnd = p.NextPage

	s.name, s.line = kit.NewSubHead("").Narrow(), kit.NewCaption("").Narrow()
	s.stageChip, s.facts = kit.NewChip("", look.StatusNone), screen.NewFacts(270)
	s.take = kit.NewButton(host.T("button.take"), "", p.Take)
	s.open = kit.NewButton(host.T("button.open"), "Enter", s.openSelected)
	s.card = screen.Border(kit.NewStack(4, s.name, s.line, container.NewHBox(s.stageChip), s.facts.Container), kit.NewStack(4, s.take, s.open), nil, nil)
	detail := screen.Sized(290*14/look.Size(theme.SizeNameText), kit.NewPanel(s.card))
	body := screen.Border(nil, nil, nil, screen.Padded(0, 0, 8, 0, detail), kit.NewPanel(s.table))
	s.object = screen.Page(body, nil, kit.NewTitle(host.T("work.title")), s.note.Banner, tools, s.counts)
	return s
}

func stageCell(r presenter.WorkRow) kit.Cell {
	if r.Mark != "" {
		return kit.Cell{Text: r.Mark, Status: look.StatusAlert}
	}
	return kit.Cell{Text: r.Stage.Text, Status: screen.Status(r.Stage.Tone)}
}

func (s *Screen) filter(set func(string)) func(string) {
	return func(value string) {
		if !s.quiet {
			set(value)
		}
	}
}

func (s *Screen) openSelected() {
	if r, ok := s.table.Selected(); ok {
		s.p.OpenCase(r.ID)
	}
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys offers the search.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{Search: s.search.Again}
}

// Focus gives the keyboard to the search.
func (s *Screen) Focus() { kit.Focus(s.search) }

// Render shows a state.
func (s *Screen) Render(st presenter.WorkState) {
	s.quiet = true
	defer func() { s.quiet = false }()
	s.note.Render(st.Banner)
	if s.search.Text != st.Query {
		s.search.OnSearch = nil
		s.search.SetText(st.Query)
		s.search.OnSearch = s.p.Search
	}
	screen.Choose(s.stage, &s.stages, st.Stages, st.Stage)
	screen.Choose(s.period, &s.periods, st.Periods, st.Period)
	screen.Choose(s.doctor, &s.whose, st.Doctors, st.Doctor)
	s.counts.SetText(st.Counts)
	if st.Empty != s.empty {
		s.empty = st.Empty
		s.table.SetEmpty(screen.Empty(st.Empty, s.p.ShowAll))
	}
	if !slices.Equal(st.Rows, s.rows) {
		s.rows = st.Rows
		s.table.SetRows(st.Rows)
	}
	if st.Selected >= 0 {
		s.table.SelectRow(st.Selected)
	}
	s.table.SetDimmed(st.Working)
	s.renderCard(st.Card, st.Busy)
}

func (s *Screen) renderCard(c *presenter.CaseCard, busy bool) {
	screen.ShowIf(s.card, c != nil)
	if c == nil {
		return
	}
	s.name.SetText(c.Name)
	s.line.SetText(c.Line)
	if s.stageChip.Text() != c.Stage.Text {
		s.stageChip.Set(c.Stage.Text, screen.Status(c.Stage.Tone))
	}
	s.facts.Render(c.Facts)
	screen.ShowIf(s.take, c.CanTake)
	s.take.SetEnabled(!busy)
}
