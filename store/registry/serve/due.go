package serve

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"medsoc/expertise"
	"medsoc/store/records"
	"medsoc/store/registry"
)

// dueCmd tells the ministry who falls due in the country, a commission or a district: numbers by month, or every person for a spreadsheet.
type dueCmd struct {
	store
	Commission int    `placeholder:"N" help:"Only those whom this commission examined last."`
	District   string `placeholder:"CODE" help:"Only those who live in the district with this code."`
	Month      string `placeholder:"M" help:"Only those of one month, as 2027-03."`
	List       string `enum:"due,overdue,early" default:"due" help:"Which list: due, overdue, or early, of those who may come already."`
	CSV        bool   `name:"csv" help:"Every person as CSV, in place of the numbers."`
}

// dueLimit bounds one file; a month of the whole country is far below it.
const dueLimit = 1_000_000

// Run counts or lists.
func (c *dueCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	if err := reg.CheckDistrict(c.District); err != nil {
		return err
	}
	f := records.DueFilter{District: c.District, Commission: expertise.CommissionNumber(c.Commission)}
	if c.Month != "" {
		if f.From, err = expertise.ParseDate(c.Month + "-01"); err != nil {
			return fmt.Errorf("%s is not a month: write it as 2027-03", c.Month)
		}
		f.To = f.From.AddMonths(1).AddDays(-1)
	}
	f = f.Within(reg.DueDays(records.DueList(c.List)))
	if c.CSV {
		rows, err := reg.Due(w.ctx, f, dueLimit)
		if err != nil {
			return err
		}
		return records.WriteDue(w.stdout, rows)
	}
	return c.count(w, reg, f)
}

func (c *dueCmd) count(w *world, reg *registry.Registry, f records.DueFilter) error {
	perDay, err := reg.CountDue(w.ctx, f)
	if err != nil {
		return err
	}
	months, all := map[string]int{}, 0
	for day, n := range perDay {
		months[day.String()[:len("2027-03")]] += n
		all += n
	}
	for _, month := range slices.Sorted(maps.Keys(months)) {
		fmt.Fprintf(w.stdout, "%s  %d\n", month, months[month])
	}
	fmt.Fprintf(w.stdout, "persons: %d\n", all)
	year := time.Now().Year()
	saved, err := reg.SavedIn(w.ctx, year)
	if err == nil {
		fmt.Fprintf(w.stdout, "examinations unnecessary in %d, whole country: %d by acts, %d established without term\n", year, saved.ByActs, saved.WithoutTerm)
	}
	return err
}
