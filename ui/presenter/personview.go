package presenter

import (
	"slices"
	"strings"

	"medsoc/expertise"
)

// personSections is the form of a person: the register's fields, grouped.
var personSections = []struct {
	title  string
	fields []expertise.PersonField
}{
	{"person.section.name", []expertise.PersonField{expertise.FieldSurname, expertise.FieldGiven, expertise.FieldPatronymic, expertise.FieldSex,
		expertise.FieldIdentifierScheme, expertise.FieldIdentifier}},
	{"person.section.birth", []expertise.PersonField{expertise.FieldBirth, expertise.FieldBirthPlace}},
	{"person.section.document", []expertise.PersonField{expertise.FieldDocumentType, expertise.FieldDocumentSeries, expertise.FieldDocumentNumber,
		expertise.FieldDocumentIssued, expertise.FieldDocumentValidUntil, expertise.FieldDocumentIssuer}},
	{"person.section.contact", []expertise.PersonField{expertise.FieldRegisteredAddress, expertise.FieldActualAddress, expertise.FieldDistrict, expertise.FieldPhone}},
	{"person.section.other", []expertise.PersonField{expertise.FieldCitizenship, expertise.FieldMaritalStatus, expertise.FieldDrivingLicence, expertise.FieldDrivingCategory}},
}

var personKinds = map[expertise.PersonField]FieldKind{
	expertise.FieldSex: KindChoice, expertise.FieldIdentifierScheme: KindChoice, expertise.FieldBirth: KindDate, expertise.FieldDocumentIssued: KindDate,
	expertise.FieldDocumentValidUntil: KindDate, expertise.FieldDistrict: KindChoice,
}

// personOrder lists the fields as the screen shows them, for the next error.
var personOrder = func() (order []string) {
	for _, section := range personSections {
		for _, f := range section.fields {
			order = append(order, string(f))
		}
	}
	return order
}()

// personField finds a finding's place on the form; "" when the whole is meant.
func personField(field string) string {
	if slices.Contains(personOrder, field) {
		return field
	}
	return ""
}

func (p *Person) state() PersonState {
	l := p.env.language
	s := PersonState{Common: p.common(), ID: p.id, Title: l.T("button.new_person"), Dirty: p.form.dirty, ErrorCount: len(p.form.errors), ErrorText: p.form.errorText(p.env),
		Focus: p.form.focus, FocusTurn: p.form.turn, Merged: p.file.Merged, Sealed: p.file.Sealed, KnownPerson: p.known}
	for _, section := range personSections {
		view := Section{Title: l.T(section.title)}
		for _, f := range section.fields {
			if f == expertise.FieldDistrict && len(p.env.Profile.Districts) == 0 {
				continue // a country that plans without districts
			}
			required := f == expertise.FieldSurname || f == expertise.FieldGiven || f == expertise.FieldSex || f == expertise.FieldBirth
			view.Fields = append(view.Fields, p.form.field(p.env, string(f), string(f), personKinds[f], required, p.options(f)...))
		}
		s.Sections = append(s.Sections, view)
	}
	if p.id == "" || !p.file.Exists() {
		return s
	}
	x := &p.file.Person
	s.Title, s.Line = x.Name.Full(), p.env.personLine(x.Identifier, x.Birth, x.Sex)
	s.MayResolve = p.store.User().Role.May(expertise.KindConflictResolved)
	s.Conflicts = p.conflicts()
	for _, c := range p.file.Cases {
		s.Cases = append(s.Cases, CaseLine{ID: c.ID, Number: string(c.Number), Date: p.env.date(c.Received), Purpose: p.env.purpose(c.Purpose), Stage: p.env.stage(c.State), Doctor: c.Assigned})
	}
	for _, d := range slices.Backward(p.file.History) {
		row := TimelineRow{Case: d.Case, Period: p.env.date(d.Since), Outcome: p.env.outcome(d.Outcome), Cause: p.env.cause(d.Cause)}
		if d.Outcome.Code != p.env.Profile.Outcomes[0].Code {
			row.Period = p.env.period(d.Since, d.Until)
		}
		if d.Dispute {
			row.Mark = Chip{l.T("decision.disputed.word"), ToneAlert}
		}
		s.Timeline = append(s.Timeline, row)
	}
	s.Log = p.env.log(p.file.Log, p.names)
	return s
}

func (p *Person) options(f expertise.PersonField) []Option {
	l := p.env.language
	switch f {
	case expertise.FieldSex:
		return []Option{{Value: string(expertise.Male), Code: "1", Text: l.T("sex.male")}, {Value: string(expertise.Female), Code: "2", Text: l.T("sex.female")}}
	case expertise.FieldIdentifierScheme:
		var kinds []Option
		for _, kind := range p.env.Profile.Identifiers {
			kinds = append(kinds, Option{Value: string(kind.Scheme), Text: p.env.law(kind.Names)})
		}
		return kinds
	case expertise.FieldDistrict:
		return p.env.districts()
	}
	return nil
}

func (p *Person) conflicts() []ConflictView {
	var all []ConflictView
	for _, f := range expertise.PersonFields {
		candidates := p.file.Conflicts[f]
		if len(candidates) == 0 {
			continue
		}
		c := ConflictView{Field: f, Label: p.env.language.T("field." + string(f))}
		now, _ := p.file.Person.Get(f)
		for _, candidate := range candidates {
			by := p.names[candidate.User]
			if by == "" {
				by = string(candidate.Desk)
			}
			value := candidate.Value
			if f == expertise.FieldDistrict {
				value = p.env.district(value)
			}
			if personKinds[f] == KindDate {
				d, _ := expertise.ParseDate(value)
				value = p.env.date(d)
			}
			c.Choices = append(c.Choices, ConflictChoice{Op: candidate.Op, Value: value, By: by, Now: candidate.Value == now})
		}
		all = append(all, c)
	}
	return all
}

// log writes a record's history, newest first.
func (e *Env) log(lines []expertise.LogLine, names map[expertise.MemberID]string) []LogRow {
	var rows []LogRow
	for _, line := range slices.Backward(lines) {
		who := names[line.User]
		if who == "" {
			who = e.language.T("detail.elsewhere")
		}
		rows = append(rows, LogRow{When: e.moment(line.At), What: e.language.T("step." + string(line.Kind)), Who: who, Note: strings.TrimSpace(line.Note)})
	}
	return rows
}
