package receipt

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
)

func newKey(t testing.TB) *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

var at = time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC)

func verdict() seal.Verdict {
	return seal.Verdict{Code: seal.Current, ListIssued: at.Add(-time.Hour), Claims: &seal.Claims{Number: 1042, Outcome: 2,
		Name: seal.Name{Surname: "Əliyeva", Given: "Leyla"}, Birth: expertise.MustDate("1979-03-14"), IdentifierTail: "70AB"}}
}

func write(t testing.TB, n int) (path string, key *ecdsa.PrivateKey) {
	path, key = filepath.Join(t.TempDir(), "receipts"), newKey(t)
	log, err := Open(path, key)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := log.Append(Of(verdict(), []byte{byte(i)}, at.Add(time.Duration(i)*time.Minute), "window 4", "Pension fund")); err != nil {
			t.Fatal(err)
		}
	}
	return path, key
}

func TestReceiptsAreReadBackAndNameNobody(t *testing.T) {
	path, _ := write(t, 3)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var read []Receipt
	s, err := Check(bytes.NewReader(data), func(r Receipt) error { read = append(read, r); return nil })
	if err != nil || s.Receipts != 3 || len(read) != 3 {
		t.Fatal(s, err)
	}
	r := read[1]
	if r.Number != 1042 || r.Verdict != seal.Current || r.Operator != "window 4" || !r.At.Equal(at.Add(time.Minute)) || !r.ListIssued.Equal(at.Add(-time.Hour)) || len(r.Seal) != 8 {
		t.Errorf("%+v", r)
	}
	line := strings.Split(string(data), "\n")[1]
	raw, err := base64.StdEncoding.DecodeString(line)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Leyla", "liyeva", "70AB", "1979"} {
		if bytes.Contains(raw, []byte(secret)) || strings.Contains(line, secret) {
			t.Errorf("a receipt says %s", secret)
		}
	}
}

// Whatever is done to the file's lines is found, but for an end that was cut off.
func TestChangedFilesAreFound(t *testing.T) {
	path, _ := write(t, 4)
	data, _ := os.ReadFile(path)
	lines := strings.SplitAfter(strings.TrimSuffix(string(data), "\n"), "\n")
	lines[4] += "\n"
	other, _ := write(t, 1)
	foreign, _ := os.ReadFile(other)
	for name, changed := range map[string]string{
		"left out": lines[0] + lines[1] + lines[3] + lines[4],
		"swapped":  lines[0] + lines[2] + lines[1] + lines[3] + lines[4],
		"doubled":  lines[0] + lines[1] + lines[1],
		"foreign":  lines[0] + lines[1] + strings.SplitAfter(string(foreign), "\n")[1],
		"head":     strings.SplitAfter(string(foreign), "\n")[0] + lines[1],
		"half":     lines[0] + lines[1] + lines[2][:100],
		"empty":    "",
		"noise":    "medsoc receipts 1 !!!\n",
		"long":     lines[0] + strings.Repeat("A", 5000) + "\n",
	} {
		if s, err := Check(strings.NewReader(changed), nil); err == nil {
			t.Errorf("%s: %+v passes", name, s)
		}
	}
	for i := len(lines[0]); i < len(data); i += 7 { // a byte of a receipt
		bad := bytes.Clone(data)
		bad[i] ^= 1
		if _, err := Check(bytes.NewReader(bad), nil); err == nil {
			t.Fatalf("byte %d changed and nobody noticed", i)
		}
	}
	if s, err := Check(strings.NewReader(strings.Join(lines[:4], "")), nil); err != nil || s.Receipts != 3 {
		t.Error("an end cut off is told by the count alone", s, err)
	}
}

func TestRefusals(t *testing.T) {
	path, key := write(t, 1)
	if _, err := Open(path, newKey(t)); !errors.Is(err, ErrKey) {
		t.Error("another key:", err)
	}
	if _, err := Open(t.TempDir(), key); !errors.Is(err, ErrFile) {
		t.Error("a folder:", err)
	}
	text := filepath.Join(t.TempDir(), "text")
	os.WriteFile(text, []byte("shopping list\n"), 0o600)
	if _, err := Open(text, key); !errors.Is(err, ErrFile) {
		t.Error("another file:", err)
	}
	log, _ := Open(path, key)
	for _, operator := range []string{"", "  ", strings.Repeat("ə", 101), "\xff"} {
		if err := log.Append(Of(verdict(), nil, at, operator, "Fund")); !errors.Is(err, ErrText) {
			t.Errorf("operator %q: %v", operator, err)
		}
	}
	data, _ := os.ReadFile(path)
	os.WriteFile(path, data[:len(data)-5], 0o600)
	if err := log.Append(Of(verdict(), nil, at, "a", "b")); !errors.Is(err, ErrFile) {
		t.Error("half a line:", err)
	}
}

func TestManyHandsOneFile(t *testing.T) {
	path, key := filepath.Join(t.TempDir(), "receipts"), newKey(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			log, err := Open(path, key)
			for range 25 {
				if err == nil {
					err = log.Append(Of(verdict(), nil, at, "a", "b"))
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if s, err := Check(f, nil); err != nil || s.Receipts != 100 {
		t.Error(s, err)
	}
}

func FuzzCheck(f *testing.F) {
	path, _ := write(f, 2)
	data, _ := os.ReadFile(path)
	f.Add(data)
	f.Add([]byte(head))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Check(bytes.NewReader(data), nil)
		if err == nil && s.Key == "" {
			t.Error("a file without a key passes")
		}
	})
}
