package presenter

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"medsoc/expertise"
	"medsoc/store/records"
)

// workQuery is one look at the work list: what was chosen, taken from the presenter so that a task can work on it.
type workQuery struct {
	store    WorkStore
	today    expertise.Date
	query    string
	states   []expertise.State
	mine     bool
	until    expertise.Date // last deadline shown; zero for all
	self     expertise.MemberID
	deadline func(received expertise.Date) expertise.Date
}

func (w *WorkList) filter() workQuery {
	q := workQuery{store: w.store, today: w.env.Today(), query: strings.TrimSpace(w.query), mine: w.doctor == "mine", self: w.store.User().ID, deadline: w.env.deadline}
	switch w.stage {
	case "":
	case "open":
		q.states = openStates
	default:
		q.states = []expertise.State{expertise.State(w.stage)}
	}
	switch w.period {
	case periodToday:
		q.until = q.today
	case periodWeek:
		q.until = q.today.AddDays(6 - weekday(q.today))
	case periodMonth:
		q.until = expertise.Date{Year: q.today.Year, Month: q.today.Month, Day: 1}.AddMonths(1).AddDays(-1)
	}
	return q
}

// weekday counts from Monday, 0.
func weekday(d expertise.Date) int {
	return int(((d.DayNumber()+3)%7 + 7) % 7) // 1970-01-01 was a Thursday
}

// page gives the first rows and the counts.
func (q workQuery) page(ctx context.Context) (p workPage, err error) {
	if p, err = q.list(ctx, nil); err != nil {
		return p, err
	}
	// The counts are of what is shown: of the rows where all are here, else of what the same choice finds.
	if q.query != "" || !q.until.IsZero() && !p.more {
		me := q.store.User().Name
		for _, r := range p.rows {
			if q.isLate(r) {
				p.late++
			}
			if r.Assigned == me {
				p.mine++
			}
		}
		return p, nil
	}
	if p.late, err = q.countLate(ctx); err != nil {
		return p, err
	}
	mine := q.records(nil)
	mine.Assigned = q.self
	_, p.mine, err = q.store.WorkList(ctx, mine, 1)
	return p, err
}

func (q workQuery) isLate(r records.CaseRow) bool {
	return awaitsDecision(r.State) && q.today.After(q.deadline(r.Received))
}

// list gives the rows after one, or the first ones.
func (q workQuery) list(ctx context.Context, after *records.CaseRow) (p workPage, err error) {
	if q.query != "" {
		if p.rows, err = q.find(ctx); err == nil {
			p.total = len(p.rows)
		}
		return p, err
	}
	p.rows, p.total, err = q.store.WorkList(ctx, q.records(after), pageSize)
	p.more = len(p.rows) == pageSize
	// Rows come by the day of receipt and the deadline follows from it: the first row beyond the period ends it.
	if end := slices.IndexFunc(p.rows, q.beyond); end >= 0 {
		p.rows, p.more = p.rows[:end], false
	}
	if after == nil && !q.until.IsZero() && !p.more {
		p.total = len(p.rows)
	}
	return p, err
}

func (q workQuery) records(after *records.CaseRow) records.CaseFilter {
	f := records.CaseFilter{States: q.states, After: after}
	if q.mine {
		f.Assigned = q.self
	}
	return f
}

func (q workQuery) beyond(r records.CaseRow) bool {
	return !q.until.IsZero() && q.deadline(r.Received).After(q.until)
}

// numberPattern is a part of a case's number; digits alone may also be a person's identifier.
var numberPattern = regexp.MustCompile(`^[0-9-]+$`)

// find looks cases up by a part of their number, and those of persons by name or FIN.
func (q workQuery) find(ctx context.Context) (rows []records.CaseRow, err error) {
	if numberPattern.MatchString(q.query) {
		if rows, err = q.store.FindCases(ctx, q.query, maxFound); err != nil {
			return nil, err
		}
	}
	if !strings.Contains(q.query, "-") || len(rows) == 0 {
		persons, failed := q.store.SearchPersons(ctx, q.query, maxFound)
		if failed != nil {
			return nil, failed
		}
		for _, p := range persons {
			if len(rows) >= pageSize {
				break
			}
			cases, _, failed := q.store.WorkList(ctx, records.CaseFilter{Person: p.ID}, maxFound)
			if failed != nil {
				return nil, failed
			}
			for _, c := range cases {
				if !slices.ContainsFunc(rows, func(r records.CaseRow) bool { return r.ID == c.ID }) {
					rows = append(rows, c)
				}
			}
		}
	}
	me := q.store.User().Name
	return slices.DeleteFunc(rows, func(r records.CaseRow) bool {
		return q.states != nil && !slices.Contains(q.states, r.State) || q.beyond(r) || q.mine && r.Assigned != me
	}), err
}

// countLate reads the cases of the choice that await a decision, from the oldest on until one is in time.
func (q workQuery) countLate(ctx context.Context) (late int, err error) {
	filter := q.records(nil)
	filter.States = slices.DeleteFunc(slices.Clone(openStates), func(s expertise.State) bool {
		return !awaitsDecision(s) || q.states != nil && !slices.Contains(q.states, s)
	})
	if len(filter.States) == 0 {
		return 0, nil
	}
	for late < maxCounted {
		rows, _, err := q.store.WorkList(ctx, filter, pageSize)
		if err != nil {
			return late, err
		}
		for _, r := range rows {
			if !q.today.After(q.deadline(r.Received)) {
				return late, nil
			}
			late++
		}
		if len(rows) < pageSize {
			return late, nil
		}
		filter.After = &rows[len(rows)-1]
	}
	return late, nil
}
