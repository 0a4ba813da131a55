package expertise

// Institution is a clinic that refers; its number is in the ministry's list of institutions.
type Institution struct {
	Code string `json:"code,omitempty"`
	Name string `json:"name,omitempty"`
}

// Purpose says why a person is referred, by a key of the country profile such as "first" or "repeat".
type Purpose string

// Condition is a disease as the clinic coded it, kept in the clinic's own code system until a doctor chooses the ICD-10 code.
type Condition struct {
	Coding Coding `json:"coding"`
	Active bool   `json:"active,omitempty"`
	Onset  Date   `json:"onset,omitzero"`
	Ended  Date   `json:"ended,omitzero"`
}

// Observation is a measured value at a referral: {LOINC 8302-2 Body Height, "168.8", "cm", 2012-09-10}.
type Observation struct {
	Coding Coding `json:"coding"`
	Value  string `json:"value"`
	Unit   string `json:"unit,omitempty"`
	On     Date   `json:"on,omitzero"`
}

// Referral is what a clinic's medical commission sends (form 88 in Azerbaijan). It opens a case. Its narrative may name the
// person, so it travels in the personal part.
type Referral struct {
	Number       CaseNumber       `json:"number"`
	Person       PersonID         `json:"person"`
	Commission   CommissionNumber `json:"commission"`
	From         Institution      `json:"from,omitzero"`
	Received     Date             `json:"received"`
	Purpose      Purpose          `json:"purpose"`
	Mode         string           `json:"mode,omitempty"` // in person, absentee, home, ...: a key of the profile
	Diagnoses    []Diagnosis      `json:"diagnoses,omitempty"`
	Conditions   []Condition      `json:"conditions,omitempty"`
	Observations []Observation    `json:"observations,omitempty"`
}

// maxEntries bounds every list in a record: 2,000 lines are more than any clinic sends and few enough to show.
const maxEntries = 2000

// Check returns every field that cannot be so.
func (r *Referral) Check(today Date) []error {
	var errs []error
	if r.Number == "" {
		errs = append(errs, Invalid("required", "number"))
	}
	if r.Person == "" {
		errs = append(errs, Invalid("required", "person"))
	}
	if r.Purpose == "" {
		errs = append(errs, Invalid("required", "purpose"))
	}
	if r.Received.IsZero() {
		errs = append(errs, Invalid("required", "received"))
	} else if r.Received.After(today) {
		errs = append(errs, Invalid("date.future", "received"))
	}
	if max(len(r.Conditions), len(r.Observations), len(r.Diagnoses)) > maxEntries {
		errs = append(errs, Invalid("too.many", "conditions", "max", "2000"))
	}
	for _, d := range r.Diagnoses {
		if !d.Code.Valid() {
			errs = append(errs, Invalid("icd", "diagnosis"))
		}
		if err := d.Side.Check("side"); err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}
