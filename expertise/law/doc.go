// Package law holds the law of a country as data and says what it makes of a case: outcome, term, next examination, each with its reason.
//
// # What lives here
//
//   - [Profile]: a country's authorities, causes, outcomes, limits and dated editions of its rules, read by [Load] from a YAML file;
//     [Setting] is what it says beside its rules. template.yaml beside the profiles explains every field.
//   - [Criterion]: a row of the criteria, condition and severity with their percent or degree and term. A doctor looks rows up by code or
//     words ([Profile.Criteria]) and rates within them ([Profile.CheckImpairment]); a ministry's list comes by [ImportCriteria] and [ReplaceCriteria].
//   - [Table]: a narrow decision table. Its hit policy is unique: exactly one row answers each case. Load proves that, by cutting the
//     space of cases into boxes; there is no "first match", no default and no expression language, so a table can be read row by row.
//   - [Profile.Propose] and [Profile.Explain]: a proposal with its reasons, and the same reasons again from a stored decision.
//   - [Rule]: a row marked verify, listed by [Profile.Rules]; [Profile.Confirm] makes a confirmation of it, [Profile.Confirmed] takes the
//     marks off.
//   - [Case]: a case as a lawyer writes it, read by [ReadCases]; [Case.Differences] holds what came of it to what is wanted.
//   - [Profile.ChangesFrom]: what a new file changes, and what of it touches the past. [ReadAct] and [Profile.CheckAct] take in an extension act.
//   - [Profile.Measures]: the scales that the law reads from a sheet, checked by [Profile.CheckMeasure].
//   - [Setting.Calendar]: the days on which working-day limits do not run; expertise/workday counts.
//   - [Profile.Extended]: until when a term runs under the acts of the profile and those that the registry has enacted beside it.
//   - [CertificateForm]: what the country's papers show; [Profile.Form] refuses where there is none.
//
// # What does not
//
// Records and their states: expertise. Lists of who falls due, and writing an extension act into the records: the desk. Which file is
// loaded, and whether a ministry's own file replaces it: the caller, by the fs.FS. Nothing here knows a country's name.
//
// # How data comes in and goes out
//
// The edition in force on the day of the examination judges. Impairments are rated by their rows and become one percent or degree by a
// named aggregate: the highest, the most severe, or combined by the formula a + b(90-a)/90. From there on the tables chain: each is named
// for the fact that it sets and lists the facts that it reads. Load refuses a circle, an unknown name, a gap and an overlap with file,
// line and the case in words. A fact is asked for only where the rows still in question differ by it, so an age that no rule needs may be
// unknown, and a rule that was not needed is no reason.
//
// Facts that a table may read:
//
//	percent       0..100     what counts of all impairments, after rounding; hundredths: exactly, 0..10000
//	degree        0..4       where the edition rates by degree; atDegree2, atDegree3: impairments of that degree or worse
//	professional  0..100     loss of professional capacity that the commission found
//	whodas        0..100     score of WHODAS 2.0, complex, rounded to the nearest whole; the commission fills the scale in
//	barthel       0..100     points of the Barthel index, 100 for independence
//	irreversible  no, yes    the leading criteria row is without term; allIrreversible: so is the row of every impairment that counts
//	rowTerm       months     term of the leading criteria row, 0 when it names none; until an age: months begun that are left
//	cause                    code of the cause
//	sex           male, female
//	age           years      completed on the day of the examination; ageMonths in months
//	on            date       of the examination; a table answers for the days of its edition
//	heldSame      years      unbroken years in the outcome now proposed; heldAny in any outcome
//	previous      none, running, expired: the newest earlier establishment
//	overdue       months     begun since its last day; early: months begun that it still runs
//	validReason   no, yes    why the person comes late was found valid
//	duration      none, limited, without: the kind of the term
//	outcome, pension, longHeld, permanent, and the profile's own scales: as set by the table of that name
//
// Facts that a table sets: outcome (a code), term ("none", "without", "row" for the criteria row's own, "2 years", "until age 16"), next
// ("never", "dayAfter", "lastDay" of the term, "anniversary": its bare end); pension, longHeld and permanent (no, yes) where another table
// reads them; start of a late person's new term ("examination", "expiry"), gap (how far back the time without a term is paid: "none",
// "1 month", "without" for all of it), tooEarly (no, yes), and scales with values.
//
// After the table of the term, comingOfAge shortens what a birthday ends, and expiry names the last valid day: the day before, the end of
// the month, or the first of the next.
//
// A decision stores the profile's hash, the edition and the ids of the rows ([expertise.Basis]). A row marked verify is one that nobody
// has confirmed; a proposal that rests on one says so, and its paper is a sample.
package law
