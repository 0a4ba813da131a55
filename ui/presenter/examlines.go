package presenter

import (
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/records"
)

// SetDiagnosis takes what was typed into the code of a diagnosis: a code or words. ChooseDiagnosis takes a suggestion.
func (x *Examination) SetDiagnosis(i int, query string) {
	if x.editable() {
		x.sheet.diagnoses.typed(i, query)
		x.edited(diagnosisName(i, "code"))
	}
}

func (x *Examination) ChooseDiagnosis(i int, code string) {
	if x.editable() {
		x.sheet.diagnoses.typed(i, code)
		x.sheet.diagnoses.looking = -1
		x.edited(diagnosisName(i, "code"))
	}
}

// SetDiagnosisSide and SetMain change a line; AddDiagnosis and RemoveDiagnosis the list.
func (x *Examination) SetDiagnosisSide(i int, side string) {
	if x.editable() && i >= 0 && i < len(x.sheet.diagnoses.lines) {
		x.sheet.diagnoses.lines[i].Side = side
		x.edited(diagnosisName(i, "side"))
	}
}

func (x *Examination) SetMain(i int) {
	if x.editable() {
		x.sheet.diagnoses.main(i)
		x.edited("")
	}
}

func (x *Examination) AddDiagnosis() {
	if x.editable() {
		x.sheet.diagnoses.add()
		x.edited("")
	}
}

func (x *Examination) RemoveDiagnosis(i int) {
	if x.editable() {
		x.sheet.diagnoses.remove(i)
		x.sheet.clearErrors() // their names count the lines
		x.edited("")
	}
}

// AddFromCondition adds a diagnosis for a disease that the clinic coded in its own system. The doctor chooses the ICD-10 code; the
// clinic's code stays beside it. An empty line is used up first.
func (x *Examination) AddFromCondition(i int) {
	if !x.editable() || i < 0 || i >= len(x.file.Referral.Conditions) {
		return
	}
	coding := x.file.Referral.Conditions[i].Coding
	d := &x.sheet.diagnoses
	at := slices.IndexFunc(d.lines, func(l diagnosisEntry) bool { return strings.TrimSpace(l.Query) == "" && len(l.Origin) == 0 })
	if at < 0 {
		d.add()
		at = len(d.lines) - 1
	}
	words, _, _ := strings.Cut(coding.Display, " (") // SNOMED names end with "(disorder)"
	d.lines[at].Origin = []expertise.Coding{coding}
	d.typed(at, words)
	x.sheet.focus = diagnosisName(at, "code")
	x.sheet.turn++
	x.edited(diagnosisName(at, "code"))
}

// AddImpairment adds a line; the criteria for the diagnoses are suggested at once.
func (x *Examination) AddImpairment() {
	if !x.editable() {
		return
	}
	m := &x.sheet.impairments
	m.lines = append(m.lines, impairmentEntry{})
	m.looking = len(m.lines) - 1
	x.sheet.focus = impairmentName(m.looking, "row")
	x.sheet.turn++
	x.edited("impairments")
}

// RemoveImpairment takes a line away.
func (x *Examination) RemoveImpairment(i int) {
	if m := &x.sheet.impairments; x.editable() && m.at(i) != nil {
		m.lines = slices.Delete(m.lines, i, i+1)
		m.looking = -1
		x.sheet.clearErrors()
		x.edited("impairments")
	}
}

// SetCriterion takes what was typed to find a criteria row: a code or words. ChooseCriterion takes a suggestion's row.
func (x *Examination) SetCriterion(i int, query string) {
	if l := x.sheet.impairments.at(i); x.editable() && l != nil {
		l.Query, l.Row = query, ""
		x.sheet.impairments.looking = i
		x.edited(impairmentName(i, "row"))
	}
}

func (x *Examination) ChooseCriterion(i int, row string) {
	l := x.sheet.impairments.at(i)
	c := x.env.criterion(x.sheet.examinedOn(x.env), row)
	if !x.editable() || l == nil || c == nil {
		return
	}
	l.Row, l.Query = row, ""
	switch degrees := x.env.degrees(x.sheet.examinedOn(x.env)); { // where there is nothing to choose, it is chosen
	case degrees != nil && c.Degree.From == c.Degree.To:
		l.Degree = strconv.Itoa(int(c.Degree.From))
	case degrees == nil && c.Percent.From == c.Percent.To:
		l.Percent = strconv.Itoa(int(c.Percent.From))
	}
	for j := range x.sheet.diagnoses.lines {
		d := &x.sheet.diagnoses.lines[j]
		if slices.ContainsFunc(c.ICD, func(prefix string) bool { return strings.HasPrefix(string(d.code()), prefix) }) && l.Diagnosis == "" {
			l.Diagnosis = string(d.code())
			if l.Side == "" {
				l.Side = d.Side
			}
		}
	}
	x.sheet.impairments.looking = -1
	delete(x.sheet.errors, impairmentName(i, "side"))
	x.judge(i)
	x.edited(impairmentName(i, "row"))
}

// SetRating takes the percent, or the degree where the edition rates by degree. One that its row does not allow is marked at once, a
// percent from the second digit on.
func (x *Examination) SetRating(i int, value string) {
	if l := x.sheet.impairments.at(i); x.editable() && l != nil {
		if x.env.degrees(x.sheet.examinedOn(x.env)) != nil {
			l.Degree = value
		} else {
			l.Percent = value
		}
		x.judge(i)
		x.sheet.dirty = true
		x.draft.touched()
		x.changed()
	}
}

// judge marks a rating that its row does not allow.
func (x *Examination) judge(i int) {
	l, on := x.sheet.impairments.at(i), x.sheet.examinedOn(x.env)
	delete(x.sheet.errors, impairmentName(i, "percent"))
	delete(x.sheet.errors, impairmentName(i, "degree"))
	rated := expertise.Impairment{Row: l.Row}
	if l.Row == "" || l.rate(x.env.degrees(on), &rated) != nil {
		return
	}
	if rated.Qualifier != nil || rated.Percent > 9 {
		x.sheet.impairments.refuseRange(x.env, on, &x.sheet.form, i, rated)
	}
}

// SetImpairmentSide and SetImpairmentDiagnosis change a line.
func (x *Examination) SetImpairmentSide(i int, side string) {
	if l := x.sheet.impairments.at(i); x.editable() && l != nil {
		l.Side = side
		x.edited(impairmentName(i, "side"))
	}
}

func (x *Examination) SetImpairmentDiagnosis(i int, code string) {
	if l := x.sheet.impairments.at(i); x.editable() && l != nil {
		l.Diagnosis = code
		x.edited(impairmentName(i, "diagnosis"))
	}
}

// CloseSuggestions takes the list under a field away.
func (x *Examination) CloseSuggestions() {
	x.sheet.diagnoses.looking, x.sheet.impairments.looking = -1, -1
	x.Emit()
}

func (x *Examination) state() ExaminationState {
	e, l, f := x.env, x.env.language, &x.sheet.form
	s := ExaminationState{Common: x.common(), Case: x.id, Loading: x.file == nil, ReadOnly: !x.editable(), ErrorCount: len(f.errors), ErrorText: f.errorText(e),
		Focus: f.focus, FocusTurn: f.turn, Saved: x.SavedText(), Saving: x.draft != nil && x.draft.running, Dirty: f.dirty}
	if x.id == "" || x.file == nil {
		return s
	}
	switch {
	case x.damaged:
		s.Restored = l.T("exam.draft.damaged")
	case !x.restored.IsZero():
		s.Restored = l.T("exam.draft.restored", "time", e.moment(x.restored))
	}
	var causes []Option
	for i, c := range e.Profile.Causes {
		causes = append(causes, Option{Value: c.Code, Code: strconv.Itoa(i + 1), Text: e.law(c.Names)})
	}
	s.General = []Field{f.field(e, fieldOn, "on", KindDate, true), f.field(e, fieldMode, "mode", KindChoice, true, e.named(e.Profile.Modes)...),
		f.field(e, fieldCause, "cause", KindChoice, true, causes...)}
	if cause, known := e.Profile.Cause(f.values[fieldCause]); known && cause.Evidence != nil {
		s.EvidenceHint = e.law(cause.Evidence)
		evidence := f.field(e, fieldEvidence, "evidence", KindTick, false)
		evidence.Hint = s.EvidenceHint
		s.General = append(s.General, evidence)
	}
	on := x.sheet.examinedOn(e)
	if ended := x.ranOut(on); !ended.IsZero() {
		late := f.field(e, fieldValidReason, "validReason", KindTick, false)
		late.Hint = l.T("exam.valid_reason", "date", e.date(ended))
		s.General, s.LateHint = append(s.General, late), late.Hint
	}
	s.Diagnoses = x.sheet.diagnoses.view(e, f)
	s.Impairments = x.sheet.impairments.view(e, on, f, x.sheet.diagnoses.lines)
	if len(s.Impairments) == 0 {
		s.NoImpairment = Empty{l.T("empty.impairments"), l.T("empty.impairments.action")}
		s.ImpairmentsError = l.Error(f.errors["impairments"])
	}
	var qualifiers []Option
	for _, q := range expertise.Qualifiers {
		code := strconv.Itoa(int(q))
		qualifiers = append(qualifiers, Option{Value: code, Code: code, Text: l.T("qualifier." + code)})
	}
	for _, a := range expertise.Activities {
		field := f.field(e, activityName(a), "qualifier", KindChoice, true, qualifiers...)
		field.Label = l.T("activity." + string(a))
		s.Activities = append(s.Activities, field)
	}
	s.Measures = x.measureViews()
	s.Services, s.ServicesCount = x.serviceTicks()
	s.ServicesError = l.Error(f.errors[fieldServices])
	professional := f.field(e, fieldProfessional, "professional", KindNumber, false)
	professional.Unit = l.T("unit.percent")
	s.Narrative = []Field{f.field(e, fieldHistory, "history", KindLong, false), f.field(e, fieldFindings, "findings", KindLong, false),
		f.field(e, fieldLabour, "labour", KindLong, false), professional}
	s.Conditions, s.Observations = e.conditions(&x.file.Referral, x.sheet.diagnoses.lines), e.observations(&x.file.Referral)
	return s
}

// ranOut is the last day of the person's newest earlier term where it is over before the examination; zero where the person comes in time
// or was never established. What was found at this case itself is no past.
func (x *Examination) ranOut(on expertise.Date) expertise.Date {
	var last records.PastDecision
	for _, h := range x.file.History {
		if h.Case != x.id && !h.Since.After(on) {
			last = h // the oldest come first
		}
	}
	if last.Until.IsZero() || last.Outcome.Code == x.env.Profile.Outcomes[0].Code {
		return expertise.Date{}
	}
	until, _ := x.env.Profile.Extended(law.Past{Since: last.Since, Until: last.Until, Outcome: last.Outcome.Code, Cause: last.Cause})
	if !until.Before(on) {
		return expertise.Date{}
	}
	return until
}
