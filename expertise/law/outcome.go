package law

import (
	"strconv"

	"medsoc/expertise"
)

// CheckOutcome refuses an outcome whose percent belongs to another one, as a commission might choose by mistake where it differs from the
// proposal: 95 percent are not the outcome of 31 to 60. Where a country rates by degrees there is nothing to compare.
func (p *Profile) CheckOutcome(in Input, o expertise.Outcome) error {
	edition, err := p.EditionOn(in.On)
	if err != nil {
		return err
	}
	if edition.rating() != byPercent {
		return nil
	}
	if legal, err := edition.Legal(o.Percent); err != nil {
		return err
	} else if legal != o.Percent {
		return expertise.Invalid("decision.percent", "percent", "percent", strconv.Itoa(int(o.Percent)))
	}
	j := &judgement{p: p, edition: edition, in: in, known: map[string]int64{}}
	if err := j.rate(); err != nil {
		return err
	}
	j.value, j.known["percent"] = int64(o.Percent)*100, int64(o.Percent)
	code, err := j.outcome()
	if err == nil && code != o.Code {
		err = expertise.Invalid("decision.percent", "percent", "percent", strconv.Itoa(int(o.Percent)))
	}
	return err
}
