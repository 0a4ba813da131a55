package desk

import (
	"context"
	"slices"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/records"
)

// Propose asks the law about an examined case, with the person's age, sex and history.
func (d *Desk) Propose(ctx context.Context, id expertise.CaseID) (law.Proposal, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return law.Proposal{}, err
	}
	p, _, err := d.propose(ctx, d.Profile(), &v)
	return p, err
}

// propose asks a profile, and gives what it was asked.
func (d *Desk) propose(ctx context.Context, by *law.Profile, v *CaseView) (p law.Proposal, in law.Input, err error) {
	if v.Examination == nil {
		return p, in, expertise.Invalid("impairment.none", "impairments")
	}
	if in, err = d.input(ctx, v); err == nil {
		p, err = by.Propose(in)
	}
	return p, in, err
}

// input is what the law asks about an examined case.
func (d *Desk) input(ctx context.Context, v *CaseView) (law.Input, error) {
	var history []law.Past
	for _, h := range v.History {
		if h.Case != v.ID {
			history = append(history, law.Past{Since: h.Since, Until: h.Until, Outcome: h.Outcome.Code, Cause: h.Cause})
		}
	}
	in := law.InputOf(v.Examination, v.Person.Person.Birth, v.Person.Person.Sex, history)
	var err error
	in.Acts, err = d.Acts(ctx)
	return in, err
}

// Choice is what the commission decides. A zero Choice takes the proposal as it is; any other is taken whole.
type Choice struct {
	Outcome expertise.Outcome
	Until   expertise.Date
	Next    expertise.Date
	Reason  string // why it differs from the proposal
}

// Decide proposes the decision to the members: as the law proposes, or otherwise with a reason. It goes by the law as it stands now, also
// when another process at this folder has just fetched a new one.
func (d *Desk) Decide(ctx context.Context, id expertise.CaseID, choice Choice) (expertise.DecisionID, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return "", err
	}
	if err := d.renewLaw(ctx); err != nil {
		return "", err
	}
	by := d.Profile()
	p, in, err := d.propose(ctx, by, &v)
	if err != nil {
		return "", err
	}
	decision := by.Decision(expertise.DecisionID(newID()), v.Examination, p, in.History)
	if choice != (Choice{}) && (choice.Outcome != p.Outcome || choice.Until != p.Until || choice.Next != p.Next) {
		if _, known := by.Outcome(choice.Outcome.Code); !known {
			return "", expertise.Invalid("required", "outcome")
		}
		if err := by.CheckOutcome(in, choice.Outcome); err != nil {
			return "", err
		}
		decision.Outcome, decision.Until, decision.Next, decision.Reason = choice.Outcome, choice.Until, choice.Next, choice.Reason
		if choice.Outcome.Code != p.Outcome.Code { // what the tables said of another outcome holds for that one only
			decision.Scales = slices.DeleteFunc(decision.Scales, func(v expertise.ScaleValue) bool { return v.Value != "" })
			if by.Outcomes[0].Code == choice.Outcome.Code {
				decision.Gap = nil
			}
		}
	}
	for _, h := range v.History {
		if h.Case != id {
			decision.Previous = h.ID
		}
	}
	if err := all(decision.Check()); err != nil {
		return "", err
	}
	return decision.ID, d.steps(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.DecisionProposed{Decision: decision}, nil
	})
}

// Sign puts a member's signature under the proposed decision. The member's own passphrase opens the member's key for this one
// signature; with member "" the unlocked member signs. It tells whether the decision is now in force.
func (d *Desk) Sign(ctx context.Context, id expertise.CaseID, member expertise.MemberID, passphrase string) (inForce bool, err error) {
	user, keys, err := d.unlocked()
	if err != nil {
		return false, err
	}
	key := keys.member
	if member != "" && member != user.ID {
		file, err := d.readKeyFile()
		if err != nil {
			return false, err
		}
		_, part, err := file.find(passphrase, member)
		if err != nil {
			return false, err
		}
		opened, err := file.desk(part)
		if err != nil {
			return false, err
		}
		key = opened.member
	} else {
		member = user.ID
	}
	err = d.steps(ctx, id, func(_ *records.Tx, c *expertise.CaseFile) (expertise.Change, error) {
		decision := c.Decision()
		if decision == nil || decision.InForce {
			return nil, expertise.Invalid("decision.unknown", "")
		}
		signature, err := key.Sign(decision.Proposal)
		if err != nil {
			return nil, err
		}
		return &expertise.DecisionSigned{Decision: decision.Decision.ID, Member: member, Proposal: decision.Proposal, Signature: signature}, nil
	})
	if err != nil {
		return false, err
	}
	v, err := d.Case(ctx, id)
	return err == nil && v.Decision() != nil && v.Decision().InForce, err
}

// Supersede takes the case's decision back, with a reason, so that a corrected one can be proposed.
func (d *Desk) Supersede(ctx context.Context, id expertise.CaseID, reason string) error {
	return d.steps(ctx, id, func(_ *records.Tx, c *expertise.CaseFile) (expertise.Change, error) {
		decision := c.Decision()
		if decision == nil {
			return nil, expertise.Invalid("decision.unknown", "")
		}
		return &expertise.DecisionSuperseded{Decision: decision.Decision.ID, Reason: reason}, nil
	})
}
