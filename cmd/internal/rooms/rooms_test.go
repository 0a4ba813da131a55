// Package rooms holds the test that keeps the walls of the house: who may import whom.
package rooms

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// may lists, for each room, the rooms whose packages it may import; a room may always import its own. Only cmd may use them all.
var may = map[string][]string{
	"assets":    {},
	"expertise": {},
	"certs":     {"assets", "expertise"},
	"store":     {"assets", "expertise", "certs"},
	"ui":        {"assets", "expertise", "certs", "store"},
	"cmd":       {"assets", "expertise", "certs", "store", "ui"},
}

type goPackage struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func packages(t *testing.T) (list []goPackage) {
	t.Helper()
	cmd := exec.Command("go", "list", "-tags", "ci", "-json=ImportPath,Imports,TestImports,XTestImports", "medsoc/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(out); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	if err := cmd.Wait(); err != nil || len(list) < 15 {
		t.Fatalf("%d packages listed, %v", len(list), err)
	}
	return list
}

func room(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "medsoc/"), "/")
	return name
}

func TestDirectionOfImports(t *testing.T) {
	for _, p := range packages(t) {
		allowed, known := may[room(p.ImportPath)]
		if !known {
			t.Errorf("%s lies in no room", p.ImportPath)
			continue
		}
		for _, i := range p.Imports {
			if strings.HasPrefix(i, "medsoc/") && room(i) != room(p.ImportPath) && !slices.Contains(allowed, room(i)) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
	}
}

// Technologies stay in their places.
func TestLibrariesStayInTheirPlaces(t *testing.T) {
	for _, rule := range []struct {
		library string
		places  []string // prefixes of packages that may import it
	}{
		{"fyne.io/fyne/v2/app", []string{"medsoc/cmd/"}},
		{"fyne.io/fyne/v2", []string{"medsoc/cmd/medsoc", "medsoc/ui/shell", "medsoc/ui/screen", "medsoc/ui/kit", "medsoc/ui/look"}},
		{"modernc.org/sqlite", []string{"medsoc/store/records"}},
		{"database/sql", []string{"medsoc/store/"}},
		{"github.com/jung-kurt/gofpdf", []string{"medsoc/certs/page"}},
		{"github.com/skip2/go-qrcode", []string{"medsoc/certs/page"}},
		{"github.com/go-resty/resty/v2", []string{"medsoc/store/sync"}},
		{"github.com/digitorus/pdfsign", []string{"medsoc/certs/page"}},
		{"github.com/ThalesGroup/crypto11", []string{"medsoc/certs/hardware"}},
		{"github.com/pdfcpu/pdfcpu", []string{"medsoc/certs/check"}},
		{"github.com/fxamacker/cbor/v2", []string{"medsoc/certs/seal", "medsoc/certs/receipt", "medsoc/store/journal", "medsoc/store/registry"}},
	} {
		used := false
		for _, p := range packages(t) {
			for _, i := range p.Imports {
				if i != rule.library && !strings.HasPrefix(i, rule.library+"/") {
					continue
				}
				used = true
				if !slices.ContainsFunc(rule.places, func(place string) bool { return strings.HasPrefix(p.ImportPath, place) }) {
					t.Errorf("%s imports %s", p.ImportPath, i)
				}
			}
		}
		if !used {
			t.Errorf("nobody uses %s, which was chosen for this project", rule.library)
		}
	}
}

// SQLite's driver and its libc are released as a pair; another libc has corrupted memory before.
func TestPinnedPair(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "modernc.org/sqlite", "modernc.org/libc").Output()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.TrimSpace(string(out)), "modernc.org/sqlite v1.60.1\nmodernc.org/libc v1.77.1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
