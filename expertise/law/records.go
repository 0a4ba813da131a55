package law

import "medsoc/expertise"

// InputOf takes from an examination what the law asks. Birth date and sex come from the person, or from a referral that does not name
// them; either may be empty.
func InputOf(e *expertise.Examination, birth expertise.Date, sex expertise.Sex, history []Past) Input {
	return Input{
		On: e.On, Birth: birth, Sex: sex, Cause: e.Cause, Evidence: e.Evidence, Impairments: e.Impairments, History: history,
		Professional: e.Professional, Measures: e.Measures,
	}
}

// PastOf makes an earlier decision part of a history.
func PastOf(d *expertise.Decision) Past {
	return Past{Since: d.Since, Until: d.Until, Outcome: d.Outcome.Code, Cause: d.Cause}
}

// Decision is the proposal as the commission may sign it. A commission that decides otherwise changes the outcome or the dates and writes
// the reason; the basis keeps what the law proposed.
func (p *Profile) Decision(id expertise.DecisionID, e *expertise.Examination, proposal Proposal, history []Past) expertise.Decision {
	d := expertise.Decision{
		ID: id, Outcome: proposal.Outcome, Cause: e.Cause, Since: proposal.Since, Until: proposal.Until, Next: proposal.Next,
		Professional: e.Professional, Labour: e.Labour, Services: e.Services, Quorum: p.Quorum.Members, Chair: p.Quorum.Chair, Basis: proposal.Basis,
		Scales: proposal.Scales, Gap: proposal.Gap,
	}
	for _, past := range history {
		d.Repeat = d.Repeat || p.established(past.Outcome)
	}
	return d
}
