package presenter

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// NewCaseStore is what the referral form asks of the desk.
type NewCaseStore interface {
	Person(ctx context.Context, id expertise.PersonID) (desk.PersonView, error)
	ReceiveReferral(ctx context.Context, r expertise.Referral, narrative expertise.ReferralNarrative) (expertise.CaseID, error)
}

// DiagnosisLine is one diagnosis of a form.
type DiagnosisLine struct {
	Code        Field // "diagnosis.0.code", as typed: code or words
	Words       string
	Side        Field // "diagnosis.0.side"
	Main        bool
	Origin      string // the clinic's own code from which it was chosen
	Suggestions []Suggestion
}

// NewCaseState is the referral form for a known person.
type NewCaseState struct {
	Common
	Person     expertise.PersonID
	Name       string
	Line       string
	OpenCases  []CaseLine // of this person, a warning
	Fields     []Field    // received, purpose, mode, institution code and name, narrative
	Diagnoses  []DiagnosisLine
	ErrorCount int
	ErrorText  string
	Focus      string
	FocusTurn  int
}
