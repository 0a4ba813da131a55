package ceremony

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"time"
	"unicode/utf8"

	"medsoc/certs/seal"
	"medsoc/store/journal"
	"medsoc/store/keyfile"
)

// MinPassphrase is the shortest passphrase of a root's keeper, in characters: five words.
const MinPassphrase = 16

// Errors of the offline machine; each says what to do next.
var (
	ErrWeak    = fmt.Errorf("the passphrase of a root's keeper is too short: choose at least %d characters, for example five words", MinPassphrase)
	ErrRoot    = errors.New("this is no copy of a root's key, or the passphrase is wrong: try again, then try the other keeper's copy")
	ErrRequest = errors.New("this is not a registry's request, or it was damaged on the way: make it again on the registry (keys request)")
	ErrTime    = errors.New("the certificate would not lie within the root's own time: check this machine's clock, or rotate the root first")
)

// Root is a root with its private key.
type Root struct {
	Root *seal.Root
	key  *journal.SigningKey
}

// New draws a root. from is a day back, so that a registry whose clock is behind can use it at once.
func New(name string, now time.Time, years int, sample bool) (*Root, error) {
	key, err := journal.NewSigningKey()
	if err != nil {
		return nil, err
	}
	root, err := seal.NewRoot(name, key.ECDSA(), now.AddDate(0, 0, -1), now.AddDate(years, 0, 0), sample)
	return &Root{root, key}, err
}

// copyFile is one keeper's copy: the certificate in the open, the key sealed under the keeper's passphrase.
type copyFile struct {
	Form   int          `json:"form"`
	Root   []byte       `json:"root"` // DER
	Cost   keyfile.Cost `json:"cost"`
	Salt   []byte       `json:"salt"`
	Sealed []byte       `json:"sealed"`
}

const copyContext = "medsoc root copy 1"

// Save writes a keeper's copy to a new file.
func (r *Root) Save(path string, passphrase []byte) error {
	if utf8.RuneCount(passphrase) < MinPassphrase {
		return ErrWeak
	}
	scalar, err := r.key.Bytes()
	if err != nil {
		return err
	}
	c := copyFile{Form: 1, Root: r.Root.DER(), Cost: keyfile.Standard, Salt: keyfile.Salt()}
	if c.Sealed, err = keyfile.Seal(c.Cost.Key(string(passphrase), c.Salt), scalar, copyContext); err != nil {
		return err
	}
	return keyfile.Create(path, c)
}

// Load opens a keeper's copy.
func Load(path string, passphrase []byte) (*Root, error) {
	c, root, err := readCopy(path)
	if err != nil {
		return nil, err
	}
	var scalar []byte
	if keyfile.Open(c.Cost.Key(string(passphrase), c.Salt), c.Sealed, &scalar, copyContext) != nil {
		return nil, ErrRoot
	}
	key, err := journal.ParseSigningKey(scalar)
	if err != nil || !key.ECDSA().PublicKey.Equal(root.Certificate.PublicKey) {
		return nil, ErrRoot
	}
	return &Root{root, key}, nil
}

// Certificate reads the root's certificate out of a keeper's copy, which needs no passphrase.
func Certificate(path string) (*seal.Root, error) {
	_, root, err := readCopy(path)
	return root, err
}

func readCopy(path string) (c copyFile, root *seal.Root, err error) {
	switch err := keyfile.Read(path, &c); {
	case errors.As(err, new(*os.PathError)):
		return c, nil, err
	case err != nil || c.Form != 1 || !c.Cost.Valid():
		return c, nil, ErrRoot
	}
	if root, err = seal.ParseRoot(c.Root); err != nil {
		return c, nil, ErrRoot
	}
	return c, root, nil
}

// Certify answers a registry's request for so many days: the registry's certificate, the root, and crosses where there are any (PEM).
func (r *Root) Certify(request []byte, now time.Time, days int, crosses []byte) ([]byte, error) {
	public, err := Requested(request)
	if err != nil {
		return nil, err
	}
	from, until := now.Add(-time.Hour), now.AddDate(0, 0, days)
	if own := r.Root.Certificate; from.Before(own.NotBefore) || until.After(own.NotAfter) {
		return nil, ErrTime
	}
	publisher, err := seal.IssuePublisher(r.Root, r.key.ECDSA(), public, from, until)
	if err != nil {
		return nil, err
	}
	return append(append(PEM(publisher.DER()), PEM(r.Root.DER())...), crosses...), nil
}

// Requested reads the key out of a registry's request, whose own signature shows that the registry holds it.
func Requested(request []byte) (*ecdsa.PublicKey, error) {
	block, _ := pem.Decode(request)
	if block == nil || block.Type != "CERTIFICATE REQUEST" {
		return nil, ErrRequest
	}
	q, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil || q.CheckSignature() != nil {
		return nil, ErrRequest
	}
	public, ok := q.PublicKey.(*ecdsa.PublicKey)
	if !ok {
		return nil, ErrRequest
	}
	return public, nil
}

// Rotate vouches for a new root (PEM).
func (r *Root) Rotate(next *seal.Root) ([]byte, error) {
	der, err := seal.Cross(r.Root, r.key.ECDSA(), next)
	if err != nil {
		return nil, err
	}
	return PEM(der), nil
}

// PEM is a certificate as it is carried between machines.
func PEM(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}) }
