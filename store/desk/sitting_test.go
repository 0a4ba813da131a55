package desk_test

import (
	"context"
	"fmt"
	"testing"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

func trip(on expertise.Date, places int) expertise.Sitting {
	return expertise.Sitting{On: on, Trip: true, District: "absheron", Place: "Quba, Nizami küç. 1", Begins: 540, Minutes: 20, Places: places}
}

// From the due list to a place, a letter, and an examination: whoever has a place is no longer among those who need one, until it is missed
// or the day is taken back.
func TestAPlaceAtASitting(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	leyla := desktest.Leyla()
	leyla.District, leyla.ActualAddress = "absheron", "Quba, Bağ küç. 2"
	b.Decided(t, b.Referred(t, leyla))
	other := desktest.Leyla()
	other.Identifier.Value = "5K1Z72A"
	b.Decided(t, b.Referred(t, other))
	due, err := b.Due(ctx, records.DueFilter{District: "absheron"}, 10)
	if err != nil || len(due) != 1 || due[0].District != "absheron" || due[0].Commission != 3 || due[0].Booked != "" {
		t.Fatalf("due in the district: %+v, %v", due, err)
	}
	person := due[0].Person
	unbooked := func() (n int) {
		t.Helper()
		rows, err := b.Due(ctx, records.DueFilter{Unbooked: true}, 10)
		if err != nil {
			t.Fatal(err)
		}
		counts, err := b.CountDue(ctx, records.DueFilter{Unbooked: true})
		for _, c := range counts {
			n += c
		}
		if err != nil || n != len(rows) {
			t.Fatalf("%d rows, and %d counted: %v", len(rows), n, err)
		}
		return n
	}
	id, err := b.PlanSitting(ctx, trip(due[0].Next.AddDays(-3), 2))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Book(ctx, []plan.Booking{{Sitting: id, Person: person, Place: 1}}); err != nil {
		t.Fatal(err)
	}
	if err := b.Invited(ctx, id, []expertise.PersonID{person}); err != nil {
		t.Fatal(err)
	}
	if due, err = b.Due(ctx, records.DueFilter{District: "absheron"}, 10); err != nil || due[0].Booked != id || due[0].BookedOn != due[0].Next.AddDays(-3) || unbooked() != 1 {
		t.Fatalf("booked: %+v, %v, %d without a place", due, err, unbooked())
	}
	v, err := b.Sitting(ctx, id)
	if err != nil || len(v.Rows) != 1 || v.Rows[0].Address != "Quba, Bağ küç. 2" || v.Rows[0].Due != due[0].Next || !v.Rows[0].Invited || v.Time(v.Rows[0].Place) != "09:20" {
		t.Fatalf("%+v, %v", v, err)
	}
	months, err := b.Capacity(ctx, due[0].Next, 1)
	if err != nil || len(months) != 1 || months[0].Need != 2 || months[0].Booked != 1 || months[0].Places+months[0].Short == 0 {
		t.Fatalf("%+v, %v", months, err)
	}
	if err := b.Missed(ctx, id, person); err != nil || unbooked() != 2 {
		t.Fatalf("missed: %v, %d without a place", err, unbooked())
	}
	second, err := b.PlanSitting(ctx, trip(due[0].Next.AddDays(-2), 2))
	if err == nil {
		err = b.Book(ctx, []plan.Booking{{Sitting: second, Person: person, Place: 0}})
	}
	if err != nil || unbooked() != 1 {
		t.Fatalf("another place: %v", err)
	}
	if err := b.CancelSitting(ctx, second, "Yol bağlıdır"); err != nil || unbooked() != 2 {
		t.Fatalf("cancelled: %v, %d without a place", err, unbooked())
	}
	rows, err := b.Sittings(ctx, expertise.Date{}, expertise.Date{})
	if err != nil || len(rows) != 2 || rows[0].Booked != 1 || rows[1].Cancelled == "" || rows[1].Booked != 0 {
		t.Fatalf("%+v, %v", rows, err)
	}
}

// A place at a sitting before the examination from which the present term comes says nothing about the next one.
func TestAPlaceIsUsedByTheExamination(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	c := b.Referred(t, desktest.Leyla())
	v, err := b.Case(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	id, err := b.PlanSitting(ctx, trip(b.Today(), 3))
	if err == nil {
		err = b.Book(ctx, []plan.Booking{{Sitting: id, Person: v.Referral.Person}})
	}
	if err != nil {
		t.Fatal(err)
	}
	b.Decided(t, c)
	if due, err := b.Due(ctx, records.DueFilter{Unbooked: true}, 10); err != nil || len(due) != 1 || due[0].Booked != "" {
		t.Errorf("%+v, %v", due, err)
	}
}

func TestWhatMayNotBePlanned(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	c := b.Referred(t, desktest.Leyla())
	v, err := b.Case(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	person := v.Referral.Person
	day := b.Today().AddDays(7)
	list := []expertise.Sitting{trip(day, 2), trip(day.AddDays(1), 2)}
	if err := b.PlanSittings(ctx, list); err != nil {
		t.Fatal(err)
	}
	first, second := list[0].ID, list[1].ID
	if err := b.Book(ctx, []plan.Booking{{Sitting: first, Person: person, Place: 0}}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		do   func() error
		want string
	}{
		{"a day gone by", func() error { _, err := b.PlanSitting(ctx, trip(b.Today().AddDays(-1), 2)); return err }, "sitting.past"},
		{"a district of another country", func() error { s := trip(day, 2); s.District = "almaty"; _, err := b.PlanSitting(ctx, s); return err }, "sitting.district"},
		{"no places", func() error { _, err := b.PlanSitting(ctx, trip(day, 0)); return err }, "sitting.places"},
		{"nothing", func() error { return b.PlanSittings(ctx, nil) }, "desk.nothing"},
		{"one good day and a bad one", func() error { return b.PlanSittings(ctx, []expertise.Sitting{trip(day, 2), trip(day, 0)}) }, "sitting.places"},
		{"a second sitting for one person", func() error { return b.Book(ctx, []plan.Booking{{Sitting: second, Person: person, Place: 0}}) }, "appointment.elsewhere"},
		{"the same sitting again", func() error { return b.Book(ctx, []plan.Booking{{Sitting: first, Person: person, Place: 1}}) }, "appointment.known"},
		{"somebody unknown", func() error { return b.Book(ctx, []plan.Booking{{Sitting: first, Person: "nobody", Place: 1}}) }, "person.unknown"},
		{"an unknown sitting", func() error { return b.CancelSitting(ctx, "none", "x") }, "sitting.unknown"},
		{"without a reason", func() error { return b.CancelSitting(ctx, second, "") }, "certificate.reason"},
		{"who has no place", func() error { return b.Missed(ctx, second, person) }, "appointment.unknown"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.do()
			code := expertise.ErrorCode(err)
			if e, is := err.(*desk.Error); is {
				code = e.Code
			}
			if f, is := err.(desk.Findings); is {
				code = expertise.ErrorCode(f[0])
			}
			if code != test.want {
				t.Errorf("%v (%s), want %s", err, code, test.want)
			}
		})
	}
	if rows, err := b.Sittings(ctx, expertise.Date{}, expertise.Date{}); err != nil || len(rows) != 2 || rows[0].Booked != 1 || rows[1].Booked != 0 {
		t.Errorf("a refused step left something: %+v, %v", rows, err)
	}
}

// A day with as many places as there can be is filled in one step.
func TestAFullDayIsBookedAtOnce(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	const n = 60
	sitting := trip(b.Today().AddDays(1), n)
	sitting.Minutes = 10
	id, err := b.PlanSitting(ctx, sitting)
	if err != nil {
		t.Fatal(err)
	}
	var bookings []plan.Booking
	for i := range n {
		p := desktest.Leyla()
		p.Identifier.Value = fmt.Sprintf("5K1Z%03d", i)
		person, err := b.RegisterPerson(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		bookings = append(bookings, plan.Booking{Sitting: id, Person: person, Place: i})
	}
	bookings[n-1].Place = 0
	if err := b.Book(ctx, bookings); expertise.ErrorCode(err) != "appointment.taken" {
		t.Fatalf("a place given twice: %v", err)
	}
	bookings[n-1].Place = n - 1
	if err := b.Book(ctx, bookings); err != nil {
		t.Fatal(err)
	}
	if v, err := b.Sitting(ctx, id); err != nil || len(v.Free()) != 0 {
		t.Errorf("%d places free, %v", len(v.Free()), err)
	}
}
