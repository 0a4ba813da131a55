// Package plan works out who is examined when: persons who fall due get places at sittings, a month shows whether its places suffice, and a
// timetable puts sittings on working days.
//
// # What lives here
//
//   - [Assign]: the persons of a trip's district to that trip, then the others by date to the office.
//   - [Months]: need and places month by month, so that a commission sees in time where sittings are missing.
//   - [Timetable]: the sittings of a month on chosen days of the week.
//
// # What does not
//
// Who falls due and which sittings there are: store/records. When a repeat examination may come at the earliest: the country's profile. Which
// days are worked: expertise/workday.
//
// # How data comes in and goes out
//
// Everything is a pure function of what it is given: nothing is read or kept, and the order of the input changes nothing.
package plan
