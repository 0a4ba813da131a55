package packagetest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ran gives what a command says, and fails the test with it when the command fails.
func ran(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// unpacked is a temporary root with the Debian package's files.
func unpacked(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	ran(t, "dpkg-deb", "-x", only(t, "medsoc_*.deb"), root)
	return root
}

// The package system itself takes the package into a root of its own, and all of it out again.
func TestInstallsAndRemoves(t *testing.T) {
	v := version(t)
	if os.Geteuid() != 0 {
		t.Skip("only root installs packages")
	}
	root := t.TempDir()
	for _, dir := range []string{"info", "updates", "triggers"} {
		if err := os.MkdirAll(filepath.Join(root, "var/lib/dpkg", dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "var/lib/dpkg/status"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	// What the package depends on is not in this root; whether that list is right is TestDependencies' business.
	ran(t, "dpkg", "--root="+root, "--force-depends", "--log="+filepath.Join(root, "log"), "-i", only(t, "medsoc_*.deb"))
	if got := ran(t, "dpkg-query", "--admindir="+filepath.Join(root, "var/lib/dpkg"), "-W", "-f=${Status} ${Version}", "medsoc"); got != "install ok installed "+v {
		t.Errorf("installed: %q", got)
	}
	if got := ran(t, "dpkg", "--root="+root, "--verify", "medsoc"); got != "" {
		t.Errorf("files differ from their sums:\n%s", got)
	}
	ran(t, "dpkg", "--root="+root, "--log="+filepath.Join(root, "log"), "-r", "medsoc")
	if left, _ := filepath.Glob(filepath.Join(root, "usr/*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestFiles(t *testing.T) {
	v := version(t)
	root := unpacked(t)
	for name, holds := range map[string]string{
		"usr/share/applications/medsoc.desktop":           "Exec=medsoc\n",
		"usr/share/icons/hicolor/256x256/apps/medsoc.png": "\x89PNG",
		"usr/share/doc/medsoc/README":                     "MEDSOC " + v,
		"usr/share/doc/medsoc/copyright":                  "Open Font License (OFL)",
		"usr/share/doc/medsoc/licences.gz":                "\x1f\x8b",
		"usr/bin/medsoc":                                  "\x7fELF",
		"usr/bin/medsoc-cli":                              "\x7fELF",
		"usr/bin/medsoc-registry":                         "\x7fELF",
	} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || !bytes.Contains(text, []byte(holds)) {
			t.Errorf("%s does not hold %q: %v", name, holds, err)
		}
	}
	readme, _ := os.ReadFile(filepath.Join(root, "usr/share/doc/medsoc/README"))
	whole(t, "README", readme)
	owners := ran(t, "dpkg-deb", "-c", only(t, "medsoc_*.deb"))
	for line := range strings.Lines(owners) {
		if !regexp.MustCompile(`^[-d]rw[-x]r-[-x]r-[-x] root/root `).MatchString(line) {
			t.Errorf("not root's, or not everybody's to read: %s", line)
		}
	}
	for line := range strings.Lines(ran(t, "tar", "-tzf", only(t, "medsoc-*-linux-*.tar.gz"))) {
		if inside, found := strings.CutPrefix(strings.TrimSpace(line), strings.TrimSuffix(filepath.Base(only(t, "medsoc-*-linux-*.tar.gz")), ".tar.gz")+"/"); !found {
			t.Errorf("the archive unpacks beside its own folder: %s", line)
		} else if _, err := os.Stat(filepath.Join(root, "usr", inside)); err != nil {
			t.Errorf("the archive holds what the package does not: %v", err)
		}
	}
}

// Every library that a program is linked to is found, and stands in a package that ours depends on.
func TestDependencies(t *testing.T) {
	version(t)
	root := unpacked(t)
	depends := ran(t, "dpkg-deb", "-f", only(t, "medsoc_*.deb"), "Depends")
	var packages []string
	for one := range strings.SplitSeq(depends, ",") {
		packages = append(packages, strings.Fields(one)[0])
	}
	for _, program := range []string{"medsoc", "medsoc-cli", "medsoc-registry"} {
		path := filepath.Join(root, "usr/bin", program)
		linked := ran(t, "ldd", path)
		if strings.Contains(linked, "not found") {
			t.Errorf("%s: a library is missing:\n%s", program, linked)
		}
		for _, needed := range regexp.MustCompile(`\(NEEDED\).*\[(.+)\]`).FindAllStringSubmatch(ran(t, "readelf", "-d", path), -1) {
			owners := ran(t, "dpkg-query", "-S", "*/"+needed[1])
			if !slices.ContainsFunc(packages, func(p string) bool { return strings.HasPrefix(owners, p+":") || strings.Contains(owners, "\n"+p+":") }) {
				t.Errorf("%s needs %s, which no dependency brings:\n%s", program, needed[1], owners)
			}
		}
	}
}
