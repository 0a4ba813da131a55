package presenter

import (
	"strings"

	"medsoc/expertise"
)

// datum writes what a row of the law was applied to. The law gives it without language: facts by their names ("age 47, cause general"), or
// a rated impairment ("I69.3 33 → 35 %", "I69.3 degree 2").
func (e *Env) datum(written string) string {
	if from, to, rounded := strings.Cut(written, " → "); rounded {
		return e.language.T("datum.rounded", "from", from, "to", to)
	}
	if code, degree, rated := strings.Cut(written, "degree "); rated {
		return code + e.language.T("datum.fact", "name", e.factName("degree"), "value", degree)
	}
	parts := strings.Split(written, ", ")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, " ")
		if words := e.factName(name); words != "" {
			parts[i] = e.language.T("datum.fact", "name", words, "value", e.factValue(name, value))
		}
	}
	return strings.Join(parts, separator)
}

// factName is what a fact of the law is called, "" for what is none.
func (e *Env) factName(name string) string {
	if s, known := e.Profile.Scale(name); known {
		return e.law(s.Names)
	}
	if key := "fact." + name; e.language.Has(key) {
		return e.language.T(key)
	}
	return ""
}

func (e *Env) factValue(name, value string) string {
	switch name {
	case "cause":
		return e.cause(value)
	case "outcome":
		return e.outcome(expertise.Outcome{Code: expertise.OutcomeCode(value)})
	}
	if s, known := e.Profile.Scale(name); known {
		if named, ok := s.Value(value); ok {
			return e.law(named.Names)
		}
	}
	if day, ok := parseDay(value); ok && !day.IsZero() {
		return e.date(day)
	}
	if key := "fact.value." + value; e.language.Has(key) {
		return e.language.T(key)
	}
	return value
}
