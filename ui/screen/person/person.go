// Package person is a person's card with the register's fields open for change, and the form of a new person.
package person

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the card.
type Screen struct {
	p      *presenter.Person
	host   screen.Host
	object *fyne.Container

	title, line *kit.Label
	note, known *screen.Note
	inputs      *screen.Inputs
	form        *kit.Form
	tabs        *kit.Tabs
	cases       *kit.DataTable[presenter.CaseLine]
	timeline    *kit.DataTable[presenter.TimelineRow]
	log         *kit.DataTable[presenter.LogRow]
	wrong       *kit.Label
	revert      *kit.Button
	begin, save *kit.Button
	conflicts   *conflicts

	lastCases []presenter.CaseLine
	lastTime  []presenter.TimelineRow
	lastLog   []presenter.LogRow
	titles    []string
	id        string
	turn      int
}

// New makes the screen.
func New(p *presenter.Person, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, title: kit.NewTitle("").Narrow(), line: kit.NewCaption("").Narrow(), note: screen.NewNote(), known: screen.NewNote(), wrong: screen.Wrong()}
	s.inputs = screen.NewInputs(host, p.Set)
	s.form = kit.NewForm(nil, nil)
	s.conflicts = newConflicts(p, host)
	s.cases = kit.NewDataTable(
		screen.Text(host.T("column.case"), 130, func(r presenter.CaseLine) string { return r.Number }),
		screen.Text(host.T("field.received"), 120, func(r presenter.CaseLine) string { return r.Date }),
		screen.Wide(host.T("field.purpose"), 2, func(r presenter.CaseLine) string { return r.Purpose }),
		screen.Chips(host.T("column.stage"), 160, func(r presenter.CaseLine) presenter.Chip { return r.Stage }),
		screen.Wide(host.T("column.doctor"), 1, func(r presenter.CaseLine) string { return r.Doctor }))
	s.cases.OnOpen = func(r presenter.CaseLine) { p.OpenCase(r.ID) }
	s.cases.SetEmpty(kit.NewEmptyState(host.T("empty.cases"), host.T("button.new_case"), p.NewCase))
	s.timeline = kit.NewDataTable(
		screen.Text(host.T("field.term"), 230, func(r presenter.TimelineRow) string { return r.Period }),
		screen.Wide(host.T("column.outcome"), 1, func(r presenter.TimelineRow) string { return r.Outcome }),
		screen.Wide(host.T("field.cause"), 1, func(r presenter.TimelineRow) string { return r.Cause }),
		screen.Chips("", 130, func(r presenter.TimelineRow) presenter.Chip { return r.Mark }))
	s.timeline.OnOpen = func(r presenter.TimelineRow) { p.OpenCase(r.Case) }
	s.timeline.SetEmpty(kit.NewEmptyState(host.T("empty.decisions"), "", nil))
	s.log = screen.Log(host)
	s.tabs = kit.NewTabs(kit.Tab{Title: host.T("person.tab.fields"), Content: s.form}, kit.Tab{Title: host.T("person.section.cases"), Content: s.cases},
		kit.Tab{Title: host.T("person.tab.decisions"), Content: s.timeline}, kit.Tab{Title: host.T("exam.tab.log"), Content: s.log})
	s.revert = kit.NewButton(host.T("button.revert"), "", p.Revert)
	s.begin = kit.NewButton(host.T("button.new_case"), "", p.NewCase)
	s.save = kit.NewPrimaryButton(host.T("button.save"), "Ctrl+S", p.Save)
	head := []fyne.CanvasObject{s.title, s.line, s.note.Banner, s.known.Banner}
	s.object = container.NewStack(screen.Page(kit.NewPanel(s.tabs), screen.Foot(s.wrong, s.revert, s.begin, s.save), head...))
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys begins F8 at the field that has the keyboard.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{NextError: func() { s.p.NextError(s.inputs.Focused()) }}
}

// Focus gives the keyboard to the first field.
func (s *Screen) Focus() { s.inputs.FocusFirst("surname") }

// Render shows a state.
func (s *Screen) Render(st presenter.PersonState) {
	if s.id != string(st.ID) {
		s.id = string(st.ID)
		s.tabs.Select(0)
	}
	s.title.SetText(st.Title)
	s.line.SetText(st.Line)
	screen.ShowIf(s.line, st.Line != "")
	banner := st.Banner
	if banner.Text == "" && st.Merged {
		banner = presenter.Banner{Text: s.host.T("person.merged"), Tone: presenter.ToneWaiting}
	}
	s.note.Render(banner)
	known := presenter.Banner{}
	if st.KnownPerson != "" {
		known = presenter.Banner{Text: s.host.T("error.person.known"), Tone: presenter.ToneWaiting}
	}
	s.known.RenderWith(known, s.host.T("button.open"), s.p.OpenKnown)
	s.renderForm(st)
	s.inputs.Turn(st.Focus, st.FocusTurn)
	if st.FocusTurn != s.turn {
		s.turn = st.FocusTurn
		s.tabs.Select(0)
	}
	s.wrong.SetText(st.ErrorText)
	s.save.SetEnabled(!st.Busy && (st.Dirty || st.ID == ""))
	screen.ShowIf(s.revert, st.Dirty && st.ID != "")
	screen.ShowIf(s.begin, st.ID != "")
	s.renderLists(st)
}

func (s *Screen) renderForm(st presenter.PersonState) {
	columns := [2][]fyne.CanvasObject{}
	var shape []string
	for i, section := range st.Sections {
		column := 0
		if i >= (len(st.Sections)+1)/2 {
			column = 1
		}
		columns[column] = append(columns[column], kit.NewHeading(section.Title))
		columns[column] = append(columns[column], s.inputs.Fields(section.Fields)...)
		shape = append(shape, section.Title)
		for _, f := range section.Fields {
			shape = append(shape, f.Name, f.Error)
		}
	}
	if s.conflicts.render(st.Conflicts, st.MayResolve) {
		s.titles = nil
	}
	if len(st.Conflicts) > 0 {
		columns[1] = append([]fyne.CanvasObject{s.conflicts.object}, columns[1]...)
	}
	if !slices.Equal(shape, s.titles) {
		s.titles = shape
		s.form.SetColumns(columns[0], columns[1])
	}
}

func (s *Screen) renderLists(st presenter.PersonState) {
	s.tabs.SetMarks(0, mark(s.host, st.ErrorCount), false, st.ErrorCount > 0)
	s.tabs.SetMarks(1, number(s.host, len(st.Cases)), false, false)
	s.tabs.SetMarks(2, number(s.host, len(st.Timeline)), false, false)
	if !slices.Equal(st.Cases, s.lastCases) {
		s.lastCases = st.Cases
		s.cases.SetRows(st.Cases)
	}
	if !slices.Equal(st.Timeline, s.lastTime) {
		s.lastTime = st.Timeline
		s.timeline.SetRows(st.Timeline)
	}
	if !slices.Equal(st.Log, s.lastLog) {
		s.lastLog = st.Log
		s.log.SetRows(st.Log)
	}
}

func mark(host screen.Host, errors int) string {
	if errors == 0 {
		return ""
	}
	return host.N("count.errors", errors)
}

func number(host screen.Host, n int) string {
	if n == 0 {
		return ""
	}
	return host.Number(int64(n))
}

// conflicts shows the fields that several desks wrote, with a button for each value.
type conflicts struct {
	p      *presenter.Person
	host   screen.Host
	object *fyne.Container
	shown  []presenter.ConflictView
	may    bool
}

func newConflicts(p *presenter.Person, host screen.Host) *conflicts {
	return &conflicts{p: p, host: host, object: kit.NewStack(4)}
}

func (c *conflicts) render(list []presenter.ConflictView, may bool) (changed bool) {
	same := may == c.may && slices.EqualFunc(list, c.shown, func(a, b presenter.ConflictView) bool {
		return a.Field == b.Field && a.Label == b.Label && slices.Equal(a.Choices, b.Choices)
	})
	if same {
		return false
	}
	c.shown, c.may = list, may
	c.object.Objects = []fyne.CanvasObject{kit.NewLabel(c.host.T("person.conflicts"), look.ColorAlert, "text", true)}
	for _, conflict := range list {
		c.object.Add(kit.NewText(conflict.Label).Narrow())
		for _, choice := range conflict.Choices {
			words := kit.NewStack(0, kit.NewStrong(choice.Value).Narrow(), kit.NewCaption(choice.By).Narrow())
			take := kit.NewButton(c.host.T("button.take_value"), "", func() { c.p.Resolve(conflict.Field, choice.Op) })
			take.SetEnabled(may)
			c.object.Add(screen.Border(nil, nil, nil, take, words))
		}
	}
	c.object.Refresh()
	return true
}
