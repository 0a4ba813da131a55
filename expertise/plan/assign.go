package plan

import (
	"cmp"
	"slices"
	"strings"

	"medsoc/expertise"
)

// Due is a person who needs a place.
type Due struct {
	Person   expertise.PersonID
	District string         // in which the person lives, "" where it is not known
	On       expertise.Date // next examination
}

// Booking is a place for a person.
type Booking struct {
	Sitting expertise.SittingID
	Person  expertise.PersonID
	Place   int // counted from 0
}

// Assign gives each person one place, those who fall due first choosing first. A sitting of a district takes the people of that district
// before all others, because a commission travels for their sake; whoever finds no room there, or lives where nobody travels to, gets
// the earliest place at the office. Nobody is sent to another district's trip. Persons who have a place at one of the sittings already
// are neither booked nor left; sittings that do not take place are passed over. Bookings come by sitting and place, left by date.
func Assign(due []Due, sittings []expertise.SittingFile) (bookings []Booking, left []Due) {
	own, office := rooms(sittings)
	var others []Due
	for _, d := range waiting(due, sittings) {
		if s, found := own[d.District].take(); found {
			bookings = append(bookings, Booking{s.sitting, d.Person, s.place})
		} else {
			others = append(others, d)
		}
	}
	for _, d := range others {
		if s, found := office.take(); found {
			bookings = append(bookings, Booking{s.sitting, d.Person, s.place})
		} else {
			left = append(left, d)
		}
	}
	order := map[expertise.SittingID]int{}
	for i, s := range inOrder(sittings) {
		order[s.ID] = i
	}
	slices.SortFunc(bookings, func(a, b Booking) int { return cmp.Or(order[a.Sitting]-order[b.Sitting], a.Place-b.Place) })
	return bookings, left
}

// seat is one place of a sitting.
type seat struct {
	sitting expertise.SittingID
	place   int
}

// room hands out the free places of several sittings, the earliest first. Rooms may share sittings, so each asks what is gone.
type room struct {
	seats []seat
	gone  map[seat]bool
}

func (r *room) take() (seat, bool) {
	if r == nil {
		return seat{}, false
	}
	for len(r.seats) > 0 {
		s := r.seats[0]
		r.seats = r.seats[1:]
		if !r.gone[s] {
			r.gone[s] = true
			return s, true
		}
	}
	return seat{}, false
}

// rooms gives the free places by district, and those to which anybody may be called: all that are no trip.
func rooms(sittings []expertise.SittingFile) (own map[string]*room, office *room) {
	gone := map[seat]bool{}
	own, office = map[string]*room{}, &room{gone: gone}
	for _, s := range inOrder(sittings) {
		for _, place := range s.Free() {
			free := seat{s.ID, place}
			if s.District != "" {
				if own[s.District] == nil {
					own[s.District] = &room{gone: gone}
				}
				own[s.District].seats = append(own[s.District].seats, free)
			}
			if !s.Trip {
				office.seats = append(office.seats, free)
			}
		}
	}
	return own, office
}

// inOrder gives the sittings that take place, each once, by day and hour.
func inOrder(sittings []expertise.SittingFile) []*expertise.SittingFile {
	var list []*expertise.SittingFile
	known := map[expertise.SittingID]bool{}
	for i := range sittings {
		if s := &sittings[i]; s.Takes() && !known[s.ID] {
			known[s.ID] = true
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b *expertise.SittingFile) int {
		return cmp.Or(cmp.Compare(a.On.DayNumber(), b.On.DayNumber()), a.Begins-b.Begins, strings.Compare(string(a.ID), string(b.ID)))
	})
	return list
}

// waiting gives those who have no place yet, each once, the longest due first. A place that was missed is none.
func waiting(due []Due, sittings []expertise.SittingFile) []Due {
	placed := map[expertise.PersonID]bool{}
	for _, s := range inOrder(sittings) {
		for _, a := range s.Appointments {
			placed[a.Person] = placed[a.Person] || !a.Missed
		}
	}
	list := slices.Clone(due)
	slices.SortFunc(list, func(a, b Due) int {
		return cmp.Or(cmp.Compare(a.On.DayNumber(), b.On.DayNumber()), strings.Compare(string(a.Person), string(b.Person)), strings.Compare(a.District, b.District))
	})
	return slices.DeleteFunc(list, func(d Due) bool {
		known := placed[d.Person]
		placed[d.Person] = true
		return known
	})
}
