//go:build cgo

package hardware

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"os"
	"strings"
	"sync"

	"github.com/ThalesGroup/crypto11"
	"github.com/miekg/pkcs11"
)

// Open logs into the token and finds the key. A program that has the token open already is let in again without a look
// at the PIN: that is the token's own rule.
func Open(place Place, pin string) (*Key, error) {
	token, err := login(place, pin)
	if err != nil {
		return nil, err
	}
	key, err := find(token, place)
	if err == nil && key == nil {
		err = fail("key", "key", place.Key)
	}
	return finish(token, place, key, err)
}

// Generate makes a key in the token, which the token never gives away, under a label that is free.
func Generate(place Place, pin string) (*Key, error) {
	token, err := login(place, pin)
	if err != nil {
		return nil, err
	}
	key, err := find(token, place)
	if err == nil && key != nil {
		err = fail("key.exists", "key", place.Key)
	}
	if err == nil {
		id := make([]byte, 16)
		rand.Read(id)
		if key, err = token.GenerateECDSAKeyPairWithLabel(id, []byte(place.Key), elliptic.P256()); err != nil {
			err = fail("token.fail").because(err)
		}
	}
	return finish(token, place, key, err)
}

func login(place Place, pin string) (*crypto11.Context, error) {
	if err := place.check(); err != nil {
		return nil, err
	}
	if pin == "" {
		return nil, fail("pin") // not worth one of the few tries
	}
	if info, err := os.Stat(place.Module); err != nil || !info.Mode().IsRegular() {
		return nil, fail("module", "module", place.Module).because(err)
	}
	token, err := crypto11.Configure(&crypto11.Config{Path: place.Module, TokenLabel: place.Token, Pin: pin})
	if err != nil {
		return nil, refusal(place, err)
	}
	return token, nil
}

// refusal names what a module said at the login. What no module said is one of two things: the module could not be
// loaded, or none of its tokens has the label.
func refusal(place Place, err error) error {
	var said pkcs11.Error
	if !errors.As(err, &said) {
		if strings.HasPrefix(err.Error(), "failed to create module context") {
			return fail("module", "module", place.Module).because(err)
		}
		return fail("token", "token", place.Token).because(err)
	}
	switch said {
	case pkcs11.CKR_PIN_INCORRECT, pkcs11.CKR_PIN_INVALID, pkcs11.CKR_PIN_LEN_RANGE, pkcs11.CKR_PIN_EXPIRED:
		return fail("pin").because(err)
	case pkcs11.CKR_PIN_LOCKED:
		return fail("pin.locked").because(err)
	case pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_SLOT_ID_INVALID:
		return fail("token", "token", place.Token).because(err)
	}
	return fail("token.fail").because(err)
}

// find gives the key with the place's label, nil when there is none.
func find(token *crypto11.Context, place Place) (crypto11.Signer, error) {
	keys, err := token.FindKeyPairs(nil, []byte(place.Key))
	var said pkcs11.Error
	switch {
	case err != nil && !errors.As(err, &said): // a kind of key that the library does not know
		return nil, fail("key.kind", "key", place.Key).because(err)
	case err != nil:
		return nil, fail("token.fail").because(err)
	case len(keys) > 1:
		return nil, fail("key.many", "key", place.Key)
	case len(keys) == 1:
		return keys[0], nil
	}
	return nil, nil
}

// finish hands out the key, or logs out again.
func finish(token *crypto11.Context, place Place, key crypto11.Signer, err error) (*Key, error) {
	if err == nil && !fits(key.Public()) {
		err = fail("key.kind", "key", place.Key)
	}
	if err != nil {
		token.Close()
		return nil, err
	}
	return &Key{Signer: key, close: sync.OnceValue(token.Close)}, nil
}

func (p Place) check() error {
	if p.Module == "" || p.Token == "" || p.Key == "" {
		return fail("place")
	}
	// The loader of shared libraries would look for a bare name in places that nobody named.
	if !strings.ContainsRune(p.Module, os.PathSeparator) {
		return fail("module", "module", p.Module)
	}
	return nil
}

// fits tells whether ES256 can use a public key.
func fits(public crypto.PublicKey) bool {
	key, ok := public.(*ecdsa.PublicKey)
	return ok && key.Curve == elliptic.P256()
}

func (e *Error) because(err error) *Error {
	e.err = err
	return e
}
