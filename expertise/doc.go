// Package expertise is the field itself: what a commission for medical and social expertise writes down, and which step may
// follow which. It imports nothing of ours, knows no database, no network, no screen and no country.
//
// # What lives here
//
//   - Records: [Person], [Referral], [Examination] with diagnoses and impairments, [Decision], [Certificate], [Member]. Each has a Check
//     method that returns every field that cannot be so as an [Error].
//   - Changes: one Go type per kind of op ([PersonRegistered], [ExaminationRecorded], [DecisionSigned], ...). A change has an open part,
//     which may be read without knowing whom it concerns, and a personal part, which may not ([Change]).
//   - Extension acts ([Extension], [Run]): what an act of the ministry makes of a running term.
//   - Aggregates: [CaseFile], [PersonFile] and [ExtensionFile] are what results when changes are applied one after another in the order of the
//     registry's feed. They hold the invariants: one table ([Steps]) says which change is allowed in which state of a case.
//   - Identifiers and their check digits ([CheckIdentifier]), dates without a time ([Date]), the ICF's qualifiers.
//
// # What does not
//
// What a condition is worth in percent, how long a term runs and who is in the quorum is the law of a country: expertise/law. How a
// change travels and is kept: store. What is printed and sealed: certs. Sentences in a language: assets/text, by [Error.TextKey].
//
// # How data comes in and goes out
//
// A caller fills a record, calls Check, wraps it into a change and hands that to the store. The store gives the changes of one case
// (or person, or act) in order to Apply; a change that Apply refuses leaves the aggregate as it was.
package expertise
