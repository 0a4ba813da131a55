package desk

import (
	"context"

	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/records"
)

// Document is a certificate ready to be shown or printed: the page, and the sealed bytes that go with it as an attachment.
type Document struct {
	Certificate expertise.CertificateFile
	Page        *page.Model
	desk        *Desk
}

// PDF draws the document. The same certificate gives the same bytes.
func (d *Document) PDF() ([]byte, error) { return page.PDF(d.Page, d.Certificate.Personal.Sealed) }

// Signed draws the document and puts the desk's signature under the file, which readers of PDF know by themselves. It is made anew each
// time, so its bytes differ; what it signs does not. A desk that has no certificate for this yet is ErrUnsigned.
func (d *Document) Signed(ctx context.Context) ([]byte, error) {
	pdf, err := d.PDF()
	if err != nil {
		return nil, err
	}
	return d.desk.SignPDF(pdf)
}

// SignPDF puts the desk's signature under a file, for papers that are printed together.
func (d *Desk) SignPDF(pdf []byte) ([]byte, error) {
	_, keys, err := d.unlocked()
	if err != nil {
		return nil, err
	}
	if !d.SignsPDF() {
		return nil, ErrUnsigned
	}
	chain, err := d.DocumentChain()
	if err != nil {
		return nil, err
	}
	now := d.now()
	if now.After(chain[0].NotAfter) || now.Before(chain[0].NotBefore) {
		return nil, ErrSigner
	}
	return page.Sign(pdf, keys.signer.ECDSA(), chain, now)
}

// SignsPDF tells whether this desk has a certificate for signatures on PDF files.
func (d *Desk) SignsPDF() bool { return len(d.About().Document) > 0 }

// Document lays out a case's certificate from what its op holds and the profile; nothing that changed since it was issued comes in.
func (d *Desk) Document(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) (*Document, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, f := range v.Certificates {
		if f.ID != certificate {
			continue
		}
		if len(f.Personal.Sealed) == 0 {
			return nil, expertise.Invalid("person.erased", "")
		}
		var model *page.Model
		err := d.db.Read(ctx, func(tx *records.Tx) error {
			model, err = d.lay(tx, &v.CaseFile, &f)
			return err
		})
		return &Document{f, model, d}, err
	}
	return nil, expertise.Invalid("certificate.unknown", "")
}

// lay makes the page of a certificate, by the law of its decision: a paper printed again after a new law looks as it did.
func (d *Desk) lay(tx *records.Tx, c *expertise.CaseFile, f *expertise.CertificateFile) (*page.Model, error) {
	claims, err := seal.Peek(f.Personal.Sealed)
	if err != nil {
		return nil, err
	}
	by := d.Profile()
	name := f.Personal.Name
	p := page.Particulars{Surname: name.Surname, Given: name.Given, Patronymic: name.Patronymic, Identifier: f.Personal.Identifier,
		Commission: law.FormText(d.about.CommissionName)}
	for i := range c.Decisions {
		x := &c.Decisions[i].Decision
		if x.ID != f.Decision {
			continue
		}
		if by, err = d.lawOf(tx, x); err != nil {
			return nil, err
		}
		if cause, known := by.Cause(x.Cause); known {
			p.Cause = law.FormText(cause.Names)
		}
		p.Decision, p.Labour = string(c.Referral.Number), x.Labour
	}
	p.PhotoPlace = by.Papers.Photo
	for _, number := range claims.Services {
		for _, service := range by.Services {
			if service.Seal == number {
				p.Services = append(p.Services, law.FormText(service.Names))
			}
		}
	}
	if old := c.Form(f.Replaces); old != nil {
		p.Replaces = old.Number
	}
	form, err := by.Form()
	if err != nil {
		return nil, err
	}
	return page.Build(f.Personal.Sealed, form, p, f.Issued.In(by.Location()))
}
