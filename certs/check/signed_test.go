package check_test

import (
	"crypto/x509"
	"testing"

	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// A document that carries a signature for readers of PDF is checked like any other: the seal decides. One whose attachment was taken
// away after it was signed still has its code.
func TestASignedDocumentIsChecked(t *testing.T) {
	c := issue(t)
	key := sealtest.Key("documents")
	point, err := key.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	der, err := seal.NewDocumentCertificate(c.world.Root, c.world.RootKey, "Commission 7", point, sealtest.Now.AddDate(0, -1, 0), sealtest.Now.AddDate(0, 2, 0))
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := page.Sign(c.pdf, key, []*x509.Certificate{certificate, c.world.Root.Certificate}, sealtest.Now)
	if err != nil {
		t.Fatal(err)
	}
	bundle := c.world.Bundle(c.world.Content())
	for _, d := range []struct {
		name  string
		data  []byte
		where check.Where
	}{
		{"signed", signed, check.InAttachment},
		{"signed, then stripped", stripped(t, signed), check.InPicture},
	} {
		verdict, where := check.Verify(t.Context(), d.data, bundle, sealtest.Now, seal.Policy{})
		if verdict.Code != seal.Current || where != d.where {
			t.Errorf("%s: %s, from the %s", d.name, verdict.Sentence(), where)
		}
	}
}
