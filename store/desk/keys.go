package desk

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"

	"golang.org/x/crypto/argon2"
)

// Keys are the desk's own: one signs ops, one opens persons' keys, one seals certificates.
type Keys struct {
	signing *journal.SigningKey
	reading *journal.ReadingKey
	signer  *journal.SigningKey
}

// secrets are the keys in memory while the desk is unlocked, with the member who unlocked it.
type secrets struct {
	Keys
	member *journal.SigningKey
	secret []byte // seals the desk's keys in the file
}

// NewKeys draws the keys of a desk that is about to enrol.
func NewKeys() (*Keys, error) {
	signing, err1 := journal.NewSigningKey()
	reading, err2 := journal.NewReadingKey()
	signer, err3 := journal.NewSigningKey()
	return &Keys{signing, reading, signer}, errors.Join(err1, err2, err3)
}

// Signing is the key that signs ops and proves to the registry who asks to enrol.
func (k *Keys) Signing() *journal.SigningKey { return k.signing }

// Points gives the public points of the reading and the sealing key: 65 bytes each.
func (k *Keys) Points() (reading, signer []byte, err error) {
	signer, err = k.signer.Public()
	return k.reading.Public(), signer, err
}

// NewMember is somebody to be added, with a passphrase of their own.
type NewMember struct {
	Name       string
	Role       expertise.Role
	Passphrase string
}

// MinPassphrase is the shortest passphrase, in characters.
const MinPassphrase = 10

// cost of Argon2id; it stands in the file, so that a later program may raise it.
type cost struct {
	_       struct{} `cbor:",toarray"`
	Time    uint32
	Memory  uint32 // KiB
	Threads uint8
}

func costOf(o Options) cost {
	if o.Demonstration {
		return cost{Time: 1, Memory: 1 << 10, Threads: 1}
	}
	return cost{Time: 3, Memory: 64 << 10, Threads: 2} // about a fifth of a second
}

// keyFile is keys.cbor. The desk's keys are sealed once under a random secret, and the secret once for each member under the key that
// Argon2id makes of their passphrase, together with the member's own signing key.
type keyFile struct {
	Form    int         `json:"form"`
	Desk    []byte      `json:"desk"` // AES-256-GCM of deskPart under the secret
	Members []memberKey `json:"members"`
}

type memberKey struct {
	ID     expertise.MemberID `json:"id"`
	Cost   cost               `json:"cost"`
	Salt   []byte             `json:"salt"`
	Sealed []byte             `json:"sealed"` // AES-256-GCM of memberPart
}

type deskPart struct {
	_                        struct{} `cbor:",toarray"`
	Signing, Reading, Signer []byte
}

type memberPart struct {
	_           struct{} `cbor:",toarray"`
	Secret, Key []byte
}

// gcm seals and opens with a fresh random nonce for each sealing.
func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func sealWith(key []byte, v any, context string) ([]byte, error) {
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

func openWith(key, sealed []byte, v any, context string) error {
	a, err := gcm(key)
	if err != nil {
		return err
	}
	plain, err := a.Open(nil, nil, sealed, []byte(context))
	if err != nil {
		return ErrPassphrase
	}
	return journal.Unmarshal(plain, v)
}

func (c cost) derive(passphrase string, salt []byte) []byte {
	return argon2.IDKey([]byte(passphrase), salt, c.Time, c.Memory, c.Threads, 32)
}

// valid bounds what a damaged file could make the program compute.
func (c cost) valid() bool {
	return c.Time >= 1 && c.Time <= 16 && c.Memory >= 8 && c.Memory <= 1<<20 && c.Threads >= 1 && c.Threads <= 16
}

func (d *Desk) readKeyFile() (*keyFile, error) {
	f, err := os.Open(filepath.Join(d.dir, keysName))
	if errors.Is(err, os.ErrNotExist) {
		return &keyFile{Form: 1}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 1<<20))
	if err != nil {
		return nil, err
	}
	var k keyFile
	if err := journal.Unmarshal(data, &k); err != nil || k.Form != 1 {
		return nil, ErrKeys
	}
	return &k, nil
}

// writeKeyFile replaces the file as a whole: a power cut leaves the old one or the new one.
func (d *Desk) writeKeyFile(k *keyFile) error {
	data, err := journal.Marshal(k)
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(d.dir, keysName), data)
}

func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Unlock lets in the member whose key the passphrase opens. A wrong passphrase is ErrPassphrase.
func (d *Desk) Unlock(ctx context.Context, passphrase string) (expertise.Member, error) {
	file, err := d.readKeyFile()
	if err != nil {
		return expertise.Member{}, err
	}
	id, part, err := file.find(passphrase, "")
	if err != nil {
		return expertise.Member{}, err
	}
	keys, err := file.desk(part)
	if err != nil {
		return expertise.Member{}, err
	}
	member, err := d.member(ctx, id)
	if err != nil {
		return expertise.Member{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.user, d.keys = member, keys
	return member, nil
}

// find tries the passphrase on one member, or on all with id "".
func (k *keyFile) find(passphrase string, id expertise.MemberID) (expertise.MemberID, *memberPart, error) {
	for _, m := range k.Members {
		if id != "" && m.ID != id {
			continue
		}
		if !m.Cost.valid() {
			return "", nil, ErrKeys
		}
		var part memberPart
		switch err := openWith(m.Cost.derive(passphrase, m.Salt), m.Sealed, &part, "medsoc member 1|"+string(m.ID)); {
		case err == nil:
			return m.ID, &part, nil
		case !errors.Is(err, ErrPassphrase):
			return "", nil, ErrKeys
		}
	}
	return "", nil, ErrPassphrase
}

func (k *keyFile) desk(part *memberPart) (*secrets, error) {
	var p deskPart
	if err := openWith(part.Secret, k.Desk, &p, "medsoc desk 1"); err != nil {
		return nil, ErrKeys
	}
	signing, err1 := journal.ParseSigningKey(p.Signing)
	reading, err2 := journal.ParseReadingKey(p.Reading)
	signer, err3 := journal.ParseSigningKey(p.Signer)
	member, err4 := journal.ParseSigningKey(part.Key)
	if errors.Join(err1, err2, err3, err4) != nil {
		return nil, ErrKeys
	}
	return &secrets{Keys{signing, reading, signer}, member, part.Secret}, nil
}

// AddMember makes somebody known to the commission. Only an administrator may; the op is refused otherwise.
func (d *Desk) AddMember(ctx context.Context, n NewMember) (expertise.Member, error) {
	if _, _, err := d.unlocked(); err != nil {
		return expertise.Member{}, err
	}
	return d.addMember(ctx, n)
}

// addMember writes the key file first and takes it back when the op fails: an op without a key would be a member who can never sign.
func (d *Desk) addMember(ctx context.Context, n NewMember) (expertise.Member, error) {
	n.Name = strings.TrimSpace(n.Name)
	switch {
	case n.Name == "":
		return expertise.Member{}, expertise.Invalid("required", "name")
	case utf8.RuneCountInString(n.Passphrase) < MinPassphrase:
		return expertise.Member{}, ErrWeak
	}
	key, err := journal.NewSigningKey()
	if err != nil {
		return expertise.Member{}, err
	}
	public, err := key.Public()
	if err != nil {
		return expertise.Member{}, err
	}
	member := expertise.Member{ID: expertise.MemberID(newID()), Name: n.Name, Role: n.Role, Key: public}
	file, err := d.readKeyFile()
	if err != nil {
		return member, err
	}
	before := keyFile{file.Form, file.Desk, slices.Clone(file.Members)}
	if err := d.sealMember(file, member.ID, key, n.Passphrase); err != nil {
		return member, err
	}
	if err := d.writeKeyFile(file); err != nil {
		return member, err
	}
	err = d.append(ctx, change{
		entity: journal.Entity{Kind: journal.EntityMember, ID: string(member.ID)},
		make:   func(*records.Tx) (expertise.Change, error) { return &expertise.MemberAdded{Member: member}, nil },
	})
	if err != nil && len(before.Members) > 0 {
		err = errors.Join(err, d.writeKeyFile(&before))
	}
	return member, err
}

// sealMember adds a member to the file. The first member's coming draws the secret that seals the desk's keys.
func (d *Desk) sealMember(file *keyFile, id expertise.MemberID, key *journal.SigningKey, passphrase string) error {
	_, keys, err := d.unlocked()
	if err != nil {
		return err
	}
	if len(file.Members) == 0 {
		keys.secret = make([]byte, 32)
		rand.Read(keys.secret)
		keys.member = key
		if file.Desk, err = keys.seal(); err != nil {
			return err
		}
	}
	scalar, err := key.Bytes()
	if err != nil {
		return err
	}
	m := memberKey{ID: id, Cost: d.cost, Salt: make([]byte, 16)}
	rand.Read(m.Salt)
	if m.Sealed, err = sealWith(m.Cost.derive(passphrase, m.Salt), memberPart{Secret: keys.secret, Key: scalar}, "medsoc member 1|"+string(id)); err != nil {
		return err
	}
	file.Members = append(file.Members, m)
	return nil
}

func (s *secrets) seal() ([]byte, error) {
	signing, err1 := s.signing.Bytes()
	signer, err2 := s.signer.Bytes()
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return sealWith(s.secret, deskPart{Signing: signing, Reading: s.reading.Bytes(), Signer: signer}, "medsoc desk 1")
}
