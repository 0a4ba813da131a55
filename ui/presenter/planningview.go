package presenter

import (
	"slices"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

// PlanMonth is one of the coming months: what is needed against what is planned.
type PlanMonth struct {
	Label     string
	Need      int
	Places    int
	NeedText  string
	PlaceText string
	Short     string // "12 short", "" where the places suffice
	Trips     string // "2 trips"
	Now       bool
}

// SittingLine is one sitting of the month.
type SittingLine struct {
	ID     expertise.SittingID
	Day    string // "12.11.2026, Thu"
	Hours  string // "09:00–13:00"
	Where  string // place and district
	Booked string // "8 / 12"
	Full   bool
	State  Chip // "cancelled", "trip", "past"
}

// PlaceRow is one person's place at a sitting.
type PlaceRow struct {
	Person     expertise.PersonID
	Time       string
	Name       string
	Identifier string
	Due        string
	State      Chip // "invited", "did not come"
}

// GivenView is what giving places would do.
type GivenView struct {
	Text    string // "48 persons get a place, 12 are left over."
	Why     string // why somebody is left over, "" when nobody is
	Gained  []Fact // each sitting with how many it takes
	Left    []DueRow
	CanBook bool
}

// PlanningState is the planning of sittings.
type PlanningState struct {
	Common
	Months      []PlanMonth
	Month       int // the chosen one
	Title       string
	Facts       []Fact // the month's need by district
	Sittings    []SittingLine
	Sitting     int // the chosen one, -1 for none
	Count       string
	DayTitle    string // of the chosen sitting: "12.11.2026 · Bakı"
	DayCount    string // "8 of 12 places taken"
	Places      []PlaceRow
	Person      int // the chosen one, -1 for none
	Form        *PlanForm
	Given       *GivenView
	Inviting    bool
	Invited     string // "40 of 200 letters"
	InviteShare float32
	CanPrint    bool
	MayPlan     bool
	MayCancel   bool // the chosen sitting
	MayFree     bool // the chosen person's place
	MayMiss     bool
	FileName    string
	Empty       Empty
	EmptyDay    Empty
}

func (p *Planning) state() PlanningState {
	e, l := p.env, p.env.language
	s := PlanningState{Common: p.common(), Sitting: -1, Person: p.row(), Form: p.formView(), Given: p.givenView(), Inviting: p.inviting.on, CanPrint: p.printer != nil,
		MayPlan: p.store.User().Role.May(expertise.KindSittingPlanned)}
	s.Busy = s.Busy || p.inviting.on
	if p.inviting.on && p.inviting.all > 0 {
		s.Invited, s.InviteShare = l.T("planning.inviting", "done", p.inviting.done, "count", p.inviting.all), float32(p.inviting.done)/float32(p.inviting.all)
	}
	if p.month.IsZero() {
		return s
	}
	s.Title, s.FileName = e.monthName(p.month), "invitations-"+p.month.String()[:7]+".pdf"
	present := firstOfMonth(e.Today())
	for i, m := range p.months {
		month := PlanMonth{Label: e.monthLabel(m.Month.Month), Need: m.Need, Places: m.Places, NeedText: l.Number(int64(m.Need)), PlaceText: l.Number(int64(m.Places)), Now: m.Month == present}
		if m.Short > 0 {
			month.Short = l.T("planning.short", "n", m.Short)
		}
		if m.Trips > 0 {
			month.Trips = l.N("count.trips", m.Trips)
		}
		if m.Month == p.month {
			s.Month = i
			for _, d := range m.ByDistrict {
				name := e.district(d.District)
				if d.District == "" {
					name = l.T("planning.no_district")
				}
				s.Facts = append(s.Facts, Fact{name, l.T("planning.district", "need", d.Need, "booked", d.Booked, "places", d.Places)})
			}
		}
		s.Months = append(s.Months, month)
	}
	places, booked := 0, 0
	for i, r := range p.sittings {
		if r.ID == p.sitting {
			s.Sitting = i
		}
		s.Sittings = append(s.Sittings, p.line(r))
		if r.Cancelled == "" {
			places, booked = places+r.Places, booked+r.Booked
		}
	}
	if p.filled {
		s.Count = joined(l.N("count.sittings", len(p.sittings)), l.T("planning.taken", "booked", booked, "places", places))
		if len(p.sittings) == 0 {
			s.Empty = Empty{Text: l.T("empty.sittings"), Action: l.T("button.plan_sittings")}
		}
	}
	p.day(&s)
	return s
}

func (p *Planning) line(r records.SittingRow) SittingLine {
	e, l := p.env, p.env.language
	line := SittingLine{ID: r.ID, Day: e.date(r.On) + ", " + l.Weekdays()[weekday(r.On)], Hours: clock(r.Begins) + "–" + clock(r.Begins+r.Places*r.Minutes), Where: joined(r.Place, e.district(r.District)),
		Booked: l.T("page.of.short", "n", r.Booked, "count", r.Places), Full: r.Booked >= r.Places}
	switch {
	case r.Cancelled != "":
		line.State = Chip{l.T("planning.cancelled"), ToneQuiet}
	case r.Trip:
		line.State = Chip{l.T("planning.trip"), ToneExam}
	case line.Full:
		line.State = Chip{l.T("planning.full"), ToneDone}
	}
	return line
}

// day fills in the chosen sitting.
func (p *Planning) day(s *PlanningState) {
	e, l, f := p.env, p.env.language, p.file
	if f == nil {
		return
	}
	s.DayTitle = joined(e.date(f.On), f.Place)
	s.DayCount = l.T("planning.taken", "booked", len(f.Rows), "places", f.Places)
	if f.Cancelled != "" {
		s.DayCount = l.T("planning.cancelled.because", "reason", f.Cancelled)
	}
	for _, r := range f.Rows {
		row := PlaceRow{Person: r.Person, Time: f.Time(r.Place), Name: shortName(r.Name), Identifier: r.Identifier.Value, Due: e.date(r.Due)}
		switch {
		case r.Missed:
			row.State = Chip{l.T("planning.missed"), ToneAlert}
		case r.Invited:
			row.State = Chip{l.T("planning.invited"), ToneDone}
		}
		s.Places = append(s.Places, row)
	}
	if len(f.Rows) == 0 && f.Takes() {
		s.EmptyDay = Empty{Text: l.T("empty.places")}
	}
	role := p.store.User().Role
	may := func(k expertise.Kind) bool { return f.Takes() && !f.Locked && role.May(k) }
	s.MayCancel = may(expertise.KindSittingCancelled) && !f.On.Before(e.Today())
	if i := p.row(); i >= 0 {
		missed := f.Rows[i].Missed
		s.MayFree = may(expertise.KindAppointmentCancelled) && !missed && !f.On.Before(e.Today())
		s.MayMiss = may(expertise.KindAppointmentMissed) && !missed && !f.On.After(e.Today())
	}
}

func (p *Planning) givenView() *GivenView {
	g := p.given
	if g == nil {
		return nil
	}
	e, l := p.env, p.env.language
	v := &GivenView{Text: l.T("planning.give", "n", len(g.bookings), "left", len(g.left)), CanBook: len(g.bookings) > 0}
	taken := map[expertise.SittingID]int{}
	for _, b := range g.bookings {
		taken[b.Sitting]++
	}
	for _, r := range p.sittings {
		if n := taken[r.ID]; n > 0 {
			v.Gained = append(v.Gained, Fact{joined(e.date(r.On), r.Place), l.N("count.persons", n)})
		}
	}
	for _, r := range g.left[:min(len(g.left), maxDue)] {
		v.Left = append(v.Left, DueRow{Person: r.Person, Name: shortName(r.Name), Identifier: r.Identifier.Value, Next: e.date(r.Next), District: e.district(r.District)})
	}
	switch {
	case len(g.left) == 0:
	case g.places == 0:
		v.Why = l.T("planning.left.none")
	case g.free > 0:
		v.Why = l.T("planning.left.trips", "n", g.free)
	default:
		v.Why = l.T("planning.left.full")
	}
	return v
}

// waiting are those of some days whose letter is to be printed: all who are expected, or only those not invited yet.
func waiting(days []desk.SittingView, again bool) []invitation {
	var all []invitation
	for i := range days {
		d := &days[i]
		if !d.Takes() {
			continue
		}
		for _, r := range d.Rows {
			if !r.Missed && (again || !r.Invited) {
				all = append(all, invitation{d.Sitting, r})
			}
		}
	}
	return slices.Clip(all)
}
