package seal

import (
	"cmp"
	"crypto"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/veraison/go-cose"

	"medsoc/expertise"
)

// MaxBundle bounds a trust bundle: some 20,000 signers and a full status list.
const MaxBundle = 32 << 20

// SignerEntry is a signer as a bundle lists it.
type SignerEntry struct {
	Certificate  []byte    // DER
	RevokedSince time.Time // zero: not revoked; seals made at this time or later are by an unknown signer
}

// Act is an enacted extension: papers whose original last day lies in the window run on without an examination. Either
// NewUntil or Months is set. An empty list of Outcomes means all.
type Act struct {
	ID       string            `json:"id"`
	Title    map[string]string `json:"title"` // by language
	From     expertise.Date    `json:"from"`  // first original last day that is extended
	To       expertise.Date    `json:"to"`    // last one
	NewUntil expertise.Date    `json:"newUntil,omitzero"`
	Months   int               `json:"months,omitempty"`
	Outcomes []int             `json:"outcomes,omitempty"` // numbers of the outcomes it covers
	// EstablishedBy limits the act to terms that had begun by this day; a seal that does not say since when is not covered then.
	EstablishedBy expertise.Date `json:"establishedBy,omitzero"`
}

// extends gives the last valid day under the act; false when it does not cover the claims.
func (a *Act) extends(c *Claims) (expertise.Date, bool) {
	if c.Kind == expertise.KindRefusal || c.Until.IsZero() || c.Until.Before(a.From) || c.Until.After(a.To) ||
		len(a.Outcomes) > 0 && !slices.Contains(a.Outcomes, c.Outcome) ||
		!a.EstablishedBy.IsZero() && (c.Since.IsZero() || c.Since.After(a.EstablishedBy)) {
		return expertise.Date{}, false
	}
	until := a.NewUntil
	if a.Months > 0 {
		until = c.Until.AddMonths(a.Months)
	}
	return until, until.After(c.Until)
}

func (a *Act) valid() bool {
	return a.ID != "" && !a.From.IsZero() && !a.To.Before(a.From) && a.Months >= 0 && a.Months <= 1200 &&
		(a.Months > 0) != !a.NewUntil.IsZero()
}

// BundleContent is what the ministry publishes: whom to trust, what became of each paper, and which acts are in force.
type BundleContent struct {
	Issued, Expires time.Time // whole seconds
	Roots           [][]byte  // DER; whom to trust from now on
	Crosses         [][]byte  // DER; by which an older root vouches for a newer one
	Retired         [][]byte  // DER; roots that vouch for old signers only, and for no bundle any more
	Publishers      [][]byte  // DER; that certified signers, last year's too
	Signers         []SignerEntry
	Status          *StatusList
	Acts            []Act
}

// Bundle is a trust bundle whose signature was found right. It is safe for concurrent use and never changes.
type Bundle struct {
	BundleContent
	publisher *Publisher // that signed it, nil: a root did by itself
	roots     map[KeyID]*Root
	issuers   []Issuer      // that may stand behind its signers
	signers   map[KeyID]int // index in Signers
	parsed    sync.Map      // KeyID -> *SignerCertificate, nil when no issuer stands behind it
}

// TrustedRoots gives the roots that are trusted by this bundle, by key id.
func (b *Bundle) TrustedRoots() []*Root {
	ids := slices.SortedFunc(maps.Keys(b.roots), func(x, y KeyID) int { return slices.Compare(x[:], y[:]) })
	roots := make([]*Root, len(ids))
	for i, id := range ids {
		roots[i] = b.roots[id]
	}
	return roots
}

type wireBundle struct {
	Version int          `cbor:"1,keyasint"`
	Issued  int64        `cbor:"2,keyasint"`
	Expires int64        `cbor:"3,keyasint"`
	Roots   [][]byte     `cbor:"4,keyasint"`
	Signers []wireSigner `cbor:"5,keyasint"`
	Status  wireList     `cbor:"6,keyasint"`
	Acts    []wireAct    `cbor:"7,keyasint"`

	Publishers [][]byte `cbor:"8,keyasint,omitempty"`
	Crosses    [][]byte `cbor:"9,keyasint,omitempty"`
	Retired    [][]byte `cbor:"10,keyasint,omitempty"`
}

type wireSigner struct {
	Certificate []byte `cbor:"1,keyasint"`
	Revoked     int64  `cbor:"2,keyasint,omitempty"`
}

// wireList is the StatusList structure of the IETF draft.
type wireList struct {
	Bits int    `cbor:"bits"`
	List []byte `cbor:"lst"`
}

type wireAct struct {
	ID       string            `cbor:"1,keyasint"`
	Title    map[string]string `cbor:"2,keyasint"`
	From     int64             `cbor:"3,keyasint"`
	To       int64             `cbor:"4,keyasint"`
	NewUntil *int64            `cbor:"5,keyasint,omitempty"`
	Months   int               `cbor:"6,keyasint,omitempty"`
	Outcomes []int             `cbor:"7,keyasint,omitempty"`
	By       *int64            `cbor:"8,keyasint,omitempty"`
}

const bundleVersion = 1

// MakeBundle signs a bundle with a publisher's key, or with the root's own where publisher is nil (a demonstration). The
// order of roots and signers does not matter: the same content and software key give the same bytes.
//
// The file is a COSE_Sign1 (ES256); the signer's certificate stands in the protected header x5chain(33).
func MakeBundle(content BundleContent, root *Root, publisher *Publisher, key crypto.Signer) ([]byte, error) {
	der, public := root.DER(), root.public
	if publisher != nil {
		if !publisher.CertifiedBy(root) {
			return nil, fail("root")
		}
		der, public = publisher.DER(), publisher.public
	}
	if own, err := p256(key.Public()); err != nil || !own.Equal(public) {
		return nil, fail("signer.key")
	}
	if !slices.ContainsFunc(content.Roots, func(listed []byte) bool { return slices.Equal(listed, root.DER()) }) {
		return nil, fail("bundle.root") // nobody could read it without knowing the root already
	}
	if !content.Expires.After(content.Issued) {
		return nil, fail("bundle.time")
	}
	payload, err := content.encode()
	if err != nil {
		return nil, err
	}
	header := cose.ProtectedHeader{cose.HeaderLabelX5Chain: der}
	return sign1(header, payload, key)
}

func (content *BundleContent) encode() ([]byte, error) {
	status := content.Status
	if status == nil {
		status = NewStatusList(0)
	}
	w := wireBundle{
		Version: bundleVersion, Issued: content.Issued.Unix(), Expires: content.Expires.Unix(),
		Roots: sorted(content.Roots), Crosses: sorted(content.Crosses), Retired: sorted(content.Retired), Publishers: sorted(content.Publishers),
		Signers: make([]wireSigner, 0, len(content.Signers)), Acts: make([]wireAct, 0, len(content.Acts)),
		Status: wireList{2, status.Compressed()},
	}
	for _, s := range content.Signers {
		entry := wireSigner{Certificate: s.Certificate}
		if !s.RevokedSince.IsZero() {
			entry.Revoked = s.RevokedSince.Unix()
		}
		w.Signers = append(w.Signers, entry)
	}
	slices.SortFunc(w.Signers, func(a, b wireSigner) int { return slices.Compare(a.Certificate, b.Certificate) })
	for _, a := range content.Acts {
		if !a.valid() {
			return nil, fail("act")
		}
		w.Acts = append(w.Acts, wireAct{
			ID: a.ID, Title: a.Title, From: a.From.DayNumber(), To: a.To.DayNumber(),
			NewUntil: day(a.NewUntil), Months: a.Months, Outcomes: a.Outcomes, By: day(a.EstablishedBy),
		})
	}
	slices.SortFunc(w.Acts, func(a, b wireAct) int { return cmp.Compare(a.ID, b.ID) })
	return encoder.Marshal(w)
}

func sorted(list [][]byte) [][]byte { return slices.SortedFunc(slices.Values(list), slices.Compare) }

// ParseBundle reads a trust bundle: size first, then the signature, then the content. With roots given, one of them,
// or one for which they vouch by a cross, must stand behind the signature, and only such roots are trusted from then on. Without,
// the bundle is trusted because a person chose the file, and its own roots must stand behind it.
func ParseBundle(data []byte, trusted ...*Root) (*Bundle, error) {
	if len(data) > MaxBundle {
		return nil, fail("bundle")
	}
	e := &envelope{}
	if err := e.read(data); err != nil {
		return nil, fail("bundle")
	}
	der, ok := e.message.Headers.Protected[cose.HeaderLabelX5Chain].([]byte)
	if !ok || len(e.message.Headers.Protected) != 2 {
		return nil, fail("bundle")
	}
	signingRoot, rootErr := ParseRoot(der)
	publisher, publisherErr := ParsePublisher(der)
	switch {
	case rootErr == nil && e.signedBy(signingRoot.public):
	case publisherErr == nil && e.signedBy(publisher.public):
	case rootErr == nil || publisherErr == nil:
		return nil, fail("bundle.signature")
	default:
		return nil, fail("bundle")
	}
	b, err := decodeBundle(e.message.Payload)
	if err != nil {
		return nil, err
	}
	if err := b.settle(trusted); err != nil {
		return nil, err
	}
	for _, root := range b.roots {
		switch {
		case publisher != nil && publisher.CertifiedBy(root) && within(publisher.Certificate, b.Issued):
			b.publisher, b.issuers = publisher, append(b.issuers, publisher)
			return b, nil
		case signingRoot != nil && signingRoot.KeyID == root.KeyID:
			return b, nil
		}
	}
	return nil, fail("bundle.root")
}

func decodeBundle(payload []byte) (*Bundle, error) {
	var w wireBundle
	if err := decodeExactly(payload, &w); err != nil || w.Version != bundleVersion || w.Status.Bits != 2 {
		return nil, fail("bundle")
	}
	list, err := ParseStatusList(w.Status.List)
	if err != nil {
		return nil, err
	}
	b := &Bundle{
		BundleContent: BundleContent{
			Issued: time.Unix(w.Issued, 0).UTC(), Expires: time.Unix(w.Expires, 0).UTC(), Status: list,
			Roots: w.Roots, Crosses: w.Crosses, Retired: w.Retired, Publishers: w.Publishers,
		},
		roots: map[KeyID]*Root{}, signers: make(map[KeyID]int, len(w.Signers)),
	}
	for i, s := range w.Signers {
		entry := SignerEntry{Certificate: s.Certificate}
		if s.Revoked != 0 {
			entry.RevokedSince = time.Unix(s.Revoked, 0).UTC()
		}
		b.Signers = append(b.Signers, entry)
		b.signers[keyID(s.Certificate)] = i
	}
	for _, a := range w.Acts {
		act := Act{
			ID: a.ID, Title: a.Title, From: date(&a.From), To: date(&a.To), NewUntil: date(a.NewUntil),
			Months: a.Months, Outcomes: a.Outcomes, EstablishedBy: date(a.By),
		}
		if !act.valid() {
			return nil, fail("bundle")
		}
		b.Acts = append(b.Acts, act)
	}
	return b, nil
}

// signer finds a signer behind whom a root of the bundle stands, by itself or through a publisher. A certificate is parsed when it is first asked for.
func (b *Bundle) signer(id KeyID) (*SignerCertificate, time.Time) {
	i, ok := b.signers[id]
	if !ok {
		return nil, time.Time{}
	}
	if known, ok := b.parsed.Load(id); ok {
		return known.(*SignerCertificate), b.Signers[i].RevokedSince
	}
	var found *SignerCertificate
	if s, err := ParseSigner(b.Signers[i].Certificate); err == nil {
		if slices.ContainsFunc(b.issuers, s.CertifiedBy) {
			found = s
		}
	}
	b.parsed.Store(id, found)
	return found, b.Signers[i].RevokedSince
}

// damaged tells whether an unknown key id is what is left of a known signer's: at least two bytes stand where they should,
// and the seal's number lies in that signer's block. One wrong digit changes at most seven bytes in a row, a kid has eight
// and lies in two groups of digits.
func (b *Bundle) damaged(id KeyID, c *Claims) bool {
	for known := range b.signers {
		same := 0
		for i := range known {
			if known[i] == id[i] {
				same++
			}
		}
		if same < 2 {
			continue
		}
		if s, _ := b.signer(known); s != nil && s.Scope.hasNumber(c.Number) && s.Scope.Commission == c.Commission {
			return true
		}
	}
	return false
}
