package law

import (
	"slices"

	"medsoc/expertise"
)

// Scale is something that a decision says beside its outcome, such as the loss of professional capacity beside a group.
type Scale struct {
	Code  string `yaml:"code"`
	Names Text   `yaml:"names"`
	// From takes the value from the case: "percent" is the combined percent of the impairments, "professional" the loss of professional
	// capacity that the commission found. Without it the table of the scale's name sets one of Values in each edition that has it.
	From   string  `yaml:"from"`
	Values []Named `yaml:"values"`
	Cite   string  `yaml:"cite"`
	Verify bool    `yaml:"verify"`
}

// scaleSources are the facts that a scale may show, in hundredths of a percent.
var scaleSources = map[string]func(*judgement) int64{
	"percent":      func(j *judgement) int64 { return j.value },
	"professional": func(j *judgement) int64 { return int64(j.in.Professional) * hundredths },
}

func (s Scale) codes() []string {
	codes := make([]string, len(s.Values))
	for i, v := range s.Values {
		codes[i] = v.Code
	}
	return codes
}

// scales asks for every scale of which the edition speaks.
func (j *judgement) scales() ([]expertise.ScaleValue, error) {
	var all []expertise.ScaleValue
	for _, s := range j.p.Scales {
		switch {
		case s.From == "percent" && j.edition.rating() != byPercent:
		case s.From != "":
			all = append(all, expertise.ScaleValue{Scale: s.Code, Hundredths: int(scaleSources[s.From](j))})
		case j.edition.values[s.Code] != nil:
			v, err := j.ask(s.Code)
			if err != nil {
				return nil, err
			}
			all = append(all, expertise.ScaleValue{Scale: s.Code, Value: s.Values[v].Code})
		}
	}
	return all, nil
}

// Scale finds a scale by its code.
func (p *Profile) Scale(code string) (Scale, bool) {
	return find(p.Scales, func(s Scale) bool { return s.Code == code })
}

// Value finds a value of the scale by its code.
func (s Scale) Value(code string) (Named, bool) {
	i := slices.Index(s.codes(), code)
	if i < 0 {
		return Named{}, false
	}
	return s.Values[i], true
}
