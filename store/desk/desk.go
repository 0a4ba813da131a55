package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/journal"
	"medsoc/store/keyfile"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// Desk is an open folder of a commission.
type Desk struct {
	dir   string
	db    *records.DB
	about wire.Enrolled
	url   string
	now   func() time.Time
	cost  keyfile.Cost // of sealing the key of a member who is added

	updating func(done, total int)

	law       atomic.Pointer[working]
	renewing  sync.Mutex
	builtIn   *law.Profile
	none      error        // why the program has no law of its own for the country
	folder    *law.Profile // nil: no folder was named, it has no file for the country, or its file is refused
	folderErr error        // why
	kept      sync.Map     // of *law.Profile by hash: files that were read from the database
	unread    atomic.Int64 // number of a law from the registry that this program cannot read

	mu   sync.RWMutex
	user expertise.Member // zero while locked
	keys *secrets         // nil while locked
}

// Options are what a program may choose.
type Options struct {
	Now func() time.Time // nil: the machine's clock
	// Demonstration makes opening keys quick, because they protect nothing real; for demonstrations and tests.
	Demonstration bool
	// Laws is a folder of profiles, named by country ("az.yaml"), that goes before the program's own and before what the registry
	// publishes: the administrator stands before the machine. nil: none.
	Laws fs.FS
	// Updating hears how far Unlock is in bringing the records of an earlier program up to date; nil: nobody asks.
	Updating func(done, total int)
}

// Error is a refusal of the desk itself; Code has a sentence "error.desk."+Code in each language.
type Error struct {
	Code string
	Args map[string]string
}

func (e *Error) Error() string               { return sentences[e.Code] }
func (e *Error) TextKey() string             { return "error." + e.Code }
func (e *Error) TextArgs() map[string]string { return e.Args }

// The desk's own refusals; compare with errors.Is.
var (
	ErrNoDesk     = &Error{Code: "desk.none"}
	ErrNoKeys     = &Error{Code: "desk.nokeys"}
	ErrNoDatabase = &Error{Code: "desk.nodatabase"}
	ErrUsed       = &Error{Code: "desk.used"}
	ErrExists     = &Error{Code: "desk.exists"}
	ErrLocked     = &Error{Code: "desk.locked"}
	ErrPassphrase = &Error{Code: "desk.passphrase"}
	ErrWeak       = &Error{Code: "desk.weak"}
	ErrKeys       = &Error{Code: "desk.keys"}
	ErrProfile    = &Error{Code: "desk.profile"}
	ErrNumbers    = &Error{Code: "desk.numbers"}
	ErrSigner     = &Error{Code: "desk.signer"}
	ErrRevoked    = &Error{Code: "desk.revoked"}
	ErrUnsigned   = &Error{Code: "desk.unsigned"}
	ErrBatch      = &Error{Code: "desk.batch"}
	ErrNothing    = &Error{Code: "desk.nothing"}
	ErrRefused    = &Error{Code: "desk.refused"}
	ErrClock      = &Error{Code: "desk.clock"}

	ErrTrustRole = &Error{Code: "desk.trust.role"}
	ErrTrustRoot = &Error{Code: "desk.trust.root"}

	ErrLawSignature = &Error{Code: "desk.law.signature"}
	ErrLawCountry   = &Error{Code: "desk.law.country"}
	ErrLawOld       = &Error{Code: "desk.law.old"}
)

var sentences = map[string]string{
	"desk.none":       "there is no desk in this folder: enrol it with the code that the ministry gave, or name another folder",
	"desk.nokeys":     "the file keys.cbor is missing from the desk's folder: restore it from the last backup; the records are not touched",
	"desk.nodatabase": "the file desk.db is missing from the desk's folder: restore it from the last backup beside keys.cbor",
	"desk.used":       "another member has this passphrase: choose one of your own",
	"desk.exists":     "there is a desk in this folder already: open it, or name an empty folder",
	"desk.locked":     "the desk is locked: unlock it with a member's passphrase",
	"desk.passphrase": "this passphrase opens no member's key here: check capital letters and the keyboard's language, then try again",
	"desk.weak":       "the passphrase is too short: choose at least 10 characters, for example four words",
	"desk.keys":       "the file of keys is damaged: restore keys.cbor from the last backup; the records are not touched",
	"desk.profile":    "the country profile does not fit this desk: open it with the profile it was enrolled for",
	"desk.numbers":    "the reserved numbers for certificates are used up: synchronise to get a new block",
	"desk.signer":     "the certificate of the desk's sealing key has expired: synchronise to get a new one",
	"desk.revoked":    "the ministry took back this desk's right to seal, nothing can be issued here: enrol the desk anew with a new code",
	"desk.unsigned":   "this desk has no certificate for signing PDF files yet: synchronise to get one, or write the files without it",
	"desk.refused":    "the registry did not accept these entries: look at them on the synchronisation screen and enter them anew",
	"desk.clock":      "the computer's clock differs from the registry's by more than 10 minutes: set the clock",
	"desk.batch":      "another batch is running here: wait until it ends",
	"desk.nothing":    "nothing was changed: change a field first",

	"desk.trust.role": "only an administrator may trust a new root: unlock the desk with an administrator's passphrase",
	"desk.trust.root": "the trust bundle's root has another fingerprint than the one given, nothing was changed: compare it with the ministry's once more",

	"desk.law.signature": "the new law does not bear the registry's signature, the desk works on by the law it has: synchronise again, and tell the ministry if it stays so",
	"desk.law.country":   "the new law is another country's, the desk works on by the law it has: tell the ministry, or correct the file in the folder",
	"desk.law.old":       "the registry offered a law that was replaced long ago, the desk works on by the law it has: tell the ministry",
}

// ErrorCodes lists the desk's codes for the test of the languages.
func ErrorCodes() []string {
	codes := make([]string, 0, len(sentences))
	for c := range sentences {
		codes = append(codes, c)
	}
	return codes
}

// Create makes a desk from what its keys and the registry agreed on, with its first member. The folder must hold no desk. Nothing is
// left behind when it fails.
func Create(ctx context.Context, dir string, profile *law.Profile, keys *Keys, about wire.Enrolled, registryURL string, first NewMember, opts Options) (*Desk, error) {
	if profile.Country != about.Country {
		return nil, ErrProfile
	}
	certificate, err := seal.ParseSigner(about.Signer)
	if err != nil {
		return nil, fmt.Errorf("the registry's answer to the enrolment: %w", err)
	}
	if _, err := seal.NewSigner(certificate, keys.signer.ECDSA()); err != nil {
		return nil, fmt.Errorf("the registry's answer to the enrolment: %w", err)
	}
	if err := Free(dir); err != nil {
		return nil, err
	}
	unlock, err := lock(dir)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := Free(dir); err != nil { // somebody else may have been quicker
		return nil, err
	}
	clear(dir)
	d := &Desk{dir: dir, about: about, url: registryURL, now: clock(opts), cost: costOf(opts)}
	if d.db, err = records.Open(filepath.Join(dir, databaseName)); err == nil {
		d.keys = &secrets{Keys: *keys}
		if err = d.begin(ctx, first); err == nil {
			err = d.openLaw(ctx, profile, nil, opts.Laws)
		}
		if err != nil {
			d.db.Close()
		}
	}
	if err != nil {
		clear(dir)
		return nil, err
	}
	return d, nil
}

// begin writes the desk's own table and what it knows of the registry, and adds the first member.
func (d *Desk) begin(ctx context.Context, first NewMember) error {
	about, err := journal.Marshal(d.about)
	if err != nil {
		return err
	}
	err = d.db.Write(ctx, func(tx *records.Tx) error {
		if _, err := tx.ExecContext(ctx, deskSchema); err != nil {
			return err
		}
		for name, value := range map[string][]byte{"about": about, "url": []byte(d.url), "key." + string(d.about.Registry): d.about.HeadKey} {
			if err := records.SetMeta(tx, name, value); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = d.noteBlock(ctx)
	}
	if err != nil {
		return err
	}
	d.user, err = d.addMember(ctx, first)
	return err
}

// Open opens a desk, locked. profiles gives the profile of a country.
func Open(ctx context.Context, dir string, profiles func(country string) (*law.Profile, error), opts Options) (*Desk, error) {
	if err := look(dir); err != nil {
		return nil, err
	}
	db, err := records.Open(filepath.Join(dir, databaseName))
	if err != nil {
		return nil, err
	}
	d := &Desk{dir: dir, db: db, now: clock(opts), cost: costOf(opts), updating: opts.Updating}
	err = db.Read(ctx, func(tx *records.Tx) error {
		about, err := records.Meta(tx, "about")
		if err != nil {
			return err
		}
		if about == nil {
			return ErrNoDesk
		}
		url, err := records.Meta(tx, "url")
		d.url = string(url)
		return errors.Join(err, journal.Unmarshal(about, &d.about))
	})
	if err == nil {
		err = d.openTables(ctx)
	}
	if err == nil {
		builtIn, none := profiles(d.about.Country)
		err = d.openLaw(ctx, builtIn, none, opts.Laws)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return d, nil
}

// Close ends the desk's work; nothing waits to be written.
func (d *Desk) Close() error {
	d.Lock()
	return d.db.Close()
}

func clock(o Options) func() time.Time {
	if o.Now != nil {
		return o.Now
	}
	return time.Now
}

// About is what the registry said at enrolment, with the newest certificate of the sealing key.
func (d *Desk) About() wire.Enrolled {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.about
}

// URL is the registry's address, "" for a desk that never syncs.
func (d *Desk) URL() string { return d.url }

// Today is the day in the country's own zone.
func (d *Desk) Today() expertise.Date { return expertise.DateOf(d.now().In(d.Profile().Location())) }

// User is the unlocked member, the zero Member while locked.
func (d *Desk) User() expertise.Member {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.user
}

// Lock forgets the keys.
func (d *Desk) Lock() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.user, d.keys = expertise.Member{}, nil
}

// unlocked gives user and keys of one step, so that a lock in its middle does not tear it.
func (d *Desk) unlocked() (expertise.Member, *secrets, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.keys == nil {
		return expertise.Member{}, nil, ErrLocked
	}
	return d.user, d.keys, nil
}
