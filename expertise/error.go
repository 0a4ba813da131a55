package expertise

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
)

// Error is a refusal of the field itself: a field that cannot be so, or a step that the state of a case does not allow.
// Code is stable; the text room has a sentence for "error."+Code in each language, with Args for its {placeholders}.
// Error gives the same in English for logs and terminals without a language.
type Error struct {
	Code  string
	Field string // the field's name in Person, Diagnosis and so on; "" when the whole is meant
	Args  map[string]string

	english string // the sentence of a room with its own [Sentences]
}

// Invalid makes an Error; args are pairs of placeholder name and value. Values must not carry personal data, which
// would end up in logs: a field's name is enough for the person who sees the field.
func Invalid(code, field string, args ...string) *Error {
	e := &Error{Code: code, Field: field, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = args[i+1]
	}
	return e
}

// Error says in English what happened and what to do next.
func (e *Error) Error() string {
	text := cmp.Or(e.english, sentences[e.Code], e.Code)
	for name, value := range e.Args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	if e.Field != "" {
		return e.Field + ": " + text
	}
	return text
}

// TextKey names the sentence for this error in the text room.
func (e *Error) TextKey() string { return "error." + e.Code }

// TextArgs gives the sentence's placeholders.
func (e *Error) TextArgs() map[string]string { return e.Args }

// ErrorCode is the code of the first Error in err's chain, "" when there is none.
func ErrorCode(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

// ErrorCodes lists every code, sorted: a test holds each language's sentences against it.
func ErrorCodes() []string { return sentences.Codes() }

// Sentences are the English sentences of one room's errors by code. The law and the readers of foreign files have their own, so that
// a code stands beside the check that uses it.
type Sentences map[string]string

// Invalid makes an Error as the function Invalid does, with this room's sentence.
func (s Sentences) Invalid(code, field string, args ...string) *Error {
	e := Invalid(code, field, args...)
	e.english = s[code]
	return e
}

// Codes lists the room's codes, sorted.
func (s Sentences) Codes() []string { return slices.Sorted(maps.Keys(s)) }

var sentences = Sentences{
	"required":              "is required; fill it in",
	"too.long":              "is longer than {max} letters; shorten it",
	"control":               "contains a character that cannot be printed; type it again",
	"date.format":           "is not a date; write day, month and year, for example 12.11.2026",
	"date.future":           "lies in the future; check the year",
	"date.order":            "comes before {other}; check both dates",
	"date.past.century":     "lies more than 130 years back; check the year",
	"fin":                   "is not a FIN: 7 digits and capital letters without I and O; copy it from the identity card",
	"iin":                   "is not a valid IIN: 12 digits with a matching check digit; copy it from the document",
	"rnokpp":                "is not a valid RNOKPP: 10 digits with a matching check digit; copy it from the document",
	"pin":                   "is not a personal identification number: 14 digits; copy it from the document",
	"udid":                  "is not a UDID number: two capital letters, then 16 digits or capital letters; copy it from the card",
	"identifier.scheme":     "has an unknown kind {value}; choose one that the country profile names",
	"sex":                   "must be male or female",
	"phone":                 "is not a phone number: digits, spaces and one leading +",
	"icd":                   "is not an ICD-10 code; write it like I69.3",
	"side":                  "must say left, right, both or not paired",
	"side.missing":          "needs the side of the body: left, right or both",
	"percent":               "must be a whole number from 0 to 100",
	"qualifier":             "must be an ICF qualifier: 0 to 4, 8 or 9",
	"diagnosis.none":        "no main diagnosis is named; add one with its ICD-10 code",
	"diagnosis.main":        "more than one main diagnosis is named; keep one",
	"impairment.none":       "no impairment is rated; add one, or return the referral",
	"activity.missing":      "{activity} is not rated; rate all seven activities",
	"transition":            "{step} is not possible while the case is \"{state}\"; possible now: {allowed}",
	"case.doctor":           "a case goes to a doctor or a chair; choose one of them",
	"rule.act":              "the rule names no act; write the act and the article in which you read it",
	"case.locked":           "this record holds an entry of a newer program; update this program before changing it",
	"case.unknown":          "there is no such case here; synchronise, then search again",
	"person.unknown":        "there is no such person here; synchronise, then search again",
	"person.known":          "a person with this identifier is already registered; open that record",
	"person.differs":        "belongs to a person with another birth date or sex here; ask the clinic which of the two is right",
	"letter":                "has the letter {letter}, which cannot be printed on a certificate; write the name as on the identity card",
	"person.erased":         "this person's data were erased by order of law; nothing can be changed",
	"decision.unknown":      "there is no such decision in this case; open the case again",
	"decision.percent":      "{percent} % do not belong to this outcome; choose the outcome of that percent, or another percent",
	"decision.reason":       "differs from the proposal; write the reason",
	"decision.quorum":       "the quorum must be at least one member; correct the country profile",
	"decision.signed":       "this member has signed already; another member signs next",
	"decision.signature":    "the signature does not belong to this proposal; sign again",
	"decision.term":         "the end of the term lies before its beginning; check the term",
	"certificate.unknown":   "there is no such certificate in this case; open the case again",
	"certificate.exists":    "a valid certificate exists already; void or replace it before issuing another",
	"certificate.first":     "this paper stands beside a certificate of disability, and the case has none that is valid; issue the certificate first",
	"certificate.withdrawn": "the paper of this decision was revoked; only a chair issues another, for this case alone, or takes the decision back",
	"certificate.services":  "the decision grants no services, so there is no programme to print; name them in the examination before the next decision",
	"certificate.service":   "the service {code} of this decision is not in the country profile; tell the ministry",
	"certificate.number":    "no paper here has the number {number}; check the number, or synchronise",
	"certificate.given":     "this paper was handed over already; issue a duplicate if it was lost, or ask a chair to revoke it",
	"certificate.verify":    "the decision rests on a rule that nobody has confirmed; an administrator confirms the rule first",
	"certificate.verified":  "the rule was confirmed after this decision; take the decision back and decide again",
	"certificate.replaced":  "this paper was replaced already; go on with the one that replaced it",
	"certificate.voided":    "this paper was voided already; issue a new one if the case needs it",
	"certificate.revoked":   "this paper was revoked already; a chair issues a new one if the case needs it",
	"certificate.reason":    "needs a reason; write why",
	"certificate.receiver":  "needs the name of the person who received it",
	"member.unknown":        "this member is not known; ask the administrator to add the member",
	"member.known":          "this member was added already; add a new one under another name",
	"member.role":           "the role {role} may not do this; ask a colleague who may",
	"extension.how":         "must be either a new last day or a number of months, not both; keep one",
	"extension.months":      "must be 1 to 1200 months; check the number",
	"extension.known":       "this act is in force already; withdraw it first, then enact the corrected one under another name",
	"extension.unknown":     "there is no such act in force; list the acts, then name one",
	"extension.ministry":    "only the ministry's registry enacts and withdraws acts; ask the ministry",
	"rule.unknown":          "this rule is not confirmed; open the list of rules again",
	"sitting.known":         "this sitting is planned already; open the timetable again",
	"sitting.unknown":       "there is no such sitting, or it was cancelled; open the timetable again",
	"sitting.places":        "must be 1 to {max} places; check the number",
	"sitting.minutes":       "must be 5 to 240 minutes for one person; check the number",
	"sitting.day":           "do not fit into the day; plan fewer places, or begin earlier",
	"appointment.place":     "is no place of this sitting; choose a free one",
	"appointment.taken":     "is taken by somebody else; choose a free one",
	"appointment.known":     "this person has a place at this sitting already",
	"appointment.elsewhere": "this person has a place at another sitting; cancel that one first",
	"sitting.district":      "is no district of this country's profile; choose one from the list",
	"sitting.past":          "lies in the past; choose today or a later day",
	"appointment.unknown":   "this person has no place at this sitting; open the timetable again",
	"measure":               "is not a scale of this form; open the sheet again",
	"field.unknown":         "is not a field of a person",
	"conflict.unknown":      "there is no open conflict in this field; open the record again",
	"form.large":            "the file is larger than 1 MB; send the referral without attachments",
	"form.truncated":        "the file ends too early; ask the clinic to send it again",
	"form.json":             "the file is no referral in the agreed form; ask the clinic to send it again as JSON",
	"too.many":              "holds more than {max} entries; remove some",
}
