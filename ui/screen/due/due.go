// Package due is the calendar of re-examinations: whose next examination falls into a month, on a day, is overdue, or may be held already.
package due

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the calendar.
type Screen struct {
	p         *presenter.Due
	host      screen.Host
	object    fyne.CanvasObject
	note      *screen.Note
	saved     *kit.Label
	month     *kit.Label
	grid      *month
	year      *kit.SelectChart
	title     *kit.Label
	count     *kit.Label
	lists     map[presenter.DueList]*kit.Button
	district  *kit.CodeSelect
	districts []presenter.Option
	unbooked  *kit.Check
	table     *kit.DataTable[presenter.DueRow]
	open      *kit.Button
	begin     *kit.Button
	rows      []presenter.DueRow
	empty     presenter.Empty
	st        presenter.DueState
	quiet     bool
	started   bool
}

// New makes the screen.
func New(p *presenter.Due, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), saved: kit.NewCaption("").Narrow(), month: kit.NewSubHead(""), title: kit.NewSubHead("").Narrow(), count: kit.NewCaption("").Narrow()}
	s.grid = newMonth(p)
	s.year = kit.NewSelectChart(46, func(i int) { p.JumpTo(s.st.Months[i].Month) }, func(int) { kit.Focus(s.grid) })
	back, on := kit.NewIconButton(icons.ChevronLeft, p.PreviousMonth), kit.NewIconButton(icons.ChevronRight, p.NextMonth)
	head := screen.Border(nil, nil, back, on, container.NewCenter(s.month))
	list := func(l presenter.DueList, words string) *kit.Button {
		return kit.NewButton(words, "", func() {
			p.Show(l)
			s.table.Focus() // the button of the list that is shown is off, and would keep the keyboard to itself
		})
	}
	s.lists = map[presenter.DueList]*kit.Button{presenter.DueMonth: list(presenter.DueMonth, host.T("due.month")), presenter.DueOverdue: list(presenter.DueOverdue, ""), presenter.DueEarly: list(presenter.DueEarly, "")}
	today := kit.NewButton(host.T("date.today"), "", p.ThisMonth)
	buttons := container.NewGridWithColumns(2, s.lists[presenter.DueMonth], today, s.lists[presenter.DueOverdue], s.lists[presenter.DueEarly])
	left := kit.NewPanel(screen.Border(kit.NewStack(4, head), buttons, nil, nil, s.grid))
	s.table = kit.NewDataTable(columns(host)...)
	s.table.OnSelected = func(r presenter.DueRow) {
		if !s.quiet {
			p.Select(r.Person)
		}
	}
	s.table.OnOpen = func(r presenter.DueRow) { p.OpenPerson(r.Person) }
	s.district = kit.NewCodeSelect("", nil, func(code string) {
		if !s.quiet {
			p.FilterDistrict(code)
		}
	})
	s.unbooked = kit.NewCheck(host.T("due.unbooked"), p.FilterUnbooked)
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
	named := screen.Border(nil, nil, nil, container.NewHBox(screen.Sized(190, s.district), s.unbooked), kit.NewStack(0, s.title, s.count))
	right := kit.NewPanel(screen.Border(kit.NewStack(6, s.year, named), nil, nil, nil, screen.Padded(6, 0, 0, 0, s.table)))
	body := screen.Border(nil, nil, screen.Padded(0, 0, 0, 8, screen.Sized(296, left)), nil, right)
	page := screen.Border(nil, screen.Padded(7, 0, 0, 0, screen.Foot(nil, export, s.begin, s.open)), nil, nil, body)
	s.object = screen.Page(screen.UnderTabs(host, presenter.ScreenDue, page, p.ShowPage), nil, kit.NewTitle(host.T("due.title")), s.saved, s.note.Banner)
	return s
}

// columns are what tells those due apart.
func columns(host screen.Host) []kit.Column[presenter.DueRow] {
	return []kit.Column[presenter.DueRow]{
		screen.Wide(host.T("column.name"), 6, func(r presenter.DueRow) string { return r.Name }),
		screen.Spared(screen.Text(host.T("column.identifier"), 84, func(r presenter.DueRow) string { return r.Identifier })),
		screen.Spared(screen.Wide(host.T("column.outcome"), 5, func(r presenter.DueRow) string { return r.Outcome })),
		{Title: host.T("column.next_exam"), Width: 120, Cell: func(r presenter.DueRow) kit.Cell { return kit.Cell{Text: r.Next, Alert: r.Late} }},
		screen.Wide(host.T("field.district"), 4, func(r presenter.DueRow) string { return r.District }),
		screen.Text(host.T("column.booked"), 92, func(r presenter.DueRow) string { return r.Booked })}
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys leaves all to the presenter; those of the calendar are told.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{Help: []kit.KeyHelp{{Key: s.host.T("keys.arrows"), Does: s.host.T("keys.day")}, {Key: "PgUp, PgDn", Does: s.host.T("keys.month")}, {Key: "Enter", Does: s.host.T("keys.show_day")}}}
}

// Focus gives the keyboard to the list.
func (s *Screen) Focus() { s.table.Focus() }

// Render shows a state.
func (s *Screen) Render(st presenter.DueState) {
	s.quiet = true
	defer func() { s.quiet = false }()
	s.st = st
	s.note.Render(st.Banner)
	s.saved.SetText(st.Saved)
	screen.ShowIf(s.saved, st.Saved != "")
	s.month.SetText(st.Month)
	s.grid.show(st.Weekdays, st.Weeks)
	s.year.SetBars(bars(st), st.Shown)
	s.title.SetText(st.Title)
	s.count.SetText(st.Count)
	s.button(presenter.DueMonth, s.host.T("due.month"), st.Title != st.Month)
	s.button(presenter.DueOverdue, st.Late, st.Late != "" && st.List != presenter.DueOverdue)
	s.button(presenter.DueEarly, st.Early, st.Early != "" && st.List != presenter.DueEarly)
	screen.Choose(s.district, &s.districts, st.Districts, st.District)
	screen.ShowIf(s.district, len(st.Districts) > 1)
	s.unbooked.Set(st.Unbooked)
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

// button names a list with how many are in it, or by its name alone when nobody is.
func (s *Screen) button(list presenter.DueList, words string, on bool) {
	if words == "" {
		words = s.host.T(map[presenter.DueList]string{presenter.DueOverdue: "due.overdue", presenter.DueEarly: "due.early"}[list])
	}
	if b := s.lists[list]; b.Text() != words {
		b.SetText(words, "")
	}
	s.lists[list].SetEnabled(on)
}

func bars(st presenter.DueState) []kit.Bars {
	all := make([]kit.Bars, len(st.Months))
	for i, m := range st.Months {
		status := look.StatusNew
		if m.Past {
			status = look.StatusAlert
		}
		all[i] = kit.Bars{Label: m.Label, Strong: m.Now, Bars: []kit.Bar{{Value: m.Count, Text: m.Text, Status: status}}}
	}
	return all
}
