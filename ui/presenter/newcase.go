package presenter

import (
	"context"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
)

// NewCaseStore is what the referral form asks of the desk.
type NewCaseStore interface {
	Person(ctx context.Context, id expertise.PersonID) (desk.PersonView, error)
	ReceiveReferral(ctx context.Context, r expertise.Referral, narrative expertise.ReferralNarrative) (expertise.CaseID, error)
}

// DiagnosisLine is one diagnosis of a form.
type DiagnosisLine struct {
	Code        Field // "diagnosis.0.code", as typed: code or words
	Words       string
	Side        Field // "diagnosis.0.side"
	Main        bool
	Origin      string // the clinic's own code from which it was chosen
	Suggestions []Suggestion
}

// NewCaseState is the referral form for a known person.
type NewCaseState struct {
	Common
	Person     expertise.PersonID
	Name       string
	Line       string
	OpenCases  []CaseLine // of this person, a warning
	Fields     []Field    // received, purpose, mode, institution code and name, narrative
	Diagnoses  []DiagnosisLine
	ErrorCount int
	ErrorText  string
	Focus      string
	FocusTurn  int
}

// Names of the fields of the referral form.
const (
	fieldReceived        = "received"
	fieldPurpose         = "purpose"
	fieldMode            = "mode"
	fieldInstitutionCode = "from.code"
	fieldInstitution     = "from.name"
	fieldNarrative       = "narrative"
)

// Referral is the form with which a case is opened for a known person.
type Referral struct {
	view[NewCaseState]
	store     NewCaseStore
	person    expertise.PersonID
	file      desk.PersonView
	form      form
	diagnoses diagnosisList
}

// NewReferral makes the form.
func NewReferral(store NewCaseStore, env *Env, emit func(NewCaseState)) *Referral {
	r := &Referral{store: store, form: newForm()}
	r.begin(env, "new-case", emit, r.state, nil)
	env.unsaved[ScreenNewCase] = unsaved{func() bool { return r.form.dirty }, func() { r.form.dirty = false }}
	return r
}

// Open shows an empty form for a person.
func (r *Referral) Open(person expertise.PersonID) {
	r.person, r.file, r.form, r.diagnoses = person, desk.PersonView{}, newForm(), diagnosisList{looking: -1}
	r.fail(nil)
	r.form.values[fieldReceived] = r.env.date(r.env.Today())
	r.diagnoses.add()
	store := r.store
	read(&r.view, func(ctx context.Context) (desk.PersonView, error) { return store.Person(ctx, person) }, func(v desk.PersonView) {
		r.file = v
		// A person with a decision in force comes again: the usual purpose is chosen, and can be changed.
		if len(v.History) > 0 && r.form.values[fieldPurpose] == "" {
			if _, known := r.env.Profile.Purpose("repeat"); known {
				r.form.values[fieldPurpose] = "repeat"
			}
		}
	})
	r.Emit()
}

// Set takes what was typed into a field.
func (r *Referral) Set(field, value string) {
	if r.form.set(field, value) {
		if field == fieldReceived {
			r.form.typedDay(field)
		}
		r.Emit()
	}
}

// SetDiagnosis takes what was typed into the code of a diagnosis: a code or words. ChooseDiagnosis takes a suggestion.
func (r *Referral) SetDiagnosis(i int, query string) {
	r.diagnoses.typed(i, query)
	r.touch(diagnosisName(i, "code"))
}

func (r *Referral) ChooseDiagnosis(i int, code string) {
	r.diagnoses.typed(i, code)
	r.diagnoses.looking = -1
	r.touch(diagnosisName(i, "code"))
}

// SetSide, SetMain, AddDiagnosis and RemoveDiagnosis change the list.
func (r *Referral) SetSide(i int, side string) {
	if i >= 0 && i < len(r.diagnoses.lines) {
		r.diagnoses.lines[i].Side = side
		r.touch(diagnosisName(i, "side"))
	}
}

func (r *Referral) SetMain(i int)         { r.diagnoses.main(i); r.touch("") }
func (r *Referral) AddDiagnosis()         { r.diagnoses.add(); r.touch("") }
func (r *Referral) RemoveDiagnosis(i int) { r.diagnoses.remove(i); r.form.clearErrors(); r.touch("") }

func (r *Referral) touch(field string) {
	delete(r.form.errors, field)
	r.form.dirty = true
	r.Emit()
}

// Save opens the case and goes to it.
func (r *Referral) Save() {
	referral, narrative := r.read()
	if len(r.form.errors) > 0 {
		r.form.first(r.order())
		r.Emit()
		return
	}
	store, person := r.store, r.person
	write(&r.view, func(ctx context.Context) (expertise.CaseID, error) {
		return store.ReceiveReferral(ctx, referral, narrative)
	}, func(id expertise.CaseID, err error) {
		if err != nil {
			if r.person == person && r.form.reject(err, r.place) == nil {
				r.banner = nil
				r.form.first(r.order())
			}
			return
		}
		r.form.dirty = false
		if r.person == person {
			r.env.Go(Route{Screen: ScreenCase, Case: id})
		}
	})
}

// NextError moves the cursor to the next field that needs correcting, after the field that has the keyboard; "" for none.
func (r *Referral) NextError(from string) { r.form.next(r.order(), from); r.Emit() }

func (r *Referral) order() []string {
	return append([]string{fieldReceived, fieldPurpose, fieldMode, fieldInstitutionCode, fieldInstitution}, append(r.diagnoses.order(), fieldNarrative)...)
}

func (r *Referral) place(field string) string {
	switch field {
	case fieldReceived, fieldPurpose:
		return field
	case "diagnosis":
		return diagnosisName(0, "code")
	case "side":
		return diagnosisName(0, "side")
	}
	return ""
}

func (r *Referral) read() (expertise.Referral, expertise.ReferralNarrative) {
	f := &r.form
	f.clearErrors()
	value := func(name string) string { return strings.TrimSpace(f.values[name]) }
	x := expertise.Referral{Person: r.person, Received: f.day(fieldReceived), Purpose: expertise.Purpose(value(fieldPurpose)), Mode: value(fieldMode),
		From: expertise.Institution{Code: value(fieldInstitutionCode), Name: value(fieldInstitution)}}
	if len(r.diagnoses.lines) > 1 || r.diagnoses.lines[0].Query != "" {
		x.Diagnoses = r.diagnoses.diagnoses(f)
	}
	if x.Received.IsZero() {
		f.refuse(fieldReceived, expertise.Invalid("required", fieldReceived))
	}
	check := x
	check.Number, check.Diagnoses = "-", nil // the desk gives the number; the lines were checked one by one
	for _, err := range check.Check(r.env.Today()) {
		for _, e := range findings(err) {
			f.refuse(r.place(e.Field), e)
		}
	}
	return x, expertise.ReferralNarrative{Text: value(fieldNarrative)}
}

func (r *Referral) state() NewCaseState {
	e, f := r.env, &r.form
	s := NewCaseState{Common: r.common(), Person: r.person, ErrorCount: len(f.errors), ErrorText: f.errorText(e), Focus: f.focus, FocusTurn: f.turn}
	if r.file.Exists() {
		p := &r.file.Person
		s.Name, s.Line = p.Name.Full(), e.personLine(p.Identifier, p.Birth, p.Sex)
	}
	for _, c := range r.file.Cases {
		if awaitsDecision(c.State) {
			s.OpenCases = append(s.OpenCases, CaseLine{ID: c.ID, Number: string(c.Number), Date: e.date(c.Received), Purpose: e.purpose(c.Purpose), Stage: e.stage(c.State), Doctor: c.Assigned})
		}
	}
	code := f.field(e, fieldInstitutionCode, "from.code", KindText, false)
	s.Fields = []Field{
		f.field(e, fieldReceived, "received", KindDate, true),
		f.field(e, fieldPurpose, "purpose", KindChoice, true, e.named(e.Profile.Purposes)...),
		f.field(e, fieldMode, "mode", KindChoice, false, e.named(e.Profile.Modes)...),
		code,
		f.field(e, fieldInstitution, "from", KindText, false),
		f.field(e, fieldNarrative, "history", KindLong, false),
	}
	s.Diagnoses = r.diagnoses.view(e, f)
	return s
}

// named makes options of a list of the profile; the place in the list is the code to type.
func (e *Env) named(list []law.Named) []Option {
	var all []Option
	for i, n := range list {
		all = append(all, Option{Value: n.Code, Code: strconv.Itoa(i + 1), Text: e.law(n.Names)})
	}
	return all
}
