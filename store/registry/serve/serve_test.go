package serve

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// run runs a command that ends by itself.
func run(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// start serves until the test ends and gives the address printed.
func start(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	var errs bytes.Buffer
	go func() {
		ended <- Run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), writer, &errs)
		writer.Close()
	}()
	line, err := bufio.NewReader(reader).ReadString('\n')
	address, found := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if !found {
		t.Fatalf("%q, %v, exit %d", line, err, <-ended)
	}
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("exit %d: %s", code, errs.String())
		}
	})
	return address
}

func TestServeAndCode(t *testing.T) {
	db := "sqlite:" + filepath.Join(t.TempDir(), "registry.db")
	code, out, errs := run(t, "code", "--db", db, "--commission", "3", "--desk", "Bakı 3-1")
	if code != 0 || len(strings.TrimSpace(out)) != 29 || !strings.Contains(errs, "DEMONSTRATION") {
		t.Fatal(code, out, errs)
	}
	address := start(t, "--db", db)
	res, err := http.Get(address + "/healthz")
	if err != nil || res.StatusCode != 200 {
		t.Fatal(res, err)
	}
	res.Body.Close()
	// A code is made while the registry serves.
	file := filepath.Join(t.TempDir(), "code")
	if code, out, errs := run(t, "code", "--db", db, "--commission", "7", "--desk", "x", "--file", file); code != 0 || out != "" {
		t.Error(code, out, errs)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	if code, _, _ := run(t, "code", "--db", db, "--commission", "7", "--desk", "x", "--file", file); code != 1 {
		t.Error("a file was overwritten")
	}
	if code, out, errs := run(t, "institution", "--db", db, "--name", "Poliklinika"); code != 0 || !strings.HasPrefix(out, "ref-") {
		t.Error(code, out, errs)
	}
	if code, out, errs := run(t, "desks", "--db", db); code != 0 || out != "" {
		t.Error(code, out, errs)
	}
	if code, _, errs := run(t, "revoke-desk", "--db", db, "--desk", "nobody"); code != 1 || !strings.Contains(errs, "no desk") {
		t.Error(code, errs)
	}
	if code, _, errs := run(t, "revoke-signer", "--db", db, "--desk", "nobody", "--since", "12.11.2026"); code != 1 || !strings.Contains(errs, "2026-11-12") {
		t.Error(code, errs)
	}
}

// Names and identifiers must not cross a network in the open.
func TestPlainHTTPOnlyOnThisComputer(t *testing.T) {
	db := "sqlite:" + filepath.Join(t.TempDir(), "registry.db")
	for _, listen := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "example.org:80"} {
		code, out, errs := run(t, "serve", "--db", db, "--listen", listen)
		if code != 1 || out != "" || !strings.Contains(errs, "--tls-cert") {
			t.Errorf("%s: %d %s %s", listen, code, out, errs)
		}
	}
	if _, err := os.Stat(strings.TrimPrefix(db, "sqlite:")); err == nil {
		t.Error("a refused start left a database behind")
	}
}

func TestTLS(t *testing.T) {
	dir := t.TempDir()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	scalar, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, private := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600)
	os.WriteFile(private, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: scalar}), 0o600)
	db := "sqlite:" + filepath.Join(dir, "registry.db")
	address := start(t, "--db", db, "--tls-cert", certificate, "--tls-key", private)
	roots := x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(parsed)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	defer client.CloseIdleConnections()
	res, err := client.Get(address + "/healthz")
	if err != nil || res.StatusCode != 200 || !strings.HasPrefix(address, "https://") {
		t.Fatal(address, err)
	}
	res.Body.Close()
	if code, _, errs := run(t, "serve", "--db", db, "--listen", "127.0.0.1:0", "--tls-cert", certificate); code != 1 || !strings.Contains(errs, "both") {
		t.Error(code, errs)
	}
}

func TestBadUse(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "registry.db")
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no command":       {nil, 2, "expected"},
		"no database":      {[]string{"serve", "--listen", "127.0.0.1:0"}, 2, "--db"},
		"unknown database": {[]string{"desks", "--db", "oracle:x"}, 1, "sqlite:"},
		"unknown country":  {[]string{"desks", "--db", "sqlite:" + db, "--country", "xx"}, 1, "xx"},
		"long host":        {[]string{"serve", "--db", "sqlite:" + db, "--listen", "127.0.0.1:0", "--host", strings.Repeat("x", 21)}, 1, "20 letters"},
		"no port":          {[]string{"serve", "--db", "sqlite:" + db, "--listen", "127.0.0.1"}, 1, "127.0.0.1:8443"},
	} {
		if code, _, errs := run(t, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%s: %d %s", name, code, errs)
		}
	}
	if code, out, _ := run(t, "--help"); code != 0 || !strings.Contains(out, "revoke-signer") {
		t.Error(code, out)
	}
}

// A database without its keys is never opened with new ones: nobody's record could be read any more.
func TestLostKeys(t *testing.T) {
	dir := t.TempDir()
	db := "sqlite:" + filepath.Join(dir, "registry.db")
	passphrase := filepath.Join(dir, "passphrase")
	os.WriteFile(passphrase, []byte("correct horse battery\n"), 0o600)
	if code, _, errs := run(t, "desks", "--db", db, "--passphrase-file", passphrase); code != 0 {
		t.Fatal(errs)
	}
	if code, _, errs := run(t, "desks", "--db", db); code != 1 || !strings.Contains(errs, "--passphrase-file") {
		t.Error(code, errs)
	}
	os.WriteFile(passphrase, []byte("another horse\n"), 0o600)
	if code, _, errs := run(t, "desks", "--db", db, "--passphrase-file", passphrase); code != 1 || !strings.Contains(errs, "passphrase is wrong") {
		t.Error(code, errs)
	}
	os.Remove(filepath.Join(dir, "registry.db.keys"))
	if code, _, errs := run(t, "desks", "--db", db, "--passphrase-file", passphrase); code != 1 || !strings.Contains(errs, "missing") {
		t.Error(code, errs)
	}
}
