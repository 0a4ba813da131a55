// Package sealtest makes a small world of trust for tests: a sample root, a signer of commission 7, and certificates
// that are in force on a fixed day. Its keys are fixed and public, so its seals are the same in every run. Nothing but
// tests may import it.
package sealtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
)

// Now is the day of every test.
var Now = time.Date(2026, 11, 12, 9, 30, 0, 0, time.UTC)

// Baku is the zone of the issuing commission.
var Baku = time.FixedZone("Asia/Baku", 4*3600)

// World is everything that a seal needs.
type World struct {
	RootKey, SignerKey *ecdsa.PrivateKey
	Root               *seal.Root
	SignerCertificate  *seal.SignerCertificate
	Signer             *seal.Signer
}

// Key makes a fixed key from a word.
func Key(word string) *ecdsa.PrivateKey {
	hash := sha256.Sum256([]byte("test key " + word))
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), hash[:])
	must(err)
	return key
}

// Scope is what the world's signer may seal.
var Scope = seal.SignerScope{Commission: 7, NumberFrom: 2026000001, NumberTo: 2026001000, IndexFrom: 1000, IndexTo: 1999}

// New makes the world; its root is a sample root or not.
func New(sample bool) *World {
	w := &World{RootKey: Key("root"), SignerKey: Key("signer")}
	var err error
	w.Root, err = seal.NewRoot("Test root", w.RootKey, Now.AddDate(-1, 0, 0), Now.AddDate(9, 0, 0), sample)
	must(err)
	w.SignerCertificate, err = seal.IssueSigner(w.Root, w.RootKey, w.SignerKey.Public(), Scope, Now.AddDate(0, -1, 0))
	must(err)
	w.Signer, err = seal.NewSigner(w.SignerCertificate, w.SignerKey)
	must(err)
	return w
}

// Claims are those of an ordinary certificate, issued at Now.
func (w *World) Claims() seal.Claims {
	c := seal.Claims{
		Issuer: "tibbi.gov.az", Issued: Now, StatusIndex: 1004, Number: 2026000005, Kind: expertise.KindCertificate,
		Name:  seal.Name{Surname: "Məmmədov", Given: "Əli", Patronymic: "Həsən oğlu"},
		Birth: expertise.MustDate("1979-03-14"), IdentifierTail: "7K2Q",
		Outcome: 2, Percent: 65, Since: expertise.MustDate("2026-11-12"), Next: expertise.MustDate("2028-11-01"),
		Commission: 7, Sample: w.Root.Sample,
	}
	c.SetTerm(expertise.MustDate("2028-11-11"), Baku)
	return c
}

// Seal seals claims or panics.
func (w *World) Seal(c seal.Claims) []byte {
	sealed, err := seal.Seal(c, w.Signer)
	must(err)
	return sealed
}

// Content is a bundle's content in which the ordinary certificate is registered.
func (w *World) Content() seal.BundleContent {
	status := seal.NewStatusList(2000)
	must(status.Set(1004, seal.StatusValid))
	return seal.BundleContent{
		Issued: Now.Add(time.Minute), Expires: Now.AddDate(0, 1, 0), Roots: [][]byte{w.Root.DER()},
		Signers: []seal.SignerEntry{{Certificate: w.SignerCertificate.DER()}}, Status: status,
	}
}

// Bundle signs content with the root's key and reads it back, or panics.
func (w *World) Bundle(content seal.BundleContent) *seal.Bundle {
	b, err := seal.ParseBundle(w.BundleFile(content))
	must(err)
	return b
}

// BundleFile signs content with the root's key, or panics.
func (w *World) BundleFile(content seal.BundleContent) []byte {
	data, err := seal.MakeBundle(content, w.Root, nil, w.RootKey)
	must(err)
	return data
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
