package records

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// A case is found by the beginning of its number or of its running part, and never by going through all of them.
func TestCasesAreFoundByNumber(t *testing.T) {
	db := million(t, 3000)
	err := db.Write(context.Background(), func(tx *Tx) error {
		if err := tx.exec(`delete from case_file`); err != nil {
			return err
		}
		for i, number := range []string{"2026-03-0016", "2026-03-0160", "2025-03-0016", "2026-00-00161", "2026-11-1016"} {
			if err := tx.exec(`insert into case_file (id, number, person, commission, state, purpose, received, assigned, examined, touched, refused, locked)
				values ($1, $2, '', 3, 'received', '', '2026-01-01', '', '', 0, 0, 0)`, fmt.Sprint("c", i), number); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{"2026-03": "2026-03-0160 2026-03-0016", "0016": "2026-03-0160 2026-03-0016 2026-00-00161 2025-03-0016", "1016": "2026-11-1016", "2026-03-0016": "2026-03-0016", "7": "", "%": ""} {
		var got []string
		err := db.Read(context.Background(), func(tx *Tx) error {
			rows, err := FindCases(tx, query, 10)
			for _, r := range rows {
				got = append(got, string(r.Number))
			}
			return err
		})
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %v %v", query, got, err)
		}
	}
	plan := ""
	err = db.Read(context.Background(), func(tx *Tx) error {
		return tx.Each(`explain query plan select id from case_file where `+runningPart+` >= $1 and `+runningPart+` < $2`, []any{"1", "2"}, func(scan func(...any) error) error {
			var id, parent, unused int
			return scan(&id, &parent, &unused, &plan)
		})
	})
	if err != nil || !strings.Contains(plan, "case_running") {
		t.Error(plan, err)
	}
}
