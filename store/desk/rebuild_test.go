package desk_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"

	"github.com/google/go-cmp/cmp"
)

// inFile works on a closed desk's file itself, as another program would.
func inFile(t *testing.T, dir string, f func(*sql.DB)) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "desk.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	f(db)
}

func run(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// dump gives every row of the tables as text.
func dump(t *testing.T, db *sql.DB, tables ...string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range tables {
		rows, err := db.Query(`select * from ` + table + ` order by 1, 2`)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			all[table] = append(all[table], fmt.Sprintf("%x", values))
		}
		rows.Close()
	}
	return all
}

// asAnEarlierProgramLeftIt takes from a file what this version added: columns, indexes, whole tables, and the version itself.
func asAnEarlierProgramLeftIt(t *testing.T, db *sql.DB) {
	t.Helper()
	run(t, db, `drop index certificate_replaces`, `drop index certificate_number`, `drop index op_issued`,
		`alter table certificate drop column replaces`, `alter table certificate drop column reason`, `alter table certificate drop column receiver`,
		`alter table certificate drop column given`, `alter table decision drop column services`, `drop index due_district`, `alter table due drop column district`,
		`drop table rule`, `drop table sitting`, `drop table appointment`, `delete from meta where name in ('schema', 'certificate.blocks')`)
}

var projected = []string{"person", "person_foreign", "case_file", "decision", "certificate", "due", "sitting", "appointment", "act", "rule", "member"}

// A file that an earlier program wrote has tables without the columns of today. They are made anew from the ops at the first unlock; the
// journal is the same to the last byte, and an update that is interrupted begins anew at the next unlock.
func TestRecordsOfAnEarlierProgram(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	paper, err := b.Issue(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Duplicate(ctx, id, paper, "İtib"); err != nil {
		t.Fatal(err)
	}
	v, err := b.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	day, err := b.PlanSitting(ctx, trip(v.Decision().Decision.Next, 2))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Book(ctx, []plan.Booking{{Sitting: day, Person: v.Referral.Person, Place: 1}}); err != nil {
		t.Fatal(err)
	}
	b.Close()
	var tables, ops map[string][]string
	inFile(t, b.Dir, func(db *sql.DB) {
		tables, ops = dump(t, db, projected...), dump(t, db, "op", "person_key")
		asAnEarlierProgramLeftIt(t, db)
	})
	if len(tables["certificate"]) != 2 || len(tables["due"]) != 1 || len(tables["appointment"]) != 1 {
		t.Fatalf("the case left little to compare: %v", tables)
	}

	var heard []int
	stopped, stop := context.WithCancel(ctx)
	d, err := desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{Now: b.Clock.Now, Demonstration: true, Updating: func(done, total int) {
		if heard = append(heard, done); done > total {
			t.Errorf("%d of %d", done, total)
		}
		if len(heard) == 3 {
			stop()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Status(ctx); err != nil {
		t.Errorf("the locked desk's status: %v", err)
	}
	if _, err := d.Unlock(stopped, desktest.Passphrase); !errors.Is(err, context.Canceled) || d.User().ID != "" {
		t.Fatalf("interrupted: %v", err)
	}
	heard = nil
	if _, err := d.Unlock(ctx, desktest.Passphrase); err != nil {
		t.Fatal(err)
	}
	if n := len(heard); n < 3 || heard[n-1] != n {
		t.Errorf("progress %v", heard)
	}
	if found, err := d.SearchPersons(ctx, "eliyeva", 5); err != nil || len(found) != 1 {
		t.Errorf("search %v %v", found, err)
	}
	d.Close()
	inFile(t, b.Dir, func(db *sql.DB) {
		if diff := cmp.Diff(tables, dump(t, db, projected...)); diff != "" {
			t.Errorf("the tables differ from those that the steps themselves made: %s", diff)
		}
		if diff := cmp.Diff(ops, dump(t, db, "op", "person_key")); diff != "" {
			t.Errorf("the journal was changed: %s", diff)
		}
	})

	// The second opening finds nothing to do.
	d, err = desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{Now: b.Clock.Now, Updating: func(int, int) { t.Error("brought up to date twice") }})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Unlock(ctx, desktest.Passphrase); err != nil {
		t.Fatal(err)
	}
}

// A file of a newer program is not touched.
func TestRecordsOfANewerProgram(t *testing.T) {
	b := desktest.New(t)
	b.Close()
	inFile(t, b.Dir, func(db *sql.DB) { run(t, db, `update meta set value = '99' where name = 'schema'`) })
	_, err := desk.Open(context.Background(), b.Dir, desktest.Profile, desk.Options{})
	if !errors.Is(err, records.ErrNewer) || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("opened: %v", err)
	}
	if expertise.ErrorCode(err) != "" {
		t.Errorf("it is no refusal of the field: %v", err)
	}
}
