package expertise

import "sort"

// Kind names what an op does. The names travel and are stored; they never change their meaning.
type Kind string

const (
	KindPersonRegistered      Kind = "person.registered"
	KindPersonPatched         Kind = "person.patched"
	KindConflictResolved      Kind = "conflict.resolved"
	KindRecordViewed          Kind = "record.viewed"
	KindReferralReceived      Kind = "referral.received"
	KindReferralAssigned      Kind = "referral.assigned"
	KindReferralReturned      Kind = "referral.returned"
	KindReferralWithdrawn     Kind = "referral.withdrawn"
	KindExaminationRecorded   Kind = "examination.recorded"
	KindExaminationAmended    Kind = "examination.amended"
	KindDecisionProposed      Kind = "decision.proposed"
	KindDecisionSigned        Kind = "decision.signed"
	KindDecisionSuperseded    Kind = "decision.superseded"
	KindCertificateIssued     Kind = "certificate.issued"
	KindCertificatePrinted    Kind = "certificate.printed"
	KindCertificateHandedOver Kind = "certificate.handed-over"
	KindCertificateVoided     Kind = "certificate.voided"
	KindCertificateRevoked    Kind = "certificate.revoked"
	KindCertificateReplaced   Kind = "certificate.replaced"
	KindMemberAdded           Kind = "member.added"
)

// Change is the content of an op. Marshalled as it stands it gives the open part; PersonalPart points at what may be read only with
// the person's key, nil when there is nothing. Both are plain structs, so any codec of the store can carry them.
type Change interface {
	Kind() Kind
	PersonalPart() any
}

// open is embedded by changes that name nobody.
type open struct{}

func (open) PersonalPart() any { return nil }

type (
	// PersonRegistered opens a person's record. Everything in it is personal.
	PersonRegistered struct {
		Personal Person `json:"-"`
	}

	// PersonPatched changes some fields of a person. Each field names the op that had set it when the desk looked, so that two desks
	// that change different fields merge and two that change the same one meet in a conflict.
	PersonPatched struct {
		Personal []FieldPatch `json:"-"`
	}

	// ConflictResolved ends a conflict: a named reviewer chose the value.
	ConflictResolved struct {
		open
		Field    PersonField `json:"field"`
		Chosen   OpID        `json:"chosen"` // the op whose value stands
		Reviewer MemberID    `json:"reviewer"`
	}

	// RecordViewed says that somebody opened a person's record.
	RecordViewed struct {
		open
	}

	// ReferralReceived opens a case, or brings back one that was returned for correction.
	ReferralReceived struct {
		Referral Referral          `json:"referral"`
		Personal ReferralNarrative `json:"-"`
	}

	// ReferralAssigned gives the case to a doctor.
	ReferralAssigned struct {
		open
		To MemberID `json:"to"`
	}

	// ReferralReturned sends a wrong or incomplete form back to the clinic; it is no refusal.
	ReferralReturned struct {
		open
		Reason string `json:"reason"`
	}

	// ReferralWithdrawn ends a case without a decision.
	ReferralWithdrawn struct {
		open
		Reason string `json:"reason"`
	}

	// ExaminationRecorded is the examination sheet, complete.
	ExaminationRecorded struct {
		Examination Examination          `json:"examination"`
		Personal    ExaminationNarrative `json:"-"`
	}

	// ExaminationAmended replaces the sheet before a decision is proposed.
	ExaminationAmended struct {
		Examination Examination          `json:"examination"`
		Personal    ExaminationNarrative `json:"-"`
	}

	// DecisionProposed is what the members are asked to sign.
	DecisionProposed struct {
		open
		Decision Decision `json:"decision"`
	}

	// DecisionSigned is one member's signature over the hash of the op that proposed the decision.
	DecisionSigned struct {
		open
		Decision  DecisionID `json:"decision"`
		Member    MemberID   `json:"member"`
		Proposal  []byte     `json:"proposal"`  // hash of the proposing op, 32 bytes
		Signature []byte     `json:"signature"` // ES256 over it, 64 bytes r||s
	}

	// DecisionSuperseded takes a decision back so that a corrected one can be proposed.
	DecisionSuperseded struct {
		open
		Decision DecisionID `json:"decision"`
		Reason   string     `json:"reason"`
	}

	// CertificateIssued takes a number and keeps the sealed bytes.
	CertificateIssued struct {
		Certificate Certificate         `json:"certificate"`
		Personal    CertificatePersonal `json:"-"`
	}

	// CertificatePrinted says that the form was printed.
	CertificatePrinted struct {
		open
		Certificate CertificateID `json:"certificate"`
	}

	// CertificateHandedOver says who received the paper, the person or somebody authorised, and when.
	CertificateHandedOver struct {
		Certificate CertificateID `json:"certificate"`
		On          Date          `json:"on"`
		Personal    Handover      `json:"-"`
	}

	// CertificateVoided writes off a spoiled form.
	CertificateVoided struct {
		open
		Certificate CertificateID `json:"certificate"`
		Reason      string        `json:"reason"`
	}

	// CertificateRevoked takes back a certificate that should not have been issued.
	CertificateRevoked struct {
		open
		Certificate CertificateID `json:"certificate"`
		Reason      string        `json:"reason"`
	}

	// CertificateReplaced says that another certificate stands in the place of this one.
	CertificateReplaced struct {
		open
		Certificate CertificateID `json:"certificate"`
		By          CertificateID `json:"by"`
		Reason      string        `json:"reason"`
	}

	// MemberAdded makes somebody known to the commission.
	MemberAdded struct {
		open
		Member Member `json:"member"`
	}
)

// FieldPatch is one field's new value on the base of the op that had set it.
type FieldPatch struct {
	Field PersonField `json:"field"`
	Base  OpID        `json:"base"`
	Value string      `json:"value"`
}

// ReferralNarrative is what the clinic wrote in its own words.
type ReferralNarrative struct {
	Text string `json:"text,omitempty"`
}

// ExaminationNarrative is what the commission wrote in its own words: complaints, history, findings.
type ExaminationNarrative struct {
	History  string `json:"history,omitempty"`
	Findings string `json:"findings,omitempty"`
}

// CertificatePersonal is the sealed token and what the page shows beside it.
type CertificatePersonal struct {
	Sealed []byte `json:"sealed"`
	Name   Name   `json:"name"` // whole, where the seal may have shortened it
	// Identifier is whole, where the seal has its last four characters.
	Identifier string `json:"identifier,omitempty"`
}

// Handover names the receiver of a paper.
type Handover struct {
	Receiver string `json:"receiver"`
}

func (*PersonRegistered) Kind() Kind      { return KindPersonRegistered }
func (*PersonPatched) Kind() Kind         { return KindPersonPatched }
func (*ConflictResolved) Kind() Kind      { return KindConflictResolved }
func (*RecordViewed) Kind() Kind          { return KindRecordViewed }
func (*ReferralReceived) Kind() Kind      { return KindReferralReceived }
func (*ReferralAssigned) Kind() Kind      { return KindReferralAssigned }
func (*ReferralReturned) Kind() Kind      { return KindReferralReturned }
func (*ReferralWithdrawn) Kind() Kind     { return KindReferralWithdrawn }
func (*ExaminationRecorded) Kind() Kind   { return KindExaminationRecorded }
func (*ExaminationAmended) Kind() Kind    { return KindExaminationAmended }
func (*DecisionProposed) Kind() Kind      { return KindDecisionProposed }
func (*DecisionSigned) Kind() Kind        { return KindDecisionSigned }
func (*DecisionSuperseded) Kind() Kind    { return KindDecisionSuperseded }
func (*CertificateIssued) Kind() Kind     { return KindCertificateIssued }
func (*CertificatePrinted) Kind() Kind    { return KindCertificatePrinted }
func (*CertificateHandedOver) Kind() Kind { return KindCertificateHandedOver }
func (*CertificateVoided) Kind() Kind     { return KindCertificateVoided }
func (*CertificateRevoked) Kind() Kind    { return KindCertificateRevoked }
func (*CertificateReplaced) Kind() Kind   { return KindCertificateReplaced }
func (*MemberAdded) Kind() Kind           { return KindMemberAdded }

func (c *PersonRegistered) PersonalPart() any      { return &c.Personal }
func (c *PersonPatched) PersonalPart() any         { return &c.Personal }
func (c *ReferralReceived) PersonalPart() any      { return &c.Personal }
func (c *ExaminationRecorded) PersonalPart() any   { return &c.Personal }
func (c *ExaminationAmended) PersonalPart() any    { return &c.Personal }
func (c *CertificateIssued) PersonalPart() any     { return &c.Personal }
func (c *CertificateHandedOver) PersonalPart() any { return &c.Personal }

var makers = map[Kind]func() Change{
	KindPersonRegistered:      func() Change { return new(PersonRegistered) },
	KindPersonPatched:         func() Change { return new(PersonPatched) },
	KindConflictResolved:      func() Change { return new(ConflictResolved) },
	KindRecordViewed:          func() Change { return new(RecordViewed) },
	KindReferralReceived:      func() Change { return new(ReferralReceived) },
	KindReferralAssigned:      func() Change { return new(ReferralAssigned) },
	KindReferralReturned:      func() Change { return new(ReferralReturned) },
	KindReferralWithdrawn:     func() Change { return new(ReferralWithdrawn) },
	KindExaminationRecorded:   func() Change { return new(ExaminationRecorded) },
	KindExaminationAmended:    func() Change { return new(ExaminationAmended) },
	KindDecisionProposed:      func() Change { return new(DecisionProposed) },
	KindDecisionSigned:        func() Change { return new(DecisionSigned) },
	KindDecisionSuperseded:    func() Change { return new(DecisionSuperseded) },
	KindCertificateIssued:     func() Change { return new(CertificateIssued) },
	KindCertificatePrinted:    func() Change { return new(CertificatePrinted) },
	KindCertificateHandedOver: func() Change { return new(CertificateHandedOver) },
	KindCertificateVoided:     func() Change { return new(CertificateVoided) },
	KindCertificateRevoked:    func() Change { return new(CertificateRevoked) },
	KindCertificateReplaced:   func() Change { return new(CertificateReplaced) },
	KindMemberAdded:           func() Change { return new(MemberAdded) },
	KindExtensionEnacted:      func() Change { return new(ExtensionEnacted) },
	KindExtensionWithdrawn:    func() Change { return new(ExtensionWithdrawn) },
	KindRuleConfirmed:         func() Change { return new(RuleConfirmed) },
	KindRuleDoubted:           func() Change { return new(RuleDoubted) },
	KindSittingPlanned:        func() Change { return new(SittingPlanned) },
	KindSittingCancelled:      func() Change { return new(SittingCancelled) },
	KindAppointmentBooked:     func() Change { return new(AppointmentBooked) },
	KindAppointmentCancelled:  func() Change { return new(AppointmentCancelled) },
	KindAppointmentInvited:    func() Change { return new(AppointmentInvited) },
	KindAppointmentMissed:     func() Change { return new(AppointmentMissed) },
}

// NewChange makes an empty change of a kind to decode into. It is nil for a kind this program does not know: such an op is kept, and
// what it belongs to is locked until the program is updated.
func NewChange(k Kind) Change {
	if makeOne, known := makers[k]; known {
		return makeOne()
	}
	return nil
}

// Kinds lists the known kinds, sorted.
func Kinds() []Kind {
	kinds := make([]Kind, 0, len(makers))
	for k := range makers {
		kinds = append(kinds, k)
	}
	sort.Slice(kinds, func(i, j int) bool { return kinds[i] < kinds[j] })
	return kinds
}
