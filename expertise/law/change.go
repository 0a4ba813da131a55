package law

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// Change is one thing that a new file of a profile says otherwise than the one before it, for those who publish it.
type Change struct {
	Where  string // "outcomes", "causes", "edition 2022-07-01"
	What   string // "row stroke-severe: changed"
	Breaks string // what it would break of the past, "" for nothing
}

// String is the change in a line.
func (c Change) String() string {
	if c.Breaks != "" {
		return c.Where + ": " + c.What + " (" + c.Breaks + ")"
	}
	return c.Where + ": " + c.What
}

// ChangesFrom says what the profile changes in the one before it. A change breaks what it touches backwards: the number of an outcome in
// sealed papers, an outcome that decisions have, and what an edition said on days that have come. used names the outcomes of decisions.
func (p *Profile) ChangesFrom(old *Profile, today expertise.Date, used []expertise.OutcomeCode) []Change {
	d := &differ{today: today}
	outcome := func(o Outcome) (string, int) { return string(o.Code), o.Seal }
	d.numbers("outcomes", sealedOf(old.Outcomes, outcome), sealedOf(p.Outcomes, outcome), func(code string) string {
		if slices.Contains(used, expertise.OutcomeCode(code)) {
			return "decisions have it"
		}
		return ""
	})
	service := func(s Service) (string, int) { return s.Code, s.Seal }
	d.numbers("services", sealedOf(old.Services, service), sealedOf(p.Services, service), func(string) string { return "programmes may have it" })
	commission := func(c Commission) (string, int) { return strconv.Itoa(int(c.Number)), int(c.Number) }
	d.numbers("commissions", sealedOf(old.Commissions, commission), sealedOf(p.Commissions, commission), func(string) string { return "papers name it" })
	d.list("causes", keyed(old.Causes, func(c Cause) string { return c.Code }), keyed(p.Causes, func(c Cause) string { return c.Code }), "cause", "")
	d.list("acts", keyed(old.Extensions, func(x expertise.Extension) string { return string(x.ID) }),
		keyed(p.Extensions, func(x expertise.Extension) string { return string(x.ID) }), "act", "")
	for i := range old.Editions {
		before := &old.Editions[i]
		now, kept := find(p.Editions, func(e Edition) bool { return e.From == before.From })
		if !kept {
			d.add(editionName(before), "removed", "an edition is never deleted: decisions name it")
			continue
		}
		d.edition(before, &now)
	}
	for i := range p.Editions {
		e := &p.Editions[i]
		if _, known := find(old.Editions, func(o Edition) bool { return o.From == e.From }); !known {
			breaks := ""
			if !e.From.After(today) {
				breaks = "it begins on a day that has come"
			}
			d.add(editionName(e), fmt.Sprintf("new, %d rows of criteria, %d tables", len(e.Criteria), len(e.Tables)), breaks)
		}
	}
	rest, before := *p, *old
	for _, q := range []*Profile{&rest, &before} {
		q.Outcomes, q.Services, q.Commissions, q.Causes, q.Extensions, q.Editions = nil, nil, nil, nil, nil, nil
	}
	if !bytes.Equal(written(rest), written(before)) {
		d.add("beside the rules", "changed: names, limits, calendar, papers or another part", "")
	}
	return d.changes
}

type differ struct {
	today   expertise.Date
	changes []Change
}

func (d *differ) add(where, what, breaks string) {
	d.changes = append(d.changes, Change{where, what, breaks})
}

func editionName(e *Edition) string { return "edition " + e.From.String() }

// sealed is something that stands in sealed papers by a number.
type sealed struct {
	code, seal string
	written    []byte
}

func sealedOf[T any](list []T, of func(T) (code string, seal int)) []sealed {
	all := make([]sealed, len(list))
	for i, x := range list {
		code, seal := of(x)
		all[i] = sealed{code, strconv.Itoa(seal), written(x)}
	}
	return all
}

// numbers compares what stands in sealed papers. inUse tells what may not go, and why; "" where it may.
func (d *differ) numbers(where string, old, now []sealed, inUse func(code string) string) {
	for _, o := range old {
		same, kept := find(now, func(n sealed) bool { return n.code == o.code })
		switch {
		case !kept:
			d.add(where, o.code+": removed", inUse(o.code))
		case same.seal != o.seal:
			d.add(where, o.code+": seal "+o.seal+" became "+same.seal, "a number in sealed papers never changes its meaning")
		case !bytes.Equal(same.written, o.written):
			d.add(where, o.code+": changed", "")
		}
	}
	for _, n := range now {
		if _, known := find(old, func(o sealed) bool { return o.code == n.code }); known {
			continue
		}
		breaks := ""
		if before, reused := find(old, func(o sealed) bool { return o.seal == n.seal }); reused {
			breaks = "its number " + n.seal + " stands for " + before.code + " in sealed papers"
		}
		d.add(where, n.code+": added", breaks)
	}
}

func (d *differ) edition(old, now *Edition) {
	breaks := ""
	if !old.From.After(d.today) {
		breaks = "the edition is in force since " + old.From.String()
	}
	where := editionName(old)
	before := len(d.changes)
	d.list(where, keyed(old.Criteria, func(c Criterion) string { return c.ID }), keyed(now.Criteria, func(c Criterion) string { return c.ID }), "row", breaks)
	d.list(where, rowsOf(old), rowsOf(now), "row", breaks)
	for _, part := range []struct {
		name     string
		old, now any
	}{
		{"outcomes", old.Outcomes, now.Outcomes}, {"percent", old.Percent, now.Percent}, {"degrees", old.Degrees, now.Degrees},
		{"combine", old.Combine, now.Combine}, {"expiry", old.Expiry, now.Expiry}, {"comingOfAge", old.ComingOfAge, now.ComingOfAge},
	} {
		switch {
		case bytes.Equal(written(part.old), written(part.now)):
		case bytes.Equal(unmarked(part.old), unmarked(part.now)):
			d.add(where, part.name+": its mark verify changed", "")
		default:
			d.add(where, part.name+": changed", breaks)
		}
	}
	if len(d.changes) == before {
		d.add(where, "as before", "")
	}
}

// item is a part of a list, with and without its mark of what nobody has confirmed.
type item struct {
	key               string
	written, unmarked []byte
}

func keyed[T any](list []T, key func(T) string) []item {
	items := make([]item, len(list))
	for i, x := range list {
		items[i] = item{key(x), written(x), unmarked(x)}
	}
	return items
}

func rowsOf(e *Edition) []item {
	var items []item
	for _, t := range e.Tables {
		items = append(items, keyed(t.Rows, func(r Row) string { return t.RowID(&r) })...)
		items = append(items, item{t.Sets + " (columns)", written(t.By), written(t.By)})
	}
	return items
}

func (d *differ) list(where string, old, now []item, kind, breaks string) {
	for _, o := range old {
		n, kept := find(now, func(n item) bool { return n.key == o.key })
		switch {
		case !kept:
			d.add(where, kind+" "+o.key+": removed", breaks)
		case bytes.Equal(n.written, o.written):
		case bytes.Equal(n.unmarked, o.unmarked):
			d.add(where, kind+" "+o.key+": its mark verify changed", "")
		default:
			d.add(where, kind+" "+o.key+": changed", breaks)
		}
	}
	for _, n := range now {
		if _, known := find(old, func(o item) bool { return o.key == n.key }); !known {
			d.add(where, kind+" "+n.key+": added", breaks)
		}
	}
}

// written is a part as a file would say it, so that parts can be compared; what cannot be written is like nothing else.
func written(part any) []byte {
	text, err := yaml.Marshal(part)
	if err != nil {
		return []byte(err.Error())
	}
	return text
}

// unmarked leaves the marks out: that somebody has confirmed a row changes nothing in it.
func unmarked(part any) []byte {
	var kept []string
	for line := range strings.Lines(string(written(part))) {
		if mark := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")); mark != "verify: true" && mark != "verify: false" {
			kept = append(kept, line)
		}
	}
	return []byte(strings.Join(kept, ""))
}
