package law

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"medsoc/expertise"
)

// checker goes through a decoded profile and keeps the first refusal. Path parts are keys and places as in the file.
type checker struct {
	profile   *Profile
	lines     place
	languages []string
	err       error
}

func (c *checker) fail(code string, path []any, args ...string) {
	if c.err == nil {
		c.err = sentences.Invalid(code, "", append(args, "line", strconv.Itoa(c.lines.line(path...)))...)
	}
}

func (c *checker) missing(field string, path []any) {
	c.fail("law.profile.missing", path, "field", field)
}

func at(path []any, more ...any) []any { return append(slices.Clip(path), more...) }

var idPattern = regexp.MustCompile(`^[a-z][A-Za-z0-9-]{0,63}$`)

// id demands a key that stands once in its list; ids are stored with decisions, so they are short and plain.
func (c *checker) id(seen map[string]bool, value, field string, path []any) {
	switch {
	case value == "":
		c.missing(field, path)
	case !idPattern.MatchString(value):
		c.fail("law.profile.value", at(path, field), "value", quote(value), "wanted", "a key: a small letter, then letters, digits and hyphens")
	case seen[value]:
		c.fail("law.profile.double", at(path, field), "field", field, "value", quote(value))
	}
	seen[value] = true
}

func (c *checker) text(t Text, field string, path []any) {
	for _, language := range c.languages {
		if strings.TrimSpace(t[language]) == "" {
			c.fail("law.profile.language", at(path, field), "field", field, "language", language)
		}
	}
	for language := range t {
		if !slices.Contains(c.languages, language) {
			c.fail("law.profile.unknown", at(path, field, language), "value", quote(language), "known", strings.Join(c.languages, ", "))
		}
	}
}

// check goes through the profile from its head to its tables and completes what Load does not read: the time zone, the editions' last
// days, the compiled tables.
func (p *Profile) check(lines place) error {
	c := &checker{profile: p, lines: lines, languages: p.Languages}
	c.head(p)
	c.lists(p)
	if c.err == nil {
		c.editions(p)
	}
	return c.err
}

var languagePattern = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?$`)

func (c *checker) head(p *Profile) {
	if p.Country == "" {
		c.missing("country", nil)
	}
	if len(p.Languages) == 0 {
		c.missing("languages", nil)
	}
	for i, language := range p.Languages {
		if !languagePattern.MatchString(language) || slices.Index(p.Languages, language) != i {
			c.fail("law.profile.value", []any{"languages", i}, "value", quote(language), "wanted", "a language such as az, named once")
		}
	}
	c.text(p.Names, "names", nil)
	c.text(p.Authority, "authority", nil)
	location, err := time.LoadLocation(p.TimeZone)
	if err != nil || p.TimeZone == "" || p.TimeZone == "Local" {
		c.fail("law.profile.value", []any{"timeZone"}, "value", quote(p.TimeZone), "wanted", "a time zone such as Asia/Baku")
	}
	p.location = location
	if p.Quorum.Members < 1 || p.Quorum.Members > 99 {
		c.fail("law.profile.value", []any{"quorum", "members"}, "value", strconv.Itoa(p.Quorum.Members), "wanted", "a number of members from 1 to 99")
	}
	for _, limit := range []struct {
		field string
		value int
	}{{"decisionDays", p.Limits.DecisionDays}, {"extendedDays", p.Limits.ExtendedDays}, {"graceMonths", p.Limits.GraceMonths},
		{"earlyMonths", p.Limits.EarlyMonths}} {
		if limit.value < 0 || limit.value > 1000 {
			c.fail("law.profile.value", []any{"limits", limit.field}, "value", strconv.Itoa(limit.value), "wanted", "a number from 0 to 1000")
		}
	}
}

func (c *checker) lists(p *Profile) {
	numbers := map[expertise.CommissionNumber]bool{}
	for i, commission := range p.Commissions {
		path := []any{"commissions", i}
		if commission.Number < 1 || numbers[commission.Number] {
			c.fail("law.profile.double", at(path, "number"), "field", "number", "value", strconv.Itoa(int(commission.Number)))
		}
		numbers[commission.Number] = true
		c.text(commission.Names, "names", path)
	}
	for i, kind := range p.Identifiers {
		path := []any{"identifiers", i}
		if !slices.Contains(expertise.Schemes, kind.Scheme) {
			c.fail("law.profile.unknown", at(path, "scheme"), "value", quote(string(kind.Scheme)), "known", schemeNames())
		}
		c.text(kind.Names, "names", path)
	}
	c.named(p.Modes, "modes")
	c.named(p.Purposes, "purposes")
	cited := map[string]bool{}
	for i, citation := range p.Citations {
		path := []any{"citations", i}
		if cited[citation.Text] || citation.Text == "" {
			c.fail("law.profile.double", at(path, "text"), "field", "text", "value", quote(citation.Text))
		}
		cited[citation.Text] = true
		c.text(citation.Names, "names", path)
	}
	causes := map[string]bool{}
	for i, cause := range p.Causes {
		path := []any{"causes", i}
		c.id(causes, cause.Code, "code", path)
		c.text(cause.Names, "names", path)
		if cause.Evidence != nil {
			c.text(cause.Evidence, "evidence", path)
		}
	}
	if len(p.Causes) == 0 {
		c.missing("causes", nil)
	}
	codes := map[expertise.ICDCode]bool{}
	for i, disease := range p.ICD {
		path := []any{"icd", i}
		if !disease.Code.Valid() {
			c.fail("law.profile.value", at(path, "code"), "value", quote(string(disease.Code)), "wanted", "an ICD-10 code such as I69.3")
		}
		if codes[disease.Code] {
			c.fail("law.profile.double", at(path, "code"), "field", "code", "value", quote(string(disease.Code)))
		}
		codes[disease.Code] = true
		c.text(disease.Names, "names", path)
	}
	c.outcomes(p)
	c.scales(p)
	c.extensions(p)
	c.setting(p)
	c.form(p)
}

// form checks the printed form, and that it says the same of each outcome as the list of outcomes does: the number stands in seals.
func (c *checker) form(p *Profile) {
	if reflect.ValueOf(p.Certificate).IsZero() {
		return
	}
	if err := p.Certificate.Check(); err != nil {
		c.fail("law.profile.form", []any{"certificate"}, "problem", err.Error())
	}
	for i, o := range p.Outcomes {
		if number, known := p.Certificate.OutcomeNumber(o.Code); p.given(o) && (!known || number != o.Seal) {
			c.fail("law.profile.form", []any{"outcomes", i}, "problem", "certificate.outcomes does not have "+string(o.Code)+" with the number "+strconv.Itoa(o.Seal))
		}
	}
}

// given tells whether some edition gives the outcome, so that a paper may have to show it.
func (p *Profile) given(o Outcome) bool {
	return o.Counts == "" || slices.ContainsFunc(p.Editions, func(e Edition) bool { return slices.Contains(e.Outcomes, string(o.Code)) })
}

func schemeNames() string {
	var names []string
	for _, s := range expertise.Schemes {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}

func (c *checker) named(list []Named, field string) {
	seen := map[string]bool{}
	for i, n := range list {
		path := []any{field, i}
		c.id(seen, n.Code, "code", path)
		c.text(n.Names, "names", path)
	}
	if len(list) == 0 {
		c.missing(field, nil)
	}
}

func (c *checker) outcomes(p *Profile) {
	seen, seals := map[string]bool{}, map[int]bool{}
	current := currentOutcomes(p)
	if len(current) == 0 {
		c.missing("outcomes", nil)
	}
	for i, o := range p.Outcomes {
		path := []any{"outcomes", i}
		c.id(seen, string(o.Code), "code", path)
		c.text(o.Names, "names", path)
		if o.Seal < 0 || o.Seal > 255 {
			c.fail("law.profile.value", at(path, "seal"), "value", strconv.Itoa(o.Seal), "wanted", "a number from 0 to 255")
		}
		if seals[o.Seal] {
			c.fail("law.profile.double", at(path, "seal"), "field", "seal", "value", strconv.Itoa(o.Seal))
		}
		seals[o.Seal] = true
		if o.Counts != "" && o.Counts != countsAny && !slices.Contains(current, o.Counts) {
			c.fail("law.profile.unknown", at(path, "counts"), "value", quote(o.Counts), "known", strings.Join(append(current, countsAny), ", "))
		}
	}
}
