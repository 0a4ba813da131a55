package law

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
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
	Want    *Want          `yaml:"want"` // what must come of it
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
		Side    expertise.Side       `yaml:"side"` // left, right, both; left out: none
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

// ReadCases reads one case or a list of them from a file of this name. What is wrong with it is refused with file and line.
func ReadCases(name string, r io.Reader) ([]Case, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxCases+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxCases {
		return nil, sentences.Invalid("law.case.size", "", "file", name, "max", strconv.Itoa(maxCases))
	}
	cases, err := readCases(data)
	return cases, ofFile(err, name)
}

func readCases(data []byte) ([]Case, error) {
	lines, err := outline(data)
	if err != nil {
		return nil, err
	}
	if lines.root.Kind == yaml.SequenceNode {
		var cases []Case
		if err := lines.decode(data, &cases); err != nil {
			return nil, err
		}
		for i := range cases {
			if err := cases[i].check(place{lines.root.Content[i], nil}); err != nil {
				return nil, err
			}
		}
		return cases, nil
	}
	var one Case
	if err := lines.decode(data, &one); err != nil {
		return nil, err
	}
	return []Case{one}, one.check(lines)
}

// check refuses what no case can be, so that a slip of the pen is not judged as something else.
func (c *Case) check(lines place) error {
	refuse := func(code, value string, path ...any) error {
		return sentences.Invalid(code, "", "line", strconv.Itoa(lines.line(path...)), "value", quote(value))
	}
	input, _ := valueOf(lines.root, "input")
	if err := (place{root: input}).whole(); err != nil {
		return err
	}
	g := &c.Given
	switch {
	case c.On.IsZero():
		return refuse("law.case.day", "")
	case g.Sex != "" && !slices.Contains(sexes(nil, nil), string(g.Sex)):
		return refuse("law.case.sex", string(g.Sex), "input", "sex")
	case g.Professional < 0 || g.Professional > 100:
		return refuse("law.case.range", strconv.Itoa(int(g.Professional)), "input", "professional")
	}
	for i, x := range g.Impairments {
		if x.Side != "" && !slices.Contains(expertise.Sides, x.Side) {
			return refuse("law.case.side", string(x.Side), "input", "impairments", i, "side")
		}
	}
	for i, m := range g.Measures {
		if !slices.Contains(measures, m.Scale) {
			return refuse("law.case.scale", m.Scale, "input", "measures", i, "scale")
		}
	}
	for i, h := range g.History {
		switch path := []any{"input", "history", i, "since"}; {
		case h.Since.After(c.On):
			return refuse("law.case.future", "", path...)
		case h.Since.Before(g.Birth) && !h.Since.IsZero():
			return refuse("law.case.birth", "", path...)
		}
	}
	return nil
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
		in.Impairments = append(in.Impairments, expertise.Impairment{Row: i.Row, Percent: i.Percent, Qualifier: i.Degree, Side: cmp.Or(i.Side, expertise.SideNone)})
	}
	for _, m := range g.Measures {
		in.Measures = append(in.Measures, m.measure())
	}
	for _, h := range g.History {
		in.History = append(in.History, Past{h.Since, h.Until, h.Outcome, h.Cause})
	}
	return in
}
