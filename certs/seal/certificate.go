package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"strings"
	"time"

	"medsoc/expertise"
)

// SignerValidity is how long a signer may seal.
const SignerValidity = 90 * 24 * time.Hour

// The extensions of our certificates. The arc 1.3.6.1.4.1.99999 is provisional: the ministry that runs a root registers
// its own enterprise number before real papers are sealed, and changes it here once. They are not marked critical,
// because a PDF reader that checks a signature by the same certificate would refuse an unknown critical extension;
// our own programs refuse certificates WITHOUT them.
var (
	oidSigner    = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 99999, 1, 1} // SignerScope
	oidRoot      = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 99999, 1, 2} // authority
	oidPublisher = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 99999, 1, 3} // authority
)

// SignerScope is what a signer may seal: one commission, a block of certificate numbers and a block of places in the
// status list, both ends included. In a certificate it is the SEQUENCE of its fields, each an INTEGER, sample a BOOLEAN.
type SignerScope struct {
	Commission           expertise.CommissionNumber
	NumberFrom, NumberTo uint64
	IndexFrom, IndexTo   uint64
	Sample               bool
}

// covers tells whether the signer may make these claims.
func (s SignerScope) covers(c *Claims) bool {
	return c.Commission == s.Commission && s.hasNumber(c.Number) &&
		c.StatusIndex >= s.IndexFrom && c.StatusIndex <= s.IndexTo && c.Sample == s.Sample
}

func (s SignerScope) hasNumber(n uint64) bool { return n >= s.NumberFrom && n <= s.NumberTo }

// authority is the extension of roots, of crosses between them, and of publishers.
type authority struct{ Sample bool }

// wireScope is SignerScope in ASN.1, which knows no unsigned integers.
type wireScope struct {
	Commission           int
	NumberFrom, NumberTo int64
	IndexFrom, IndexTo   int64
	Sample               bool
}

// Issuer certifies signers: a root, or a publisher in its place.
type Issuer interface {
	certificate() *x509.Certificate
	sample() bool
}

// Root is the certificate on which trust rests. Its key is used in a ceremony only.
type Root struct {
	KeyID       KeyID
	Sample      bool // makes sample seals, and only those
	Certificate *x509.Certificate
	public      *ecdsa.PublicKey
}

// Publisher is the registry's own authority, valid for a year or so: it signs trust bundles and certifies signers for a root, whose
// key stays locked away. One that the root certified later supersedes all before it: see Bundle.Successor.
type Publisher struct {
	KeyID       KeyID
	Sample      bool
	Certificate *x509.Certificate
	public      *ecdsa.PublicKey
}

// SignerCertificate names a signer and its scope.
type SignerCertificate struct {
	KeyID       KeyID
	Scope       SignerScope
	Certificate *x509.Certificate
	public      *ecdsa.PublicKey
}

func (s *SignerCertificate) validAt(t time.Time) bool { return within(s.Certificate, t) }

func within(c *x509.Certificate, t time.Time) bool {
	return !t.Before(c.NotBefore) && !t.After(c.NotAfter)
}

func (r *Root) certificate() *x509.Certificate      { return r.Certificate }
func (r *Root) sample() bool                        { return r.Sample }
func (p *Publisher) certificate() *x509.Certificate { return p.Certificate }
func (p *Publisher) sample() bool                   { return p.Sample }

// DER is the certificate as it travels.
func (r *Root) DER() []byte              { return r.Certificate.Raw }
func (p *Publisher) DER() []byte         { return p.Certificate.Raw }
func (s *SignerCertificate) DER() []byte { return s.Certificate.Raw }

// NewRoot makes a self-signed root. The same arguments and software key give the same bytes.
func NewRoot(name string, key crypto.Signer, from, until time.Time, sample bool) (*Root, error) {
	t, err := template(name, oidRoot, authority{sample}, from, until)
	if err != nil {
		return nil, err
	}
	t.IsCA, t.MaxPathLen, t.KeyUsage = true, 1, x509.KeyUsageCertSign|x509.KeyUsageDigitalSignature
	der, err := create(t, t, key.Public(), key)
	if err != nil {
		return nil, err
	}
	return ParseRoot(der)
}

// Cross lets an old root vouch for a new one: whoever trusts the old root accepts the new one by this certificate (DER).
func Cross(old *Root, oldKey crypto.Signer, next *Root) ([]byte, error) {
	if old.Sample != next.Sample || !within(old.Certificate, next.Certificate.NotBefore) {
		return nil, fail("root.cross")
	}
	t, err := template(next.Certificate.Subject.CommonName, oidRoot, authority{next.Sample}, next.Certificate.NotBefore, next.Certificate.NotAfter)
	if err != nil {
		return nil, err
	}
	t.IsCA, t.MaxPathLen, t.KeyUsage = true, 1, x509.KeyUsageCertSign|x509.KeyUsageDigitalSignature
	return create(t, old.Certificate, next.public, oldKey)
}

// Vouches tells whether a certificate is the old root's word for the new one: see Cross.
func Vouches(der []byte, old, next *Root) bool {
	var a authority
	c, public, err := parse(der, oidRoot, &a)
	return err == nil && a.Sample == old.Sample && a.Sample == next.Sample && public.Equal(next.public) && certified(c, old)
}

// IssuePublisher certifies the registry's own key.
func IssuePublisher(root *Root, rootKey crypto.Signer, public crypto.PublicKey, from, until time.Time) (*Publisher, error) {
	t, err := template("Registry", oidPublisher, authority{root.Sample}, from, until)
	if err != nil {
		return nil, err
	}
	t.IsCA, t.MaxPathLenZero, t.KeyUsage = true, true, x509.KeyUsageCertSign|x509.KeyUsageDigitalSignature
	der, err := create(t, root.Certificate, public, rootKey)
	if err != nil {
		return nil, err
	}
	return ParsePublisher(der)
}

// IssueSigner certifies a desk's key for its scope, for SignerValidity from the given time. The sample flag is the issuer's.
func IssueSigner(issuer Issuer, issuerKey crypto.Signer, public crypto.PublicKey, scope SignerScope, from time.Time) (*SignerCertificate, error) {
	if scope.NumberFrom == 0 || scope.NumberTo < scope.NumberFrom || scope.IndexTo < scope.IndexFrom ||
		scope.NumberTo > 1<<62 || scope.IndexTo > maxStatuses {
		return nil, fail("block")
	}
	wire := wireScope{
		int(scope.Commission), int64(scope.NumberFrom), int64(scope.NumberTo),
		int64(scope.IndexFrom), int64(scope.IndexTo), issuer.sample(),
	}
	t, err := template("Signer", oidSigner, wire, from, from.Add(SignerValidity))
	if err != nil {
		return nil, err
	}
	der, err := create(t, issuer.certificate(), public, issuerKey)
	if err != nil {
		return nil, err
	}
	return ParseSigner(der)
}

// template is a certificate with one extension of ours. The name "Signer" says nothing of a person or place: the scope does.
func template(name string, oid asn1.ObjectIdentifier, extension any, from, until time.Time) (*x509.Certificate, error) {
	if !until.After(from) {
		return nil, fail("certificate.time")
	}
	value, err := asn1.Marshal(extension)
	if err != nil {
		return nil, err
	}
	return &x509.Certificate{
		Subject:   pkix.Name{CommonName: name},
		NotBefore: from.UTC().Truncate(time.Second), NotAfter: until.UTC().Truncate(time.Second),
		KeyUsage: x509.KeyUsageDigitalSignature, BasicConstraintsValid: true,
		SignatureAlgorithm: x509.ECDSAWithSHA256,
		ExtraExtensions:    []pkix.Extension{{Id: oid, Value: value}},
	}, nil
}

// create signs a template. The serial number is a hash of what is certified, so that issuing twice gives one certificate.
func create(template, parent *x509.Certificate, public crypto.PublicKey, key crypto.Signer) ([]byte, error) {
	if _, err := p256(key.Public()); err != nil {
		return nil, err
	}
	subject, err := p256(public)
	if err != nil {
		return nil, err
	}
	point, err := subject.Bytes()
	if err != nil {
		return nil, fail("key")
	}
	seed := append(point, template.Subject.CommonName...)
	for _, extension := range template.ExtraExtensions {
		seed = append(seed, extension.Value...)
	}
	seed = template.NotBefore.AppendFormat(seed, time.RFC3339)
	seed = template.NotAfter.AppendFormat(seed, time.RFC3339)
	hash := sha256.Sum256(seed)
	hash[0] = hash[0]&0x7f | 0x40 // positive, and always 16 bytes long
	template.SerialNumber = new(big.Int).SetBytes(hash[:16])
	return x509.CreateCertificate(nil, template, parent, subject, key)
}

// ParseRoot reads a root and checks that it signed itself.
func ParseRoot(der []byte) (*Root, error) {
	var a authority
	certificate, public, err := parse(der, oidRoot, &a)
	if err != nil {
		return nil, err
	}
	if !certificate.IsCA || certificate.CheckSignatureFrom(certificate) != nil {
		return nil, fail("certificate")
	}
	return &Root{keyID(der), a.Sample, certificate, public}, nil
}

// ParsePublisher reads a publisher's certificate; whether a root stands behind it is checked with the bundle.
func ParsePublisher(der []byte) (*Publisher, error) {
	var a authority
	certificate, public, err := parse(der, oidPublisher, &a)
	if err != nil {
		return nil, err
	}
	return &Publisher{keyID(der), a.Sample, certificate, public}, nil
}

// ParseSigner reads a signer's certificate; whether a root stands behind it is checked by CertifiedBy.
func ParseSigner(der []byte) (*SignerCertificate, error) {
	var w wireScope
	certificate, public, err := parse(der, oidSigner, &w)
	if err != nil {
		return nil, err
	}
	if w.Commission < 0 || w.NumberFrom < 1 || w.NumberTo < w.NumberFrom || w.IndexFrom < 0 || w.IndexTo < w.IndexFrom {
		return nil, fail("block")
	}
	scope := SignerScope{
		expertise.CommissionNumber(w.Commission), uint64(w.NumberFrom), uint64(w.NumberTo),
		uint64(w.IndexFrom), uint64(w.IndexTo), w.Sample,
	}
	return &SignerCertificate{keyID(der), scope, certificate, public}, nil
}

// CertifiedBy tells whether the issuer certified this signer while it was valid itself, both samples or both not. Whether a root stands
// behind a publisher is asked of the publisher.
func (s *SignerCertificate) CertifiedBy(issuer Issuer) bool {
	return s.Scope.Sample == issuer.sample() && certified(s.Certificate, issuer)
}

// CertifiedBy tells whether the root certified this publisher.
func (p *Publisher) CertifiedBy(root *Root) bool {
	return p.Sample == root.Sample && certified(p.Certificate, root)
}

func certified(c *x509.Certificate, issuer Issuer) bool {
	by := issuer.certificate()
	return within(by, c.NotBefore) && c.CheckSignatureFrom(by) == nil
}

// Fingerprint is how people compare a certificate by telephone or on paper: its SHA-256, in groups of four digits.
func Fingerprint(der []byte) string {
	hash := sha256.Sum256(der)
	var b strings.Builder
	for i := 0; i < len(hash); i += 2 {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%04X", hash[i:i+2])
	}
	return b.String()
}

const maxCertificate = 4096

func parse(der []byte, oid asn1.ObjectIdentifier, extension any) (*x509.Certificate, *ecdsa.PublicKey, error) {
	if len(der) > maxCertificate {
		return nil, nil, fail("certificate")
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, nil, fail("certificate")
	}
	public, err := p256(certificate.PublicKey)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range certificate.Extensions {
		if e.Id.Equal(oid) {
			if rest, err := asn1.Unmarshal(e.Value, extension); err == nil && len(rest) == 0 {
				return certificate, public, nil
			}
		}
	}
	return nil, nil, fail("certificate")
}
