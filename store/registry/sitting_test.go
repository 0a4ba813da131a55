package registry_test

import (
	"context"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/desk/desktest"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/registry/registrytest"
)

func day(on string, places int, commission expertise.CommissionNumber) expertise.Sitting {
	return expertise.Sitting{ID: "s1", Commission: commission, On: expertise.MustDate(on), Place: "Bakı", Begins: 540, Minutes: 20, Places: places}
}

// Two desks of a commission give one place to two persons, and one person two places, while neither hears of the other. What came to the
// registry first stands; the other desk is told, and sees who has the place.
func TestTwoDesksBookOnePlace(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	a, b := w.Desk(t, 3), w.Desk(t, 3)
	var persons []expertise.PersonID
	for _, fin := range []string{"5K1Z71A", "5K1Z72A", "5K1Z73A"} {
		p := desktest.Leyla()
		p.Identifier.Value = fin
		id, err := a.RegisterPerson(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		persons = append(persons, id)
	}
	list := []expertise.Sitting{day("2026-12-01", 3, 3), day("2026-12-02", 3, 3)}
	if err := a.PlanSittings(ctx, list); err != nil {
		t.Fatal(err)
	}
	first, second := list[0].ID, list[1].ID
	registrytest.Sync(t, a)
	registrytest.Sync(t, b)

	book := func(d *desktest.Bench, s expertise.SittingID, p expertise.PersonID, place int) {
		t.Helper()
		if err := d.Book(ctx, []plan.Booking{{Sitting: s, Person: p, Place: place}}); err != nil {
			t.Fatal(err)
		}
	}
	book(a, first, persons[0], 0)
	book(b, first, persons[1], 0)
	book(a, first, persons[2], 1)
	book(b, second, persons[2], 0)
	registrytest.Sync(t, a)
	if report := registrytest.Sync(t, b); report.Refused != 2 {
		t.Errorf("%+v: want the taken place and the second sitting refused", report)
	}
	registrytest.Sync(t, a)
	refused, err := b.Refused(ctx, 10)
	if err != nil || len(refused) != 2 || !strings.HasPrefix(refused[0].Reason, "appointment.elsewhere") || !strings.HasPrefix(refused[1].Reason, "appointment.taken") {
		t.Errorf("%+v, %v", refused, err)
	}
	for _, d := range []*desktest.Bench{a, b} {
		v, err := d.Sitting(ctx, first)
		if err != nil || len(v.Rows) != 2 || v.Rows[0].Person != persons[0] || v.Rows[1].Person != persons[2] {
			t.Errorf("%+v, %v", v.Rows, err)
		}
	}
	if err := a.CancelSitting(ctx, first, "Yol bağlıdır"); err != nil {
		t.Fatal(err)
	}
	registrytest.Sync(t, a)
	registrytest.Sync(t, b)
	if n := registrytest.Count(t, w.Path, `select count(*) from appointment`); n != 0 {
		t.Errorf("%d places at a sitting that was cancelled", n)
	}
	if rows, err := b.Sittings(ctx, expertise.Date{}, expertise.Date{}); err != nil || len(rows) != 2 || rows[0].Cancelled == "" {
		t.Errorf("%+v, %v", rows, err)
	}
}

// A commission plans its own days and calls its own people, however its program asks.
func TestSittingsAreTheCommissionsOwn(t *testing.T) {
	w := registrytest.New(t)
	baku, ganja := newRaw(t, w, 3), newRaw(t, w, 7)
	baku.mustTake(baku.person("p1"))
	ganja.mustTake(ganja.person("p2"))
	ganja.keys = map[expertise.PersonID]*journal.PersonKey{"p2": ganja.keys["p2"]}
	s1 := journal.Entity{Kind: journal.EntitySitting, ID: "s1"}
	other := journal.Entity{Kind: journal.EntitySitting, ID: "s2"}
	booked := func(d *rawDesk, subject, person expertise.PersonID) journal.Signed {
		return d.op(d.user, s1, subject, &expertise.AppointmentBooked{Person: person})
	}
	baku.mustRefuse("registry.commission", baku.op(baku.user, s1, "", &expertise.SittingPlanned{Sitting: day("2026-12-01", 3, 7)}))
	baku.mustRefuse("sitting.unknown", baku.op(baku.user, other, "", &expertise.SittingPlanned{Sitting: day("2026-12-01", 3, 3)}))
	baku.mustTake(baku.op(baku.user, s1, "", &expertise.SittingPlanned{Sitting: day("2026-12-01", 3, 3)}))
	ganja.mustRefuse("registry.scope", ganja.op(ganja.user, s1, "", &expertise.SittingCancelled{Reason: "x"}))
	ganja.mustRefuse("registry.scope", booked(ganja, "p2", "p2"))
	baku.keys = map[expertise.PersonID]*journal.PersonKey{"p1": baku.keys["p1"]}
	baku.mustRefuse("registry.person", booked(baku, "", "p1"))
	baku.mustRefuse("registry.person", booked(baku, "p1", "p2"))
	baku.mustRefuse("registry.scope", baku.op(baku.user, s1, "p2", &expertise.AppointmentBooked{Person: "p2"}))
	delete(baku.keys, "p2")
	baku.mustTake(booked(baku, "p1", "p1"))
	if page, _, _ := ganja.feed(0, 100); strings.Contains(string(mustMarshal(t, page)), "sitting.planned") {
		t.Error("another commission's sitting is in the feed")
	}
	if n := registrytest.Count(t, w.Path, `select count(*) from appointment`); n != 1 {
		t.Errorf("%d places", n)
	}
}

func mustMarshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := journal.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The ministry sees who falls due in every district, the commission its own.
func TestDueByDistrict(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	for i, c := range []expertise.CommissionNumber{3, 7} {
		d := w.Desk(t, c)
		p := desktest.Leyla()
		p.Identifier.Value, p.District = "5K1Z7"+string(rune('1'+i))+"A", []string{"quba", "seki"}[i]
		d.Decided(t, d.Referred(t, p))
		registrytest.Sync(t, d)
	}
	for _, test := range []struct {
		f    records.DueFilter
		want int
	}{{records.DueFilter{}, 2}, {records.DueFilter{District: "quba"}, 1}, {records.DueFilter{Commission: 7}, 1}, {records.DueFilter{District: "quba", Commission: 7}, 0},
		{records.DueFilter{To: expertise.MustDate("2026-11-12")}, 0}} {
		rows, err := w.Registry.Due(ctx, test.f, 10)
		if err != nil || len(rows) != test.want {
			t.Errorf("%+v: %+v, %v", test.f, rows, err)
		}
	}
}
