package presenter

import (
	"context"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// ExaminationStore is what the sheet asks of the desk.
type ExaminationStore interface {
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	RecordExamination(ctx context.Context, id expertise.CaseID, x expertise.Examination, n expertise.ExaminationNarrative) error
	SaveDraft(ctx context.Context, name string, body []byte) (time.Time, error)
	Draft(ctx context.Context, name string) (body []byte, saved time.Time, err error)
	DropDraft(ctx context.Context, name string) error
}

// ImpairmentLine is one rated impairment.
type ImpairmentLine struct {
	Row         Field  // "impairment.0.row": as typed, or the words of the chosen row
	Range       string // "within 65–80 %"
	Term        string // "5 years", "without term" or ""
	Cite        string
	Unconfirmed string // sentence when nobody has confirmed the row
	Percent     Field  // "impairment.0.percent"
	Side        Field  // "impairment.0.side"
	Diagnosis   Field  // "impairment.0.diagnosis": which of the diagnoses
	Suggestions []Suggestion
}

// ExaminationState is the examination sheet.
type ExaminationState struct {
	Common
	Case         expertise.CaseID
	Loading      bool
	ReadOnly     bool
	General      []Field // on, mode, cause, evidence
	EvidenceHint string  // the paper that the cause needs
	Diagnoses    []DiagnosisLine
	Impairments  []ImpairmentLine
	NoImpairment Empty
	Activities   []Field // "activity.self_care" ...; typing "2" chooses "2 - moderate"
	Narrative    []Field // history, findings, labour, professional
	Conditions   []ConditionRow
	Observations []ObservationRow
	ErrorCount   int
	ErrorText    string
	Focus        string
	FocusTurn    int
	Saved        string // "Saved 10:14"
	Saving       bool
	Restored     string // a draft was found and is shown
	Dirty        bool
}
