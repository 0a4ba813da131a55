package records

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// DueList is one of the lists that people ask for.
type DueList string

const (
	DueAll     DueList = "due"     // by day, whenever it is
	DueOverdue DueList = "overdue" // whose day has passed
	DueEarly   DueList = "early"   // whose day is ahead, and who may come already
)

// Days bounds the list as of today; a zero day does not bound. earlyMonths is the law's: how long before the day a repeat examination may
// come, 0 for any time.
func (l DueList) Days(today expertise.Date, earlyMonths int) (from, to expertise.Date) {
	switch {
	case l == DueOverdue:
		return expertise.Date{}, today.AddDays(-1)
	case l == DueEarly && earlyMonths > 0:
		return today.AddDays(1), today.AddMonths(earlyMonths)
	case l == DueEarly:
		return today.AddDays(1), expertise.Date{}
	}
	return expertise.Date{}, expertise.Date{}
}

// Within narrows the filter to days that lie between two more; a zero day does not bound.
func (f DueFilter) Within(from, to expertise.Date) DueFilter {
	if from.After(f.From) {
		f.From = from
	}
	if f.To.IsZero() || !to.IsZero() && to.Before(f.To) {
		f.To = to
	}
	return f
}

// WriteDue writes the list as CSV for other programs.
func WriteDue(out io.Writer, rows []DueRow) error {
	w := csv.NewWriter(out)
	w.Write([]string{"next", "until", "surname", "given", "patronymic", "identifier", "outcome", "percent", "district", "commission", "booked"})
	for _, r := range rows {
		w.Write([]string{r.Next.String(), r.Until.String(), plainCell(r.Name.Surname), plainCell(r.Name.Given), plainCell(r.Name.Patronymic), plainCell(r.Identifier.Value),
			string(r.Outcome.Code), strconv.Itoa(int(r.Outcome.Percent)), plainCell(r.District), fmt.Sprint(int(r.Commission)), r.BookedOn.String()})
	}
	w.Flush()
	return w.Error()
}

// plainCell keeps a spreadsheet from taking a name for a formula.
func plainCell(text string) string {
	if strings.ContainsAny(text[:min(1, len(text))], "=+-@\t\r") {
		return "'" + text
	}
	return text
}
