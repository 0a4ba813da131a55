package desk

import (
	"bytes"
	"context"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// metaRevoked keeps what the trust bundle says of the desk's own signer, so that nobody reads the whole bundle before each paper.
const metaRevoked = "signer.revoked"

// revocation says since when the ministry's list has a signer as revoked.
type revocation struct {
	Signer []byte `json:"signer"` // key id
	Since  int64  `json:"since"`  // milliseconds since 1970, 0: it is not revoked
}

// noteRevocation keeps what a bundle says of the desk's signer.
func (d *Desk) noteRevocation(tx *records.Tx, b *seal.Bundle) error {
	signer, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		return err
	}
	note := revocation{Signer: signer.KeyID[:]}
	for _, entry := range b.Signers {
		if !entry.RevokedSince.IsZero() && bytes.Equal(entry.Certificate, signer.DER()) {
			note.Since = entry.RevokedSince.UnixMilli()
		}
	}
	stored, err := journal.Marshal(note)
	if err != nil {
		return err
	}
	return records.SetMeta(tx, metaRevoked, stored)
}

// lookAtTrust makes up for a bundle that was kept before desks looked for themselves in it.
func (d *Desk) lookAtTrust(ctx context.Context) error {
	var kept *seal.Bundle
	err := d.db.Read(ctx, func(tx *records.Tx) error {
		noted, err := records.Meta(tx, metaRevoked)
		if err != nil || noted != nil {
			return err
		}
		kept, err = keptTrust(tx)
		return err
	})
	if err != nil || kept == nil {
		return err
	}
	return d.db.Write(ctx, func(tx *records.Tx) error { return d.noteRevocation(tx, kept) })
}

// revokedSince tells since when the desk may not seal; zero: it may. A new signer has nothing to do with what was noted of the one before.
func (d *Desk) revokedSince(tx *records.Tx) (time.Time, error) {
	stored, err := records.Meta(tx, metaRevoked)
	if err != nil || stored == nil {
		return time.Time{}, err
	}
	var note revocation
	if err := journal.Unmarshal(stored, &note); err != nil {
		return time.Time{}, err
	}
	signer, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		return time.Time{}, err
	}
	since := time.UnixMilli(note.Since)
	if note.Since == 0 || !bytes.Equal(note.Signer, signer.KeyID[:]) || d.now().Before(since) {
		return time.Time{}, nil
	}
	return since, nil
}
