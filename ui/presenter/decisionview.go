package presenter

import (
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
)

func (d *Decision) state() DecisionState {
	l := d.env.language
	s := DecisionState{Common: d.common(), Case: d.id, Phase: d.phase(), ErrorCount: len(d.form.errors), SignError: l.Error(d.signing), ReasonError: l.Error(d.reason),
		Focus: d.form.focus, FocusTurn: d.form.turn}
	v := d.file
	if v == nil {
		return s
	}
	for _, x := range v.Decisions {
		if x.Superseded != "" {
			s.Superseded = append(s.Superseded, Fact{d.env.outcomeUntil(x.Decision.Outcome, x.Decision.Until), x.Superseded})
		}
	}
	role := d.store.User().Role
	may := func(k expertise.Kind) bool { return !v.Locked && expertise.CanStep(v.State, k) && role.May(k) }
	s.CanPropose = d.proposal != nil && d.sheet() == SheetRecorded && may(expertise.KindDecisionProposed)
	s.CanSupersede = v.Decision() != nil && may(expertise.KindDecisionSuperseded)
	switch s.Phase {
	case PhaseNothing:
		s.Empty = Empty{l.T("empty.decision"), l.T("exam.tab.exam")}
	case PhaseChoose:
		switch {
		case d.sheet() == SheetChanged:
			s.Unrecorded = l.T("decision.unrecorded")
		case d.refused != nil:
			s.Unrecorded = d.env.refused(d.refused)
		}
		d.proposed(&s)
	default:
		d.decided(&s)
		s.CanSign = s.Phase == PhaseSign && may(expertise.KindDecisionSigned)
	}
	return s
}

func (d *Decision) proposed(s *DecisionState) {
	e, p := d.env, d.proposal
	if p == nil {
		return
	}
	d.outcome(s, p.Outcome, p.Since, p.Until, p.Next, p.Basis)
	s.Cause, s.Birthday = e.cause(d.file.Examination.Cause), e.turns(p.Term.UntilAge)
	s.Scales, s.Gap = e.scales(p.Scales), e.gap(p.Gap)
	s.Reasons = e.reasons(p.Reasons)
	for _, r := range p.Missing {
		if strings.HasPrefix(r.Row, earlyRow) {
			s.Early = append(s.Early, e.reason(r))
		} else {
			s.Missing = append(s.Missing, e.reason(r))
		}
	}
	s.Differ = d.differ
	if !d.differ {
		return
	}
	f := &d.form
	var outcomes []Option
	for i, o := range e.Profile.Outcomes {
		if o.Counts == "" { // the others are of older editions
			outcomes = append(outcomes, Option{Value: string(o.Code), Code: strconv.Itoa(i), Text: e.law(o.Names)})
		}
	}
	percent := f.field(e, fieldPercent, "percent", KindNumber, true)
	percent.Unit = e.language.T("unit.percent")
	until := f.field(e, fieldUntil, "until", KindDate, false)
	until.Hint = e.language.T("decision.until.hint")
	why := f.field(e, fieldReason, "reason", KindLong, true)
	why.Label = e.language.T("decision.why")
	s.Fields = []Field{f.field(e, fieldOutcome, "outcome", KindChoice, true, outcomes...), percent, until, f.field(e, fieldNext, "next", KindDate, false), why}
}

func (d *Decision) outcome(s *DecisionState, o expertise.Outcome, since, until, next expertise.Date, basis expertise.Basis) {
	e := d.env
	s.Outcome, s.Next, s.Edition = e.outcome(expertise.Outcome{Code: o.Code}), e.date(next), e.language.T("decision.edition", "date", e.date(basis.Edition))
	s.Percent = e.percent(o.Percent)
	if o.Code != e.Profile.Outcomes[0].Code {
		s.Term = e.period(since, until)
	}
	if basis.Verify {
		s.Unconfirmed = e.language.T("decision.unconfirmed")
	}
}

func (d *Decision) decided(s *DecisionState) {
	e, l, file := d.env, d.env.language, d.file.Decision()
	x := &file.Decision
	d.outcome(s, x.Outcome, x.Since, x.Until, x.Next, x.Basis)
	s.Cause, s.Scales, s.Gap = e.cause(x.Cause), e.scales(x.Scales), e.gap(x.Gap)
	if x.Until == x.Basis.ProposedUntil {
		s.Birthday = e.turns(birthdayOf(x.Basis.Rows))
	}
	s.Reasons, s.ReasonsError = e.reasons(d.reasons), l.Error(d.untold)
	if x.Differs() {
		s.DiffersWhy = l.T("decision.instead_of", "proposed", e.outcome(x.Basis.Proposed), "reason", x.Reason)
	}
	until := e.date(x.Until)
	if until == "" {
		until = l.T("date.without_term")
	}
	s.ReadBack = []Fact{{l.T("field.person"), d.file.Person.Person.Name.Full()}, {l.T("field.outcome"), s.Outcome}, {l.T("field.percent"), s.Percent}, {l.T("field.until"), until}}
	chair := !x.Chair
	for _, m := range d.members {
		signed := slices.Contains(file.Signed, m.ID)
		chair = chair || signed && m.Role == expertise.RoleChair
		if signed || m.Role.May(expertise.KindDecisionSigned) {
			s.Signers = append(s.Signers, Signer{ID: m.ID, Name: m.Name, Role: l.T("role." + string(m.Role)), Signed: signed, Self: m.ID == d.store.User().ID})
		}
	}
	s.Progress = l.T("count.signed", "done", len(file.Signed), "needed", x.Quorum)
	if !file.InForce && !chair && len(file.Signed) >= x.Quorum-1 {
		s.Waiting = l.T("decision.chair_missing")
	}
}

// Beginnings of the ids of rows with a meaning of their own.
const (
	birthdayRow = "comingOfAge/"
	earlyRow    = "tooEarly/"
)

// refused says why the law cannot judge a case; a scale that it asks for has the name under which it stands on the sheet.
func (e *Env) refused(err error) string {
	for _, finding := range findings(err) {
		if scale := finding.Args["scale"]; finding.Code == "law.measure" && slices.Contains(measures, scale) {
			return e.language.T(finding.TextKey(), "scale", e.language.T("measure."+scale))
		}
	}
	return e.language.Error(err)
}

// birthdayOf is the age at which a birthday ends the term, by the rows of a decision; 0 where none does.
func birthdayOf(rows []string) int {
	for _, row := range rows {
		if age, is := strings.CutPrefix(row, birthdayRow); is {
			n, _ := strconv.Atoi(age)
			return n
		}
	}
	return 0
}

func (e *Env) turns(age int) string {
	if age == 0 {
		return ""
	}
	return e.language.T("decision.birthday", "age", age)
}

// scales writes what was established beside the outcome, each under the name that the profile gives the scale.
func (e *Env) scales(values []expertise.ScaleValue) []Fact {
	var facts []Fact
	for _, v := range values {
		if v.Value == "" && v.Hundredths == 0 {
			continue // a loss that nobody asked for
		}
		known, _ := e.Profile.Scale(v.Scale)
		fact := Fact{Label: v.Scale, Value: v.Value}
		if known.Code != "" {
			fact.Label = e.law(known.Names)
		}
		if named, ok := known.Value(v.Value); ok {
			fact.Value = e.law(named.Names)
		}
		if v.Value == "" {
			fact.Value = e.hundredths(v.Hundredths)
		}
		facts = append(facts, fact)
	}
	return facts
}

func (e *Env) hundredths(n int) string {
	return e.language.T("value.percent", "percent", e.decimal(float64(n)/100, 2))
}

// gap says for which time before the term, and at which outcome, a late person is paid.
func (e *Env) gap(g *expertise.Gap) string {
	if g == nil {
		return ""
	}
	return e.period(g.From, g.To) + separator + e.outcome(expertise.Outcome{Code: g.Outcome})
}

// reasons writes rows of the law.
func (e *Env) reasons(list []law.Reason) []ReasonRow {
	rows := make([]ReasonRow, 0, len(list))
	for _, r := range list {
		rows = append(rows, e.reason(r))
	}
	return rows
}

func (e *Env) reason(r law.Reason) ReasonRow {
	row := ReasonRow{Text: e.law(r.Because), Cite: e.cite(r.Cite), Datum: e.datum(r.Datum), Aside: r.Aside}
	if r.Verify {
		row.Unconfirmed = Chip{e.language.T("decision.not_confirmed"), ToneWaiting}
	}
	return row
}
