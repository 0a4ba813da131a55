package records

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// BenchmarkExtensionAct works out anew the next dates of a million persons after an act, and reports rows per second.
func BenchmarkExtensionAct(b *testing.B) {
	const persons = 1_000_000
	ctx := context.Background()
	db, err := Open(filepath.Join(b.TempDir(), "a.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	err = db.Write(ctx, func(tx *Tx) error {
		if err := tx.exec(fmt.Sprintf(`with recursive n(i) as (select 1 union all select i + 1 from n where i < %d)
			insert into decision (id, case_file, person, previous, outcome, percent, cause, since, until, next, in_force, at, differs)
			select 'd' || i, 'c' || i, 'p' || i, '', 'p61', 70, 'general', '2024-01-01', date('2026-01-01', '+' || (i %% 365) || ' days'),
			date('2026-01-02', '+' || (i %% 365) || ' days'), 1, 0, 0 from n`, persons)); err != nil {
			return err
		}
		return tx.exec(`insert into due (person, case_file, decision, next, until, outcome, percent) select person, case_file, id, next, until, outcome, percent from decision`)
	})
	if err != nil {
		b.Fatal(err)
	}
	x := expertise.Extension{ID: "a", Title: map[string]string{"en": "a"}, Basis: "b", From: expertise.MustDate("2026-01-01"), To: expertise.MustDate("2026-12-31"), Months: 12}
	body, _ := journal.Marshal(x)
	b.ResetTimer()
	for i := range b.N {
		err := db.Write(ctx, func(tx *Tx) error {
			withdrawn := ""
			if i%2 == 1 {
				withdrawn = "undone" // the second run takes it back: as many rows
			}
			if err := tx.exec(`insert into act (id, body, withdrawn, enacted) values ('a', $1, $2, 0) on conflict (id) do update set withdrawn = excluded.withdrawn`, body, withdrawn); err != nil {
				return err
			}
			changed, err := runAnew(tx, x.From, x.To)
			if changed != persons {
				b.Fatalf("%d of %d changed", changed, persons)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(persons)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
