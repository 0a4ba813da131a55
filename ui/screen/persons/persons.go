// Package persons is the search for persons: whoever is looked for is found by a name in any spelling or by an identifier.
package persons

import (
	"slices"

	"fyne.io/fyne/v2"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the search.
type Screen struct {
	p      *presenter.Persons
	object fyne.CanvasObject
	search *kit.SearchEntry
	count  *kit.Label
	note   *screen.Note
	hint   *screen.Note
	table  *kit.DataTable[presenter.PersonRow]
	open   *kit.Button
	begin  *kit.Button
	host   screen.Host
	rows   []presenter.PersonRow
	empty  presenter.Empty
	quiet  bool
}

// New makes the screen.
func New(p *presenter.Persons, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, count: kit.NewCaption("").Narrow(), note: screen.NewNote(), hint: screen.NewNote()}
	s.search = kit.NewSearchEntry(host.T("search.placeholder"), p.Search)
	s.search.OnDown = func() { s.table.Focus() }
	s.search.OnEnter = s.openSelected
	add := kit.NewPrimaryButton(host.T("button.new_person"), "", p.NewPerson).WithIcon(icons.Plus)
	tools := screen.Border(nil, nil, screen.Sized(460, s.search), add)
	s.table = kit.NewDataTable(
		screen.Wide(host.T("column.name"), 3.4, func(r presenter.PersonRow) string { return r.Name }),
		screen.Text(host.T("column.identifier"), 100, func(r presenter.PersonRow) string { return r.Identifier }),
		screen.Text(host.T("column.birth"), 120, func(r presenter.PersonRow) string { return r.Birth }),
		screen.Wide(host.T("column.outcome"), 4.4, func(r presenter.PersonRow) string { return r.Outcome }),
		screen.Text(host.T("column.until"), 106, func(r presenter.PersonRow) string { return r.Until }),
		screen.Chips("", 106, func(r presenter.PersonRow) presenter.Chip { return r.Mark }),
	)
	s.table.OnSelected = func(r presenter.PersonRow) {
		if !s.quiet {
			p.Select(r.ID)
		}
	}
	s.table.OnOpen = func(r presenter.PersonRow) { p.OpenPerson(r.ID) }
	s.open = kit.NewButton(host.T("button.open"), "Enter", s.openSelected)
	s.begin = kit.NewButton(host.T("button.new_case"), "", func() {
		if r, ok := s.table.Selected(); ok {
			p.NewCase(r.ID)
		}
	})
	s.object = screen.Page(kit.NewPanel(s.table), screen.Foot(nil, s.begin, s.open), kit.NewTitle(host.T("search.title")), s.note.Banner, s.hint.Banner, tools, s.count)
	return s
}

func (s *Screen) openSelected() {
	if r, ok := s.table.Selected(); ok {
		s.p.OpenPerson(r.ID)
	}
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys offers the search.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{Search: s.search.Again, Main: s.openSelected}
}

// Focus gives the keyboard to the search.
func (s *Screen) Focus() { kit.Focus(s.search) }

// Render shows a state.
func (s *Screen) Render(st presenter.PersonsState) {
	s.quiet = true
	defer func() { s.quiet = false }()
	s.note.Render(st.Banner)
	hint := presenter.Banner{}
	if st.ForCase {
		hint = presenter.Banner{Text: s.host.T("search.for_case"), Tone: presenter.ToneNew}
	}
	s.hint.Render(hint)
	if s.search.Text != st.Query {
		s.search.OnSearch = nil
		s.search.SetText(st.Query)
		s.search.OnSearch = s.p.Search
	}
	s.count.SetText(st.Count)
	if st.Empty != s.empty {
		s.empty = st.Empty
		s.table.SetEmpty(screen.Empty(st.Empty, s.p.NewPerson))
	}
	if !slices.Equal(st.Rows, s.rows) {
		s.rows = st.Rows
		s.table.SetRows(st.Rows)
	}
	s.table.SelectRow(st.Selected)
	s.table.SetDimmed(st.Working)
	s.open.SetEnabled(st.Selected >= 0)
	s.begin.SetEnabled(st.Selected >= 0)
	screen.ShowIf(s.begin, !st.ForCase)
	words := "button.open"
	if st.ForCase {
		words = "button.choose"
	}
	if s.open.Text() != s.host.T(words) {
		s.open.SetText(s.host.T(words), "Enter")
	}
}
