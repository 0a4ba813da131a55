package main

import (
	"encoding/json"
	"fmt"
	"os"

	"medsoc/ui/shell"
)

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
