package journal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hpke"
	"crypto/rand"
	"errors"
	"fmt"

	"medsoc/expertise"
)

// PersonKey is the random key of one person: whoever may know the person holds it.
type PersonKey [32]byte

// NewPersonKey draws a key.
func NewPersonKey() *PersonKey {
	var k PersonKey
	rand.Read(k[:]) // never fails: crypto/rand stops the program instead
	return &k
}

func (k *PersonKey) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func (k *PersonKey) seal(plain, context []byte) ([]byte, error) {
	a, err := k.aead()
	if err != nil {
		return nil, err
	}
	return a.Seal(nil, nil, plain, context), nil
}

func (k *PersonKey) open(sealed, context []byte) ([]byte, error) {
	a, err := k.aead()
	if err != nil {
		return nil, err
	}
	return a.Open(nil, nil, sealed, context)
}

// SigningKey signs ops, proposals and answers to challenges: ES256.
type SigningKey struct{ key *ecdsa.PrivateKey }

// NewSigningKey draws a key.
func NewSigningKey() (*SigningKey, error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return &SigningKey{k}, nil
}

// ParseSigningKey reads what Bytes gave: a 32-byte scalar.
func ParseSigningKey(scalar []byte) (*SigningKey, error) {
	k, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar)
	if err != nil {
		return nil, err
	}
	return &SigningKey{k}, nil
}

// Bytes is the secret scalar, to be stored only sealed.
func (k *SigningKey) Bytes() ([]byte, error) { return k.key.Bytes() }

// ECDSA gives the key to code that seals certificates.
func (k *SigningKey) ECDSA() *ecdsa.PrivateKey { return k.key }

// Public is the uncompressed point, 65 bytes.
func (k *SigningKey) Public() ([]byte, error) { return k.key.PublicKey.Bytes() }

// Sign gives 64 bytes r||s over a hash of 32 bytes.
func (k *SigningKey) Sign(hash []byte) ([]byte, error) {
	r, s, err := ecdsa.Sign(rand.Reader, k.key, hash)
	if err != nil {
		return nil, err
	}
	sig := make([]byte, 64)
	r.FillBytes(sig[:32])
	s.FillBytes(sig[32:])
	return sig, nil
}

// SignOp encodes and signs an op.
func (k *SigningKey) SignOp(o *Op) (Signed, error) {
	b, err := o.Bytes()
	if err != nil {
		return Signed{}, err
	}
	sig, err := k.Sign(Hash(b))
	return Signed{Bytes: b, Signature: sig}, err
}

// ReadingKey opens grants: a P-256 key for HPKE.
type ReadingKey struct{ key *ecdh.PrivateKey }

// NewReadingKey draws a key.
func NewReadingKey() (*ReadingKey, error) {
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return &ReadingKey{k}, nil
}

// ParseReadingKey reads what Bytes gave.
func ParseReadingKey(scalar []byte) (*ReadingKey, error) {
	k, err := ecdh.P256().NewPrivateKey(scalar)
	if err != nil {
		return nil, err
	}
	return &ReadingKey{k}, nil
}

// Bytes is the secret scalar, to be stored only sealed.
func (k *ReadingKey) Bytes() []byte { return k.key.Bytes() }

// Public is the uncompressed point, 65 bytes.
func (k *ReadingKey) Public() []byte { return k.key.PublicKey().Bytes() }

// Grant is a person's key for one reader. It travels beside ops, never in them.
type Grant struct {
	_       struct{} `cbor:",toarray"`
	Person  expertise.PersonID
	Wrapped []byte // HPKE: encapsulated point and ciphertext
}

// ErrGrant marks a grant that is not for this reader, or damaged.
var ErrGrant = errors.New("journal: this grant of a person's key cannot be opened here")

// NewGrant wraps a person's key to a reader's public point.
func NewGrant(reader []byte, person expertise.PersonID, key *PersonKey) (Grant, error) {
	public, err := ecdh.P256().NewPublicKey(reader)
	if err != nil {
		return Grant{}, fmt.Errorf("journal: reader's key: %w", err)
	}
	to, err := hpke.NewDHKEMPublicKey(public)
	if err != nil {
		return Grant{}, err
	}
	wrapped, err := hpke.Seal(to, hpke.HKDFSHA256(), hpke.AES256GCM(), grantInfo(person), key[:])
	return Grant{Person: person, Wrapped: wrapped}, err
}

// Open unwraps the key.
func (g Grant) Open(reader *ReadingKey) (*PersonKey, error) {
	private, err := hpke.NewDHKEMPrivateKey(reader.key)
	if err != nil {
		return nil, err
	}
	plain, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.AES256GCM(), grantInfo(g.Person), g.Wrapped)
	if err != nil || len(plain) != 32 {
		return nil, ErrGrant
	}
	return (*PersonKey)(plain), nil
}

func grantInfo(person expertise.PersonID) []byte { return []byte("medsoc person key 1|" + person) }
