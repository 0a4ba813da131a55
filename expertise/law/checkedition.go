package law

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func (c *checker) editions(p *Profile) {
	if len(p.Editions) == 0 {
		c.missing("editions", nil)
	}
	for i := range p.Editions {
		e, path := &p.Editions[i], []any{"editions", i}
		if e.From.IsZero() {
			c.missing("from", path)
		}
		if i > 0 {
			if previous := &p.Editions[i-1]; previous.From.Before(e.From) {
				previous.until = e.From.AddDays(-1)
			} else {
				c.fail("law.profile.order", at(path, "from"), "value", e.From.String(), "other", previous.From.String())
			}
		}
		if e.Source == "" {
			c.missing("source", path)
		}
	}
	for i := range p.Editions {
		if c.err != nil {
			return
		}
		e, path := &p.Editions[i], []any{"editions", i}
		c.outcomesOf(p, e, path)
		c.rating(e, path)
		c.terms(p, e, path)
		if c.err == nil {
			c.criteria(e, at(path, "criteria"))
		}
		if c.err == nil {
			c.tables(p, e, at(path, "tables"))
		}
	}
}

var icdPrefix = regexp.MustCompile(`^[A-Z]([0-9]([0-9](\.[0-9]{1,2})?)?)?$`)

func (c *checker) criteria(e *Edition, path []any) {
	if len(e.Criteria) == 0 {
		c.missing("criteria", path)
	}
	seen := map[string]bool{combineRow: true, expiryRow: true, calendarRow: true}
	for i := range e.Criteria {
		row, path := &e.Criteria[i], at(path, i)
		c.id(seen, row.ID, "id", path)
		c.text(row.Condition, "condition", path)
		if row.Severity != nil {
			c.text(row.Severity, "severity", path)
		}
		c.worth(e, row, path)
		if row.Cite == "" {
			c.missing("cite", path)
		}
		for j, code := range row.ICD {
			if !icdPrefix.MatchString(code) {
				c.fail("law.profile.value", at(path, "icd", j), "value", quote(code), "wanted", "an ICD-10 code or its beginning, such as J44")
			}
		}
	}
}

func (c *checker) tables(p *Profile, e *Edition, path []any) {
	e.values = map[string]*Table{}
	for i, t := range e.Tables {
		if t == nil {
			c.missing("sets", at(path, i))
			return
		}
		c.table(p, e, t, at(path, i))
		if c.err != nil {
			return
		}
	}
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		if facts[name].goal && e.values[name] == nil {
			c.fail("law.table.missing", path, "fact", name, "user", "every proposal")
		}
	}
	for i, t := range e.Tables {
		c.chain(e, t.Sets, nil, at(path, i, "by"))
	}
}

func (c *checker) table(p *Profile, e *Edition, t *Table, path []any) {
	t.line = c.lines.line(path...)
	f, known := p.fact(t.Sets)
	if !known || f.find != nil {
		c.fail("law.profile.unknown", at(path, "sets"), "value", quote(t.Sets), "known", p.factNames(func(f fact) bool { return f.find == nil }))
		return
	}
	if e.values[t.Sets] != nil {
		c.fail("law.profile.double", at(path, "sets"), "field", "the table for", "value", quote(t.Sets))
	}
	e.values[t.Sets] = t
	t.answer = p.column(t.Sets, e)
	for i, name := range t.By {
		f, known := p.fact(name)
		legible := func(f fact) bool { return f.kind != termKind && (f.rating == "" || f.rating == e.rating()) }
		if !known || !legible(f) || slices.Index(t.By, name) != i {
			c.fail("law.profile.unknown", at(path, "by", i), "value", quote(name), "known", p.factNames(legible))
			return
		}
		t.columns = append(t.columns, p.column(name, e))
	}
	seen := map[string]bool{}
	for i := range t.Rows {
		row, path := &t.Rows[i], at(path, "rows", i)
		row.line = c.lines.line(path...)
		c.id(seen, row.ID, "id", path)
		c.text(row.Because, "because", path)
		c.conditions(t, row, path)
		c.then(t, row, path)
	}
	if c.err == nil {
		c.proof(t)
	}
}

func (p *Profile) factNames(which func(fact) bool) string {
	var names []string
	for _, s := range p.Scales {
		if f, set := p.fact(s.Code); set && which(f) {
			names = append(names, s.Code)
		}
	}
	for name, f := range facts {
		if which(f) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func (c *checker) conditions(t *Table, row *Row, path []any) {
	for name := range row.When {
		if !slices.Contains(t.By, name) {
			c.fail("law.profile.unknown", at(path, "when", name), "value", quote(name), "known", strings.Join(t.By, ", "))
		}
	}
	for _, column := range t.columns {
		cell := cell{column.full}
		if text, conditioned := row.When[column.name]; conditioned {
			parsed, ok := column.parseCell(text)
			if !ok {
				c.fail("law.profile.value", at(path, "when", column.name), "value", quote(text), "wanted", column.wants())
				return
			}
			cell = parsed
		}
		row.cells = append(row.cells, cell)
	}
}

// wants says what a condition on the column may look like.
func (c column) wants() string {
	switch {
	case c.values != nil:
		return "one or several of " + strings.Join(c.values, ", ") + ", or \"not\" before them"
	case c.kind == date:
		return "a date or a range of dates between " + c.words(c.full)
	}
	return "a number or a range between " + c.words(c.full)
}

func (c *checker) then(t *Table, row *Row, path []any) {
	if c.err != nil {
		return
	}
	if t.answer.kind != termKind {
		v, ok := t.answer.parseValue(row.Then)
		if !ok || v < t.answer.full.lo || v > t.answer.full.hi {
			c.fail("law.profile.value", at(path, "then"), "value", quote(row.Then), "wanted", "one of "+strings.Join(t.answer.values, ", "))
		}
		row.value = v
		return
	}
	term, ok := parseTerm(row.Then)
	switch {
	case row.Then == "none":
	case row.Then == rowsTerm && t.Sets == "term":
		i := slices.Index(t.By, "rowTerm")
		if i < 0 || row.cells[i].contains(0) {
			c.fail("law.table.rowterm", path, "row", row.ID)
		}
	case !ok || t.Sets == "gap" && term.UntilAge > 0:
		c.fail("law.profile.value", at(path, "then"), "value", quote(row.Then), "wanted", "none, row, without or a term such as \"2 years\" or \"until age 18\"")
	case term.UntilAge > 0 && !t.below(row, term.UntilAge):
		c.fail("law.table.age", path, "row", row.ID, "age", strconv.Itoa(term.UntilAge))
	}
	row.term = term
}

// below tells whether a row answers only for persons younger than an age.
func (t *Table) below(row *Row, age int) bool {
	for name, limit := range map[string]int64{"age": int64(age), "ageMonths": 12 * int64(age)} {
		if i := slices.Index(t.By, name); i >= 0 && row.cells[i][len(row.cells[i])-1].hi < limit {
			return true
		}
	}
	return false
}

// proof refuses a table that answers a case twice or not at all.
func (c *checker) proof(t *Table) {
	line := strconv.Itoa(t.line)
	if len(t.Rows) > maxRows {
		c.err = sentences.Invalid("law.table.wide", "", "table", t.Sets, "line", line)
		return
	}
	if o, found := t.overlaps(); found {
		c.err = sentences.Invalid("law.table.overlap", "", "table", t.Sets, "first", o.first.ID, "other", strconv.Itoa(o.first.line),
			"second", o.second.ID, "line", strconv.Itoa(o.second.line), "case", o.words)
		return
	}
	switch g, found, ok := t.gaps(); {
	case !ok:
		c.err = sentences.Invalid("law.table.wide", "", "table", t.Sets, "line", line)
	case found:
		c.err = sentences.Invalid("law.table.gap", "", "table", t.Sets, "line", line, "case", g.words)
	}
}

// chain follows what a fact needs until nothing is needed any more, and refuses a circle and a fact that no table sets.
func (c *checker) chain(e *Edition, name string, above []string, path []any) {
	if slices.Contains(above, name) {
		c.fail("law.table.cycle", path, "circle", strings.Join(append(above, name), " needs "))
		return
	}
	f, _ := c.profile.fact(name)
	needs := f.needs
	if f.find == nil {
		table := e.values[name]
		if table == nil {
			c.fail("law.table.missing", path, "fact", name, "user", above[len(above)-1])
			return
		}
		needs = table.By
	}
	for _, need := range needs {
		if c.err == nil {
			c.chain(e, need, append(slices.Clip(above), name), path)
		}
	}
}
