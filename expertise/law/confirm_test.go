package law

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"medsoc/expertise"
)

func mustPropose(t *testing.T, p *Profile, in Input) Proposal {
	t.Helper()
	got, err := p.Propose(in)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// An administrator confirms row by row; when the last one is confirmed, the proposal rests on nothing unconfirmed any more.
func TestConfirmedRowsAreNoLongerMarked(t *testing.T) {
	p, on := country(t, "ua"), day("2026-11-12")
	in := Input{On: on, Birth: day("1979-03-14"), Sex: expertise.Male, Cause: "war", Impairments: []expertise.Impairment{{Row: "stroke-severe"}}}
	before := mustPropose(t, p, in)
	var all Confirmations
	for _, r := range slices.Concat(before.Reasons, before.Missing) {
		if !r.Verify {
			continue
		}
		c, err := p.Confirm(before.Basis.Edition, r.Row, "A. Administrator", on)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	if len(all) < 4 {
		t.Fatalf("only %d rows were marked", len(all))
	}
	most, _ := p.Confirmed(all[1:])
	if got := mustPropose(t, most, in); !got.Basis.Verify || !got.Reasons[0].Verify {
		t.Error("one row is not confirmed, and the proposal is not marked")
	}
	confirmed, stale := p.Confirmed(all)
	if stale != nil {
		t.Errorf("stale: %v", stale)
	}
	after := mustPropose(t, confirmed, in)
	if after.Basis.Verify || after.Missing[0].Verify {
		t.Errorf("still marked: %+v", after)
	}
	if reasons, err := confirmed.Explain(before.Basis); err != nil || slices.ContainsFunc(reasons, func(r Reason) bool { return r.Verify }) {
		t.Errorf("explained as unconfirmed (%v)", err)
	}
	if again := mustPropose(t, p, in); !again.Basis.Verify {
		t.Error("the profile itself was changed")
	}
	if left, first := confirmed.Unconfirmed(&p.Editions[0]), p.Unconfirmed(&p.Editions[0]); len(left) != len(first)-len(all)+1 {
		t.Errorf("%d of %d rows are left after %d confirmations, one of them of a cause", len(left), len(first), len(all))
	}
}

// Every marked row of every profile can be confirmed, and nothing else can.
func TestEveryMarkedRowCanBeConfirmed(t *testing.T) {
	for code := range countries {
		p := country(t, code)
		for i := range p.Editions {
			e := &p.Editions[i]
			for _, row := range p.Unconfirmed(e) {
				if c, err := p.Confirm(e.From, row, "A", e.From); err != nil || len(c.Digest) != 64 {
					t.Errorf("%s %v %s: %v", code, e.From, row, err)
				}
			}
		}
	}
}

func TestConfirmRefuses(t *testing.T) {
	p, edition, on := az(t), day("2022-07-01"), day("2026-11-12")
	for _, c := range []struct {
		edition   expertise.Date
		row, by   string
		on        expertise.Date
		wantsCode string
	}{
		{edition, "nothing", "A", on, "law.confirm.row"},
		{day("2022-07-02"), "hypertension", "A", on, "law.confirm.row"},
		{edition, "cause/nothing", "A", on, "law.confirm.row"},
		{edition, "lung-absent", "A", on, "law.confirm.not"},
		{edition, "hypertension", " ", on, "required"},
		{edition, "hypertension", "A", expertise.Date{}, "required"},
		{edition, "hypertension", "A", on, ""},
		{edition, "cause/work-injury", "A", on, ""},
	} {
		if _, err := p.Confirm(c.edition, c.row, c.by, c.on); expertise.ErrorCode(err) != c.wantsCode {
			t.Errorf("%v %q by %q: %v, want %q", c.edition, c.row, c.by, err, c.wantsCode)
		}
	}
}

// A confirmation is of the words that were read: a row that says something else now must be read again.
func TestConfirmationOfAnotherWordingIsStale(t *testing.T) {
	p := az(t)
	c, err := p.Confirm(day("2022-07-01"), "hypertension", "A", day("2026-11-12"))
	if err != nil {
		t.Fatal(err)
	}
	p.Editions[1].Criteria = slices.Clone(p.Editions[1].Criteria)
	row, _ := p.Editions[1].Row("hypertension")
	row.Percent.To = 25
	if _, stale := p.Confirmed(Confirmations{c}); cmp.Diff(Confirmations{c}, stale) != "" {
		t.Errorf("stale: %v", stale)
	}
	for _, forged := range []expertise.Confirmation{{}, {Row: "hypertension", Edition: day("2022-07-01"), On: c.On}} {
		if _, stale := p.Confirmed(Confirmations{forged}); len(stale) != 1 {
			t.Errorf("%+v was taken", forged)
		}
	}
}
