package records

import (
	"fmt"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// Acts gives the extension acts in force, in the order of their ids.
func Acts(tx *Tx) ([]expertise.Extension, error) {
	return acts(tx, `select body from act where withdrawn = '' order by id`)
}

// Enacted gives every act that was ever enacted, those withdrawn since included: a decision may rest on one.
func Enacted(tx *Tx) ([]expertise.Extension, error) {
	return acts(tx, `select body from act order by id`)
}

func acts(tx *Tx, query string) ([]expertise.Extension, error) {
	var list []expertise.Extension
	err := tx.Each(query, nil, func(scan func(...any) error) error {
		var body []byte
		if err := scan(&body); err != nil {
			return err
		}
		var x expertise.Extension
		if err := journal.Unmarshal(body, &x); err != nil {
			return err
		}
		list = append(list, x)
		return nil
	})
	return list, err
}

// projectAct writes the act and works out anew the terms in its window. What other acts make of them stays: each looks at the original
// last day.
func projectAct(tx *Tx, e journal.Entity) (map[expertise.OpID]error, error) {
	var f expertise.ExtensionFile
	var enacted int64
	refused, err := fold(tx, e, nil, func(entry expertise.Entry) error {
		if enacted == 0 {
			enacted = entry.At.UnixMilli()
		}
		return f.Apply(entry)
	})
	if err != nil {
		return nil, err
	}
	if !f.Enacted {
		return refused, tx.exec(`delete from act where id = $1`, e.ID)
	}
	body, err := journal.Marshal(f.Extension)
	if err != nil {
		return nil, err
	}
	if err := tx.exec(`insert into act (id, body, withdrawn, enacted) values ($1,$2,$3,$4)
		on conflict (id) do update set body = excluded.body, withdrawn = excluded.withdrawn`, e.ID, body, f.Withdrawn, enacted); err != nil {
		return nil, err
	}
	_, err = runAnew(tx, f.From, f.To)
	return refused, err
}

// runAnew works out until and next of all whose original last day lies in a window, and gives how many changed. It reads the window
// in one pass and writes only what differs, so its cost is that of the persons concerned.
func runAnew(tx *Tx, from, to expertise.Date) (changed int, err error) {
	acts, err := Acts(tx)
	if err != nil {
		return 0, err
	}
	type row struct {
		person string
		runs   expertise.Running
	}
	var differ []row
	err = tx.Each(`select due.person, d.outcome, d.cause, d.since, d.until, d.next, due.until, due.act from decision d join due on due.decision = d.id
		where d.in_force = 1 and d.until >= $1 and d.until <= $2`, []any{from.String(), to.String()}, func(scan func(...any) error) error {
		var r row
		var outcome expertise.OutcomeCode
		var cause, since, until, next, now string
		var by expertise.ExtensionID
		if err := scan(&r.person, &outcome, &cause, &since, &until, &next, &now, &by); err != nil {
			return err
		}
		r.runs = expertise.Run(acts, term(outcome, cause, since, until, next))
		if r.runs.Until.String() != now || r.runs.Act != by {
			differ = append(differ, r)
		}
		return nil
	})
	if err != nil || len(differ) == 0 {
		return 0, err
	}
	update, err := tx.PrepareContext(tx.ctx, `update due set until = $2, next = $3, act = $4 where person = $1`)
	if err != nil {
		return 0, err
	}
	defer update.Close()
	for _, r := range differ {
		if _, err := update.ExecContext(tx.ctx, r.person, r.runs.Until.String(), r.runs.Next.String(), r.runs.Act); err != nil {
			return 0, fmt.Errorf("prolong: %w", err)
		}
	}
	return len(differ), nil
}

func term(outcome expertise.OutcomeCode, cause, since, until, next string) expertise.Term {
	return expertise.Term{Outcome: outcome, Cause: cause, Since: day(since), Until: day(until), Next: day(next)}
}
