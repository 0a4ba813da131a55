package law

import (
	"bytes"
	"io"
	"maps"

	"medsoc/expertise"

	"go.yaml.in/yaml/v3"
)

// Case is a case as a lawyer writes it, to try a profile or to hold it to what is wanted. What is left out is a man born on 14.03.1979
// with the cause general.
//
//	name: stroke, severe weakness
//	on: 2026-11-12
//	input: {birth: 1979-03-14, sex: female, impairments: [{row: stroke-paresis-severe, percent: 70}], measures: [{scale: barthel, each: 5}]}
//	want: {outcome: p61, term: 2 years, until: 2028-11-11, next: 2028-11-12}
type Case struct {
	Name    string         `yaml:"name"`
	Assumed bool           `yaml:"assumed"` // rests on rules that nobody has confirmed
	On      expertise.Date `yaml:"on"`
	Given   Given          `yaml:"input"`
	Want    yaml.Node      `yaml:"want"` // what must come of it, for tests
}

// Given is what is known of the person and the examination.
type Given struct {
	Unknown      bool              `yaml:"unknown"` // neither birth date nor sex is known
	Birth        expertise.Date    `yaml:"birth"`
	Sex          expertise.Sex     `yaml:"sex"`
	Cause        string            `yaml:"cause"`
	Evidence     bool              `yaml:"evidence"`
	ValidReason  bool              `yaml:"validReason"`
	Professional expertise.Percent `yaml:"professional"`
	Measures     []GivenMeasure    `yaml:"measures"`
	Impairments  []struct {
		Row     string               `yaml:"row"`
		Percent expertise.Percent    `yaml:"percent"`
		Degree  *expertise.Qualifier `yaml:"degree"`
	} `yaml:"impairments"`
	History []struct {
		Since   expertise.Date        `yaml:"since"`
		Until   expertise.Date        `yaml:"until"`
		Outcome expertise.OutcomeCode `yaml:"outcome"`
		Cause   string                `yaml:"cause"`
	} `yaml:"history"`
	Acts []expertise.Extension `yaml:"acts"` // enacted beside those of the profile, written as the profile writes them
}

// GivenMeasure is a filled scale. Each answers every item that Answers does not name; in the Barthel index it is the points. Leave names
// items that nobody answered.
//
//	measures:
//	  - {scale: whodas, each: 3, answers: {D1.1: 5}}
//	  - {scale: barthel, each: 5, answers: {feeding: 10, stairs: 0}}
type GivenMeasure struct {
	Scale   string         `yaml:"scale"` // whodas or barthel
	Each    *int           `yaml:"each"`
	Answers map[string]int `yaml:"answers"`
	Leave   []string       `yaml:"leave"`
	Idle    bool           `yaml:"idle"` // WHODAS: the person neither works nor studies
}

func (g *GivenMeasure) measure() expertise.Measure {
	m := expertise.Measure{Scale: g.Scale, Answers: map[string]int{}, Idle: g.Idle}
	if g.Each != nil {
		for _, item := range itemsOf(m) {
			m.Answers[item] = *g.Each
		}
	}
	maps.Copy(m.Answers, g.Answers)
	for _, item := range g.Leave {
		delete(m.Answers, item)
	}
	return m
}

// maxCases is the largest file of cases in bytes.
const maxCases = 1 << 20

// ReadCases reads one case or a list of them. An unknown field is an error that names its line.
func ReadCases(r io.Reader) ([]Case, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxCases+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxCases {
		return nil, expertise.Invalid("form.large", "")
	}
	var cases []Case
	if err = strictly(data, &cases); err == nil {
		return cases, nil
	}
	var one Case
	if strictly(data, &one) == nil {
		return []Case{one}, nil
	}
	return nil, err
}

func strictly(data []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	return decoder.Decode(into)
}

// Input is what the law is asked.
func (c *Case) Input() Input {
	g := &c.Given
	in := Input{On: c.On, Birth: g.Birth, Sex: g.Sex, Cause: g.Cause, Evidence: g.Evidence, ValidReason: g.ValidReason, Professional: g.Professional, Acts: g.Acts}
	if in.Cause == "" {
		in.Cause = "general"
	}
	if !g.Unknown && in.Birth.IsZero() {
		in.Birth = expertise.Date{Year: 1979, Month: 3, Day: 14}
	}
	if !g.Unknown && in.Sex == "" {
		in.Sex = expertise.Male
	}
	for _, i := range g.Impairments {
		in.Impairments = append(in.Impairments, expertise.Impairment{Row: i.Row, Percent: i.Percent, Qualifier: i.Degree, Side: expertise.SideNone})
	}
	for _, m := range g.Measures {
		in.Measures = append(in.Measures, m.measure())
	}
	for _, h := range g.History {
		in.History = append(in.History, Past{h.Since, h.Until, h.Outcome, h.Cause})
	}
	return in
}
