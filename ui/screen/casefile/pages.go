package casefile

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// referral is the page with what the clinic sent.
type referral struct {
	p            *presenter.Case
	host         screen.Host
	object       fyne.CanvasObject
	foot         fyne.CanvasObject
	left         *fyne.Container
	facts        *screen.Facts
	text         *kit.Paragraph
	diagnoses    *fyne.Container
	conditions   *kit.DataTable[presenter.ConditionRow]
	observations *kit.DataTable[presenter.ObservationRow]
	take, give   *kit.Button
	barred       *kit.Label
	back         *kit.Button
	withdraw     *kit.Button
	next         *kit.Button
	ask          screen.Reason
	shown        presenter.CaseState
}

func newReferral(p *presenter.Case, host screen.Host) *referral {
	r := &referral{p: p, host: host, facts: screen.NewRows(173), text: kit.NewParagraph("", 500), diagnoses: kit.NewStack(4)}
	r.conditions = kit.NewDataTable(
		screen.Text(host.T("column.system"), 84, func(c presenter.ConditionRow) string { return c.System }),
		screen.Text(host.T("column.code"), 96, func(c presenter.ConditionRow) string { return c.Code }),
		screen.Wide(host.T("column.what"), 1, func(c presenter.ConditionRow) string { return c.Text }),
		screen.Text(host.T("column.when"), 92, func(c presenter.ConditionRow) string { return c.Onset }),
		screen.Text(host.T("column.icd"), 70, func(c presenter.ConditionRow) string { return c.Chosen }))
	r.conditions.SetEmpty(kit.NewEmptyState(host.T("empty.conditions"), "", nil))
	r.observations = kit.NewDataTable(
		screen.Wide(host.T("column.what"), 1, func(o presenter.ObservationRow) string { return o.Text }),
		screen.Text(host.T("column.value"), 130, func(o presenter.ObservationRow) string { return o.Value }),
		screen.Text(host.T("column.when"), 100, func(o presenter.ObservationRow) string { return o.Date }))
	r.observations.SetEmpty(kit.NewEmptyState(host.T("empty.observations"), "", nil))
	r.left = kit.NewStack(6, kit.NewHeading(host.T("case.tab.referral")), r.facts.Container, kit.NewHeading(host.T("detail.diagnosis")), r.diagnoses,
		kit.NewHeading(host.T("field.history")), r.text)
	right := container.NewGridWithRows(2, screen.Border(kit.NewHeading(host.T("field.conditions")), nil, nil, nil, r.conditions),
		screen.Border(kit.NewHeading(host.T("case.observations")), nil, nil, nil, r.observations))
	r.object = screen.Halves(container.NewVScroll(r.left), right)
	r.ask = screen.Reason{Host: host}
	r.take = kit.NewButton(host.T("button.take"), "", p.Take)
	r.give = kit.NewButton(host.T("button.assign"), "", r.assign)
	r.barred = kit.NewLabel("", look.ColorMuted, look.SizeCaption, false).Narrow()
	r.back = kit.NewButton(host.T("button.return"), "", func() { r.ask.Open("ask.return", "button.return", p.Return) })
	r.withdraw = kit.NewButton(host.T("button.withdraw"), "", func() { r.ask.Open("ask.withdraw", "button.withdraw", p.Withdraw) })
	r.next = kit.NewPrimaryButton(host.T("button.next_to", "name", host.T("exam.tab.exam")), "Ctrl+PgDn", p.NextTab)
	r.foot = screen.Foot(r.barred, r.withdraw, r.back, r.give, r.take, r.next)
	return r
}

func (r *referral) Object() fyne.CanvasObject { return r.object }
func (r *referral) Foot() fyne.CanvasObject   { return r.foot }
func (r *referral) Keys() screen.Keys         { return screen.Keys{} }
func (r *referral) Focus()                    { kit.Focus(r.next) }

func (r *referral) render(st presenter.CaseState) {
	r.facts.Render(st.Facts)
	narrative := st.Narrative
	if narrative == "" {
		narrative = r.host.T("detail.none")
	}
	r.text.SetText(narrative)
	if !slices.Equal(st.Diagnoses, r.shown.Diagnoses) || len(r.diagnoses.Objects) == 0 {
		r.diagnoses.Objects = nil
		for _, d := range st.Diagnoses {
			r.diagnoses.Add(kit.NewParagraph(d, 500))
		}
		if len(st.Diagnoses) == 0 {
			r.diagnoses.Add(kit.NewLabel(r.host.T("detail.none"), look.ColorMuted, "text", false))
		}
		r.diagnoses.Refresh()
	}
	if !slices.Equal(st.Conditions, r.shown.Conditions) {
		r.conditions.SetRows(st.Conditions)
	}
	if !slices.Equal(st.Observations, r.shown.Observations) {
		r.observations.SetRows(st.Observations)
	}
	if st.ID != r.shown.ID || !slices.Equal(st.Facts, r.shown.Facts) || st.Narrative != r.shown.Narrative || !slices.Equal(st.Diagnoses, r.shown.Diagnoses) {
		r.left.Refresh() // in a real window a grown part does not move what stands below it
	}
	r.shown = st
	screen.ShowIf(r.take, st.CanTake)
	screen.ShowIf(r.give, len(st.Doctors) > 0)
	r.barred.SetText(st.NotTaken)
	screen.ShowIf(r.back, st.CanReturn)
	screen.ShowIf(r.withdraw, st.CanWithdraw)
	for _, b := range []*kit.Button{r.take, r.give, r.back, r.withdraw} {
		b.SetEnabled(!st.Busy)
	}
	r.ask.Refused(st.ReasonError, st.Busy)
}

// assign asks which doctor gets the case.
func (r *referral) assign() {
	var field *kit.Field
	whom := kit.NewCodeSelect(r.host.T("field.choose"), screen.Options(r.shown.Doctors), func(string) { field.SetError("") })
	field = kit.NewField(r.host.T("column.doctor"), true, "", whom)
	r.host.Ask(kit.Question{Title: r.host.T("button.assign"), Content: field, Confirm: r.host.T("button.assign"), Cancel: r.host.T("button.cancel"), First: whom, Sure: true,
		OnConfirm: func() bool {
			if whom.Value() == "" {
				field.SetError(r.host.T("error.required"))
				kit.Focus(whom)
				return false
			}
			r.p.Assign(whom.Value())
			return true
		}})
}

// history is the page with everything that was written into the case.
type history struct {
	table *kit.DataTable[presenter.LogRow]
	foot  fyne.CanvasObject
	shown []presenter.LogRow
}

func newHistory(host screen.Host) *history {
	h := &history{table: screen.Log(host), foot: screen.Foot(nil)}
	h.table.SetEmpty(kit.NewEmptyState(host.T("empty.log"), "", nil))
	return h
}

func (h *history) Object() fyne.CanvasObject { return h.table }
func (h *history) Foot() fyne.CanvasObject   { return h.foot }
func (h *history) Keys() screen.Keys         { return screen.Keys{} }
func (h *history) Focus()                    { h.table.Focus() }

func (h *history) render(st presenter.CaseState) {
	if !slices.Equal(st.Log, h.shown) {
		h.shown = st.Log
		h.table.SetRows(st.Log)
	}
}
