package presenter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
)

// impairmentEntry is one impairment as it is being typed. It is kept in drafts.
type impairmentEntry struct {
	Query     string `json:"query,omitempty"` // as typed, until a row is chosen
	Row       string `json:"row,omitempty"`   // id of the chosen criteria row
	Percent   string `json:"percent,omitempty"`
	Side      string `json:"side,omitempty"`
	Diagnosis string `json:"diagnosis,omitempty"`
	Note      string `json:"note,omitempty"`
}

type impairmentList struct {
	lines   []impairmentEntry
	looking int // line whose suggestions are shown, -1 for none
}

func impairmentName(i int, part string) string { return fmt.Sprintf("impairment.%d.%s", i, part) }

func (m *impairmentList) at(i int) *impairmentEntry {
	if i < 0 || i >= len(m.lines) {
		return nil
	}
	return &m.lines[i]
}

// criterion finds the chosen row in the edition of the day; nil while none is chosen or the edition does not have it.
func (e *Env) criterion(on expertise.Date, row string) *law.Criterion {
	edition, err := e.Profile.EditionOn(on)
	if err != nil || row == "" {
		return nil
	}
	c, _ := edition.Row(row)
	return c
}

func wholePercent(typed string) (expertise.Percent, error) {
	typed = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(typed), "%"))
	if typed == "" {
		return 0, expertise.Invalid("required", "percent")
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 || n > 100 {
		return 0, expertise.Invalid("percent", "percent")
	}
	return expertise.Percent(n), nil
}

// impairments gives the lines as they are rated; what is wrong is refused under the line's own fields.
func (m *impairmentList) impairments(e *Env, on expertise.Date, f *form) []expertise.Impairment {
	var all []expertise.Impairment
	for i, l := range m.lines {
		if l == (impairmentEntry{}) {
			continue // an empty line is no impairment
		}
		x := expertise.Impairment{Row: l.Row, Diagnosis: expertise.ICDCode(l.Diagnosis), Side: expertise.Side(l.Side), Note: l.Note}
		if l.Row == "" {
			f.refuse(impairmentName(i, "row"), expertise.Invalid("required", "row"))
		}
		f.refuse(impairmentName(i, "side"), x.Side.Check("side"))
		percent, err := wholePercent(l.Percent)
		x.Percent = percent
		f.refuse(impairmentName(i, "percent"), err)
		if err == nil && l.Row != "" {
			m.refuseRange(e, on, f, i, x)
		}
		all = append(all, x)
	}
	return all
}

// refuseRange puts the law's refusal of one line under its percent or its row.
func (m *impairmentList) refuseRange(e *Env, on expertise.Date, f *form, i int, x expertise.Impairment) {
	for _, finding := range findings(e.Profile.CheckImpairment(on, x)) {
		if c := e.criterion(on, x.Row); c != nil && finding.Code == "law.percent.range" {
			finding = expertise.Invalid("percent.row", "percent", "from", strconv.Itoa(int(c.Percent.From)), "to", strconv.Itoa(int(c.Percent.To)))
		}
		switch finding.Field {
		case "percent", "row":
			f.refuse(impairmentName(i, finding.Field), finding)
		default:
			f.refuse(finding.Field, finding)
		}
	}
}

func (m *impairmentList) order() []string {
	var names []string
	for i := range m.lines {
		for _, part := range []string{"row", "percent", "side", "diagnosis"} {
			names = append(names, impairmentName(i, part))
		}
	}
	return names
}

func (m *impairmentList) view(e *Env, on expertise.Date, f *form, diagnoses []diagnosisEntry) []ImpairmentLine {
	l := e.language
	var codes []Option
	for i := range diagnoses {
		if code := diagnoses[i].code(); code.Valid() {
			codes = append(codes, Option{Value: string(code), Code: strconv.Itoa(len(codes) + 1), Text: string(code)})
		}
	}
	lines := make([]ImpairmentLine, 0, len(m.lines))
	for i := range m.lines {
		entry := &m.lines[i]
		line := ImpairmentLine{Row: f.field(e, impairmentName(i, "row"), "row", KindText, true), Percent: f.field(e, impairmentName(i, "percent"), "percent", KindNumber, true),
			Side: f.field(e, impairmentName(i, "side"), "side", KindChoice, true, e.sides()...), Diagnosis: f.field(e, impairmentName(i, "diagnosis"), "diagnosis", KindChoice, false, codes...)}
		line.Row.Value, line.Percent.Value, line.Side.Value, line.Diagnosis.Value = entry.Query, entry.Percent, entry.Side, entry.Diagnosis
		line.Percent.Unit, line.Row.Hint = l.T("unit.percent"), l.T("exam.impairment.choose")
		if c := e.criterion(on, entry.Row); c != nil {
			line.Row.Value, line.Range, line.Term, line.Cite = e.law(c.Because()), e.rangeWords(c.Percent), e.term(c.Term), e.cite(c.Cite)
			line.Percent.Hint = line.Range
			if c.Verify {
				line.Unconfirmed = l.T("decision.unconfirmed")
			}
		}
		if m.looking == i {
			line.Suggestions = e.criteria(on, entry.Query, diagnoses)
		}
		lines = append(lines, line)
	}
	return lines
}

func (e *Env) rangeWords(r law.Range) string {
	if r.From == r.To {
		return e.percent(r.From)
	}
	return e.language.T("exam.impairment.range", "from", int(r.From), "to", int(r.To))
}

// criteria suggests rows for what is typed; while nothing is typed, the rows for the diagnoses.
func (e *Env) criteria(on expertise.Date, query string, diagnoses []diagnosisEntry) []Suggestion {
	queries := []string{query}
	if strings.TrimSpace(query) == "" {
		queries = nil
		for i := range diagnoses {
			if code := diagnoses[i].code(); code.Valid() {
				queries = append(queries, string(code))
			}
		}
	}
	var all []Suggestion
	for _, q := range queries {
		rows, err := e.Profile.Criteria(on, q)
		if err != nil {
			return nil
		}
		for i := range rows {
			c := &rows[i]
			known := slices.ContainsFunc(all, func(s Suggestion) bool { return s.Value == c.ID })
			if known || len(all) >= maxSuggested {
				continue
			}
			s := Suggestion{Value: c.ID, Text: e.law(c.Because()), Detail: joined(e.rangeWords(c.Percent), e.term(c.Term))}
			if c.Verify {
				s.Chip = Chip{e.language.T("decision.not_confirmed"), ToneWaiting}
			}
			all = append(all, s)
		}
	}
	return all
}
