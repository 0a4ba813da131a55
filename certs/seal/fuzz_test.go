package seal_test

import (
	"bytes"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// No text panics, none but a genuine seal's is found genuine, and digits and base45 that are accepted are the ones that
// would be written.
func FuzzText(f *testing.F) {
	w := sealtest.New(true)
	bundle, sealed := w.Bundle(w.Content()), w.Seal(w.Claims())
	for _, text := range []string{
		"", "255", "256", "72057594037927935", "BB8", "https://example.org",
		seal.QRText("tibbi.gov.az", sealed), seal.EncodeBase45(sealed),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if data, err := seal.Bytes(text); err == nil && seal.Digits(data) != text {
			t.Errorf("%q comes back as %q", text, seal.Digits(data))
		}
		if data, err := seal.DecodeBase45(text); err == nil && seal.EncodeBase45(data) != text {
			t.Errorf("base45 %q comes back as %q", text, seal.EncodeBase45(data))
		}
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

// Claims and seals that are accepted encode to the same bytes.
func FuzzCBOR(f *testing.F) {
	w := sealtest.New(true)
	sealed := w.Seal(w.Claims())
	for _, data := range [][]byte{sealed, seal.Payload(sealed), {0xa0}, {0xd2, 0x84}} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if again := seal.RereadClaims(data); again != nil && !bytes.Equal(again, data) {
			t.Errorf("claims %x come back as %x", data, again)
		}
		if _, err := seal.Peek(data); err == nil && !bytes.Equal(cut(data).bytes(), data) {
			t.Errorf("seal %x comes back as %x", data, cut(data).bytes())
		}
	})
}

// No file panics, none but the signed one is a bundle, and content that is read encodes to bytes that are read the same.
func FuzzBundle(f *testing.F) {
	w := sealtest.New(true)
	content := w.Content()
	content.Acts = []seal.Act{act}
	file := w.BundleFile(content)
	for _, data := range [][]byte{file, file[:len(file)/2], cut(file).payload, {0xd2, 0x84}} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := seal.ParseBundle(data, w.Root); err == nil && !bytes.Equal(data, file) {
			t.Errorf("a forged bundle of %s was accepted", b.Issued)
		}
		if again := seal.RereadBundle(data); again != nil && !bytes.Equal(seal.RereadBundle(again), again) {
			t.Errorf("%x is read in two ways", data)
		}
	})
}
