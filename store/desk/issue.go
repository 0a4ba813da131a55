package desk

import (
	"context"
	"encoding/hex"
	"strconv"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/records"
)

// Issue takes the next number, seals the certificate of the decision in force and writes it into the case: a certificate of disability,
// or a refusal notice where none was established. It needs no network.
func (d *Desk) Issue(ctx context.Context, id expertise.CaseID) (expertise.CertificateID, error) {
	signer, err := d.signer()
	if err != nil {
		return "", err
	}
	keys, err := d.readable()
	if err != nil {
		return "", err
	}
	certificate := expertise.CertificateID(newID())
	return certificate, d.step(ctx, id, func(tx *records.Tx, c *expertise.CaseFile) (expertise.Change, error) {
		decision := c.Decision()
		if !expertise.CanStep(c.State, expertise.KindCertificateIssued) || decision == nil || !decision.InForce {
			// Apply gives the sentence that names the state and what is possible in it.
			return &expertise.CertificateIssued{}, nil
		}
		if c.Certificate() != nil {
			return nil, expertise.Invalid("certificate.exists", "")
		}
		if decision.Decision.Basis.Verify && !signer.Certificate.Scope.Sample {
			return nil, expertise.Invalid("certificate.verify", "")
		}
		person, err := records.LoadPerson(tx, c.Referral.Person, keys)
		if err != nil {
			return nil, err
		}
		if person.Sealed {
			return nil, expertise.Invalid("person.erased", "")
		}
		return d.sealed(tx, signer, certificate, &person.Person, c)
	})
}

// signer joins the sealing key to its certificate and refuses one that has expired.
func (d *Desk) signer() (*seal.Signer, error) {
	_, keys, err := d.unlocked()
	if err != nil {
		return nil, err
	}
	certificate, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		return nil, err
	}
	now := d.now()
	if now.After(certificate.Certificate.NotAfter) || now.Before(certificate.Certificate.NotBefore) {
		return nil, ErrSigner
	}
	return seal.NewSigner(certificate, keys.signer.ECDSA())
}

// sealed takes number and place, seals, and lays the page out: a paper that cannot be printed takes no number, because the error
// undoes the whole step.
func (d *Desk) sealed(tx *records.Tx, signer *seal.Signer, id expertise.CertificateID, p *expertise.Person, c *expertise.CaseFile) (expertise.Change, error) {
	x := &c.Decision().Decision
	scope := signer.Certificate.Scope
	number, err := takeNext(tx, "certificate.number", scope.NumberFrom, scope.NumberTo)
	if err != nil {
		return nil, err
	}
	index, err := takeNext(tx, "certificate.index", scope.IndexFrom, scope.IndexTo)
	if err != nil {
		return nil, err
	}
	by, err := d.lawOf(tx, x)
	if err != nil {
		return nil, err
	}
	outcome, _ := by.Outcome(x.Outcome.Code)
	kind := expertise.KindCertificate
	if by.Outcomes[0].Code == x.Outcome.Code {
		kind = expertise.KindRefusal
	}
	issued := d.now().UTC().Truncate(time.Second)
	claims := seal.Claims{Issuer: d.about.Host, Issued: issued, StatusIndex: index, Number: number, Kind: kind,
		Name:  seal.Name{Surname: p.Name.Surname, Given: p.Name.Given, Patronymic: p.Name.Patronymic},
		Birth: p.Birth, IdentifierTail: p.Identifier.Tail(), Outcome: outcome.Seal, Percent: x.Outcome.Percent, Since: x.Since, Next: x.Next,
		Commission: scope.Commission, Sample: scope.Sample}
	claims.SetTerm(x.Until, by.Location())
	token, err := seal.Seal(claims, signer)
	if err != nil {
		return nil, err
	}
	hash := seal.Hash(token)
	change := &expertise.CertificateIssued{
		Certificate: expertise.Certificate{ID: id, Kind: kind, Number: number, Decision: x.ID, Commission: scope.Commission, Index: index,
			SealHash: hex.EncodeToString(hash[:]), Issued: issued, Sample: scope.Sample},
		Personal: expertise.CertificatePersonal{Sealed: token, Name: p.Name, Identifier: p.Identifier.Value},
	}
	_, err = d.lay(tx, c, &expertise.CertificateFile{Certificate: change.Certificate, Personal: change.Personal})
	return change, err
}

// takeNext counts through a reserved block and remembers where it is, within the transaction that uses the number.
func takeNext(tx *records.Tx, name string, from, to uint64) (uint64, error) {
	stored, err := records.Meta(tx, name)
	if err != nil {
		return 0, err
	}
	next := from
	if last, err := strconv.ParseUint(string(stored), 10, 64); err == nil && last >= from && last <= to {
		next = last + 1
	}
	if next > to {
		return 0, ErrNumbers
	}
	return next, records.SetMeta(tx, name, []byte(strconv.FormatUint(next, 10)))
}

// Printed notes that a form was printed.
func (d *Desk) Printed(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) error {
	return d.step(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificatePrinted{Certificate: certificate}, nil
	})
}

// HandOver notes who received the paper.
func (d *Desk) HandOver(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, receiver string) error {
	return d.step(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificateHandedOver{Certificate: certificate, On: d.Today(), Personal: expertise.Handover{Receiver: receiver}}, nil
	})
}

// Void writes off a spoiled form, with a reason; the decision stays and a new form can be issued.
func (d *Desk) Void(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error {
	return d.step(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificateVoided{Certificate: certificate, Reason: reason}, nil
	})
}

// Revoke takes a certificate back that should not have been issued; only a chair may.
func (d *Desk) Revoke(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error {
	return d.step(ctx, id, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificateRevoked{Certificate: certificate, Reason: reason}, nil
	})
}
