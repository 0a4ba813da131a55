package law

import (
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// span is a closed interval of a fact's values.
type span struct{ lo, hi int64 }

// cell is the condition of one row on one column: disjoint spans in order, never empty.
type cell []span

func (c cell) contains(v int64) bool {
	return slices.ContainsFunc(c, func(s span) bool { return s.lo <= v && v <= s.hi })
}

// meets gives the first value that both cells hold.
func (c cell) meets(o cell) (int64, bool) {
	for _, a := range c {
		for _, b := range o {
			if lo := max(a.lo, b.lo); lo <= min(a.hi, b.hi) {
				return lo, true
			}
		}
	}
	return 0, false
}

func (c cell) isFull(of column) bool { return len(c) == 1 && c[0] == of.full }

// parseCell reads the condition of one column: "50", "0..30", "81..", "..2025-06-30", "p61, p81", "not none". An absent condition is
// any value and never comes here. It fails on a value that the column does not have, on a range backwards and on an empty set.
func (c column) parseCell(text string) (cell, bool) {
	list, negated := strings.CutPrefix(strings.TrimSpace(text), "not ")
	var spans cell
	for item := range strings.SplitSeq(list, ",") {
		s, ok := c.parseSpan(strings.TrimSpace(item))
		if !ok {
			return nil, false
		}
		spans = append(spans, s)
	}
	spans = spans.normal()
	if negated {
		spans = spans.outside(c.full)
	}
	return spans, len(spans) > 0
}

func (c column) parseSpan(text string) (span, bool) {
	from, to, isRange := strings.Cut(text, "..")
	if c.values != nil && isRange || isRange && from == "" && to == "" {
		return span{}, false
	}
	if !isRange {
		to = from
	}
	s := c.full
	for _, end := range []struct {
		text string
		at   *int64
	}{{from, &s.lo}, {to, &s.hi}} {
		if end.text == "" && isRange {
			continue
		}
		v, ok := c.parseValue(end.text)
		if !ok {
			return span{}, false
		}
		*end.at = v
	}
	return s, c.full.lo <= s.lo && s.lo <= s.hi && s.hi <= c.full.hi
}

func (c column) parseValue(text string) (int64, bool) {
	switch {
	case c.values != nil:
		i := slices.Index(c.values, text)
		return int64(i), i >= 0
	case c.kind == date:
		d, err := expertise.ParseDate(text)
		return d.DayNumber(), err == nil && !d.IsZero()
	}
	v, err := strconv.ParseInt(text, 10, 32)
	return v, err == nil
}

// normal sorts spans and joins those that touch.
func (c cell) normal() cell {
	slices.SortFunc(c, func(a, b span) int { return int(a.lo - b.lo) })
	var joined cell
	for _, s := range c {
		if n := len(joined); n > 0 && s.lo <= joined[n-1].hi+1 {
			joined[n-1].hi = max(joined[n-1].hi, s.hi)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// outside is what the cell leaves of the whole.
func (c cell) outside(whole span) cell {
	var rest cell
	at := whole.lo
	for _, s := range c {
		if s.lo > at {
			rest = append(rest, span{at, s.lo - 1})
		}
		at = s.hi + 1
	}
	if at <= whole.hi {
		rest = append(rest, span{at, whole.hi})
	}
	return rest
}

// words shows a span of the column as the profile's file writes it.
func (c column) words(s span) string {
	if s.lo == s.hi {
		return c.word(s.lo)
	}
	if c.values != nil {
		return strings.Join(c.values[s.lo:s.hi+1], " or ")
	}
	return c.word(s.lo) + ".." + c.word(s.hi)
}
