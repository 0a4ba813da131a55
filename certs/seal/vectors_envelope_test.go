package seal_test

import (
	"bytes"
	"math/big"
	"slices"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// The envelope: unless a row says otherwise the signature is right, and the envelope alone is wrong.
var envelopeCases = []vectorCase{
	{name: "in order", want: seal.Current, reason: "current"},
	{name: "empty", sealed: func([]byte) []byte { return nil }, want: seal.Unreadable, reason: "seal"},
	{name: "cut short by a byte", sealed: func(b []byte) []byte { return b[:len(b)-1] }, want: seal.Unreadable, reason: "seal"},
	{name: "a byte too many", sealed: func(b []byte) []byte { return append(b, 0) }, want: seal.Unreadable, reason: "seal"},
	{name: "longer than a seal may be", header: func(l *layers) { l.payload = make([]byte, seal.MaxSeal) }, want: seal.Unreadable, reason: "seal"},
	{name: "without a tag", sealed: func(b []byte) []byte { return b[1:] }, want: seal.Unreadable, reason: "seal"},
	{name: "tag of a MAC", header: func(l *layers) { l.tag = []byte{0xd1} }, want: seal.Unreadable, reason: "seal"},
	{name: "tag of many signers", header: func(l *layers) { l.tag = []byte{0xd8, 98} }, want: seal.Unreadable, reason: "seal"},
	{name: "tag in two bytes", header: func(l *layers) { l.tag = []byte{0xd8, 18} }, want: seal.Unreadable, reason: "seal"},
	{name: "tag of a CWT around it", header: func(l *layers) { l.tag = []byte{0xd8, 61, 0xd2} }, want: seal.Unreadable, reason: "seal"},
	{name: "array of indefinite length", sealed: func(b []byte) []byte { return slices.Concat(b[:1], []byte{0x9f}, b[2:], []byte{0xff}) }, want: seal.Unreadable, reason: "seal"},
	{name: "array of five", sealed: func(b []byte) []byte { return slices.Concat(b[:1], []byte{0x85}, b[2:], []byte{0}) }, want: seal.Unreadable, reason: "seal"},
	{name: "length of a string in too many bytes", sealed: func(b []byte) []byte {
		return slices.Concat(b[:2], []byte{0x58, b[2] & 0x1f}, b[3:]) // the protected header's 13 bytes
	}, want: seal.Unreadable, reason: "seal"},
	{name: "string of indefinite length", sealed: func(b []byte) []byte {
		return slices.Concat(b[:2], []byte{0x5f}, b[2:16], []byte{0xff}, b[16:])
	}, want: seal.Unreadable, reason: "seal"},
	{name: "unknown algorithm", header: protected(func(f fields) []byte { return f.set(1, -35).encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "algorithm of no meaning", header: protected(func(f fields) []byte { return f.set(1, 0).encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "algorithm by its name", header: protected(func(f fields) []byte { return f.set(1, "ES256").encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "without an algorithm", header: protected(func(f fields) []byte { return f.without(1).encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "algorithm outside the signature only", header: func(l *layers) {
		l.protected, l.unprotected = headerOf(l).without(1).encode(), fields{}.add(1, -7).encode()
	}, want: seal.Unreadable, reason: "seal"},
	{name: "algorithm outside the signature too", header: func(l *layers) { l.unprotected = fields{}.add(1, -7).encode() }, want: seal.Unreadable, reason: "seal"},
	{name: "key id outside the signature only", header: func(l *layers) {
		f := headerOf(l)
		l.protected, l.unprotected = f.without(4).encode(), fields{}.add(4, f.value(4)).encode()
	}, want: seal.Unreadable, reason: "seal"},
	{name: "key id of seven bytes", header: protected(func(f fields) []byte { return f.set(4, []byte(f.value(4)[1:8])).encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "another protected header", header: protected(func(f fields) []byte { return f.add(5, 1).encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "protected headers in another order", header: protected(func(f fields) []byte { return fields{f[1], f[0]}.encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "protected header twice", header: protected(func(f fields) []byte { return fields{f[0], f[0], f[1]}.encode() }), want: seal.Unreadable, reason: "seal"},
	{name: "protected header empty", header: protected(func(fields) []byte { return nil }), want: seal.Unreadable, reason: "seal"},
	{name: "bytes after the protected header", header: protected(func(f fields) []byte { return append(f.encode(), 0) }), want: seal.Unreadable, reason: "seal"},
	{name: "payload elsewhere", sealed: func(b []byte) []byte { return slices.Concat(b[:17], []byte{0xf6}, b[len(b)-66:]) }, want: seal.Unreadable, reason: "seal"},
	{name: "payload empty", header: func(l *layers) { l.payload = nil }, want: seal.Unreadable, reason: "seal"},
	{name: "signature of 63 bytes", after: func(l *layers) { l.signature = l.signature[:63] }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signature of 65 bytes", after: func(l *layers) { l.signature = append(bytes.Clone(l.signature), 0) }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signature empty", after: func(l *layers) { l.signature = nil }, want: seal.Unreadable, reason: "seal"},
	{name: "signature of zeros", after: func(l *layers) { l.signature = make([]byte, 64) }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signature with s of zero", after: func(l *layers) { l.setS(new(big.Int)) }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signature with a high s", after: func(l *layers) { l.setS(highS(l)) }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signature with r beyond the order", after: func(l *layers) { copy(l.signature, bytes.Repeat([]byte{0xff}, 32)) }, want: seal.SignatureWrong, reason: "signature"},
	{name: "halves of the signature swapped", after: func(l *layers) {
		l.signature = slices.Concat(l.signature[32:], l.signature[:32])
	}, want: seal.SignatureWrong, reason: "signature"},
	{name: "a bit of the signature changed", after: func(l *layers) { l.signature[40] ^= 1 }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signature of another certificate", after: func(l *layers) {
		w := sealtest.New(false)
		c := w.Claims()
		c.Number, c.StatusIndex = c.Number+1, c.StatusIndex+1
		l.signature = w.Seal(c)[len(w.Seal(c))-64:]
	}, want: seal.SignatureWrong, reason: "signature"},
	{name: "claims replayed with another's signature", after: func(l *layers) { l.sign(sealtest.Key("other")) }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signature without the structure's context", after: func(l *layers) { l.signOver(l.payload, sealtest.Key("signer")) }, want: seal.SignatureWrong, reason: "signature"},
}

func headerOf(l *layers) fields { return readFields(l.protected) }

// protected changes the protected header.
func protected(change func(fields) []byte) func(*layers) {
	return func(l *layers) { l.protected = change(headerOf(l)) }
}
