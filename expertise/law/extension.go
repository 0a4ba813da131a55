package law

import (
	"slices"

	"medsoc/expertise"
)

// Extension is an act that prolongs many running terms at once, without examination: terms whose last day lies in the window, of the
// outcomes named, run on to a day or for some months more.
type Extension struct {
	ID    string `yaml:"id"`
	Names Text   `yaml:"names"`
	// EstablishedBy limits the act to terms that had begun by this day; zero: whenever they began.
	EstablishedBy expertise.Date `yaml:"establishedBy"`
	From          expertise.Date `yaml:"from"`     // the window of original last days, first
	To            expertise.Date `yaml:"to"`       // and last
	Outcomes      []string       `yaml:"outcomes"` // absent: all
	Months        int            `yaml:"months"`   // either so many months more,
	Until         expertise.Date `yaml:"until"`    // or valid through this day
	Cite          string         `yaml:"cite"`
	Verify        bool           `yaml:"verify"`
}

// Covers tells whether the act prolongs an establishment. One without term needs no prolonging.
func (x *Extension) Covers(p Past) bool {
	return !p.Until.IsZero() && !p.Until.Before(x.From) && !p.Until.After(x.To) &&
		(x.EstablishedBy.IsZero() || !p.Since.After(x.EstablishedBy)) &&
		(len(x.Outcomes) == 0 || slices.Contains(x.Outcomes, string(p.Outcome)))
}

// Prolonged is the new last day of a term that the act covers; a later original day stays.
func (x *Extension) Prolonged(until expertise.Date) expertise.Date {
	if x.Months > 0 {
		return until.AddMonths(x.Months)
	}
	if x.Until.After(until) {
		return x.Until
	}
	return until
}

// Extended gives the last day of a past establishment after all acts of the profile, one after the other as they stand in the file, and
// the acts that moved it. A term that an act has carried into the window of a later one is prolonged by both.
func (p *Profile) Extended(past Past) (until expertise.Date, by []Extension) {
	for _, x := range p.Extensions {
		if x.Covers(past) && p.established(past.Outcome) && x.Prolonged(past.Until) != past.Until {
			past.Until = x.Prolonged(past.Until)
			by = append(by, x)
		}
	}
	return past.Until, by
}

const extensionRow = "extension/"

func (x *Extension) row() string { return extensionRow + x.ID }

func (x *Extension) reason() Reason {
	return Reason{Row: x.row(), Because: x.Names, Cite: x.Cite, Verify: x.Verify, Aside: true}
}

// prolong puts the last days after all acts in place of the original ones: years under an act count as held, and nobody is late before
// the prolonged term is over. Acts that moved the newest term are reasons. Days that already are the prolonged ones stay: Load sees to it
// that no act carries a term into its own window.
func (j *judgement) prolong() {
	acts := map[Past][]Extension{}
	history := slices.Clone(j.in.History)
	for i := range history {
		until, by := j.p.Extended(history[i])
		history[i].Until = until
		acts[history[i]] = by
	}
	j.in.History = history
	if newest, established := j.previous(); established {
		for _, x := range acts[newest] {
			reason := x.reason()
			reason.Datum = "until " + newest.Until.String()
			j.hits = append(j.hits, reason)
		}
	}
}
