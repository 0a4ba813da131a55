// Package scale holds the measuring scales that a commission writes down beside its diagnoses: the ICF's qualifiers and codes, WHODAS 2.0 with
// its two ways of scoring, and the Barthel index.
//
// # What lives here
//
//   - [Code] and [Rating]: the grammar of the ICF. A code is a component (b functions, s structures, d activities and participation,
//     e environment) with 1 digit (chapter), 3 (second level), 4 (third) or 5 (fourth); two digits name nothing. A rating adds the first,
//     generic qualifier: d450.2, or e110+2 where the environment helps.
//   - [QualifierOf] and [PercentRange]: the generic qualifier from a percent, and back.
//   - [WHODAS]: the answers to the 36 items, 1 (no difficulty) to 5 (extreme, or cannot); [WHODAS.Complex] and [WHODAS.Simple] score them.
//   - [Barthel]: the ten items with the values allowed for each; [Barthel.Score] is their sum.
//
// # What does not
//
// No text of WHO: items carry their number and a short label of our own, so a commission reads the question from its licensed form. No
// severity words for a WHODAS score, since WHO gives none. What a score means for an outcome is the law of a country: expertise/law.
//
// # How data comes in and goes out
//
// A form fills one of the types; absence in a map means that nothing was answered. Check lists every finding, each an [expertise.Error]
// with a code scale.* and the item as its field, in the order of the form. Scoring refuses whatever Check finds. A [Score] says
// how it came about: the figures of each part, and which items were filled in from which. The types and the scores have JSON forms.
//
// # WHODAS 2.0, complex
//
// Each answer becomes points: 0, 1, 2, 3, 4, or 0, 1, 1, 2, 2 for the items whose answers are collapsed. A part's score is the sum of its points
// by the most that it can give (20, 16, 10, 12, 10 household, 14 work or study, 24), the whole by 106, or by 92 when the person neither
// works nor studies; both times 100.
//
// One missing item, or two in different domains, are filled in with the mean of the domain; with more there is no score. Three
// things about that are assumed here, because the sources leave them open. The mean is taken of the answers, not of the points: items differ in what they can give, and
// a mean of points could lead beyond 100. A mean between two answers gets the points on the straight line between theirs. And household and work
// are one domain when missing items are counted, but the mean is taken within each, as each has a score of its own.
//
// # WHODAS 2.0, simple
//
// The sum of the answers 1 to 5, without weights (WHO's page on summary scores): 36 to 180, or 32 to 160 for a person who neither works nor studies. Sums of
// the two kinds cannot be compared; a [Score] therefore carries its least and greatest value. Missing items are treated as above; that is assumed, too.
//
// Sums are counted in whole fractions, so a score is the same on every machine.
package scale
