package presenter

import (
	"fmt"
	"slices"
	"strings"

	"medsoc/expertise"
)

// maxSuggested bounds the list that drops down under a field.
const maxSuggested = 12

// diagnosisEntry is one diagnosis as it is being typed. It is kept in drafts.
type diagnosisEntry struct {
	Query  string             `json:"query,omitempty"` // as typed: a code or words
	Side   string             `json:"side,omitempty"`
	Main   bool               `json:"main,omitempty"`
	Text   string             `json:"text,omitempty"`
	Origin []expertise.Coding `json:"origin,omitempty"`
}

// diagnosisList is the part of a form that holds diagnoses: the same at a referral and at an examination.
type diagnosisList struct {
	lines   []diagnosisEntry
	looking int // line whose suggestions are shown, -1 for none
}

func diagnosisName(i int, part string) string { return fmt.Sprintf("diagnosis.%d.%s", i, part) }

func (d *diagnosisList) add() {
	d.lines = append(d.lines, diagnosisEntry{Main: len(d.lines) == 0})
	d.looking = -1
}

func (d *diagnosisList) remove(i int) {
	if i < 0 || i >= len(d.lines) {
		return
	}
	wasMain := d.lines[i].Main
	d.lines = slices.Delete(d.lines, i, i+1)
	if wasMain && len(d.lines) > 0 {
		d.lines[0].Main = true
	}
	d.looking = -1
}

// main makes one line the main diagnosis, and the others not.
func (d *diagnosisList) main(i int) {
	if i < 0 || i >= len(d.lines) {
		return
	}
	for j := range d.lines {
		d.lines[j].Main = j == i
	}
}

// typed takes a code or words; suggestions follow what is typed.
func (d *diagnosisList) typed(i int, query string) {
	if i >= 0 && i < len(d.lines) {
		d.lines[i].Query, d.looking = query, i
	}
}

// code is the ICD-10 code of what was typed: "i69.3" and "I69.3 Consequences of a stroke" are the same.
func (l *diagnosisEntry) code() expertise.ICDCode {
	first, _, _ := strings.Cut(strings.TrimSpace(l.Query), " ")
	return expertise.ICDCode(strings.ToUpper(first))
}

// diagnoses gives the filled lines; what is wrong is refused under the line's own fields.
func (d *diagnosisList) diagnoses(f *form) []expertise.Diagnosis {
	var all []expertise.Diagnosis
	for i, l := range d.lines {
		if strings.TrimSpace(l.Query) == "" && l.Side == "" && len(d.lines) > 1 && !l.Main {
			continue // an empty line is no diagnosis
		}
		x := expertise.Diagnosis{Code: l.code(), Side: expertise.Side(l.Side), Main: l.Main, Text: l.Text, Origin: l.Origin}
		if !x.Code.Valid() {
			f.refuse(diagnosisName(i, "code"), expertise.Invalid("icd", "diagnosis"))
		}
		f.refuse(diagnosisName(i, "side"), x.Side.Check("side"))
		all = append(all, x)
	}
	return all
}

func (d *diagnosisList) order() []string {
	var names []string
	for i := range d.lines {
		names = append(names, diagnosisName(i, "code"), diagnosisName(i, "side"))
	}
	return names
}

func (d *diagnosisList) view(e *Env, f *form) []DiagnosisLine {
	lines := make([]DiagnosisLine, 0, len(d.lines))
	for i := range d.lines {
		l := &d.lines[i]
		line := DiagnosisLine{Main: l.Main, Words: e.disease(l.code()), Origin: origin(l.Origin), Code: f.field(e, diagnosisName(i, "code"), "diagnosis", KindText, l.Main),
			Side: f.field(e, diagnosisName(i, "side"), "side", KindChoice, true, e.sides()...)}
		line.Code.Value, line.Side.Value = l.Query, l.Side
		if d.looking == i && line.Words == "" {
			for _, disease := range e.Profile.Diseases(l.Query) {
				if len(line.Suggestions) < maxSuggested && strings.TrimSpace(l.Query) != "" {
					line.Suggestions = append(line.Suggestions, Suggestion{Value: string(disease.Code), Text: e.law(disease.Names), Detail: string(disease.Code)})
				}
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func (e *Env) sides() []Option {
	var all []Option
	for i, s := range expertise.Sides {
		all = append(all, Option{Value: string(s), Code: fmt.Sprint(i), Text: e.language.T("side." + string(s))})
	}
	return all
}

// systems are the short names of the code systems that clinics use.
var systems = map[string]string{"http://snomed.info/sct": "SNOMED", "http://loinc.org": "LOINC", "http://hl7.org/fhir/sid/icd-10": "ICD-10"}

func system(uri string) string {
	if short := systems[uri]; short != "" {
		return short
	}
	return uri
}

func origin(codings []expertise.Coding) string {
	var all []string
	for _, c := range codings {
		all = append(all, strings.TrimSpace(system(c.System)+" "+c.Code+" "+c.Display))
	}
	return strings.Join(all, "; ")
}

// conditions writes the clinic's own list; chosen are the diagnoses that a doctor made of them.
func (e *Env) conditions(r *expertise.Referral, chosen []diagnosisEntry) []ConditionRow {
	var rows []ConditionRow
	for _, c := range r.Conditions {
		row := ConditionRow{System: system(c.Coding.System), Code: c.Coding.Code, Text: c.Coding.Display, Onset: e.date(c.Onset), Active: c.Active}
		for i := range chosen {
			if slices.Contains(chosen[i].Origin, c.Coding) {
				row.Chosen = string(chosen[i].code())
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (e *Env) observations(r *expertise.Referral) []ObservationRow {
	var rows []ObservationRow
	for _, o := range r.Observations {
		rows = append(rows, ObservationRow{Text: o.Coding.Display, Value: strings.TrimSpace(o.Value + " " + o.Unit), Date: e.date(o.On)})
	}
	return rows
}
