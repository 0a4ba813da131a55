package law

import (
	"slices"

	"medsoc/expertise"
)

// InsuranceOn are the rates in force on a day: of each category the newest that has begun.
func (p *Profile) InsuranceOn(on expertise.Date) []InsuranceRate {
	var rates []InsuranceRate
	for _, r := range p.Insurance {
		if r.From.After(on) {
			continue
		}
		same := func(o InsuranceRate) bool { return o.Category.In("en") == r.Category.In("en") }
		if i := slices.IndexFunc(rates, same); i >= 0 {
			rates[i] = r
		} else {
			rates = append(rates, r)
		}
	}
	return rates
}
