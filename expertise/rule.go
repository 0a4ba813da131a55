package expertise

import "strings"

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
	Act     string `json:"act,omitempty"` // the act in which it was read, where the rule itself names none: see [NamesAct]
}

// NamesAct tells whether a rule's citation is one of an act. Profiles say of rows in our own words that they are a demonstration or assumed:
// such a row can be compared with nothing, unless whoever confirms it names the act.
func NamesAct(cite string) bool {
	words := strings.ToLower(cite)
	return strings.TrimSpace(words) != "" && !strings.Contains(words, "demonstration") && !strings.Contains(words, "assumed")
}

// Check returns every field that cannot be so.
func (c *Confirmation) Check() []error {
	var errs []error
	for field, value := range map[string]string{"row": c.Row, "by": c.By, "digest": c.Digest, "on": c.On.String()} {
		if value == "" {
			errs = append(errs, Invalid("required", field))
		}
	}
	for field, value := range map[string]string{"by": c.By, "act": c.Act} {
		if err := checkText(field, value, false); err != nil {
			errs = append(errs, err)
		}
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
	Stands bool   `json:"-"`
	Doubt  *Doubt `json:"doubt,omitempty"` // nil while the last word is a confirmation
	Locked bool   `json:"-"`               // an entry of a newer program is in the log
}

// Doubt says who took a confirmation back, when and why.
type Doubt struct {
	By     MemberID `json:"by"`
	On     Date     `json:"on"`
	Reason string   `json:"reason"`
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
		f.Confirmation, f.Stands, f.Doubt = ch.Confirmation, true, nil
		return nil
	case *RuleDoubted:
		if !f.Stands {
			return Invalid("rule.unknown", "")
		}
		if err := needReason(ch.Reason); err != nil {
			return err
		}
		f.Stands, f.Doubt = false, &Doubt{e.User, DateOf(e.At), ch.Reason}
		return nil
	}
	return Invalid("transition", "", "step", string(e.Change.Kind()), "state", "rule", "allowed", string(KindRuleConfirmed))
}
