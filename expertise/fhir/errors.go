package fhir

import "medsoc/expertise"

// ErrorCodes lists every code of this package, sorted: a test holds each language's sentences against it.
func ErrorCodes() []string { return sentences.Codes() }

var sentences = expertise.Sentences{
	"fhir.read":      "the file cannot be read; check the medium and try again",
	"fhir.size":      "the file is larger than {max} bytes; ask the clinic for one bundle per person",
	"fhir.empty":     "the file is empty; ask the clinic to send it again",
	"fhir.json":      "this is not JSON (byte {offset}); a FHIR bundle in JSON is needed",
	"fhir.truncated": "the file ends in the middle; it was not sent whole, ask the clinic to send it again",
	"fhir.nesting":   "the file is nested deeper than {max} levels; this is no bundle of a clinic, choose the right file",
	"fhir.bundle":    "this is not a FHIR bundle (resourceType: {type}); ask the clinic for a Bundle",
	"fhir.entries":   "the bundle holds more than {max} entries; ask the clinic for one bundle per person",
	"fhir.patient":   "the bundle names no patient; ask the clinic to include the Patient",
	"fhir.patients":  "the bundle names {count} patients; ask the clinic for one bundle per person",
	"fhir.damaged":   "the record of the patient is damaged; ask the clinic to send it again",
	"fhir.birth":     "the birth date of the patient cannot be read; ask the clinic to correct it",
}
