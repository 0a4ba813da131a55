package scale

import "medsoc/expertise"

// ErrorCodes lists every code of this package, sorted: a test holds each language's sentences against it.
func ErrorCodes() []string { return sentences.Codes() }

var sentences = expertise.Sentences{
	"scale.icf.code":        "{value} is not an ICF code: write b, s, d or e with 1, 3, 4 or 5 digits, for example d450",
	"scale.icf.chapter":     "{value} names a chapter that the ICF does not have; component {component} has chapters 1 to {last}",
	"scale.icf.rating":      "{value} is not a rated ICF code: write the code, a point and one qualifier, for example d450.2",
	"scale.icf.qualifier":   "{value} ends in no ICF qualifier; choose 0, 1, 2, 3, 4, 8 or 9",
	"scale.icf.facilitator": "{value}: only an environmental factor (e) can help; write a point in place of the plus",
	"scale.percent":         "{value} % cannot be qualified; choose a whole number from 0 to 100",
	"scale.whodas.item":     "WHODAS 2.0 has no item {item}; choose D1.1 to D6.8",
	"scale.whodas.answer":   "{item} is answered with {value}; choose 1 to 5",
	"scale.whodas.work":     "{item} is about work or study, but the person is said to have neither; remove the answer or correct that",
	"scale.whodas.missing":  "{count} answers are missing ({items}); with more than {max} there is no score, ask the person again",
	"scale.whodas.domain":   "two answers of domain {domain} are missing ({items}); answer at least one of them",
	"scale.barthel.item":    "the Barthel index has no item {item}; choose one from the list",
	"scale.barthel.value":   "{item} cannot be {value}; choose {allowed}",
	"scale.barthel.missing": "{item} is not rated; the Barthel index needs all ten items",
}

// shorten shows what was written in a message; a broken file cannot fill a screen.
func shorten(text string) string {
	if r := []rune(text); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return text
}
