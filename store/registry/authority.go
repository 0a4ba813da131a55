package registry

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"

	"medsoc/certs/seal"
	"medsoc/store/journal"
)

// Authority is in whose name the registry speaks: the root, and the certificate by which the root lets the registry's key certify signers
// and publish. What came before stays, because papers rest on it.
type Authority struct {
	Root      *seal.Root      // nil: no root has certified this registry yet
	Publisher *seal.Publisher // the registry's own certificate
	key       *journal.SigningKey
	next      *journal.SigningKey // waits for its certificate, nil: none does

	earlier [][]byte // publishers before this one
	crosses [][]byte // of older roots for newer ones
	retired [][]byte // roots before this one
}

type storedAuthority struct {
	Root      []byte   `json:"root"`
	Publisher []byte   `json:"publisher"`
	Key       []byte   `json:"key"`
	Next      []byte   `json:"next"`
	Earlier   [][]byte `json:"earlier,omitempty"`
	Crosses   [][]byte `json:"crosses,omitempty"`
	Retired   [][]byte `json:"retired,omitempty"`
}

func (a *Authority) content() (s storedAuthority, err error) {
	s = storedAuthority{Earlier: a.earlier, Crosses: a.crosses, Retired: a.retired}
	if a.Root != nil {
		s.Root, s.Publisher = a.Root.DER(), a.Publisher.DER()
		if s.Key, err = a.key.Bytes(); err != nil {
			return s, err
		}
	}
	if a.next != nil {
		s.Next, err = a.next.Bytes()
	}
	return s, err
}

func parseAuthority(s storedAuthority) (a Authority, err error) {
	a = Authority{earlier: s.Earlier, crosses: s.Crosses, retired: s.Retired}
	if len(s.Next) > 0 {
		if a.next, err = journal.ParseSigningKey(s.Next); err != nil {
			return a, err
		}
	}
	if len(s.Root) == 0 {
		return a, nil
	}
	var errs [3]error
	a.Root, errs[0] = seal.ParseRoot(s.Root)
	a.Publisher, errs[1] = seal.ParsePublisher(s.Publisher)
	a.key, errs[2] = journal.ParseSigningKey(s.Key)
	return a, errors.Join(errs[:]...)
}

// bundle signs what the registry says of papers.
func (a *Authority) bundle(content seal.BundleContent) ([]byte, error) {
	content.Roots, content.Crosses, content.Retired = [][]byte{a.Root.DER()}, a.crosses, a.retired
	content.Publishers = append(slices.Clone(a.earlier), a.Publisher.DER())
	return seal.MakeBundle(content, a.Root, a.Publisher, a.key.ECDSA())
}

// Request draws the registry's next key and gives the request to certify it: PKCS #10 in PEM. The key in use stays in use until the answer is
// installed. A second request replaces the first.
func (a *Authority) Request(name string) (request []byte, err error) {
	if a.next, err = journal.NewSigningKey(); err != nil {
		return nil, err
	}
	template := &x509.CertificateRequest{Subject: pkix.Name{CommonName: name}, SignatureAlgorithm: x509.ECDSAWithSHA256}
	der, err := x509.CreateCertificateRequest(rand.Reader, template, a.next.ECDSA())
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), nil
}

// Errors of the root's answer.
var (
	ErrAnswer      = errors.New("this is not the root's answer to this registry's last request: make a new request (keys request) and take it to the root's keepers")
	ErrFingerprint = errors.New("the root in the answer is not the one whose fingerprint was given: compare both with the root's paper, by telephone if need be; nothing was installed")
	ErrUnvouched   = errors.New("the answer is of another root, for which the root in use does not vouch: have the keepers rotate the root (keys rotate), or, when the old root is lost or stolen, name the new one's fingerprint by --root")
	ErrSampleRoot  = errors.New("a demonstration's registry stays one: begin a new registry in an empty folder for real papers, and another for samples")
	ErrOlder       = errors.New("the certificate in the answer is not newer than the one in use: set the clock of the machine on which the root was opened, and have the request certified again")
)

// Install takes the root's answer (PEM: the registry's certificate, the root, and crosses where there are any). fingerprint is the root's as
// people compared it, with or without spaces; it must be given for the first root, and for one for which the root in use does not vouch.
func (a *Authority) Install(answer []byte, fingerprint string) error {
	publisher, root, crosses, err := parseAnswer(answer)
	if err != nil {
		return err
	}
	if a.next == nil || !a.next.ECDSA().PublicKey.Equal(publisher.Certificate.PublicKey) || !publisher.CertifiedBy(root) {
		return ErrAnswer
	}
	given := strings.ToUpper(strings.Join(strings.Fields(fingerprint), ""))
	named := given == strings.ReplaceAll(seal.Fingerprint(root.DER()), " ", "")
	if given != "" && !named {
		return ErrFingerprint
	}
	next := Authority{Root: root, Publisher: publisher, key: a.next, earlier: a.earlier, crosses: a.crosses, retired: a.retired}
	switch {
	case a.Root == nil:
		if !named {
			return ErrFingerprint
		}
	case a.Root.Sample != root.Sample:
		return ErrSampleRoot
	case !publisher.Certificate.NotBefore.After(a.Publisher.Certificate.NotBefore):
		return ErrOlder
	default:
		next.earlier = append(slices.Clone(a.earlier), a.Publisher.DER())
		if root.KeyID == a.Root.KeyID {
			break
		}
		next.retired = append(slices.Clone(a.retired), a.Root.DER())
		vouching := slices.DeleteFunc(crosses, func(der []byte) bool { return !seal.Vouches(der, a.Root, root) })
		if len(vouching) == 0 && !named {
			return ErrUnvouched
		}
		if len(vouching) == 0 {
			next.crosses = nil // they led to a root that may be a thief's
		}
		next.crosses = append(slices.Clone(next.crosses), vouching...)
	}
	*a = next
	return nil
}

// maxAnswer bounds how many certificates are read.
const maxAnswer = 16

func parseAnswer(answer []byte) (p *seal.Publisher, root *seal.Root, crosses [][]byte, err error) {
	for range maxAnswer {
		block, rest := pem.Decode(answer)
		if block == nil {
			break
		}
		answer = rest
		switch {
		case block.Type != "CERTIFICATE":
			return nil, nil, nil, ErrAnswer
		case p == nil:
			p, err = seal.ParsePublisher(block.Bytes)
		case root == nil:
			root, err = seal.ParseRoot(block.Bytes)
		default:
			crosses = append(crosses, block.Bytes)
		}
		if err != nil {
			return nil, nil, nil, fmt.Errorf("%w (%v)", ErrAnswer, err)
		}
	}
	if root == nil || len(bytes.TrimSpace(answer)) > 0 {
		return nil, nil, nil, ErrAnswer
	}
	return p, root, crosses, nil
}
