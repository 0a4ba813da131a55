// Package registrytest makes a registry behind a real HTTP server, and desks enrolled with it, for tests. Nothing but tests may import it.
package registrytest

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	gosync "sync"
	"sync/atomic"
	"testing"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
	"medsoc/store/registry"
	"medsoc/store/sync"
)

// World is a registry with its clock. The server answers with whatever Swap set last.
type World struct {
	URL      string
	Registry *registry.Registry
	Keys     *registry.Keys
	Profile  *law.Profile
	Path     string // of the database

	mu      gosync.Mutex
	at      time.Time
	handler atomic.Pointer[http.Handler]
}

// New makes a registry on 12 November 2026.
func New(t testing.TB) *World {
	t.Helper()
	w := &World{at: time.Date(2026, 11, 12, 6, 0, 0, 0, time.UTC), Path: filepath.Join(t.TempDir(), "registry.db")}
	var err error
	if w.Profile, err = desktest.Profile("az"); err != nil {
		t.Fatal(err)
	}
	if w.Keys, err = registry.NewDemonstrationKeys(w.at); err != nil {
		t.Fatal(err)
	}
	w.Registry = w.Open(t, w.Path)
	w.Swap(w.Registry.Handler())
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) { (*w.handler.Load()).ServeHTTP(rw, req) }))
	t.Cleanup(server.Close)
	w.URL = server.URL
	return w
}

// Open opens a database as this world's registry.
func (w *World) Open(t testing.TB, path string) *registry.Registry {
	t.Helper()
	db, err := records.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	r, err := registry.Open(db, registry.Options{Keys: w.Keys, Profile: w.Profile, Host: "tsera.gov.az", Now: w.Now, PublicRate: 1e6})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Swap lets the server answer with another handler.
func (w *World) Swap(h http.Handler) { w.handler.Store(&h) }

// Now is a clock that moves on by a millisecond at every look.
func (w *World) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(time.Millisecond)
	return w.at
}

// Pass lets time pass.
func (w *World) Pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(d)
}

// Backup copies the registry's database as it stands.
func (w *World) Backup(t testing.TB) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "backup.db")
	db := open(t, w.Path)
	if _, err := db.Exec(`vacuum into ?`, to); err != nil {
		t.Fatal(err)
	}
	return to
}

// Desk enrols a desk of a commission with three members, who are not known to the registry before the first synchronisation.
func (w *World) Desk(t testing.TB, commission expertise.CommissionNumber) *desktest.Bench {
	t.Helper()
	ctx := context.Background()
	code, err := w.Registry.MakeCode(ctx, commission, "desk")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := desk.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	reading, signer, err := keys.Points()
	if err != nil {
		t.Fatal(err)
	}
	about, err := sync.Enrol(ctx, w.URL, code, sync.Identity{Signing: keys.Signing(), Reading: reading, Signer: signer}, NoSleep)
	if err != nil {
		t.Fatal(err)
	}
	b := &desktest.Bench{Dir: t.TempDir()}
	b.Desk, err = desk.Create(ctx, b.Dir, w.Profile, keys, about, w.URL,
		desk.NewMember{Name: "Dr. Əliyeva L.", Role: expertise.RoleChair, Passphrase: desktest.Passphrase}, desk.Options{Now: w.Now, Demonstration: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	b.Members = append(b.Members, b.User())
	for i, name := range []string{"Dr. Həsənov R.", "Dr. Quliyeva N."} {
		m, err := b.AddMember(ctx, desk.NewMember{Name: name, Role: expertise.RoleDoctor, Passphrase: desktest.MemberPassphrase(i + 2)})
		if err != nil {
			t.Fatal(err)
		}
		b.Members = append(b.Members, m)
	}
	return b
}

// NoSleep takes the pauses out of a sync.
var NoSleep = sync.WithSleep(func(ctx context.Context, _ time.Duration) error { return ctx.Err() })

// Sync synchronises a desk and fails the test when that does not succeed.
func Sync(t testing.TB, d sync.Desk) sync.Report {
	t.Helper()
	report, err := sync.New(d, "", NoSleep).Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// tables are what is projected from ops; numbers that a database counts for itself are left out.
var tables = map[string]string{
	"person":      "id, surname, given, patronymic, sex, birth, scheme, identifier, district, conflicts, merged, sealed, locked",
	"case_file":   "id, number, person, commission, state, purpose, received, assigned, examined, touched, refused, locked",
	"decision":    "id, case_file, person, previous, outcome, percent, cause, since, until, next, in_force, at, differs, disputed",
	"certificate": "id, case_file, person, decision, kind, number, commission, idx, seal_hash, state, issued, sample",
	"due":         "person, case_file, decision, next, until, outcome, percent, district, commission, examined",
	"sitting":     "id, commission, on_day, trip, district, place, begins, minutes, places, cancelled, locked",
	"appointment": "sitting || person, place, on_day, invited, missed",
	"member":      "id, name, role, key, desk",
	"rule":        "id, edition, name, body, stands",
	"op":          "id, seq, bytes, signature",
}

// Projection dumps what a database made of its accepted ops: two that know the same ops give the same text.
func Projection(t testing.TB, path string) string {
	t.Helper()
	db := open(t, path)
	var out strings.Builder
	for _, table := range []string{"person", "case_file", "decision", "certificate", "due", "sitting", "appointment", "member", "rule", "op"} {
		where := ""
		if table == "op" {
			where = " where seq is not null"
		}
		rows, err := db.Query("select " + tables[table] + " from " + table + where + " order by 1")
		if err != nil {
			t.Fatal(err)
		}
		names, _ := rows.Columns()
		values := make([]any, len(names))
		places := make([]any, len(names))
		for i := range values {
			places[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(places...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s %x\n", table, fmt.Sprint(values...))
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// Count gives the number that a query of the database answers.
func Count(t testing.TB, path, query string) (n int) {
	t.Helper()
	if err := open(t, path).QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func open(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
