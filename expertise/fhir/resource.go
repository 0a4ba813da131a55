package fhir

import "encoding/json"

// The parts of FHIR R4 that a referral needs, named as in the standard (hl7.org/fhir/R4). Fields that are not here are not read.

type bundle struct {
	ResourceType string  `json:"resourceType"`
	Entry        []entry `json:"entry"`
}

type entry struct {
	FullURL  string          `json:"fullUrl"`
	Resource json.RawMessage `json:"resource"`
}

// kind is read first; it chooses the type below.
type kind struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
}

type coding struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display"`
}

type codeableConcept struct {
	Coding []coding `json:"coding"`
	Text   string   `json:"text"`
}

type reference struct {
	Reference string `json:"reference"`
	Display   string `json:"display"`
}

type period struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type address struct {
	Use        string   `json:"use"`
	Text       string   `json:"text"`
	Line       []string `json:"line"`
	City       string   `json:"city"`
	State      string   `json:"state"`
	PostalCode string   `json:"postalCode"`
	Country    string   `json:"country"`
}

type identifier struct {
	System string          `json:"system"`
	Value  string          `json:"value"`
	Type   codeableConcept `json:"type"`
}

type humanName struct {
	Use    string   `json:"use"`
	Text   string   `json:"text"`
	Family string   `json:"family"`
	Given  []string `json:"given"`
}

type patient struct {
	Extension []struct {
		URL          string  `json:"url"`
		ValueAddress address `json:"valueAddress"`
	} `json:"extension"`
	Identifier []identifier `json:"identifier"`
	Name       []humanName  `json:"name"`
	Telecom    []struct {
		System string `json:"system"`
		Value  string `json:"value"`
	} `json:"telecom"`
	Gender        string          `json:"gender"`
	BirthDate     string          `json:"birthDate"`
	Address       []address       `json:"address"`
	MaritalStatus codeableConcept `json:"maritalStatus"`
}

type condition struct {
	Subject           reference       `json:"subject"`
	ClinicalStatus    codeableConcept `json:"clinicalStatus"`
	Code              codeableConcept `json:"code"`
	OnsetDateTime     string          `json:"onsetDateTime"`
	OnsetPeriod       period          `json:"onsetPeriod"`
	AbatementDateTime string          `json:"abatementDateTime"`
	AbatementPeriod   period          `json:"abatementPeriod"`
}

// value is the choice type value[x] of an observation or of one of its components.
type value struct {
	Quantity *struct {
		Value json.Number `json:"value"`
		Unit  string      `json:"unit"`
		Code  string      `json:"code"`
	} `json:"valueQuantity"`
	Concept  *codeableConcept `json:"valueCodeableConcept"`
	String   *string          `json:"valueString"`
	Boolean  *bool            `json:"valueBoolean"`
	Integer  *json.Number     `json:"valueInteger"`
	DateTime *string          `json:"valueDateTime"`
}

type observation struct {
	value
	Subject           reference       `json:"subject"`
	Code              codeableConcept `json:"code"`
	EffectiveDateTime string          `json:"effectiveDateTime"`
	EffectivePeriod   period          `json:"effectivePeriod"`
	Component         []struct {
		value
		Code codeableConcept `json:"code"`
	} `json:"component"`
}

type encounter struct {
	Subject         reference `json:"subject"`
	Period          period    `json:"period"`
	ServiceProvider reference `json:"serviceProvider"`
}

type organization struct {
	Identifier []identifier `json:"identifier"`
	Name       string       `json:"name"`
}
