package seal_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// From the text of a code to the verdict, to be held against one raw signature check.
func BenchmarkVerify(b *testing.B) {
	w := sealtest.New(true)
	bundle, text := w.Bundle(w.Content()), seal.QRText("tibbi.gov.az", w.Seal(w.Claims()))
	for b.Loop() {
		sealed, err := seal.Find(text)
		if err != nil || seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{}).Code != seal.Current {
			b.Fatal(err)
		}
	}
}

func BenchmarkRawECDSAVerify(b *testing.B) {
	key := sealtest.Key("raw")
	digest := sha256.Sum256([]byte("text"))
	signature, err := key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if !ecdsa.VerifyASN1(&key.PublicKey, digest[:], signature) {
			b.Fatal("wrong")
		}
	}
}

func BenchmarkSeal(b *testing.B) {
	w := sealtest.New(true)
	c := w.Claims()
	for b.Loop() {
		if _, err := seal.Seal(c, w.Signer); err != nil {
			b.Fatal(err)
		}
	}
}
