package law

import (
	"cmp"
	"errors"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
)

func (c *checker) oneOf(value string, known []string, path []any) {
	if !slices.Contains(known, value) {
		c.fail("law.profile.unknown", path, "value", quote(value), "known", strings.Join(known, ", "))
	}
}

func (c *checker) eachOf(values, known []string, path []any) {
	for i, v := range values {
		c.oneOf(v, known, at(path, i))
		if slices.Index(values, v) != i {
			c.fail("law.profile.double", at(path, i), "field", "the name", "value", quote(v))
		}
	}
}

func (c *checker) number(value, lo, hi int, path []any) {
	if value < lo || value > hi {
		c.fail("law.profile.value", path, "value", strconv.Itoa(value), "wanted", "a number from "+strconv.Itoa(lo)+" to "+strconv.Itoa(hi))
	}
}

// scales checks what stands beside the outcome. A scale's name must not hide a fact.
func (c *checker) scales(p *Profile) {
	seen := map[string]bool{}
	for name := range facts {
		seen[name] = true
	}
	for i, s := range p.Scales {
		path := []any{"scales", i}
		if s.From != "" {
			c.oneOf(s.From, slices.Sorted(maps.Keys(scaleSources)), at(path, "from"))
		}
		if _, shown := scaleSources[s.Code]; shown && s.From == s.Code {
			delete(seen, s.Code) // it shows the fact of its own name
		}
		c.id(seen, s.Code, "code", path)
		c.text(s.Names, "names", path)
		if s.From != "" {
			continue
		}
		values := map[string]bool{}
		for k, v := range s.Values {
			c.id(values, v.Code, "code", at(path, "values", k))
			c.text(v.Names, "names", at(path, "values", k))
		}
		if len(s.Values) == 0 {
			c.missing("values", path)
		}
	}
}

func (c *checker) extensions(p *Profile) {
	seen := map[string]bool{}
	for i := range p.Extensions {
		x, path := &p.Extensions[i], []any{"extensions", i}
		c.id(seen, string(x.ID), "id", path)
		c.text(x.Title, "names", path)
		for _, err := range x.Check() {
			c.act(x, err, path)
		}
		first := x.NewUntil
		if x.Months > 0 {
			first = x.From.AddMonths(x.Months)
		}
		if c.err == nil && !first.After(x.To) {
			c.fail("law.profile.value", at(path, "to"), "value", x.To.String(), "wanted", "a last day before the prolonged terms end: they would be prolonged twice")
		}
		var outcomes []string
		for _, o := range x.Outcomes {
			outcomes = append(outcomes, string(o))
		}
		c.knownOutcomes(p, outcomes, at(path, "outcomes"))
		c.eachOf(x.Causes, causeCodes(p, nil), at(path, "causes"))
	}
}

// actFields are a profile's names of the fields of an act, where they differ from the register's.
var actFields = map[string]string{"extension": "id", "title": "names", "basis": "cite", "newUntil": "until"}

// act says what the act's own check has found in the words of a profile's author.
func (c *checker) act(x *expertise.Extension, err error, path []any) {
	e, ok := errors.AsType[*expertise.Error](err)
	if !ok {
		return
	}
	field := cmp.Or(actFields[e.Field], e.Field)
	switch e.Code {
	case "required":
		c.missing(field, path)
	case "date.order":
		c.fail("law.profile.order", at(path, field), "value", map[string]string{"to": x.To.String(), "until": x.NewUntil.String()}[field], "other", e.Args["other"])
	case "extension.how":
		c.fail("law.profile.value", at(path, field), "value", quote(field), "wanted", "given instead of months: name one of the two")
	default:
		c.fail("law.profile.value", at(path, field), "value", strconv.Itoa(x.Months), "wanted", "a number of months from 1 to 1200")
	}
}

func (c *checker) knownOutcomes(p *Profile, codes []string, path []any) {
	var known []string
	for _, o := range p.Outcomes {
		known = append(known, string(o.Code))
	}
	c.eachOf(codes, known, path)
}

// setting checks what the country says beside its rules.
func (c *checker) setting(p *Profile) {
	c.number(p.Body.Experts, 0, 99, []any{"body", "experts"})
	if p.Body.Composition != nil {
		c.text(p.Body.Composition, "composition", []any{"body"})
	}
	c.eachOf(p.Referral.Required, referralParts, []any{"referral", "required"})
	c.eachOf(p.Person.NameOrder, []string{"surname", "given", "patronymic"}, []any{"person", "nameOrder"})
	c.eachOf(p.Papers.Kinds, paperKinds, []any{"papers", "kinds"})
	c.calendar(p)
	c.districts(p)
	if c.err == nil {
		c.letter(&p.Letters.Invitation, []any{"letters", "invitation"})
	}
	for i, a := range p.Appeals {
		path := []any{"appeals", i}
		c.text(a.Names, "names", path)
		c.number(a.Within, 0, 10_000, at(path, "within"))
		c.number(a.Decide, 0, 10_000, at(path, "decide"))
		c.oneOf(a.Days, []string{"working", "calendar"}, at(path, "days"))
	}
	for i, cl := range p.Classifications {
		c.oneOf(cl.Code, classificationCodes, []any{"classifications", i, "code"})
	}
	for i, r := range p.Insurance {
		path := []any{"insurance", i}
		if r.From.IsZero() {
			c.missing("from", path)
		}
		if i > 0 && r.From.Before(p.Insurance[i-1].From) {
			c.fail("law.profile.order", at(path, "from"), "value", r.From.String(), "other", p.Insurance[i-1].From.String())
		}
		c.text(r.Category, "category", path)
		c.text(r.Payer, "payer", path)
		c.number(r.PerMille, 0, 1000, at(path, "perMille"))
	}
	codes := map[string]bool{}
	for i, r := range p.Receivers {
		path := []any{"receivers", i}
		c.id(codes, r.Code, "code", path)
		c.text(r.Names, "names", path)
		c.eachOf(r.Sees, FormFieldNames, at(path, "sees"))
	}
	services, seals := map[string]bool{}, map[int]bool{}
	for i, s := range p.Services {
		path := []any{"services", i}
		c.id(services, s.Code, "code", path)
		if seals[s.Seal] {
			c.fail("law.profile.double", at(path, "seal"), "field", "seal", "value", strconv.Itoa(s.Seal))
		}
		seals[s.Seal] = true
		c.number(s.Seal, 1, 65535, at(path, "seal"))
		c.text(s.Names, "names", path)
	}
}

// calendar lets the calendar check itself; a profile without one has nothing to check.
func (c *checker) calendar(p *Profile) {
	if reflect.ValueOf(p.Calendar).IsZero() {
		return
	}
	for _, err := range p.Calendar.Check(p.Languages...) {
		e, ok := errors.AsType[*expertise.Error](err)
		if !ok {
			continue
		}
		path := []any{"calendar"}
		for _, part := range calendarPart.FindAllString(e.Field, -1) {
			if i, err := strconv.Atoi(part); err == nil {
				path = append(path, i)
			} else {
				path = append(path, part)
			}
		}
		c.fail("law.profile.calendar", path, "problem", err.Error())
	}
}

// calendarPart is a step of the way to a calendar's field: fixed, 2 and names in "fixed[2].names".
var calendarPart = regexp.MustCompile(`[A-Za-z]+|[0-9]+`)

// outcomesOf checks which outcomes an edition gives: the first one is that there is none, in each edition.
func (c *checker) outcomesOf(p *Profile, e *Edition, path []any) {
	c.knownOutcomes(p, e.Outcomes, at(path, "outcomes"))
	if gives := e.gives(p); len(gives) == 0 || gives[0] != string(p.Outcomes[0].Code) {
		c.fail("law.profile.value", at(path, "outcomes"), "value", quote(strings.Join(e.Outcomes, ", ")), "wanted",
			"a list that begins with "+string(p.Outcomes[0].Code))
	}
}

// rating checks how the edition rates and combines impairments.
func (c *checker) rating(e *Edition, path []any) {
	if e.rating() == byPercent {
		c.number(int(e.Percent.Step), 1, 100, at(path, "percent", "step"))
	} else if e.Percent.Step != 0 || e.Percent.Rounding != nil {
		c.fail("law.profile.value", at(path, "percent"), "value", "percent beside degrees", "wanted", "one way of rating: remove percent or degrees")
	}
	for i, r := range e.Percent.Rounding {
		if r.As < 0 || r.As > 100 || e.Percent.Step > 0 && r.As%e.Percent.Step != 0 {
			c.fail("law.profile.value", at(path, "percent", "rounding", i, "as"), "value", strconv.Itoa(int(r.As)), "wanted", "a percent of the scale")
		}
	}
	if len(e.Degrees) > maxDegree+1 || len(e.Degrees) == 1 {
		c.fail("law.profile.value", at(path, "degrees"), "value", strconv.Itoa(len(e.Degrees))+" degrees", "wanted", "a list of 2 to 5 degrees, from 0")
	}
	for i, names := range e.Degrees {
		c.text(names, "degree "+strconv.Itoa(i), at(path, "degrees", i))
	}
	var known []string
	for _, name := range slices.Sorted(maps.Keys(aggregates)) {
		if aggregates[name].rating == e.rating() {
			known = append(known, name)
		}
	}
	c.oneOf(e.Combine.How, known, at(path, "combine", "how"))
	c.oneOf(e.Combine.Round, slices.Sorted(maps.Keys(roundings)), at(path, "combine", "round"))
	c.text(e.Combine.Because, "because", at(path, "combine"))
	if outcome, has := find(e.Tables, func(t *Table) bool { return t.Sets == "outcome" }); has && e.Combine.Round == "nearest" && slices.Contains(outcome.By, "hundredths") {
		c.fail("law.profile.value", at(path, "combine", "round"), "value", quote(e.Combine.Round), "wanted",
			"down: where hundredths decide, a percent that is rounded up would be shown beside the outcome of the lower one")
	}
}

// worth checks what a criteria row is worth: a percent of the scale, or a degree that the edition has.
func (c *checker) worth(e *Edition, row *Criterion, path []any) {
	if e.rating() == byDegree {
		if row.Percent != (Range{}) || int(row.Degree.To) >= len(e.Degrees) {
			c.fail("law.profile.value", at(path, "degree"), "value", row.Degree.String(), "wanted", "a degree from 0 to "+strconv.Itoa(len(e.Degrees)-1)+", without percent")
		}
		return
	}
	if row.Percent == (Range{}) {
		c.missing("percent", path)
	}
	if row.Degree != (Range{}) {
		c.fail("law.profile.value", at(path, "degree"), "value", row.Degree.String(), "wanted", "given: this edition rates in percent")
	}
	for _, end := range []expertise.Percent{row.Percent.From, row.Percent.To} {
		if legal, err := e.Legal(end); err != nil || legal != end {
			c.fail("law.profile.value", at(path, "percent"), "value", strconv.Itoa(int(end)), "wanted", "a percent of the scale, which a doctor could choose")
		}
	}
}

// terms checks the convention of expiry and the birthdays that end terms.
func (c *checker) terms(p *Profile, e *Edition, path []any) {
	c.oneOf(e.expiry(), slices.Sorted(maps.Keys(endings)), at(path, "expiry", "how"))
	if e.Expiry.Because != nil {
		c.text(e.Expiry.Because, "because", at(path, "expiry"))
	}
	for i, b := range e.ComingOfAge {
		path := at(path, "comingOfAge", i)
		c.number(b.Age, 1, 99, at(path, "age"))
		if i > 0 && b.Age <= e.ComingOfAge[i-1].Age {
			c.fail("law.profile.order", at(path, "age"), "value", strconv.Itoa(b.Age), "other", strconv.Itoa(e.ComingOfAge[i-1].Age))
		}
		c.text(b.Because, "because", path)
		c.eachOf(b.Outcomes, e.gives(p), at(path, "outcomes"))
	}
}
