package serve

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"medsoc/assets/profiles"
	"medsoc/expertise/law"
	"medsoc/store/records"
	"medsoc/store/registry"
)

// store is where a registry lives; every command has these flags.
type store struct {
	DB             string `name:"db" required:"" placeholder:"sqlite:PATH" help:"Database; its keys lie beside it in PATH.keys."`
	Country        string `default:"az" help:"Country profile."`
	Profiles       string `type:"existingdir" placeholder:"DIR" help:"Folder of profiles that go before the program's own. A published one goes before both."`
	PassphraseFile string `type:"existingfile" placeholder:"FILE" help:"File with the passphrase that seals the registry's keys."`
}

func (s *store) profile() (*law.Profile, error) {
	return law.Load(profiles.In(s.Profiles), s.Country+".yaml")
}

// keysSuffix names the file of keys beside the database.
const keysSuffix = ".keys"

// path is where the database lies.
func (s *store) path() (string, error) {
	path, isSQLite := strings.CutPrefix(s.DB, "sqlite:")
	if !isSQLite || path == "" {
		return "", fmt.Errorf("--db %q: write it like sqlite:/var/lib/medsoc/registry.db", s.DB)
	}
	return path, nil
}

// keysFile gives the file of keys and its passphrase.
func (s *store) keysFile() (path string, passphrase []byte, err error) {
	if path, err = s.path(); err != nil {
		return "", nil, err
	}
	passphrase, err = readPassphrase(s.PassphraseFile)
	return path + keysSuffix, passphrase, err
}

// open opens the database, or makes a new one with demonstration keys. done closes it.
func (s *store) open(w *world, host string) (reg *registry.Registry, done func(), err error) {
	path, err := s.path()
	if err != nil {
		return nil, nil, err
	}
	if len(host) > 20 {
		return nil, nil, errors.New("--host has more than 20 letters and would not fit a certificate's code: choose a shorter name")
	}
	profile, err := s.profile()
	if err != nil {
		return nil, nil, err
	}
	keys, err := s.keys(w, path)
	if err != nil {
		return nil, nil, err
	}
	db, err := records.Open(path)
	if err != nil {
		return nil, nil, err
	}
	reg, err = registry.Open(db, registry.Options{Keys: keys, Profile: profile, Host: host, Log: w.log})
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return reg, func() { db.Close() }, nil
}

// keys loads the file of keys. Only beside a database that does not exist yet are new ones made, and they are a demonstration's.
func (s *store) keys(w *world, path string) (*registry.Keys, error) {
	file, passphrase, err := s.keysFile()
	if err != nil {
		return nil, err
	}
	keys, err := registry.LoadKeys(file, passphrase)
	if err == nil {
		warn(w, keys)
		return keys, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return nil, errors.Join(registry.ErrKeysMissing, err)
	}
	if keys, err = registry.NewDemonstrationKeys(time.Now()); err != nil {
		return nil, err
	}
	if err := registry.SaveKeys(file, keys, passphrase); err != nil {
		return nil, fmt.Errorf("the new keys could not be saved, nothing was made: %w", err)
	}
	fmt.Fprintf(w.stderr, "New DEMONSTRATION keys in %s. Every certificate that rests on them is a SAMPLE without legal force; a root for real papers is made by a ceremony.\n", file)
	return keys, nil
}

// renewTime is how long before its certificate ends a registry speaks of it at each start.
const renewTime = 60 * 24 * time.Hour

// warn says what must be known of the keys before work begins.
func warn(w *world, keys *registry.Keys) {
	if keys.Root == nil {
		return // opening says so
	}
	if keys.Root.Sample {
		fmt.Fprintln(w.stderr, "DEMONSTRATION registry: every certificate that rests on its keys is a SAMPLE without legal force.")
	}
	if until := keys.Publisher.Certificate.NotAfter; time.Until(until) < renewTime {
		fmt.Fprintf(w.stderr, "The registry's certificate ends on %s; after that no desk gets a signer and no trust bundle is published: have it certified anew (keys request, certify, install).\n", until.Format(time.DateOnly))
	}
}

// readPassphrase reads the first line.
func readPassphrase(file string) ([]byte, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return nil, err
	}
	line, _, _ := strings.Cut(string(data), "\n")
	line = strings.TrimRight(line, "\r")
	if len(line) < 8 {
		return nil, fmt.Errorf("the passphrase in %s is shorter than 8 letters: choose a longer one", file)
	}
	return []byte(line), nil
}
