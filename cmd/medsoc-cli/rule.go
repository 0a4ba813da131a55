package main

import (
	"errors"
	"fmt"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// ruleCommand is for the administrator who holds the profile against the law itself.
type ruleCommand struct {
	List    ruleList    `cmd:"" help:"Rules that nobody had confirmed when the profile was written, and who has since."`
	Confirm ruleConfirm `cmd:"" help:"Say that you have read the rule in the act and found it right; only an administrator may."`
	Doubt   ruleDoubt   `cmd:"" help:"Take a confirmation back, with a reason."`
}

type ruleList struct {
	Open bool `help:"Only those that nobody has confirmed."`
}

// Run prints a line for each rule: edition, row, words, citation, and who confirmed it.
func (c *ruleList) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error {
		p, lang := d.Profile(), s.text.Code()
		open := 0
		for _, r := range p.Rules() {
			state := s.text.T("cli.rule.open")
			if r.Confirmed != nil {
				state = s.text.T("cli.rule.confirmed", "by", r.Confirmed.By, "on", s.text.Date(r.Confirmed.On.Year, r.Confirmed.On.Month, r.Confirmed.On.Day))
			} else {
				open++
			}
			if r.Confirmed == nil || !c.Open {
				words := r.Because.In(lang)
				if cite := p.Citation(r.Cite, lang); cite != "" {
					words += "  (" + cite + ")"
				}
				fmt.Fprintf(s.out, "%s  %s  %s  %s\n", dash(r.Edition), r.Row, words, state)
			}
		}
		fmt.Fprintln(s.err, s.text.N("cli.rule.left", open))
		return nil
	})
}

// ruleName names a rule as the list prints it.
type ruleName struct {
	Row     string `arg:"" help:"The rule, as the list names it."`
	Edition string `help:"First day of its edition, as the list gives it; none for causes, acts and the calendar." placeholder:"DATE"`
}

func (n *ruleName) edition(s *session) (expertise.Date, error) {
	day, err := expertise.ParseDate(n.Edition)
	if err != nil {
		s.code = 2
		return day, errors.New(s.text.T("cli.due.date", "value", n.Edition))
	}
	return day, nil
}

type ruleConfirm struct {
	ruleName
	Act string `help:"Act and article in which you read it; needed where the rule names none." placeholder:"TEXT"`
}

// Run confirms in the name of the member whose passphrase opens the desk.
func (c *ruleConfirm) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error {
		edition, err := c.edition(s)
		if err != nil {
			return err
		}
		return d.ConfirmRule(s.ctx, edition, c.Row, c.Act)
	})
}

type ruleDoubt struct {
	ruleName
	Reason string `required:"" help:"Why the rule is doubted." placeholder:"TEXT"`
}

// Run puts the mark back.
func (c *ruleDoubt) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error {
		edition, err := c.edition(s)
		if err != nil {
			return err
		}
		return d.DoubtRule(s.ctx, edition, c.Row, c.Reason)
	})
}
