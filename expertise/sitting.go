package expertise

import (
	"fmt"
	"slices"
)

// SittingID names a day on which a commission examines.
type SittingID string

// Sitting is a day on which a commission examines, at its office or on a visiting trip, with a number of places. A timetable of a year is
// made of them.
type Sitting struct {
	ID         SittingID        `json:"id"`
	Commission CommissionNumber `json:"commission"`
	On         Date             `json:"on"`
	Trip       bool             `json:"trip,omitempty"`     // the commission travels to the people
	District   string           `json:"district,omitempty"` // a code of the profile; a trip serves it first, "" serves all
	Place      string           `json:"place"`              // address at which people are received
	Begins     int              `json:"begins"`             // minutes after midnight: 540 is 09:00
	Minutes    int              `json:"minutes"`            // for one person
	Places     int              `json:"places"`             // persons who can be examined
}

// maxPlaces is more than any commission examines on a day.
const maxPlaces = 200

// Check returns every field that cannot be so.
func (s *Sitting) Check() []error {
	var errs []error
	add := func(bad bool, code, field string, args ...string) {
		if bad {
			errs = append(errs, Invalid(code, field, args...))
		}
	}
	add(s.ID == "", "required", "sitting")
	add(s.On.IsZero(), "required", "on")
	add(s.Commission <= 0, "required", "commission")
	add(s.Trip && s.District == "", "required", "district")
	add(s.Places < 1 || s.Places > maxPlaces, "sitting.places", "places", "max", fmt.Sprint(maxPlaces))
	add(s.Minutes < 5 || s.Minutes > 240, "sitting.minutes", "minutes")
	add(s.Begins < 0 || s.Begins+s.Places*s.Minutes > 24*60, "sitting.day", "places")
	for field, value := range map[string]string{"place": s.Place, "district": s.District} {
		if err := checkText(field, value, field == "place"); err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

// Time is the hour of a place, counted from 0: "09:40".
func (s *Sitting) Time(place int) string {
	m := s.Begins + place*s.Minutes
	return fmt.Sprintf("%02d:%02d", m/60, m%60)
}

// Appointment is one person's place at a sitting.
type Appointment struct {
	Person  PersonID
	Place   int // counted from 0; the hour follows from it
	Invited bool
	Missed  bool // the person did not come
}

type (
	// SittingPlanned opens a day.
	SittingPlanned struct {
		open
		Sitting Sitting `json:"sitting"`
	}

	// SittingCancelled takes it back; whoever had a place needs another one.
	SittingCancelled struct {
		open
		Reason string `json:"reason"`
	}

	// AppointmentBooked gives a person a place.
	AppointmentBooked struct {
		open
		Person PersonID `json:"person"`
		Place  int      `json:"place"`
	}

	// AppointmentCancelled frees the place.
	AppointmentCancelled struct {
		open
		Person PersonID `json:"person"`
		Reason string   `json:"reason"`
	}

	// AppointmentInvited says that the letter was printed.
	AppointmentInvited struct {
		open
		Person PersonID `json:"person"`
	}

	// AppointmentMissed says that the person did not come.
	AppointmentMissed struct {
		open
		Person PersonID `json:"person"`
	}
)

// The kinds of a sitting's life.
const (
	KindSittingPlanned       Kind = "sitting.planned"
	KindSittingCancelled     Kind = "sitting.cancelled"
	KindAppointmentBooked    Kind = "appointment.booked"
	KindAppointmentCancelled Kind = "appointment.cancelled"
	KindAppointmentInvited   Kind = "appointment.invited"
	KindAppointmentMissed    Kind = "appointment.missed"
)

func (*SittingPlanned) Kind() Kind       { return KindSittingPlanned }
func (*SittingCancelled) Kind() Kind     { return KindSittingCancelled }
func (*AppointmentBooked) Kind() Kind    { return KindAppointmentBooked }
func (*AppointmentCancelled) Kind() Kind { return KindAppointmentCancelled }
func (*AppointmentInvited) Kind() Kind   { return KindAppointmentInvited }
func (*AppointmentMissed) Kind() Kind    { return KindAppointmentMissed }

// SittingFile is a sitting as it stands, with those who have a place, by place.
type SittingFile struct {
	Sitting
	Planned      bool
	Cancelled    string // reason, "" while it takes place
	Appointments []Appointment
	Last         OpID
	Locked       bool // an entry of a newer program is in the log: nothing may be changed here
}

// Takes tells whether the sitting takes place.
func (f *SittingFile) Takes() bool { return f.Planned && f.Cancelled == "" }

// Free lists the places that nobody has, ascending.
func (f *SittingFile) Free() []int {
	var free []int
	for place := range f.Places {
		if !slices.ContainsFunc(f.Appointments, func(a Appointment) bool { return a.Place == place }) {
			free = append(free, place)
		}
	}
	return free
}

// Apply adds one entry. Of two desks that gave one place to two persons the registry's first one stands; the other desk is told.
func (f *SittingFile) Apply(e Entry, members Members) error {
	if e.Change == nil {
		f.Locked, f.Last = true, e.Op
		return nil
	}
	if f.Locked {
		return Invalid("case.locked", "")
	}
	if err := mayAct(e, members); err != nil {
		return err
	}
	if err := f.apply(e.Change); err != nil {
		return err
	}
	f.Last = e.Op
	return nil
}

func (f *SittingFile) apply(change Change) error {
	if planned, is := change.(*SittingPlanned); is {
		if f.Planned {
			return Invalid("sitting.known", "")
		}
		if errs := planned.Sitting.Check(); len(errs) > 0 {
			return errs[0]
		}
		f.Sitting, f.Planned = planned.Sitting, true
		return nil
	}
	if !f.Takes() {
		return Invalid("sitting.unknown", "")
	}
	switch ch := change.(type) {
	case *SittingCancelled:
		if err := needReason(ch.Reason); err != nil {
			return err
		}
		f.Cancelled, f.Appointments = ch.Reason, nil
		return nil
	case *AppointmentBooked:
		return f.book(ch)
	case *AppointmentCancelled:
		if err := needReason(ch.Reason); err != nil {
			return err
		}
		_, err := f.find(ch.Person)
		f.Appointments = slices.DeleteFunc(f.Appointments, func(a Appointment) bool { return a.Person == ch.Person })
		return err
	case *AppointmentInvited:
		a, err := f.find(ch.Person)
		if err == nil {
			a.Invited = true
		}
		return err
	case *AppointmentMissed:
		a, err := f.find(ch.Person)
		if err == nil {
			a.Missed = true
		}
		return err
	}
	return Invalid("transition", "", "step", string(change.Kind()), "state", "sitting", "allowed", string(KindAppointmentBooked))
}

func (f *SittingFile) book(ch *AppointmentBooked) error {
	switch {
	case ch.Person == "":
		return Invalid("person.unknown", "")
	case ch.Place < 0 || ch.Place >= f.Places:
		return Invalid("appointment.place", "place")
	}
	for _, a := range f.Appointments {
		if a.Person == ch.Person {
			return Invalid("appointment.known", "")
		}
		if a.Place == ch.Place {
			return Invalid("appointment.taken", "place")
		}
	}
	f.Appointments = append(f.Appointments, Appointment{Person: ch.Person, Place: ch.Place})
	slices.SortFunc(f.Appointments, func(a, b Appointment) int { return a.Place - b.Place })
	return nil
}

// find gives the person's appointment; the pointer holds until the next change.
func (f *SittingFile) find(id PersonID) (*Appointment, error) {
	i := slices.IndexFunc(f.Appointments, func(a Appointment) bool { return a.Person == id })
	if i < 0 {
		return nil, Invalid("appointment.unknown", "")
	}
	return &f.Appointments[i], nil
}
