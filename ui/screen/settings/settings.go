// Package settings lets a person choose language, appearance and text size, and shows the desk and who works at it.
package settings

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the settings.
type Screen struct {
	p       *presenter.Settings
	host    screen.Host
	object  fyne.CanvasObject
	note    *screen.Note
	choices [4]*kit.CodeSelect
	options [4][]presenter.Option
	facts   *screen.Facts
	members *kit.DataTable[presenter.MemberRow]
	rows    []presenter.MemberRow
	inputs  *screen.Inputs
	form    *kit.Form
	adding  *fyne.Container
	barred  *kit.Paragraph // why there is no form
	add     *kit.Button
	shown   []fyne.CanvasObject
	shape   string
}

// New makes the screen.
func New(p *presenter.Settings, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), facts: screen.NewRows(173)}
	s.choices = [4]*kit.CodeSelect{kit.NewCodeSelect("", nil, p.SetLanguage), kit.NewCodeSelect("", nil, p.SetTheme), kit.NewCodeSelect("", nil, p.SetScale), kit.NewCodeSelect("", nil, p.SetGrace)}
	own := kit.NewStack(4, kit.NewHeading(host.T("settings.computer")), kit.NewField(host.T("settings.language"), false, "", s.choices[0]),
		kit.NewField(host.T("settings.theme"), false, "", s.choices[1]), kit.NewField(host.T("settings.scale"), false, "", s.choices[2]),
		kit.NewField(host.T("settings.grace"), false, "", s.choices[3]))
	s.members = kit.NewDataTable(
		kit.Column[presenter.MemberRow]{Title: host.T("settings.member.name"), Weight: 1, Cell: func(m presenter.MemberRow) kit.Cell { return kit.Cell{Text: m.Name, Strong: m.Self} }},
		screen.Text(host.T("settings.member.role"), 150, func(m presenter.MemberRow) string { return m.Role }),
		kit.Column[presenter.MemberRow]{Width: 110, Cell: func(m presenter.MemberRow) kit.Cell {
			if !m.Self {
				return kit.Cell{}
			}
			return kit.Cell{Text: host.T("settings.self"), Status: look.StatusDone}
		}})
	s.inputs = screen.NewInputs(host, p.SetMember)
	s.form = kit.NewForm(nil, nil)
	s.add = kit.NewPrimaryButton(host.T("settings.add_member"), "", p.AddMember)
	s.barred = kit.NewParagraph(host.T("settings.new_member.barred"), 400)
	s.adding = screen.Border(kit.NewHeading(host.T("settings.new_member")), nil, nil, nil, s.form)
	rules := container.NewHBox(kit.NewButton(host.T("rules.title"), "Ctrl+R", p.OpenRules))
	left := kit.NewPanel(kit.NewStack(12, own, kit.NewHeading(host.T("settings.desk.title")), s.facts.Container, rules))
	right := container.NewGridWithRows(2, screen.Padded(0, 3, 0, 0, kit.NewPanel(screen.Border(kit.NewHeading(host.T("settings.members")), nil, nil, nil, s.members))), screen.Padded(3, 0, 0, 0, kit.NewPanel(container.NewStack(s.adding, s.barred))))
	body := container.NewGridWithColumns(2, screen.Padded(0, 0, 0, 4, left), screen.Padded(0, 0, 4, 0, right))
	s.object = screen.Page(body, screen.Foot(nil, s.add), kit.NewTitle(host.T("settings.title")), s.note.Banner)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys leaves all to the presenter.
func (s *Screen) Keys() screen.Keys { return screen.Keys{} }

// Focus gives the keyboard to the language.
func (s *Screen) Focus() { kit.Focus(s.choices[0]) }

// Render shows a state.
func (s *Screen) Render(st presenter.SettingsState) {
	s.note.Render(st.Banner)
	screen.Choose(s.choices[0], &s.options[0], st.Languages, st.Preferences.Language)
	screen.Choose(s.choices[1], &s.options[1], st.Themes, st.Preferences.Theme)
	screen.Choose(s.choices[2], &s.options[2], st.Scales, strconv.FormatFloat(float64(st.Preferences.Scale), 'g', 3, 32))
	screen.Choose(s.choices[3], &s.options[3], st.Graces, st.Grace)
	s.facts.Render(st.Facts)
	if !slices.Equal(st.Members, s.rows) {
		s.rows = st.Members
		s.members.SetRows(st.Members)
	}
	screen.ShowIf(s.adding, st.MayAdd)
	screen.ShowIf(s.barred, !st.MayAdd)
	screen.ShowIf(s.add, st.MayAdd)
	fields := s.inputs.Fields(st.MemberFields)
	// A field whose label is in another language now is another widget.
	if shape := screen.Shape(st.MemberFields); shape != s.shape || !slices.Equal(fields, s.shown) {
		s.shape, s.shown = shape, fields
		s.form.SetColumns(fields, nil)
	}
	s.inputs.Turn(st.Focus, st.FocusTurn)
	s.add.SetEnabled(!st.Busy)
}
