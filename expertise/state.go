package expertise

import "strings"

// State is where a case is.
type State string

const (
	StateNone      State = ""          // no referral yet
	StateReceived  State = "received"  // referral is here, nobody has it
	StateAssigned  State = "assigned"  // a doctor has it
	StateExamined  State = "examined"  // sheet complete, awaiting a decision
	StateProposed  State = "proposed"  // members are signing
	StateDecided   State = "decided"   // in force, no paper yet
	StateCertified State = "certified" // paper issued
	StateClosed    State = "closed"    // paper handed over
	StateReturned  State = "returned"  // back at the clinic for correction
	StateWithdrawn State = "withdrawn" // ended without a decision
)

// States in the order of a case's life.
var States = []State{StateReceived, StateAssigned, StateExamined, StateProposed, StateDecided, StateCertified, StateClosed, StateReturned, StateWithdrawn}

// Step is one line of the table: a change of this kind is allowed in From and leads to To.
type Step struct {
	Kind Kind
	From State
	To   State
}

// Steps is the whole life of a case. A decision.signed that completes the quorum leads to decided; one that does not stays in
// proposed. What becomes of a paper beside the certificate leaves the case where it is. Nothing else may happen to a case.
var Steps = []Step{
	{KindReferralReceived, StateNone, StateReceived},
	{KindReferralReceived, StateReturned, StateReceived},
	{KindReferralAssigned, StateReceived, StateAssigned},
	{KindReferralAssigned, StateAssigned, StateAssigned},
	{KindReferralReturned, StateReceived, StateReturned},
	{KindReferralReturned, StateAssigned, StateReturned},
	{KindReferralReturned, StateExamined, StateReturned},
	{KindReferralWithdrawn, StateReceived, StateWithdrawn},
	{KindReferralWithdrawn, StateAssigned, StateWithdrawn},
	{KindReferralWithdrawn, StateExamined, StateWithdrawn},
	{KindReferralWithdrawn, StateReturned, StateWithdrawn},
	{KindExaminationRecorded, StateReceived, StateExamined},
	{KindExaminationRecorded, StateAssigned, StateExamined},
	{KindExaminationAmended, StateExamined, StateExamined},
	{KindDecisionProposed, StateExamined, StateProposed},
	{KindDecisionSigned, StateProposed, StateProposed},
	{KindDecisionSigned, StateProposed, StateDecided},
	{KindDecisionSuperseded, StateProposed, StateExamined},
	{KindDecisionSuperseded, StateDecided, StateExamined},
	{KindDecisionSuperseded, StateCertified, StateExamined},
	{KindDecisionSuperseded, StateClosed, StateExamined},
	{KindCertificateIssued, StateDecided, StateCertified},
	{KindCertificateIssued, StateCertified, StateCertified}, // a paper beside the certificate, or a duplicate
	{KindCertificateIssued, StateClosed, StateClosed},
	{KindCertificatePrinted, StateCertified, StateCertified},
	{KindCertificatePrinted, StateClosed, StateClosed},
	{KindCertificatePrinted, StateDecided, StateDecided}, // a paper beside one that was voided
	{KindCertificateHandedOver, StateCertified, StateClosed},
	{KindCertificateHandedOver, StateCertified, StateCertified}, // a paper beside
	{KindCertificateHandedOver, StateClosed, StateClosed},       // a duplicate, or a paper beside
	{KindCertificateHandedOver, StateDecided, StateDecided},
	{KindCertificateVoided, StateCertified, StateDecided},
	{KindCertificateVoided, StateCertified, StateCertified}, // a paper beside
	{KindCertificateVoided, StateClosed, StateDecided},      // a duplicate that was not handed over yet
	{KindCertificateVoided, StateClosed, StateClosed},
	{KindCertificateVoided, StateDecided, StateDecided},
	{KindCertificateRevoked, StateCertified, StateDecided},
	{KindCertificateRevoked, StateCertified, StateCertified}, // a paper beside
	{KindCertificateRevoked, StateClosed, StateDecided},
	{KindCertificateRevoked, StateClosed, StateClosed},
	{KindCertificateRevoked, StateDecided, StateDecided},
	{KindCertificateReplaced, StateCertified, StateCertified},
	{KindCertificateReplaced, StateClosed, StateClosed},
}

// CanStep tells whether a change of this kind is allowed in the state.
func CanStep(from State, k Kind) bool {
	for _, s := range Steps {
		if s.From == from && s.Kind == k {
			return true
		}
	}
	return false
}

// Possible lists the kinds allowed in a state, in the table's order.
func Possible(from State) []Kind {
	var kinds []Kind
	seen := map[Kind]bool{}
	for _, s := range Steps {
		if s.From == from && !seen[s.Kind] {
			seen[s.Kind] = true
			kinds = append(kinds, s.Kind)
		}
	}
	return kinds
}

// next finds where a change leads, by the first line that fits, and refuses a change that no line allows.
func next(from State, k Kind) (State, error) {
	for _, s := range Steps {
		if s.From == from && s.Kind == k {
			return s.To, nil
		}
	}
	names := make([]string, 0, 6)
	for _, p := range Possible(from) {
		names = append(names, string(p))
	}
	allowed := strings.Join(names, ", ")
	if allowed == "" {
		allowed = "-"
	}
	return from, Invalid("transition", "", "step", string(k), "state", string(from), "allowed", allowed)
}
