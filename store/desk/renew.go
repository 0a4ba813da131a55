package desk

import (
	"context"
	"crypto/x509"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// When a desk asks for a new signer: a month before the old one ends, or when few numbers are left.
const (
	renewBefore  = 30 * 24 * time.Hour
	renewNumbers = 100
)

// SignerDue tells whether the sealing certificate should be renewed now, and for which public point. A desk of an earlier program has none
// for PDF files yet. A revoked one is not renewed.
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
		if revoked, err := d.revokedSince(tx); err != nil || !revoked.IsZero() {
			return err
		}
		left, err := d.numbersLeft(tx)
		due = err != nil || len(d.About().Document) == 0 || left < renewNumbers || certificate.Certificate.NotAfter.Sub(d.now()) < renewBefore
		return nil
	})
	return point, due, err
}

// TakeSigner keeps a new certificate of the desk's sealing key, and the one for signatures on PDF files. What is not for this key, not for
// this commission or not from a root that the desk trusts is refused; papers sealed with the old one stay what they are.
func (d *Desk) TakeSigner(ctx context.Context, answer wire.Enrolled) error {
	_, keys, err := d.unlocked()
	if err != nil {
		return err
	}
	root, err := seal.ParseRoot(answer.Root)
	if err != nil {
		return err
	}
	publisher, err := seal.ParsePublisher(answer.Publisher)
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
	trusted, err := d.trusts(ctx, root)
	if err != nil {
		return err
	}
	about := d.About()
	document := seal.CertifiesDocuments(answer.Document, publisher, keys.signer.ECDSA().Public(), d.now())
	if !trusted || !publisher.CertifiedBy(root) || !certificate.CertifiedBy(publisher) || certificate.Scope.Commission != about.Commission || !document {
		return ErrSigner
	}
	about.Root, about.Publisher, about.Signer, about.Document = answer.Root, answer.Publisher, answer.Signer, answer.Document
	if err := d.setAbout(ctx, about); err != nil {
		return err
	}
	return d.noteBlock(ctx)
}

// DocumentChain gives the certificate by which the desk signs PDF files, then the registry's, then the root.
func (d *Desk) DocumentChain() ([]*x509.Certificate, error) {
	about := d.About()
	chain := make([]*x509.Certificate, 0, 3)
	for _, der := range [][]byte{about.Document, about.Publisher, about.Root} {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, ErrSigner
		}
		chain = append(chain, c)
	}
	return chain, nil
}
