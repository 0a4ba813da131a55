// Package due is the due list: whose next examination falls into a month, on a day, or is overdue.
package due

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the due list.
type Screen struct {
	p       *presenter.Due
	host    screen.Host
	object  fyne.CanvasObject
	note    *screen.Note
	month   *kit.Label
	grid    *month
	title   *kit.Label
	count   *kit.Label
	late    *kit.Button
	all     *kit.Button
	table   *kit.DataTable[presenter.DueRow]
	open    *kit.Button
	begin   *kit.Button
	rows    []presenter.DueRow
	empty   presenter.Empty
	quiet   bool
	started bool
}

// New makes the screen.
func New(p *presenter.Due, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), month: kit.NewSubHead(""), title: kit.NewSubHead("").Narrow(), count: kit.NewCaption("").Narrow()}
	s.grid = newMonth(p.ShowDay)
	back, on := kit.NewIconButton(icons.ChevronLeft, p.PreviousMonth), kit.NewIconButton(icons.ChevronRight, p.NextMonth)
	head := screen.Border(nil, nil, back, on, container.NewCenter(s.month))
	s.late = kit.NewButton("", "", p.ShowOverdue)
	s.all = kit.NewButton(host.T("due.month"), "", p.ShowMonth)
	today := kit.NewButton(host.T("date.today"), "", p.ThisMonth)
	left := kit.NewPanel(screen.Border(kit.NewStack(6, head), kit.NewStack(6, s.late, s.all, today), nil, nil, s.grid))
	s.table = kit.NewDataTable(
		screen.Wide(host.T("column.name"), 6, func(r presenter.DueRow) string { return r.Name }),
		screen.Text(host.T("column.identifier"), 84, func(r presenter.DueRow) string { return r.Identifier }),
		screen.Wide(host.T("column.outcome"), 10, func(r presenter.DueRow) string { return r.Outcome }),
		kit.Column[presenter.DueRow]{Title: host.T("column.next_exam"), Width: 150, Cell: func(r presenter.DueRow) kit.Cell { return kit.Cell{Text: r.Next, Alert: r.Late} }})
	s.table.OnSelected = func(r presenter.DueRow) {
		if !s.quiet {
			p.Select(r.Person)
		}
	}
	s.table.OnOpen = func(r presenter.DueRow) { p.OpenPerson(r.Person) }
	export := kit.NewButton(host.T("button.export"), "", func() { host.SaveAs(host.T("button.export"), "due.csv", p.SaveCSV) })
	s.begin = kit.NewButton(host.T("button.new_case"), "", func() {
		if r, ok := s.table.Selected(); ok {
			p.NewCase(r.Person)
		}
	})
	s.open = kit.NewPrimaryButton(host.T("button.open"), "Enter", func() {
		if r, ok := s.table.Selected(); ok {
			p.OpenPerson(r.Person)
		}
	})
	list := kit.NewPanel(screen.Border(screen.Padded(0, 6, 0, 0, kit.NewStack(0, s.title, s.count)), nil, nil, nil, s.table))
	body := screen.Border(nil, nil, screen.Padded(0, 0, 0, 8, screen.Sized(296, left)), nil, list)
	s.object = screen.Page(body, screen.Foot(nil, export, s.begin, s.open), kit.NewTitle(host.T("due.title")), s.note.Banner)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys leaves all to the presenter.
func (s *Screen) Keys() screen.Keys { return screen.Keys{} }

// Focus gives the keyboard to the list.
func (s *Screen) Focus() { s.table.Focus() }

// Render shows a state.
func (s *Screen) Render(st presenter.DueState) {
	s.quiet = true
	defer func() { s.quiet = false }()
	s.note.Render(st.Banner)
	s.month.SetText(st.Month)
	s.grid.show(st.Weekdays, st.Weeks)
	s.title.SetText(st.Title)
	s.count.SetText(st.Count)
	words := st.Late
	if words == "" {
		words = s.host.T("due.overdue")
	}
	if s.late.Text() != words {
		s.late.SetText(words, "")
	}
	s.late.SetEnabled(st.Late != "" && !st.Overdue)
	s.all.SetEnabled(st.Title != st.Month)
	if st.Empty != s.empty {
		s.empty = st.Empty
		s.table.SetEmpty(screen.Empty(st.Empty, s.p.NextMonth))
	}
	if !slices.Equal(st.Rows, s.rows) || !s.started {
		s.started = true
		s.rows = st.Rows
		s.table.SetRows(st.Rows)
	}
	s.table.SelectRow(st.Selected)
	s.table.SetDimmed(st.Working)
	s.open.SetEnabled(st.Selected >= 0)
	s.begin.SetEnabled(st.Selected >= 0)
}
