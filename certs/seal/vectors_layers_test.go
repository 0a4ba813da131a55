package seal_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	"slices"

	"github.com/fxamacker/cbor/v2"
)

// layers are a COSE_Sign1 taken apart by a plain reading of RFC 9052, so that each can be made wrong by itself. What
// makes them up is written here byte by byte and not by the code under test.
type layers struct {
	tag         []byte
	protected   []byte
	unprotected []byte // CBOR
	payload     []byte
	signature   []byte
	key         *ecdsa.PrivateKey // that signs; nil: the ordinary signer's
}

func cut(sealed []byte) layers {
	var parts [4]raw
	must(cbor.Unmarshal(sealed[1:], &parts))
	l := layers{tag: []byte{0xd2}, unprotected: parts[1]}
	for i, to := range map[int]*[]byte{0: &l.protected, 2: &l.payload, 3: &l.signature} {
		must(cbor.Unmarshal(parts[i], to))
	}
	return l
}

func (l layers) bytes() []byte {
	return slices.Concat(l.tag, []byte{0x84}, bstr(l.protected), l.unprotected, bstr(l.payload), bstr(l.signature))
}

// sigStructure is what is signed: ["Signature1", protected, no external data, payload].
func (l layers) sigStructure() []byte {
	return slices.Concat([]byte{0x84}, enc("Signature1"), bstr(l.protected), bstr(nil), bstr(l.payload))
}

func (l *layers) sign(key *ecdsa.PrivateKey) { l.signOver(l.sigStructure(), key) }

func (l *layers) signOver(content []byte, key *ecdsa.PrivateKey) {
	digest := sha256.Sum256(content)
	der, err := key.Sign(nil, digest[:], crypto.SHA256)
	must(err)
	var rs struct{ R, S *big.Int }
	_, err = asn1.Unmarshal(der, &rs)
	must(err)
	if l.signature = slices.Concat(rs.R.FillBytes(make([]byte, 32)), rs.S.FillBytes(make([]byte, 32))); l.s().Cmp(highS(l)) > 0 {
		l.setS(highS(l))
	}
}

func (l *layers) s() *big.Int { return new(big.Int).SetBytes(l.signature[32:]) }

// highS is the other s with which the same signature is right.
func highS(l *layers) *big.Int { return new(big.Int).Sub(elliptic.P256().Params().N, l.s()) }

func (l *layers) setS(s *big.Int) {
	l.signature = slices.Concat(l.signature[:32], s.FillBytes(make([]byte, 32)))
}

func (l layers) published() *vectorLayers {
	return &vectorLayers{
		Payload: hex.EncodeToString(l.payload), Protected: hex.EncodeToString(l.protected), Unprotected: hex.EncodeToString(l.unprotected),
		SigStructure: hex.EncodeToString(l.sigStructure()), Signature: hex.EncodeToString(l.signature),
	}
}

// enc is CBOR in core deterministic encoding; what is CBOR already stays as it is.
func enc(v any) []byte {
	if already, ok := v.(raw); ok {
		return already
	}
	mode, err := cbor.CoreDetEncOptions().EncMode()
	must(err)
	data, err := mode.Marshal(v)
	must(err)
	return data
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func bstr(data []byte) []byte {
	if data == nil {
		return []byte{0x40}
	}
	return enc(data)
}

// raw is CBOR that goes in as it is.
type raw = cbor.RawMessage

// fields are a CBOR map in an order that can be wrong, with keys that can stand twice.
type fields []field

type field struct {
	key   int
	value raw
}

// Keys of the claim table that cases change.
const (
	keyIssuer, keyExpires, keyIssued, keyStatus, keyCase = 1, 4, 6, 65535, -65537
	keyNumber, keyKind, keyName, keyPercent, keySample   = 1, 2, 3, 7, 12
	keyUntil, keyCommission, keyServices                 = 9, 11, 14
)

func readFields(data []byte) fields {
	var m map[int]raw
	must(cbor.Unmarshal(data, &m))
	var f fields
	for key, value := range m {
		f = f.add(key, value)
	}
	slices.SortFunc(f, func(a, b field) int { return bytes.Compare(enc(a.key), enc(b.key)) })
	return f
}

func (f fields) value(key int) raw {
	for _, field := range f {
		if field.key == key {
			return field.value
		}
	}
	return nil
}

// add puts a field at the end.
func (f fields) add(key int, value any) fields {
	return append(slices.Clip(f), field{key, enc(value)})
}

// set changes a field where it stands.
func (f fields) set(key int, value any) fields {
	f = slices.Clone(f)
	for i := range f {
		if f[i].key == key {
			f[i].value = enc(value)
		}
	}
	return f
}

func (f fields) without(key int) fields {
	return slices.DeleteFunc(slices.Clone(f), func(f field) bool { return f.key == key })
}

// body are the keys and values without the map's head.
func (f fields) body() []byte {
	var b []byte
	for _, field := range f {
		b = slices.Concat(b, enc(field.key), field.value)
	}
	return b
}

func (f fields) encode() raw { return append([]byte{0xa0 | byte(len(f))}, f.body()...) }
