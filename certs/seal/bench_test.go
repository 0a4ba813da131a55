package seal_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// From the text of a code to the verdict, held against one raw signature check. The two take turns, so that whatever else
// the machine does slows both; "ratio" should stay below 1.3.
func BenchmarkVerify(b *testing.B) {
	w := sealtest.New(true)
	bundle, text := w.Bundle(w.Content()), seal.QRText("tibbi.gov.az", w.Seal(w.Claims()))
	key := sealtest.Key("raw")
	digest := sha256.Sum256([]byte("text"))
	signature, err := key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		b.Fatal(err)
	}
	var whole, raw time.Duration
	for b.Loop() {
		start := time.Now()
		sealed, err := seal.Find(text)
		if err != nil || seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{}).Code != seal.Current {
			b.Fatal(err)
		}
		between := time.Now()
		if !ecdsa.VerifyASN1(&key.PublicKey, digest[:], signature) {
			b.Fatal("wrong")
		}
		whole, raw = whole+between.Sub(start), raw+time.Since(between)
	}
	b.ReportMetric(float64(whole)/float64(raw), "ratio")
	b.ReportMetric(float64(whole.Nanoseconds())/float64(b.N), "verify-ns")
	b.ReportMetric(float64(raw.Nanoseconds())/float64(b.N), "raw-ns")
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
