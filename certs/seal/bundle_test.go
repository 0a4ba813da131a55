package seal_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

func TestBundleOfAPublisher(t *testing.T) {
	w := sealtest.New(false)
	key := sealtest.Key("publisher")
	publisher, err := seal.IssuePublisher(w.Root, w.RootKey, key.Public(), sealtest.Now.AddDate(0, -1, 0), sealtest.Now.AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	file, err := seal.MakeBundle(w.Content(), w.Root, publisher, key)
	if err != nil {
		t.Fatal(err)
	}
	first, err := seal.ParseBundle(file)
	if err != nil {
		t.Fatal(err)
	}
	// The next bundle is accepted by the roots of the first one; a stranger's is not, however right its own signature is.
	if _, err := seal.ParseBundle(file, first.TrustedRoots()...); err != nil {
		t.Errorf("successor: %v", err)
	}
	strangerKey := sealtest.Key("stranger")
	stranger, err := seal.NewRoot("Stranger", strangerKey, sealtest.Now.AddDate(-1, 0, 0), sealtest.Now.AddDate(1, 0, 0), false)
	if err != nil {
		t.Fatal(err)
	}
	content := w.Content()
	content.Roots = append(content.Roots, stranger.DER())
	foreign, err := seal.MakeBundle(content, stranger, nil, strangerKey)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.ParseBundle(foreign, first.TrustedRoots()...); code(err) != "bundle.root" {
		t.Errorf("stranger: %v", err)
	}
	// A signer cannot publish bundles.
	if _, err := seal.MakeBundle(w.Content(), w.Root, nil, w.SignerKey); code(err) != "signer.key" {
		t.Errorf("signer: %v", err)
	}
}

func code(err error) string {
	if e, ok := errors.AsType[*seal.Error](err); ok {
		return e.Code
	}
	return ""
}

func TestEveryChangedByteOfABundleIsRefused(t *testing.T) {
	file := sealtest.New(true).BundleFile(sealtest.New(true).Content())
	for i := range file {
		changed := append([]byte(nil), file...)
		changed[i] ^= 0x20
		if _, err := seal.ParseBundle(changed); err == nil {
			t.Fatalf("byte %d changed and accepted", i)
		}
	}
	for _, n := range []int{0, 1, 100, len(file) - 1} {
		if _, err := seal.ParseBundle(file[:n]); err == nil {
			t.Errorf("%d bytes accepted", n)
		}
	}
}

func TestBundleKeepsItsContent(t *testing.T) {
	w := sealtest.New(true)
	content := w.Content()
	content.Acts = []seal.Act{act}
	content.Signers[0].RevokedSince = sealtest.Now.Add(time.Hour)
	b := w.Bundle(content)
	if len(b.Acts) != 1 || b.Acts[0].Title["en"] != "Decision 1" || b.Acts[0].Months != 6 || b.Acts[0].To != act.To {
		t.Errorf("acts %+v", b.Acts)
	}
	if !b.Signers[0].RevokedSince.Equal(sealtest.Now.Add(time.Hour)) || !b.Issued.Equal(content.Issued) {
		t.Errorf("%v, %v", b.Signers[0].RevokedSince, b.Issued)
	}
	content.Acts[0].ID = ""
	if _, err := seal.MakeBundle(content, w.Root, nil, w.RootKey); code(err) != "act" {
		t.Errorf("an act without id: %v", err)
	}
}

func TestStatusListKeepsEveryEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, want := seal.NewStatusList(0), map[uint64]seal.Status{}
		for range rapid.IntRange(0, 50).Draw(t, "changes") {
			index := rapid.Uint64Range(0, 3000).Draw(t, "index")
			want[index] = seal.Status(rapid.IntRange(0, 3).Draw(t, "status"))
			if err := list.Set(index, want[index]); err != nil {
				t.Fatal(err)
			}
		}
		back, err := seal.ParseStatusList(list.Compressed())
		if err != nil || back.Len() != list.Len() {
			t.Fatal(err)
		}
		for i := range back.Len() {
			expected, set := want[i]
			if !set {
				expected = seal.StatusUnregistered
			}
			if got, ok := back.At(i); !ok || got != expected {
				t.Fatalf("entry %d is %d, want %d", i, got, expected)
			}
		}
	})
}

// The example of the IETF draft for 2-bit entries.
func TestStatusListOfTheDraft(t *testing.T) {
	list := seal.NewStatusList(0)
	for i, s := range []seal.Status{1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3} {
		if err := list.Set(uint64(i), s); err != nil {
			t.Fatal(err)
		}
	}
	if got := list.Entries(); string(got) != "\xc9\x44\xf9" {
		t.Errorf("got %x", got)
	}
}
