package plan

import (
	"slices"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/workday"
)

// Timetable repeats a sitting on the working days of a month that fall on the chosen days of the week; no day chosen means every working
// day. Days before earliest are left out, so that a timetable made in the middle of a month begins then. The sittings have no ids yet.
func Timetable(month, earliest expertise.Date, days *workday.Days, weekdays []time.Weekday, like expertise.Sitting) []expertise.Sitting {
	var list []expertise.Sitting
	like.ID = ""
	first := monthOf(month)
	for on := first; on.Month == first.Month; on = on.AddDays(1) {
		chosen := len(weekdays) == 0 || slices.Contains(weekdays, on.In(time.UTC).Weekday())
		if chosen && days.IsWorking(on) && !on.Before(earliest) {
			like.On = on
			list = append(list, like)
		}
	}
	return list
}
