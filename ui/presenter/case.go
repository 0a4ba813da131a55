package presenter

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// CaseStore is what the frame of a case asks of the desk.
type CaseStore interface {
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Members(ctx context.Context) ([]expertise.Member, error)
	Assign(ctx context.Context, id expertise.CaseID, to expertise.MemberID) error
	Return(ctx context.Context, id expertise.CaseID, reason string) error
	Withdraw(ctx context.Context, id expertise.CaseID, reason string) error
	User() expertise.Member
}

// TabView is the head of one page of a case.
type TabView struct {
	Tab     Tab
	Title   string // "2 Examination (1 error)"
	Errors  int
	Done    bool
	Current bool
}

// ConditionRow is a disease as the clinic coded it.
type ConditionRow struct {
	System, Code, Text, Onset string
	Active                    bool
	Chosen                    string // ICD-10 code that the doctor chose for it, "" for none
}

// ObservationRow is a value measured at the clinic.
type ObservationRow struct{ Text, Value, Date string }

// CaseState is the frame of a case: who, where it stands, its pages; and the pages Referral and History.
type CaseState struct {
	Common
	ID           expertise.CaseID
	Person       expertise.PersonID
	Name         string
	Line         string // "FIN 5K1Z71A · 14.03.1979 (47 years) · Female · Case 2026-03-0042"
	Stage        Chip
	Locked       string // why nothing may be changed, or ""
	Saved        string // "Saved 10:14", of the examination's draft
	Tab          Tab
	Tabs         []TabView
	Facts        []Fact // of the referral
	Narrative    string
	Diagnoses    []string
	Conditions   []ConditionRow
	Observations []ObservationRow
	CanTake      bool
	CanReturn    bool
	CanWithdraw  bool
	ReasonError  string // under the reason of Return or Withdraw
	Log          []LogRow
}
