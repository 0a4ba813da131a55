package law

import (
	"slices"
	"strconv"
	"strings"
)

// gap and overlap are what the proof finds: a case that no row answers, or that two rows answer.
type (
	gap     struct{ words string }
	overlap struct {
		first, second *Row
		words         string
	}
)

// overlaps compares each two rows: they are disjoint as soon as one column tells them apart.
func (t *Table) overlaps() (overlap, bool) {
	for j := range t.Rows {
		for i := range j {
			if words, both := t.meet(&t.Rows[i], &t.Rows[j]); both {
				return overlap{&t.Rows[i], &t.Rows[j], words}, true
			}
		}
	}
	return overlap{}, false
}

func (t *Table) meet(a, b *Row) (string, bool) {
	var words []string
	for i, c := range t.columns {
		v, both := a.cells[i].meets(b.cells[i])
		if !both {
			return "", false
		}
		if !a.cells[i].isFull(c) || !b.cells[i].isFull(c) {
			words = append(words, c.name+" "+c.word(v))
		}
	}
	return caseWords(words), true
}

func caseWords(words []string) string {
	if len(words) == 0 {
		return "every case"
	}
	return strings.Join(words, ", ")
}

// maxProofSteps bounds the proof. The country profiles need a few hundred; a table that needs more is too wide for people, too.
const maxProofSteps = 200_000

// maxRows bounds a table before its rows are compared pair by pair; the longest of a country has some twelve.
const maxRows = 500

// prover cuts the space of cases column by column. Within one column, the ends of the rows' spans cut the bounds into pieces on which
// the same rows hold; each piece must be covered by those rows in the columns that follow. The same rows at the same column were
// proved before, so most pieces cost one look-up.
type prover struct {
	table  *Table
	proved map[string]bool
	steps  int
}

// gaps finds the first uncovered case; ok is false when the table is too wide to say.
func (t *Table) gaps() (g gap, found, ok bool) {
	all := make([]int, len(t.Rows))
	for i := range all {
		all[i] = i
	}
	p := prover{table: t, proved: map[string]bool{}}
	words, found := p.uncovered(0, all)
	return gap{caseWords(words)}, found, p.steps <= maxProofSteps
}

// uncovered gives the conditions, from the column at on, of a case that none of the rows answers.
func (p *prover) uncovered(at int, rows []int) (words []string, found bool) {
	p.steps += 1 + len(rows)
	switch {
	case len(rows) == 0:
		return nil, true
	case at == len(p.table.columns) || p.steps > maxProofSteps:
		return nil, false
	}
	key := proofKey(at, rows)
	if p.proved[key] {
		return nil, false
	}
	c := p.table.columns[at]
	for _, piece := range p.pieces(at, rows) {
		var inside []int
		for _, r := range rows {
			if p.table.Rows[r].cells[at].contains(piece.lo) {
				inside = append(inside, r)
			}
		}
		if words, found := p.uncovered(at+1, inside); found {
			if piece != c.full {
				words = append([]string{c.name + " " + c.words(piece)}, words...)
			}
			return words, true
		}
	}
	p.proved[key] = true
	return nil, false
}

// pieces cuts a column's bounds where one of the rows begins or stops to hold.
func (p *prover) pieces(at int, rows []int) []span {
	full := p.table.columns[at].full
	starts := []int64{full.lo}
	for _, r := range rows {
		for _, s := range p.table.Rows[r].cells[at] {
			starts = append(starts, s.lo)
			if s.hi < full.hi {
				starts = append(starts, s.hi+1)
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	pieces := make([]span, len(starts))
	for i, lo := range starts {
		hi := full.hi
		if i+1 < len(starts) {
			hi = starts[i+1] - 1
		}
		pieces[i] = span{lo, hi}
	}
	return pieces
}

func proofKey(at int, rows []int) string {
	var key strings.Builder
	key.WriteString(strconv.Itoa(at))
	for _, r := range rows {
		key.WriteByte(' ')
		key.WriteString(strconv.Itoa(r))
	}
	return key.String()
}
