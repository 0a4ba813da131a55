package desk

import (
	"context"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/records"
)

// ConfirmRule says, in the name of the unlocked administrator, that a row which nobody had confirmed was read in the act itself and is
// right: what this commission decides from now on rests on it without a mark. A decision keeps what it rested on when it was made. A row
// that is unknown or needs no confirmation is refused; one that is confirmed already stays as it is. Act is
// the act that was read; it must be given where the row names none.
func (d *Desk) ConfirmRule(ctx context.Context, edition expertise.Date, row, act string) error {
	c, err := d.ruleAsItIs(edition, row)
	if err != nil {
		return err
	}
	c.Act = strings.TrimSpace(act)
	for _, r := range d.law.Load().plain.Rules() {
		if r.Edition == c.Edition && r.Row == c.Row && !expertise.NamesAct(r.Cite) && c.Act == "" {
			return expertise.Invalid("rule.act", "act")
		}
	}
	standing := false
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		all, err := records.Confirmations(tx)
		for _, old := range all {
			standing = standing || old.Edition == c.Edition && old.Row == c.Row && old.Digest == c.Digest
		}
		return err
	})
	if err != nil || standing {
		return err
	}
	return d.sayOfRule(ctx, c, &expertise.RuleConfirmed{Confirmation: c})
}

// DoubtRule puts the mark back, with a reason.
func (d *Desk) DoubtRule(ctx context.Context, edition expertise.Date, row, reason string) error {
	c, err := d.ruleAsItIs(edition, row)
	if err != nil {
		return err
	}
	return d.sayOfRule(ctx, c, &expertise.RuleDoubted{Reason: reason})
}

// Doubts gives the rules whose confirmation this commission's administrators took back, with who did, when and why.
func (d *Desk) Doubts(ctx context.Context) (list []expertise.RuleFile, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		list, err = records.Doubts(tx)
		return err
	})
	return list, err
}

// ruleAsItIs is a confirmation of the row as the present law has it.
func (d *Desk) ruleAsItIs(edition expertise.Date, row string) (expertise.Confirmation, error) {
	user, _, err := d.unlocked()
	if err != nil {
		return expertise.Confirmation{}, err
	}
	return d.law.Load().plain.Confirm(edition, row, user.Name, d.Today())
}

func (d *Desk) sayOfRule(ctx context.Context, c expertise.Confirmation, what expertise.Change) error {
	err := d.append(ctx, change{
		entity: records.RuleEntity(d.about.Commission, law.RuleOf(c.Edition, c.Row)),
		make:   func(*records.Tx) (expertise.Change, error) { return what, nil },
	})
	if err != nil {
		return err
	}
	return d.renewLaw(ctx)
}
