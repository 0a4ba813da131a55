package law

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"medsoc/expertise"
)

// anyTable draws a table over small columns, so that each of its cases can be tried one by one.
func anyTable(t *rapid.T) *Table {
	table := &Table{Sets: "x"}
	for i := range rapid.IntRange(1, 3).Draw(t, "columns") {
		hi := int64(rapid.IntRange(0, 4).Draw(t, "hi"))
		table.columns = append(table.columns, column{name: fmt.Sprint("c", i), kind: integer, full: span{0, hi}})
	}
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		row := Row{}
		for _, c := range table.columns {
			var spans cell
			for range rapid.IntRange(1, 2).Draw(t, "spans") {
				lo := rapid.Int64Range(0, c.full.hi).Draw(t, "lo")
				spans = append(spans, span{lo, rapid.Int64Range(lo, c.full.hi).Draw(t, "hi")})
			}
			row.cells = append(row.cells, spans.normal())
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// everyCase calls visit with the number of rows that answer each case.
func everyCase(t *Table, at []int64, visit func(answers int)) {
	if len(at) == len(t.columns) {
		answers := 0
		for _, r := range t.Rows {
			all := true
			for i, v := range at {
				all = all && r.cells[i].contains(v)
			}
			if all {
				answers++
			}
		}
		visit(answers)
		return
	}
	for v := t.columns[len(at)].full.lo; v <= t.columns[len(at)].full.hi; v++ {
		everyCase(t, append(at[:len(at):len(at)], v), visit)
	}
}

// The proof finds a gap exactly where trying every case finds one, and an overlap likewise.
func TestProofAgreesWithTryingEveryCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := anyTable(t)
		fewest, most := len(table.Rows), 0
		everyCase(table, nil, func(answers int) { fewest, most = min(fewest, answers), max(most, answers) })
		_, gap, ok := table.gaps()
		_, overlap := table.overlaps()
		if !ok || gap != (fewest == 0) || overlap != (most > 1) {
			t.Fatalf("gap %v, overlap %v; by trying, between %d and %d rows answer a case", gap, overlap, fewest, most)
		}
	})
}

func TestCells(t *testing.T) {
	number := column{name: "n", full: span{0, 100}}
	names := column{name: "e", kind: enum, full: span{0, 3}, values: []string{"a", "b", "c", "d"}}
	day := column{name: "on", kind: date, full: span{0, 10_000}}
	for _, c := range []struct {
		column column
		text   string
		want   string
	}{
		{number, "5", "[{5 5}]"},
		{number, "0..30", "[{0 30}]"},
		{number, "81..", "[{81 100}]"},
		{number, "..9", "[{0 9}]"},
		{number, "0..9, 65..", "[{0 9} {65 100}]"},
		{number, "0..9, 10..20, 5", "[{0 20}]"},
		{number, "not 10..20", "[{0 9} {21 100}]"},
		{number, "not 0..100", "refused"},
		{number, "..", "refused"},
		{number, "", "refused"},
		{number, "30..0", "refused"},
		{number, "101", "refused"},
		{number, "-1", "refused"},
		{number, "5,", "refused"},
		{number, "1..2..3", "refused"},
		{names, "a, c", "[{0 0} {2 2}]"},
		{names, "not a", "[{1 3}]"},
		{names, "not a, c", "[{1 1} {3 3}]"},
		{names, "a..c", "refused"},
		{names, "A", "refused"},
		{day, "1970-01-02..1970-01-05", "[{1 4}]"},
		{day, "1970-01-32", "refused"},
	} {
		got := "refused"
		if parsed, ok := c.column.parseCell(c.text); ok {
			got = fmt.Sprint(parsed)
		}
		if got != c.want {
			t.Errorf("%s %q is %s, want %s", c.column.name, c.text, got, c.want)
		}
	}
}

// diagonal is a wide table whose rows follow a pattern: in row k the first k columns are below 500 and the next one is not; the last row
// takes what is left.
func diagonal(columns int) *Table {
	table := &Table{Sets: "x"}
	for i := range columns {
		table.columns = append(table.columns, column{name: fmt.Sprint("c", i), full: span{0, 1000}})
	}
	for k := range columns + 1 {
		row := Row{}
		for i, c := range table.columns {
			switch {
			case i < k:
				row.cells = append(row.cells, cell{{0, 499}})
			case i == k:
				row.cells = append(row.cells, cell{{500, 1000}})
			default:
				row.cells = append(row.cells, cell{c.full})
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// tangle is a wide table without a pattern: each row forbids one value in many columns in its own way, so no two sets of rows are alike.
func tangle() *Table {
	table := &Table{Sets: "x"}
	for i := range 40 {
		table.columns = append(table.columns, column{name: fmt.Sprint("c", i), full: span{0, 1}})
	}
	for k := range 200 {
		row := Row{}
		for i, c := range table.columns {
			if (k*7919+i*104729)%13 == 0 {
				row.cells = append(row.cells, cell{{int64(k>>(i%8)) & 1, int64(k>>(i%8)) & 1}})
			} else {
				row.cells = append(row.cells, cell{c.full})
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// A wide table is proved at once where its rows follow a pattern, and refused, not waited for, where they do not.
func TestWideTables(t *testing.T) {
	wide := diagonal(60)
	if _, found, ok := wide.gaps(); found || !ok {
		t.Errorf("sixty columns: gap %v, proved %v", found, ok)
	}
	wide.Rows = wide.Rows[:len(wide.Rows)-1]
	if g, found, _ := wide.gaps(); !found || g.words == "" {
		t.Error("the case in which all columns are below 500 was not missed")
	}
	tangled := tangle()
	if _, found, ok := tangled.gaps(); ok && !found {
		t.Error("a table that leaves most cases open was proved")
	}
	all := make([]int, len(tangled.Rows))
	for i := range all {
		all[i] = i
	}
	p := prover{table: tangled, proved: map[string]bool{}}
	p.uncovered(0, all)
	if p.steps > 2*maxProofSteps {
		t.Errorf("%d steps: the bound does not stop the proof", p.steps)
	}
}

// A table of more rows than people could read is refused before its rows are compared pair by pair.
func TestLongTableIsRefused(t *testing.T) {
	text, err := os.ReadFile("testdata/smallest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Builder{}
	for i := range maxRows {
		fmt.Fprintf(&rows, "{id: x%d, then: some, because: {en: A}}, ", i)
	}
	_, err = loadText(strings.Replace(string(text), "rows: [{id: a, when: {percent: ..50}", "rows: ["+rows.String()+"{id: a, when: {percent: ..50}", 1))
	if expertise.ErrorCode(err) != "law.table.wide" {
		t.Errorf("%v", err)
	}
}

// The proof of the widest tables: sixty columns, as many rows as a table may have, and one that is given up.
func BenchmarkProveWide(b *testing.B) {
	long := &Table{Sets: "x", columns: []column{{name: "c", full: span{0, 10 * maxRows}}}}
	for k := range int64(maxRows) {
		hi := 10*k + 9
		if k == maxRows-1 {
			hi = 10 * maxRows
		}
		long.Rows = append(long.Rows, Row{cells: []cell{{{10 * k, hi}}}})
	}
	for name, table := range map[string]*Table{"columns": diagonal(60), "rows": long, "tangle": tangle()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, twice := table.overlaps()
				_, missed, ok := table.gaps()
				if name != "tangle" && (twice || missed || !ok) {
					b.Fatalf("overlap %v, gap %v, proved %v", twice, missed, ok)
				}
			}
		})
	}
}
