package seal_test

import (
	"bytes"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// Digits that are accepted are the ones that would be written.
func FuzzDigits(f *testing.F) {
	f.Add("")
	f.Add("255")
	f.Add("256")
	f.Add("72057594037927935")
	f.Fuzz(func(t *testing.T, text string) {
		if data, err := seal.Bytes(text); err == nil && seal.Digits(data) != text {
			t.Errorf("%q comes back as %q", text, seal.Digits(data))
		}
		if data, err := seal.DecodeBase45(text); err == nil && seal.EncodeBase45(data) != text {
			t.Errorf("base45 %q comes back as %q", text, seal.EncodeBase45(data))
		}
	})
}

// No text panics, and none but a genuine seal's is found genuine.
func FuzzFind(f *testing.F) {
	w := sealtest.New(true)
	bundle, sealed := w.Bundle(w.Content()), w.Seal(w.Claims())
	f.Add(seal.QRText("tibbi.gov.az", sealed))
	f.Add(seal.EncodeBase45(sealed))
	f.Add("https://example.org")
	f.Fuzz(func(t *testing.T, text string) {
		found, err := seal.Find(text)
		if err != nil {
			if v := seal.NotFound(err); v.ExitCode() == 0 {
				t.Errorf("%s", v.Code)
			}
			return
		}
		if v := seal.Verify(found, bundle, sealtest.Now, seal.Policy{}); v.Claims != nil && !bytes.Equal(found, sealed) {
			t.Errorf("a forgery is %s", v.Code)
		}
	})
}

// Claims that are accepted encode to the same bytes.
func FuzzClaims(f *testing.F) {
	w := sealtest.New(true)
	f.Add(seal.Payload(w.Seal(w.Claims())))
	f.Add([]byte{0xa0})
	f.Fuzz(func(t *testing.T, payload []byte) {
		if again := seal.RereadClaims(payload); again != nil && !bytes.Equal(again, payload) {
			t.Errorf("%x comes back as %x", payload, again)
		}
	})
}

// No file panics, and none but the signed one is a bundle.
func FuzzBundle(f *testing.F) {
	w := sealtest.New(true)
	file := w.BundleFile(w.Content())
	f.Add(file)
	f.Add(file[:len(file)/2])
	f.Add([]byte{0xd2, 0x84})
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := seal.ParseBundle(data); err == nil && len(b.Roots) > 0 && bytes.Equal(b.Roots[0], w.Root.DER()) && !bytes.Equal(data, file) {
			t.Error("a forged bundle was accepted")
		}
	})
}
