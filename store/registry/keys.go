package registry

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/journal"
	"medsoc/store/keyfile"
)

// Keys are the registry's own: the root that certifies signers, the key that signs tree heads and the registry's ops, the key to which
// persons' keys are wrapped, and the secret behind tokens.
type Keys struct {
	Root    *seal.Root
	RootKey *journal.SigningKey
	Head    *journal.SigningKey
	Reading *journal.ReadingKey
	secret  []byte

	headPublic []byte
}

// storedKeys is the content of the file of keys.
type storedKeys struct {
	Root    []byte `json:"root"` // DER
	RootKey []byte `json:"rootKey"`
	Head    []byte `json:"head"`
	Reading []byte `json:"reading"`
	Secret  []byte `json:"secret"`
}

// sealedKeys is the file: the content as it is, or AES-256-GCM under Argon2id of the passphrase.
type sealedKeys struct {
	Form   int    `json:"form"`
	Salt   []byte `json:"salt,omitempty"`
	Plain  []byte `json:"plain,omitempty"`
	Sealed []byte `json:"sealed,omitempty"`
}

// Errors of the file of keys.
var (
	ErrKeysMissing = errors.New("the registry's file of keys is missing although its database exists: restore it from the backup; without it nobody's record can be read")
	ErrKeysDamaged = errors.New("the registry's file of keys is damaged or the passphrase is wrong: try again, then restore it from the backup")
	ErrPassphrase  = errors.New("the registry's file of keys is sealed: name the file with its passphrase by --passphrase-file")
)

// NewDemonstrationKeys draws fresh keys under a root marked as sample: every paper that rests on them is a sample. A root for real
// papers is made by a ceremony and never by this program.
func NewDemonstrationKeys(now time.Time) (*Keys, error) {
	rootKey, err := journal.NewSigningKey()
	if err != nil {
		return nil, err
	}
	root, err := seal.NewRoot("Demonstration root", rootKey.ECDSA(), now.Add(-time.Hour), now.AddDate(10, 0, 0), true)
	if err != nil {
		return nil, err
	}
	k := &Keys{Root: root, RootKey: rootKey, secret: make([]byte, 32)}
	rand.Read(k.secret)
	if k.Head, err = journal.NewSigningKey(); err != nil {
		return nil, err
	}
	if k.Reading, err = journal.NewReadingKey(); err != nil {
		return nil, err
	}
	k.headPublic, err = k.Head.Public()
	return k, err
}

// SaveKeys writes a new file that only its owner may read; an existing file is never overwritten. An empty passphrase leaves the keys
// unsealed.
func SaveKeys(path string, k *Keys, passphrase []byte) error {
	content, err := k.content()
	if err != nil {
		return err
	}
	file := sealedKeys{Form: 1}
	if len(passphrase) > 0 {
		file.Salt = keyfile.Salt()
		file.Sealed, err = keyfile.Seal(keyfile.Standard.Key(string(passphrase), file.Salt), content, sealedContext)
	} else {
		file.Plain, err = journal.Marshal(content)
	}
	if err != nil {
		return err
	}
	return keyfile.Create(path, file)
}

const sealedContext = "medsoc registry keys 1"

// LoadKeys reads the file. A missing file is os.ErrNotExist.
func LoadKeys(path string, passphrase []byte) (*Keys, error) {
	var file sealedKeys
	switch err := keyfile.Read(path, &file); {
	case errors.As(err, new(*os.PathError)):
		return nil, err
	case err != nil || file.Form != 1:
		return nil, ErrKeysDamaged
	}
	var content storedKeys
	var err error
	switch {
	case len(file.Sealed) == 0:
		err = journal.Unmarshal(file.Plain, &content)
	case len(passphrase) == 0:
		return nil, ErrPassphrase
	default:
		err = keyfile.Open(keyfile.Standard.Key(string(passphrase), file.Salt), file.Sealed, &content, sealedContext)
	}
	if err != nil {
		return nil, ErrKeysDamaged
	}
	return parseKeys(content)
}

func (k *Keys) content() (c storedKeys, err error) {
	rootKey, err := k.RootKey.Bytes()
	if err != nil {
		return c, err
	}
	head, err := k.Head.Bytes()
	if err != nil {
		return c, err
	}
	return storedKeys{k.Root.DER(), rootKey, head, k.Reading.Bytes(), k.secret}, nil
}

func parseKeys(s storedKeys) (*Keys, error) {
	if len(s.Secret) != 32 {
		return nil, ErrKeysDamaged
	}
	k := &Keys{secret: s.Secret}
	var errs [5]error
	k.Root, errs[0] = seal.ParseRoot(s.Root)
	k.RootKey, errs[1] = journal.ParseSigningKey(s.RootKey)
	k.Head, errs[2] = journal.ParseSigningKey(s.Head)
	k.Reading, errs[3] = journal.ParseReadingKey(s.Reading)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("%w (%v)", ErrKeysDamaged, err)
	}
	var err error
	k.headPublic, err = k.Head.Public()
	return k, err
}
