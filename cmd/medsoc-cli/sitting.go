package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/expertise/workday"
	"medsoc/store/desk"
	"medsoc/store/records"
)

type sittingCommand struct {
	Plan   sittingPlan   `cmd:"" help:"Plan a day on which the commission examines, or the working days of a month."`
	List   sittingList   `cmd:"" help:"The timetable, with the places that are taken."`
	Cancel sittingCancel `cmd:"" help:"Take a day back; whoever had a place there has none any more."`
	Book   sittingBook   `cmd:"" help:"Give those who fall due a place: people of a trip's district there, the others by date at the office."`
}

type sittingPlan struct {
	On       string   `help:"The day, as 2027-03-02." placeholder:"D"`
	Month    string   `help:"Every working day of this month, as 2027-03, instead of one day." placeholder:"M"`
	Weekday  []string `help:"Of the month, only these days of the week, as tue,thu." placeholder:"DAY"`
	Place    string   `required:"" help:"Address at which people are received." placeholder:"TEXT"`
	Begins   string   `help:"When the first person is called." default:"09:00" placeholder:"HH:MM"`
	Minutes  int      `help:"For one person." default:"20" placeholder:"N"`
	Places   int      `help:"Persons who can be examined." default:"20" placeholder:"N"`
	District string   `help:"Code of the district that is served first." placeholder:"CODE"`
	Trip     bool     `help:"The commission travels to the people of the district."`
	Anyway   bool     `help:"Also on a rest day, and where a sitting of that day, hour and place stands already."`
}

// Run plans all days or none.
func (c *sittingPlan) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error {
		list, err := c.days(s, d)
		if err != nil {
			s.code = 2
			return err
		}
		if !c.Anyway {
			if err := c.collides(s, d, list); err != nil {
				return err
			}
		}
		if err := d.PlanSittings(s.ctx, list); err != nil {
			return err
		}
		for _, p := range list {
			fmt.Fprintf(s.out, "%s  %s\n", p.ID, p.On)
		}
		fmt.Fprintln(s.err, s.text.N("cli.sitting.planned", len(list)))
		return nil
	})
}

// collides refuses what is most likely a slip: a rest day, and a sitting that stands already.
func (c *sittingPlan) collides(s *session, d *desk.Desk, list []expertise.Sitting) error {
	days, err := workday.New(d.Profile().Calendar)
	if err != nil {
		return err
	}
	for _, p := range list {
		if !p.On.Before(d.Today()) && !days.IsWorking(p.On) {
			return errors.New(s.text.T("cli.sitting.rest", "date", p.On.String()))
		}
		rows, err := d.Sittings(s.ctx, p.On, p.On)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.Cancelled == "" && r.Begins == p.Begins && r.Place == p.Place {
				return errors.New(s.text.T("cli.sitting.twice", "date", p.On.String(), "time", r.Time(0), "place", p.Place))
			}
		}
	}
	return nil
}

func (c *sittingPlan) days(s *session, d *desk.Desk) ([]expertise.Sitting, error) {
	if err := d.Profile().CheckDistrict(c.District); err != nil {
		return nil, err
	}
	begins, err := time.Parse("15:04", c.Begins)
	if err != nil {
		return nil, errors.New(s.text.T("cli.sitting.hour", "value", c.Begins))
	}
	like := expertise.Sitting{Trip: c.Trip, District: c.District, Place: c.Place, Begins: begins.Hour()*60 + begins.Minute(), Minutes: c.Minutes, Places: c.Places}
	if (c.On == "") == (c.Month == "") {
		return nil, errors.New(s.text.T("cli.sitting.when"))
	}
	if c.On != "" {
		if like.On, err = expertise.ParseDate(c.On); err != nil {
			return nil, errors.New(s.text.T("cli.due.date", "value", c.On))
		}
		return []expertise.Sitting{like}, nil
	}
	first, _, err := s.month(c.Month)
	if err != nil {
		return nil, err
	}
	var weekdays []time.Weekday
	for _, name := range c.Weekday {
		i := strings.Index("sunmontuewedthufrisat", strings.ToLower(name))
		if len(name) != 3 || i < 0 || i%3 != 0 {
			return nil, errors.New(s.text.T("cli.sitting.weekday", "value", name))
		}
		weekdays = append(weekdays, time.Weekday(i/3))
	}
	days, err := workday.New(d.Profile().Calendar)
	if err != nil {
		return nil, err
	}
	return plan.Timetable(first, d.Today(), days, weekdays, like), nil
}

type sittingList struct {
	Month string `help:"Of one month, as 2027-03; without it from today on." placeholder:"M"`
}

// Run lists by day.
func (c *sittingList) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error {
		from, to, err := d.Today(), expertise.Date{}, error(nil)
		if c.Month != "" {
			if from, to, err = s.month(c.Month); err != nil {
				s.code = 2
				return err
			}
		}
		rows, err := d.Sittings(s.ctx, from, to)
		for _, r := range rows {
			note := r.District
			if r.Cancelled != "" {
				note = s.text.T("cli.sitting.cancelled", "reason", r.Cancelled)
			}
			fmt.Fprintf(s.out, "%s  %s %s  %d/%d  %s  %s\n", r.ID, r.On, r.Time(0), r.Booked, r.Places, r.Place, note)
		}
		return err
	})
}

type sittingCancel struct {
	ID     string `arg:"" name:"sitting" help:"As listed."`
	Reason string `required:"" help:"Why it does not take place." placeholder:"TEXT"`
}

// Run takes the day back.
func (c *sittingCancel) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error { return d.CancelSitting(s.ctx, expertise.SittingID(c.ID), c.Reason) })
}

type sittingBook struct {
	To       string `help:"Those who fall due up to this day; without it all who may come by now." placeholder:"D"`
	District string `help:"Only those who live in the district with this code." placeholder:"CODE"`
	DryRun   bool   `help:"Show who would get which place, and book nothing."`
}

// Run gives places at all sittings to come, all or none.
func (c *sittingBook) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error {
		if err := d.Profile().CheckDistrict(c.District); err != nil {
			s.code = 2
			return err
		}
		_, to := d.EarlyBounds()
		if c.To != "" {
			var err error
			if to, err = expertise.ParseDate(c.To); err != nil {
				s.code = 2
				return errors.New(s.text.T("cli.due.date", "value", c.To))
			}
		}
		bookings, left, err := d.ProposePlaces(s.ctx, records.DueFilter{To: to, District: c.District}, d.Today(), expertise.Date{})
		if err == nil && !c.DryRun && len(bookings) > 0 {
			err = d.Book(s.ctx, bookings)
		}
		if err != nil {
			return err
		}
		if err := s.bookings(d, bookings); err != nil {
			return err
		}
		fmt.Fprintln(s.err, s.text.N("cli.sitting.booked", len(bookings)))
		if len(left) > 0 {
			fmt.Fprintln(s.err, s.text.N("cli.sitting.left", len(left)))
		}
		return nil
	})
}

// bookings writes who comes when. A trial run has booked nobody, so the names come from the persons and not from the sitting.
func (s *session) bookings(d *desk.Desk, list []plan.Booking) error {
	var sitting expertise.Sitting
	for _, b := range list {
		if b.Sitting != sitting.ID {
			v, err := d.Sitting(s.ctx, b.Sitting)
			if err != nil {
				return err
			}
			sitting = v.Sitting
		}
		p, err := d.Person(s.ctx, b.Person)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s %s  %s\n", sitting.On, sitting.Time(b.Place), p.Person.Name.Full())
	}
	return nil
}

// withDesk opens the desk for one piece of work.
func (s *session) withDesk(work func(*desk.Desk) error) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	standing, err := d.LawStanding(s.ctx)
	if err != nil {
		return err
	}
	if standing.RefusedErr != nil {
		fmt.Fprintln(s.err, s.text.T("cli.law.refused", "why", s.sentence(standing.RefusedErr)))
	}
	return work(d)
}
