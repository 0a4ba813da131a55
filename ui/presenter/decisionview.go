package presenter

import (
	"slices"
	"strconv"

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
		if d.sheet() == SheetChanged {
			s.Unrecorded = l.T("decision.unrecorded")
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
	s.Cause = e.cause(d.file.Examination.Cause)
	s.Reasons, s.Missing = e.reasons(p.Reasons), e.reasons(p.Missing)
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
	s.Cause = e.cause(x.Cause)
	// An explanation needs the profile of its time; without it the decision itself still stands on the screen.
	if reasons, err := e.Profile.Explain(x.Basis); err == nil {
		s.Reasons = e.reasons(reasons)
	} else {
		s.ReasonsError = l.Error(err)
	}
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

// reasons writes rows of the law. The datum stands without language: rated percents and facts by name.
func (e *Env) reasons(list []law.Reason) []ReasonRow {
	rows := make([]ReasonRow, 0, len(list))
	for _, r := range list {
		row := ReasonRow{Text: e.law(r.Because), Cite: e.cite(r.Cite), Datum: r.Datum, Aside: r.Aside}
		if r.Verify {
			row.Unconfirmed = Chip{e.language.T("decision.not_confirmed"), ToneWaiting}
		}
		rows = append(rows, row)
	}
	return rows
}
