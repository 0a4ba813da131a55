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
	Degree    string `json:"degree,omitempty"`
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

// degrees are the words by which the edition of the day rates, from 0; nil where it rates in percent.
func (e *Env) degrees(on expertise.Date) []law.Text {
	edition, err := e.Profile.EditionOn(on)
	if err != nil {
		return nil
	}
	return edition.Degrees
}

// rate puts what was typed into the impairment: the degree where the edition has degrees, else the percent.
func (l *impairmentEntry) rate(degrees []law.Text, x *expertise.Impairment) error {
	if degrees == nil {
		percent, err := wholePercent(l.Percent)
		x.Percent = percent
		return err
	}
	n, err := strconv.Atoi(l.Degree)
	if err != nil || n < 0 || n >= len(degrees) {
		return expertise.Invalid("required", "degree")
	}
	degree := expertise.Qualifier(n)
	x.Qualifier = &degree
	return nil
}

func rating(degrees []law.Text) string {
	if degrees == nil {
		return "percent"
	}
	return "degree"
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
	degrees := e.degrees(on)
	for i, l := range m.lines {
		if l == (impairmentEntry{}) {
			continue // an empty line is no impairment
		}
		x := expertise.Impairment{Row: l.Row, Diagnosis: expertise.ICDCode(l.Diagnosis), Side: expertise.Side(l.Side), Note: l.Note}
		if l.Row == "" {
			f.refuse(impairmentName(i, "row"), expertise.Invalid("required", "row"))
		}
		f.refuse(impairmentName(i, "side"), x.Side.Check("side"))
		err := l.rate(degrees, &x)
		f.refuse(impairmentName(i, rating(degrees)), err)
		if err == nil && l.Row != "" {
			m.refuseRange(e, on, f, i, x)
		}
		all = append(all, x)
	}
	return all
}

// refuseRange puts the law's refusal of one line under its rating or its row.
func (m *impairmentList) refuseRange(e *Env, on expertise.Date, f *form, i int, x expertise.Impairment) {
	for _, finding := range findings(e.Profile.CheckImpairment(on, x)) {
		switch c := e.criterion(on, x.Row); {
		case c != nil && finding.Code == "law.percent.range":
			finding = expertise.Invalid("percent.row", "percent", "from", strconv.Itoa(int(c.Percent.From)), "to", strconv.Itoa(int(c.Percent.To)))
		case c != nil && finding.Code == "law.degree.range":
			finding = expertise.Invalid("degree.row", "degree", "from", strconv.Itoa(int(c.Degree.From)), "to", strconv.Itoa(int(c.Degree.To)))
		}
		switch finding.Field {
		case "percent", "degree", "row":
			f.refuse(impairmentName(i, finding.Field), finding)
		default:
			f.refuse(finding.Field, finding)
		}
	}
}

func (m *impairmentList) order() []string {
	var names []string
	for i := range m.lines {
		for _, part := range []string{"row", "percent", "degree", "side", "diagnosis"} {
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
	degrees := e.degrees(on)
	lines := make([]ImpairmentLine, 0, len(m.lines))
	for i := range m.lines {
		entry := &m.lines[i]
		line := ImpairmentLine{Row: f.field(e, impairmentName(i, "row"), "row", KindText, true), Rating: entry.rating(e, i, f, degrees),
			Side: f.field(e, impairmentName(i, "side"), "side", KindChoice, true, e.sides()...), Diagnosis: f.field(e, impairmentName(i, "diagnosis"), "diagnosis", KindChoice, false, codes...)}
		line.Row.Value, line.Side.Value, line.Diagnosis.Value = entry.Query, entry.Side, entry.Diagnosis
		line.Row.Hint = l.T("exam.impairment.choose")
		if c := e.criterion(on, entry.Row); c != nil {
			line.Row.Value, line.Range, line.Term, line.Cite = e.law(c.Because()), e.worth(c, degrees), e.term(c.Term), e.cite(c.Cite)
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

// rating is the field of the percent, or of the degree by the words of the edition.
func (l *impairmentEntry) rating(e *Env, i int, f *form, degrees []law.Text) Field {
	if degrees == nil {
		field := f.field(e, impairmentName(i, "percent"), "percent", KindNumber, true)
		field.Value, field.Unit = l.Percent, e.language.T("unit.percent")
		return field
	}
	var options []Option
	for n, words := range degrees {
		code := strconv.Itoa(n)
		options = append(options, Option{Value: code, Code: code, Text: e.law(words)})
	}
	field := f.field(e, impairmentName(i, "degree"), "degree", KindChoice, true, options...)
	field.Value = l.Degree
	return field
}

// worth says what a row gives: its percent, or its degree in the words of the edition.
func (e *Env) worth(c *law.Criterion, degrees []law.Text) string {
	if degrees == nil {
		return e.rangeWords(c.Percent)
	}
	from, to := int(c.Degree.From), int(c.Degree.To)
	if to >= len(degrees) {
		return ""
	}
	words := e.law(degrees[from])
	if from != to {
		words += " – " + e.law(degrees[to])
	}
	return words
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
	degrees := e.degrees(on)
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
			s := Suggestion{Value: c.ID, Text: e.law(c.Because()), Detail: joined(e.worth(c, degrees), e.term(c.Term))}
			if c.Verify {
				s.Chip = Chip{e.language.T("decision.not_confirmed"), ToneWaiting}
			}
			all = append(all, s)
		}
	}
	return all
}
