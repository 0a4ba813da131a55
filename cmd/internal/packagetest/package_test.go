// Package packagetest tries what `make package` has made: the Debian package installs and starts, the programs for Windows are whole.
// It runs at the end of `make package` only, which sets MEDSOC_PACKAGE.
package packagetest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// module is the folder of the whole project, packed what was made there.
const (
	module = "../../.."
	packed = module + "/out/package"
)

// version is that of FyneApp.toml. Without packages to look at, the test is skipped.
func version(t *testing.T) string {
	t.Helper()
	if os.Getenv("MEDSOC_PACKAGE") == "" {
		t.Skip("tries packages; make package sets MEDSOC_PACKAGE")
	}
	text, err := os.ReadFile(filepath.Join(module, "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^Version *= *"([0-9.]+)"`).FindSubmatch(text)
	if found == nil {
		t.Fatal("FyneApp.toml names no version")
	}
	return string(found[1])
}

// only is the one file that a pattern names.
func only(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(packed, pattern))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %v, %v", pattern, found, err)
	}
	path, err := filepath.Abs(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNamesCarryTheVersion(t *testing.T) {
	v := version(t)
	for _, pattern := range []string{"medsoc_*.deb", "medsoc-*-linux-*.tar.gz", "medsoc-*-windows-amd64.zip"} {
		if name := filepath.Base(only(t, pattern)); !regexp.MustCompile(`[-_]` + regexp.QuoteMeta(v) + `[-_]`).MatchString(name) {
			t.Errorf("%s does not carry the version %s", name, v)
		}
	}
}

// Nobody's placeholder is left in what people read.
func whole(t *testing.T, name string, text []byte) {
	t.Helper()
	if strings.TrimSpace(string(text)) == "" || regexp.MustCompile(`@[A-Z]+@`).Match(text) {
		t.Errorf("%s is empty or has a placeholder left", name)
	}
}
