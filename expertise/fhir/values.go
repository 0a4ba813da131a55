package fhir

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode"

	"medsoc/expertise"
)

const birthPlaceExtension = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"

// person takes what a register asks for. What is absent stays empty: whoever registers the person is asked for it then. A birth date
// that is no date at all is refused, because a wrong one would go unnoticed.
func (p *patient) person() (expertise.Person, error) {
	person := expertise.Person{MaritalStatus: p.MaritalStatus.marital()}
	name := p.name()
	person.Name = expertise.Name{Surname: clean(name.Family), Given: clean(strings.Join(name.Given, " "))}
	if person.Name == (expertise.Name{}) {
		person.Name.Surname = clean(name.Text)
	}
	switch p.Gender {
	case "male":
		person.Sex = expertise.Male
	case "female":
		person.Sex = expertise.Female
	}
	// FHIR allows "1984" and "1984-07"; a register needs the day, so the field stays open then.
	person.Birth = day(p.BirthDate, "")
	if person.Birth.IsZero() && !partialDate(p.BirthDate) {
		return person, sentences.Invalid("fhir.birth", "birth")
	}
	for _, x := range p.Extension {
		if x.URL == birthPlaceExtension {
			person.BirthPlace = x.ValueAddress.words()
		}
	}
	if len(p.Address) > 0 {
		person.RegisteredAddress = p.Address[0].words()
	}
	for _, t := range p.Telecom {
		if t.System == "phone" && person.Phone == "" {
			person.Phone = clean(t.Value)
		}
	}
	for _, i := range p.Identifier {
		if i.Value != "" && len(person.Foreign) < maxForeign {
			person.Foreign = append(person.Foreign, expertise.Coding{System: clean(i.System), Code: clean(i.Value), Display: clean(i.Type.Text)})
		}
	}
	return person, nil
}

// name prefers the official name to the usual one, and both to a maiden or old name.
func (p *patient) name() humanName {
	for _, use := range []string{"official", "usual", ""} {
		for _, n := range p.Name {
			if n.Use == use {
				return n
			}
		}
	}
	if len(p.Name) > 0 {
		return p.Name[0]
	}
	return humanName{}
}

// maritals are the codes of HL7's v3 MaritalStatus in words that a form can translate.
var maritals = map[string]string{
	"M": "married", "S": "single", "U": "single", "D": "divorced", "W": "widowed", "L": "separated", "T": "partner", "A": "annulled",
}

func (c codeableConcept) marital() string {
	if word, known := maritals[c.best().Code]; known {
		return word
	}
	return clean(c.Text)
}

const snomed = "http://snomed.info/sct"

// best is the SNOMED CT coding where there is one, else the first, else the text alone.
func (c codeableConcept) best() expertise.Coding {
	var best coding
	for i, candidate := range c.Coding {
		if i == 0 || candidate.System == snomed && best.System != snomed {
			best = candidate
		}
	}
	if best.Display == "" {
		best.Display = c.Text
	}
	return expertise.Coding{System: clean(best.System), Code: clean(best.Code), Display: clean(best.Display)}
}

func (a address) words() string {
	parts := append([]string{}, a.Line...)
	parts = append(parts, a.City, a.State, a.PostalCode, a.Country)
	var words []string
	for _, part := range parts {
		if part = clean(part); part != "" {
			words = append(words, part)
		}
	}
	if len(words) == 0 {
		return clean(a.Text)
	}
	return clean(strings.Join(words, ", "))
}

// words gives a value and its unit, "" when there is none.
func (v value) words() (text, unit string) {
	switch {
	case v.Quantity != nil:
		unit = v.Quantity.Unit
		if unit == "" {
			unit = v.Quantity.Code
		}
		return number(v.Quantity.Value), clean(unit)
	case v.Concept != nil:
		return v.Concept.best().Display, ""
	case v.String != nil:
		return clean(*v.String), ""
	case v.Boolean != nil:
		return strconv.FormatBool(*v.Boolean), ""
	case v.Integer != nil:
		return clean(v.Integer.String()), ""
	case v.DateTime != nil:
		return clean(*v.DateTime), ""
	}
	return "", ""
}

// number keeps a value as the clinic wrote it, unless it carries the noise of a machine: 168.80253764416227 becomes 168.8. Four digits
// are more than a measurement has; the digits before the point all stay.
func number(n json.Number) string {
	text := clean(n.String())
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if len(strings.TrimLeft(whole+fraction, "0")) <= 6 {
		return text
	}
	v, err := n.Float64()
	if err != nil || strings.ContainsAny(text, "eE") {
		return text
	}
	decimals := max(0, 4-len(strings.TrimLeft(whole, "0")))
	if strings.TrimLeft(whole, "0") == "" {
		decimals += len(fraction) - len(strings.TrimLeft(fraction, "0"))
	}
	rounded := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(rounded, ".") {
		rounded = strings.TrimRight(strings.TrimRight(rounded, "0"), ".")
	}
	return rounded
}

// day is the first of the texts that holds a whole day, as the clinic's own clock had it: the offset of an instant is not applied.
func day(texts ...string) expertise.Date {
	for _, text := range texts {
		text, _, _ = strings.Cut(text, "T")
		if d, err := expertise.ParseDate(text); err == nil && !d.IsZero() {
			return d
		}
	}
	return expertise.Date{}
}

func partialDate(text string) bool {
	if len(text) == len("1984") {
		text += "-01"
	}
	_, err := expertise.ParseDate(text + "-01")
	return text == "" || err == nil
}

// maxText is the longest text that a record may hold, in letters.
const maxText = 200

// clean makes foreign text fit for a record: valid UTF-8, one line, nothing that cannot be printed or that turns text around, bounded.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar: // also what is no valid UTF-8: a damaged letter stays to be seen and corrected
			return '?'
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if letters := []rune(text); len(letters) > maxText {
		text = strings.TrimSpace(string(letters[:maxText]))
	}
	return text
}
