// Package casefile is the frame of a case: who, where it stands, and its five pages. It draws the pages Referral and History itself;
// Examination, Decision and Certificate are screens of their own.
package casefile

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Paged is a screen that is a page of a case: its last line stands below the frame's panel.
type Paged interface {
	screen.Screen
	Foot() fyne.CanvasObject
}

// Screen is the frame.
type Screen struct {
	p      *presenter.Case
	host   screen.Host
	object fyne.CanvasObject

	title      *kit.Label
	name, line *kit.Label
	stage      *kit.Chip
	saved      *kit.Label
	note       *screen.Note
	locked     *screen.Note
	tabs       *kit.Tabs
	foot       *fyne.Container
	pages      [5]Paged
	referral   *referral
	history    *history
	quiet      bool
	id         string
	tab        presenter.Tab
}

// titles are the keys of the pages' names.
var titles = [5]string{"case.tab.referral", "exam.tab.exam", "exam.tab.decision", "certificate.title", "exam.tab.log"}

// New makes the screen around the pages that have presenters of their own.
func New(p *presenter.Case, host screen.Host, examination, decision, certificate Paged) *Screen {
	s := &Screen{p: p, host: host, title: kit.NewTitle(host.T("case.title")), name: kit.NewSubHead("").Narrow(), line: kit.NewCaption("").Narrow(), stage: kit.NewChip("", look.StatusNone),
		saved: kit.NewLabel("", look.ColorSave, look.SizeCaption, false), note: screen.NewNote(), locked: screen.NewNote(), foot: container.NewStack(), tab: -1}
	s.referral, s.history = newReferral(p, host), newHistory(host)
	s.pages = [5]Paged{s.referral, examination, decision, certificate, s.history}
	tabs := make([]kit.Tab, len(s.pages))
	for i, key := range titles {
		tabs[i] = kit.Tab{Title: host.T(key), Content: s.pages[i].Object()}
	}
	s.tabs = kit.NewTabs(tabs...)
	s.tabs.OnSelected = func(i int) {
		if !s.quiet {
			p.ShowTab(presenter.Tab(i))
		}
	}
	card := kit.NewButton(host.T("person.title"), "", p.OpenPerson)
	person := screen.Border(nil, nil, nil, container.NewCenter(container.NewHBox(container.NewCenter(s.stage), container.NewCenter(s.saved), screen.Padded(0, 0, 8, 0, card))), kit.NewStack(0, s.name, s.line))
	s.object = screen.Page(kit.NewPanel(s.tabs), s.foot, s.title, kit.NewPanel(person), s.note.Banner, s.locked.Banner)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

func (s *Screen) page() Paged { return s.pages[min(max(int(s.tab), 0), len(s.pages)-1)] }

// Keys are those of the open page.
func (s *Screen) Keys() screen.Keys { return s.page().Keys() }

// Focus gives the keyboard to the open page.
func (s *Screen) Focus() { s.page().Focus() }

// Render shows a state.
func (s *Screen) Render(st presenter.CaseState) {
	s.name.SetText(st.Name)
	s.line.SetText(st.Line)
	if s.stage.Text() != st.Stage.Text {
		s.stage.Set(st.Stage.Text, screen.Status(st.Stage.Tone))
	}
	s.saved.SetText(st.Saved)
	s.note.Render(st.Banner)
	s.locked.Render(presenter.Banner{Text: st.Locked, Tone: presenter.ToneWaiting})
	s.referral.render(st)
	s.history.render(st)
	for i, tab := range st.Tabs {
		note := ""
		if tab.Errors > 0 {
			note = s.host.N("count.errors", tab.Errors)
		}
		s.tabs.SetMarks(i, note, tab.Done, tab.Errors > 0)
	}
	s.quiet = true
	s.tabs.Select(int(st.Tab))
	s.quiet = false
	if st.Tab != s.tab || s.id != string(st.ID) {
		s.tab, s.id = st.Tab, string(st.ID)
		s.foot.Objects = []fyne.CanvasObject{s.page().Foot()}
		s.foot.Refresh()
		s.title.SetText(s.host.T(titles[min(max(int(st.Tab), 0), len(titles)-1)]))
		s.page().Focus()
	}
}
