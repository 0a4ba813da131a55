package seal

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/asn1"
	"io"
	"math/big"

	"github.com/veraison/go-cose"
)

const (
	// MaxSeal is the size of the largest seal in bytes: with MaxHost it keeps the QR code within version 15.
	MaxSeal = 256
	// kidSize is the length of a key identifier in bytes.
	kidSize = 8
)

// KeyID is the first 8 bytes of the SHA-256 of a certificate.
type KeyID [kidSize]byte

func keyID(der []byte) KeyID {
	hash := sha256.Sum256(der)
	return KeyID(hash[:kidSize])
}

// Signer seals: a certificate and its key, in software or behind any crypto.Signer.
type Signer struct {
	Certificate *SignerCertificate
	key         crypto.Signer
}

// NewSigner joins a key to its certificate: any P-256 key, in software or in a token (certs/hardware).
func NewSigner(certificate *SignerCertificate, key crypto.Signer) (*Signer, error) {
	public, err := p256(key.Public())
	if err != nil {
		return nil, err
	}
	if !public.Equal(certificate.public) {
		return nil, fail("signer.key")
	}
	return &Signer{Certificate: certificate, key: key}, nil
}

// Seal checks the claims, shortens the name where it must, and seals them in at most MaxSeal bytes. Claims outside the
// signer's scope or time are refused here, because every receiver would refuse them. The same claims and software key
// give the same bytes.
func Seal(claims Claims, signer *Signer) ([]byte, error) {
	c := claims.normalised()
	if err := c.check(); err != nil {
		return nil, err
	}
	if !signer.Certificate.Scope.covers(&c) {
		return nil, fail("scope")
	}
	if !signer.Certificate.validAt(c.Issued) {
		return nil, fail("signer.time")
	}
	c, err := c.shorten(MaxSeal - overhead)
	if err != nil {
		return nil, err
	}
	payload, err := c.encode()
	if err != nil {
		return nil, err
	}
	header := cose.ProtectedHeader{cose.HeaderLabelKeyID: signer.Certificate.KeyID[:]}
	return sign1(header, payload, signer.key)
}

// overhead is the envelope around a payload: tag 1, array 1, protected header 14, unprotected 1, payload's head 2,
// signature 66.
const overhead = 85

func sign1(header cose.ProtectedHeader, payload []byte, key crypto.Signer) ([]byte, error) {
	message := cose.NewSign1Message()
	message.Headers.Protected = header
	message.Headers.Protected.SetAlgorithm(cose.AlgorithmES256)
	message.Payload = payload
	if err := message.Sign(nil, nil, es256{key}); err != nil {
		return nil, err
	}
	return message.MarshalCBOR()
}

// es256 signs for COSE, with a deterministic nonce where the key is in software, and puts s into the lower half: a token
// gives either of the two. What a token answers is checked before it goes onto paper.
type es256 struct{ key crypto.Signer }

func (es256) Algorithm() cose.Algorithm { return cose.AlgorithmES256 }

func (e es256) Sign(_ io.Reader, content []byte) ([]byte, error) {
	digest := sha256.Sum256(content)
	der, err := e.key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	public, err := p256(e.key.Public())
	if err != nil {
		return nil, err
	}
	if !ecdsa.VerifyASN1(public, digest[:], der) {
		return nil, fail("signer.answer")
	}
	var rs struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &rs); err != nil {
		return nil, fail("signer.answer")
	}
	if rs.S.Cmp(halfOrder) > 0 {
		rs.S.Sub(elliptic.P256().Params().N, rs.S)
	}
	signature := make([]byte, 64)
	rs.R.FillBytes(signature[:32])
	rs.S.FillBytes(signature[32:])
	return signature, nil
}

var (
	halfOrder      = new(big.Int).Rsh(elliptic.P256().Params().N, 1)
	halfOrderBytes = halfOrder.FillBytes(make([]byte, 32))
)

func lowS(signature []byte) bool {
	return len(signature) == 64 && bytes.Compare(signature[32:], halfOrderBytes) <= 0
}

// p256 accepts only keys that ES256 can use.
func p256(public crypto.PublicKey) (*ecdsa.PublicKey, error) {
	key, ok := public.(*ecdsa.PublicKey)
	if !ok || key.Curve != elliptic.P256() {
		return nil, fail("key")
	}
	return key, nil
}

// envelope is a COSE_Sign1 that is well formed and not yet checked.
type envelope struct {
	message cose.Sign1Message
	kid     KeyID
}

// openSeal reads the envelope of a seal and its claims, without any check of the signature.
func openSeal(sealed []byte) (*envelope, *Claims, error) {
	if len(sealed) > MaxSeal {
		return nil, nil, fail("seal")
	}
	e := &envelope{}
	if err := e.read(sealed); err != nil {
		return nil, nil, err
	}
	kid, ok := e.message.Headers.Protected[cose.HeaderLabelKeyID].([]byte)
	if !ok || len(kid) != kidSize || len(e.message.Headers.Protected) != 2 {
		return nil, nil, fail("seal")
	}
	e.kid = KeyID(kid)
	claims, err := decodeClaims(e.message.Payload)
	return e, claims, err
}

func (e *envelope) read(data []byte) error {
	if err := e.message.UnmarshalCBOR(data); err != nil {
		return fail("seal")
	}
	headers := &e.message.Headers
	if algorithm, err := headers.Protected.Algorithm(); err != nil || algorithm != cose.AlgorithmES256 || len(headers.Unprotected) > 0 {
		return fail("seal")
	}
	// The library keeps the raw headers of what it read and would write them back: without them, only canonical bytes
	// come out equal.
	canonical := cose.Sign1Message{
		Headers: cose.Headers{Protected: headers.Protected, Unprotected: cose.UnprotectedHeader{}},
		Payload: e.message.Payload, Signature: e.message.Signature,
	}
	again, err := canonical.MarshalCBOR()
	if err != nil || !bytes.Equal(again, data) {
		return fail("seal")
	}
	return nil
}

// signedBy tells whether the envelope's signature is right under the key. Its length is checked here, before it is cut in two.
func (e *envelope) signedBy(public *ecdsa.PublicKey) bool {
	if !lowS(e.message.Signature) {
		return false
	}
	return e.message.Verify(nil, es256Verifier{public}) == nil
}

// es256Verifier checks for COSE by a key that is known to lie on the curve: a certificate's was checked when it was parsed.
type es256Verifier struct{ key *ecdsa.PublicKey }

func (es256Verifier) Algorithm() cose.Algorithm { return cose.AlgorithmES256 }

func (v es256Verifier) Verify(content, signature []byte) error {
	digest := sha256.Sum256(content)
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	if !ecdsa.Verify(v.key, digest[:], r, s) {
		return cose.ErrVerification
	}
	return nil
}

// Peek reads a seal's claims without checking the signature. It is for the issuer, who draws the page of a seal just
// made; a receiver calls Verify.
func Peek(sealed []byte) (*Claims, error) {
	_, claims, err := openSeal(sealed)
	return claims, err
}

// Hash names a seal: the SHA-256 of its bytes.
func Hash(sealed []byte) [sha256.Size]byte { return sha256.Sum256(sealed) }
