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

// Keys are the registry's own: the one by which it certifies signers and publishes trust bundles, in the name of a root whose key is not here;
// the key that signs tree heads and the registry's ops; the key to which persons' keys are wrapped; and the secret behind tokens.
type Keys struct {
	Authority
	Head    *journal.SigningKey
	Reading *journal.ReadingKey
	secret  []byte

	headPublic []byte
}

// storedKeys is the content of the file of keys.
type storedKeys struct {
	Authority storedAuthority `json:"authority"`
	Head      []byte          `json:"head"`
	Reading   []byte          `json:"reading"`
	Secret    []byte          `json:"secret"`
}

// sealedKeys is the file: the content as it is, or AES-256-GCM under Argon2id of the passphrase.
type sealedKeys struct {
	Form   int    `json:"form"`
	Salt   []byte `json:"salt,omitempty"`
	Plain  []byte `json:"plain,omitempty"`
	Sealed []byte `json:"sealed,omitempty"`
}

// keysForm 1 held a root's private key; only demonstrations ever had it.
const keysForm = 2

// Errors of the file of keys.
var (
	ErrKeysMissing = errors.New("the registry's file of keys is missing although its database exists: restore it from the backup; without it nobody's record can be read")
	ErrKeysDamaged = errors.New("the registry's file of keys is damaged or the passphrase is wrong: try again, then restore it from the backup")
	ErrKeysOld     = errors.New("the file of keys is an earlier program's demonstration: begin a new demonstration, or use the earlier program")
	ErrKeysPending = errors.New("the root has not certified this registry's key yet: take the request to the root's keepers (keys certify), then install their answer (keys install)")
	ErrPassphrase  = errors.New("the registry's file of keys is sealed: name the file with its passphrase by --passphrase-file")
)

// NewKeys draws all keys of a new registry but its authority, which the root gives: see Request and Install.
func NewKeys() (*Keys, error) {
	k := &Keys{secret: make([]byte, 32)}
	rand.Read(k.secret)
	var err error
	if k.Head, err = journal.NewSigningKey(); err != nil {
		return nil, err
	}
	if k.Reading, err = journal.NewReadingKey(); err != nil {
		return nil, err
	}
	k.headPublic, err = k.Head.Public()
	return k, err
}

// NewDemonstrationKeys draws fresh keys under a fresh root marked as sample: every paper that rests on them is a sample. The root's key is
// forgotten at once. A root for real papers is made by a ceremony: see store/registry/ceremony.
func NewDemonstrationKeys(now time.Time) (*Keys, error) {
	k, err := NewKeys()
	if err != nil {
		return nil, err
	}
	rootKey, err := journal.NewSigningKey()
	if err != nil {
		return nil, err
	}
	from, until := now.Add(-time.Hour), now.AddDate(10, 0, 0)
	if k.Root, err = seal.NewRoot("Demonstration root", rootKey.ECDSA(), from, until, true); err != nil {
		return nil, err
	}
	if k.key, err = journal.NewSigningKey(); err != nil {
		return nil, err
	}
	k.Publisher, err = seal.IssuePublisher(k.Root, rootKey.ECDSA(), k.key.ECDSA().Public(), from, until)
	return k, err
}

// SaveKeys writes a new file that only its owner may read; an existing file is never overwritten. An empty passphrase leaves the keys
// unsealed.
func SaveKeys(path string, k *Keys, passphrase []byte) error {
	return k.write(path, passphrase, keyfile.Create)
}

// ReplaceKeys writes the file anew after Request or Install.
func ReplaceKeys(path string, k *Keys, passphrase []byte) error {
	return k.write(path, passphrase, keyfile.Replace)
}

func (k *Keys) write(path string, passphrase []byte, write func(string, any) error) error {
	content, err := k.content()
	if err != nil {
		return err
	}
	file := sealedKeys{Form: keysForm}
	if len(passphrase) > 0 {
		file.Salt = keyfile.Salt()
		file.Sealed, err = keyfile.Seal(keyfile.Standard.Key(string(passphrase), file.Salt), content, sealedContext)
	} else {
		file.Plain, err = journal.Marshal(content)
	}
	if err != nil {
		return err
	}
	return write(path, file)
}

const sealedContext = "medsoc registry keys 1"

// LoadKeys reads the file. A missing file is os.ErrNotExist. Keys that wait for the root's certificate are given too; Open refuses them.
func LoadKeys(path string, passphrase []byte) (*Keys, error) {
	var file sealedKeys
	switch err := keyfile.Read(path, &file); {
	case errors.As(err, new(*os.PathError)):
		return nil, err
	case err == nil && file.Form == 1:
		return nil, ErrKeysOld
	case err != nil || file.Form != keysForm:
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
	authority, err := k.Authority.content()
	if err != nil {
		return c, err
	}
	head, err := k.Head.Bytes()
	if err != nil {
		return c, err
	}
	return storedKeys{authority, head, k.Reading.Bytes(), k.secret}, nil
}

func parseKeys(s storedKeys) (*Keys, error) {
	if len(s.Secret) != 32 {
		return nil, ErrKeysDamaged
	}
	k := &Keys{secret: s.Secret}
	var errs [3]error
	k.Authority, errs[0] = parseAuthority(s.Authority)
	k.Head, errs[1] = journal.ParseSigningKey(s.Head)
	k.Reading, errs[2] = journal.ParseReadingKey(s.Reading)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("%w (%v)", ErrKeysDamaged, err)
	}
	var err error
	k.headPublic, err = k.Head.Public()
	return k, err
}
