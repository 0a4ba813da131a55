package main

import (
	"errors"
	"fmt"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

type dueCommand struct {
	From     string `help:"First day, as 2026-11-12; without it overdue ones are included." placeholder:"D"`
	To       string `help:"Last day; 30 days after the first without it." placeholder:"D"`
	Month    string `help:"Those of one month, as 2027-03, instead of days." placeholder:"M"`
	List     string `help:"Which list: due, overdue, or early, of those who may come already." enum:"due,overdue,early" default:"due"`
	District string `help:"Only those who live in the district with this code." placeholder:"CODE"`
	CSV      bool   `name:"csv" help:"As CSV, for a spreadsheet."`
}

// dueLimit is more persons than a commission invites in a year.
const dueLimit = 100_000

// Run lists by day.
func (c *dueCommand) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error { return c.list(s, d) })
}

func (c *dueCommand) list(s *session, d *desk.Desk) error {
	f, err := c.filter(s, d)
	if err != nil {
		s.code = 2
		return err
	}
	rows, err := d.Due(s.ctx, f, dueLimit)
	if err != nil {
		return err
	}
	if c.CSV {
		return records.WriteDue(s.out, rows)
	}
	for _, r := range rows {
		fmt.Fprintf(s.out, "%s  %-40s %s%s\n", r.Next, r.Name.Full(), s.outcome(d, r), s.booked(r))
	}
	counted := "cli.due.count"
	if c.List != string(records.DueAll) {
		counted += "." + c.List
	}
	fmt.Fprintln(s.err, s.text.N(counted, len(rows)))
	saved, err := d.SavedIn(s.ctx, d.Today().Year)
	if err == nil && saved.ByActs > 0 {
		fmt.Fprintln(s.err, s.text.N("cli.due.saved", saved.ByActs))
	}
	if err == nil && saved.WithoutTerm > 0 {
		fmt.Fprintln(s.err, s.text.N("cli.due.without_term", saved.WithoutTerm))
	}
	return err
}

// filter makes one filter of the flags.
func (c *dueCommand) filter(s *session, d *desk.Desk) (f records.DueFilter, err error) {
	if err := d.Profile().CheckDistrict(c.District); err != nil {
		return f, err
	}
	from, to, err := c.days(s)
	if err != nil {
		return f, err
	}
	list := records.DueList(c.List)
	if to.IsZero() && list == records.DueAll {
		to = d.Today().AddDays(30)
		if !from.IsZero() {
			to = from.AddDays(30)
		}
	}
	f = records.DueFilter{From: from, To: to, District: c.District}
	return f.Within(list.Days(d.Today(), d.Profile().Limits.EarlyMonths)), nil
}

// days reads the flags of days; a day not given is zero.
func (c *dueCommand) days(s *session) (from, to expertise.Date, err error) {
	if c.Month != "" {
		if c.From != "" || c.To != "" {
			return from, to, errors.New(s.text.T("cli.due.either"))
		}
		return s.month(c.Month)
	}
	for _, f := range []struct {
		value string
		into  *expertise.Date
	}{{c.From, &from}, {c.To, &to}} {
		if *f.into, err = expertise.ParseDate(f.value); err != nil {
			return from, to, errors.New(s.text.T("cli.due.date", "value", f.value))
		}
	}
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return from, to, errors.New(s.text.T("cli.due.order"))
	}
	return from, to, nil
}

// month reads a month, as 2027-03, and gives its first and last day.
func (s *session) month(value string) (first, last expertise.Date, err error) {
	if first, err = expertise.ParseDate(value + "-01"); err != nil {
		return first, last, errors.New(s.text.T("cli.due.month", "value", value))
	}
	return first, first.AddMonths(1).AddDays(-1), nil
}

func (s *session) outcome(d *desk.Desk, r records.DueRow) string {
	o, _ := d.Profile().Outcome(r.Outcome.Code)
	return fmt.Sprintf("%s, %d %%", o.Names.In(s.text.Code()), r.Outcome.Percent)
}

func (s *session) booked(r records.DueRow) string {
	if r.Booked == "" {
		return ""
	}
	return "  " + s.text.T("cli.due.booked", "date", r.BookedOn.String())
}
