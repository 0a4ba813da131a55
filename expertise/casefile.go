package expertise

import (
	"bytes"
	"time"
)

// CaseFile is a case as it stands after its changes: the referral, the sheet, decisions and papers, and the log of what was done.
type CaseFile struct {
	ID           CaseID
	State        State
	Referral     Referral
	Narrative    ReferralNarrative
	Assigned     MemberID
	Examination  *Examination
	Findings     ExaminationNarrative
	Decisions    []DecisionFile
	Certificates []CertificateFile
	Reason       string // why it was returned or withdrawn
	Last         OpID   // the last op applied: the base of the next one
	Log          []LogLine
	Locked       bool // an entry of a newer program is in the log: nothing may be changed here
}

// DecisionFile is a decision and the signatures under it.
type DecisionFile struct {
	Decision   Decision
	Proposal   []byte // hash of the op that proposed it
	Signed     []MemberID
	InForce    bool
	InForceAt  time.Time
	Superseded string // reason, "" while it stands
}

// CertificateFile is a numbered form and where it is.
type CertificateFile struct {
	Certificate
	Personal CertificatePersonal
	State    FormState
	Reason   string
	Receiver string
	GivenOn  Date
}

// LogLine is one line of a record's history.
type LogLine struct {
	Op   OpID
	At   time.Time
	User MemberID
	Kind Kind
	Note string
}

// Decision finds the decision that is proposed or in force; nil when there is none.
func (c *CaseFile) Decision() *DecisionFile {
	for i := len(c.Decisions) - 1; i >= 0; i-- {
		if c.Decisions[i].Superseded == "" {
			return &c.Decisions[i]
		}
	}
	return nil
}

// Apply adds one entry. An error leaves the file as it was: the caller keeps such an op as refused.
func (c *CaseFile) Apply(e Entry, members Members) error {
	if e.Change == nil {
		c.Locked = true
		return nil
	}
	if c.Locked {
		return Invalid("case.locked", "")
	}
	if err := mayAct(e, members); err != nil {
		return err
	}
	to, err := next(c.State, e.Change.Kind())
	if err != nil {
		return err
	}
	note, err := c.apply(e, members, &to)
	if err != nil {
		return err
	}
	c.State, c.Last = to, e.Op
	user := e.User
	if signed, is := e.Change.(*DecisionSigned); is {
		user = signed.Member // several members sign at one desk, one of whom has unlocked it
	}
	c.Log = append(c.Log, LogLine{e.Op, e.At, user, e.Change.Kind(), note})
	return nil
}

// apply changes the file only after its last check; it may move to, where the table alone cannot tell.
func (c *CaseFile) apply(e Entry, members Members, to *State) (note string, err error) {
	switch ch := e.Change.(type) {
	case *ReferralReceived:
		if errs := ch.Referral.Check(DateOf(e.At).AddDays(1)); len(errs) > 0 {
			return "", errs[0]
		}
		c.Referral, c.Narrative, c.Reason, c.Assigned = ch.Referral, ch.Personal, "", ""
	case *ReferralAssigned:
		m, known := members.Member(ch.To)
		switch {
		case !known:
			return "", Invalid("member.unknown", "to")
		case !m.Role.Examines():
			return "", Invalid("case.doctor", "to")
		}
		c.Assigned = ch.To
	case *ReferralReturned:
		c.Reason = ch.Reason
		return ch.Reason, needReason(ch.Reason)
	case *ReferralWithdrawn:
		c.Reason = ch.Reason
		return ch.Reason, needReason(ch.Reason)
	case *ExaminationRecorded:
		return "", c.examine(e, ch.Examination, ch.Personal)
	case *ExaminationAmended:
		return "", c.examine(e, ch.Examination, ch.Personal)
	case *DecisionProposed:
		if errs := ch.Decision.Check(); len(errs) > 0 {
			return "", errs[0]
		}
		c.Decisions = append(c.Decisions, DecisionFile{Decision: ch.Decision, Proposal: e.Hash})
	case *DecisionSigned:
		*to, err = c.sign(e, ch, members)
		return "", err
	case *DecisionSuperseded:
		return ch.Reason, c.supersede(ch)
	default:
		return c.applyToForm(e, members, to)
	}
	return "", nil
}

func needReason(reason string) error {
	if reason == "" {
		return Invalid("certificate.reason", "reason")
	}
	return nil
}

func (c *CaseFile) examine(e Entry, x Examination, n ExaminationNarrative) error {
	// A desk's clock may be a zone ahead of the registry's: one day is allowed.
	if errs := x.Check(DateOf(e.At).AddDays(1)); len(errs) > 0 {
		return errs[0]
	}
	c.Examination, c.Findings = &x, n
	return nil
}

func (c *CaseFile) sign(e Entry, ch *DecisionSigned, members Members) (State, error) {
	d := c.Decision()
	if d == nil || d.Decision.ID != ch.Decision {
		return c.State, Invalid("decision.unknown", "")
	}
	m, known := members.Member(ch.Member)
	switch {
	case !known:
		return c.State, Invalid("member.unknown", "")
	case !m.Role.May(KindDecisionSigned):
		return c.State, Invalid("member.role", "", "role", string(m.Role))
	case !bytes.Equal(ch.Proposal, d.Proposal), !VerifyES256(m.Key, ch.Proposal, ch.Signature):
		return c.State, Invalid("decision.signature", "")
	}
	for _, id := range d.Signed {
		if id == ch.Member {
			return c.State, Invalid("decision.signed", "")
		}
	}
	d.Signed = append(d.Signed, ch.Member)
	if !d.complete(members) {
		return StateProposed, nil
	}
	d.InForce, d.InForceAt = true, e.At
	return StateDecided, nil
}

// complete tells whether enough members have signed, a chair among them where the law wants one.
func (d *DecisionFile) complete(members Members) bool {
	chair := !d.Decision.Chair
	for _, id := range d.Signed {
		m, _ := members.Member(id)
		chair = chair || m.Role == RoleChair
	}
	return chair && len(d.Signed) >= d.Decision.Quorum
}

// supersede takes back the decision and, with it, the papers that rest on it.
func (c *CaseFile) supersede(ch *DecisionSuperseded) error {
	d := c.Decision()
	if d == nil || d.Decision.ID != ch.Decision {
		return Invalid("decision.unknown", "")
	}
	if err := needReason(ch.Reason); err != nil {
		return err
	}
	d.Superseded, d.InForce = ch.Reason, false
	c.revokeAll(ch.Reason)
	return nil
}
