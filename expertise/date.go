package expertise

import (
	"fmt"
	"time"
)

// Date is a day of the civil calendar without a time or a zone: 14.03.1979 is the same day wherever the paper is read.
// The zero Date means "not given" or, as the end of a term, "without term". It is comparable with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads an ISO 8601 day such as "2026-11-12". An empty text gives the zero Date.
func ParseDate(text string) (Date, error) {
	if text == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, Invalid("date.format", "", "value", text)
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for constants in tests and tables; it panics on a bad text.
func MustDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf is the day on which t falls in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// DateFromDayNumber is the inverse of DayNumber.
func DateFromDayNumber(day int64) Date { return DateOf(time.Unix(day*86400, 0).UTC()) }

// IsZero tells whether no date is given.
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO form, "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// In is midnight at the start of d in loc.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// DayNumber counts days since 1970-01-01; days before it are negative.
func (d Date) DayNumber() int64 { return d.In(time.UTC).Unix() / 86400 }

// Compare orders days: -1, 0 or +1. The zero Date comes before all others.
func (d Date) Compare(o Date) int { return d.In(time.UTC).Compare(o.In(time.UTC)) }

// Before tells whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After tells whether d is a later day than o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// AddDays moves d by n days.
func (d Date) AddDays(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// AddMonths moves d by n months and keeps the day where the month has it; 31 January plus one month is the last day of February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// AddYears moves d by n years; 29 February becomes 28 February in a year without one.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// YearsUntil counts the whole years from d to on, as an age is counted. It is negative when on lies before d.
func (d Date) YearsUntil(on Date) int {
	years := on.Year - d.Year
	if on.Month < d.Month || on.Month == d.Month && on.Day < d.Day {
		years--
	}
	return years
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	*d = parsed
	return err
}
