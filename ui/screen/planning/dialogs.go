package planning

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// formDialog asks what sittings to plan. It stays open until the record has them.
type formDialog struct {
	p       *presenter.Planning
	host    screen.Host
	dialog  *kit.Dialog
	inputs  *screen.Inputs
	rows    *fyne.Container
	days    *kit.Field
	checks  []*kit.Check
	preview *kit.Label
	shape   string
}

func (f *formDialog) render(v *presenter.PlanForm, busy bool) {
	switch {
	case v == nil:
		if f.dialog != nil {
			f.dialog.Close()
			f.dialog = nil
		}
		return
	case f.dialog == nil:
		f.open()
	case !f.dialog.Open():
		return // the lock of the desk took it away; Focus asks again
	}
	f.fill(v)
	f.dialog.ConfirmButton.SetEnabled(!busy)
}

func (f *formDialog) open() {
	f.inputs, f.rows, f.shape, f.checks, f.days = screen.NewInputs(f.host, f.p.Set), kit.NewStack(3), "", nil, nil
	f.preview = kit.NewLabel("", look.ColorHeading, "text", true).Narrow()
	f.dialog = f.host.Ask(kit.Question{Title: f.host.T("button.plan_sittings"), Content: kit.NewStack(10, f.rows, f.preview), Confirm: f.host.T("button.plan"), Cancel: f.host.T("button.cancel"),
		Width: 600, OnConfirm: func() bool { f.p.SavePlan(); return false }, OnCancel: f.p.CloseForm})
}

func (f *formDialog) fill(v *presenter.PlanForm) {
	fields := f.inputs.Fields(v.Fields)
	if shape := screen.Shape(v.Fields); shape != f.shape {
		first := f.shape == ""
		f.shape = shape
		f.rows.Objects = fields
		if len(v.Weekdays) > 0 { // below the choice of how often
			f.rows.Objects = append([]fyne.CanvasObject{fields[0], f.weekdays(v.Weekdays)}, fields[1:]...)
		}
		f.rows.Refresh()
		f.dialog.Fit()
		if first {
			f.inputs.FocusFirst(v.Fields[0].Name)
		}
	}
	for i, day := range v.Weekdays {
		if i < len(f.checks) {
			f.checks[i].Set(day.On)
		}
	}
	f.preview.SetText(v.Preview)
	f.inputs.Turn(v.Focus, v.FocusTurn)
}

func (f *formDialog) weekdays(days []presenter.Tick) fyne.CanvasObject {
	if f.days == nil {
		row := container.NewHBox()
		for _, day := range days {
			c := kit.NewCheck(day.Text, func(on bool) { f.p.SetWeekday(day.Name, on) })
			f.checks = append(f.checks, c)
			row.Add(c)
		}
		f.days = kit.NewField(f.host.T("field.weekdays"), false, "", row)
	}
	return f.days
}

// renderGiven shows what giving places would do, before it is done.
func (s *Screen) renderGiven(v *presenter.GivenView) {
	if v == nil {
		if s.giving != nil {
			s.giving.Close()
			s.giving = nil
		}
		return
	}
	if s.giving != nil {
		return
	}
	rows := []fyne.CanvasObject{}
	if len(v.Gained) > 0 {
		gained := kit.NewDataTable(screen.Wide(s.host.T("planning.sittings"), 4, func(f presenter.Fact) string { return f.Label }), screen.Wide(s.host.T("planning.get"), 1, func(f presenter.Fact) string { return f.Value }))
		gained.SetRows(v.Gained)
		rows = append(rows, screen.Tall(160, gained))
	}
	if len(v.Left) > 0 {
		left := kit.NewDataTable(screen.Wide(s.host.T("column.name"), 3, func(r presenter.DueRow) string { return r.Name }), screen.Text(s.host.T("column.identifier"), 84, func(r presenter.DueRow) string { return r.Identifier }),
			screen.Text(s.host.T("column.next_exam"), 130, func(r presenter.DueRow) string { return r.Next }), screen.Wide(s.host.T("field.district"), 2, func(r presenter.DueRow) string { return r.District }))
		left.SetRows(v.Left)
		rows = append(rows, kit.NewHeading(s.host.T("planning.left")), kit.NewParagraph(v.Why, 700), screen.Tall(160, left))
	}
	question := kit.Question{Title: s.host.T("button.give_places"), Text: v.Text, Content: kit.NewStack(6, rows...), Confirm: s.host.T("button.give_places"), Cancel: s.host.T("button.cancel"), Width: 720,
		OnConfirm: func() bool { s.p.BookAll(); return true }, OnCancel: s.p.DropGiven}
	if !v.CanBook {
		question.Confirm, question.Cancel = s.host.T("button.close"), ""
		question.OnConfirm = func() bool { s.p.DropGiven(); return true }
	}
	s.giving = s.host.Ask(question)
}

// askInvite asks whose letters, and whether they are saved or printed.
func (s *Screen) askInvite() {
	whom := kit.NewCodeSelect("", []kit.Option{{Value: "day", Code: "1", Text: strings.TrimSpace(s.st.DayTitle)}, {Value: "month", Code: "2", Text: s.st.Title}}, nil)
	whom.SetValue("day")
	how := []kit.Option{{Value: "save", Code: "1", Text: s.host.T("button.save_pdf")}}
	if s.st.CanPrint {
		how = append(how, kit.Option{Value: "print", Code: "2", Text: s.host.T("button.print")})
	}
	way := kit.NewCodeSelect("", how, nil)
	way.SetValue("save")
	content := kit.NewStack(3, kit.NewField(s.host.T("planning.letters.whom"), true, "", whom), kit.NewField(s.host.T("planning.letters.how"), true, "", way))
	s.host.Ask(kit.Question{Title: s.host.T("button.invitations"), Text: s.host.T("planning.letters.text"), Content: content, Confirm: s.host.T("button.next"), Cancel: s.host.T("button.cancel"), Width: 560, First: whom,
		OnConfirm: func() bool {
			chosen := presenter.InviteSitting
			if whom.Value() == "month" {
				chosen = presenter.InviteMonth
			}
			if way.Value() == "print" {
				s.p.PrintInvitations(chosen)
				return true
			}
			s.host.SaveAs(s.host.T("button.save_pdf"), s.st.FileName, func(path string) { s.p.SaveInvitations(chosen, path) })
			return true
		}})
}
