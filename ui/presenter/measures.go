package presenter

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/scale"
)

// MeasureView is one scale of the sheet as far as it is filled in. A scale that nobody needs may stay empty.
type MeasureView struct {
	Name   string // "measure.whodas", where a wrong scale is marked on the sheet
	Title  string
	Status string // the score, "31 of 36 answered" or "not filled in"
	Asked  string // that the law of the day reads the scale, "" where it does not
	Error  string
	Filled bool      // something was answered
	Idle   []Field   // of WHODAS: whether the person neither works nor studies
	Parts  []Section // the items
	Scores []Fact    // "—" until there is one
	Note   string    // what was filled in, or why there is no score yet
}

// measures are the scales of the sheet in their order. Their answers stand among the sheet's values, by scale and item: "whodas.D1.1".
var measures = []string{expertise.ScaleWHODAS, expertise.ScaleBarthel}

func measureName(scale string) string    { return "measure." + scale }
func answerName(scale, of string) string { return scale + "." + of }

const idle = "idle"

// measureOf tells to which scale a field belongs.
func measureOf(field string) (string, bool) {
	name, _, _ := strings.Cut(field, ".")
	return name, slices.Contains(measures, name)
}

// Measure is the i-th scale as it stands now.
func (x *Examination) Measure(i int) MeasureView { return x.measureViews()[i] }

// ClearMeasure takes all answers of the i-th scale away.
func (x *Examination) ClearMeasure(i int) {
	if !x.editable() {
		return
	}
	name := measures[i]
	for field := range x.sheet.values {
		if of, is := measureOf(field); is && of == name {
			delete(x.sheet.values, field)
		}
	}
	x.edited(measureName(name))
}

// items are the items that a scale asks for; of WHODAS those about work only of somebody who works or studies.
func items(name string, idle bool) []string {
	var all []string
	if name == expertise.ScaleBarthel {
		for _, i := range scale.BarthelItems() {
			all = append(all, string(i))
		}
		return all
	}
	for _, i := range scale.Items(!idle) {
		all = append(all, string(i))
	}
	return all
}

// measure is a scale as it was answered; false where nothing was. Answers about work that were given before the person was said to have
// none are left out.
func (s *sheet) measure(name string) (expertise.Measure, bool) {
	m := expertise.Measure{Scale: name, Idle: s.values[answerName(name, idle)] == tick, Answers: map[string]int{}}
	for _, item := range items(name, m.Idle) {
		if n, err := strconv.Atoi(s.values[answerName(name, item)]); err == nil {
			m.Answers[item] = n
		}
	}
	return m, len(m.Answers) > 0
}

// measures are all scales that were filled in; one that cannot be scored is refused.
func (s *sheet) measures(e *Env) []expertise.Measure {
	var all []expertise.Measure
	for _, name := range measures {
		m, filled := s.measure(name)
		if !filled {
			continue
		}
		for _, err := range e.Profile.CheckMeasure(m) {
			s.refuse(measureName(name), err)
		}
		all = append(all, m)
	}
	return all
}

func (s *sheet) setMeasures(list []expertise.Measure) {
	for _, m := range list {
		for item, n := range m.Answers {
			s.values[answerName(m.Scale, item)] = strconv.Itoa(n)
		}
		if m.Idle {
			s.values[answerName(m.Scale, idle)] = tick
		}
	}
}

// measureViews shows every scale of the sheet.
func (x *Examination) measureViews() []MeasureView {
	e, l := x.env, x.env.language
	asked := e.Profile.Measures(x.sheet.examinedOn(e))
	views := make([]MeasureView, 0, len(measures))
	for _, name := range measures {
		m, filled := x.sheet.measure(name)
		v := MeasureView{Name: measureName(name), Title: l.T("measure." + name), Filled: filled, Error: e.scaleError(x.sheet.errors[measureName(name)]), Parts: x.measureParts(name, m.Idle)}
		if slices.Contains(asked, name) {
			v.Asked = l.T("measure.asked")
		}
		if name == expertise.ScaleWHODAS {
			field := x.sheet.field(e, answerName(name, idle), "idle", KindTick, false)
			v.Idle = []Field{field}
		}
		v.Status = l.T("measure.empty")
		e.score(&v, m)
		views = append(views, v)
	}
	return views
}

// measureParts are the items of a scale under the names of its parts, each with the answers that it can have.
func (x *Examination) measureParts(name string, idle bool) []Section {
	l := x.env.language
	var parts []Section
	for _, item := range items(name, idle) {
		title, label, options := l.T("measure."+name), scale.BarthelItem(item).Label(l.Code()), pointsOf(item)
		if name == expertise.ScaleWHODAS {
			title, label, options = scale.Label(domain(item), l.Code()), item+" "+scale.Label(item, l.Code()), x.env.answers()
		}
		if len(parts) == 0 || parts[len(parts)-1].Title != title {
			parts = append(parts, Section{Title: title})
		}
		field := x.sheet.field(x.env, answerName(name, item), "answer", KindChoice, false, options...)
		field.Label = label
		last := &parts[len(parts)-1]
		last.Fields = append(last.Fields, field)
	}
	return parts
}

// domain is the part of WHODAS to which an item belongs; the fifth has two, the household, and work or study.
func domain(item string) string {
	of, number, _ := strings.Cut(item, ".")
	switch {
	case of != "D5":
		return of
	case number > "4":
		return "D5.work"
	}
	return "D5.household"
}

func (e *Env) answers() []Option {
	options := make([]Option, 0, 5)
	for code := '1'; code <= '5'; code++ {
		options = append(options, Option{Value: string(code), Code: string(code), Text: e.language.T("measure.answer." + string(code))})
	}
	return options
}

func pointsOf(item string) []Option {
	var options []Option
	for _, n := range scale.BarthelItem(item).Allowed() {
		points := strconv.Itoa(n)
		options = append(options, Option{Value: points, Text: points})
	}
	return options
}

// score writes what the answers given so far come to; where they are too few, what is missing.
func (e *Env) score(v *MeasureView, m expertise.Measure) {
	l := e.language
	add := func(key string, s scale.Score, err error) (value string) {
		words := l.T("date.none")
		if err == nil {
			value = e.decimal(s.Value, 1)
			words = l.T("measure.of", "value", value, "least", e.decimal(s.Least, 1), "most", e.decimal(s.Most, 1))
		}
		v.Scores = append(v.Scores, Fact{l.T(key), words})
		return value
	}
	var first scale.Score
	var err error
	var status string
	if m.Scale == expertise.ScaleBarthel {
		first, err = scale.BarthelOf(m).Score()
		status = l.T("measure.sum") + " " + add("measure.sum", first, err)
	} else {
		first, err = scale.WHODASOf(m).Complex()
		simple, failed := scale.WHODASOf(m).Simple()
		status = l.T("measure.complex") + " " + add("measure.complex", first, err) + separator + l.T("measure.simple") + " " + add("measure.simple", simple, failed)
	}
	switch {
	case !v.Filled:
	case err == nil:
		v.Status, v.Note = status, e.imputed(first)
	default:
		v.Status = l.T("measure.answered", "done", len(m.Answers), "all", len(items(m.Scale, m.Idle)))
		v.Note = e.scaleError(err)
	}
}

// scaleError says what is wrong first on a scale, with an item by its name.
func (e *Env) scaleError(err error) string {
	found := findings(err)
	if len(found) == 0 {
		return e.language.Error(err)
	}
	named := *found[0]
	named.Args = maps.Clone(named.Args)
	if label := scale.BarthelItem(named.Args["item"]).Label(e.language.Code()); label != "" {
		named.Args["item"] = label
	}
	return e.language.Error(&named)
}

// imputed names the items that nobody answered and that count as the mean of others.
func (e *Env) imputed(s scale.Score) string {
	var notes []string
	for _, i := range s.Imputed {
		from := make([]string, len(i.From))
		for n, item := range i.From {
			from[n] = string(item)
		}
		notes = append(notes, e.language.T("measure.imputed", "item", string(i.Item)+" "+scale.Label(string(i.Item), e.language.Code()), "mean", e.decimal(i.Mean, 2), "from", strings.Join(from, ", ")))
	}
	return strings.Join(notes, " ")
}

// decimal writes a number with at most so many digits after the language's decimal sign.
func (e *Env) decimal(n float64, digits int) string {
	written := strconv.FormatFloat(n, 'f', digits, 64)
	if strings.Contains(written, ".") {
		written = strings.TrimSuffix(strings.TrimRight(written, "0"), ".")
	}
	return strings.Replace(written, ".", e.language.T("rule.decimal"), 1)
}
