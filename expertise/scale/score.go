package scale

import "math"

// Method names a way of scoring; it is stored beside the score.
type Method string

const (
	MethodComplex Method = "whodas-complex"
	MethodSimple  Method = "whodas-simple"
	MethodBarthel Method = "barthel"
)

// Score is a result together with how it came about.
type Score struct {
	Method  Method    `json:"method"`
	Value   float64   `json:"value"` // Least..Most
	Least   float64   `json:"least"`
	Most    float64   `json:"most"`
	Points  float64   `json:"points"` // the sum of the points of all items
	Of      float64   `json:"of"`     // the most points that the answered form can give
	Parts   []Part    `json:"parts"`
	Imputed []Imputed `json:"imputed,omitempty"`
}

// Part is the score of a domain (of an item, in the Barthel index). Value is on the method's own scale: percent of the part's points in
// complex scoring, otherwise the points themselves.
type Part struct {
	Code   string  `json:"code"` // "D1".."D4", "D5.household", "D5.work", "D6"; in the Barthel index the item
	Points float64 `json:"points"`
	Of     float64 `json:"of"`
	Value  float64 `json:"value"`
}

// Imputed is an item that nobody answered: it counted as the mean of the answers to the other items of its part.
type Imputed struct {
	Item   Item    `json:"item"`
	Mean   float64 `json:"mean"`   // of the answers, 1..5
	Points float64 `json:"points"` // what the mean gave
	From   []Item  `json:"from"`
}

// Whole is the value as a whole number, a half rounded up: what a table of a country's law takes.
func (s Score) Whole() int { return int(math.Floor(s.Value + 0.5)) }
