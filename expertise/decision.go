package expertise

// OutcomeCode names an outcome of the country profile, such as "p61" for a loss of 61 to 80 percent, or "none".
type OutcomeCode string

// Outcome is what was established: a code of the profile and, where the profile counts in percent, the legal value.
type Outcome struct {
	Code    OutcomeCode `json:"code"`
	Percent Percent     `json:"percent,omitempty"`
}

// Basis says by which law a decision came about, so that it can be explained in ten years.
type Basis struct {
	Country  string   `json:"country"`           // profile, for example "az"
	Profile  string   `json:"profile"`           // SHA-256 of the profile's file, hex
	Edition  Date     `json:"edition"`           // first day in force of the edition used
	Rows     []string `json:"rows"`              // ids of the criteria and table rows that led to the proposal
	Verify   bool     `json:"verify,omitempty"`  // a row rests on law that nobody has confirmed: the paper is a sample
	Proposed Outcome  `json:"proposed,omitzero"` // what the law proposed
	// ProposedUntil is the last valid day that the law proposed.
	ProposedUntil Date `json:"proposedUntil,omitzero"`
}

// Decision is immutable: a correction supersedes it.
type Decision struct {
	ID      DecisionID `json:"id"`
	Outcome Outcome    `json:"outcome"`
	Repeat  bool       `json:"repeat,omitempty"` // established before
	Cause   string     `json:"cause"`
	Since   Date       `json:"since"`
	Until   Date       `json:"until,omitzero"` // last valid day; zero: without term, or no disability established
	Next    Date       `json:"next,omitzero"`  // next examination
	// Professional, Labour and Services are repeated from the examination, as the register's fields of the decision.
	Professional Percent  `json:"professional,omitempty"`
	Labour       string   `json:"labour,omitempty"`
	Services     []string `json:"services,omitempty"`
	Reason       string   `json:"reason,omitempty"` // why it differs from the proposal
	Quorum       int      `json:"quorum"`           // members who must sign
	Chair        bool     `json:"chair,omitempty"`  // one of them is a chair
	// Previous is the person's decision in force that the desk knew of. Two decisions with the same predecessor were made without
	// knowledge of each other: both are disputed until one is superseded.
	Previous DecisionID `json:"previous,omitempty"`
	Basis    Basis      `json:"basis"`
	// Scales is what was established beside the outcome, Gap the time before Since that is paid because the person came late.
	Scales []ScaleValue `json:"scales,omitempty"`
	Gap    *Gap         `json:"gap,omitempty"`
}

// ScaleValue is what a decision says on one scale of the profile: a code of its values, or hundredths of a percent.
type ScaleValue struct {
	Scale      string `json:"scale"`
	Value      string `json:"value,omitempty"`
	Hundredths int    `json:"hundredths,omitempty"`
}

// Gap is a time without a valid term that is paid at the previous outcome because the person came late.
type Gap struct {
	From    Date        `json:"from"` // first day
	To      Date        `json:"to"`   // last day
	Outcome OutcomeCode `json:"outcome"`
}

// Differs tells whether the commission decided otherwise than the law proposed.
func (d *Decision) Differs() bool {
	return d.Outcome != d.Basis.Proposed || d.Until != d.Basis.ProposedUntil
}

// Check returns every field that cannot be so.
func (d *Decision) Check() []error {
	var errs []error
	if d.ID == "" || d.Outcome.Code == "" {
		errs = append(errs, Invalid("required", "outcome"))
	}
	if d.Outcome.Percent < 0 || d.Outcome.Percent > 100 {
		errs = append(errs, Invalid("percent", "percent"))
	}
	if d.Since.IsZero() {
		errs = append(errs, Invalid("required", "since"))
	}
	if !d.Until.IsZero() && d.Until.Before(d.Since) {
		errs = append(errs, Invalid("decision.term", "until"))
	}
	if d.Quorum < 1 {
		errs = append(errs, Invalid("decision.quorum", "quorum"))
	}
	if d.Differs() && d.Reason == "" {
		errs = append(errs, Invalid("decision.reason", "reason"))
	}
	return errs
}
