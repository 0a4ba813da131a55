package plan_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/expertise/workday"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func on(text string) expertise.Date { return expertise.MustDate(text) }

func sitting(id, day, district string, trip bool, places int, taken ...expertise.PersonID) expertise.SittingFile {
	f := expertise.SittingFile{Planned: true, Sitting: expertise.Sitting{ID: expertise.SittingID(id), Commission: 3, On: on(day), District: district, Trip: trip,
		Place: "Bakı", Begins: 540, Minutes: 20, Places: places}}
	for i, p := range taken {
		f.Appointments = append(f.Appointments, expertise.Appointment{Person: p, Place: i})
	}
	return f
}

func TestWhoGetsWhichPlace(t *testing.T) {
	due := []plan.Due{{"late", "", on("2027-03-20")}, {"early", "", on("2027-03-01")}, {"quba2", "quba", on("2027-03-09")}, {"quba1", "quba", on("2027-03-02")}}
	missed := sitting("a", "2027-03-01", "", false, 2, "early")
	missed.Appointments[0].Missed = true
	cancelled := sitting("a", "2027-03-01", "", false, 9)
	cancelled.Cancelled = "no heating"
	for _, test := range []struct {
		name     string
		sittings []expertise.SittingFile
		want     string
	}{
		{"the earliest due gets the earliest day", []expertise.SittingFile{sitting("b", "2027-03-09", "", false, 1), sitting("a", "2027-03-02", "", false, 1)},
			"a/0 early b/0 quba1 left quba2 late"},
		{"a trip takes its own people, though the office comes sooner", []expertise.SittingFile{sitting("trip", "2027-03-15", "quba", true, 5), sitting("office", "2027-03-02", "", false, 1)},
			"office/0 early trip/0 quba1 trip/1 quba2 left late"},
		{"a full trip leaves the others to the office", []expertise.SittingFile{sitting("trip", "2027-03-01", "quba", true, 1), sitting("office", "2027-03-02", "", false, 5)},
			"trip/0 quba1 office/0 early office/1 quba2 office/2 late"},
		{"a sitting of the office for a district is open to all in the end", []expertise.SittingFile{sitting("a", "2027-03-02", "quba", false, 3)},
			"a/0 quba1 a/1 quba2 a/2 early left late"},
		{"a place that is kept is not given twice, and its holder gets no second one", []expertise.SittingFile{sitting("a", "2027-03-01", "", false, 2, "early")},
			"a/1 quba1 left quba2 late"},
		{"who missed a place gets another", []expertise.SittingFile{missed}, "a/1 early left quba1 quba2 late"},
		{"a cancelled sitting takes nobody", []expertise.SittingFile{cancelled}, "left early quba1 quba2 late"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			bookings, left := plan.Assign(due, test.sittings)
			for _, b := range bookings {
				got += fmt.Sprintf("%s/%d %s ", b.Sitting, b.Place, b.Person)
			}
			if len(left) > 0 {
				got += "left "
			}
			for _, d := range left {
				got += string(d.Person) + " "
			}
			if got != test.want+" " {
				t.Errorf("\n%s, want\n%s", got, test.want)
			}
		})
	}
}

// No place is given twice, nobody gets two, nobody is left while a place is free that fits, and the order of the input changes nothing.
func TestAssignHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		districts := []string{"", "quba", "seki"}
		var due []plan.Due
		for i := range rapid.IntRange(0, 30).Draw(t, "persons") {
			due = append(due, plan.Due{Person: expertise.PersonID(fmt.Sprint("p", i)), District: rapid.SampledFrom(districts).Draw(t, "lives"),
				On: on("2027-03-01").AddDays(rapid.IntRange(0, 9).Draw(t, "due"))})
		}
		var sittings []expertise.SittingFile
		for i := range rapid.IntRange(0, 6).Draw(t, "sittings") {
			district := rapid.SampledFrom(districts).Draw(t, "district")
			s := sitting(fmt.Sprint("s", i), on("2027-03-01").AddDays(rapid.IntRange(0, 5).Draw(t, "day")).String(), district, district != "" && rapid.Bool().Draw(t, "trip"),
				rapid.IntRange(1, 8).Draw(t, "places"))
			if rapid.IntRange(0, 4).Draw(t, "cancelled") == 0 {
				s.Cancelled = "x"
			} else if i < len(due) && rapid.Bool().Draw(t, "taken") {
				s.Appointments = []expertise.Appointment{{Person: due[i].Person, Place: s.Places - 1}}
			}
			sittings = append(sittings, s)
		}
		bookings, left := plan.Assign(due, sittings)
		check(t, due, sittings, bookings, left)
		again, leftAgain := plan.Assign(rapid.Permutation(due).Draw(t, "due again"), rapid.Permutation(sittings).Draw(t, "sittings again"))
		if diff := cmp.Diff(bookings, again) + cmp.Diff(left, leftAgain); diff != "" {
			t.Fatalf("another order gave other places:\n%s", diff)
		}
	})
}

func check(t *rapid.T, due []plan.Due, sittings []expertise.SittingFile, bookings []plan.Booking, left []plan.Due) {
	files := map[expertise.SittingID]*expertise.SittingFile{}
	placed := map[expertise.PersonID]int{}
	kept := 0
	for i := range sittings {
		files[sittings[i].ID] = &sittings[i]
	}
	lives := map[expertise.PersonID]string{}
	for _, d := range due {
		lives[d.Person] = d.District
	}
	for _, s := range sittings {
		for _, a := range s.Appointments {
			placed[a.Person]++
			kept++
		}
	}
	for _, b := range bookings {
		s := files[b.Sitting]
		if !slices.Contains(s.Free(), b.Place) || !s.Takes() {
			t.Fatalf("%s was given place %d of %s, which is not free", b.Person, b.Place, b.Sitting)
		}
		if s.Trip && s.District != lives[b.Person] {
			t.Fatalf("%s of %q was sent on the trip to %s", b.Person, lives[b.Person], s.District)
		}
		s.Appointments = append(s.Appointments, expertise.Appointment{Person: b.Person, Place: b.Place})
		if placed[b.Person]++; placed[b.Person] > 1 {
			t.Fatalf("%s has two places", b.Person)
		}
	}
	for _, d := range left {
		if placed[d.Person]++; placed[d.Person] > 1 {
			t.Fatalf("%s was left and has a place", d.Person)
		}
		for _, s := range sittings {
			if s.Takes() && len(s.Free()) > 0 && (!s.Trip || s.District == d.District) {
				t.Fatalf("%s was left, and %s has room", d.Person, s.ID)
			}
		}
	}
	if len(placed) < len(due) {
		t.Fatalf("of %d persons only %d were placed or left", len(due), len(placed))
	}
	for _, s := range sittings { // undo, for the second run
		f := files[s.ID]
		f.Appointments = slices.DeleteFunc(f.Appointments, func(a expertise.Appointment) bool {
			return slices.ContainsFunc(bookings, func(b plan.Booking) bool { return b.Person == a.Person })
		})
	}
}

func TestMonthsSetNeedAgainstPlaces(t *testing.T) {
	needs := []plan.Need{{on("2026-12-03"), "quba", 2, 0}, {on("2027-03-30"), "", 5, 1}, {on("2027-04-02"), "quba", 4, 3}, {on("2027-09-01"), "", 100, 0}}
	office, trip, gone := sitting("o", "2027-03-20", "", false, 3), sitting("t", "2027-04-20", "quba", true, 5), sitting("g", "2027-03-01", "", false, 10)
	got := plan.Months(on("2027-03-10"), on("2027-02-14"), 3, needs, []plan.Load{{office.Sitting, 1}, {trip.Sitting, 0}, {gone.Sitting, 2}})
	want := []plan.Month{
		{Month: on("2027-02-01")},
		// The seven are five of March and two of December, who are overdue. The first of March has passed: its ten places help nobody.
		{Month: on("2027-03-01"), Need: 7, Booked: 1, Places: 13, Short: 4, ByDistrict: []plan.DistrictNeed{{"quba", 2, 0, 0, 2}, {"", 5, 1, 13, 2}}},
		{Month: on("2027-04-01"), Need: 4, Booked: 3, Places: 5, Trips: 1, ByDistrict: []plan.DistrictNeed{{"quba", 4, 3, 5, 0}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTimetableKeepsToWorkingDays(t *testing.T) {
	days, err := workday.New(workday.Calendar{RestDays: []workday.Weekday{workday.Weekday(time.Saturday), workday.Weekday(time.Sunday)},
		Fixed: []workday.Fixed{{Days: []workday.MonthDay{{Month: 3, Day: 8}}, Names: workday.Names{"en": "a holiday"}}}})
	if err != nil {
		t.Fatal(err)
	}
	like := sitting("x", "2020-01-01", "", false, 10).Sitting
	var got []string
	for _, s := range plan.Timetable(on("2027-03-17"), on("2027-03-03"), days, []time.Weekday{time.Monday, time.Saturday}, like) {
		got = append(got, s.On.String())
		if s.ID != "" || s.Places != 10 || s.Begins != 540 {
			t.Errorf("%+v", s)
		}
	}
	if diff := cmp.Diff([]string{"2027-03-15", "2027-03-22", "2027-03-29"}, got); diff != "" {
		t.Error(diff)
	}
	if n := len(plan.Timetable(on("2027-03-01"), expertise.Date{}, days, nil, like)); n != 22 {
		t.Errorf("%d working days in the month", n)
	}
}
