package desk

import (
	"context"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// When a desk asks for a new signer: a month before the old one ends, or when few numbers are left.
const (
	renewBefore  = 30 * 24 * time.Hour
	renewNumbers = 100
)

// SignerDue tells whether the sealing certificate should be renewed now, and for which public point.
func (d *Desk) SignerDue(ctx context.Context) (point []byte, due bool, err error) {
	_, keys, err := d.unlocked()
	if err != nil {
		return nil, false, err
	}
	if point, err = keys.signer.Public(); err != nil {
		return nil, false, err
	}
	certificate, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		return nil, false, err
	}
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		left, err := d.numbersLeft(tx)
		due = err != nil || left < renewNumbers || certificate.Certificate.NotAfter.Sub(d.now()) < renewBefore
		return nil
	})
	return point, due, err
}

// TakeSigner keeps a new certificate of the desk's sealing key. One that is not for this key, this commission or from this root is
// refused; papers sealed with the old one stay what they are.
func (d *Desk) TakeSigner(ctx context.Context, answer wire.Enrolled) error {
	_, keys, err := d.unlocked()
	if err != nil {
		return err
	}
	about := d.About()
	root, err := seal.ParseRoot(about.Root)
	if err != nil {
		return err
	}
	certificate, err := seal.ParseSigner(answer.Signer)
	if err != nil {
		return err
	}
	if _, err := seal.NewSigner(certificate, keys.signer.ECDSA()); err != nil {
		return err
	}
	if !certificate.CertifiedBy(root) || certificate.Scope.Commission != about.Commission {
		return ErrSigner
	}
	about.Signer = answer.Signer
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
