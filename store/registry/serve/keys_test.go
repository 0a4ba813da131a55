package serve

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"medsoc/store/registry"
)

var fingerprint = regexp.MustCompile(`([0-9A-F]{4} ){15}[0-9A-F]{4}`)

// The whole way of a ministry's keys by the commands of the written procedure: first root, yearly renewal, rotation, loss.
func TestCeremony(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, words := range map[string]string{"a.pass": "five words of one keeper", "b.pass": "five words of another", "short.pass": "twelve chars"} {
		if err := os.WriteFile(at(name), []byte(words+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ok := func(args ...string) string {
		t.Helper()
		code, out, errs := run(t, args...)
		if code != 0 {
			t.Fatalf("%v: %s", args, errs)
		}
		return out
	}
	refused := func(want string, args ...string) {
		t.Helper()
		if code, out, errs := run(t, args...); code != 1 || !strings.Contains(errs, want) {
			t.Errorf("%v: %d, %s%s; want %q", args, code, out, errs, want)
		}
	}
	root := func(name string) (print string) {
		out := ok("keys", "root", "--name", "Test ministry", "--copy", at(name+"-a.root"), "--copy", at(name+"-b.root"), "--passphrase-file", at("a.pass"),
			"--passphrase-file", at("b.pass"), "--certificate", at(name+".pem"))
		return fingerprint.FindString(out)
	}
	db := "sqlite:" + at("registry.db")
	request := func(name string) { ok("keys", "request", "--db", db, "--out", at(name)) }
	certify := func(request, root, out string, more ...string) []string {
		return append([]string{"keys", "certify", at(request), "--root", at(root), "--passphrase-file", at("b.pass"), "--out", at(out)}, more...)
	}

	refused("twice", "keys", "root", "--name", "x", "--copy", at("one.root"), "--certificate", at("one.pem"))
	refused("too short", "keys", "root", "--name", "x", "--copy", at("1.root"), "--copy", at("2.root"), "--passphrase-file", at("a.pass"), "--passphrase-file", at("short.pass"), "--certificate", at("x.pem"))
	refused("same passphrase", "keys", "root", "--name", "x", "--copy", at("1.root"), "--copy", at("2.root"), "--passphrase-file", at("a.pass"), "--passphrase-file", at("a.pass"), "--certificate", at("x.pem"))
	if _, err := os.Stat(at("1.root")); err == nil {
		t.Error("half a ceremony left a copy behind")
	}
	first := root("first")
	for _, name := range []string{"first-a.root", "first-b.root", "first.pem"} {
		if out := ok("keys", "show", at(name)); fingerprint.FindString(out) != first || first == "" {
			t.Errorf("%s: %s", name, out)
		}
	}

	request("1.csr")
	refused(registry.ErrKeysPending.Error(), "desks", "--db", db)
	refused("passphrase is wrong", "keys", "certify", at("1.csr"), "--root", at("first-a.root"), "--passphrase-file", at("b.pass"), "--out", at("1.pem"))
	out := ok(certify("1.csr", "first-b.root", "1.pem")...)
	if !strings.Contains(out, fingerprint.FindString(ok("keys", "show", at("1.csr")))) {
		t.Error("the request's fingerprint cannot be compared")
	}
	refused("fingerprint", "keys", "install", at("1.pem"), "--db", db)
	refused("fingerprint", "keys", "install", at("1.pem"), "--db", db, "--root", strings.Repeat("0000 ", 16))
	refused("not the root's answer", "keys", "install", at("first.pem"), "--db", db, "--root", first)
	ok("keys", "install", at("1.pem"), "--db", db, "--root", strings.ToLower(first))
	if code, _, errs := run(t, "desks", "--db", db); code != 0 || strings.Contains(errs, "DEMONSTRATION") {
		t.Errorf("a real root's registry: %d %s", code, errs)
	}

	// The same answer twice would bring back a key that is no longer asked for.
	refused("not the root's answer", "keys", "install", at("1.pem"), "--db", db)

	// What becomes of a registry under another root is tested with its own clock in store/registry; here the files are made.
	root("second")
	ok("keys", "rotate", "--root", at("first-a.root"), "--passphrase-file", at("a.pass"), "--next", at("second-a.root"), "--out", at("cross.pem"))
	request("2.csr")
	out = ok(certify("2.csr", "second-b.root", "2.pem", "--cross", at("cross.pem"))...)
	if !strings.Contains(out, "a root's word for another, valid until") {
		t.Error(out)
	}
	if _, err := os.Stat(at("registry.db")); err != nil {
		t.Error(err)
	}
	refused("request", "keys", "certify", at("cross.pem"), "--root", at("first-a.root"), "--passphrase-file", at("a.pass"), "--out", at("x.pem"))
	refused("exists", "keys", "request", "--db", db, "--out", at("2.csr"))
	refused("no certificate", "keys", "show", at("a.pass"))
}
