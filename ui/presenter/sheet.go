package presenter

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// Names of the fields of the examination sheet.
const (
	fieldOn           = "on"
	fieldCause        = "cause"
	fieldEvidence     = "evidence"
	fieldHistory      = "history"
	fieldFindings     = "findings"
	fieldLabour       = "labour"
	fieldProfessional = "professional"
	fieldValidReason  = "validReason"
	tick              = "yes"
)

func activityName(a expertise.Activity) string { return "activity." + string(a) }

// sheet is an examination as it is being written.
type sheet struct {
	form
	diagnoses   diagnosisList
	impairments impairmentList
}

func newSheet() sheet {
	return sheet{form: newForm(), diagnoses: diagnosisList{looking: -1}, impairments: impairmentList{looking: -1}}
}

// sheetDraft is the sheet as drafts keep it. A field that a newer program has is left out by an older one.
type sheetDraft struct {
	Values      map[string]string `json:"values"`
	Diagnoses   []diagnosisEntry  `json:"diagnoses"`
	Impairments []impairmentEntry `json:"impairments"`
}

func (s *sheet) body() []byte {
	body, err := json.Marshal(sheetDraft{s.values, s.diagnoses.lines, s.impairments.lines})
	if err != nil {
		panic(fmt.Sprintf("a sheet of texts cannot be written: %T", err)) // texts, flags and maps of them only
	}
	return body
}

// same tells whether two sheets say the same, however it was typed.
func (s *sheet) same(other *sheet) bool { return string(s.said()) == string(other.said()) }

// said is what a sheet says: without empty fields and lines, and without the words with which a row of the criteria was found.
func (s *sheet) said() []byte {
	plain := newSheet()
	for name, value := range s.values {
		if value = strings.TrimSpace(value); value != "" {
			plain.values[name] = value
		}
	}
	for _, d := range s.diagnoses.lines {
		if d.Query = strings.TrimSpace(d.Query); d.Query == "" && len(d.Origin) == 0 {
			continue
		}
		if code := d.code(); code.Valid() {
			d.Query = string(code)
		}
		plain.diagnoses.lines = append(plain.diagnoses.lines, d)
	}
	for _, i := range s.impairments.lines {
		if i.Row != "" {
			i.Query = ""
		}
		if percent, err := wholePercent(i.Percent); err == nil {
			i.Percent = strconv.Itoa(int(percent))
		}
		if i != (impairmentEntry{}) {
			plain.impairments.lines = append(plain.impairments.lines, i)
		}
	}
	return plain.body()
}

func sheetFromDraft(body []byte) (sheet, error) {
	var d sheetDraft
	if err := json.Unmarshal(body, &d); err != nil {
		return sheet{}, err
	}
	s := newSheet()
	maps.Copy(s.values, d.Values)
	s.diagnoses.lines, s.impairments.lines = d.Diagnoses, d.Impairments
	return s, nil
}

// sheetFromCase is what stands in the record; for a case that was not examined yet, what the referral says and today's date.
func sheetFromCase(e *Env, v *desk.CaseView) sheet {
	s := newSheet()
	set := func(name, value string) {
		if value != "" {
			s.values[name] = value
		}
	}
	x := v.Examination
	if x == nil {
		set(fieldOn, e.date(e.Today()))
		set(fieldMode, v.Referral.Mode)
		s.diagnoses.from(v.Referral.Diagnoses)
		if len(s.diagnoses.lines) == 0 {
			s.diagnoses.add()
		}
		return s
	}
	set(fieldOn, e.date(x.On))
	set(fieldMode, x.Mode)
	set(fieldCause, x.Cause)
	if x.Evidence {
		set(fieldEvidence, tick)
	}
	if x.ValidReason {
		set(fieldValidReason, tick)
	}
	s.setMeasures(x.Measures)
	s.setServices(x.Services)
	for a, q := range x.Activities {
		set(activityName(a), strconv.Itoa(int(q)))
	}
	set(fieldHistory, v.Findings.History)
	set(fieldFindings, v.Findings.Findings)
	set(fieldLabour, x.Labour)
	if x.Professional > 0 {
		set(fieldProfessional, strconv.Itoa(int(x.Professional)))
	}
	s.diagnoses.from(x.Diagnoses)
	for _, i := range x.Impairments {
		entry := impairmentEntry{Row: i.Row, Percent: strconv.Itoa(int(i.Percent)), Side: string(i.Side), Diagnosis: string(i.Diagnosis), Note: i.Note}
		if i.Qualifier != nil {
			entry.Percent, entry.Degree = "", strconv.Itoa(int(*i.Qualifier))
		}
		s.impairments.lines = append(s.impairments.lines, entry)
	}
	return s
}

func (d *diagnosisList) from(list []expertise.Diagnosis) {
	for _, x := range list {
		d.lines = append(d.lines, diagnosisEntry{Query: string(x.Code), Side: string(x.Side), Main: x.Main, Text: x.Text, Origin: x.Origin})
	}
}

// examinedOn is the day that chooses the edition of the law; today while the field holds no day.
func (s *sheet) examinedOn(e *Env) expertise.Date {
	if d, ok := parseDay(s.values[fieldOn]); ok && !d.IsZero() {
		return d
	}
	return e.Today()
}

// read checks the whole sheet, marks every field that cannot be so, and gives what it says.
func (s *sheet) read(e *Env) (expertise.Examination, expertise.ExaminationNarrative) {
	f := &s.form
	f.clearErrors()
	value := func(name string) string { return strings.TrimSpace(f.values[name]) }
	x := expertise.Examination{On: f.day(fieldOn), Mode: value(fieldMode), Cause: value(fieldCause), Evidence: value(fieldEvidence) == tick, Labour: value(fieldLabour),
		Activities: map[expertise.Activity]expertise.Qualifier{}}
	x.ValidReason = value(fieldValidReason) == tick
	x.Diagnoses = s.diagnoses.diagnoses(f)
	x.Impairments = s.impairments.impairments(e, s.examinedOn(e), f)
	for _, a := range expertise.Activities {
		typed := value(activityName(a))
		if typed == "" {
			continue
		}
		q, err := strconv.Atoi(typed)
		if err != nil {
			q = -1 // Check refuses it
		}
		x.Activities[a] = expertise.Qualifier(q)
	}
	if typed := value(fieldProfessional); typed != "" {
		percent, err := wholePercent(typed)
		f.refuse(fieldProfessional, err)
		x.Professional = percent
	}
	x.Measures, x.Services = s.measures(e), s.services(e)
	s.place(x.Check(e.Today()))
	return x, expertise.ExaminationNarrative{History: value(fieldHistory), Findings: value(fieldFindings)}
}

// place puts findings under their fields and gives back what belongs to none.
func (s *sheet) place(errs []error) (rest error) {
	for _, err := range errs {
		for _, finding := range findings(err) {
			name := s.fieldOf(finding)
			if name == "" {
				rest = finding
			} else if !s.covered(name) {
				s.refuse(name, finding)
			}
		}
	}
	return rest
}

// covered tells whether a finding about some line says what a line's own error says already.
func (s *sheet) covered(name string) bool {
	part := name[strings.LastIndexByte(name, '.')+1:]
	prefix, _, isLine := strings.Cut(name, ".")
	if !isLine || prefix == "activity" || prefix == "measure" {
		return false
	}
	for marked := range s.errors {
		if strings.HasPrefix(marked, prefix+".") && strings.HasSuffix(marked, "."+part) {
			return true
		}
	}
	return false
}

// fieldOf finds a finding's field on the sheet; "" for none.
func (s *sheet) fieldOf(e *expertise.Error) string {
	switch e.Field {
	case fieldOn, fieldMode, fieldCause, fieldLabour, fieldProfessional:
		return e.Field
	case "diagnosis":
		return diagnosisName(0, "code")
	case "side":
		if len(s.impairments.lines) > 0 && len(s.diagnoses.lines) == 0 {
			return impairmentName(0, "side")
		}
		return diagnosisName(0, "side")
	case "impairments":
		return "impairments"
	case "row", "percent", "degree":
		return impairmentName(0, e.Field)
	case "qualifier":
		return impairmentName(0, "degree")
	case fieldServices:
		return fieldServices
	case "measures":
		name := e.Args["scale"]
		if !slices.Contains(measures, name) {
			name = measures[0]
		}
		return measureName(name)
	case "impairment":
		return impairmentName(0, "diagnosis")
	}
	if slices.Contains(expertise.Activities, expertise.Activity(e.Field)) {
		return activityName(expertise.Activity(e.Field))
	}
	return ""
}

// order lists the fields as the screen shows them.
func (s *sheet) orderOfFields() []string {
	order := []string{fieldOn, fieldMode, fieldCause, fieldEvidence, fieldValidReason}
	order = append(order, s.diagnoses.order()...)
	order = append(append(order, "impairments"), s.impairments.order()...)
	for _, a := range expertise.Activities {
		order = append(order, activityName(a))
	}
	for _, name := range measures {
		order = append(order, measureName(name))
	}
	return append(order, fieldServices, fieldHistory, fieldFindings, fieldLabour, fieldProfessional)
}
