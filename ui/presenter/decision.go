package presenter

import (
	"context"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
)

// DecisionStore is what the decision asks of the desk.
type DecisionStore interface {
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Members(ctx context.Context) ([]expertise.Member, error)
	Propose(ctx context.Context, id expertise.CaseID) (law.Proposal, error)
	Decide(ctx context.Context, id expertise.CaseID, choice desk.Choice) (expertise.DecisionID, error)
	Sign(ctx context.Context, id expertise.CaseID, member expertise.MemberID, passphrase string) (inForce bool, err error)
	Supersede(ctx context.Context, id expertise.CaseID, reason string) error
	User() expertise.Member
}

// ReasonRow is one row that led to a proposal.
type ReasonRow struct {
	Text        string
	Cite        string
	Datum       string
	Unconfirmed Chip // "not confirmed"
	Aside       bool // changes nothing; may be folded away
}

// Signer is a member who may sign.
type Signer struct {
	ID     expertise.MemberID
	Name   string
	Role   string
	Signed bool
	Self   bool // signs without a passphrase: is the unlocked member
}

// DecisionPhase is where the decision is.
type DecisionPhase string

// The phases.
const (
	PhaseNothing DecisionPhase = ""       // there is no examination yet
	PhaseChoose  DecisionPhase = "choose" // proposal of the law is shown; accept or differ
	PhaseSign    DecisionPhase = "sign"   // members sign
	PhaseInForce DecisionPhase = "in-force"
)

// DecisionState is the decision of a case.
type DecisionState struct {
	Common
	Case         expertise.CaseID
	Phase        DecisionPhase
	Empty        Empty // in PhaseNothing
	Outcome      string
	Percent      string // "70 %"
	Term         string // "12.11.2026 – 11.11.2028", "without term" or ""
	Next         string
	Cause        string
	Edition      string
	Unconfirmed  string // the paper will be a sample
	Reasons      []ReasonRow
	Missing      []ReasonRow // evidence still to be brought
	Differ       bool        // the commission decides otherwise: Fields are shown
	Fields       []Field     // outcome, percent, until, next, reason
	ErrorCount   int
	DiffersWhy   string // of a decision that differs: the reason, with what the law proposed
	Signers      []Signer
	Progress     string // "1 of 3 signatures"
	Waiting      string // "a chair must sign", or ""
	SignError    string // under the passphrase
	CanPropose   bool
	CanSign      bool
	CanSupersede bool
	ReasonError  string // under the reason of Supersede
	Superseded   []Fact // earlier decisions of this case and why they were taken back
}
