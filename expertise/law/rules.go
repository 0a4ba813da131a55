package law

import (
	"strings"

	"medsoc/expertise"
)

// Rule is a row marked verify: nobody had confirmed it in the act when the profile was written. It is what an administrator reads and
// confirms by [Profile.Confirm].
type Rule struct {
	Edition   expertise.Date // zero for what stands outside the editions: causes, acts, the calendar
	Row       string         // as in a proposal's reasons
	Kind      string
	Because   Text
	Cite      string
	Confirmed *expertise.Confirmation // nil while nobody has
}

// The kinds of a rule.
const (
	RuleCause    = "cause"
	RuleAct      = "act"
	RuleCalendar = "calendar"
	RuleCombine  = "combine"
	RuleExpiry   = "expiry"
	RuleAge      = "age"
	RuleCriteria = "criteria"
	RuleTable    = "table"
)

// Rules lists every row marked verify, those that somebody has confirmed included: what stands outside the editions first, then edition by
// edition, in the order of the file.
func (p *Profile) Rules() []Rule {
	var rules []Rule
	add := func(edition expertise.Date, kind string, r Reason) {
		if !r.Verify {
			return
		}
		rule := Rule{Edition: edition, Row: r.Row, Kind: kind, Because: r.Because, Cite: r.Cite}
		if c, confirmed := p.confirmed[rowKey(edition, r.Row)]; confirmed {
			rule.Confirmed = &c
		}
		rules = append(rules, rule)
	}
	var none expertise.Date
	for _, c := range p.Causes {
		add(none, RuleCause, c.reason())
	}
	for i := range p.Extensions {
		add(none, RuleAct, actReason(&p.Extensions[i]))
	}
	add(none, RuleCalendar, p.calendarReason())
	for i := range p.Editions {
		e := &p.Editions[i]
		add(e.From, RuleCombine, e.Combine.reason())
		if e.Expiry.Because != nil {
			add(e.From, RuleExpiry, e.Expiry.reason())
		}
		for _, b := range e.ComingOfAge {
			add(e.From, RuleAge, b.reason())
		}
		for k := range e.Criteria {
			add(e.From, RuleCriteria, e.Criteria[k].reason())
		}
		for _, t := range e.Tables {
			for k := range t.Rows {
				add(e.From, RuleTable, t.reason(&t.Rows[k], nil))
			}
		}
	}
	return rules
}

// reason is what a confirmation of the cause is about: the paper that it needs, or the cause itself where it needs none.
func (c *Cause) reason() Reason {
	r := Reason{Row: causeRow + c.Code, Because: c.Evidence, Cite: c.Cite, Verify: c.Verify, Datum: c.Code}
	if c.Evidence == nil {
		r.Because = c.Names
	}
	return r
}

// calendarRow is the id under which the whole calendar is confirmed: it is decreed and read as one.
const calendarRow = "calendar"

// calendarReason names the free days in the order of the file. A confirmed calendar carries no marks any more, and is a rule all the same.
func (p *Profile) calendarReason() Reason {
	_, confirmed := p.confirmed[rowKey(expertise.Date{}, calendarRow)]
	r := Reason{Row: calendarRow, Because: Text{}, Cite: p.Calendar.Cite, Verify: confirmed || p.Calendar.Marked()}
	for _, language := range p.Languages {
		r.Because[language] = strings.Join(p.Calendar.Words(language), "; ")
	}
	return r
}
