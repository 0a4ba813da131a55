package law

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// judgement is one case in work: the facts found so far and the rows that held, in the order in which they were needed.
type judgement struct {
	p       *Profile
	edition *Edition
	in      Input
	rated   []rated // leading first
	value   int64   // what counts of all impairments: hundredths of a percent, or a degree
	known   map[string]int64
	term    Term
	bounded bool // a birthday ends the term
	gap     Term // how far back an overdue gap is paid
	hits    []Reason
}

// leads orders impairments: the more severe first, of equals the one that holds longer, then by the row's id, so that the order in
// which a doctor entered them changes nothing.
func leads(a, b rated) int {
	length := func(r rated) int {
		if r.row.Term.Without {
			return maxMonths
		}
		return max(r.row.Term.Months, 12*r.row.Term.UntilAge)
	}
	return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(length(b), length(a)), cmp.Compare(a.row.ID, b.row.ID))
}

func (j *judgement) rate() error {
	if len(j.in.Impairments) == 0 {
		return sentences.Invalid("law.impairment.none", "impairments")
	}
	for n, i := range j.in.Impairments {
		if slices.ContainsFunc(j.in.Impairments[:n], func(o expertise.Impairment) bool { return o.Row == i.Row && sameSide(o.Side, i.Side) }) {
			return sentences.Invalid("law.row.twice", "row", "row", i.Row)
		}
		r, err := j.edition.rate(i)
		if err != nil {
			return err
		}
		j.rated = append(j.rated, r)
	}
	slices.SortStableFunc(j.rated, leads)
	j.value = aggregates[j.edition.Combine.How].of(j.rated)
	return nil
}

// sameSide tells whether two impairments may be one and the same: only left and right are surely two.
func sameSide(a, b expertise.Side) bool {
	left, right := expertise.SideLeft, expertise.SideRight
	return !(a == left && b == right || a == right && b == left)
}

// datum says what an impairment was rated: "I69.3 33 → 35 %", or "I69.3 degree 2".
func (r rated) datum(rating string) string {
	text := strconv.Itoa(int(r.legal)) + " %"
	switch {
	case rating == byDegree:
		text = "degree " + strconv.Itoa(r.degree)
	case r.legal != r.impairment.Percent:
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
	if f, _ := j.p.fact(name); f.find != nil {
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
	j.hits = append(j.hits, t.reason(row, used))
	switch t.Sets {
	case "gap":
		j.gap = row.term
	case "term":
		j.term = row.term
		if row.Then == rowsTerm {
			j.term = j.rated[0].row.Term
		}
		return row.value, j.boundByAge()
	}
	return row.value, nil
}

func (j *judgement) percent() (int64, error) { return int64(j.edition.wholePercent(j.value)), nil }
func (j *judgement) exact() (int64, error)   { return j.value, nil }
func (j *judgement) degree() (int64, error)  { return j.value, nil }

// atDegree counts the impairments of a degree or worse.
func atDegree(least int) func(*judgement) (int64, error) {
	return func(j *judgement) (int64, error) {
		count := 0
		for _, r := range j.rated {
			if r.degree >= least {
				count++
			}
		}
		return int64(count), nil
	}
}

func (j *judgement) professional() (int64, error) { return int64(j.in.Professional), nil }
func (j *judgement) validReason() (int64, error)  { return flagOf(j.in.ValidReason), nil }
func (j *judgement) irreversible() (int64, error) { return flagOf(j.rated[0].row.Term.Without), nil }

// allIrreversible looks at the leading impairment and at each without which the value would be another one: beside blindness of 100 % a
// weak limb adds nothing, and may heal or not.
func (j *judgement) allIrreversible() (int64, error) {
	of := aggregates[j.edition.Combine.How].of
	for i, r := range j.rated {
		counts := i == 0 || of(slices.Delete(slices.Clone(j.rated), i, i+1)) != j.value
		if counts && !r.row.Term.Without {
			return flagOf(false), nil
		}
	}
	return flagOf(true), nil
}

// rowTerm is the leading row's own term in months; of a term until an age, the months begun that are left until then.
func (j *judgement) rowTerm() (int64, error) {
	term := j.rated[0].row.Term
	if term.UntilAge == 0 {
		return int64(term.Months), nil
	}
	if _, err := j.ageMonths(); err != nil {
		return 0, err
	}
	return monthsBegun(j.in.On, reaches(j.in.Birth, term.UntilAge)), nil
}

func (j *judgement) on() (int64, error) { return j.in.On.DayNumber(), nil }

func flagOf(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (j *judgement) cause() (int64, error) {
	i := slices.Index(causeCodes(j.p, nil), j.in.Cause)
	if i < 0 {
		return 0, sentences.Invalid("law.cause.unknown", "cause", "value", j.in.Cause, "known", strings.Join(causeCodes(j.p, nil), ", "))
	}
	return int64(i), nil
}

func (j *judgement) sex() (int64, error) {
	i := slices.Index(sexes(nil, nil), string(j.in.Sex))
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
	return int64(j.p.held(j.in.History, j.in.On, j.p.counting(code))), nil
}

func (j *judgement) heldAny() (int64, error) {
	return int64(j.p.held(j.in.History, j.in.On, j.p.established)), nil
}

func (j *judgement) outcome() (expertise.OutcomeCode, error) {
	v, err := j.ask("outcome")
	if err != nil {
		return "", err
	}
	return expertise.OutcomeCode(j.edition.gives(j.p)[v]), nil
}

func (j *judgement) duration() (int64, error) {
	_, err := j.ask("term")
	switch {
	case j.term.Without:
		return durationWithout, err
	case j.term.Limited():
		return durationLimited, err
	}
	return durationNone, err
}
