package law

import (
	"slices"
	"strings"
	"time"

	"medsoc/expertise"
)

// WorkingDay tells whether limits in working days run on a day.
func (p *Profile) WorkingDay(d expertise.Date) bool {
	weekend := p.Holidays.Weekend
	if len(weekend) == 0 {
		weekend = []string{"saturday", "sunday"}
	}
	day := strings.ToLower(d.In(time.UTC).Weekday().String())
	return !slices.Contains(weekend, day) && !slices.Contains(p.Holidays.Yearly, d.In(time.UTC).Format("01-02")) && !slices.Contains(p.Holidays.Dated, d)
}

// AddWorkingDays gives the n-th working day after d; the day itself does not count. A calendar has at least one working day a week.
func (p *Profile) AddWorkingDays(d expertise.Date, n int) expertise.Date {
	for n > 0 {
		d = d.AddDays(1)
		if p.WorkingDay(d) {
			n--
		}
	}
	return d
}

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
