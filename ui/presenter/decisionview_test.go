package presenter

import (
	"context"
	"slices"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

// What the law says beside the outcome stands on the page: further scales, the time that is paid back, the birthday that ends the term,
// what is missing, and that the person comes too early.
func TestAllThatTheLawProposesIsShown(t *testing.T) {
	st := newStage(t)
	p := law.Proposal{Outcome: expertise.Outcome{Code: "p61", Percent: 70}, Scales: []expertise.ScaleValue{{Scale: "professional", Hundredths: 4333}, {Scale: "other", Value: "some"}},
		Term: law.Term{UntilAge: 18}, Since: day("2026-11-12"), Until: day("2027-03-13"), Next: day("2027-03-14"),
		Gap: &expertise.Gap{From: day("2026-06-10"), To: day("2026-07-09"), Outcome: "p31"},
		Missing: []law.Reason{{Row: "cause/work-injury", Because: law.Text{"en": "Report on an accident at work"}, Cite: "Assumed", Verify: true},
			{Row: "tooEarly/yes", Because: law.Text{"en": "More than two months before the end"}, Cite: "Decision 187 of 13.05.2022"}},
		Reasons: []law.Reason{{Row: "comingOfAge/18", Because: law.Text{"en": "Established anew at 18"}, Datum: "birthday 2027-03-14"}}}
	d := &Decision{file: &desk.CaseView{}, form: newForm(), proposal: &p}
	d.file.Examination = &expertise.Examination{Cause: "general"}
	d.env = st.Env
	var s DecisionState
	d.proposed(&s)
	if s.Birthday != "until the age of 18" || s.Term != "12.11.2026 – 13.03.2027" {
		t.Errorf("term %q, %q", s.Term, s.Birthday)
	}
	if !slices.Equal(s.Scales, []Fact{{"Loss of professional capacity", "43.33 %"}, {"other", "some"}}) {
		t.Errorf("scales %+v", s.Scales)
	}
	if !strings.HasPrefix(s.Gap, "10.06.2026 – 09.07.2026 · ") || strings.HasSuffix(s.Gap, "p31") {
		t.Errorf("paid back %q", s.Gap)
	}
	if len(s.Missing) != 1 || s.Missing[0].Unconfirmed.Text == "" || len(s.Early) != 1 || !strings.Contains(s.Early[0].Cite, "decision 187") {
		t.Errorf("missing %+v, early %+v", s.Missing, s.Early)
	}
	if s.Reasons[0].Datum != "birthday: 14.03.2027" {
		t.Errorf("datum %q", s.Reasons[0].Datum)
	}
}

func TestADatumIsWrittenInTheReadersLanguage(t *testing.T) {
	st := newStage(t)
	for written, want := range map[string]string{
		"":                             "",
		"I69.3 70 %":                   "I69.3 70 %",
		"I69.3 33 → 35 %":              "I69.3 33 %, by law 35 %",
		"I69.3 degree 2":               "I69.3 degree: 2",
		"percent 70":                   "percent: 70",
		"cause general, outcome p61":   "cause: General disease · outcome: " + st.outcome(expertise.Outcome{Code: "p61"}),
		"on 2026-11-12":                "day of the examination: 12.11.2026",
		"previous expired, overdue 7":  "earlier term: expired · months overdue: 7",
		"validReason yes, unheard 3":   "late for a valid reason: yes · unheard 3",
		"barthel 45, irreversible no":  "Barthel index: 45 · irreversible: no",
		"professional 40, sex female":  "Loss of professional capacity: 40 · sex: female",
		"duration limited, heldSame 4": "kind of the term: limited · unbroken years in the same outcome: 4",
	} {
		if got := st.datum(written); got != want {
			t.Errorf("%q is written %q, want %q", written, got, want)
		}
	}
}

// refusing is a desk whose law asks for a scale that was not filled in.
type refusing struct{ *desk.Desk }

func (refusing) Propose(context.Context, expertise.CaseID) (law.Proposal, error) {
	return law.Proposal{}, expertise.Invalid("law.measure", "measures", "scale", "barthel")
}

func TestWhatTheLawAsksForStandsAboveTheDecision(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	if err := b.RecordExamination(ctx, id, desktest.Stroke(b.Today()), expertise.ExaminationNarrative{}); err != nil {
		t.Fatal(err)
	}
	th := open(t, b, refusing{b.Desk}, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabDecision})
	th.settle()
	if s := th.decided; s.Phase != PhaseChoose || s.CanPropose || !strings.Contains(s.Unrecorded, "Barthel index") || s.Banner.Text != "" {
		t.Errorf("%+v", s)
	}
}
