package workday

import (
	"errors"
	"sort"
	"strconv"

	"medsoc/expertise"
)

// The years that can be counted. A paper of 1990 may matter for the years held; a deadline after 2100 is a slip of the finger.
const (
	firstYear = 1990
	lastYear  = 2100
)

var (
	firstDay = expertise.Date{Year: firstYear, Month: 1, Day: 1}
	lastDay  = expertise.Date{Year: lastYear, Month: 12, Day: 31}
	first    = firstDay.DayNumber()
	length   = int(lastDay.DayNumber()-first) + 1
)

// Days is a calendar made ready for counting. It does not change; many may use it at once.
type Days struct {
	calendar Calendar
	before   []int32         // before[i] is the number of working days before the i-th day; one more than there are days
	special  map[int]special // what is not as the weekday says, or has a name
}

type special struct {
	holidays, inLieu []Names
	moved            exchange
	verify           bool
}

type exchange int

const (
	notMoved exchange = iota
	movedToRest
	movedToWork
)

// New makes a calendar ready. The error joins what Check finds.
func New(c Calendar) (*Days, error) {
	if errs := c.Check(); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return build(c), nil
}

func build(c Calendar) *Days {
	d := &Days{calendar: c, before: make([]int32, length+1), special: map[int]special{}}
	d.celebrate(c.celebrations())
	for _, m := range c.Moved {
		d.exchange(m.Rest, movedToRest, m.Verify)
		d.exchange(m.Work, movedToWork, m.Verify)
	}
	for i := range length {
		d.before[i+1] = d.before[i]
		if d.works(i) {
			d.before[i+1]++
		}
	}
	return d
}

func (d *Days) exchange(on expertise.Date, to exchange, verify bool) {
	if i, inside := index(on); inside { // an absent side of an exchange is not
		s := d.special[i]
		s.moved, s.verify = to, s.verify || verify
		d.special[i] = s
	}
}

// celebrate enters the holidays, then finds the days on which those are taken that fall on a free day. The second walk is in the order of
// the days, so that of two neighbours the earlier one gets the earlier day.
func (d *Days) celebrate(all []celebrated) {
	sort.SliceStable(all, func(a, b int) bool { return all[a].on.Before(all[b].on) })
	for _, h := range all {
		i, _ := index(h.on)
		s := d.special[i]
		s.holidays = append(s.holidays, h.names)
		s.verify = s.verify || h.verify
		d.special[i] = s
	}
	rule := d.calendar.Substitution
	previous := -1
	for _, h := range all {
		i, _ := index(h.on)
		taken := rule.RestDay && d.isRest(i)
		if i == previous {
			taken = rule.Holiday
		}
		previous = i
		if !taken || h.stays {
			continue
		}
		if free, ok := d.nextPlain(i); ok {
			s := d.special[free]
			s.inLieu = append(s.inLieu, h.names)
			s.verify = s.verify || h.verify
			d.special[free] = s
		}
	}
}

// nextPlain is the next ordinary working day, one about which nothing is said yet. A calendar without one within a year loses the holiday.
func (d *Days) nextPlain(i int) (int, bool) {
	for end := min(i+366, length); i < end; i++ {
		if _, said := d.special[i]; !said && !d.isRest(i) {
			return i, true
		}
	}
	return 0, false
}

// isRest tells whether the i-th day is a weekly rest day; 1.01.1990 was a Monday.
func (d *Days) isRest(i int) bool { return d.calendar.isRest(Weekday((i + 1) % 7)) }

func (d *Days) works(i int) bool {
	s := d.special[i]
	switch s.moved {
	case movedToWork:
		return true
	case movedToRest:
		return false
	}
	return !d.isRest(i) && len(s.holidays) == 0 && len(s.inLieu) == 0
}

// index is the place of a day among those that can be counted.
func index(on expertise.Date) (int, bool) {
	i := on.DayNumber() - first
	return int(i), 0 <= i && i < int64(length)
}

func outside(on expertise.Date) error {
	return sentences.Invalid("workday.range", "", "date", on.String(), "first", firstDay.String(), "last", lastDay.String())
}

// Day is what the calendar says of one day.
type Day struct {
	On       expertise.Date
	Working  bool
	Rest     bool    // a weekly rest day
	Holidays []Names // celebrated on this day
	InLieu   []Names // holidays that fell on a free day and are taken on this one
	Moved    bool    // an act made it free, or a working day
	Verify   bool    // rests on what nobody has confirmed
	Beyond   bool    // of a year whose moving holidays are not listed
}

// Day says whether and why a day is free. A day outside 1990..2100 is known by its weekday only.
func (d *Days) Day(on expertise.Date) Day {
	i, inside := index(on)
	day := Day{On: on, Beyond: d.Known(on) != nil}
	day.Rest = d.calendar.isRest(weekdayOf(on))
	day.Working = !day.Rest
	if inside {
		s := d.special[i]
		day.Working, day.Holidays, day.InLieu = d.works(i), s.holidays, s.inLieu
		day.Moved, day.Verify = s.moved != notMoved, s.verify
	}
	return day
}

// IsWorking tells whether a day is a working day. A day outside 1990..2100 is known by its weekday only.
func (d *Days) IsWorking(on expertise.Date) bool {
	i, inside := index(on)
	if !inside {
		return !d.calendar.isRest(weekdayOf(on))
	}
	return d.before[i+1] > d.before[i]
}

// Add is the n-th working day after a day, or before it when n is negative; with 0 the day itself, working or not. Beyond the calendar it is
// workday.range.
func (d *Days) Add(on expertise.Date, n int) (expertise.Date, error) {
	i, inside := index(on)
	if !inside {
		return expertise.Date{}, outside(on)
	}
	if n == 0 {
		return on, nil
	}
	// The working day wanted is the rank-th one of the calendar.
	rank, all := int(d.before[i+1]), int(d.before[length])
	if n < 0 {
		rank = int(d.before[i]) + 1
	}
	if n > all-rank || n < 1-rank {
		if n > 0 {
			return expertise.Date{}, outside(lastDay.AddDays(1))
		}
		return expertise.Date{}, outside(firstDay.AddDays(-1))
	}
	rank += n
	return firstDay.AddDays(sort.Search(length, func(j int) bool { return int(d.before[j+1]) >= rank })), nil
}

// Between counts the working days after from up to and with to. When to lies before from, it counts those from to up to the day before
// from, negative. So Between(d, e) is n for e, the n-th working day after or before d. A day beyond the calendar is workday.range.
func (d *Days) Between(from, to expertise.Date) (int, error) {
	i, inside := index(from)
	if !inside {
		return 0, outside(from)
	}
	j, inside := index(to)
	switch {
	case !inside:
		return 0, outside(to)
	case j < i:
		return int(d.before[j]) - int(d.before[i]), nil
	}
	return int(d.before[j+1]) - int(d.before[i+1]), nil
}

// KnownUntil is the last year for which moving holidays are listed; 0 in a country that has none, where all years are known.
func (d *Days) KnownUntil() int { return d.calendar.Listed.Until }

// Known is nil for a day of a listed year, otherwise workday.beyond: such a day may turn out to be a holiday.
func (d *Days) Known(on expertise.Date) error {
	listed := d.calendar.Listed
	if listed == (Years{}) || listed.From <= on.Year && on.Year <= listed.Until {
		return nil
	}
	return sentences.Invalid("workday.beyond", "", "year", strconv.Itoa(on.Year), "from", strconv.Itoa(listed.From), "until", strconv.Itoa(listed.Until))
}
