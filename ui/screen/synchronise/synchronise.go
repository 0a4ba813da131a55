// Package synchronise shows where the desk stands with the registry, what it refused, and lets a person synchronise now.
package synchronise

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the synchronisation.
type Screen struct {
	p         *presenter.Synchronise
	host      screen.Host
	object    fyne.CanvasObject
	note      *screen.Note
	facts     *screen.Facts
	progress  *kit.ProgressBar
	result    *kit.Label
	refused   *kit.DataTable[presenter.RefusedRow]
	conflicts *kit.DataTable[presenter.PersonRow]
	run       *kit.Button
	rows      []presenter.RefusedRow
	persons   []presenter.PersonRow
	reason    *kit.Paragraph // of the chosen refusal, whole
	running   bool
}

// New makes the screen.
func New(p *presenter.Synchronise, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), facts: screen.NewRows(230), result: kit.NewStrong("").Narrow(), reason: kit.NewParagraph("", 600)}
	s.progress = kit.NewProgressBar(host.T("button.stop"), p.Stop)
	s.refused = kit.NewDataTable(
		screen.Text(host.T("column.when"), 130, func(r presenter.RefusedRow) string { return r.When }),
		screen.Wide(host.T("column.what"), 2, func(r presenter.RefusedRow) string { return r.What }),
		screen.Wide(host.T("column.reason"), 4, func(r presenter.RefusedRow) string { return r.Reason }))
	s.refused.OnOpen = p.OpenRefused
	s.refused.OnSelected = func(r presenter.RefusedRow) { s.reason.SetText(r.Reason) }
	s.refused.SetEmpty(kit.NewEmptyState(host.T("empty.refused"), "", nil))
	s.conflicts = kit.NewDataTable(
		screen.Wide(host.T("column.name"), 2, func(r presenter.PersonRow) string { return r.Name }),
		screen.Text(host.T("column.identifier"), 110, func(r presenter.PersonRow) string { return r.Identifier }),
		screen.Text(host.T("column.birth"), 120, func(r presenter.PersonRow) string { return r.Birth }))
	s.conflicts.OnOpen = func(r presenter.PersonRow) { p.OpenPerson(r.ID) }
	s.conflicts.SetEmpty(kit.NewEmptyState(host.T("empty.conflicts"), "", nil))
	s.reason.Hide()
	s.run = kit.NewPrimaryButton(host.T("button.sync"), "F9", p.Run).WithIcon(icons.Sync)
	left := kit.NewPanel(kit.NewStack(10, s.facts.Container, s.progress, s.result, kit.NewParagraph(host.T("sync.how"), 380)))
	titled := func(title string, o fyne.CanvasObject) fyne.CanvasObject {
		return kit.NewPanel(screen.Border(kit.NewHeading(title), nil, nil, nil, o))
	}
	right := container.NewGridWithRows(2, screen.Padded(0, 3, 0, 0, titled(host.T("sync.refused"), screen.Border(nil, s.reason, nil, nil, s.refused))), screen.Padded(3, 0, 0, 0, titled(host.T("sync.conflicts"), s.conflicts)))
	body := screen.Border(nil, nil, screen.Padded(0, 0, 0, 8, screen.Sized(430, left)), nil, right)
	s.object = screen.Page(body, screen.Foot(nil, s.run), kit.NewTitle(host.T("sync.title")), s.note.Banner)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys stops what runs before Esc leads back.
func (s *Screen) Keys() screen.Keys {
	if s.running {
		return screen.Keys{Escape: s.p.Stop}
	}
	return screen.Keys{}
}

// Focus gives the keyboard to the main button.
func (s *Screen) Focus() { kit.Focus(s.run) }

// Render shows a state.
func (s *Screen) Render(st presenter.SyncState) {
	s.note.Render(st.Banner)
	s.facts.Render(st.Facts)
	s.running = st.Running
	screen.ShowIf(s.progress, st.Running)
	if st.Running {
		s.progress.Set(float64(st.Share), st.Progress)
	}
	s.result.SetText(st.Result)
	screen.ShowIf(s.result, st.Result != "")
	if !slices.Equal(st.Refused, s.rows) {
		s.rows = st.Refused
		s.refused.SetRows(st.Refused)
		screen.ShowIf(s.reason, len(st.Refused) > 0)
	}
	if !slices.Equal(st.Conflicts, s.persons) {
		s.persons = st.Conflicts
		s.conflicts.SetRows(st.Conflicts)
	}
	s.run.SetEnabled(st.CanRun)
}
