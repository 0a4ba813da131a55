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
