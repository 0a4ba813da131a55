package law

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// Criterion is a row of the criteria: a disease or injury with a severity, stage or clinical feature, what it is worth in percent or
// as a degree, and for how long. Where that is a range, the doctor chooses within it.
type Criterion struct {
	ID        string   `yaml:"id"`
	Condition Text     `yaml:"condition"`
	Severity  Text     `yaml:"severity,omitempty"` // may be absent
	ICD       []string `yaml:"icd,flow,omitempty"` // codes or their beginnings: "J44" stands for J44.0 to J44.9
	Percent   Range    `yaml:"percent,omitempty"`
	Degree    Range    `yaml:"degree,omitempty"` // in an edition that rates by degree; From and To are degrees, not percent
	Term      Term     `yaml:"term,omitempty"`   // absent: the edition's tables say how long
	Cite      string   `yaml:"cite"`
	Verify    bool     `yaml:"verify,omitempty"` // nobody has confirmed this row; a paper resting on it is a sample
}

// Because is the row in words: condition, then severity.
func (c *Criterion) Because() Text {
	because := Text{}
	for language, condition := range c.Condition {
		because[language] = condition
		if severity := c.Severity[language]; severity != "" {
			because[language] += ", " + severity
		}
	}
	return because
}

// Range is a closed range of percent, written "50" or "65..80".
type Range struct{ From, To expertise.Percent }

// Contains tells whether a percent lies in the range.
func (r Range) Contains(p expertise.Percent) bool { return r.From <= p && p <= r.To }

// String is the form of the profile's file.
func (r Range) String() string {
	if r.From == r.To {
		return strconv.Itoa(int(r.From))
	}
	return fmt.Sprintf("%d..%d", r.From, r.To)
}

// UnmarshalYAML reads "50" or "65..80". It takes a scalar only, so the decoder's strictness about fields is not lost below it.
func (r *Range) UnmarshalYAML(node *yaml.Node) error {
	from, to, isRange := strings.Cut(node.Value, "..")
	if !isRange {
		to = from
	}
	low, err1 := strconv.Atoi(from)
	high, err2 := strconv.Atoi(to)
	if node.Kind != yaml.ScalarNode || err1 != nil || err2 != nil || low < 0 || high > 100 || low > high {
		return badValue(node, "a percent such as 50 or a range such as 65..80")
	}
	*r = Range{expertise.Percent(low), expertise.Percent(high)}
	return nil
}

// MarshalYAML writes what UnmarshalYAML reads; one value is a plain number.
func (r Range) MarshalYAML() (any, error) {
	if r.From == r.To {
		return int(r.From), nil
	}
	return r.String(), nil
}

// covers tells whether the row was made for this code: it names the code or a beginning of it.
func (c *Criterion) covers(code string) bool {
	return slices.ContainsFunc(c.ICD, func(prefix string) bool { return strings.HasPrefix(code, prefix) })
}

// begins tells whether a code of the row begins with what somebody has typed so far.
func (c *Criterion) begins(typed string) bool {
	return slices.ContainsFunc(c.ICD, func(code string) bool { return strings.HasPrefix(code, typed) })
}

// Row finds a criterion by its id.
func (e *Edition) Row(id string) (*Criterion, bool) {
	for i := range e.Criteria {
		if e.Criteria[i].ID == id {
			return &e.Criteria[i], true
		}
	}
	return nil, false
}

var codeQuery = regexp.MustCompile(`^[A-Z][0-9][0-9.]*$`)

// Criteria looks rows up by an ICD-10 code, by its beginning, or by words in any of the profile's languages, letters without marks
// included. Rows for the whole code come first. An empty query gives every row of the edition in force on that day.
func (p *Profile) Criteria(on expertise.Date, query string) ([]Criterion, error) {
	edition, err := p.EditionOn(on)
	if err != nil {
		return nil, err
	}
	code := strings.ToUpper(strings.TrimSpace(query))
	words := strings.Fields(fold(query))
	var first, then []Criterion
	for _, c := range edition.Criteria {
		switch {
		case !codeQuery.MatchString(code):
			if c.Because().matches(words) {
				first = append(first, c)
			}
		case c.covers(code):
			first = append(first, c)
		case c.begins(code):
			then = append(then, c)
		}
	}
	return append(first, then...), nil
}

// Legal gives the percent that the law sets for a rated one: 33 is set as 35. A percent that is neither a multiple of the step nor
// rounded by the edition is law.percent.step.
func (e *Edition) Legal(rated expertise.Percent) (expertise.Percent, error) {
	if rated < 0 || rated > 100 {
		return 0, expertise.Invalid("percent", "percent")
	}
	for _, r := range e.Percent.Rounding {
		if r.Percent.Contains(rated) {
			return r.As, nil
		}
	}
	if step := e.Percent.Step; rated%step != 0 {
		low := rated - rated%step
		return 0, sentences.Invalid("law.percent.step", "percent", "value", strconv.Itoa(int(rated)), "step", strconv.Itoa(int(step)),
			"low", strconv.Itoa(int(low)), "high", strconv.Itoa(int(min(low+step, 100))))
	}
	return rated, nil
}

// CheckImpairment refuses an impairment whose row the edition in force does not have, or whose percent lies outside its row; the error
// names the row and what it allows.
func (p *Profile) CheckImpairment(on expertise.Date, i expertise.Impairment) error {
	edition, err := p.EditionOn(on)
	if err != nil {
		return err
	}
	_, err = edition.rate(i)
	return err
}

// rate finds the row of one impairment and what the law makes of the rating.
func (e *Edition) rate(i expertise.Impairment) (rated, error) {
	row, known := e.Row(i.Row)
	if !known {
		return rated{}, sentences.Invalid("law.row.unknown", "row", "row", i.Row, "edition", e.From.String())
	}
	if e.rating() == byDegree {
		degree, err := row.degree(i)
		return rated{row: row, impairment: i, degree: degree, value: int64(degree)}, err
	}
	legal, err := e.Legal(i.Percent)
	if err != nil {
		return rated{}, err
	}
	if !row.Percent.Contains(legal) {
		return rated{}, sentences.Invalid("law.percent.range", "percent", "row", row.ID, "value", strconv.Itoa(int(i.Percent)),
			"allowed", row.Percent.String())
	}
	return rated{row: row, impairment: i, legal: legal, value: int64(legal) * hundredths}, nil
}

// degree takes the degree of the row, or the one that the doctor chose within it as the ICF qualifier of the impairment.
func (c *Criterion) degree(i expertise.Impairment) (int, error) {
	switch {
	case i.Percent != 0:
		return 0, sentences.Invalid("law.degree.percent", "percent")
	case i.Qualifier == nil && c.Degree.From == c.Degree.To:
		return int(c.Degree.From), nil
	case i.Qualifier == nil:
		return 0, sentences.Invalid("law.degree.missing", "qualifier", "row", c.ID, "allowed", c.Degree.String())
	case !c.Degree.Contains(expertise.Percent(*i.Qualifier)):
		return 0, sentences.Invalid("law.degree.range", "qualifier", "row", c.ID, "value", strconv.Itoa(int(*i.Qualifier)), "allowed", c.Degree.String())
	}
	return int(*i.Qualifier), nil
}
