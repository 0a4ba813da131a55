package expertise

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sex as the register knows it.
type Sex string

const (
	Male   Sex = "male"
	Female Sex = "female"
)

// Name in the order of the register: Əliyeva Leyla Rəşid qızı.
type Name struct {
	Surname    string `json:"surname,omitempty"`
	Given      string `json:"given,omitempty"`
	Patronymic string `json:"patronymic,omitempty"`
}

// Full is the whole name in the register's order.
func (n Name) Full() string {
	return strings.Join(strings.Fields(n.Surname+" "+n.Given+" "+n.Patronymic), " ")
}

// Document is a paper or card that proves who a person is.
type Document struct {
	Type       string `json:"type,omitempty"`
	Series     string `json:"series,omitempty"`
	Number     string `json:"number,omitempty"`
	Issued     Date   `json:"issued,omitzero"`
	ValidUntil Date   `json:"validUntil,omitzero"`
	Issuer     string `json:"issuer,omitempty"`
}

// Person holds the fields of the disability register that describe a person; those that describe a decision stand in [Decision].
type Person struct {
	Name              Name       `json:"name"`
	Sex               Sex        `json:"sex"`
	Birth             Date       `json:"birth"`
	BirthPlace        string     `json:"birthPlace,omitempty"`
	Identifier        Identifier `json:"identifier,omitzero"`
	Document          Document   `json:"document,omitzero"`
	Citizenship       string     `json:"citizenship,omitempty"`
	MaritalStatus     string     `json:"maritalStatus,omitempty"`
	RegisteredAddress string     `json:"registeredAddress,omitempty"`
	ActualAddress     string     `json:"actualAddress,omitempty"`
	District          string     `json:"district,omitempty"` // in which the person lives: a code of the profile
	Phone             string     `json:"phone,omitempty"`
	DrivingLicence    string     `json:"drivingLicence,omitempty"`
	DrivingCategory   string     `json:"drivingCategory,omitempty"`
	// Foreign keeps numbers that other systems give the person, for example a clinic's record number in a FHIR bundle.
	Foreign []Coding `json:"foreign,omitempty"`
}

// maxText is the longest text field, in letters. Longer than any real name or address, short enough to print.
const maxText = 200

var phonePattern = regexp.MustCompile(`^\+?[0-9][0-9 ()-]{4,24}$`)

// Check returns every field that cannot be so; today bounds the birth date. Nil means the person may be registered.
func (p *Person) Check(today Date) []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	for _, f := range PersonFields {
		value, err := p.Get(f)
		if err != nil {
			continue
		}
		add(checkText(string(f), value, f == FieldSurname || f == FieldGiven))
	}
	if p.Sex != Male && p.Sex != Female {
		add(Invalid("sex", "sex"))
	}
	switch {
	case p.Birth.IsZero():
		add(Invalid("required", "birth"))
	case p.Birth.After(today):
		add(Invalid("date.future", "birth"))
	case p.Birth.YearsUntil(today) > 130:
		add(Invalid("date.past.century", "birth"))
	}
	add(CheckIdentifier(p.Identifier))
	if p.Phone != "" && !phonePattern.MatchString(p.Phone) {
		add(Invalid("phone", "phone"))
	}
	if d := p.Document; !d.ValidUntil.IsZero() && d.ValidUntil.Before(d.Issued) {
		add(Invalid("date.order", "documentValidUntil", "other", d.Issued.String()))
	}
	if len(p.Foreign) > 50 {
		add(Invalid("too.many", "foreign", "max", "50"))
	}
	return errs
}

func checkText(field, value string, required bool) error {
	switch {
	case required && strings.TrimSpace(value) == "":
		return Invalid("required", field)
	case utf8.RuneCountInString(value) > maxText:
		return Invalid("too.long", field, "max", "200")
	case !utf8.ValidString(value) || strings.ContainsFunc(value, unprintable):
		return Invalid("control", field)
	}
	return nil
}

// unprintable finds control characters and the invisible marks that turn text around (U+202A..U+202E, U+2066..U+2069), with which a
// name could be made to look like another one, and the mark that stands for damaged letters.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || r == unicode.ReplacementChar || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}
