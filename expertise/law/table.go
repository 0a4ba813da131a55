package law

import (
	"slices"
	"strconv"
)

// Table is a narrow decision table with hit policy unique: for every case exactly one row holds, which is proved on load. It is named
// for the fact that it sets; By lists the facts it reads, in the order in which they are asked for.
type Table struct {
	Sets string   `yaml:"sets"`
	By   []string `yaml:"by"`
	Rows []Row    `yaml:"rows"`

	columns []column
	answer  column // of the fact that the table sets
	line    int
}

// Row is one rule. When names a condition per column; a column that it leaves out may hold anything.
type Row struct {
	ID      string            `yaml:"id"`
	When    map[string]string `yaml:"when"`
	Then    string            `yaml:"then"`
	Because Text              `yaml:"because"`
	Cite    string            `yaml:"cite"`
	Verify  bool              `yaml:"verify"` // nobody has confirmed this rule
	// Aside marks a step that changes nothing, such as "not yet of pension age": it is kept and explained, and screens may fold it away.
	Aside bool `yaml:"aside"`

	cells []cell
	value int64 // of the fact that the table sets, an enum's place or a flag
	term  Term  // when the table sets the term
	line  int
}

// rowsTerm is the answer of a term table that takes the term of the criteria row.
const rowsTerm = "row"

// RowID is the id under which a decision stores the row: "outcome/p61".
func (t *Table) RowID(r *Row) string { return t.Sets + "/" + r.ID }

// hit finds the one row that holds. It asks for a fact only where the rows still in question differ by it: nobody needs a person's age
// when the loss is irreversible anyway, and a rule that was not needed is not part of the reasons.
func (t *Table) hit(ask func(fact string) (int64, error)) (*Row, []datum, error) {
	rows := make([]*Row, len(t.Rows))
	for i := range t.Rows {
		rows[i] = &t.Rows[i]
	}
	var used []datum
	for i, c := range t.columns {
		if !slices.ContainsFunc(rows, func(r *Row) bool { return !r.cells[i].isFull(c) }) {
			continue
		}
		v, err := ask(c.name)
		if err != nil {
			return nil, nil, err
		}
		if v < c.full.lo || v > c.full.hi {
			return nil, nil, sentences.Invalid("law.fact.range", c.name, "fact", c.name, "value", strconv.FormatInt(v, 10))
		}
		used = append(used, datum{c.name, c.word(v)})
		rows = slices.DeleteFunc(rows, func(r *Row) bool { return !r.cells[i].contains(v) })
	}
	return rows[0], used, nil
}

// datum is a fact that a row used, as the profile's file would write it.
type datum struct{ fact, value string }
