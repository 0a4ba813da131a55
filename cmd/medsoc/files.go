package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"medsoc/ui/shell"
)

// maxBundle bounds a trust bundle read from the disk: a country's signers and its status list.
const maxBundle = 64 << 20

// trustFile keeps the trust bundle beside the desk. The bundle is signed, so the file needs no protection of its own.
type trustFile string

// TrustBundle gives the bundle last kept, nil when there is none.
func (t trustFile) TrustBundle(context.Context) ([]byte, error) {
	f, err := os.Open(string(t))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBundle+1))
	if err == nil && len(data) > maxBundle {
		err = fmt.Errorf("%s is larger than %d bytes; remove it and fetch the list again", t, maxBundle)
	}
	return data, err
}

// KeepTrustBundle keeps it, whole or not at all.
func (t trustFile) KeepTrustBundle(_ context.Context, bundle []byte) error {
	return writeWhole(string(t), bundle)
}

// idleFile writes where the program stands each time it has come to rest.
func idleFile(path string) func(shell.Signal) {
	return func(s shell.Signal) {
		line, err := json.Marshal(s)
		if err == nil {
			err = writeWhole(path, append(line, '\n'))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "medsoc: MEDSOC_IDLE_FILE:", err)
		}
	}
}

func writeWhole(path string, data []byte) error {
	part := path + ".part"
	if err := os.WriteFile(part, data, 0o600); err != nil {
		os.Remove(part)
		return err
	}
	return os.Rename(part, path)
}
