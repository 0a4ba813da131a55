package seal

import "github.com/veraison/go-cose"

// SealUnchecked seals claims outside a signer's scope, as a dishonest desk would.
func SealUnchecked(c Claims, s *Signer) []byte {
	c = c.normalised()
	payload, err := c.encode()
	if err != nil {
		panic(err)
	}
	sealed, err := sign1(cose.ProtectedHeader{cose.HeaderLabelKeyID: s.Certificate.KeyID[:]}, payload, s.key)
	if err != nil {
		panic(err)
	}
	return sealed
}

// Entries are the list's bytes before compression.
func (l *StatusList) Entries() []byte { return l.entries }

// RereadClaims decodes a payload and encodes it again; nil when it is refused.
func RereadClaims(payload []byte) []byte {
	c, err := decodeClaims(payload)
	if err != nil {
		return nil
	}
	again, err := c.encode()
	if err != nil {
		panic(err)
	}
	return again
}

// Payload is what a seal carries.
func Payload(sealed []byte) []byte {
	e, _, err := openSeal(sealed)
	if err != nil {
		panic(err)
	}
	return e.message.Payload
}

// RereadBundle decodes a bundle's payload and encodes its content again; nil when it is refused.
func RereadBundle(payload []byte) []byte {
	b, err := decodeBundle(payload)
	if err != nil {
		return nil
	}
	again, err := b.BundleContent.encode()
	if err != nil {
		panic(err)
	}
	return again
}
