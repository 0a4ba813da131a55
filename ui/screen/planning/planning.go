// Package planning sets the need of the coming months against the places of the sittings: they are planned here, places are given, and
// those who have one are invited.
package planning

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the planning.
type Screen struct {
	p      *presenter.Planning
	host   screen.Host
	object fyne.CanvasObject
	note   *screen.Note

	chart     *kit.SelectChart
	title     *kit.Label
	count     *kit.Label
	sittings  *kit.DataTable[presenter.SittingLine]
	districts *kit.DataTable[presenter.Fact]
	dayTitle  *kit.Label
	dayCount  *kit.Label
	places    *kit.DataTable[presenter.PlaceRow]
	progress  *kit.ProgressBar

	add, invite, give    *kit.Button
	cancel, free, missed *kit.Button
	ask                  screen.Reason
	form                 formDialog
	giving               *kit.Dialog
	st                   presenter.PlanningState
	quiet, drawn         bool
}

// New makes the screen.
func New(p *presenter.Planning, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), title: kit.NewSubHead("").Narrow(), count: kit.NewCaption("").Narrow(), dayTitle: kit.NewSubHead("").Narrow(), dayCount: kit.NewCaption("").Narrow()}
	s.ask = screen.Reason{Host: host, Danger: true}
	s.form = formDialog{p: p, host: host}
	s.chart = kit.NewSelectChart(72*14/look.Size(theme.SizeNameText), func(i int) {
		if !s.quiet {
			p.ChooseMonth(i)
		}
	}, func(int) { s.sittings.Focus() })
	s.tables()
	s.progress = kit.NewProgressBar(host.T("button.stop"), p.StopInviting)
	s.add = kit.NewButton(host.T("button.plan_sittings"), "", p.OpenForm)
	s.invite = kit.NewButton(host.T("button.invitations"), "Ctrl+P", s.askInvite)
	s.give = kit.NewPrimaryButton(host.T("button.give_places"), "Ctrl+Enter", p.GivePlaces)
	s.cancel = kit.NewButton(host.T("button.cancel_sitting"), "", func() { s.ask.Open("ask.cancel_sitting", "button.cancel_sitting", p.CancelSitting) })
	s.free = kit.NewButton(host.T("button.free_place"), "", func() { s.ask.Open("ask.free_place", "button.free_place", p.CancelAppointment) })
	s.missed = kit.NewButton(host.T("button.missed"), "", p.Missed)
	legend := kit.NewLegend(kit.Bar{Text: host.T("planning.need"), Status: look.StatusNew}, kit.Bar{Text: host.T("planning.need.short"), Status: look.StatusAlert}, kit.Bar{Text: host.T("planning.places"), Status: look.StatusDone})
	top := kit.NewPanel(kit.NewStack(2, legend, s.chart))
	pages := kit.NewTabs(kit.Tab{Title: host.T("planning.sittings"), Content: s.sittings}, kit.Tab{Title: host.T("planning.districts"), Content: s.districts})
	left := kit.NewPanel(screen.Border(kit.NewStack(0, s.title, s.count), nil, nil, nil, pages))
	day := screen.Border(screen.Padded(0, 6, 0, 0, kit.NewStack(0, s.dayTitle, s.dayCount)), screen.Padded(6, 0, 0, 0, container.NewHBox(s.missed, s.free, s.cancel)), nil, nil, s.places)
	body := container.NewGridWithColumns(2, screen.Padded(8, 0, 0, 4, left), screen.Padded(8, 0, 4, 0, kit.NewPanel(day)))
	page := screen.Border(top, screen.Padded(7, 0, 0, 0, screen.Foot(s.progress, s.add, s.invite, s.give)), nil, nil, body)
	s.object = screen.Page(screen.UnderTabs(host, presenter.ScreenPlanning, page, p.ShowPage), nil, kit.NewTitle(host.T("due.title")), s.note.Banner)
	return s
}

func (s *Screen) tables() {
	host := s.host
	s.sittings = kit.NewDataTable(
		screen.Text(host.T("column.day"), 124, func(r presenter.SittingLine) string { return r.Day }),
		screen.Spared(screen.Text(host.T("column.time"), 96, func(r presenter.SittingLine) string { return r.Hours })),
		screen.Wide(host.T("field.place"), 1, func(r presenter.SittingLine) string { return r.Where }),
		kit.Column[presenter.SittingLine]{Title: host.T("column.taken"), Width: 84, Cell: func(r presenter.SittingLine) kit.Cell { return kit.Cell{Text: r.Booked, Strong: r.Full} }},
		screen.Chips("", 104, func(r presenter.SittingLine) presenter.Chip { return r.State }))

	s.sittings.OnSelected = func(r presenter.SittingLine) {
		if !s.quiet {
			s.p.ChooseSitting(r.ID)
		}
	}
	s.sittings.OnOpen = func(presenter.SittingLine) { s.places.Focus() }
	s.districts = kit.NewDataTable(screen.Wide(host.T("field.district"), 2, func(f presenter.Fact) string { return f.Label }), screen.Wide(host.T("planning.need"), 5, func(f presenter.Fact) string { return f.Value }))
	s.places = kit.NewDataTable(
		screen.Text(host.T("column.time"), 60, func(r presenter.PlaceRow) string { return r.Time }),
		screen.Wide(host.T("column.name"), 1, func(r presenter.PlaceRow) string { return r.Name }),
		screen.Spared(screen.Text(host.T("column.identifier"), 84, func(r presenter.PlaceRow) string { return r.Identifier })),
		screen.Chips("", 116, func(r presenter.PlaceRow) presenter.Chip { return r.State }))
	s.places.OnSelected = func(r presenter.PlaceRow) {
		if !s.quiet {
			s.p.ChoosePerson(r.Person)
		}
	}
	s.places.OnOpen = func(r presenter.PlaceRow) { s.p.OpenPerson(r.Person) }
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys stops the letters before Esc leads back, and gives places only where that may be done.
func (s *Screen) Keys() screen.Keys {
	keys := screen.Keys{Main: func() {
		if !s.give.Disabled() {
			s.p.GivePlaces()
		}
	}, Print: func() {
		if !s.invite.Disabled() {
			s.askInvite()
		}
	}}
	if s.st.Inviting {
		keys.Escape = s.p.StopInviting
	}
	return keys
}

// Focus gives the keyboard to the months; a question that the lock of the desk took away is asked again.
func (s *Screen) Focus() {
	switch {
	case s.st.Form != nil:
		s.form.dialog = nil
		s.form.render(s.st.Form, s.st.Busy)
	case s.st.Given != nil:
		s.giving = nil
		s.renderGiven(s.st.Given)
	default:
		kit.Focus(s.chart)
	}
}

// Render shows a state.
func (s *Screen) Render(st presenter.PlanningState) {
	s.quiet = true
	defer func() { s.quiet = false }()
	before := s.st
	s.st = st
	s.note.Render(st.Banner)
	s.chart.SetBars(bars(st), st.Month)
	s.title.SetText(st.Title)
	s.count.SetText(st.Count)
	if !slices.Equal(st.Sittings, before.Sittings) || !s.drawn {
		s.sittings.SetRows(st.Sittings)
	}
	if !slices.Equal(st.Facts, before.Facts) {
		s.districts.SetRows(st.Facts)
	}
	if st.Empty != before.Empty {
		s.sittings.SetEmpty(screen.Empty(st.Empty, s.p.OpenForm))
	}
	s.sittings.SelectRow(st.Sitting)
	s.sittings.SetDimmed(st.Working)
	s.dayTitle.SetText(st.DayTitle)
	s.dayCount.SetText(st.DayCount)
	if !slices.Equal(st.Places, before.Places) || !s.drawn {
		s.places.SetRows(st.Places)
	}
	if st.EmptyDay != before.EmptyDay {
		s.places.SetEmpty(screen.Empty(st.EmptyDay, nil))
	}
	s.places.SelectRow(st.Person)
	screen.ShowIf(s.progress, st.Inviting)
	if st.Inviting {
		s.progress.Set(float64(st.InviteShare), st.Invited)
	}
	s.add.SetEnabled(st.MayPlan && !st.Busy)
	s.invite.SetEnabled(len(st.Sittings) > 0 && !st.Busy)
	s.give.SetEnabled(st.MayPlan && !st.Busy && len(st.Sittings) > 0)
	s.cancel.SetEnabled(st.MayCancel && !st.Busy)
	s.free.SetEnabled(st.MayFree && !st.Busy)
	s.missed.SetEnabled(st.MayMiss && !st.Busy)
	s.form.render(st.Form, st.Busy)
	s.renderGiven(st.Given)
	s.drawn = true
}

// bars sets need beside places; a month whose places do not suffice says so in colour and in words.
func bars(st presenter.PlanningState) []kit.Bars {
	all := make([]kit.Bars, len(st.Months))
	for i, m := range st.Months {
		need := look.StatusNew
		if m.Short != "" {
			need = look.StatusAlert
		}
		all[i] = kit.Bars{Label: m.Label, Strong: m.Now, Alert: m.Short, Note: m.Trips,
			Bars: []kit.Bar{{Value: m.Need, Text: m.NeedText, Status: need}, {Value: m.Places, Text: m.PlaceText, Status: look.StatusDone}}}
	}
	return all
}
