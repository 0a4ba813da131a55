package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/keyfile"
	"medsoc/store/records"
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

func costOf(o Options) keyfile.Cost {
	if o.Demonstration {
		return keyfile.Quick
	}
	return keyfile.Standard
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
	Cost   keyfile.Cost       `json:"cost"`
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

func (d *Desk) keysPath() string { return filepath.Join(d.dir, keysName) }

// readKeyFile gives an empty file where there is none yet.
func (d *Desk) readKeyFile() (*keyFile, error) {
	var k keyFile
	switch err := keyfile.Read(d.keysPath(), &k); {
	case errors.Is(err, os.ErrNotExist):
		return &keyFile{Form: 1}, nil
	case errors.As(err, new(*os.PathError)):
		return nil, err
	case err != nil || k.Form != 1:
		return nil, ErrKeys
	}
	return &k, nil
}

// Unlock lets in the member whose key the passphrase opens. A wrong passphrase is ErrPassphrase. The first unlock after the program was
// updated brings the records up to date, which may take minutes; see Options.Updating.
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
	if d.db.Earlier() {
		if err := d.db.Rebuild(ctx, records.ReaderKeys{Reader: keys.reading}, d.updating); err != nil {
			return expertise.Member{}, err
		}
	}
	member, err := d.member(ctx, id)
	if err != nil {
		return expertise.Member{}, err
	}
	if err := d.noteBlock(ctx); err != nil {
		return expertise.Member{}, err
	}
	if err := d.lookAtTrust(ctx); err != nil {
		return expertise.Member{}, err
	}
	if err := d.renewLaw(ctx); err != nil {
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
		if !m.Cost.Valid() {
			return "", nil, ErrKeys
		}
		var part memberPart
		switch err := keyfile.Open(m.Cost.Key(passphrase, m.Salt), m.Sealed, &part, "medsoc member 1|"+string(m.ID)); {
		case err == nil:
			return m.ID, &part, nil
		case !errors.Is(err, keyfile.ErrSealed):
			return "", nil, ErrKeys
		}
	}
	return "", nil, ErrPassphrase
}

func (k *keyFile) desk(part *memberPart) (*secrets, error) {
	var p deskPart
	if err := keyfile.Open(part.Secret, k.Desk, &p, "medsoc desk 1"); err != nil {
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
	unlock, err := lock(d.dir)
	if err != nil {
		return expertise.Member{}, err
	}
	defer unlock()
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
	// A member is known by the passphrase alone, so two must not share one.
	if _, _, err := file.find(n.Passphrase, ""); err == nil {
		return member, ErrUsed
	}
	before := keyFile{file.Form, file.Desk, slices.Clone(file.Members)}
	if err := d.sealMember(file, member.ID, key, n.Passphrase); err != nil {
		return member, err
	}
	if err := keyfile.Replace(d.keysPath(), file); err != nil {
		return member, err
	}
	err = d.append(ctx, change{
		entity: journal.Entity{Kind: journal.EntityMember, ID: string(member.ID)},
		make:   func(*records.Tx) (expertise.Change, error) { return &expertise.MemberAdded{Member: member}, nil },
	})
	if err != nil && len(before.Members) > 0 {
		err = errors.Join(err, keyfile.Replace(d.keysPath(), &before))
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
	m := memberKey{ID: id, Cost: d.cost, Salt: keyfile.Salt()}
	if m.Sealed, err = keyfile.Seal(m.Cost.Key(passphrase, m.Salt), memberPart{Secret: keys.secret, Key: scalar}, "medsoc member 1|"+string(id)); err != nil {
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
	return keyfile.Seal(s.secret, deskPart{Signing: signing, Reading: s.reading.Bytes(), Signer: signer}, "medsoc desk 1")
}
