package desk

import (
	"context"
	"encoding/hex"
	"slices"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/records"
)

// Issue takes the next number, seals the certificate of the decision in force and writes it into the case: a certificate of disability,
// or a refusal notice where none was established. It needs no network.
func (d *Desk) Issue(ctx context.Context, id expertise.CaseID) (expertise.CertificateID, error) {
	return d.IssueKind(ctx, id, expertise.KindCertificate)
}

// IssueKind issues a paper of a kind. An extract for the payer and an excerpt of the rehabilitation programme stand beside a certificate
// of disability that is valid. A case has one valid paper of each kind; another one is a duplicate, or
// follows one that was voided; after one that was revoked, only a chair issues it.
func (d *Desk) IssueKind(ctx context.Context, id expertise.CaseID, kind expertise.CertificateKind) (expertise.CertificateID, error) {
	issued, err := d.issue(ctx, id, kind, true)
	return issued.ID, err
}

func (d *Desk) issue(ctx context.Context, id expertise.CaseID, kind expertise.CertificateKind, named bool) (issued expertise.Certificate, err error) {
	signer, keys, err := d.signerAndKeys(ctx)
	if err != nil {
		return issued, err
	}
	err = d.steps(ctx, id, func(tx *records.Tx, c *expertise.CaseFile) (expertise.Change, error) {
		decision := c.Decision()
		if !expertise.CanStep(c.State, expertise.KindCertificateIssued) || decision == nil || !decision.InForce {
			// Apply gives the sentence that names the state and what is possible in it.
			return &expertise.CertificateIssued{}, nil
		}
		switch main := c.Certificate(); {
		case c.Paper(kind) != nil:
			return nil, expertise.Invalid("certificate.exists", "")
		case !named && c.Withdrawn(kind):
			return nil, expertise.Invalid("certificate.withdrawn", "")
		case kind.Aside() && (main == nil || main.Kind != expertise.KindCertificate):
			return nil, expertise.Invalid("certificate.first", "")
		}
		person, err := records.LoadPerson(tx, c.Referral.Person, keys)
		if err != nil {
			return nil, err
		}
		if person.Sealed {
			return nil, expertise.Invalid("person.erased", "")
		}
		by, err := d.lawOf(tx, &decision.Decision)
		if err != nil {
			return nil, err
		}
		claims, personal, err := says(by, kind, &decision.Decision, &person.Person)
		if err != nil {
			return nil, err
		}
		change, err := d.sealed(tx, signer, claims, expertise.Certificate{}, personal, c)
		if err == nil {
			issued = change.Certificate
		}
		return change, err
	})
	return issued, err
}

// Duplicate issues a paper again that was lost, under a new number and marked as a duplicate. It says what the lost one said, also when
// the person's record was changed since; the lost one is replaced in the same moment.
func (d *Desk) Duplicate(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) (expertise.CertificateID, error) {
	signer, _, err := d.signerAndKeys(ctx)
	if err != nil {
		return "", err
	}
	if reason == "" {
		return "", expertise.Invalid("certificate.reason", "reason")
	}
	var issued expertise.CertificateID
	err = d.steps(ctx, id, func(tx *records.Tx, c *expertise.CaseFile) (expertise.Change, error) {
		old := c.Form(certificate)
		switch {
		case old == nil:
			return nil, expertise.Invalid("certificate.unknown", "")
		case !old.State.Valid():
			return nil, old.Ended()
		case len(old.Personal.Sealed) == 0:
			return nil, expertise.Invalid("person.erased", "")
		}
		said, err := seal.Peek(old.Personal.Sealed)
		if err != nil {
			return nil, err
		}
		claims := *said
		claims.Name, claims.Duplicate = sealName(old.Personal.Name), true
		change, err := d.sealed(tx, signer, claims, expertise.Certificate{Replaces: certificate}, old.Personal, c)
		if err == nil {
			issued = change.Certificate.ID
		}
		return change, err
	}, func(*records.Tx, *expertise.CaseFile) (expertise.Change, error) {
		return &expertise.CertificateReplaced{Certificate: certificate, By: issued, Reason: reason}, nil
	})
	return issued, err
}

// signerAndKeys joins the sealing key to its certificate and refuses one that has expired or was revoked, because nobody would accept what
// it seals; the keys open persons' records.
func (d *Desk) signerAndKeys(ctx context.Context) (*seal.Signer, records.ReaderKeys, error) {
	_, keys, err := d.unlocked()
	if err != nil {
		return nil, records.ReaderKeys{}, err
	}
	certificate, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		return nil, records.ReaderKeys{}, err
	}
	now := d.now()
	if now.After(certificate.Certificate.NotAfter) || now.Before(certificate.Certificate.NotBefore) {
		return nil, records.ReaderKeys{}, ErrSigner
	}
	var revoked time.Time
	if err := d.db.Read(ctx, func(tx *records.Tx) error { revoked, err = d.revokedSince(tx); return err }); err != nil {
		return nil, records.ReaderKeys{}, err
	}
	if !revoked.IsZero() {
		return nil, records.ReaderKeys{}, ErrRevoked
	}
	signer, err := seal.NewSigner(certificate, keys.signer.ECDSA())
	return signer, records.ReaderKeys{Reader: keys.reading}, err
}

func sealName(n expertise.Name) seal.Name {
	return seal.Name{Surname: n.Surname, Given: n.Given, Patronymic: n.Patronymic}
}

// says is what a paper of a kind says about a decision and its person. What the form of the kind does not list stands neither in its seal
// nor in its record: a payer learns from an extract what the extract shows.
func says(by *law.Profile, kind expertise.CertificateKind, x *expertise.Decision, p *expertise.Person) (seal.Claims, expertise.CertificatePersonal, error) {
	var none expertise.CertificatePersonal
	if !kind.Aside() {
		kind = expertise.KindCertificate
		if by.Outcomes[0].Code == x.Outcome.Code {
			kind = expertise.KindRefusal
		}
	}
	form, err := by.Form()
	if err != nil {
		return seal.Claims{}, none, err
	}
	outcome, _ := by.Outcome(x.Outcome.Code)
	claims := seal.Claims{Kind: kind, Name: sealName(p.Name), Outcome: outcome.Seal, Since: x.Since}
	claims.SetTerm(x.Until, by.Location())
	personal := expertise.CertificatePersonal{Name: p.Name}
	named, _ := law.FormKind(kind)
	for _, field := range form.Fields[named] {
		switch field.Name {
		case "birth":
			claims.Birth = p.Birth
		case "identifier":
			claims.IdentifierTail, personal.Identifier = p.Identifier.Tail(), p.Identifier.Value
		case "percent":
			claims.Percent = x.Outcome.Percent
		case "next":
			claims.Next = x.Next
		}
	}
	if kind == expertise.KindProgramme {
		if claims.Services, err = serviceNumbers(by, x.Services); err != nil {
			return claims, none, err
		}
	}
	return claims, personal, nil
}

// serviceNumbers are the services of a programme as a seal has them.
func serviceNumbers(by *law.Profile, codes []string) ([]int, error) {
	if len(codes) == 0 {
		return nil, expertise.Invalid("certificate.services", "")
	}
	numbers := make([]int, len(codes))
	for i, code := range codes {
		service, known := by.Service(code)
		if !known {
			return nil, expertise.Invalid("certificate.service", "", "code", code)
		}
		numbers[i] = service.Seal
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), nil
}

// unconfirmed says why a decision that rested on unconfirmed law has no paper, and what to do: where the law was confirmed since, the
// decision still says that it was not, so the commission decides again.
func (d *Desk) unconfirmed(tx *records.Tx, x *expertise.Decision) error {
	reasons, err := d.explain(tx, x)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(reasons, func(r law.Reason) bool { return r.Verify }) {
		return expertise.Invalid("certificate.verify", "")
	}
	return expertise.Invalid("certificate.verified", "")
}

// sealed takes number and place, seals, and lays the page out: a paper that cannot be printed takes no number, because the error
// undoes the whole step.
func (d *Desk) sealed(tx *records.Tx, signer *seal.Signer, claims seal.Claims, x expertise.Certificate, personal expertise.CertificatePersonal, c *expertise.CaseFile) (*expertise.CertificateIssued, error) {
	scope, decision := signer.Certificate.Scope, &c.Decision().Decision
	if decision.Basis.Verify && !scope.Sample {
		return nil, d.unconfirmed(tx, decision)
	}
	err := keepBlock(tx, scope)
	if err != nil {
		return nil, err
	}
	if claims.Number, err = takeNext(tx, metaNumber, scope.NumberFrom, scope.NumberTo); err != nil {
		return nil, err
	}
	if claims.StatusIndex, err = takeNext(tx, metaIndex, scope.IndexFrom, scope.IndexTo); err != nil {
		return nil, err
	}
	claims.Issuer, claims.Issued, claims.Commission, claims.Sample = d.about.Host, d.now().UTC().Truncate(time.Second), scope.Commission, scope.Sample
	if personal.Sealed, err = seal.Seal(claims, signer); err != nil {
		return nil, err
	}
	hash := seal.Hash(personal.Sealed)
	x.ID, x.Kind, x.Number, x.Index, x.Decision = expertise.CertificateID(newID()), claims.Kind, claims.Number, claims.StatusIndex, decision.ID
	x.Commission, x.SealHash, x.Issued, x.Sample = scope.Commission, hex.EncodeToString(hash[:]), claims.Issued, scope.Sample
	change := &expertise.CertificateIssued{Certificate: x, Personal: personal}
	_, err = d.lay(tx, c, &expertise.CertificateFile{Certificate: x, Personal: personal})
	return change, err
}
