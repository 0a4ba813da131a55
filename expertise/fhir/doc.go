// Package fhir reads what a clinic sends as a FHIR R4 bundle and makes of it a person and the draft of a referral.
//
// # What lives here
//
// [Read] takes one Bundle of any type (transaction, collection, document, searchset) in JSON and gives an [Import]:
//
//   - Patient becomes an expertise.Person. Names stay as they came, generated digits included: whoever registers the person corrects
//     them from a document. The clinic's numbers for the person stay in Person.Foreign; none becomes a state's identifier.
//   - Condition becomes an expertise.Condition with its own coding, SNOMED CT as a rule. The ICD-10 code is for a doctor to choose; it is
//     never guessed.
//   - Observation becomes one expertise.Observation, or one for each component: a blood pressure is two lines.
//   - Encounter and Organization give the institution: the organisation of the latest encounter.
//   - What names another person as its subject is not taken, and is counted apart: a mother's diagnosis in the bundle of a newborn, or two
//     patients' records mixed up on the way.
//   - All other resources are counted by type and reported.
//
// # What does not
//
// XML, R5, bulk ndjson, references that must be fetched from a server. Whether the person is known already, the case number and the
// commission: the caller's, who fills Referral.Number, Person, Commission, Received and Purpose before registering it.
//
// # How data comes in and goes out
//
// JSON from anywhere: a stick, a mail, a folder. Nothing in it is trusted. Size, nesting and the number of entries are bounded before
// anything is decoded, text is cut of characters that cannot be printed, and a bundle is refused whole by an *expertise.Error with a code
// fhir.*, which says what to do, or read whole. A resource that is damaged inside is counted as skipped, never half read.
package fhir
