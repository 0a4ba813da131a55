// Package demo starts a whole ministry on one computer: a registry with fresh keys on a loopback address, one enrolled desk of a
// commission, and a day's case-load. Everything it makes is a sample. The desktop program opens on it; the terminal does the same
// day's work without a display.
package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"medsoc/assets/profiles"
	"medsoc/cmd/internal/online"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/store/registry"
	deskSync "medsoc/store/sync"
)

// Passphrases of the demonstration's members. They protect nothing real, and the programs show them.
const (
	ChairPassphrase         = "nümunə sədr"
	DoctorPassphrase        = "nümunə həkim"
	SecondPassphrase        = "nümunə ikinci"
	AdministratorPassphrase = "nümunə inzibatçı"
)

// Commission of the demonstration's desk.
const Commission = 3

// Ministry is a running demonstration.
type Ministry struct {
	Desk    *desk.Desk
	URL     string             // of the registry
	Members []expertise.Member // who decide: the chair first

	server   *http.Server
	database *records.DB
	clock    *clock
}

// clock is the computer's, moved back while the past is being written.
type clock struct{ back atomic.Int64 }

func (c *clock) now() time.Time { return time.Now().Add(-time.Duration(c.back.Load())) }

// Progress is told how much of the start is done.
type Progress func(done, total int)

// Start begins a demonstration in a folder that holds no desk. Close it at the end.
func Start(ctx context.Context, dir string, progress Progress) (*Ministry, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	m := &Ministry{clock: &clock{}}
	if err := m.start(ctx, dir, progress); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

func (m *Ministry) start(ctx context.Context, dir string, progress Progress) error {
	profile, err := law.Load(profiles.Files, "az.yaml")
	if err != nil {
		return err
	}
	reg, err := m.openRegistry(dir, profile)
	if err != nil {
		return err
	}
	code, err := reg.MakeCode(ctx, Commission, "Bakı № 3")
	if err != nil {
		return err
	}
	keys, err := desk.NewKeys()
	if err != nil {
		return err
	}
	reading, signer, err := keys.Points()
	if err != nil {
		return err
	}
	about, err := deskSync.Enrol(ctx, m.URL, code, deskSync.Identity{Name: "Bakı № 3", Signing: keys.Signing(), Reading: reading, Signer: signer})
	if err != nil {
		return err
	}
	m.Desk, err = desk.Create(ctx, filepath.Join(dir, "desk"), profile, keys, about, m.URL,
		desk.NewMember{Name: "Dr. Əliyeva L.", Role: expertise.RoleChair, Passphrase: ChairPassphrase}, desk.Options{Now: m.clock.now, Demonstration: true})
	if err != nil {
		return err
	}
	m.Members = []expertise.Member{m.Desk.User()}
	for _, n := range []desk.NewMember{{Name: "Dr. Həsənov R.", Role: expertise.RoleDoctor, Passphrase: DoctorPassphrase},
		{Name: "Dr. Quliyeva N.", Role: expertise.RoleDoctor, Passphrase: SecondPassphrase}} {
		member, err := m.Desk.AddMember(ctx, n)
		if err != nil {
			return err
		}
		m.Members = append(m.Members, member)
	}
	// Confirms rules, and decides nothing.
	if _, err := m.Desk.AddMember(ctx, desk.NewMember{Name: "Səfərova A.", Role: expertise.RoleAdministrator, Passphrase: AdministratorPassphrase}); err != nil {
		return err
	}
	return m.load(ctx, progress)
}

func (m *Ministry) openRegistry(dir string, profile *law.Profile) (*registry.Registry, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := free(dir); err != nil {
		return nil, err
	}
	keys, err := registry.NewDemonstrationKeys(time.Now())
	if err != nil {
		return nil, err
	}
	// The keys come first, as with a served registry: a database without them could never be opened again.
	path := filepath.Join(dir, "registry.db")
	if err := registry.SaveKeys(path+".keys", keys, nil); err != nil {
		return nil, err
	}
	if m.database, err = records.Open(path); err != nil {
		return nil, err
	}
	reg, err := registry.Open(m.database, registry.Options{Keys: keys, Profile: profile, Host: "numune.invalid"})
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("no loopback address is free for the demonstration's registry: %w", err)
	}
	m.URL = "http://" + listener.Addr().String()
	m.server = &http.Server{Handler: reg.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go m.server.Serve(listener)
	return reg, nil
}

// sentences are this package's errors. Each language has a sentence for "error."+code.
var sentences = expertise.Sentences{
	"demo.exists": "the folder {folder} holds a demonstration already ({part}), nothing was changed; name a new folder, or remove that one first",
}

// free refuses a folder that holds a demonstration, or anything named like its parts, before anything in it is touched.
func free(dir string) error {
	for _, part := range []string{"registry.db", "registry.db.keys", "desk"} {
		if _, err := os.Lstat(filepath.Join(dir, part)); !errors.Is(err, os.ErrNotExist) {
			return sentences.Invalid("demo.exists", "", "folder", dir, "part", part)
		}
	}
	return nil
}

// Close ends desk and registry.
func (m *Ministry) Close() error {
	var errs []error
	if m.Desk != nil {
		errs = append(errs, m.Desk.Close())
	}
	if m.server != nil {
		errs = append(errs, m.server.Close())
	}
	if m.database != nil {
		errs = append(errs, m.database.Close())
	}
	return errors.Join(errs...)
}

// Sync runs one synchronisation of the desk with the registry.
func (m *Ministry) Sync(ctx context.Context, progress func(done, total int)) error {
	_, err := online.Sync(ctx, m.Desk, progress)
	return err
}
