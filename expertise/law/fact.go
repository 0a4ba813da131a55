package law

import (
	"strconv"

	"medsoc/expertise"
)

// kind is the type of a fact, and so of every column that reads it. Values of all kinds are whole numbers inside: the integer itself,
// the day number of a date, the place of a name in its list, 0 and 1 of a flag.
type kind int

const (
	integer kind = iota
	date
	enum
	flag
	termKind // only set, never a column: a term is read through the fact "duration"
)

// A fact is something a rule may ask for. Facts with find are worked out in Go from the case; the others are set by a table of the
// profile. The catalogue is closed: a profile that asks for anything else is refused.
type fact struct {
	kind   kind
	lo, hi int64                             // bounds of an integer
	values func(*Profile, *Edition) []string // names of an enum
	needs  []string                          // facts that find asks for
	find   func(*judgement) (int64, error)   // nil: a table sets it
	goal   bool                              // every edition must set it
	rating string                            // asked for only in editions that rate so; "" in all
}

// The most of anything that a table is proved for. Beyond it a case is refused and not judged by accident.
const (
	maxYears  = 150
	maxMonths = 12 * maxYears
)

var yesNo = []string{"no", "yes"}

// facts is the catalogue; what each name means to a profile's author stands in the package comment. It is filled by init because a fact
// may ask for another one.
var facts map[string]fact

func init() {
	facts = map[string]fact{
		"percent":         {kind: integer, hi: 100, find: (*judgement).percent, rating: byPercent},
		"hundredths":      {kind: integer, hi: 100 * hundredths, find: (*judgement).exact, rating: byPercent},
		"degree":          {kind: integer, hi: maxDegree, find: (*judgement).degree, rating: byDegree},
		"atDegree2":       {kind: integer, hi: maxImpairments, find: atDegree(2), rating: byDegree},
		"atDegree3":       {kind: integer, hi: maxImpairments, find: atDegree(3), rating: byDegree},
		"professional":    {kind: integer, hi: 100, find: (*judgement).professional},
		"whodas":          {kind: integer, hi: 100, find: (*judgement).whodas},
		"barthel":         {kind: integer, hi: 100, find: (*judgement).barthel},
		"irreversible":    {kind: flag, find: (*judgement).irreversible},
		"allIrreversible": {kind: flag, find: (*judgement).allIrreversible},
		"rowTerm":         {kind: integer, hi: maxMonths, find: (*judgement).rowTerm},
		"cause":           {kind: enum, values: causeCodes, find: (*judgement).cause},
		"sex":             {kind: enum, values: sexes, find: (*judgement).sex},
		"age":             {kind: integer, hi: maxYears, find: (*judgement).age},
		"ageMonths":       {kind: integer, hi: maxMonths, find: (*judgement).ageMonths},
		"on":              {kind: date, find: (*judgement).on},
		"heldSame":        {kind: integer, hi: maxYears, needs: []string{"outcome"}, find: (*judgement).heldSame},
		"heldAny":         {kind: integer, hi: maxYears, find: (*judgement).heldAny},
		"previous":        {kind: enum, values: previousStates, find: (*judgement).previousState},
		"overdue":         {kind: integer, hi: maxMonths, find: (*judgement).overdue},
		"early":           {kind: integer, hi: maxMonths, find: (*judgement).early},
		"validReason":     {kind: flag, find: (*judgement).validReason},
		"duration":        {kind: enum, values: durations, needs: []string{"term"}, find: (*judgement).duration},

		"outcome":   {kind: enum, values: givenOutcomes, goal: true},
		"term":      {kind: termKind, goal: true},
		"next":      {kind: enum, values: nextRules, goal: true},
		"pension":   {kind: flag},
		"longHeld":  {kind: flag},
		"permanent": {kind: flag},
		"start":     {kind: enum, values: startRules},
		"gap":       {kind: termKind},
		"tooEarly":  {kind: flag},
	}
}

// fact finds a fact in the catalogue, or a scale of the profile that a table sets.
func (p *Profile) fact(name string) (fact, bool) {
	if f, known := facts[name]; known {
		return f, true
	}
	s, known := find(p.Scales, func(s Scale) bool { return s.Code == name && s.From == "" })
	return fact{kind: enum, values: func(*Profile, *Edition) []string { return s.codes() }}, known
}

func causeCodes(p *Profile, _ *Edition) []string {
	codes := make([]string, len(p.Causes))
	for i, c := range p.Causes {
		codes[i] = c.Code
	}
	return codes
}

func givenOutcomes(p *Profile, e *Edition) []string { return e.gives(p) }

// gives are the outcomes of the edition, the mildest first.
func (e *Edition) gives(p *Profile) []string {
	if len(e.Outcomes) > 0 {
		return e.Outcomes
	}
	return currentOutcomes(p)
}

// currentOutcomes are those that an edition gives when it names none; outcomes that only count as others stand in histories.
func currentOutcomes(p *Profile) []string {
	var codes []string
	for _, o := range p.Outcomes {
		if o.Counts == "" {
			codes = append(codes, string(o.Code))
		}
	}
	return codes
}

func sexes(*Profile, *Edition) []string {
	return []string{string(expertise.Male), string(expertise.Female)}
}

const (
	durationNone = iota
	durationLimited
	durationWithout
)

func durations(*Profile, *Edition) []string { return []string{"none", "limited", "without"} }

const (
	nextNever = iota
	nextDayAfter
	nextLastDay
	nextAnniversary
)

func nextRules(*Profile, *Edition) []string {
	return []string{"never", "dayAfter", "lastDay", "anniversary"}
}

// column is a fact as a table of one edition reads it: with the bounds within which the table must answer.
type column struct {
	name   string
	kind   kind
	full   span
	values []string
}

func (p *Profile) column(name string, e *Edition) column {
	f, _ := p.fact(name)
	c := column{name: name, kind: f.kind, full: span{f.lo, f.hi}}
	if name == "degree" {
		c.full.hi = int64(len(e.Degrees)) - 1
	}
	switch f.kind {
	case enum:
		c.values = f.values(p, e)
		c.full = span{0, int64(len(c.values)) - 1}
	case flag:
		c.values = yesNo
		c.full = span{0, 1}
	case date:
		// A table of an edition answers for the days on which the edition is in force, and for no other.
		c.full = span{e.From.DayNumber(), lastDay.DayNumber()}
		if !e.until.IsZero() {
			c.full.hi = e.until.DayNumber()
		}
	}
	return c
}

var lastDay = expertise.MustDate("9999-12-31")

// word is a value as the profile's file writes it.
func (c column) word(v int64) string {
	switch {
	case c.values != nil && v >= 0 && v < int64(len(c.values)):
		return c.values[v]
	case c.kind == date:
		return expertise.DateFromDayNumber(v).String()
	}
	return strconv.FormatInt(v, 10)
}
