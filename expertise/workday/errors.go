package workday

import "medsoc/expertise"

// ErrorCodes lists every code of this package, sorted: a test holds each language's sentences against it.
func ErrorCodes() []string { return sentences.Codes() }

var sentences = expertise.Sentences{
	// What a clerk meets.
	"workday.range":  "{date} lies outside the calendar, which covers {first} to {last}; check the year",
	"workday.beyond": "the holidays of {year} are not listed yet (listed: {from} to {until}), so a deadline may move; add them to the profile",
	"workday.limit":  "{value} is not a limit; write for example 10 working days or 40 calendar days, at most {max}",

	// What somebody who writes a profile meets.
	"workday.weekday":      "{value} is not a day of the week; write monday to sunday",
	"workday.monthday":     "{value} is not a day of the year; write month and day, for example 03-20",
	"workday.rest":         "the weekly rest days must be one to six different days; correct the list",
	"workday.names":        "the holiday has no name in {language}; add it",
	"workday.days.none":    "no day is listed; add one or remove the entry",
	"workday.days.double":  "{value} stands twice; remove one",
	"workday.days.many":    "more than {max} days are listed; remove some",
	"workday.years":        "the years {from} to {until} are not in order, or outside {first} to {last}; correct them",
	"workday.year.missing": "the holiday has no day in {year}, though the years {from} to {until} are said to be listed; add it or shorten the years",
	"workday.year.outside": "{value} lies outside the listed years {from} to {until}; correct the day or the years",
	"workday.moved.none":   "the exchange names neither a rest day nor a working day; add one of them or remove the entry",
	"workday.moved.rest":   "{value} is a rest day in any case; name the working day that becomes free",
	"workday.moved.work":   "{value} is a working day in any case; name the rest day or holiday that is worked",
	"workday.order":        "{value} comes before {other}; put the days in order",
}

// shorten shows what was written in a message; a broken file cannot fill a screen.
func shorten(text string) string {
	if r := []rune(text); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return text
}
