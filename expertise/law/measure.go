package law

import (
	"slices"

	"medsoc/expertise"
	"medsoc/expertise/scale"
)

// measures are the scales that a commission fills in and a table may read, in the order in which they are asked for. The fact that a table
// reads has the scale's name.
var measures = []string{expertise.ScaleWHODAS, expertise.ScaleBarthel}

// Measures names the scales that some table of the edition in force reads, so that a sheet can ask for them.
func (p *Profile) Measures(on expertise.Date) []string {
	edition, err := p.EditionOn(on)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(measures), func(name string) bool {
		return !slices.ContainsFunc(edition.Tables, func(t *Table) bool { return slices.Contains(t.By, name) })
	})
}

// CheckMeasure returns what is wrong with a filled scale. Missing answers are an error where there are more than the scale can do without.
func (p *Profile) CheckMeasure(m expertise.Measure) []error {
	switch m.Scale {
	case expertise.ScaleWHODAS:
		return scale.WHODASOf(m).Check()
	case expertise.ScaleBarthel:
		return scale.BarthelOf(m).Check()
	}
	return []error{expertise.Invalid("measure", "measures")}
}

// itemsOf names the items of a scale that are asked.
func itemsOf(m expertise.Measure) []string {
	var items []string
	switch m.Scale {
	case expertise.ScaleWHODAS:
		for _, item := range scale.Items(!m.Idle) {
			items = append(items, string(item))
		}
	case expertise.ScaleBarthel:
		for _, item := range scale.BarthelItems() {
			items = append(items, string(item))
		}
	}
	return items
}

// measure scores a scale that the commission filled in. A scale that is not there, or not whole, is an error: no table answers for it.
func (j *judgement) measure(name string, score func(expertise.Measure) (scale.Score, error)) (int64, error) {
	m, filled := find(j.in.Measures, func(m expertise.Measure) bool { return m.Scale == name })
	if !filled {
		return 0, sentences.Invalid("law.measure", "measures", "scale", scaleName(name))
	}
	if errs := j.p.CheckMeasure(m); len(errs) > 0 {
		return 0, errs[0]
	}
	s, err := score(m)
	return int64(s.Whole()), err
}

func (j *judgement) whodas() (int64, error) {
	return j.measure(expertise.ScaleWHODAS, func(m expertise.Measure) (scale.Score, error) { return scale.WHODASOf(m).Complex() })
}

func (j *judgement) barthel() (int64, error) {
	return j.measure(expertise.ScaleBarthel, func(m expertise.Measure) (scale.Score, error) { return scale.BarthelOf(m).Score() })
}

// scaleName is what people call a scale; both names are proper names in every language.
func scaleName(name string) string {
	return map[string]string{expertise.ScaleWHODAS: "WHODAS 2.0", expertise.ScaleBarthel: "Barthel"}[name]
}
