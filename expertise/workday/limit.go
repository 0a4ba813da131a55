package workday

import (
	"fmt"
	"regexp"
	"strconv"

	"medsoc/expertise"
)

// Unit is what a limit counts.
type Unit string

const (
	WorkingDays  Unit = "working"
	CalendarDays Unit = "calendar"
)

// maxLimit is the longest limit in days; longer periods are terms, in months.
const maxLimit = 1000

// Limit is a period that runs for somebody: "10 working days", "40 calendar days". The zero Limit says that there is none.
type Limit struct {
	Days int
	Unit Unit
}

var limitPattern = regexp.MustCompile(`^([1-9][0-9]{0,3}) (working|calendar) days?$`)

// ParseLimit reads "10 working days", "1 calendar day"; anything else is workday.limit.
func ParseLimit(text string) (Limit, error) {
	if m := limitPattern.FindStringSubmatch(text); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n <= maxLimit {
			return Limit{n, Unit(m[2])}, nil
		}
	}
	return Limit{}, badLimit(text)
}

func badLimit(text string) error {
	return sentences.Invalid("workday.limit", "", "value", shorten(text), "max", strconv.Itoa(maxLimit))
}

// IsZero tells whether there is no limit.
func (l Limit) IsZero() bool { return l == Limit{} }

// Valid tells whether the limit can be counted.
func (l Limit) Valid() bool {
	return 1 <= l.Days && l.Days <= maxLimit && (l.Unit == WorkingDays || l.Unit == CalendarDays)
}

// String is the form of a profile; "" for no limit.
func (l Limit) String() string {
	switch {
	case l.IsZero():
		return ""
	case l.Days == 1:
		return fmt.Sprintf("1 %s day", l.Unit)
	}
	return fmt.Sprintf("%d %s days", l.Days, l.Unit)
}

// MarshalText writes the form of a profile.
func (l Limit) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads the form of a profile; an empty text is no limit.
func (l *Limit) UnmarshalText(text []byte) (err error) {
	*l = Limit{}
	if len(text) > 0 {
		*l, err = ParseLimit(string(text))
	}
	return err
}

// Deadline is the last day of a limit.
type Deadline struct {
	Received expertise.Date
	Limit    Limit
	On       expertise.Date
	Beyond   bool // some of its days are of a year whose moving holidays are not listed: it may move
	Verify   bool // a holiday that nobody has confirmed moved it
}

// Deadline counts a limit from the day after the receipt. A limit that cannot be counted is workday.limit, a day beyond the calendar workday.range.
func (d *Days) Deadline(received expertise.Date, limit Limit) (Deadline, error) {
	if !limit.Valid() {
		return Deadline{}, badLimit(limit.String())
	}
	if _, inside := index(received); !inside {
		return Deadline{}, outside(received)
	}
	end := Deadline{Received: received, Limit: limit}
	var err error
	if limit.Unit == WorkingDays {
		end.On, err = d.Add(received, limit.Days)
	} else {
		end.On, err = d.calendarEnd(received.AddDays(limit.Days))
	}
	if err != nil {
		return Deadline{}, err
	}
	end.Beyond = d.Known(received.AddDays(1)) != nil || d.Known(end.On) != nil
	end.Verify = d.restsOnUnconfirmed(end)
	return end, nil
}

// calendarEnd moves the end of a limit in calendar days to a working day, where the calendar says so.
func (d *Days) calendarEnd(on expertise.Date) (expertise.Date, error) {
	if _, inside := index(on); !inside {
		return expertise.Date{}, outside(on)
	}
	if !d.calendar.EndOnWorkingDay || d.IsWorking(on) {
		return on, nil
	}
	return d.Add(on, 1)
}

// restsOnUnconfirmed looks at the days that moved the end: all that were passed over, or those after the plain end of a limit in calendar days.
func (d *Days) restsOnUnconfirmed(end Deadline) bool {
	from := end.Received.AddDays(1)
	if end.Limit.Unit == CalendarDays {
		from = end.Received.AddDays(end.Limit.Days)
	}
	i, _ := index(from)
	last, _ := index(end.On)
	for ; i <= last; i++ {
		if d.special[i].verify {
			return true
		}
	}
	return false
}

// Left is how many days of the deadline's unit are left on a day: 0 on the last one, negative when it is over. A day beyond the calendar is
// workday.range.
func (d *Days) Left(today expertise.Date, deadline Deadline) (int, error) {
	if deadline.Limit.Unit == WorkingDays {
		return d.Between(today, deadline.On)
	}
	return int(deadline.On.DayNumber() - today.DayNumber()), nil
}
