package desk

import (
	"context"

	"medsoc/certs/page"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// Document is a certificate ready to be shown or printed: the page, and the sealed bytes that go with it as an attachment.
type Document struct {
	Certificate expertise.CertificateFile
	Page        *page.Model
}

// PDF draws the document. The same certificate gives the same bytes.
func (d *Document) PDF() ([]byte, error) { return page.PDF(d.Page, d.Certificate.Personal.Sealed) }

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
		model, err := d.lay(&v.CaseFile, &f)
		return &Document{f, model}, err
	}
	return nil, expertise.Invalid("certificate.unknown", "")
}

// lay makes the page of a certificate.
func (d *Desk) lay(c *expertise.CaseFile, f *expertise.CertificateFile) (*page.Model, error) {
	form, err := d.profile.Form()
	if err != nil {
		return nil, err
	}
	return page.Build(f.Personal.Sealed, form, d.particulars(c, f), f.Issued.In(d.profile.Location()))
}

func (d *Desk) particulars(c *expertise.CaseFile, f *expertise.CertificateFile) page.Particulars {
	name := f.Personal.Name
	p := page.Particulars{Surname: name.Surname, Given: name.Given, Patronymic: name.Patronymic, Identifier: f.Personal.Identifier,
		Commission: law.FormText(d.about.CommissionName)}
	for _, x := range c.Decisions {
		if x.Decision.ID != f.Decision {
			continue
		}
		if cause, known := d.profile.Cause(x.Decision.Cause); known {
			p.Cause = law.FormText(cause.Names)
		}
		p.Decision = string(c.Referral.Number)
	}
	return p
}
