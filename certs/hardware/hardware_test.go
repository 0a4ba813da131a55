package hardware_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"medsoc/certs/hardware"
)

func TestReadPIN(t *testing.T) {
	write := func(text string, mode os.FileMode) string {
		path := filepath.Join(t.TempDir(), "pin")
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, text := range []string{"1234", "1234\n", "1234\r\n", "1234\nthe second line is a note\n"} {
		if pin, err := hardware.ReadPIN(write(text, 0o600)); err != nil || pin != "1234" {
			t.Errorf("%q: %q, %v", text, pin, err)
		}
	}
	for name, test := range map[string]struct{ path, code string }{
		"empty":          {write("", 0o600), "pin.file"},
		"an empty line":  {write("\n1234\n", 0o600), "pin.file"},
		"no PIN at all":  {write(string(make([]byte, 1000)), 0o600), "pin.file"},
		"no such file":   {filepath.Join(t.TempDir(), "none"), "pin.file"},
		"a folder":       {t.TempDir(), "pin.file"},
		"open to others": {write("1234", 0o644), "pin.open"},
	} {
		if test.code == "pin.open" && runtime.GOOS == "windows" {
			continue
		}
		if pin, err := hardware.ReadPIN(test.path); code(err) != test.code || pin != "" {
			t.Errorf("%s: %q, %v", name, pin, err)
		}
	}
}

func code(err error) string {
	if e, ok := errors.AsType[*hardware.Error](err); ok {
		return e.Code
	}
	return ""
}
