package presenter

import (
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
)

// editions are the editions of the law with the days on which they are in force and the acts they are from.
func (e *Env) editions() []Fact {
	facts := make([]Fact, 0, len(e.Profile.Editions))
	for i := range e.Profile.Editions {
		edition := &e.Profile.Editions[i]
		days := e.language.T("rules.from", "date", e.date(edition.From))
		if until := edition.Until(); !until.IsZero() {
			days = e.period(edition.From, until)
		}
		facts = append(facts, Fact{days, e.cite(edition.Source)})
	}
	return facts
}

func (e *Env) ruleRow(r *law.Rule) RuleRow {
	l := e.language
	row := RuleRow{Key: RuleKey{r.Edition, r.Row}, Edition: e.date(r.Edition), Text: e.law(r.Because), Cite: e.cite(r.Cite), State: Chip{l.T("decision.not_confirmed"), ToneWaiting}}
	if row.Edition == "" {
		row.Edition = l.T("rules.every_edition")
	}
	if c := r.Confirmed; c != nil {
		row.State, row.Confirmed = Chip{l.T("rules.by", "name", c.By, "date", e.date(c.On)), ToneDone}, true
	}
	row.Whole = []Fact{{l.T("rules.rule"), row.Text}, {l.T("rules.kind"), l.T("rules.kind." + r.Kind)}, {l.T("rules.edition"), row.Edition}, {l.T("rules.row"), r.Row}}
	row.Whole = append(row.Whole, e.content(r)...)
	if row.Cite == "" {
		row.Cite = l.T("rules.no_citation")
	}
	row.NeedsAct = !row.Confirmed && !expertise.NamesAct(r.Cite)
	row.Whole = append(row.Whole, Fact{l.T("rules.cite"), row.Cite})
	if c := r.Confirmed; c != nil && c.Act != "" {
		row.Whole = append(row.Whole, Fact{l.T("rules.act_read"), c.Act})
	}
	row.Whole = append(row.Whole, Fact{l.T("rules.state"), row.State.Text})
	return row
}

// content is what a row says beside its sentence: of a cause's paper the cause, of a criterion the codes, what it is worth and for how long; of a table the conditions
// and what follows from them.
func (e *Env) content(r *law.Rule) []Fact {
	l := e.language
	if code, is := strings.CutPrefix(r.Row, "cause/"); is {
		return []Fact{{l.T("field.cause"), e.cause(code)}}
	}
	edition, err := e.Profile.EditionOn(r.Edition)
	if err != nil {
		return nil // an act or the calendar, of which the sentence says all
	}
	if c, known := edition.Row(r.Row); known {
		facts := []Fact{{l.T("rules.icd"), strings.Join(c.ICD, ", ")}, {l.T("rules.worth"), e.worth(c, edition.Degrees)}}
		if term := e.term(c.Term); term != "" {
			facts = append(facts, Fact{l.T("field.term"), term})
		}
		return facts
	}
	for _, t := range edition.Tables {
		for i := range t.Rows {
			if t.RowID(&t.Rows[i]) == r.Row {
				return e.condition(t, &t.Rows[i])
			}
		}
	}
	return nil
}

func (e *Env) condition(t *law.Table, row *law.Row) []Fact {
	var when []string
	for _, name := range t.By {
		if cell, said := row.When[name]; said {
			when = append(when, e.language.T("datum.fact", "name", e.factOr(name), "value", e.factValue(name, strings.ReplaceAll(cell, "..", "–"))))
		}
	}
	if len(when) == 0 {
		when = []string{e.language.T("rules.always")}
	}
	return []Fact{{e.language.T("rules.when"), strings.Join(when, separator)},
		{e.language.T("rules.then"), e.language.T("datum.fact", "name", e.factOr(t.Sets), "value", e.factValue(t.Sets, row.Then))}}
}

// factOr is a fact's name in words, and where it has none its name in the law's file.
func (e *Env) factOr(name string) string {
	if words := e.factName(name); words != "" {
		return words
	}
	return name
}
