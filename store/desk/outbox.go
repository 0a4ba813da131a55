package desk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// These methods are what package sync asks of a desk; each is one transaction.

// syncPlace is where the desk stands in the feed.
type syncPlace struct {
	After int64     `json:"after"`
	Epoch string    `json:"epoch"`
	Head  wire.Head `json:"head"`
}

func (d *Desk) place(tx *records.Tx) (p syncPlace, err error) {
	stored, err := records.Meta(tx, "sync.place")
	if err != nil || stored == nil {
		return syncPlace{Epoch: d.about.Epoch}, err
	}
	return p, journal.Unmarshal(stored, &p)
}

func setPlace(tx *records.Tx, p syncPlace) error {
	stored, err := journal.Marshal(p)
	if err != nil {
		return err
	}
	return records.SetMeta(tx, "sync.place", stored)
}

// SyncState says where the desk stands.
func (d *Desk) SyncState(ctx context.Context) (s wire.State, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		p, err := d.place(tx)
		if err != nil {
			return err
		}
		s = wire.State{Desk: d.about.Desk, After: p.After, Epoch: p.Epoch, Head: p.Head, HeadKey: d.about.HeadKey, RegistryURL: d.url}
		if s.Law, err = d.lastLaw(tx); err != nil {
			return err
		}
		kept, err := records.Meta(tx, metaTrust)
		if err == nil && kept != nil {
			sum := sha256.Sum256(kept)
			s.Trust = sum[:]
		}
		return err
	})
	return s, err
}

// Outbox gives unsent ops in chain order, at least one if any, and the keys of the persons they concern, wrapped to the registry.
func (d *Desk) Outbox(ctx context.Context, maxOps, maxBytes int) (push wire.Push, err error) {
	err = d.read(ctx, func(tx *records.Tx, keys records.ReaderKeys) error {
		p, err := d.place(tx)
		if err != nil {
			return err
		}
		push = wire.Push{Epoch: p.Epoch}
		unsent, err := records.Unsent(tx, d.about.Desk, maxOps)
		if err != nil {
			return err
		}
		granted := map[expertise.PersonID]bool{"": true}
		size := 0
		for _, s := range unsent {
			size += len(s.Bytes) + len(s.Signature)
			if size > maxBytes && len(push.Ops) > 0 {
				break
			}
			push.Ops = append(push.Ops, s.Signed)
			op, err := s.Parse()
			if err != nil {
				return err
			}
			if granted[op.Subject] {
				continue
			}
			granted[op.Subject] = true
			key, err := keys.PersonKey(tx, op.Subject)
			if err != nil {
				return err
			}
			if key == nil {
				continue
			}
			grant, err := journal.NewGrant(d.about.Reading, op.Subject, key)
			if err != nil {
				return err
			}
			push.Grants = append(push.Grants, grant)
		}
		return nil
	})
	return push, err
}

// Answer keeps what the registry answered.
func (d *Desk) Answer(ctx context.Context, results []wire.Result) error {
	keys, err := d.readable()
	if err != nil {
		return err
	}
	refused := false
	err = d.db.Write(ctx, func(tx *records.Tx) error {
		for _, r := range results {
			refused = refused || r.Refused != ""
			if r.Seq <= 0 && r.Refused == "" {
				return fmt.Errorf("the registry answered neither number nor reason for op %s: synchronise again", r.ID)
			}
			if err := records.Acknowledge(tx, r.ID, r.Seq, r.Refused, keys); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || !refused {
		return err
	}
	return d.renewLaw(ctx) // a confirmation may be among them
}

// TakePage keeps keys, ops and the place in the feed together.
func (d *Desk) TakePage(ctx context.Context, page wire.Page) error {
	keys, err := d.readable()
	if err != nil {
		return err
	}
	rules := false
	err = d.db.Write(ctx, func(tx *records.Tx) error {
		for _, g := range page.Grants {
			if err := keys.KeepGrant(tx, g); err != nil {
				return err
			}
		}
		for _, op := range page.Ops {
			if err := records.Take(tx, op.Op, op.Seq, keys); err != nil {
				return err
			}
			rules = rules || ofRule(op.Op)
		}
		return setPlace(tx, syncPlace{After: page.Next, Epoch: page.Epoch, Head: page.Head})
	})
	if err != nil || !rules {
		return err
	}
	return d.renewLaw(ctx)
}

func ofRule(signed journal.Signed) bool {
	op, err := signed.Parse()
	return err == nil && op.Entity.Kind == journal.EntityRule
}

// SignChallenge proves to the registry that this is the desk.
func (d *Desk) SignChallenge(nonce []byte) ([]byte, error) {
	_, keys, err := d.unlocked()
	if err != nil {
		return nil, err
	}
	return keys.signing.Sign(wire.TokenHash(nonce))
}

// Resend begins a new epoch: a restored registry numbers everything anew.
func (d *Desk) Resend(ctx context.Context, epoch string) error {
	return d.db.Write(ctx, func(tx *records.Tx) error {
		if err := records.ForgetNumbers(tx); err != nil {
			return err
		}
		return setPlace(tx, syncPlace{Epoch: epoch})
	})
}

// Synced notes the end of a synchronisation for the status line.
func (d *Desk) Synced(ctx context.Context, at time.Time, report wire.Report) error {
	stored, err := journal.Marshal(lastSync{at.UnixMilli(), report})
	if err != nil {
		return err
	}
	return d.db.Write(ctx, func(tx *records.Tx) error { return records.SetMeta(tx, "sync.last", stored) })
}

type lastSync struct {
	At     int64       `json:"at"`
	Report wire.Report `json:"report"`
}

// Status is what the status bar shows.
type Status struct {
	records.Standing
	LastSync time.Time // zero before the first
	Report   wire.Report
	Revoked  time.Time // since when the ministry's list has the desk's signer as revoked; zero: it stands
}

// Status counts for the status bar and the navigation. Before the unlock that brings an earlier program's records up to date it counts
// nothing.
func (d *Desk) Status(ctx context.Context) (s Status, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		if !d.db.Earlier() {
			if s.Standing, err = records.Stand(tx, d.about.Desk); err != nil {
				return err
			}
		}
		if s.Revoked, err = d.revokedSince(tx); err != nil {
			return err
		}
		stored, err := records.Meta(tx, "sync.last")
		if err != nil || stored == nil {
			return err
		}
		var last lastSync
		err = journal.Unmarshal(stored, &last)
		s.LastSync, s.Report = time.UnixMilli(last.At), last.Report
		return err
	})
	return s, err
}

// RefusedOp is an own op that the registry did not accept, as the sync screen shows it.
type RefusedOp struct {
	Op     expertise.OpID
	Kind   expertise.Kind
	Entity journal.Entity
	At     time.Time
	Reason string
}

// Refused lists refused ops, newest first.
func (d *Desk) Refused(ctx context.Context, limit int) (list []RefusedOp, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		stored, err := records.Refused(tx, limit)
		for _, s := range stored {
			op, err := s.Parse()
			if err != nil {
				return err
			}
			list = append(list, RefusedOp{op.ID, op.Kind, op.Entity, op.Time(), s.Refused})
		}
		return err
	})
	return list, err
}

// Conflicts lists persons with a field that several desks wrote, by name.
func (d *Desk) Conflicts(ctx context.Context, limit int) (rows []records.PersonRow, err error) {
	err = d.read(ctx, func(tx *records.Tx, _ records.ReaderKeys) error {
		rows, err = records.ListConflicts(tx, limit)
		return err
	})
	return rows, err
}
