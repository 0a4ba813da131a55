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
	"medsoc/ui/screen/certificate"
	"medsoc/ui/screen/examination"
	"medsoc/ui/screen/persons"
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
		ct := certificate.New(&presenter.Certificate{}, host)
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
			{"examination-loading", ex, func() { ex.Render(presenter.ExaminationState{Loading: true}) }},
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
