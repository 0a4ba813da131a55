package registry

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/journal"

	"golang.org/x/crypto/argon2"
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
	plain, err := k.marshal()
	if err != nil {
		return err
	}
	file := sealedKeys{Form: 1, Plain: plain}
	if len(passphrase) > 0 {
		salt := make([]byte, 16)
		rand.Read(salt)
		aead, err := keysAEAD(passphrase, salt)
		if err != nil {
			return err
		}
		file = sealedKeys{Form: 1, Salt: salt, Sealed: aead.Seal(nil, nil, plain, []byte("medsoc registry keys 1"))}
	}
	data, err := journal.Marshal(file)
	if err != nil {
		return err
	}
	return writeNew(path, data)
}

// writeNew is all or nothing: the name appears only when the content is on the disk.
func writeNew(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path) // fails when the name exists
}

// LoadKeys reads the file. A missing file is os.ErrNotExist.
func LoadKeys(path string, passphrase []byte) (*Keys, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 1<<16))
	if err != nil {
		return nil, err
	}
	var file sealedKeys
	if err := journal.Unmarshal(data, &file); err != nil || file.Form != 1 {
		return nil, ErrKeysDamaged
	}
	plain := file.Plain
	if len(file.Sealed) > 0 {
		if len(passphrase) == 0 {
			return nil, ErrPassphrase
		}
		aead, err := keysAEAD(passphrase, file.Salt)
		if err != nil {
			return nil, err
		}
		if plain, err = aead.Open(nil, nil, file.Sealed, []byte("medsoc registry keys 1")); err != nil {
			return nil, ErrKeysDamaged
		}
	}
	return parseKeys(plain)
}

func keysAEAD(passphrase, salt []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(argon2.IDKey(passphrase, salt, 3, 64<<10, 2, 32))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func (k *Keys) marshal() ([]byte, error) {
	rootKey, err := k.RootKey.Bytes()
	if err != nil {
		return nil, err
	}
	head, err := k.Head.Bytes()
	if err != nil {
		return nil, err
	}
	return journal.Marshal(storedKeys{k.Root.DER(), rootKey, head, k.Reading.Bytes(), k.secret})
}

func parseKeys(plain []byte) (*Keys, error) {
	var s storedKeys
	if err := journal.Unmarshal(plain, &s); err != nil || len(s.Secret) != 32 {
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
