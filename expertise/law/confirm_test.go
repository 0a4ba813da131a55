package law

import (
	"slices"
	"strings"
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
}

// Every marked row of every profile can be confirmed, is listed with its confirmation then, and nothing rests on an unconfirmed row any
// more.
func TestEveryMarkedRowCanBeConfirmed(t *testing.T) {
	on := day("2026-11-12")
	for code := range countries {
		p := country(t, code)
		var all Confirmations
		ids := map[expertise.RuleID]bool{}
		previous := expertise.Date{}
		for _, r := range p.Rules() {
			c, err := p.Confirm(r.Edition, r.Row, "A", on)
			if err != nil || len(c.Digest) != 64 || r.Confirmed != nil || r.Because.In(p.Languages[0]) == "" {
				t.Errorf("%s %v %s %s: %v", code, r.Edition, r.Kind, r.Row, err)
			}
			if r.Edition.Before(previous) {
				t.Errorf("%s: %s of %v stands after %v", code, r.Row, r.Edition, previous)
			}
			all, previous = append(all, c), r.Edition
			ids[RuleOf(r.Edition, r.Row)] = true
		}
		if len(ids) != len(all) {
			t.Errorf("%s: %d rules have %d ids", code, len(all), len(ids))
		}
		confirmed, stale := p.Confirmed(all)
		if stale != nil {
			t.Errorf("%s: stale %v", code, stale)
		}
		listed := confirmed.Rules()
		for i, r := range p.Rules() {
			if r.Confirmed = &all[i]; cmp.Diff(r, listed[i]) != "" {
				t.Errorf("%s: confirmed (-want +got):\n%s", code, cmp.Diff(r, listed[i]))
			}
		}
		if again, stale := confirmed.Confirmed(all); stale != nil || again.Calendar.Marked() {
			t.Errorf("%s: confirmed again, stale %v", code, stale)
		}
		for _, g := range goldens(t, code) {
			if got, err := confirmed.Propose(g.Input()); err == nil && got.Basis.Verify {
				t.Errorf("%s, %s: rests on an unconfirmed row", code, g.Name)
			}
		}
		if _, stale := p.Confirmed(all[:1]); len(stale) != 0 || p.Rules()[0].Confirmed != nil {
			t.Errorf("%s: the profile itself was changed", code)
		}
	}
}

// What a rule says of itself, by its kind.
func TestRules(t *testing.T) {
	rules := map[string]Rule{}
	for _, r := range country(t, "ua").Rules() {
		rules[r.Kind+" "+r.Row] = r
	}
	for key, want := range map[string]string{
		"cause cause/war":        "The decision of the military medical commission",
		"cause cause/childhood":  "Since childhood",
		"act extension/war-2022": "Martial law: terms prolonged",
		"combine combine":        "Of several impairments the most severe counts",
		"expiry expiry":          "The term runs to the 1st of the following month",
		"age comingOfAge/18":     "A person is a child until 18",
		"criteria stroke-severe": "Consequences of a stroke, marked",
		"table care/constant":    "Not more than 20 points of the Barthel index",
	} {
		if got := rules[key].Because.In("en"); got != want {
			t.Errorf("%s says %q, want %q", key, got, want)
		}
	}
	if text := rules["calendar calendar"].Because.In("en"); !strings.HasPrefix(text, "01-01 New Year; ") {
		t.Errorf("the calendar says %q", text)
	}
	if _, listed := rules["table term/held"]; listed {
		t.Error("a row that is confirmed law is listed")
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
		{edition, "cause/nothing", "A", on, "law.confirm.none"},
		{expertise.Date{}, "hypertension", "A", on, "law.confirm.edition"},
		{edition, "lung-absent", "A", on, "law.confirm.not"},
		{edition, "hypertension", " ", on, "required"},
		{edition, "hypertension", "A", expertise.Date{}, "required"},
		{edition, "hypertension", "A", on, ""},
		{edition, "cause/work-injury", "A", on, ""},
		{edition, "calendar", "A", on, ""},
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
