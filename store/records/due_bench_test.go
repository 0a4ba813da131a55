package records

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/expertise"
)

// million is a database with a million persons who fall due over four years, in fifty districts of ten commissions.
func million(b testing.TB, persons int) *DB {
	b.Helper()
	db, err := Open(filepath.Join(b.TempDir(), "a.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	err = db.Write(context.Background(), func(tx *Tx) error {
		for _, query := range []string{
			`insert into person (id, no, surname, given, patronymic, sex, birth, scheme, identifier, district, conflicts, merged, sealed, locked)
				select 'p' || i, i, 'S' || i, 'G', '', 'female', '1979-03-14', 'fin', i, 'r' || (i % 50), 0, 0, 0, 0 from n`,
			`insert into decision (id, case_file, person, previous, outcome, percent, cause, since, until, next, in_force, at, differs)
				select 'd' || i, 'c' || i, 'p' || i, '', 'p61', 70, 'general', '2024-01-01', date('2026-01-01', '+' || (i % 1461) || ' days'),
				date('2026-01-02', '+' || (i % 1461) || ' days'), 1, 0, 0 from n`,
			`insert into due (person, case_file, decision, next, until, outcome, percent, district, commission, examined)
				select 'p' || i, 'c' || i, 'd' || i, date('2026-01-02', '+' || (i % 1461) || ' days'), date('2026-01-01', '+' || (i % 1461) || ' days'), 'p61', 70,
				'r' || (i % 50), 1 + i % 10, '2024-01-01' from n`,
			`insert into appointment (sitting, person, place, on_day, invited, missed) select 's' || (i / 20), 'p' || i, i % 20, '2027-03-01', 0, 0 from n where i <= 20000`,
		} {
			if err := tx.exec(fmt.Sprintf(`with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) `, persons) + query); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkDueList looks at lists of a million persons. What a list costs follows its length and not what is stored.
func BenchmarkDueList(b *testing.B) {
	db := million(b, 1_000_000)
	march := DueFilter{From: expertise.MustDate("2027-03-01"), To: expertise.MustDate("2027-03-31")}
	narrow := march
	narrow.District, narrow.Commission, narrow.Unbooked = "r7", 8, true
	for name, work := range map[string]func(*Tx) error{
		"month":    func(tx *Tx) error { _, err := ListDue(tx, march, 500); return err },
		"district": func(tx *Tx) error { _, err := ListDue(tx, narrow, 500); return err },
		"count":    func(tx *Tx) error { _, err := CountDue(tx, march); return err },
		"countall": func(tx *Tx) error { _, err := CountDue(tx, DueFilter{}); return err },
		"needs":    func(tx *Tx) error { _, err := Needs(tx, DueFilter{To: march.To}); return err },
		"saved":    func(tx *Tx) error { _, err := SavedIn(tx, 2027, "none"); return err },
		"preview": func(tx *Tx) error {
			_, err := Preview(tx, expertise.Extension{ID: "x", From: march.From, To: march.To, Months: 12}, 2027)
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := db.Read(context.Background(), work); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Every list is found through an index, so that its cost follows its length.
func TestDueListsUseAnIndex(t *testing.T) {
	db := million(t, 2000)
	day := expertise.MustDate("2027-03-01")
	for want, f := range map[string]DueFilter{"due_next": {From: day, To: day}, "due_district": {To: day, District: "r7"}, "due_commission": {To: day, Commission: 3}} {
		where, args := f.where()
		plan := ""
		err := db.Read(context.Background(), func(tx *Tx) error {
			return tx.Each(`explain query plan select d.person from due d `+where+` order by d.next, d.person limit 10`, args, func(scan func(...any) error) error {
				var id, parent, unused int
				var line string
				err := scan(&id, &parent, &unused, &line)
				plan += line + "\n"
				return err
			})
		})
		if err != nil || !strings.Contains(plan, "SEARCH d USING") || !strings.Contains(plan, want) || strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%+v: %v\n%s", f, err, plan)
		}
	}
}
