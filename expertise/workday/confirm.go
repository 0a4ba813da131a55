package workday

import (
	"fmt"
	"slices"
	"strings"
)

// Marked tells whether anything in the calendar is marked verify: its rules, or one of its days.
func (c *Calendar) Marked() bool {
	return c.Verify ||
		slices.ContainsFunc(c.Fixed, func(f Fixed) bool { return f.Verify }) ||
		slices.ContainsFunc(c.Moving, func(m Moving) bool { return m.Verify }) ||
		slices.ContainsFunc(c.Dated, func(d Dated) bool { return d.Verify }) ||
		slices.ContainsFunc(c.Moved, func(m Moved) bool { return m.Verify }) ||
		slices.ContainsFunc(c.Suspended, func(s Suspension) bool { return s.Verify })
}

// Confirmed is the calendar without marks, as somebody has read and confirmed it; the calendar itself is not changed.
func (c *Calendar) Confirmed() Calendar {
	q := *c
	q.Verify = false
	q.Fixed, q.Moving, q.Dated = slices.Clone(c.Fixed), slices.Clone(c.Moving), slices.Clone(c.Dated)
	q.Moved, q.Suspended = slices.Clone(c.Moved), slices.Clone(c.Suspended)
	for i := range q.Fixed {
		q.Fixed[i].Verify = false
	}
	for i := range q.Moving {
		q.Moving[i].Verify = false
	}
	for i := range q.Dated {
		q.Dated[i].Verify = false
	}
	for i := range q.Moved {
		q.Moved[i].Verify = false
	}
	for i := range q.Suspended {
		q.Suspended[i].Verify = false
	}
	return q
}

// Words names each holiday with its days, as a person reads them who confirms the calendar: "01-01, 01-02 New Year".
func (c *Calendar) Words(language string) []string {
	var all []string
	for _, f := range c.Fixed {
		all = append(all, words(f.Days, f.Names[language]))
	}
	for _, m := range c.Moving {
		all = append(all, words(m.Days, m.Names[language]))
	}
	for _, d := range c.Dated {
		all = append(all, words(d.Days, d.Names[language]))
	}
	return all
}

func words[D fmt.Stringer](days []D, name string) string {
	var texts []string
	for _, day := range days {
		texts = append(texts, day.String())
	}
	return strings.Join(texts, ", ") + " " + name
}
