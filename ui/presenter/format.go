package presenter

import (
	"strings"
	"time"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/expertise/workday"
)

const separator = " · "

// date writes a day, "" for none.
func (e *Env) date(d expertise.Date) string { return e.language.Date(d.Year, d.Month, d.Day) }

// moment writes a time: the hour today, else the day and the hour.
func (e *Env) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = e.local(t)
	if expertise.DateOf(t) == e.Today() {
		return e.language.Clock(t)
	}
	return e.date(expertise.DateOf(t)) + " " + e.language.Clock(t)
}

// law writes a text of the country profile.
func (e *Env) law(t law.Text) string { return t.In(e.language.Code()) }

// cite names the act that a row of the law rests on.
func (e *Env) cite(act string) string { return e.Profile.Citation(act, e.language.Code()) }

// shortName writes a name with the patronymic's ending shortened: "Əliyeva Leyla Rəşid q.".
func shortName(n expertise.Name) string {
	words := strings.Fields(n.Patronymic)
	if last := len(words) - 1; last > 0 {
		words[last] = string([]rune(words[last])[:1]) + "."
	}
	return strings.Join(strings.Fields(n.Surname+" "+n.Given+" "+strings.Join(words, " ")), " ")
}

// personLine is what tells a person apart: identifier, birth date with age, sex.
func (e *Env) personLine(id expertise.Identifier, birth expertise.Date, sex expertise.Sex) string {
	var parts []string
	if id.Value != "" {
		parts = append(parts, e.schemeName(id.Scheme)+" "+id.Value)
	}
	if !birth.IsZero() {
		parts = append(parts, e.date(birth)+" ("+e.language.Age(birth.YearsUntil(e.Today()))+")")
	}
	if sex == expertise.Male || sex == expertise.Female {
		parts = append(parts, e.language.T("sex."+string(sex)))
	}
	return strings.Join(parts, separator)
}

func (e *Env) schemeName(scheme expertise.Scheme) string {
	for _, kind := range e.Profile.Identifiers {
		if kind.Scheme == scheme {
			return e.law(kind.Names)
		}
	}
	return strings.ToUpper(string(scheme))
}

var stageTones = map[expertise.State]Tone{
	expertise.StateReceived: ToneNew, expertise.StateAssigned: ToneExam, expertise.StateExamined: ToneWaiting, expertise.StateProposed: ToneWaiting,
	expertise.StateDecided: ToneDone, expertise.StateCertified: ToneDone, expertise.StateClosed: ToneQuiet, expertise.StateReturned: ToneAlert,
	expertise.StateWithdrawn: ToneQuiet,
}

func (e *Env) stage(s expertise.State) Chip {
	if s == expertise.StateNone {
		return Chip{}
	}
	return Chip{e.language.T("stage." + string(s)), stageTones[s]}
}

// outcome writes what was established, with the percent where there is one.
func (e *Env) outcome(o expertise.Outcome) string {
	known, ok := e.Profile.Outcome(o.Code)
	if !ok {
		return string(o.Code)
	}
	words := e.law(known.Names)
	if o.Percent > 0 {
		words += ", " + e.percent(o.Percent)
	}
	return words
}

func (e *Env) percent(p expertise.Percent) string {
	return e.language.T("value.percent", "percent", int(p))
}

// outcomeUntil adds the last valid day.
func (e *Env) outcomeUntil(o expertise.Outcome, until expertise.Date) string {
	words := e.outcome(o)
	if !until.IsZero() {
		words += ", " + e.language.T("detail.until", "date", e.date(until))
	}
	return words
}

func (e *Env) purpose(p expertise.Purpose) string {
	if named, ok := e.Profile.Purpose(p); ok {
		return e.law(named.Names)
	}
	return string(p)
}

func (e *Env) mode(code string) string {
	if named, ok := e.Profile.Mode(code); ok {
		return e.law(named.Names)
	}
	return code
}

func (e *Env) cause(code string) string {
	if cause, ok := e.Profile.Cause(code); ok {
		return e.law(cause.Names)
	}
	return code
}

// disease gives the words for an ICD-10 code, "" when the list does not have it.
func (e *Env) disease(code expertise.ICDCode) string {
	for _, d := range e.Profile.ICD {
		if d.Code == code {
			return e.law(d.Names)
		}
	}
	return ""
}

func (e *Env) diagnosis(d expertise.Diagnosis) string {
	parts := strings.TrimSpace(string(d.Code) + " " + e.disease(d.Code))
	if d.Side != "" && d.Side != expertise.SideNone {
		parts += ", " + strings.ToLower(e.language.T("side."+string(d.Side)))
	}
	return parts
}

func (e *Env) term(t law.Term) string {
	switch {
	case t.Without:
		return e.language.T("date.without_term")
	case t.UntilAge > 0:
		return e.language.T("decision.birthday", "age", t.UntilAge)
	case t.Months == 0:
		return ""
	case t.Months%12 == 0:
		return e.language.N("term.years", t.Months/12)
	}
	return e.language.N("term.months", t.Months)
}

// period writes from when till when something holds.
func (e *Env) period(since, until expertise.Date) string {
	if until.IsZero() {
		return e.date(since) + " – " + e.language.T("date.without_term")
	}
	return e.date(since) + " – " + e.date(until)
}

// deadline is the last day for the decision on a referral, counted in the country's working days from the day after its receipt.
func (e *Env) deadline(received expertise.Date) expertise.Date {
	d, err := e.days.Deadline(received, workday.Limit{Days: e.Profile.Limits.DecisionDays, Unit: workday.WorkingDays})
	if err != nil {
		return received // a day that no calendar reaches: shown as late, so that somebody looks at it
	}
	return d.On
}

// workingDays makes the country's calendar ready for counting; without one only the weekend is free.
func workingDays(p *law.Profile) *workday.Days {
	days, err := workday.New(p.Calendar)
	if err != nil {
		days, _ = workday.New(workday.Calendar{RestDays: []workday.Weekday{workday.Weekday(time.Saturday), workday.Weekday(time.Sunday)}})
	}
	return days
}

// awaitsDecision tells whether the deadline still runs.
func awaitsDecision(s expertise.State) bool {
	switch s {
	case expertise.StateReceived, expertise.StateAssigned, expertise.StateExamined, expertise.StateProposed:
		return true
	}
	return false
}

// openStates are the cases on which the commission still has to work.
var openStates = []expertise.State{expertise.StateReceived, expertise.StateAssigned, expertise.StateExamined, expertise.StateProposed}

// parseDay reads a day as a person types it: 12.11.2026, 12112026 or 2026-11-12; "" is the zero Date. ok is false for anything else.
func parseDay(typed string) (d expertise.Date, ok bool) {
	typed = strings.TrimSpace(typed)
	for _, layout := range []string{"02.01.2006", "2.1.2006", "02012006", time.DateOnly, "02/01/2006"} {
		if t, err := time.Parse(layout, typed); err == nil && t.Year() > 0 {
			return expertise.DateOf(t), true
		}
	}
	return expertise.Date{}, typed == ""
}

func joined(parts ...string) string {
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

func languages() []Option {
	var all []Option
	for _, l := range text.Languages() {
		all = append(all, Option{Value: l.Code(), Text: l.Name()})
	}
	return all
}
