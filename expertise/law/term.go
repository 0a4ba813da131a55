package law

import (
	"fmt"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// Term is how long an outcome holds: months, until the person reaches an age, or without term. The zero Term says nothing.
type Term struct {
	Months   int
	UntilAge int // years
	Without  bool
}

// IsZero tells whether the term says nothing.
func (t Term) IsZero() bool { return t == Term{} }

// Limited tells whether the term ends one day.
func (t Term) Limited() bool { return t.Months > 0 || t.UntilAge > 0 }

// String is the form of the profile's file: "without", "5 years", "18 months", "until age 16" or "".
func (t Term) String() string {
	switch {
	case t.Without:
		return "without"
	case t.UntilAge > 0:
		return fmt.Sprintf("until age %d", t.UntilAge)
	case t.Months == 0:
		return ""
	case t.Months%12 == 0:
		return plural(t.Months/12, "year")
	}
	return plural(t.Months, "month")
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

var (
	termPattern = regexp.MustCompile(`^([1-9][0-9]?) (year|month)s?$`)
	agePattern  = regexp.MustCompile(`^until age ([1-9][0-9]?)$`)
)

func parseTerm(text string) (Term, bool) {
	if text == "without" {
		return Term{Without: true}, true
	}
	if m := agePattern.FindStringSubmatch(text); m != nil {
		age, _ := strconv.Atoi(m[1]) // one or two digits by the pattern
		return Term{UntilAge: age}, true
	}
	m := termPattern.FindStringSubmatch(text)
	if m == nil {
		return Term{}, false
	}
	n, _ := strconv.Atoi(m[1])
	if m[2] == "year" {
		n *= 12
	}
	return Term{Months: n}, true
}

// UnmarshalYAML reads "without", "5 years", "18 months" or "until age 16".
func (t *Term) UnmarshalYAML(node *yaml.Node) error {
	term, ok := parseTerm(node.Value)
	if node.Kind != yaml.ScalarNode || !ok {
		return badValue(node, "a term such as \"5 years\", \"18 months\", \"until age 16\" or \"without\"")
	}
	*t = term
	return nil
}

// MarshalYAML writes what UnmarshalYAML reads.
func (t Term) MarshalYAML() (any, error) { return t.String(), nil }

// end is the first day that the bare term no longer covers; the zero Date when an age is meant and the birth date is not known.
func (t Term) end(since, birth expertise.Date) expertise.Date {
	if t.UntilAge > 0 {
		return reaches(birth, t.UntilAge)
	}
	return since.AddMonths(t.Months)
}

// reaches is the day on which somebody has completed an age; who was born on 29 February does so on 1 March of a shorter year.
func reaches(birth expertise.Date, age int) expertise.Date {
	if birth.IsZero() {
		return birth
	}
	day := birth.AddYears(age)
	if day.Day < birth.Day {
		day = day.AddDays(1)
	}
	return day
}

// Convention says on which day a term runs out, by the name of a function here.
type Convention struct {
	How     string `yaml:"how"`     // a key of endings; dayBefore when absent
	Because Text   `yaml:"because"` // absent: no reason is given for a thing that goes without saying
	Cite    string `yaml:"cite"`
	Verify  bool   `yaml:"verify"`
}

// expiryRow is the id of the reason for the day on which a term runs out.
const expiryRow = "expiry"

func (c Convention) reason() Reason {
	return Reason{Row: expiryRow, Because: c.Because, Cite: c.Cite, Verify: c.Verify}
}

const dayBefore = "dayBefore"

func (e *Edition) expiry() string {
	if e.Expiry.How == "" {
		return dayBefore
	}
	return e.Expiry.How
}

// endings give the last valid day from the first day that the bare term no longer covers: two years from 12.11.2026 have their end on
// 12.11.2028, and are valid through 11.11.2028, 30.11.2028 or 1.12.2028.
var endings = map[string]func(end expertise.Date) expertise.Date{
	dayBefore: func(end expertise.Date) expertise.Date { return end.AddDays(-1) },
	"endOfMonth": func(end expertise.Date) expertise.Date {
		return firstOfNext(end.AddDays(-1)).AddDays(-1)
	},
	"firstOfNextMonth": firstOfNext,
}

func firstOfNext(d expertise.Date) expertise.Date {
	d.Day = 1
	return d.AddMonths(1)
}

// AgeBound is a birthday that nothing established before it outlasts: a child with disability comes of age and is established anew.
type AgeBound struct {
	Age      int      `yaml:"age"`
	Outcomes []string `yaml:"outcomes"` // which of them end there; absent: all
	Because  Text     `yaml:"because"`
	Cite     string   `yaml:"cite"`
	Verify   bool     `yaml:"verify"`
}

func (b AgeBound) row() string { return "comingOfAge/" + strconv.Itoa(b.Age) }

func (b AgeBound) reason() Reason {
	return Reason{Row: b.row(), Because: b.Because, Cite: b.Cite, Verify: b.Verify}
}

// boundByAge shortens the term to the next birthday that ends it. It asks for the birth date only where such a birthday exists.
func (j *judgement) boundByAge() error {
	code, err := j.outcome()
	if err != nil || j.term.IsZero() {
		return err
	}
	for _, b := range j.edition.ComingOfAge {
		if !b.ends(code) {
			continue
		}
		if _, err := j.ageMonths(); err != nil {
			return err
		}
		birthday := reaches(j.in.Birth, b.Age)
		if !birthday.After(j.in.On) {
			continue
		}
		if j.term.Without || j.term.end(j.in.On, j.in.Birth).After(birthday) {
			j.term, j.bounded = Term{UntilAge: b.Age}, true
			reason := b.reason()
			reason.Datum = "birthday " + birthday.String()
			j.hits = append(j.hits, reason)
		}
		return nil
	}
	return nil
}

func (b AgeBound) ends(code expertise.OutcomeCode) bool {
	for _, o := range b.Outcomes {
		if o == string(code) {
			return true
		}
	}
	return len(b.Outcomes) == 0
}
