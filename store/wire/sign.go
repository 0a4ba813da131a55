package wire

import (
	"crypto/sha256"

	"medsoc/store/journal"
)

// EnrolHash is what a desk signs to prove that it holds its signing key.
func EnrolHash(code string) []byte { return labelled("medsoc enrol 1|", []byte(code)) }

// TokenHash is what a desk signs to answer a challenge.
func TokenHash(nonce []byte) []byte { return labelled("medsoc token 1|", nonce) }

// Hash is what the registry's head key signs.
func (h Head) Hash() ([]byte, error) {
	h.Signature = []byte{}
	b, err := journal.Marshal(h)
	return labelled("medsoc head 1|", b), err
}

// SignedHash is what the registry's head key signs of a law.
func (f LawFile) SignedHash() ([]byte, error) {
	f.Body, f.Signature = []byte{}, []byte{}
	b, err := journal.Marshal(f)
	return labelled("medsoc law 1|", b), err
}

func labelled(label string, data []byte) []byte {
	h := sha256.New()
	h.Write([]byte(label))
	h.Write(data)
	return h.Sum(nil)
}

// Leaf is what the tree takes in for an op.
func Leaf(op journal.Signed) ([]byte, error) { return journal.Marshal(op) }
