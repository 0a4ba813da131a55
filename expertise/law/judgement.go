package law

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"medsoc/expertise"
)

// judgement is one case in work: the facts found so far and the rows that held, in the order in which they were needed.
type judgement struct {
	p       *Profile
	edition *Edition
	in      Input
	rated   []rated // leading first
	known   map[string]int64
	term    Term
	hits    []Reason
}

// rated is one impairment with its row and the percent that the law sets for it.
type rated struct {
	row        *Criterion
	impairment expertise.Impairment
	legal      expertise.Percent
}

// aggregates turn several rated impairments into one percent. A profile names one; a new way is a function here, with its tests.
var aggregates = map[string]func([]rated) expertise.Percent{"highest": highest}

// highest takes the greatest percent; rated stands with the leading one first.
func highest(list []rated) expertise.Percent { return list[0].legal }

// leads orders impairments: the higher percent first, of equals the one that holds longer, then by the row's id, so that the order in
// which a doctor entered them changes nothing.
func leads(a, b rated) int {
	length := func(r rated) int {
		if r.row.Term.Without {
			return maxMonths
		}
		return r.row.Term.Months
	}
	return cmp.Or(cmp.Compare(b.legal, a.legal), cmp.Compare(length(b), length(a)), cmp.Compare(a.row.ID, b.row.ID))
}

func (j *judgement) rate() error {
	if len(j.in.Impairments) == 0 {
		return sentences.Invalid("law.impairment.none", "impairments")
	}
	for _, i := range j.in.Impairments {
		row, legal, err := j.edition.rate(i)
		if err != nil {
			return err
		}
		j.rated = append(j.rated, rated{row, i, legal})
	}
	slices.SortStableFunc(j.rated, leads)
	return nil
}

// datum says what an impairment was rated: "I69.3 33 → 35 %".
func (r rated) datum() string {
	text := strconv.Itoa(int(r.legal)) + " %"
	if r.legal != r.impairment.Percent {
		text = fmt.Sprintf("%d → %s", r.impairment.Percent, text)
	}
	if r.impairment.Diagnosis != "" {
		text = string(r.impairment.Diagnosis) + " " + text
	}
	return text
}

// ask gives a fact, working it out on the first question.
func (j *judgement) ask(name string) (int64, error) {
	if v, known := j.known[name]; known {
		return v, nil
	}
	var v int64
	var err error
	if f := facts[name]; f.find != nil {
		v, err = f.find(j)
	} else {
		v, err = j.decide(j.edition.values[name])
	}
	if err == nil {
		j.known[name] = v
	}
	return v, err
}

func (j *judgement) decide(t *Table) (int64, error) {
	row, used, err := t.hit(j.ask)
	if err != nil {
		return 0, err
	}
	if t.answer.kind == termKind {
		j.term = row.term
		if row.Then == rowsTerm {
			j.term = j.rated[0].row.Term
		}
	}
	j.hits = append(j.hits, t.reason(row, used))
	return row.value, nil
}

func (j *judgement) percent() (int64, error) {
	return int64(aggregates[j.edition.Combine.How](j.rated)), nil
}

func (j *judgement) irreversible() (int64, error) { return flagOf(j.rated[0].row.Term.Without), nil }
func (j *judgement) rowTerm() (int64, error)      { return int64(j.rated[0].row.Term.Months), nil }
func (j *judgement) on() (int64, error)           { return j.in.On.DayNumber(), nil }

func flagOf(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (j *judgement) cause() (int64, error) {
	i := slices.Index(causeCodes(j.p), j.in.Cause)
	if i < 0 {
		return 0, sentences.Invalid("law.cause.unknown", "cause", "value", j.in.Cause)
	}
	return int64(i), nil
}

func (j *judgement) sex() (int64, error) {
	i := slices.Index(sexes(j.p), string(j.in.Sex))
	if i < 0 {
		return 0, sentences.Invalid("law.fact.missing", "sex", "fact", "sex")
	}
	return int64(i), nil
}

func (j *judgement) ageMonths() (int64, error) {
	birth, on := j.in.Birth, j.in.On
	switch {
	case birth.IsZero():
		return 0, sentences.Invalid("law.fact.missing", "birth", "fact", "birth")
	case birth.After(on):
		return 0, sentences.Invalid("law.birth.order", "birth")
	}
	months := 12*(on.Year-birth.Year) + int(on.Month-birth.Month)
	if on.Day < birth.Day {
		months--
	}
	return int64(months), nil
}

func (j *judgement) age() (int64, error) {
	months, err := j.ageMonths()
	return months / 12, err
}

func (j *judgement) heldSame() (int64, error) {
	code, err := j.outcome()
	if err != nil {
		return 0, err
	}
	return int64(held(j.in.History, j.in.On, j.p.Limits.GraceMonths, j.p.counting(code))), nil
}

func (j *judgement) heldAny() (int64, error) {
	return int64(held(j.in.History, j.in.On, j.p.Limits.GraceMonths, j.p.established)), nil
}

func (j *judgement) outcome() (expertise.OutcomeCode, error) {
	v, err := j.ask("outcome")
	if err != nil {
		return "", err
	}
	return expertise.OutcomeCode(currentOutcomes(j.p)[v]), nil
}

func (j *judgement) duration() (int64, error) {
	_, err := j.ask("term")
	switch {
	case j.term.Without:
		return durationWithout, err
	case j.term.Months > 0:
		return durationLimited, err
	}
	return durationNone, err
}
