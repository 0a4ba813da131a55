package page

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/x509"
	"io"
	"time"

	"github.com/digitorus/pdf"
	"github.com/digitorus/pdfsign/sign"
)

// Sign appends to a document a signature that readers of PDF know by themselves: CMS, detached, over every byte but its own place. The
// document is a prefix of what comes back, so the attachment, the code and the identifier stay as they were. chain begins with
// the key's own certificate and ends with or before the root; at is the time that the document states for its signature. The
// signature shows nothing on the page: whose it is, a reader takes from the certificate.
//
// The same document signed twice differs, because an ECDSA signature and the time inside the CMS do.
func Sign(document []byte, key crypto.Signer, chain []*x509.Certificate, at time.Time) (signed []byte, err error) {
	if len(chain) == 0 || !belongs(chain[0], key) {
		return nil, fail("sign.key")
	}
	defer func() {
		if recover() != nil {
			signed, err = nil, fail("sign.document")
		}
	}()
	input := bytes.NewReader(document)
	reader, err := pdf.NewReader(input, input.Size())
	if err != nil {
		return nil, fail("sign.document")
	}
	var out bytes.Buffer
	witness := &asked{Signer: key}
	err = sign.SignWithData(input, &out, reader, input.Size(), sign.SignData{
		Signature: sign.SignDataSignature{
			CertType: sign.ApprovalSignature,
			Info:     sign.SignDataSignatureInfo{Date: at.UTC()},
		},
		Signer: witness, DigestAlgorithm: crypto.SHA256,
		Certificate: chain[0], CertificateChains: [][]*x509.Certificate{chain},
	})
	if witness.err != nil {
		return nil, witness.err
	}
	if err != nil || !bytes.HasPrefix(out.Bytes(), document) {
		return nil, fail("sign.document")
	}
	return out.Bytes(), nil
}

// asked is a key that remembers why it did not sign: a token that was pulled out has its own sentence.
type asked struct {
	crypto.Signer
	err error
}

// Sign asks the key.
func (a *asked) Sign(rand io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	signature, err := a.Signer.Sign(rand, digest, opts)
	a.err = err
	return signature, err
}

// belongs tells whether a certificate is of this key.
func belongs(certificate *x509.Certificate, key crypto.Signer) bool {
	public, ok := certificate.PublicKey.(*ecdsa.PublicKey)
	return ok && key != nil && public.Equal(key.Public())
}
