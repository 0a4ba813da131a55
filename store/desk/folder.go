package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"medsoc/store/records"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// The files of a desk's folder. lockName is empty; whoever changes keys.cbor or makes a desk holds it, also across processes.
const databaseName, keysName, lockName = "desk.db", "keys.cbor", "desk.lock"

// Exists tells whether a folder holds a desk, whole or not: then no other may be made in it.
func Exists(dir string) bool { return !errors.Is(look(dir), ErrNoDesk) }

// look tells in which state a folder is: nil for a whole desk, ErrNoDesk, or what is missing.
func look(dir string) error {
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
	switch keys, database := there(keysName), there(databaseName); {
	case keys && database:
		return nil
	case keys:
		return ErrNoDatabase
	case database && holdsEntries(filepath.Join(dir, databaseName)):
		return ErrNoKeys
	}
	return ErrNoDesk // also after an enrolment that was interrupted before its first entry
}

// holdsEntries tells whether a database is more than the remains of an interrupted enrolment. One that cannot be read might be.
func holdsEntries(path string) bool {
	db, err := records.Open(path)
	if err != nil {
		return true
	}
	defer db.Close()
	n := 1
	err = db.Read(context.Background(), func(tx *records.Tx) error { n, err = records.CountOps(tx); return err })
	return err != nil || n > 0
}

// Free makes the folder where it is missing and tells whether a desk can be made in it: ask before a one-time code is used up.
func Free(dir string) error {
	if err := look(dir); !errors.Is(err, ErrNoDesk) {
		if err == nil {
			return ErrExists
		}
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	probe, err := os.CreateTemp(dir, ".free-*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// lock keeps other processes from changing the keys until the returned function is called.
func lock(dir string) (unlock func(), err error) {
	return lockedfile.MutexAt(filepath.Join(dir, lockName)).Lock()
}

// clear removes what an interrupted enrolment left. Only a folder that look found without a desk is cleared.
func clear(dir string) {
	for _, name := range []string{databaseName, databaseName + "-wal", databaseName + "-shm", keysName} {
		os.Remove(filepath.Join(dir, name))
	}
}
