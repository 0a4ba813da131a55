// Package law holds the law of a country as data and says what it makes of a case: outcome, term, next examination, each with its reason.
//
// # What lives here
//
//   - [Profile]: a country's authorities, causes, outcomes, limits and dated editions of its rules, read by [Load] from a YAML file.
//   - [Criterion]: a row of the criteria, condition and severity with their percent and term. A doctor looks rows up by code or words
//     ([Profile.Criteria]) and rates within them ([Profile.CheckImpairment]).
//   - [Table]: a narrow decision table. Its hit policy is unique: exactly one row answers each case. Load proves that, by cutting the
//     space of cases into boxes; there is no "first match", no default and no expression language, so a table can be read row by row.
//   - [Profile.Propose] and [Profile.Explain]: a proposal with its reasons, and the same reasons again from a stored decision.
//   - [CertificateForm]: what the country's papers show.
//
// # What does not
//
// Records and their states: expertise. Counting working days, lists of who falls due, extension acts: later, beside the terms. Which
// file is loaded, and whether a ministry's own file replaces it: the caller, by the fs.FS. Nothing here knows a country's name.
//
// # How data comes in and goes out
//
// The edition in force on the day of the examination judges. Impairments are rated by their rows and become one percent by a named
// aggregate ("highest"). From there on the tables chain: each is named for the fact that it sets and lists the facts that it reads.
// Load refuses a circle, an unknown name, a gap and an overlap with file, line and the case in words. A fact is asked for only where the
// rows still in question differ by it, so an age that no rule needs may be unknown, and a rule that was not needed is no reason.
//
// Facts that a table may read:
//
//	percent       0..100     what counts of all impairments, after rounding
//	irreversible  no, yes    the leading criteria row is without term
//	rowTerm       months     term of the leading criteria row, 0 when it names none
//	cause                    code of the cause
//	sex           male, female
//	age           years      completed on the day of the examination; ageMonths in months
//	on            date       of the examination; a table answers for the days of its edition
//	heldSame      years      unbroken years in the outcome now proposed; heldAny in any outcome
//	duration      none, limited, without: the kind of the term
//	outcome, pension, longHeld, permanent: as set by the table of that name
//
// Facts that a table sets: outcome (a code), term ("none", "without", "row" for the criteria row's own, "2 years"), next ("never",
// "dayAfter", "lastDay" of the term); pension, longHeld and permanent (no, yes) where another table reads them.
//
// A decision stores the profile's hash, the edition and the ids of the rows ([expertise.Basis]). A row marked verify is one that nobody
// has confirmed; a proposal that rests on one says so, and its paper is a sample.
package law
