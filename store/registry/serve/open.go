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

// open opens the database, or makes a new one with demonstration keys. done closes it.
func (s *store) open(w *world, host string) (reg *registry.Registry, done func(), err error) {
	path, isSQLite := strings.CutPrefix(s.DB, "sqlite:")
	if !isSQLite || path == "" {
		return nil, nil, fmt.Errorf("--db %q: write it like sqlite:/var/lib/medsoc/registry.db", s.DB)
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
	passphrase, err := readPassphrase(s.PassphraseFile)
	if err != nil {
		return nil, err
	}
	keys, err := registry.LoadKeys(path+".keys", passphrase)
	if err == nil {
		if keys.Root.Sample {
			fmt.Fprintln(w.stderr, "DEMONSTRATION registry: every certificate that rests on its keys is a SAMPLE without legal force.")
		}
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
	if err := registry.SaveKeys(path+".keys", keys, passphrase); err != nil {
		return nil, fmt.Errorf("the new keys could not be saved, nothing was made: %w", err)
	}
	fmt.Fprintf(w.stderr, "New DEMONSTRATION keys in %s.keys. Every certificate that rests on them is a SAMPLE without legal force; a root for real papers is made by a ceremony.\n", path)
	return keys, nil
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
