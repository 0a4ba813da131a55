package main

import (
	"os"
	"strings"
	"testing"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
	"medsoc/ui/screen/acts"
	"medsoc/ui/screen/certificate"
	"medsoc/ui/screen/decision"
	"medsoc/ui/screen/examination"
	"medsoc/ui/screen/persons"
	"medsoc/ui/screen/planning"
	"medsoc/ui/screen/rules"
	"medsoc/ui/screen/synchronise"
	"medsoc/ui/screen/verify"
	"medsoc/ui/screen/work"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestStates draws what a demonstration does not come to by itself: the longest texts, an error across the screen, old rows while new
// ones are on their way, a page whose case is still being read, a synchronisation half done.
func TestStates(t *testing.T) {
	out := os.Getenv("MEDSOC_SCREENS")
	a := test.NewApp()
	a.Settings().SetTheme(look.New(look.Light, 1))
	long := strings.TrimSpace(strings.Repeat("Şəfiqəxanım ", 5))
	for _, l := range text.Languages() {
		host := screen.Host{Language: l, Today: func() expertise.Date { return expertise.MustDate("2026-11-12") }}
		failed := presenter.Common{Banner: presenter.Banner{Text: l.T("error.sync.network"), Tone: presenter.ToneAlert}}
		row := presenter.WorkRow{ID: "1", Number: "2026-999-99999", Name: long, Identifier: "5K1Z71A", Stage: presenter.Chip{Text: l.T("stage.received"), Tone: presenter.ToneNew},
			Deadline: l.N("count.days_late", 365), Late: true, Doctor: long, Mark: l.N("count.refused", 12)}
		list := presenter.WorkState{Rows: []presenter.WorkRow{row, row, row}, Counts: l.N("count.cases", 54500), Card: &presenter.CaseCard{ID: "1", Name: long, Line: long,
			Stage: row.Stage, Facts: []presenter.Fact{{Label: l.T("detail.referred_by"), Value: long + ", " + long}, {Label: l.T("detail.diagnosis"), Value: long + "\n" + long}}}}
		wk := work.New(&presenter.WorkList{}, host)
		longest, loading := list, list
		longest.Common, loading.Common = failed, presenter.Common{Working: true}
		ps := persons.New(&presenter.Persons{}, host)
		vf := verify.New(&presenter.Verify{}, host)
		sy := synchronise.New(&presenter.Synchronise{}, host)
		ex := examination.New(&presenter.Examination{}, host)
		de := decision.New(&presenter.Decision{}, host)
		ru := rules.New(&presenter.Rules{}, host)
		ct := certificate.New(&presenter.Certificate{}, host)
		pl := planning.New(&presenter.Planning{}, host)
		ac := acts.New(&presenter.Acts{}, host)
		months := make([]presenter.PlanMonth, 12)
		for i := range months {
			months[i] = presenter.PlanMonth{Label: string([]rune(l.Months()[i])[:3]), Need: 12000, Places: 9800, NeedText: l.Number(12000), PlaceText: l.Number(9800), Short: l.T("planning.short", "n", 2200), Trips: l.N("count.trips", 12)}
		}
		for _, state := range []struct {
			name  string
			shown screen.Screen
			draw  func()
		}{
			{"work-longest", wk, func() { wk.Render(longest) }},
			{"work-loading", wk, func() { wk.Render(loading) }},
			{"persons-longest", ps, func() {
				ps.Render(presenter.PersonsState{Common: failed, Rows: []presenter.PersonRow{{ID: "1", Name: long, Outcome: long, Mark: presenter.Chip{Text: l.T("stage.conflict"), Tone: presenter.ToneAlert}}}})
			}},
			{"verify-longest", vf, func() {
				vf.Render(presenter.VerifyState{Common: failed, Trust: l.T("verify.bundle.none"), TrustTone: presenter.ToneWaiting, Verdict: &presenter.VerdictView{
					Title: l.T("verdict.genuine-status-unknown"), Hint: l.T("verdict.genuine-status-unknown.hint"), Tone: presenter.ToneWaiting, Claims: []presenter.Fact{{Label: l.T("verify.name"), Value: long + " " + long}}}})
			}},
			{"sync-running", sy, func() {
				sy.Render(presenter.SyncState{Common: failed, Running: true, Share: .4, Progress: l.T("sync.progress", "done", 4000, "count", 10000),
					Refused: []presenter.RefusedRow{{Op: "1", When: "12.11.2026 10:14", What: l.T("step.examination.recorded"), Reason: l.T("error.registry.number")}}})
			}},
			{"examination-late", ex, func() {
				field := func(name string, kind presenter.FieldKind) presenter.Field {
					return presenter.Field{Name: name, Label: l.T("field." + name), Kind: kind, Required: true, Value: "yes"}
				}
				scale := presenter.MeasureView{Name: "measure.whodas", Title: l.T("measure.whodas"), Status: l.T("measure.complex") + " 43.8 · " + l.T("measure.simple") + " 108", Asked: l.T("measure.asked"), Filled: true}
				empty := presenter.MeasureView{Name: "measure.barthel", Title: l.T("measure.barthel"), Status: l.T("measure.empty"), Asked: l.T("measure.asked"), Error: l.T("error.scale.barthel.missing", "item", l.T("field.row"))}
				ex.Render(presenter.ExaminationState{General: []presenter.Field{field("validReason", presenter.KindTick)}, LateHint: l.T("exam.valid_reason", "date", "09.06.2026"),
					Measures: []presenter.MeasureView{scale, empty}})
			}},
			{"decision-full", de, func() {
				reason := presenter.ReasonRow{Text: long, Cite: long, Datum: long, Unconfirmed: presenter.Chip{Text: l.T("decision.not_confirmed"), Tone: presenter.ToneWaiting}}
				de.Render(presenter.DecisionState{Phase: presenter.PhaseChoose, Outcome: "61–80 %", Percent: "70 %", Term: "12.11.2026 – 13.03.2027", Birthday: l.T("decision.birthday", "age", 18),
					Scales: []presenter.Fact{{Label: l.T("field.professional"), Value: "43,33 %"}}, Gap: "10.06.2026 – 09.07.2026 · 31–60 %", Next: "14.03.2027", Unrecorded: l.T("error.law.measure", "scale", "barthel"),
					Early: []presenter.ReasonRow{reason}, Missing: []presenter.ReasonRow{reason}, Reasons: []presenter.ReasonRow{reason}})
			}},
			{"rules-refused", ru, func() {
				ru.Render(presenter.RulesState{Refused: l.T("error.desk.law.country"), Facts: []presenter.Fact{{Label: l.T("rules.source"), Value: l.T("rules.source.registry")}}, Selected: -1,
					Editions: []presenter.Fact{{Label: l.T("rules.from", "date", "01.07.2022"), Value: long}}, Empty: presenter.Empty{Text: l.T("empty.rules"), Action: l.T("rules.filter.all")}, Barred: l.T("rules.barred")})
			}},
			{"examination-loading", ex, func() { ex.Render(presenter.ExaminationState{Loading: true}) }},
			{"planning-longest", pl, func() {
				pl.Render(presenter.PlanningState{Common: failed, Months: months, Title: l.Months()[0] + " 2027", Count: long, Sittings: []presenter.SittingLine{{ID: "1", Day: "12.11.2026, " + l.Weekdays()[3], Hours: "09:00–17:00",
					Where: long, Booked: "200 / 200", State: presenter.Chip{Text: l.T("planning.cancelled"), Tone: presenter.ToneQuiet}}}, DayTitle: long, DayCount: l.T("planning.cancelled.because", "reason", long),
					Places:   []presenter.PlaceRow{{Person: "1", Time: "09:00", Name: long, Identifier: "5K1Z71A", State: presenter.Chip{Text: l.T("planning.missed"), Tone: presenter.ToneAlert}}},
					Inviting: true, Invited: l.T("planning.inviting", "done", 4000, "count", 10000), InviteShare: .4})
			}},
			{"acts-longest", ac, func() {
				ac.Render(presenter.ActsState{Common: failed, ErrorText: l.N("count.fields_wrong", 3), Acts: []presenter.ActRow{{ID: "1", Title: long + " " + long, Basis: long, Window: "01.03.2020 – 30.06.2020",
					Effect: l.N("term.months", 600), Source: presenter.Chip{Text: l.T("acts.unconfirmed"), Tone: presenter.ToneWaiting}}}, Fields: []presenter.Field{{Name: "basis", Label: l.T("field.basis"), Value: long}},
					Concerns: []presenter.Tick{{Name: "a", Text: long, On: true}}})
			}},
			{"certificate-loading", ct, func() {
				ct.Render(presenter.CertificateState{ID: "1", Title: "…", Shortened: "x", Common: presenter.Common{Busy: true}})
			}},
		} {
			w := a.NewWindow("")
			w.SetPadded(false)
			w.SetContent(state.shown.Object())
			w.Resize(fyne.NewSize(width-220, height-40))
			state.draw()
			for range 2 {
				relayout(w.Content())
			}
			inspect(t, state.name+" "+l.Code(), w.Canvas(), false)
			save(t, out, state.name+"-"+l.Code()+"-light", w.Canvas().Capture())
			w.Close()
		}
	}
}
