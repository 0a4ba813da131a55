package law

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"medsoc/expertise"
)

// From an examination to a decision that may be signed, and from that to the history of the next examination.
func TestFromExaminationToDecision(t *testing.T) {
	p := az(t)
	e := &expertise.Examination{
		On: expertise.MustDate("2026-11-12"), Cause: "general", Professional: 40, Labour: "Light work",
		Impairments: []expertise.Impairment{{Row: "tuberculosis-late", Percent: 70, Side: expertise.SideNone}},
	}
	history := []Past{{Since: expertise.MustDate("2024-11-12"), Until: expertise.MustDate("2026-11-11"), Outcome: "p61"}}
	proposal, err := p.Propose(InputOf(e, expertise.MustDate("1979-03-14"), expertise.Male, history))
	if err != nil {
		t.Fatal(err)
	}
	d := p.Decision("d1", e, proposal, history)
	if errs := d.Check(); errs != nil {
		t.Fatalf("the proposal cannot be signed: %v", errs)
	}
	if diff := cmp.Diff(proposal.Scales, d.Scales); diff != "" || len(d.Scales) == 0 || d.Gap != proposal.Gap {
		t.Errorf("beside the outcome: %+v and %+v, proposed %+v", d.Scales, d.Gap, proposal.Scales)
	}
	if !d.Repeat || d.Quorum != p.Quorum.Members || d.Differs() || d.Professional != 40 || d.Labour != "Light work" {
		t.Errorf("%+v", d)
	}
	want := Past{Since: d.Since, Until: expertise.MustDate("2028-11-11"), Outcome: "p61", Cause: "general"}
	if diff := cmp.Diff(want, PastOf(&d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if first := p.Decision("d2", e, proposal, []Past{{Since: e.On, Outcome: "none"}}); first.Repeat {
		t.Error("after a refusal the establishment is the first one")
	}
}

// Two decisions of one day, as two offices may have entered them, mean the same in either order.
func TestHistoryOfOneDay(t *testing.T) {
	p, on := az(t), expertise.MustDate("2026-11-12")
	since := expertise.MustDate("2001-11-12")
	refused, established := Past{Since: since, Outcome: "none"}, Past{Since: since, Outcome: "p61"}
	for _, history := range [][]Past{{refused, established}, {established, refused}} {
		if got := p.held(history, on, p.established); got != 25 {
			t.Errorf("%v are held for %d years", history, got)
		}
	}
}
