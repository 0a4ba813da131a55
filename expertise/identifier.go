package expertise

import (
	"regexp"
	"time"
)

// Scheme names a country's way of numbering persons.
type Scheme string

// The schemes known by their check: FIN of Azerbaijan, IIN of Kazakhstan and RNOKPP of Ukraine, and by their form only: PIN of Kyrgyzstan
// and UDID of India. A person from abroad may have none.
const (
	SchemeFIN    Scheme = "fin"
	SchemeIIN    Scheme = "iin"
	SchemeRNOKPP Scheme = "rnokpp"
	SchemePIN    Scheme = "pin"
	SchemeUDID   Scheme = "udid"
	SchemeNone   Scheme = ""
)

// Schemes lists those that a country profile may name.
var Schemes = []Scheme{SchemeFIN, SchemeIIN, SchemeRNOKPP, SchemePIN, SchemeUDID}

// Identifier is the number under which a state knows a person, for example {fin, 5K1Z71A}.
type Identifier struct {
	Scheme Scheme `json:"scheme,omitempty"`
	Value  string `json:"value,omitempty"`
}

// Tail is the last four characters, as a certificate shows them.
func (i Identifier) Tail() string { return i.Value[max(0, len(i.Value)-4):] }

// CheckIdentifier refuses a number that its scheme cannot have issued.
func CheckIdentifier(i Identifier) error {
	switch i.Scheme {
	case SchemeNone:
		if i.Value != "" {
			return Invalid("identifier.scheme", "identifier", "value", "")
		}
	case SchemeFIN:
		if !finPattern.MatchString(i.Value) {
			return Invalid("fin", "identifier")
		}
	case SchemeIIN:
		if !validIIN(i.Value) {
			return Invalid("iin", "identifier")
		}
	case SchemeRNOKPP:
		if !validRNOKPP(i.Value) {
			return Invalid("rnokpp", "identifier")
		}
	case SchemePIN:
		if !pinPattern.MatchString(i.Value) {
			return Invalid("pin", "identifier")
		}
	case SchemeUDID:
		if !udidPattern.MatchString(i.Value) {
			return Invalid("udid", "identifier")
		}
	default:
		return Invalid("identifier.scheme", "identifier", "value", string(i.Scheme))
	}
	return nil
}

// A FIN has no public check digit; its alphabet leaves out I and O, which are mistaken for 1 and 0.
var finPattern = regexp.MustCompile(`^[0-9A-HJ-NP-Z]{7}$`)

var iinPattern = regexp.MustCompile(`^[0-9]{12}$`)

var iinSecondPass = [11]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}

// validIIN checks YYMMDD, the digit for century and sex, and the check digit with its second pass: when both passes give 10, no such
// number was ever issued.
func validIIN(text string) bool {
	if !iinPattern.MatchString(text) {
		return false
	}
	var digit [12]int
	for i := range text {
		digit[i] = int(text[i] - '0')
	}
	if digit[6] < 1 || digit[6] > 6 {
		return false
	}
	century := []string{"18", "19", "20"}[(digit[6]-1)/2]
	if _, err := time.Parse("20060102", century+text[:6]); err != nil {
		return false
	}
	first, second := 0, 0
	for i := range 11 {
		first += (i + 1) * digit[i]
		second += iinSecondPass[i] * digit[i]
	}
	check := first % 11
	if check == 10 {
		check = second % 11
	}
	return check == digit[11]
}

// The check digits of these are not published, or not confirmed; the form alone is checked.
var (
	pinPattern  = regexp.MustCompile(`^[0-9]{14}$`)
	udidPattern = regexp.MustCompile(`^[A-Z]{2}[0-9A-Z]{16}$`)
)

var (
	rnokppPattern = regexp.MustCompile(`^[0-9]{10}$`)
	rnokppWeights = [9]int{-1, 5, 7, 9, 4, 6, 10, 5, 7}
)

// validRNOKPP checks the tenth digit: the weighted sum modulo 11, then modulo 10.
func validRNOKPP(text string) bool {
	if !rnokppPattern.MatchString(text) {
		return false
	}
	sum := 0
	for i, weight := range rnokppWeights {
		sum += weight * int(text[i]-'0')
	}
	// Only the first digit counts negative: the remainder is brought back above zero.
	return (sum%11+11)%11%10 == int(text[9]-'0')
}
