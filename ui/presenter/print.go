package presenter

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"medsoc/expertise"
)

// LP prints through the lp command of CUPS.
type LP struct{ path string }

// FindPrinter gives a way to print, nil when this computer has none: then a PDF is saved and printed with another program.
func FindPrinter() Printer {
	path, err := exec.LookPath("lp")
	if err != nil {
		return nil
	}
	return LP{path}
}

// Print hands the document to the spooler. The title must name no person: it stands in the spooler's queue.
func (p LP) Print(ctx context.Context, title string, pdf []byte) error {
	command := exec.CommandContext(ctx, p.path, "-t", title, "-")
	command.Stdin = bytes.NewReader(pdf)
	if command.Run() != nil {
		return expertise.Invalid("print", "")
	}
	return nil
}

// writeFile replaces a file in one step, so that a full disk leaves no half document behind.
func writeFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".medsoc-*")
	if err != nil {
		return expertise.Invalid("file.write", "")
	}
	defer os.Remove(f.Name()) // after the rename there is nothing to remove
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return expertise.Invalid("file.write", "")
	}
	return nil
}
