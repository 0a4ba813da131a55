package law

import (
	"cmp"
	"slices"

	"medsoc/expertise"
)

// Past is one earlier establishment, as the register or an older paper gives it. Until is its last valid day as it was established, before
// any act; zero: without term. Cause may be unknown: an act that is for certain causes then does not concern it.
type Past struct {
	Since   expertise.Date
	Until   expertise.Date
	Outcome expertise.OutcomeCode
	Cause   string
}

// newestFirst orders a history. Of two of the same day the one that holds longer comes first, then the one further down the list of outcomes,
// so that the order of entering changes nothing.
func (p *Profile) newestFirst(a, b Past) int {
	place := func(past Past) int {
		return slices.IndexFunc(p.Outcomes, func(o Outcome) bool { return o.Code == past.Outcome })
	}
	return cmp.Or(b.Since.Compare(a.Since), b.lasts().Compare(a.lasts()), cmp.Compare(place(b), place(a)), cmp.Compare(a.Cause, b.Cause))
}

// held counts the whole years, unbroken up to the day on, in outcomes that count. A gap within the months of grace after an expiry does
// not break them: a re-establishment within that time makes the gap count. A term that begins after on is no past.
func (p *Profile) held(history []Past, on expertise.Date, counts func(expertise.OutcomeCode) bool) int {
	start := on
	for _, past := range slices.SortedFunc(slices.Values(history), p.newestFirst) {
		switch {
		case past.Since.After(on):
			continue
		case !past.Until.IsZero() && past.Until.AddDays(1).AddMonths(p.Limits.GraceMonths).Before(start), !counts(past.Outcome):
			return start.YearsUntil(on)
		}
		start = past.Since
	}
	return start.YearsUntil(on)
}

// counting tells which outcomes count as years of one outcome: itself, the older degrees that stand for it, and those that count in
// every band.
func (p *Profile) counting(as expertise.OutcomeCode) func(expertise.OutcomeCode) bool {
	return func(code expertise.OutcomeCode) bool {
		o, _ := p.Outcome(code)
		return code == as || o.Counts == string(as) || o.Counts == countsAny
	}
}

// established tells whether an outcome is a disability at all: the first outcome of a profile is that there is none.
func (p *Profile) established(code expertise.OutcomeCode) bool { return code != p.Outcomes[0].Code }

func (p *Profile) checkHistory(history []Past) error {
	for _, past := range history {
		if _, known := p.Outcome(past.Outcome); !known {
			return sentences.Invalid("law.history.outcome", "history", "value", string(past.Outcome))
		}
		if past.Since.IsZero() || !past.Until.IsZero() && past.Until.Before(past.Since) {
			return sentences.Invalid("law.history.order", "history")
		}
	}
	return nil
}
