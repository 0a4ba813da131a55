package scale

import (
	"regexp"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// percentRanges are those of the ICF's generic qualifier. 8 (not specified) and 9 (not applicable) have none.
var percentRanges = []struct {
	qualifier expertise.Qualifier
	low, high expertise.Percent
}{{0, 0, 4}, {1, 5, 24}, {2, 25, 49}, {3, 50, 95}, {4, 96, 100}}

// QualifierOf is the generic qualifier for a percent of 0 to 100; anything else is scale.percent.
func QualifierOf(percent expertise.Percent) (expertise.Qualifier, error) {
	for _, r := range percentRanges {
		if r.low <= percent && percent <= r.high {
			return r.qualifier, nil
		}
	}
	return 0, sentences.Invalid("scale.percent", "percent", "value", strconv.Itoa(int(percent)))
}

// PercentRange gives the lowest and the highest percent of a qualifier; false for 8, 9 and what is no qualifier.
func PercentRange(q expertise.Qualifier) (low, high expertise.Percent, ok bool) {
	for _, r := range percentRanges {
		if r.qualifier == q {
			return r.low, r.high, true
		}
	}
	return 0, 0, false
}

// Component is one of the ICF's four lists.
type Component string

const (
	Functions   Component = "b"
	Structures  Component = "s"
	Activities  Component = "d" // activities and participation
	Environment Component = "e"
)

// Components in the order of a choice list.
var Components = []Component{Functions, Structures, Activities, Environment}

// chapters is the number of the last chapter of each component.
var chapters = map[Component]int{Functions: 8, Structures: 8, Activities: 9, Environment: 5}

// Code is a category of the ICF such as "d450", without a qualifier. Only its grammar is known here; Medsoc ships no WHO text.
type Code string

var codePattern = regexp.MustCompile(`^[bsde][0-9](?:[0-9]{2,4})?$`)

// ParseCode reads a code; a capital letter and spaces around it are forgiven.
func ParseCode(text string) (Code, error) {
	code := Code(strings.ToLower(strings.TrimSpace(text)))
	if err := code.Check(); err != nil {
		return "", err
	}
	return code, nil
}

// Check refuses what the ICF's grammar does not allow.
func (c Code) Check() error {
	if !codePattern.MatchString(string(c)) {
		return sentences.Invalid("scale.icf.code", "code", "value", shorten(string(c)))
	}
	if last := chapters[c.Component()]; c.Chapter() < 1 || c.Chapter() > last {
		return sentences.Invalid("scale.icf.chapter", "code", "value", string(c), "component", string(c.Component()), "last", strconv.Itoa(last))
	}
	return nil
}

// Component is the list to which the code belongs, "" for an empty code.
func (c Code) Component() Component { return Component(c[:min(1, len(c))]) }

// Chapter is 1..9, and 0 for what is no code.
func (c Code) Chapter() int {
	if len(c) < 2 || c[1] < '0' || c[1] > '9' {
		return 0
	}
	return int(c[1] - '0')
}

// Level is 1 for a chapter (d4), 2 for d450, 3 for d4501, 4 for five digits, and 0 for what is no code.
func (c Code) Level() int {
	switch {
	case !codePattern.MatchString(string(c)):
		return 0
	case len(c) == 2:
		return 1
	}
	return len(c) - 2
}

// Parent is the category one level up: d450 for d4501, d4 for d450; false for a chapter.
func (c Code) Parent() (Code, bool) {
	switch level := c.Level(); {
	case level < 2:
		return "", false
	case level == 2:
		return c[:2], true
	}
	return c[:len(c)-1], true
}

// Rating is a category with its first, generic qualifier: the extent of the problem or, where Facilitator is set, of the help that an
// environmental factor gives. Further qualifiers, such as the capacity beside the performance, are not read.
type Rating struct {
	Code        Code
	Qualifier   expertise.Qualifier
	Facilitator bool
}

// ParseRating reads "d450.2", or "e110+2" for a factor that helps.
func ParseRating(text string) (Rating, error) {
	text = strings.TrimSpace(text)
	at := strings.IndexAny(text, ".+")
	if at < 0 || at+2 != len(text) {
		return Rating{}, sentences.Invalid("scale.icf.rating", "code", "value", shorten(text))
	}
	code, err := ParseCode(text[:at])
	if err != nil {
		return Rating{}, err
	}
	q := expertise.Qualifier(text[at+1]) - '0'
	if !q.Valid() {
		return Rating{}, sentences.Invalid("scale.icf.qualifier", "code", "value", shorten(text))
	}
	r := Rating{Code: code, Qualifier: q, Facilitator: text[at] == '+'}
	if errs := r.Check(); len(errs) > 0 {
		return Rating{}, errs[0]
	}
	return r, nil
}

// Check returns every part that cannot be so.
func (r Rating) Check() []error {
	var errs []error
	if err := r.Code.Check(); err != nil {
		errs = append(errs, err)
	}
	if !r.Qualifier.Valid() {
		errs = append(errs, sentences.Invalid("scale.icf.qualifier", "qualifier", "value", strconv.Itoa(int(r.Qualifier))))
	}
	if r.Facilitator && r.Code.Component() != Environment {
		errs = append(errs, sentences.Invalid("scale.icf.facilitator", "code", "value", shorten(string(r.Code))))
	}
	return errs
}

// String is the ICF's way of writing: d450.2.
func (r Rating) String() string {
	sign := "."
	if r.Facilitator {
		sign = "+"
	}
	return string(r.Code) + sign + strconv.Itoa(int(r.Qualifier))
}

// MarshalText writes the ICF's form.
func (r Rating) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (r *Rating) UnmarshalText(text []byte) error {
	parsed, err := ParseRating(string(text))
	*r = parsed
	return err
}
