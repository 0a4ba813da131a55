package law

import (
	"slices"

	"medsoc/expertise"
)

// What stands before the examination: nothing established, a term that still runs, or one that has run out.
const (
	previousNone = iota
	previousRunning
	previousExpired
)

func previousStates(*Profile, *Edition) []string { return []string{"none", "running", "expired"} }

// Where a new term begins: on the day of the examination, or on the day after the earlier term's last one.
const (
	startExamination = iota
	startExpiry
)

func startRules(*Profile, *Edition) []string { return []string{"examination", "expiry"} }

// previous is the newest earlier establishment. A later refusal ends it, and a term that begins after the examination is no past.
func (j *judgement) previous() (Past, bool) {
	past := slices.DeleteFunc(slices.Clone(j.in.History), func(p Past) bool { return p.Since.After(j.in.On) })
	if len(past) == 0 {
		return Past{}, false
	}
	last := slices.MinFunc(past, j.p.newestFirst)
	return last, j.p.established(last.Outcome)
}

func (p Past) lasts() expertise.Date {
	if p.Until.IsZero() {
		return lastDay
	}
	return p.Until
}

func (j *judgement) previousState() (int64, error) {
	past, known := j.previous()
	switch {
	case !known:
		return previousNone, nil
	case past.lasts().Before(j.in.On):
		return previousExpired, nil
	}
	return previousRunning, nil
}

// overdue counts the months begun since the earlier term's last day; 0 on the day after it, or where nothing has run out.
func (j *judgement) overdue() (int64, error) {
	past, known := j.previous()
	if !known || !past.lasts().Before(j.in.On) {
		return 0, nil
	}
	return monthsBegun(past.Until.AddDays(1), j.in.On), nil
}

// early counts the months begun that the earlier term still runs after the examination; 0 where none does.
func (j *judgement) early() (int64, error) {
	past, known := j.previous()
	if !known || past.lasts().Before(j.in.On) {
		return 0, nil
	}
	if past.Until.IsZero() {
		return maxMonths, nil
	}
	return min(monthsBegun(j.in.On, past.Until.AddDays(1)), maxMonths), nil
}

// monthsBegun is the least number of months after which to is reached from from: exactly 6 months are 6, a day more is 7.
func monthsBegun(from, to expertise.Date) int64 {
	n := max(0, 12*(to.Year-from.Year)+int(to.Month-from.Month)-1)
	for from.AddMonths(n).Before(to) {
		n++
	}
	return int64(n)
}

// late asks the tables that speak about coming early or late, as far as the edition has them. "start" and "gap" are asked only where an
// earlier term has run out and something is established again.
func (j *judgement) late(p *Proposal) error {
	if j.edition.values["tooEarly"] != nil {
		early, err := j.ask("tooEarly")
		if err != nil {
			return err
		}
		if early == 1 {
			p.Missing = append(p.Missing, j.hits[len(j.hits)-1])
		}
	}
	past, _ := j.previous()
	if j.term.IsZero() || past.Until.IsZero() || !past.Until.Before(j.in.On) || !j.p.established(past.Outcome) {
		return nil
	}
	expired := past.Until.AddDays(1)
	if expired == j.in.On {
		return nil // in time to the day
	}
	if j.edition.values["start"] != nil {
		start, err := j.ask("start")
		if err != nil {
			return err
		}
		if start == startExpiry {
			p.Since = expired
			return nil
		}
	}
	if j.edition.values["gap"] == nil {
		return nil
	}
	if _, err := j.ask("gap"); err != nil || j.gap.IsZero() {
		return err
	}
	p.Gap = &expertise.Gap{From: expired, To: j.in.On.AddDays(-1), Outcome: past.Outcome}
	if back := j.in.On.AddMonths(-j.gap.Months); !j.gap.Without && back.After(expired) {
		p.Gap.From = back
	}
	return nil
}
