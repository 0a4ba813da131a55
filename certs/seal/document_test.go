package seal_test

import (
	"crypto/x509"
	"strings"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// A PDF reader follows the chain by the ordinary rules of X.509, so the test does too.
func TestDocumentCertificateStandsInAnOrdinaryChain(t *testing.T) {
	w := sealtest.New(false)
	from, until := sealtest.Now.AddDate(0, 0, -1), sealtest.Now.AddDate(0, 3, 0)
	point, err := w.SignerKey.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	key := sealtest.Key("publisher")
	publisher, err := seal.IssuePublisher(w.Root, w.RootKey, key.Public(), from.AddDate(0, -1, 0), until)
	if err != nil {
		t.Fatal(err)
	}
	byRoot, err1 := seal.NewDocumentCertificate(w.Root, w.RootKey, "Commission 7", point, from, until)
	byPublisher, err2 := seal.NewDocumentCertificate(publisher, key, strings.Repeat("ə", 80), point, from, until)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(w.Root.Certificate)
	between.AddCert(publisher.Certificate)
	for _, der := range [][]byte{byRoot, byPublisher} {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		o := x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: sealtest.Now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}}
		if _, err := c.Verify(o); err != nil {
			t.Error(err)
		}
		if c.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment || c.UnknownExtKeyUsage[0].String() != "1.3.6.1.5.5.7.3.36" || c.IsCA {
			t.Errorf("%v %v", c.KeyUsage, c.UnknownExtKeyUsage)
		}
		if len([]rune(c.Subject.CommonName)) > 64 {
			t.Errorf("name %q", c.Subject.CommonName)
		}
		if _, err := seal.ParseSigner(der); err == nil {
			t.Error("a document certificate passes as a signer's")
		}
	}
	if !seal.CertifiesDocuments(byPublisher, publisher, w.SignerKey.Public(), sealtest.Now) {
		t.Error("not its own publisher's")
	}
	if seal.CertifiesDocuments(byPublisher, w.Root, w.SignerKey.Public(), sealtest.Now) || seal.CertifiesDocuments(byRoot, w.Root, key.Public(), sealtest.Now) ||
		seal.CertifiesDocuments(byRoot, w.Root, w.SignerKey.Public(), until.AddDate(0, 0, 1)) || seal.CertifiesDocuments(w.SignerCertificate.DER(), w.Root, w.SignerKey.Public(), sealtest.Now) {
		t.Error("another issuer, another key, another time, or a signer's certificate was taken")
	}
	if _, err := seal.NewDocumentCertificate(w.Root, w.RootKey, "x", point[1:], from, until); code(err) != "key" {
		t.Error(err)
	}
	if _, err := seal.NewDocumentCertificate(w.Root, w.RootKey, "x", point, until, from); code(err) != "certificate.time" {
		t.Error(err)
	}
}
