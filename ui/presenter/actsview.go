package presenter

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"medsoc/expertise"
)

// ActRow is one act in force.
type ActRow struct {
	ID     expertise.ExtensionID
	Title  string
	Basis  string
	Window string // of original last days: "01.01.2016 – 31.12.2016"
	Effect string // "by 5 years" or "to 01.07.2020"
	Source Chip   // of the registry or of the country profile
}

// ActMonth is one month of the preview: examinations before and after.
type ActMonth struct {
	Label                 string
	Year                  string // at the first month of each year
	Before, After         int
	BeforeText, AfterText string
}

// ActPerson is one person whom the act would concern.
type ActPerson struct {
	Person   expertise.PersonID
	Name     string
	Outcome  string
	Until    string
	NewUntil string
	Next     string
	NewNext  string
}

// ActPreview is what the act would do.
type ActPreview struct {
	Persons    string // "1204 persons"
	Removed    string // "310 examinations fewer this year"
	ByOutcome  []Fact
	ByDistrict []Fact
	Months     []ActMonth
	Rows       []ActPerson
	More       string // "the first 200 of 1204", "" when all are shown
}

// ActsState is the page of extension acts.
type ActsState struct {
	Common
	Acts      []ActRow
	EmptyActs Empty
	Fields    []Field
	Concerns  []Tick // outcomes; none chosen is all
	ErrorText string
	Focus     string
	FocusTurn int
	Computing bool
	Preview   *ActPreview
	FileName  string
}

func (a *Acts) state() ActsState {
	e, l, f := a.env, a.env.language, &a.form
	s := ActsState{Common: a.common(), ErrorText: f.errorText(e), Focus: f.focus, FocusTurn: f.turn, Computing: a.computing, Fields: a.fields(), Preview: a.preview()}
	for _, o := range e.Profile.Outcomes[1:] {
		s.Concerns = append(s.Concerns, Tick{fieldConcerns(o.Code), e.law(o.Names), f.values[fieldConcerns(o.Code)] != ""})
	}
	s.Working = s.Working || e.Runner.Working("acts.preview")
	if a.touched != nil {
		s.FileName = string(a.proposed.ID) + ".yaml"
	}
	for _, x := range a.acts {
		s.Acts = append(s.Acts, e.act(x, Chip{l.T("acts.of_registry"), ToneNew}))
	}
	for _, x := range e.Profile.Extensions {
		source := Chip{l.T("acts.of_profile"), ToneQuiet}
		if x.Verify {
			source = Chip{l.T("acts.unconfirmed"), ToneWaiting}
		}
		s.Acts = append(s.Acts, e.act(x, source))
	}
	if a.filled && len(s.Acts) == 0 {
		s.EmptyActs = Empty{Text: l.T("empty.acts")}
	}
	return s
}

func (e *Env) act(x expertise.Extension, source Chip) ActRow {
	row := ActRow{ID: x.ID, Basis: e.cite(x.Basis), Window: e.date(x.From) + " – " + e.date(x.To), Source: source, Title: actTitle(x.Title, e.language.Code())}
	if x.Months > 0 {
		row.Effect = e.months(x.Months)
	} else {
		row.Effect = e.language.T("detail.until", "date", e.date(x.NewUntil))
	}
	return row
}

// actTitle gives the title in a language, else in whichever it has, always the same one.
func actTitle(titles map[string]string, language string) string {
	if t := titles[language]; t != "" {
		return t
	}
	for _, code := range slices.Sorted(maps.Keys(titles)) {
		return titles[code]
	}
	return ""
}

func (e *Env) months(n int) string {
	if n%12 == 0 {
		return e.language.N("term.years", n/12)
	}
	return e.language.N("term.months", n)
}

func (a *Acts) fields() (fields []Field) {
	e, l := a.env, a.env.language
	add := func(f Field) { fields = append(fields, f) }
	for i, language := range e.Profile.Languages {
		f := a.form.field(e, fieldTitle(language), "act_title", KindText, i == 0)
		if len(e.Profile.Languages) > 1 {
			f.Label += " (" + language + ")"
		}
		add(f)
	}
	add(a.form.field(e, fieldBasis, "basis", KindText, true))
	add(a.form.field(e, fieldFrom, "act_from", KindDate, true))
	add(a.form.field(e, fieldTo, "act_to", KindDate, true))
	months := a.form.field(e, fieldMonths, "act_months", KindNumber, false)
	months.Unit = l.T("unit.months")
	add(months)
	add(a.form.field(e, fieldNewUntil, "act_until", KindDate, false))
	add(a.form.field(e, fieldEstablished, "act_established", KindDate, false))
	return fields
}

// maxActMonths bounds the chart: ten years.
const maxActMonths = 120

func (a *Acts) preview() *ActPreview {
	t := a.touched
	if t == nil {
		return nil
	}
	e, l := a.env, a.env.language
	v := &ActPreview{Persons: l.N("acts.persons", t.Persons), Removed: l.N("acts.removed", t.Removed)}
	number := func(n int) string { return l.Number(int64(n)) }
	for _, o := range e.Profile.Outcomes {
		if n := t.ByWhat[o.Code]; n > 0 {
			v.ByOutcome = append(v.ByOutcome, Fact{e.law(o.Names), number(n)})
		}
	}
	districts := slices.Collect(maps.Keys(t.ByDistrict))
	slices.SortFunc(districts, func(a, b string) int { return cmp.Or(t.ByDistrict[b]-t.ByDistrict[a], cmp.Compare(a, b)) })
	for _, code := range districts {
		name := e.district(code)
		if code == "" {
			name = l.T("planning.no_district")
		}
		v.ByDistrict = append(v.ByDistrict, Fact{name, number(t.ByDistrict[code])})
	}
	both := maps.Clone(t.Before)
	maps.Copy(both, t.ByMonth)
	months, last := slices.Sorted(maps.Keys(both)), ""
	for _, month := range months[:min(len(months), maxActMonths)] {
		first, err := expertise.ParseDate(month + "-01")
		if err != nil || first.IsZero() {
			continue // persons without a day of a next examination
		}
		m := ActMonth{Label: e.monthLabel(first.Month), Before: t.Before[month], After: t.ByMonth[month]}
		if year := strconv.Itoa(first.Year); year != last {
			m.Year, last = year, year
		}
		if m.Before > 0 {
			m.BeforeText = number(m.Before)
		}
		if m.After > 0 {
			m.AfterText = number(m.After)
		}
		v.Months = append(v.Months, m)
	}
	for _, r := range t.Rows {
		v.Rows = append(v.Rows, ActPerson{Person: r.Person, Name: shortName(r.Name), Outcome: e.outcome(r.Outcome), Until: e.date(r.Until), NewUntil: e.date(r.NewUntil), Next: e.date(r.Next), NewNext: e.date(r.NewNext)})
	}
	if len(t.Rows) < t.Persons {
		v.More = l.T("acts.first", "n", len(t.Rows), "count", t.Persons)
	}
	return v
}
