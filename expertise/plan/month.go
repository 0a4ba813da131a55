package plan

import (
	"slices"
	"strings"

	"medsoc/expertise"
)

// Need is how many persons of a district fall due on a day or in a month.
type Need struct {
	On       expertise.Date // any day of the month
	District string
	Persons  int
	Booked   int // of these, persons who have a place at a sitting
}

// Load is a sitting that takes place, with how many of its places are taken.
type Load struct {
	expertise.Sitting
	Taken int
}

// Month sets what is needed against what is planned.
type Month struct {
	Month      expertise.Date // first day
	Need       int            // persons whose examination falls due; in the present month with all who are overdue
	Booked     int            // of these, persons who have a place at a sitting of this or another month
	Places     int            // of the month's sittings
	Trips      int            // sittings that are visiting trips
	Short      int            // persons without a place for whom the month has no free one
	ByDistrict []DistrictNeed // by code; persons without a district and sittings for all last, under ""
}

// DistrictNeed is one district's part of a month.
type DistrictNeed struct {
	District string
	Need     int
	Booked   int
	Places   int // of the sittings for this district
	Short    int // persons without a place beyond the free places of the district's own sittings: the office must take them
}

// Months works out n months from that of a day on. Whoever is overdue today needs a place in the present month; so do the months before
// it need nothing any more. Places of days that have passed count as places and are free for nobody.
func Months(today, from expertise.Date, n int, needs []Need, sittings []Load) []Month {
	list := make([]Month, n)
	free := make([]map[string]int, n)
	parts := make([]map[string]*DistrictNeed, n)
	first := monthOf(from)
	for i := range list {
		list[i].Month, free[i], parts[i] = first.AddMonths(i), map[string]int{}, map[string]*DistrictNeed{}
	}
	at := func(day expertise.Date) (int, bool) {
		i := (day.Year-first.Year)*12 + int(day.Month-first.Month)
		return i, i >= 0 && i < n
	}
	part := func(i int, district string) *DistrictNeed {
		if parts[i][district] == nil {
			parts[i][district] = &DistrictNeed{District: district}
		}
		return parts[i][district]
	}
	for _, need := range needs {
		on := need.On
		if present := monthOf(today); on.Before(present) {
			on = present
		}
		if i, within := at(on); within {
			p := part(i, need.District)
			p.Need, p.Booked = p.Need+need.Persons, p.Booked+need.Booked
		}
	}
	for _, s := range sittings {
		i, within := at(s.On)
		if !within {
			continue
		}
		part(i, s.District).Places += s.Places
		if s.Trip {
			list[i].Trips++
		}
		if !s.On.Before(today) {
			free[i][s.District] += s.Places - s.Taken
		}
	}
	for i := range list {
		list[i].sum(parts[i], free[i])
	}
	return list
}

func (m *Month) sum(parts map[string]*DistrictNeed, free map[string]int) {
	open := 0
	for _, p := range parts {
		m.Need, m.Booked, m.Places = m.Need+p.Need, m.Booked+p.Booked, m.Places+p.Places
		p.Short = max(0, p.Need-p.Booked-free[p.District])
		m.ByDistrict = append(m.ByDistrict, *p)
		open += free[p.District]
	}
	m.Short = max(0, m.Need-m.Booked-open)
	slices.SortFunc(m.ByDistrict, func(a, b DistrictNeed) int {
		if (a.District == "") != (b.District == "") {
			return strings.Compare(b.District, a.District)
		}
		return strings.Compare(a.District, b.District)
	})
}

func monthOf(day expertise.Date) expertise.Date {
	return expertise.Date{Year: day.Year, Month: day.Month, Day: 1}
}
