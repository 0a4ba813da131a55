package law

import (
	"medsoc/expertise"
	"medsoc/expertise/workday"
)

// Setting is what a country says beside its rules: who decides and how, in which periods, who may see what. The fields may be absent;
// what is there is checked on load, and screens and offices read it.
type Setting struct {
	Body            Body             `yaml:"body"`
	Referral        ReferralRules    `yaml:"referral"`
	Person          PersonRules      `yaml:"person"`
	Calendar        workday.Calendar `yaml:"calendar"` // days on which limits in working days do not run
	Appeals         []Appeal         `yaml:"appeals"`
	Papers          Papers           `yaml:"papers"`
	Classifications []Classification `yaml:"classifications"`
	Insurance       []InsuranceRate  `yaml:"insurance"`
	Receivers       []Receiver       `yaml:"receivers"`
	Services        []Service        `yaml:"services"` // of rehabilitation programmes
	Districts       []District       `yaml:"districts"`
	Letters         Letters          `yaml:"letters"`
}

// Body says how a commission comes to a decision, beside its quorum.
type Body struct {
	Composition Text   `yaml:"composition"` // who sits on it
	Experts     int    `yaml:"experts"`     // who judge independently of each other; 0: the commission as one
	Blind       bool   `yaml:"blind"`       // they do not see whom the case concerns
	Random      bool   `yaml:"random"`      // the case is assigned by lot
	Cite        string `yaml:"cite"`
	Verify      bool   `yaml:"verify"`
}

// ReferralRules say what a referral must contain.
type ReferralRules struct {
	Form     string   `yaml:"form"`     // number of the form, such as "88"
	Required []string `yaml:"required"` // parts that must be there, of referralParts
	Cite     string   `yaml:"cite"`
	Verify   bool     `yaml:"verify"`
}

// Parts of a referral that a law may demand.
var referralParts = []string{"person", "purpose", "diagnosis", "side", "findings", "treatment", "documents", "consent", "signature"}

// PersonRules say how persons are named and numbered.
type PersonRules struct {
	NameOrder      []string `yaml:"nameOrder"`      // of surname, given, patronymic
	Letters        string   `yaml:"letters"`        // of the national alphabet, beyond plain Latin
	WithoutNumber  bool     `yaml:"withoutNumber"`  // somebody without a state's number may be registered
	IncludesSex    bool     `yaml:"includesSex"`    // the number tells the sex
	IncludesBirth  bool     `yaml:"includesBirth"`  // the number tells the birth date
	IncludesRegion bool     `yaml:"includesRegion"` // the number tells the region
}

// Appeal is one instance before which a decision can be challenged, in their order.
type Appeal struct {
	Names  Text   `yaml:"names"`
	Within int    `yaml:"within"` // days from the decision; 0: no limit
	Decide int    `yaml:"decide"` // days that the instance has
	Days   string `yaml:"days"`   // "working" or "calendar"
	Cite   string `yaml:"cite"`
	Verify bool   `yaml:"verify"`
}

// Papers says which papers there are beside what the form shows.
type Papers struct {
	Kinds     []string `yaml:"kinds"`     // of paperKinds
	Numbered  bool     `yaml:"numbered"`  // strictly accounted forms
	Photo     bool     `yaml:"photo"`     // of the person on the paper
	Duplicate bool     `yaml:"duplicate"` // one is given on loss
	Cite      string   `yaml:"cite"`
	Verify    bool     `yaml:"verify"`
}

var paperKinds = []string{"certificate", "extract", "refusal", "card", "counterfoil"}

// Classification is a list of codes that the country uses.
type Classification struct {
	Code    string `yaml:"code"`    // of classificationCodes
	Version string `yaml:"version"` // the country's edition of it
	Verify  bool   `yaml:"verify"`
}

var classificationCodes = []string{"icd10", "icd11", "icf", "whodas", "barthel"}

// InsuranceRate says who pays a person's health insurance, and how much, from a day on.
type InsuranceRate struct {
	From     expertise.Date `yaml:"from"`
	Category Text           `yaml:"category"`
	Payer    Text           `yaml:"payer"`
	// PerMille is the rate in thousandths, 20 for 2 %; 0 where the state pays. Upto is the part of the income it is taken of, in whole
	// units of the currency; 0: no ceiling.
	PerMille int    `yaml:"perMille"`
	Upto     int    `yaml:"upto"`
	Cite     string `yaml:"cite"`
	Verify   bool   `yaml:"verify"`
}

// Receiver is an organisation that is told about decisions, with the most that it may see.
type Receiver struct {
	Code   string   `yaml:"code"`
	Names  Text     `yaml:"names"`
	Sees   []string `yaml:"sees"` // of FormFieldNames
	Cite   string   `yaml:"cite"`
	Verify bool     `yaml:"verify"`
}

// Service is something that a rehabilitation programme grants: a treatment, training, an aid such as a wheelchair.
type Service struct {
	Code   string `yaml:"code"`
	Seal   int    `yaml:"seal"` // the number in sealed papers: never reused, never changed
	Names  Text   `yaml:"names"`
	Cite   string `yaml:"cite"`
	Verify bool   `yaml:"verify"`
}

// Service finds a service by its code.
func (p *Profile) Service(code string) (Service, bool) {
	return find(p.Services, func(s Service) bool { return s.Code == code })
}
