//go:build cgo

package hardware_test

import (
	"bytes"
	"crypto/elliptic"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/ThalesGroup/crypto11"

	"medsoc/certs/hardware"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

const pin = "918273"

// softToken makes an empty token of SoftHSM in a folder of the test; Debian's package softhsm2 has both the module and the tool.
func softToken(t *testing.T) hardware.Place {
	t.Helper()
	modules, _ := filepath.Glob("/usr/lib/*/softhsm/libsofthsm2.so")
	if common := "/usr/lib/softhsm/libsofthsm2.so"; len(modules) == 0 {
		modules = []string{common}
	}
	if _, err := os.Stat(modules[0]); err != nil {
		t.Skip("without softhsm2 no token can be tried: install Debian's package softhsm2")
	}
	folder := t.TempDir()
	config := filepath.Join(folder, "softhsm2.conf")
	if err := os.WriteFile(config, []byte("directories.tokendir = "+folder+"\nobjectstore.backend = file\nlog.level = ERROR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", config)
	out, err := exec.Command("softhsm2-util", "--init-token", "--free", "--label", "ministry", "--so-pin", "564738", "--pin", pin).CombinedOutput()
	if err != nil {
		t.Skipf("softhsm2-util: %v: %s", err, out)
	}
	return hardware.Place{Module: modules[0], Token: "ministry", Key: "signer"}
}

// A desk's key and the root's stand in one token: the root certifies the desk and signs the bundle, the desk seals, and a
// receiver finds the paper genuine.
func TestSealsByAToken(t *testing.T) {
	place := softToken(t)
	generate := func(label string) *hardware.Key {
		place.Key = label
		key, err := hardware.Generate(place, pin)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { key.Close() })
		return key
	}
	rootKey, deskKey := generate("root"), generate("signer")
	root, err := seal.NewRoot("Root in a token", rootKey, sealtest.Now.AddDate(-1, 0, 0), sealtest.Now.AddDate(9, 0, 0), true)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := seal.IssueSigner(root, rootKey, deskKey.Public(), sealtest.Scope, sealtest.Now.AddDate(0, -1, 0))
	if err != nil {
		t.Fatal(err)
	}
	signer, err := seal.NewSigner(certificate, deskKey)
	if err != nil {
		t.Fatal(err)
	}
	world := sealtest.New(true)
	content := world.Content()
	content.Roots, content.Signers = [][]byte{root.DER()}, []seal.SignerEntry{{Certificate: certificate.DER()}}
	file, err := seal.MakeBundle(content, root, nil, rootKey)
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := seal.ParseBundle(file)
	if err != nil {
		t.Fatal(err)
	}
	// A token takes its nonces by chance: of 32 seals, half would have had a high s.
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 8 {
				sealed, err := seal.Seal(world.Claims(), signer)
				if v := seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{}); err != nil || v.Code != seal.Current {
					t.Errorf("%s, %v", v.Sentence(), err)
				}
			}
		})
	}
	all.Wait()
	if _, err := seal.NewSigner(certificate, rootKey); err == nil {
		t.Error("another key of the token is taken for the signer's")
	}
}

func TestOpen(t *testing.T) {
	place := softToken(t)
	made, err := hardware.Generate(place, pin)
	if err != nil {
		t.Fatal(err)
	}
	public := fmt.Sprint(made.Public())
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := made.Sign(nil, make([]byte, 32), nil); err == nil {
		t.Error("a closed key signs")
	}
	key, err := hardware.Open(place, pin)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(key.Public()) != public {
		t.Error("another key came back")
	}
	key.Close()

	other := func(change func(*hardware.Place)) hardware.Place {
		p := place
		change(&p)
		return p
	}
	notModule := filepath.Join(t.TempDir(), "libnone.so")
	if err := os.WriteFile(notModule, bytes.Repeat([]byte{0}, 100), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		place hardware.Place
		pin   string
		code  string
	}{
		{"wrong PIN", place, "111111", "pin"},
		{"empty PIN", place, "", "pin"},
		{"no such key", other(func(p *hardware.Place) { p.Key = "none" }), pin, "key"},
		{"no such token", other(func(p *hardware.Place) { p.Token = "none" }), pin, "token"},
		{"no such module", other(func(p *hardware.Place) { p.Module = "/nowhere/lib.so" }), pin, "module"},
		{"no module", other(func(p *hardware.Place) { p.Module = notModule }), pin, "module"},
		{"bare name of a module", other(func(p *hardware.Place) { p.Module = "libsofthsm2.so" }), pin, "module"},
		{"no label", other(func(p *hardware.Place) { p.Key = "" }), pin, "place"},
	} {
		if key, err := hardware.Open(test.place, test.pin); code(err) != test.code || key != nil {
			t.Errorf("%s: %v", test.name, err)
		} else if strings.Contains(err.Error(), "{") || strings.Contains(err.Error(), pin) {
			t.Errorf("%s: %q", test.name, err)
		}
	}
	if _, err := hardware.Generate(place, pin); code(err) != "key.exists" {
		t.Errorf("a second key of the same label: %v", err)
	}
	addKeys(t, place)
	for label, want := range map[string]string{"rsa": "key.kind", "p384": "key.kind", "twice": "key.many"} {
		if _, err := hardware.Open(other(func(p *hardware.Place) { p.Key = label }), pin); code(err) != want {
			t.Errorf("%s: %v", label, err)
		}
	}
}

// addKeys makes keys in the token that Open refuses.
func addKeys(t *testing.T, place hardware.Place) {
	t.Helper()
	token, err := crypto11.Configure(&crypto11.Config{Path: place.Module, TokenLabel: place.Token, Pin: pin})
	if err != nil {
		t.Fatal(err)
	}
	defer token.Close()
	_, err = token.GenerateRSAKeyPairWithLabel([]byte{1}, []byte("rsa"), 2048)
	for id, label := range []string{"p384", "twice", "twice"} {
		curve := elliptic.P256()
		if label == "p384" {
			curve = elliptic.P384()
		}
		_, another := token.GenerateECDSAKeyPairWithLabel([]byte{2, byte(id)}, []byte(label), curve)
		err = errors.Join(err, another)
	}
	if err != nil {
		t.Fatal(err)
	}
}
