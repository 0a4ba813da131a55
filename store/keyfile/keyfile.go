// Package keyfile seals keys for a file: Argon2id of a passphrase, AES-256-GCM of deterministic CBOR, and files that come to be whole
// or not at all. Which keys a file holds is for store/desk and store/registry to say.
package keyfile

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"

	"medsoc/store/journal"

	"golang.org/x/crypto/argon2"
)

// ErrSealed says that the key does not open what is sealed: a wrong passphrase, or damage.
var ErrSealed = errors.New("keyfile: wrong passphrase, or damaged")

// maxFile bounds what is read: a few hundred members.
const maxFile = 1 << 20

// Cost of Argon2id. It stands in the file, so that a later program may raise it.
type Cost struct {
	_       struct{} `cbor:",toarray"`
	Time    uint32
	Memory  uint32 // KiB
	Threads uint8
}

// Standard takes about a fifth of a second; Quick is for demonstrations and tests, whose keys protect nothing real.
var (
	Standard = Cost{Time: 3, Memory: 64 << 10, Threads: 2}
	Quick    = Cost{Time: 1, Memory: 1 << 10, Threads: 1}
)

// Valid bounds what a damaged file could make the program compute.
func (c Cost) Valid() bool {
	return c.Time >= 1 && c.Time <= 16 && c.Memory >= 8 && c.Memory <= 1<<20 && c.Threads >= 1 && c.Threads <= 16
}

// Key derives 32 bytes from a passphrase.
func (c Cost) Key(passphrase string, salt []byte) []byte {
	return argon2.IDKey([]byte(passphrase), salt, c.Time, c.Memory, c.Threads, 32)
}

// Salt draws 16 bytes.
func Salt() []byte {
	salt := make([]byte, 16)
	rand.Read(salt)
	return salt
}

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Seal encodes v and encrypts it under a key of 32 bytes; context says what it is and must be the same when it is opened.
func Seal(key []byte, v any, context string) ([]byte, error) {
	plain, err := journal.Marshal(v)
	if err != nil {
		return nil, err
	}
	a, err := gcm(key)
	if err != nil {
		return nil, err
	}
	return a.Seal(nil, nil, plain, []byte(context)), nil
}

// Open is the inverse of Seal. ErrSealed: this key does not open it.
func Open(key, sealed []byte, v any, context string) error {
	a, err := gcm(key)
	if err != nil {
		return err
	}
	plain, err := a.Open(nil, nil, sealed, []byte(context))
	if err != nil {
		return ErrSealed
	}
	return journal.Unmarshal(plain, v)
}

// Read reads a file into v, at most 1 MiB. A missing file is os.ErrNotExist.
func Read(path string, v any) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return err
	}
	return journal.Unmarshal(data, v)
}

// Replace writes v in the place of the file, readable by its owner only: a power cut leaves the old one or the new one.
func Replace(path string, v any) error { return write(path, v, os.Rename) }

// Create writes a file that does not exist yet; an existing one is never overwritten.
func Create(path string, v any) error { return write(path, v, os.Link) }

func write(path string, v any, place func(from, to string) error) error {
	data, err := journal.Marshal(v)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return place(f.Name(), path)
}
