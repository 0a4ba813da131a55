package presenter

import (
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

// answering answers items of a scale in their order with one answer.
func answering(x *Examination, name, value string, count int) {
	for _, item := range items(name, false)[:count] {
		x.Set(answerName(name, item), value)
	}
}

func TestScalesAreScoredWhileTheyAreAnswered(t *testing.T) {
	th, f, id := examining(t)
	x := th.Examination
	examine(th)
	whodas := func() MeasureView { return th.exam.Measures[0] }
	if v := whodas(); v.Status != "Not filled in" || v.Filled || len(v.Parts) != 7 || v.Parts[0].Title != "Thinking and communication" || v.Parts[0].Fields[0].Label != "D1.1 Attention" {
		t.Fatalf("an empty form: %+v", v)
	}
	answering(x, expertise.ScaleWHODAS, "1", 34)
	if v := whodas(); v.Status != "34 of 36 items" || v.Scores[0].Value != "—" || !strings.Contains(v.Note, "D6") {
		t.Errorf("two answers of a part are missing: %q, %q, %+v", v.Status, v.Note, v.Scores)
	}
	x.Save()
	th.settle()
	if f.recorded != 0 || whodas().Error == "" || th.exam.Focus != "measure.whodas" {
		t.Fatalf("a scale without a score went to the record: %q, focus %q", whodas().Error, th.exam.Focus)
	}
	answering(x, expertise.ScaleWHODAS, "5", 1)
	x.Set("whodas.D6.7", "1")
	v := whodas()
	if v.Error != "" || v.Status != "Complex score 3.8 · Simple score 40" || v.Scores[1].Value != "40 (36–180)" || !strings.Contains(v.Note, "D6.8 Leisure") {
		t.Errorf("with one item filled in: %+v", v)
	}
	x.Set("whodas.idle", tick)
	if v := whodas(); len(v.Parts) != 6 || v.Scores[1].Value != "36 (32–160)" {
		t.Errorf("of somebody without work: %d parts, %+v", len(v.Parts), v.Scores)
	}
	answering(x, expertise.ScaleBarthel, "5", 9)
	if b := th.exam.Measures[1]; !strings.Contains(b.Note, "Stairs") {
		t.Errorf("the last item of the Barthel index: %q", b.Note)
	}
	answering(x, expertise.ScaleBarthel, "5", 10)
	if b := th.exam.Measures[1]; b.Status != "Sum of points 50" || b.Parts[0].Fields[1].Options[1].Value != "5" || len(b.Parts[0].Fields[1].Options) != 2 {
		t.Errorf("Barthel: %+v", b)
	}
	th.settle()
	again, err := sheetFromDraft(x.sheet.body())
	if m, _ := again.measure(expertise.ScaleWHODAS); err != nil || !m.Idle || m.Answers["D1.1"] != 5 {
		t.Errorf("from the draft: %+v, %v", m, err)
	}
	x.Save()
	th.settle()
	c, err := f.Case(ctx, id)
	if err != nil || c.Examination == nil || len(c.Examination.Measures) != 2 {
		t.Fatalf("recorded %+v, %v", c.Examination, err)
	}
	if m, _ := c.Examination.Measure(expertise.ScaleWHODAS); !m.Idle || len(m.Answers) != 31 || m.Answers["D5.5"] != 0 {
		t.Errorf("recorded %+v", m)
	}
	x.ClearMeasure(1)
	if v := th.exam.Measures[1]; v.Filled || x.Standing() != SheetChanged {
		t.Errorf("cleared: %+v", v)
	}
}

// Whether a person comes late for a valid reason is asked only where an earlier term is over before the examination.
func TestTheReasonForComingLateIsAskedOfTheLateOnly(t *testing.T) {
	past := func(since, until string, outcome expertise.OutcomeCode) records.PastDecision {
		p := records.PastDecision{Case: "other", Since: day(since), Outcome: expertise.Outcome{Code: outcome}}
		if until != "" {
			p.Until = day(until)
		}
		return p
	}
	for name, c := range map[string]struct {
		history []records.PastDecision
		ended   string
	}{
		"never established":  {},
		"over":               {[]records.PastDecision{past("2024-06-10", "2026-06-09", "p61")}, "2026-06-09"},
		"still running":      {[]records.PastDecision{past("2025-06-10", "2027-06-09", "p61")}, ""},
		"without term":       {[]records.PastDecision{past("2025-06-10", "", "p81")}, ""},
		"refused since then": {[]records.PastDecision{past("2022-06-10", "2024-06-09", "p61"), past("2024-07-01", "2024-07-01", "none")}, ""},
		"of this case":       {[]records.PastDecision{{Case: "this", Since: day("2024-06-10"), Until: day("2026-06-09"), Outcome: expertise.Outcome{Code: "p61"}}}, ""},
	} {
		st := newStage(t)
		x := &Examination{id: "this", file: &desk.CaseView{History: c.history}, sheet: newSheet()}
		x.env = st.Env
		want := expertise.Date{}
		if c.ended != "" {
			want = day(c.ended)
		}
		if got := x.ranOut(day("2026-11-12")); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
