package law

import (
	"slices"
	"strings"
	"time"

	"medsoc/expertise"
)

// Profile is the law of one country as data: who decides, on what, and by which edition of the rules. It is immutable after Load and
// may be used by several goroutines.
type Profile struct {
	Country     string                `yaml:"country"` // ISO 3166 in lower case: az
	Names       Text                  `yaml:"names"`
	Languages   []string              `yaml:"languages"` // BCP 47, the national one first
	TimeZone    string                `yaml:"timeZone"`  // IANA: Asia/Baku
	Authority   Text                  `yaml:"authority"`
	Commissions []Commission          `yaml:"commissions"`
	Identifiers []IdentifierKind      `yaml:"identifiers"`
	Scales      []Scale               `yaml:"scales"` // beside the outcome
	Causes      []Cause               `yaml:"causes"`
	Modes       []Named               `yaml:"modes"`
	Purposes    []Named               `yaml:"purposes"`
	Quorum      Quorum                `yaml:"quorum"`
	Limits      Limits                `yaml:"limits"`
	Citations   []Citation            `yaml:"citations"`
	Outcomes    []Outcome             `yaml:"outcomes"` // the first one: no disability established
	ICD         []Disease             `yaml:"icd"`
	Certificate CertificateForm       `yaml:"certificate"` // may be absent: then [Profile.Form] refuses
	Extensions  []expertise.Extension `yaml:"extensions"`  // acts that prolong terms; the registry may enact others beside them
	Editions    []Edition             `yaml:"editions"`    // oldest first
	Setting     `yaml:",inline"`

	File string `yaml:"-"` // name of the file it was read from
	Hash string `yaml:"-"` // SHA-256 of that file, hex: stored with each decision

	text      []byte // the file
	location  *time.Location
	confirmed map[string]expertise.Confirmation // rows that somebody has confirmed, by rowKey
}

// Named is a key with its name in each language: a mode or a purpose.
type Named struct {
	Code  string `yaml:"code"`
	Names Text   `yaml:"names"`
}

// Commission is a body that decides. Its number stands in seals and never changes its meaning.
type Commission struct {
	Number expertise.CommissionNumber `yaml:"number"`
	Names  Text                       `yaml:"names"`
}

// IdentifierKind is a way in which the state numbers persons; its check digits are known to expertise.CheckIdentifier.
type IdentifierKind struct {
	Scheme expertise.Scheme `yaml:"scheme"`
	Names  Text             `yaml:"names"`
}

// Cause is why the person is disabled in the eyes of the law. Evidence names the paper that this cause needs; it is empty where none is
// needed.
type Cause struct {
	Code     string `yaml:"code"`
	Names    Text   `yaml:"names"`
	Evidence Text   `yaml:"evidence"`
	Cite     string `yaml:"cite"`
	Verify   bool   `yaml:"verify"`
}

// Citation gives a cited act its name in each language. Rows cite by Text; an act that stands in no list is named as the row names it.
type Citation struct {
	Text  string `yaml:"text"`
	Names Text   `yaml:"names"`
}

// Citation names a cited act in a language.
func (p *Profile) Citation(cite, language string) string {
	if c, listed := find(p.Citations, func(c Citation) bool { return c.Text == cite }); listed {
		return c.Names.In(language)
	}
	return cite
}

// Quorum says who must sign a decision.
type Quorum struct {
	Members int    `yaml:"members"` // signatures in all
	Chair   bool   `yaml:"chair"`   // one of them is the chair's
	Cite    string `yaml:"cite"`
	Verify  bool   `yaml:"verify"`
}

// Limits are the periods that run for a commission.
type Limits struct {
	DecisionDays int    `yaml:"decisionDays"` // working days from the receipt of a referral to the decision
	ExtendedDays int    `yaml:"extendedDays"` // the same when more examination is needed
	GraceMonths  int    `yaml:"graceMonths"`  // months after expiry within which a gap between two terms counts as held
	EarlyMonths  int    `yaml:"earlyMonths"`  // how many months before its day a repeat examination may come; 0: any time
	Cite         string `yaml:"cite"`
	Verify       bool   `yaml:"verify"`
}

// Outcome is what a commission may establish. Counts is set on outcomes that no edition gives any more, or that belong to another
// scale: such years count as years of the outcome named there, or of every outcome ("any").
type Outcome struct {
	Code   expertise.OutcomeCode `yaml:"code"`
	Seal   int                   `yaml:"seal"` // the number in sealed certificates: never reused, never changed
	Names  Text                  `yaml:"names"`
	Counts string                `yaml:"counts"`
}

// countsAny marks years that count in every band, as childhood years do.
const countsAny = "any"

// Disease is a line of the demonstration list of ICD-10 codes, in our own words. A ministry imports its own list.
type Disease struct {
	Code  expertise.ICDCode `yaml:"code"`
	Names Text              `yaml:"names"`
}

// Edition is the law between its first day in force and the day before the next edition's.
type Edition struct {
	From   expertise.Date `yaml:"from"`
	Source string         `yaml:"source"` // citation of the act
	// Outcomes are those that the edition gives, the mildest first; absent: every outcome that counts as no other one.
	Outcomes []string `yaml:"outcomes"`
	// An edition rates impairments in percent, or by degrees where Degrees names them: from 0, the mildest first, at most 0 to 4.
	Percent     Percent     `yaml:"percent"`
	Degrees     []Text      `yaml:"degrees"`
	Combine     Combination `yaml:"combine"`
	Expiry      Convention  `yaml:"expiry"`
	ComingOfAge []AgeBound  `yaml:"comingOfAge"` // the youngest first
	Criteria    []Criterion `yaml:"criteria"`
	Tables      []*Table    `yaml:"tables"`

	until  expertise.Date // last day in force; zero while it is the newest
	values map[string]*Table
}

// Percent is the scale on which impairments are rated.
type Percent struct {
	Step     expertise.Percent `yaml:"step"`
	Rounding []Rounding        `yaml:"rounding"`
	Cite     string            `yaml:"cite"`
}

// Rounding sets every percent of a range as one legal value: 31..35 is set as 35.
type Rounding struct {
	Percent Range             `yaml:"percent"`
	As      expertise.Percent `yaml:"as"`
}

// Combination says how several impairments become one percent or degree. How is the name of an aggregate written in Go: "highest",
// "combined", "mostSevere". Round says how a combined value becomes the whole percent that tables read: "nearest", or "down" when absent.
type Combination struct {
	How     string `yaml:"how"`
	Round   string `yaml:"round"`
	Because Text   `yaml:"because"`
	Cite    string `yaml:"cite"`
	Verify  bool   `yaml:"verify"`
}

// Location is the country's time zone, in which a certificate's last day ends.
func (p *Profile) Location() *time.Location { return p.location }

// EditionOn gives the edition in force on a day; a day before the first edition is law.edition.none.
func (p *Profile) EditionOn(on expertise.Date) (*Edition, error) {
	for i := len(p.Editions) - 1; i >= 0; i-- {
		if !on.Before(p.Editions[i].From) {
			return &p.Editions[i], nil
		}
	}
	return nil, sentences.Invalid("law.edition.none", "on", "date", on.String(), "first", p.Editions[0].From.String())
}

// Until is the last day on which the edition is in force; zero while nothing has replaced it.
func (e *Edition) Until() expertise.Date { return e.until }

// Outcome finds an outcome by its code.
func (p *Profile) Outcome(code expertise.OutcomeCode) (Outcome, bool) {
	return find(p.Outcomes, func(o Outcome) bool { return o.Code == code })
}

// OutcomeBySeal finds an outcome by its number in a sealed certificate.
func (p *Profile) OutcomeBySeal(number int) (Outcome, bool) {
	return find(p.Outcomes, func(o Outcome) bool { return o.Seal == number })
}

// Cause finds a cause by its code.
func (p *Profile) Cause(code string) (Cause, bool) {
	return find(p.Causes, func(c Cause) bool { return c.Code == code })
}

// Commission finds a commission by its number.
func (p *Profile) Commission(number expertise.CommissionNumber) (Commission, bool) {
	return find(p.Commissions, func(c Commission) bool { return c.Number == number })
}

// Mode finds a mode of examination by its code.
func (p *Profile) Mode(code string) (Named, bool) {
	return find(p.Modes, func(n Named) bool { return n.Code == code })
}

// Purpose finds a purpose of referral by its code.
func (p *Profile) Purpose(code expertise.Purpose) (Named, bool) {
	return find(p.Purposes, func(n Named) bool { return n.Code == string(code) })
}

// Diseases looks the demonstration list up by the beginning of a code or by words in any of the profile's languages.
func (p *Profile) Diseases(query string) []Disease {
	words := strings.Fields(fold(query))
	var found []Disease
	for _, d := range p.ICD {
		if strings.HasPrefix(fold(string(d.Code)), fold(strings.TrimSpace(query))) || d.Names.matches(words) {
			found = append(found, d)
		}
	}
	return found
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}
