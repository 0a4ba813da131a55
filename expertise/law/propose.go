package law

import (
	"slices"
	"strings"

	"medsoc/expertise"
)

// Input is what the law asks about a case. It names nobody, so a case can be judged without knowing whom it concerns. Birth and Sex may
// be empty as long as no rule that is needed asks for them.
type Input struct {
	On          expertise.Date // of the examination: chooses the edition
	Birth       expertise.Date
	Sex         expertise.Sex
	Cause       string
	Evidence    bool // the paper that the cause needs was seen
	ValidReason bool // why the person comes late was found valid
	// Professional is the loss of professional capacity that the commission found, 0 where nobody asked for it.
	Professional expertise.Percent
	Impairments  []expertise.Impairment
	Measures     []expertise.Measure   // scales that were filled in, each once
	History      []Past                // in any order
	Acts         []expertise.Extension // in force beside the profile's own
}

// Proposal is what the law says about a case. A commission may decide otherwise, with a reason.
type Proposal struct {
	Outcome expertise.Outcome // with the whole percent that counts
	// Hundredths is the exact percent that counts, times 100: 4333 for 43.33 %. It is 0 where the edition rates by degree.
	Hundredths int
	Scales     []expertise.ScaleValue // further scales of the profile, in its order
	Term       Term
	Since      expertise.Date // the day of the examination, or the day after an earlier term that an overdue one continues
	Until      expertise.Date // last valid day; zero without term, or when nothing is established
	Gap        *expertise.Gap // days before Since that are paid at the previous outcome
	Next       expertise.Date // next examination; zero when there is none
	Reasons    []Reason       // leading criteria row first, then the rules in the order in which they were needed
	Missing    []Reason       // what must still be brought, such as the paper for the cause
	Basis      expertise.Basis
}

// Reason is one row that led to the proposal.
type Reason struct {
	Row     string // as stored in the basis: a criterion's id, or "table/row"
	Because Text
	Cite    string
	Verify  bool   // nobody has confirmed the row
	Aside   bool   // changes nothing; a screen may fold it away
	Datum   string // what the row was applied to, without language: "percent 70", "I69.3 33 → 35 %"
}

// combineRow is the id of the reason "several impairments: the highest counts".
const combineRow = "combine"

// Propose judges a case by the edition in force on the day of the examination. It refuses what cannot be judged: an impairment outside
// its row, an unknown cause, a fact that a needed rule asks for and that is not given. The same input gives the same proposal.
func (p *Profile) Propose(in Input) (Proposal, error) {
	j := &judgement{p: p, in: in, known: map[string]int64{}}
	var err error
	if j.edition, err = p.EditionOn(in.On); err != nil {
		return Proposal{}, err
	}
	if !in.Birth.IsZero() && in.Birth.After(in.On) {
		return Proposal{}, sentences.Invalid("law.birth.order", "birth")
	}
	if err := p.checkHistory(in.History); err != nil {
		return Proposal{}, err
	}
	j.prolong()
	if _, err := j.cause(); err != nil {
		return Proposal{}, err
	}
	if err := j.rate(); err != nil {
		return Proposal{}, err
	}
	return j.propose()
}

func (j *judgement) propose() (Proposal, error) {
	code, err := j.outcome()
	if err != nil {
		return Proposal{}, err
	}
	if _, err := j.ask("term"); err != nil {
		return Proposal{}, err
	}
	next, err := j.ask("next")
	if err != nil {
		return Proposal{}, err
	}
	p := Proposal{Outcome: expertise.Outcome{Code: code}, Term: j.term, Missing: j.missing(code)}
	if j.edition.rating() == byPercent {
		p.Outcome.Percent, p.Hundredths = j.edition.wholePercent(j.value), int(j.value)
	}
	if err := j.dates(&p, next); err != nil {
		return Proposal{}, err
	}
	if p.Scales, err = j.scales(); err != nil {
		return Proposal{}, err
	}
	if j.bounded && next == nextAnniversary {
		// A birthday ends the term, so its day says when to come and no anniversary does.
		j.hits = slices.DeleteFunc(j.hits, func(r Reason) bool { return strings.HasPrefix(r.Row, "next/") })
	}
	p.Reasons = append(j.rowReasons(), j.hits...)
	if expiry := j.edition.Expiry; expiry.Because != nil && p.Term.Limited() && !j.bounded {
		p.Reasons = append(p.Reasons, expiry.reason())
	}
	j.p.confirm(j.edition, p.Reasons)
	j.p.confirm(j.edition, p.Missing)
	p.Basis = j.basis(p)
	return p, nil
}

// dates works out the first and the last day and the next examination.
func (j *judgement) dates(p *Proposal, next int64) error {
	p.Since = j.in.On
	if err := j.late(p); err != nil || !j.term.Limited() {
		return err
	}
	end := j.term.end(p.Since, j.in.Birth)
	if end.IsZero() || !end.After(p.Since) {
		return sentences.Invalid("law.term.past", "birth", "term", j.term.String())
	}
	p.Until = endings[j.edition.expiry()](end)
	if j.bounded {
		p.Until = end.AddDays(-1)
	}
	switch next {
	case nextDayAfter:
		p.Next = p.Until.AddDays(1)
	case nextLastDay:
		p.Next = p.Until
	case nextAnniversary:
		p.Next = end
	}
	return nil
}

// rowReasons are the impairments' rows, then the rule by which one percent became of several.
func (j *judgement) rowReasons() []Reason {
	var reasons []Reason
	for i, r := range j.rated {
		reason := r.row.reason()
		reason.Datum, reason.Aside = r.datum(j.edition.rating()), i > 0
		reasons = append(reasons, reason)
	}
	if len(j.rated) > 1 {
		reasons = append(reasons, j.edition.Combine.reason())
	}
	return reasons
}

func (j *judgement) basis(p Proposal) expertise.Basis {
	b := expertise.Basis{Country: j.p.Country, Profile: j.p.Hash, Edition: j.edition.From, Proposed: p.Outcome, ProposedUntil: p.Until}
	for _, r := range p.Reasons {
		b.Rows = append(b.Rows, r.Row)
		b.Verify = b.Verify || r.Verify
	}
	return b
}

// missing names the paper that the cause needs and that nobody has seen; where nothing is established, nothing is needed.
func (j *judgement) missing(code expertise.OutcomeCode) []Reason {
	cause, _ := j.p.Cause(j.in.Cause)
	if cause.Evidence == nil || j.in.Evidence || !j.p.established(code) {
		return nil
	}
	return []Reason{cause.reason()}
}

func (c *Criterion) reason() Reason {
	return Reason{Row: c.ID, Because: c.Because(), Cite: c.Cite, Verify: c.Verify}
}

func (c *Combination) reason() Reason {
	return Reason{Row: combineRow, Because: c.Because, Cite: c.Cite, Verify: c.Verify}
}

func (t *Table) reason(row *Row, used []datum) Reason {
	r := Reason{Row: t.RowID(row), Because: row.Because, Cite: row.Cite, Verify: row.Verify, Aside: row.Aside}
	var words []string
	for _, d := range used {
		words = append(words, d.fact+" "+d.value)
	}
	r.Datum = strings.Join(words, ", ")
	return r
}

// Explain gives the reasons of a stored decision again, from the edition and the row ids in its basis: the same texts and citations as
// when it was proposed, without the data, which stand in the examination. Later editions change nothing in it. Acts that were enacted
// beside the profile are named by the caller, those that were withdrawn since then included.
func (p *Profile) Explain(b expertise.Basis, enacted ...expertise.Extension) ([]Reason, error) {
	if b.Country != p.Country {
		return nil, sentences.Invalid("law.explain.country", "", "country", b.Country)
	}
	edition, _ := find(p.Editions, func(e Edition) bool { return e.From == b.Edition })
	var reasons []Reason
	criteria := 0
	acts := p.acts(enacted)
	for _, id := range b.Rows {
		reason, ok := edition.explain(id)
		if x, isAct := find(acts, func(x expertise.Extension) bool { return actRow(&x) == id }); isAct {
			reason, ok = actReason(&x), true
		}
		if !ok {
			return nil, sentences.Invalid("law.explain.row", "", "row", id, "edition", b.Edition.String())
		}
		if _, isCriterion := edition.Row(id); isCriterion {
			reason.Aside = criteria > 0
			criteria++
		}
		reasons = append(reasons, reason)
	}
	p.confirm(&edition, reasons)
	return reasons, nil
}

func (e *Edition) explain(id string) (Reason, bool) {
	switch id {
	case combineRow:
		return e.Combine.reason(), true
	case expiryRow:
		return e.Expiry.reason(), e.Expiry.Because != nil
	}
	if bound, ok := find(e.ComingOfAge, func(b AgeBound) bool { return b.row() == id }); ok {
		return bound.reason(), true
	}
	if c, ok := e.Row(id); ok {
		return c.reason(), true
	}
	name, row, _ := strings.Cut(id, "/")
	t := e.values[name]
	if t == nil {
		return Reason{}, false
	}
	i := slices.IndexFunc(t.Rows, func(r Row) bool { return r.ID == row })
	if i < 0 {
		return Reason{}, false
	}
	return t.reason(&t.Rows[i], nil), true
}
