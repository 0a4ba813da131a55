//go:build unix

package law

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"medsoc/expertise"
)

// A pipe never ends, so nobody waits for one.
func TestOnlyFilesAreOpened(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "az.yaml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := OpenFile(pipe); expertise.ErrorCode(err) != "law.file.kind" {
		t.Error(err)
	}
	if _, err := Load(os.DirFS(dir), "az.yaml"); expertise.ErrorCode(err) != "law.file.kind" {
		t.Error(err)
	}
	if _, err := OpenFile(dir); expertise.ErrorCode(err) != "law.file.kind" {
		t.Error(err)
	}
}
