package text

import (
	"fmt"
	"strings"
	"time"
)

// Date writes a day as dd.mm.yyyy, "" for the year 0 (no date). It takes what time.Time's Date method gives, so
// l.Date(t.Date()) works, and so do the three fields of a calendar day.
func (l *Language) Date(year int, month time.Month, day int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprintf("%02d.%02d.%04d", day, int(month), year)
}

// LongDate writes a day in words: "12 noyabr 2026-cı il", "12 ноября 2026"; "" for the year 0.
func (l *Language) LongDate(year int, month time.Month, day int) string {
	if year == 0 {
		return ""
	}
	return strings.NewReplacer("{day}", fmt.Sprint(day), "{month}", l.Month(month), "{year}", fmt.Sprint(year),
		"{ordinal}", l.ordinal(year)).Replace(l.texts["rule.date.long"])
}

// Clock writes the time of day: 09:42.
func (l *Language) Clock(t time.Time) string { return t.Format("15:04") }

// Month is the month's name within a date: November, ноября.
func (l *Language) Month(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return l.texts[fmt.Sprintf("month.%d", int(m))]
}

// Months are the twelve names as they stand alone, above a calendar or before a year, January first. Russian says ноябрь there and
// 12 ноября within a date; most languages have one name for both, and no rule.months.
func (l *Language) Months() (names [12]string) {
	for i := range names {
		names[i] = l.Month(time.Month(i + 1))
	}
	copy(names[:], strings.Fields(l.texts["rule.months"]))
	return names
}

// Weekdays are the seven short names, Monday first.
func (l *Language) Weekdays() (names [7]string) {
	for i := range names {
		names[i] = l.texts[fmt.Sprintf("weekday.short.%d", i+1)]
	}
	return names
}

// Age writes an age in whole years: "47 yaş".
func (l *Language) Age(years int) string { return l.N("age", years) }

// Size writes a number of bytes with one decimal at most: "1,4 MB".
func (l *Language) Size(bytes int64) string {
	units := strings.Fields(l.texts["rule.sizes"])
	if bytes < 1024 {
		return fmt.Sprintf("%d %s", max(bytes, 0), units[0])
	}
	value := float64(bytes)
	unit := 0
	for value >= 1023.95 && unit < len(units)-1 {
		value /= 1024
		unit++
	}
	written := strings.TrimSuffix(fmt.Sprintf("%.1f", value), ".0")
	written = strings.Replace(written, ".", l.texts["rule.decimal"], 1)
	return written + " " + units[unit]
}
