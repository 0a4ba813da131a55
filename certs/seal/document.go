package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"time"
)

// oidDocumentSigning is the purpose of RFC 9336: signatures that people look at.
var oidDocumentSigning = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 36}

// maxCommonName is the bound of X.520 on a name.
const maxCommonName = 64

// NewDocumentCertificate certifies a desk's key (an uncompressed point of P-256) for signatures on PDF files, with a name that PDF readers
// show: a commission's, never a person's. It is an ordinary certificate that any reader understands. It has no scope, so nothing sealed
// by it is believed: a reader's green tick tells who made the file, the seal tells what the commission decided.
func NewDocumentCertificate(issuer Issuer, issuerKey crypto.Signer, name string, point []byte, from, until time.Time) (der []byte, err error) {
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return nil, fail("key")
	}
	if !until.After(from) {
		return nil, fail("certificate.time")
	}
	if letters := []rune(name); len(letters) > maxCommonName {
		name = string(letters[:maxCommonName])
	}
	t := &x509.Certificate{
		Subject:   pkix.Name{CommonName: name},
		NotBefore: from.UTC().Truncate(time.Second), NotAfter: until.UTC().Truncate(time.Second),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
		UnknownExtKeyUsage:    []asn1.ObjectIdentifier{oidDocumentSigning},
		BasicConstraintsValid: true, SignatureAlgorithm: x509.ECDSAWithSHA256,
	}
	return create(t, issuer.certificate(), public, issuerKey)
}

// CertifiesDocuments tells whether a document certificate (DER) is for this key, by this issuer, and in force at the time.
func CertifiesDocuments(der []byte, issuer Issuer, public crypto.PublicKey, at time.Time) bool {
	if len(der) > maxCertificate {
		return false
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return false
	}
	own, err := p256(public)
	return err == nil && own.Equal(c.PublicKey) && c.KeyUsage&x509.KeyUsageContentCommitment != 0 && within(c, at) && certified(c, issuer)
}
