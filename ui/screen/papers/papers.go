// Package papers makes the papers of many cases in one run, and shows the book of numbered forms.
package papers

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the page on which papers are made.
type Screen struct {
	p      *presenter.Papers
	host   screen.Host
	object fyne.CanvasObject

	note, barred, report *screen.Note
	kind                 *kit.CodeSelect
	kinds                []presenter.Option
	count                *kit.Label
	all, none            *kit.Button
	open                 *kit.Button
	table                *kit.DataTable[presenter.ToPrintRow]
	failures             *kit.DataTable[presenter.FailureRow]
	failed               *fyne.Container
	progress             *kit.ProgressBar
	each, together, main *kit.Button
	quiet                bool
	st                   presenter.PapersState
	drawn                bool
}

// New makes the page.
func New(p *presenter.Papers, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), barred: screen.NewNote(), report: screen.NewNote(), count: kit.NewCaption("").Narrow()}
	s.kind = kit.NewCodeSelect("", nil, p.SetKind)
	s.all, s.none = kit.NewButton(host.T("papers.all"), "", p.All), kit.NewButton(host.T("papers.clear"), "", p.None)
	s.open = kit.NewButton(host.T("button.open_case"), "", s.openCase)
	s.table = kit.NewDataTable(
		screen.Chips(host.T("column.chosen"), 96, func(r presenter.ToPrintRow) presenter.Chip { return r.In }),
		screen.Text(host.T("column.case"), 120, func(r presenter.ToPrintRow) string { return r.Number }),
		screen.Wide(host.T("column.name"), 1, func(r presenter.ToPrintRow) string { return r.Name }),
		screen.Spared(screen.Text(host.T("field.received"), 100, func(r presenter.ToPrintRow) string { return r.Received })),
		screen.Chips(host.T("column.state"), 168, func(r presenter.ToPrintRow) presenter.Chip { return r.State }))
	s.table.OnSelected = func(r presenter.ToPrintRow) {
		if !s.quiet {
			p.Select(r.Case)
		}
	}
	s.table.OnOpen = func(r presenter.ToPrintRow) { p.Toggle(r.Case) }
	s.failures = kit.NewDataTable(
		screen.Text(host.T("column.case"), 120, func(r presenter.FailureRow) string { return r.Number }),
		screen.Wide(host.T("column.name"), 2, func(r presenter.FailureRow) string { return r.Name }),
		screen.Wide(host.T("column.why"), 5, func(r presenter.FailureRow) string { return r.Why }))
	s.failures.OnOpen = func(r presenter.FailureRow) { p.OpenCase(r.Case) }
	s.progress = kit.NewProgressBar(host.T("button.stop"), p.Stop)
	s.each = kit.NewButton(host.T("papers.each"), "", func() { host.SaveAs(host.T("papers.each.title"), s.st.Folder, p.SaveEach) }).WithIcon(icons.Document)
	s.together = kit.NewButton(host.T("papers.together"), "", s.saveTogether).WithIcon(icons.Document)
	s.main = kit.NewPrimaryButton(host.T("button.print"), "Ctrl+P", p.Print).WithIcon(icons.Print)
	tools := screen.Border(nil, nil, container.NewHBox(screen.Sized(340, s.kind), s.all, s.none, s.open), nil, screen.Padded(0, 0, 8, 0, s.count))
	s.failed = screen.Border(kit.NewHeading(host.T("papers.failures")), nil, nil, nil, screen.Tall(130, s.failures))
	body := screen.Border(nil, screen.Padded(8, 0, 0, 0, s.failed), nil, nil, s.table)
	page := screen.Border(screen.Padded(6, 6, 0, 0, kit.NewStack(4, s.report.Banner, tools)), screen.Padded(7, 0, 0, 0, screen.Foot(s.progress, s.each, s.together, s.main)), nil, nil, kit.NewPanel(body))
	s.object = screen.Page(screen.UnderTabs(host, presenter.ScreenPapers, page, p.ShowPage), nil, kit.NewTitle(host.T("papers.title")), s.note.Banner, s.barred.Banner)
	return s
}

func (s *Screen) openCase() {
	if row, ok := s.table.Selected(); ok {
		s.p.OpenCase(row.Case)
	}
}

func (s *Screen) saveTogether() {
	s.host.SaveAs(s.host.T("papers.together"), s.st.FileName, s.p.SaveTogether)
}

// act prints, or writes the file for the printer where this computer has none.
func (s *Screen) act() {
	switch {
	case !s.st.CanStart:
	case s.st.CanPrint:
		s.p.Print()
	default:
		s.saveTogether()
	}
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys stops a run before Esc leads back.
func (s *Screen) Keys() screen.Keys {
	keys := screen.Keys{Main: s.act, Print: s.act, Help: []kit.KeyHelp{{Key: "Enter", Does: s.host.T("papers.toggle")}}}
	if s.st.Running {
		keys.Escape = s.p.Stop
	}
	return keys
}

// Focus gives the keyboard to the list.
func (s *Screen) Focus() {
	if len(s.st.Rows) > 0 {
		s.table.Focus()
		return
	}
	kit.Focus(s.kind)
}

// Render shows a state.
func (s *Screen) Render(st presenter.PapersState) {
	before := s.st
	s.st = st
	s.note.Render(st.Banner)
	s.barred.Render(presenter.Banner{Text: st.Barred, Tone: presenter.ToneWaiting})
	s.report.Render(st.Report)
	screen.Choose(s.kind, &s.kinds, st.Kinds, st.Kind)
	s.count.SetText(st.Count)
	s.quiet = true
	if st.Empty != before.Empty || !s.drawn {
		s.table.SetEmpty(screen.Empty(st.Empty, nil))
	}
	if !slices.Equal(st.Rows, before.Rows) || !s.drawn {
		s.table.SetRows(st.Rows)
	}
	if st.Selected >= 0 && s.table.SelectedRow() != st.Selected {
		s.table.SelectRow(st.Selected)
	}
	s.quiet = false
	s.table.SetDimmed(st.Working && !st.Running)
	if !slices.Equal(st.Failures, before.Failures) || !s.drawn {
		s.failures.SetRows(st.Failures)
	}
	screen.ShowIf(s.failed, len(st.Failures) > 0)
	screen.ShowIf(s.progress, st.Running)
	if st.Running {
		s.progress.Set(st.Share, st.Progress)
	}
	s.buttons(st)
	s.drawn = true
}

func (s *Screen) buttons(st presenter.PapersState) {
	words := s.host.T("button.print")
	screen.ShowIf(s.together, st.CanPrint || !st.CanStart)
	if !st.CanPrint && st.CanStart {
		words = s.host.T("papers.together")
	}
	if s.main.Text() != words {
		s.main.SetText(words, "Ctrl+P")
	}
	s.main.OnTapped = s.act
	for _, b := range []*kit.Button{s.each, s.together, s.main} {
		b.SetEnabled(st.CanStart)
	}
	for _, b := range []*kit.Button{s.all, s.none} {
		b.SetEnabled(!st.Running && len(st.Rows) > 0)
	}
	s.open.SetEnabled(len(st.Rows) > 0)
}
