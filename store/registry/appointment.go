package registry

import (
	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// checkAppointment holds an appointment to the person whom the entry concerns, who by then is known to lie in the desk's scope, and sees
// that nobody is called to two sittings: desks that work offline do not know of each other's.
func checkAppointment(t *tx, op *journal.Op, change expertise.Change) (refusal, err error) {
	booked, isBooking := change.(*expertise.AppointmentBooked)
	if person := appointed(change); person == "" || person != op.Subject {
		return sentences.Invalid("registry.person", ""), nil
	}
	if !isBooking {
		return nil, nil
	}
	elsewhere, err := records.BookedElsewhere(t.Tx, booked.Person, expertise.SittingID(op.Entity.ID), expertise.DateOf(op.Time()))
	if elsewhere {
		refusal = expertise.Invalid("appointment.elsewhere", "")
	}
	return refusal, err
}

// appointed is the person of an appointment.
func appointed(change expertise.Change) expertise.PersonID {
	switch ch := change.(type) {
	case *expertise.AppointmentBooked:
		return ch.Person
	case *expertise.AppointmentCancelled:
		return ch.Person
	case *expertise.AppointmentInvited:
		return ch.Person
	case *expertise.AppointmentMissed:
		return ch.Person
	}
	return ""
}
