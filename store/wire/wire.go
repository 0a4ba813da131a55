// Package wire is what desk and registry say to each other: the messages, their paths and their limits, and nothing else.
//
// Messages are deterministic CBOR (journal.Marshal) with media type application/cbor, compressed by zstd or gzip where long; errors are
// [Problem] with the HTTP status that fits. Clinics and receiving organisations speak JSON; their messages live beside their handlers.
package wire

import (
	"encoding/hex"
	"errors"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// Media is the media type of every message here.
const Media = "application/cbor"

// Limits of one push and one page.
const (
	MaxOps  = 200
	MaxPush = 1 << 20 // bytes of ops, before compression
	MaxBody = 8 << 20 // of any request or answer, after decompression
	MaxLaw  = 4 << 20 // of a country's profile
)

// Paths of the registry.
const (
	PathEnrol     = "/v1/enrol"
	PathChallenge = "/v1/challenge"
	PathToken     = "/v1/token"
	PathOps       = "/v1/ops"
	PathFeed      = "/v1/feed" // ?after=PLACE&size=TREESIZE&epoch=EPOCH
	PathSigner    = "/v1/signer"
	PathLaw       = "/v1/law" // ?after=NUMBER; no content when there is nothing newer
	PathReferrals = "/v1/referrals"
	PathTrust     = "/v1/trust"
	PathHead      = "/v1/head"
	PathVerify    = "/v1/verify"
)

// Enrol is a new desk asking in with the one-time code it was given.
type Enrol struct {
	Code    string `json:"code"`
	Name    string `json:"name"`    // of the desk, as its people call it
	Signing []byte `json:"signing"` // public point of the key that signs ops, 65 bytes
	Reading []byte `json:"reading"` // public point of the key to which persons' keys are wrapped
	Signer  []byte `json:"signer"`  // public point of the key that will seal certificates
	Proof   []byte `json:"proof"`   // ES256 by the signing key over SHA-256 of "medsoc enrol 1|" + code
}

// Enrolled is the registry's answer.
type Enrolled struct {
	Desk           expertise.DeskID           `json:"desk"`
	DeskNumber     int                        `json:"deskNumber"` // within the country; stands in case numbers
	Commission     expertise.CommissionNumber `json:"commission"`
	CommissionName map[string]string          `json:"commissionName"` // by language
	Country        string                     `json:"country"`        // profile
	Host           string                     `json:"host"`           // stands in QR codes, at most 20 letters
	Epoch          string                     `json:"epoch"`
	Registry       expertise.DeskID           `json:"registry"`            // under which the registry's own ops are signed
	HeadKey        []byte                     `json:"headKey"`             // public point that signs tree heads and the registry's own ops
	Reading        []byte                     `json:"reading"`             // public point to which the desk wraps persons' keys for the registry
	Signer         []byte                     `json:"signer"`              // DER of the certificate for the desk's sealing key
	Publisher      []byte                     `json:"publisher,omitempty"` // DER of the registry's own certificate, which stands behind both
	Document       []byte                     `json:"document,omitempty"`  // DER of an ordinary certificate for the same key, for signatures on PDF files
	Root           []byte                     `json:"root"`                // DER of the root behind the registry's certificate
	Sample         bool                       `json:"sample"`              // a demonstration: every paper is a sample
}

// Challenge is random bytes to be signed for a token: SHA-256 of "medsoc token 1|" + nonce.
type Challenge struct {
	Nonce []byte `json:"nonce"`
}

// TokenRequest answers a challenge.
type TokenRequest struct {
	Desk      expertise.DeskID `json:"desk"`
	Nonce     []byte           `json:"nonce"`
	Signature []byte           `json:"signature"`
}

// Token is sent as "Authorization: Bearer" until it expires.
type Token struct {
	Token   string `json:"token"`
	Expires int64  `json:"expires"` // unix seconds
}

// Push is ops in the desk's order, and keys of persons that the registry may not have yet.
type Push struct {
	Epoch  string           `json:"epoch"`
	Ops    []journal.Signed `json:"ops"`
	Grants []journal.Grant  `json:"grants,omitempty"`
}

// Result answers one op: a feed number, or why it was refused.
type Result struct {
	ID      expertise.OpID `json:"id"`
	Seq     int64          `json:"seq,omitempty"`
	Refused string         `json:"refused,omitempty"` // "code: sentence in English"
}

// Pushed answers a push; ops not named were not looked at and are sent again. Problem says why the registry stopped before the end:
// what was answered until then stands.
type Pushed struct {
	Results []Result `json:"results"`
	Head    Head     `json:"head"`
	Problem *Problem `json:"problem,omitempty"`
}

// Renew asks for a new sealing certificate before the old one ends or its numbers run out. The answer is [Enrolled] with the new
// signer; papers sealed with the old one stay what they are.
type Renew struct {
	Signer []byte `json:"signer"` // public point of the key that will seal certificates: the old one or a new one
}

// LawFile is a country's profile as the ministry published it. Signature is ES256 by the head key over SHA-256 of "medsoc law 1|" + CBOR
// of the file with empty body and signature; the body is bound by its hash.
type LawFile struct {
	Country   string `json:"country"`
	Number    int    `json:"number"` // grows with each publication, also when an earlier text is published again
	Hash      string `json:"hash"`   // SHA-256 of the body, hex: the profile's hash in decisions
	Body      []byte `json:"body"`   // at most MaxLaw bytes of YAML
	Signature []byte `json:"signature"`
}

// ErrLaw says that a desk does not take a law file; it works on by the one it has and remembers why.
var ErrLaw = errors.New("wire: the desk does not take this law")

// ErrTrust says that a desk does not take a trust bundle; it keeps the one it has and remembers why.
var ErrTrust = errors.New("wire: the desk does not take this trust bundle")

// TrustTag names a trust bundle in the headers ETag and If-None-Match. It is a weak one: the same file may travel compressed or not.
func TrustTag(hash []byte) string { return `W/"` + hex.EncodeToString(hash) + `"` }

// FeedOp is an accepted op.
type FeedOp struct {
	Seq int64          `json:"seq"`
	Op  journal.Signed `json:"op"`
}

// DeskKey is the public key of a desk whose ops stand in a page.
type DeskKey struct {
	Desk expertise.DeskID `json:"desk"`
	Key  []byte           `json:"key"`
}

// Page is a piece of the feed in the desk's scope, the desk's own ops included. Places count within the scope and are no feed numbers:
// when a person becomes known to a commission, the person's earlier ops follow at the next places with their old numbers, so Seq may go
// back from one op to the next. Next is the place to ask from.
type Page struct {
	Epoch  string          `json:"epoch"`
	Ops    []FeedOp        `json:"ops,omitempty"`
	Grants []journal.Grant `json:"grants,omitempty"` // persons' keys wrapped to the asking desk
	Desks  []DeskKey       `json:"desks,omitempty"`
	Next   int64           `json:"next"`
	More   bool            `json:"more"`
	Head   Head            `json:"head"`
	// Proof is the RFC 6962 consistency proof from the tree size the desk named to Head.Size; empty when it named 0 or the same size.
	Proof [][]byte `json:"proof,omitempty"`
}

// Head is the registry's signed promise: a tree of this size has this root. Signature is ES256 by the head key over SHA-256 of
// "medsoc head 1|" + CBOR of the head with an empty signature.
type Head struct {
	Epoch     string `json:"epoch"`
	Size      int64  `json:"size"`
	Root      []byte `json:"root"` // 32 bytes, RFC 6962 over the ops' canonical bytes and signatures
	At        int64  `json:"at"`   // milliseconds since 1970
	Signature []byte `json:"signature"`
}

// Problem is an error as it travels: a stable code, and a sentence in English that says what to do next.
type Problem struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Error is the sentence.
func (p *Problem) Error() string { return p.Text }

// Codes of problems that a desk acts on by itself.
const (
	ProblemEpoch = "epoch" // the registry was restored from a backup: everything is pushed again
	ProblemToken = "token" // missing or expired: ask for a new one
	ProblemSize  = "size"  // send fewer ops at once
	ProblemTree  = "tree"  // the registry knows less than the desk saw
)
