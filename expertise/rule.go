package expertise

// RuleID names one row of one edition's rules in the journal: hexadecimal, made by the law room from edition and row.
type RuleID string

// Confirmation says that somebody entitled to it has read a rule that nobody had confirmed in the act itself, and found it right. It holds
// for the rule as it was read: Digest is SHA-256 of its whole content in hex, so a rule that a newer profile words otherwise must be
// confirmed again.
type Confirmation struct {
	Edition Date   `json:"edition,omitzero"` // first day in force; zero for a rule that belongs to no edition
	Row     string `json:"row"`              // as in a proposal's reasons: "outcome/p61"
	By      string `json:"by"`               // name of the administrator
	On      Date   `json:"on"`
	Digest  string `json:"digest"`
}

// Check returns every field that cannot be so.
func (c *Confirmation) Check() []error {
	var errs []error
	for field, value := range map[string]string{"row": c.Row, "by": c.By, "digest": c.Digest, "on": c.On.String()} {
		if value == "" {
			errs = append(errs, Invalid("required", field))
		}
	}
	if err := checkText("by", c.By, false); err != nil {
		errs = append(errs, err)
	}
	return errs
}

type (
	// RuleConfirmed takes the mark off a rule: papers that rest on it are no samples any more.
	RuleConfirmed struct {
		open
		Confirmation Confirmation `json:"confirmation"`
	}

	// RuleDoubted puts the mark back, with a reason.
	RuleDoubted struct {
		open
		Reason string `json:"reason"`
	}
)

// The kinds of a rule's confirmation.
const (
	KindRuleConfirmed Kind = "rule.confirmed"
	KindRuleDoubted   Kind = "rule.doubted"
)

func (*RuleConfirmed) Kind() Kind { return KindRuleConfirmed }
func (*RuleDoubted) Kind() Kind   { return KindRuleDoubted }

// RuleFile is what a commission's administrators said of a rule.
type RuleFile struct {
	Confirmation
	Stands bool
	Reason string // why it was doubted again
	Locked bool   // an entry of a newer program is in the log
}

// Apply adds one entry. A rule may be confirmed, doubted and confirmed anew; a later confirmation takes the place of the earlier one.
func (f *RuleFile) Apply(e Entry, members Members) error {
	if e.Change == nil {
		f.Locked = true
		return nil
	}
	if f.Locked {
		return Invalid("case.locked", "")
	}
	if err := mayAct(e, members); err != nil {
		return err
	}
	switch ch := e.Change.(type) {
	case *RuleConfirmed:
		if errs := ch.Confirmation.Check(); len(errs) > 0 {
			return errs[0]
		}
		f.Confirmation, f.Stands, f.Reason = ch.Confirmation, true, ""
		return nil
	case *RuleDoubted:
		if !f.Stands {
			return Invalid("rule.unknown", "")
		}
		if err := needReason(ch.Reason); err != nil {
			return err
		}
		f.Stands, f.Reason = false, ch.Reason
		return nil
	}
	return Invalid("transition", "", "step", string(e.Change.Kind()), "state", "rule", "allowed", string(KindRuleConfirmed))
}
