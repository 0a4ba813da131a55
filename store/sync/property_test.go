package sync_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
	"medsoc/store/registry/registrytest"
	"medsoc/store/sync"
)

// Two desks of one commission work on the same persons and cases and synchronise when they like, over a line that breaks; what each
// may do is left to the state it knows, so some of it is refused later. Once all is exchanged, registry and desks hold the same.
func TestTwoDesksEndEqual(t *testing.T) {
	conflicts, papers, refused := 0, 0, 0
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 7))
			w := registrytest.New(t)
			desks := []*desktest.Bench{w.Desk(t, 3), w.Desk(t, 3)}
			exchange := func() {
				for _, i := range []int{0, 1, 0, 1} {
					refused += registrytest.Sync(t, desks[i]).Refused
				}
			}
			exchange()
			for range 3 {
				for range 40 {
					b := desks[rng.IntN(2)]
					if rng.IntN(10) == 0 {
						cut := &cutter{cuts: []int{rng.IntN(300), rng.IntN(300)}, fair: true}
						if _, err := sync.New(b, "", registrytest.NoSleep, sync.WithTransport(cut)).Run(context.Background(), nil); err != nil {
							t.Fatal(err)
						}
						continue
					}
					step(t, rng, b)
				}
				exchange()
				want := registrytest.Projection(t, w.Path)
				for i, b := range desks {
					if registrytest.Projection(t, database(b)) != want {
						t.Fatalf("desk %d and the registry differ", i)
					}
				}
			}
			conflicts += registrytest.Count(t, w.Path, `select count(*) from person where conflicts > 0`)
			papers += registrytest.Count(t, w.Path, `select count(*) from certificate`)
		})
	}
	t.Logf("%d persons in conflict, %d papers, %d refused", conflicts, papers, refused)
	if conflicts+refused == 0 || papers == 0 {
		t.Error("the desks did too little for this to mean much")
	}
}

// step does something at a desk. An error is the desk's own refusal, and changes nothing.
func step(t *testing.T, rng *rand.Rand, b *desktest.Bench) {
	ctx := context.Background()
	persons, err := b.SearchPersons(ctx, "ə", 50)
	if err != nil {
		t.Fatal(err)
	}
	cases, _, err := b.WorkList(ctx, records.CaseFilter{}, 50)
	if err != nil {
		t.Fatal(err)
	}
	if len(persons) == 0 || len(persons) < 3 && rng.IntN(3) == 0 {
		p := desktest.Leyla()
		p.Identifier.Value = fmt.Sprintf("5K1Z%03d", rng.IntN(30))
		b.RegisterPerson(ctx, p)
		return
	}
	person := persons[rng.IntN(len(persons))].ID
	if len(cases) == 0 || rng.IntN(6) == 0 {
		b.ReceiveReferral(ctx, expertise.Referral{Person: person, Purpose: "first"}, expertise.ReferralNarrative{Text: "x"})
		return
	}
	id := cases[rng.IntN(len(cases))].ID
	switch rng.IntN(11) {
	case 0, 1:
		field := []expertise.PersonField{expertise.FieldPhone, expertise.FieldBirthPlace, expertise.FieldIdentifier}[rng.IntN(3)]
		value := map[expertise.PersonField]string{expertise.FieldPhone: fmt.Sprint("05012345", rng.IntN(90)+10), expertise.FieldBirthPlace: fmt.Sprint("Kənd ", rng.IntN(50)),
			expertise.FieldIdentifier: fmt.Sprintf("5K1Z%03d", rng.IntN(30))}[field]
		b.PatchPerson(ctx, person, map[expertise.PersonField]string{field: value})
	case 2:
		if v, err := b.Person(ctx, person); err == nil {
			for field, candidates := range v.Conflicts {
				b.ResolveConflict(ctx, person, field, candidates[rng.IntN(len(candidates))].Op)
				break
			}
		}
	case 3:
		b.Return(ctx, id, "incomplete")
	case 4, 5, 6:
		c, err := b.Case(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if c.State == expertise.StateReceived || c.State == expertise.StateExamined {
			b.RecordExamination(ctx, id, desktest.Stroke(b.Today()), expertise.ExaminationNarrative{})
		}
		if c.State == expertise.StateExamined {
			b.Decided(t, id)
		}
	case 7:
		b.Issue(ctx, id)
	case 8:
		b.Supersede(ctx, id, "wrong percent")
	case 9, 10:
		planStep(t, rng, b, person)
	}
}

// planStep does something with a sitting.
func planStep(t *testing.T, rng *rand.Rand, b *desktest.Bench, person expertise.PersonID) {
	ctx := context.Background()
	rows, err := b.Sittings(ctx, expertise.Date{}, expertise.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 || len(rows) < 3 && rng.IntN(3) == 0 {
		b.PlanSitting(ctx, expertise.Sitting{On: b.Today().AddDays(rng.IntN(5)), Place: "Bakı", Begins: 540, Minutes: 20, Places: 3})
		return
	}
	id := rows[rng.IntN(len(rows))].ID
	switch rng.IntN(8) {
	case 0:
		b.CancelSitting(ctx, id, "no heating")
	case 1:
		b.CancelAppointment(ctx, id, person, "is ill")
	case 2:
		b.Invited(ctx, id, []expertise.PersonID{person})
	case 3:
		b.Missed(ctx, id, person)
	default:
		b.Book(ctx, []plan.Booking{{Sitting: id, Person: person, Place: rng.IntN(3)}})
	}
}
