package desk

import (
	"context"
	"errors"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// The desk's own values for the trust bundle it checks papers by.
const (
	metaTrust        = "trust"
	metaTrustRefused = "trust.refused"
)

// trustRefusal is why a bundle was not taken, as it is kept for people to see.
type trustRefusal struct {
	Key   string            `json:"key"`
	Args  map[string]string `json:"args"`
	Text  string            `json:"text"`
	cause error
}

func (r *trustRefusal) Error() string               { return r.Text }
func (r *trustRefusal) TextKey() string             { return r.Key }
func (r *trustRefusal) TextArgs() map[string]string { return r.Args }
func (r *trustRefusal) Unwrap() []error             { return []error{wire.ErrTrust, r.cause} }

// TrustBundle gives the bundle last kept, nil when there is none.
func (d *Desk) TrustBundle(ctx context.Context) (bundle []byte, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		bundle, err = records.Meta(tx, metaTrust)
		return err
	})
	return bundle, err
}

// KeepTrustBundle keeps a bundle for checks without a network, in the place of the one before. It must rest on the ministry's root that
// the desk knows, or on one for which that root vouches, and may not be older than the one kept: see seal.Bundle.Successor. A refusal
// is wire.ErrTrust, leaves the last good bundle in use, and stands in TrustStanding.
func (d *Desk) KeepTrustBundle(ctx context.Context, bundle []byte) error {
	return d.keepTrust(ctx, bundle, d.successor)
}

// successor reads what may take the kept bundle's place.
func (d *Desk) successor(tx *records.Tx, data []byte) (*seal.Bundle, error) {
	kept, err := keptTrust(tx)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		return kept.Successor(data, d.now())
	}
	root, err := seal.ParseRoot(d.About().Root)
	if err != nil {
		return nil, err
	}
	return seal.ParseBundle(data, root)
}

func (d *Desk) keepTrust(ctx context.Context, data []byte, read func(*records.Tx, []byte) (*seal.Bundle, error)) error {
	var refused *trustRefusal
	err := d.db.Write(ctx, func(tx *records.Tx) error {
		b, err := read(tx, data)
		if e, is := errors.AsType[*seal.Error](err); is {
			refused = &trustRefusal{e.TextKey(), e.TextArgs(), e.Error(), err}
			stored, err := journal.Marshal(refused)
			if err != nil {
				return err
			}
			return records.SetMeta(tx, metaTrustRefused, stored)
		}
		if err != nil {
			return err
		}
		return errors.Join(records.SetMeta(tx, metaTrust, data), records.SetMeta(tx, metaTrustRefused, []byte{}), d.noteRevocation(tx, b))
	})
	if err == nil && refused != nil {
		return refused
	}
	return err
}

// keptTrust reads the bundle in use, nil when there is none. It was checked when it was taken.
func keptTrust(tx *records.Tx) (*seal.Bundle, error) {
	data, err := records.Meta(tx, metaTrust)
	if err != nil || data == nil {
		return nil, err
	}
	return seal.ParseBundle(data)
}

// TrustAnew takes a bundle of another root than the one trusted until now: after the ministry's root was lost or stolen nobody can vouch
// for the new one, so an administrator compares its fingerprint with the one that the ministry made known on paper or by telephone.
func (d *Desk) TrustAnew(ctx context.Context, bundle []byte, fingerprint string) error {
	user, _, err := d.unlocked()
	if err != nil {
		return err
	}
	if user.Role != expertise.RoleAdministrator {
		return ErrTrustRole
	}
	var root *seal.Root
	err = d.keepTrust(ctx, bundle, func(_ *records.Tx, data []byte) (*seal.Bundle, error) {
		b, err := seal.ParseBundle(data)
		if err != nil {
			return nil, err
		}
		if root = b.RootNamed(fingerprint); root == nil {
			return nil, ErrTrustRoot
		}
		return seal.ParseBundle(data, root)
	})
	if err != nil {
		return err
	}
	about := d.About()
	about.Root = root.DER()
	return d.setAbout(ctx, about)
}

// setAbout keeps what the desk knows of its registry.
func (d *Desk) setAbout(ctx context.Context, about wire.Enrolled) error {
	stored, err := journal.Marshal(about)
	if err != nil {
		return err
	}
	if err := d.db.Write(ctx, func(tx *records.Tx) error { return records.SetMeta(tx, "about", stored) }); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.about = about
	return nil
}

// TrustStanding is what the desk checks papers by.
type TrustStanding struct {
	Issued, Expires time.Time     // zero: no bundle was ever kept
	Age             time.Duration // never negative
	Roots           []string      // fingerprints, to be compared with the ministry's
	Refused         error         // why the last one that came was not taken, nil: it was; it has words in every language
}

// TrustStanding tells which bundle is in use, how old it is, and what was refused since.
func (d *Desk) TrustStanding(ctx context.Context) (s TrustStanding, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		kept, err := keptTrust(tx)
		if err != nil {
			return err
		}
		if kept != nil {
			s.Issued, s.Expires, s.Age = kept.Issued, kept.Expires, max(0, d.now().Sub(kept.Issued))
			for _, root := range kept.TrustedRoots() {
				s.Roots = append(s.Roots, seal.Fingerprint(root.DER()))
			}
		}
		stored, err := records.Meta(tx, metaTrustRefused)
		if err != nil || len(stored) == 0 {
			return err
		}
		var r trustRefusal
		if err := journal.Unmarshal(stored, &r); err != nil {
			return err
		}
		r.cause = wire.ErrTrust
		s.Refused = &r
		return nil
	})
	return s, err
}

// trusts tells whether a root is the one of the enrolment, or one that the kept bundle trusts.
func (d *Desk) trusts(ctx context.Context, root *seal.Root) (is bool, err error) {
	if own, err := seal.ParseRoot(d.About().Root); err == nil && own.KeyID == root.KeyID {
		return true, nil
	}
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		kept, err := keptTrust(tx)
		if err != nil || kept == nil {
			return err
		}
		for _, trusted := range kept.TrustedRoots() {
			is = is || trusted.KeyID == root.KeyID
		}
		return nil
	})
	return is, err
}
