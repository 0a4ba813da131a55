package seal_test

import (
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// Who sealed, and whether they could.
var trustCases = []vectorCase{
	{name: "receiver without a bundle", without: true, want: seal.SignerUnknown, reason: "no-bundle"},
	{name: "key id of nobody", header: kid(func() []byte { return []byte{1, 2, 3, 4, 5, 6, 7, 8} }), want: seal.SignerUnknown, reason: "signer"},
	{name: "key id of another signer", header: kid(func() []byte { return newVectorWorld().other.KeyID[:] }), want: seal.SignatureWrong, reason: "signature"},
	{name: "key id damaged", after: func(l *layers) { l.protected[10] ^= 1 }, want: seal.SignatureWrong, reason: "signature"},
	{name: "signer who is not listed", claims: func(c *seal.Claims) { c.Commission, c.Number = 9, 2026002001 }, header: by("unlisted", func(w *vectorWorld) *seal.SignerCertificate { return w.unlisted }), want: seal.SignerUnknown, reason: "signer"},
	{name: "list without signers", content: func(c *seal.BundleContent) { c.Signers = nil }, want: seal.SignerUnknown, reason: "signer"},
	{name: "second signer", claims: func(c *seal.Claims) { c.Commission, c.Number, c.StatusIndex = 8, 2026001001, 2000 }, header: by("other", func(w *vectorWorld) *seal.SignerCertificate { return w.other }), content: register(2000), want: seal.Current, reason: "current"},
	{name: "signer whose root is not in the bundle", claims: func(c *seal.Claims) { c.Sample = true }, header: by("sample", func(w *vectorWorld) *seal.SignerCertificate { return w.sample }), content: list(func(w *vectorWorld) []byte { return w.sample.DER() }), want: seal.SignerUnknown, reason: "signer"},
	{name: "sample of a sample root", claims: func(c *seal.Claims) { c.Sample = true }, header: by("sample", func(w *vectorWorld) *seal.SignerCertificate { return w.sample }), content: func(c *seal.BundleContent) {
		w := newVectorWorld()
		c.Roots = append(c.Roots, w.sampleRoot.DER())
		c.Signers = append(c.Signers, seal.SignerEntry{Certificate: w.sample.DER()})
	}, want: seal.Current, reason: "current"},
	{name: "signer's certificate with a byte changed", content: list(func(w *vectorWorld) []byte { return damaged(w.SignerCertificate.DER()) }), header: kid(func() []byte {
		id := seal.Hash(damaged(newVectorWorld().SignerCertificate.DER()))
		return id[:8]
	}), want: seal.SignerUnknown, reason: "signer"},
	{name: "root's key id", header: kid(func() []byte { return newVectorWorld().Root.KeyID[:] }), want: seal.SignerUnknown, reason: "signer"},

	{name: "number below the signer's block", claims: func(c *seal.Claims) { c.Number = sealtest.Scope.NumberFrom - 1 }, want: seal.SignerUnknown, reason: "scope"},
	{name: "first number of the block", claims: func(c *seal.Claims) { c.Number = sealtest.Scope.NumberFrom }, want: seal.Current, reason: "current"},
	{name: "last number of the block", claims: func(c *seal.Claims) { c.Number = sealtest.Scope.NumberTo }, want: seal.Current, reason: "current"},
	{name: "number above the signer's block", claims: func(c *seal.Claims) { c.Number = sealtest.Scope.NumberTo + 1 }, want: seal.SignerUnknown, reason: "scope"},
	{name: "number of another signer's block", claims: func(c *seal.Claims) { c.Number = 2026001500 }, want: seal.SignerUnknown, reason: "scope"},
	{name: "commission of another signer", claims: func(c *seal.Claims) { c.Commission = 8 }, want: seal.SignerUnknown, reason: "scope"},
	{name: "place in the list below the signer's block", claims: func(c *seal.Claims) { c.StatusIndex = sealtest.Scope.IndexFrom - 1 }, want: seal.SignerUnknown, reason: "scope"},
	{name: "place in the list above the signer's block", claims: func(c *seal.Claims) { c.StatusIndex = sealtest.Scope.IndexTo + 1 }, want: seal.SignerUnknown, reason: "scope"},
	{name: "place in the list beyond every list", claims: func(c *seal.Claims) { c.StatusIndex = 1<<64 - 1 }, want: seal.SignerUnknown, reason: "scope"},
	{name: "sample by a signer of real papers", claims: func(c *seal.Claims) { c.Sample = true }, want: seal.SignerUnknown, reason: "scope"},

	{name: "a second before the signer's time", claims: issuedAt(signerFrom.Add(-time.Second)), want: seal.SignerUnknown, reason: "signer-time"},
	{name: "first second of the signer's time", claims: issuedAt(signerFrom), want: seal.Current, reason: "current"},
	{name: "last second of the signer's time", claims: issuedAt(signerFrom.Add(seal.SignerValidity)), content: listedAt(signerFrom.Add(seal.SignerValidity), 0), at: signerFrom.Add(seal.SignerValidity), want: seal.Current, reason: "current"},
	{name: "a second after the signer's time", claims: issuedAt(signerFrom.Add(seal.SignerValidity + time.Second)), want: seal.SignerUnknown, reason: "signer-time"},
	{name: "checked after the signer's time", at: signerFrom.Add(seal.SignerValidity + time.Hour), content: listedAt(signerFrom.Add(seal.SignerValidity), 0), want: seal.Current, reason: "current"},
	{name: "signer revoked before the seal", content: revokedSince(-time.Second), want: seal.SignerUnknown, reason: "signer-revoked"},
	{name: "signer revoked in the second of the seal", content: revokedSince(0), want: seal.SignerUnknown, reason: "signer-revoked"},
	{name: "signer revoked after the seal", content: revokedSince(time.Second), want: seal.Current, reason: "current"},

	{name: "wrong signature comes before the scope", claims: func(c *seal.Claims) { c.Commission = 8 }, after: flipSignature, want: seal.SignatureWrong, reason: "signature"},
	{name: "wrong signature comes before a revoked paper", after: flipSignature, content: status(seal.StatusRevoked), want: seal.SignatureWrong, reason: "signature"},
	{name: "unknown signer comes before a wrong signature", after: flipSignature, content: func(c *seal.BundleContent) { c.Signers = nil }, want: seal.SignerUnknown, reason: "signer"},
	{name: "unknown signer comes before a revoked paper", content: func(c *seal.BundleContent) {
		c.Signers = nil
		must(c.Status.Set(1004, seal.StatusRevoked))
	}, want: seal.SignerUnknown, reason: "signer"},
	{name: "scope comes before the signer's time", claims: func(c *seal.Claims) { c.Commission, c.Issued = 8, signerFrom.Add(-time.Second) }, want: seal.SignerUnknown, reason: "scope"},
	{name: "revoked signer comes before a revoked paper", content: func(c *seal.BundleContent) {
		revokedSince(0)(c)
		must(c.Status.Set(1004, seal.StatusRevoked))
	}, want: seal.SignerUnknown, reason: "signer-revoked"},
}

// signerFrom is the first second of the ordinary signer's time.
var signerFrom = sealtest.Now.AddDate(0, -1, 0)

func kid(id func() []byte) func(*layers) {
	return func(l *layers) { l.protected = headerOf(l).set(4, id()).encode() }
}

// by seals under another signer's key id and key.
func by(key string, certificate func(*vectorWorld) *seal.SignerCertificate) func(*layers) {
	return func(l *layers) {
		l.key = sealtest.Key(key)
		kid(func() []byte { return certificate(newVectorWorld()).KeyID[:] })(l)
	}
}

func list(der func(*vectorWorld) []byte) func(*seal.BundleContent) {
	return func(c *seal.BundleContent) {
		c.Signers = append(c.Signers, seal.SignerEntry{Certificate: der(newVectorWorld())})
	}
}

// damaged has the last byte of the certificate's signature changed.
func damaged(der []byte) []byte {
	changed := append([]byte(nil), der...)
	changed[len(changed)-1] ^= 1
	return changed
}

func issuedAt(at time.Time) func(*seal.Claims) {
	return func(c *seal.Claims) { c.Issued = at }
}

func revokedSince(after time.Duration) func(*seal.BundleContent) {
	return func(c *seal.BundleContent) { c.Signers[0].RevokedSince = sealtest.Now.Add(after) }
}

func register(index uint64) func(*seal.BundleContent) {
	return func(c *seal.BundleContent) { must(c.Status.Set(index, seal.StatusValid)) }
}

func flipSignature(l *layers) { l.signature[63] ^= 1 }
