package workday

import (
	"fmt"
	"slices"
	"time"

	"medsoc/expertise"
)

// Weekday is a day of the week, written "monday" to "sunday". Its numbers are those of [time.Weekday].
type Weekday time.Weekday

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func weekdayOf(on expertise.Date) Weekday { return Weekday(on.In(time.UTC).Weekday()) }

// Valid tells whether it is one of the seven.
func (w Weekday) Valid() bool { return 0 <= w && int(w) < len(weekdays) }

// String is the form of a profile.
func (w Weekday) String() string {
	if !w.Valid() {
		return ""
	}
	return weekdays[w]
}

// MarshalText writes the form of a profile.
func (w Weekday) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads the form of a profile.
func (w *Weekday) UnmarshalText(text []byte) error {
	i := slices.Index(weekdays, string(text))
	if i < 0 {
		return sentences.Invalid("workday.weekday", "", "value", shorten(string(text)))
	}
	*w = Weekday(i)
	return nil
}

// MonthDay is a day of each year, written "03-20".
type MonthDay struct {
	Month time.Month
	Day   int
}

// String is the form of a profile.
func (m MonthDay) String() string { return fmt.Sprintf("%02d-%02d", int(m.Month), m.Day) }

// In is the day in a year; false for 29 February in a year without one.
func (m MonthDay) In(year int) (expertise.Date, bool) {
	on := expertise.Date{Year: year, Month: m.Month, Day: m.Day}
	return on, expertise.DateOf(on.In(time.UTC)) == on
}

// MarshalText writes the form of a profile.
func (m MonthDay) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the form of a profile.
func (m *MonthDay) UnmarshalText(text []byte) error {
	const leapYear = "2024-"
	t, err := time.Parse(time.DateOnly, leapYear+string(text))
	if err != nil {
		return sentences.Invalid("workday.monthday", "", "value", shorten(string(text)))
	}
	*m = MonthDay{t.Month(), t.Day()}
	return nil
}
