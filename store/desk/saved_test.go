package desk_test

import (
	"context"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

// amputated is a state that the law establishes without term.
func amputated(on expertise.Date) expertise.Examination {
	x := desktest.Stroke(on)
	x.Diagnoses = []expertise.Diagnosis{{Code: "Z89.6", Side: expertise.SideRight, Main: true}}
	x.Impairments = []expertise.Impairment{{Row: "amputation-leg-above-knee", Diagnosis: "Z89.6", Side: expertise.SideRight, Percent: 65}}
	return x
}

// Whoever came again and is established without term, as the law proposes, need not come any more. A first decision without term saves nothing,
// nor does one that the commission alone made so.
func TestWhoNeedNotComeAnyMore(t *testing.T) {
	ctx := context.Background()
	for _, test := range []struct {
		name          string
		first, second func(expertise.Date) expertise.Examination
		choice        desk.Choice
		want          int
	}{
		{"again, without term", desktest.Stroke, amputated, desk.Choice{}, 1},
		{"the first time", amputated, nil, desk.Choice{}, 0},
		{"again, with a term", desktest.Stroke, desktest.Stroke, desk.Choice{}, 0},
		{"without term before", amputated, amputated, desk.Choice{}, 0},
		{"by the commission alone", desktest.Stroke, desktest.Stroke, desk.Choice{Outcome: expertise.Outcome{Code: "p61", Percent: 70}, Reason: "Vəziyyət dəyişmir"}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := desktest.New(t)
			id := b.Referred(t, desktest.Leyla())
			v, err := b.Case(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			decide(t, b, id, test.first(b.Today()), desk.Choice{})
			if test.second != nil {
				b.Clock.At = b.Clock.At.AddDate(2, 0, -20)
				if id, err = b.ReceiveReferral(ctx, expertise.Referral{Person: v.Referral.Person, Purpose: "repeat"}, expertise.ReferralNarrative{}); err != nil {
					t.Fatal(err)
				}
				decide(t, b, id, test.second(b.Today()), test.choice)
			}
			saved, err := b.SavedIn(ctx, b.Today().Year)
			if err != nil || saved != (records.Saved{WithoutTerm: test.want}) {
				t.Errorf("%+v, %v; want %d without term", saved, err, test.want)
			}
			if saved, err := b.SavedIn(ctx, b.Today().Year+1); err != nil || saved != (records.Saved{}) {
				t.Errorf("in the next year %+v, %v", saved, err)
			}
		})
	}
}

func decide(t *testing.T, b *desktest.Bench, id expertise.CaseID, x expertise.Examination, choice desk.Choice) {
	t.Helper()
	ctx := context.Background()
	if err := b.RecordExamination(ctx, id, x, expertise.ExaminationNarrative{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Decide(ctx, id, choice); err != nil {
		t.Fatal(err)
	}
	for i, m := range b.Members {
		if _, err := b.Sign(ctx, id, m.ID, desktest.MemberPassphrase(i+1)); err != nil {
			t.Fatal(err)
		}
	}
}

// Before an act is enacted one sees whom it would concern, from which month to which, and where they live.
func TestPreviewSaysWhomAnActConcerns(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	leyla := desktest.Leyla()
	leyla.District = "absheron"
	b.Decided(t, b.Referred(t, leyla))
	due, err := b.Due(ctx, records.DueFilter{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	until, next := due[0].Until, due[0].Next
	act := expertise.Extension{ID: "x", Title: map[string]string{"az": "Akt"}, Basis: "Akt 1", From: until, To: until, Months: 12}
	touched, err := b.PreviewAct(ctx, act)
	if err != nil || touched.Persons != 1 || touched.Before[next.String()[:7]] != 1 || touched.ByMonth[next.AddMonths(12).String()[:7]] != 1 || touched.ByDistrict["absheron"] != 1 ||
		len(touched.Rows) != 1 {
		t.Fatalf("%+v, %v", touched, err)
	}
	r := touched.Rows[0]
	if r.Person != due[0].Person || r.Name != leyla.Name || r.Until != until || r.Next != next || r.NewUntil != until.AddMonths(12) || !r.NewNext.After(next) || r.Outcome != due[0].Outcome {
		t.Errorf("%+v", r)
	}
	act.To = until.AddDays(-1)
	act.From = act.To
	if touched, err := b.PreviewAct(ctx, act); err != nil || touched.Persons != 0 || len(touched.Rows) != 0 {
		t.Errorf("outside the window: %+v, %v", touched, err)
	}
}
