package expertise

import "regexp"

// ICDCode is a code of ICD-10 such as I69.3. Medsoc ships no WHO text; a ministry imports its own list.
type ICDCode string

var icdPattern = regexp.MustCompile(`^[A-Z][0-9]{2}(\.[0-9]{1,2})?$`)

// Valid tells whether the code follows the grammar; whether a ministry uses it is another question.
func (c ICDCode) Valid() bool { return icdPattern.MatchString(string(c)) }

// Coding is a code of somebody else's list, kept as it came: {http://snomed.info/sct, 38341003, Hypertension}.
type Coding struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

// Side of the body. A wrong side is found out only at the refusal, so it is asked for each diagnosis.
type Side string

const (
	SideNone  Side = "none" // the organ is not paired
	SideLeft  Side = "left"
	SideRight Side = "right"
	SideBoth  Side = "both"
)

// Sides in the order of a choice list.
var Sides = []Side{SideNone, SideLeft, SideRight, SideBoth}

// Check refuses a missing or unknown side.
func (s Side) Check(field string) error {
	switch s {
	case SideNone, SideLeft, SideRight, SideBoth:
		return nil
	case "":
		return Invalid("side.missing", field)
	}
	return Invalid("side", field)
}

// Diagnosis is what a doctor of the commission establishes. Origin keeps the foreign code from which it was chosen.
type Diagnosis struct {
	Code   ICDCode  `json:"code"`
	Side   Side     `json:"side"`
	Main   bool     `json:"main,omitempty"`
	Text   string   `json:"text,omitempty"`
	Origin []Coding `json:"origin,omitempty"`
}

// Qualifier is the generic qualifier of the ICF: 0 none, 1 mild, 2 moderate, 3 severe, 4 complete, 8 not specified, 9 not applicable.
type Qualifier int

// Qualifiers in the order of a choice list.
var Qualifiers = []Qualifier{0, 1, 2, 3, 4, 8, 9}

// Valid tells whether the ICF knows the qualifier.
func (q Qualifier) Valid() bool { return q >= 0 && q <= 4 || q == 8 || q == 9 }

// Percent is a share of lost body function, 0..100 in whole percent.
type Percent int

// Impairment is one rated consequence of a disease or injury. Row names the criteria row of the country profile it was rated by;
// where the profile rates by degree, Qualifier carries it and Percent is 0.
type Impairment struct {
	Row       string     `json:"row"`
	Diagnosis ICDCode    `json:"diagnosis,omitempty"`
	Side      Side       `json:"side"`
	Percent   Percent    `json:"percent,omitempty"`
	Qualifier *Qualifier `json:"qualifier,omitempty"`
	Note      string     `json:"note,omitempty"`
}

// Activity is one of the seven categories of activity whose limitation is rated.
type Activity string

// Activities in the order in which forms show them.
var Activities = []Activity{"self_care", "movement", "orientation", "communication", "behaviour", "learning", "work"}
