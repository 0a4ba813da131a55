package demo

import (
	"context"
	"fmt"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/expertise/workday"
	"medsoc/store/records"
)

// districts are those of the demonstration's commission; of some people nobody wrote down where they live.
var districts = []string{"yasamal", "sabunchu", "absheron", ""}

// address is a street of the district.
func address(n int) string {
	if districts[n%len(districts)] == "absheron" {
		return fmt.Sprintf("Abşeron rayonu, Xırdalan, Azadlıq küçəsi %d", n+1)
	}
	return fmt.Sprintf("Bakı şəhəri, Nizami küçəsi %d", n+1)
}

// timetable plans two days at the office and a trip, on working days ahead. Part of those who fall due have a place, the trip's people their
// letters too, and the rest are the clerk's to call.
func (m *Ministry) timetable(ctx context.Context) error {
	d := m.Desk
	calendar, err := workday.New(d.Profile().Calendar)
	if err != nil {
		return err
	}
	office := expertise.Sitting{Place: "Bakı, Nizami küçəsi 100", Begins: 9 * 60, Minutes: 20, Places: 12}
	days := plan.Timetable(d.Today(), d.Today().AddDays(2), calendar, nil, office)
	days = append(days, plan.Timetable(d.Today().AddMonths(1), d.Today(), calendar, nil, office)...)
	list := []expertise.Sitting{days[2], days[7], days[12]}
	trip := &list[1]
	trip.Trip, trip.District, trip.Place, trip.Begins, trip.Minutes, trip.Places = true, "absheron", "Xırdalan şəhər xəstəxanası, Azadlıq küçəsi 1", 10*60, 30, 8
	if err := d.PlanSittings(ctx, list); err != nil {
		return err
	}
	_, early := d.EarlyBounds()
	for _, f := range []records.DueFilter{{District: "absheron", To: early}, {District: "yasamal", To: d.Today()}} {
		bookings, _, err := d.ProposePlaces(ctx, f, d.Today(), expertise.Date{})
		if err != nil {
			return err
		}
		if err := d.Book(ctx, bookings); err != nil {
			return err
		}
	}
	v, err := d.Sitting(ctx, trip.ID)
	if err != nil {
		return err
	}
	var persons []expertise.PersonID
	for _, a := range v.Appointments {
		persons = append(persons, a.Person)
	}
	return d.Invited(ctx, trip.ID, persons)
}
