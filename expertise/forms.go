package expertise

// Certificate finds the certificate of disability or refusal notice that stands; nil when there is none.
func (c *CaseFile) Certificate() *CertificateFile { return c.Paper(KindCertificate) }

// Paper finds the paper of a kind that stands, nil when there is none. There is never more than one: certificate and refusal notice share
// one place, since a decision has one or the other.
func (c *CaseFile) Paper(k CertificateKind) *CertificateFile {
	for i := range c.Certificates {
		if f := &c.Certificates[i]; f.State.Valid() && (f.Kind == k || !f.Kind.Aside() && !k.Aside()) {
			return f
		}
	}
	return nil
}

// Form finds a paper by its id, standing or not; nil when the case has none of that id.
func (c *CaseFile) Form(id CertificateID) *CertificateFile {
	for i := range c.Certificates {
		if c.Certificates[i].ID == id {
			return &c.Certificates[i]
		}
	}
	return nil
}

// Withdrawn tells whether the newest paper of a kind for the decision in force was revoked: that one should not have been issued, so another
// does not follow by itself. A paper that stood beside a certificate waits for nobody once the certificate was issued anew.
func (c *CaseFile) Withdrawn(k CertificateKind) (is bool) {
	d := c.Decision()
	if d == nil {
		return false
	}
	revoked := false // the certificate before
	for i := range c.Certificates {
		f := &c.Certificates[i]
		if f.Decision != d.Decision.ID {
			continue
		}
		if !f.Kind.Aside() {
			is = is && !revoked
			revoked = f.State == FormRevoked
		}
		if f.Kind == k || !f.Kind.Aside() && !k.Aside() {
			is = f.State == FormRevoked
		}
	}
	return is
}

// May tells whether the paper's own state allows a step. A paper that somebody has is not given twice, and is not spoiled at the desk.
func (f *CertificateFile) May(k Kind) bool {
	switch k {
	case KindCertificateHandedOver, KindCertificateVoided:
		return f.State == FormIssued || f.State == FormPrinted
	}
	return f.State.Valid()
}

func (c *CaseFile) applyToForm(e Entry, members Members, to *State) (note string, err error) {
	switch ch := e.Change.(type) {
	case *CertificateIssued:
		user, _ := members.Member(e.User)
		return "", c.issue(ch, user.Role)
	case *CertificatePrinted:
		f, err := c.standing(ch.Certificate, ch.Kind())
		if err == nil && f.State != FormHandedOver { // else a copy for the file; the paper itself stays where it is
			f.State = FormPrinted
		}
		return "", err
	case *CertificateHandedOver:
		if ch.Personal.Receiver == "" && !e.Sealed {
			return "", Invalid("certificate.receiver", "receiver")
		}
		f, err := c.standing(ch.Certificate, ch.Kind())
		if err != nil {
			return "", err
		}
		f.State, f.Receiver, f.GivenOn = FormHandedOver, ch.Personal.Receiver, ch.On
		if f.Kind.Aside() {
			*to = c.State
		}
		return "", nil
	case *CertificateVoided:
		return ch.Reason, c.end(ch.Certificate, ch.Kind(), FormVoided, ch.Reason, to)
	case *CertificateRevoked:
		return ch.Reason, c.end(ch.Certificate, ch.Kind(), FormRevoked, ch.Reason, to)
	case *CertificateReplaced:
		return ch.Reason, c.explain(ch)
	}
	return "", Invalid("transition", "", "step", string(e.Change.Kind()), "state", string(c.State), "allowed", "-")
}

// issue adds a paper. It stands alone of its kind, or takes the place of the one that it replaces in the same moment: between two entries
// that travel apart there is never a time in which both are good. What a chair took back only a chair issues again.
func (c *CaseFile) issue(ch *CertificateIssued, by Role) error {
	x := &ch.Certificate
	d := c.Decision()
	if d == nil || !d.InForce || d.Decision.ID != x.Decision {
		return Invalid("decision.unknown", "")
	}
	stands := c.Paper(x.Kind)
	switch main := c.Certificate(); {
	case c.Form(x.ID) != nil, stands != nil && x.Replaces == "":
		return Invalid("certificate.exists", "")
	case x.Replaces != "" && (stands == nil || stands.ID != x.Replaces || stands.Kind != x.Kind):
		return Invalid("certificate.unknown", "")
	case x.Kind.Aside() && (main == nil || main.Kind != KindCertificate):
		return Invalid("certificate.first", "")
	case x.Replaces == "" && by != RoleChair && c.Withdrawn(x.Kind):
		return Invalid("certificate.withdrawn", "")
	}
	if stands != nil {
		stands.State = FormReplaced
	}
	c.Certificates = append(c.Certificates, CertificateFile{Certificate: *x, Personal: ch.Personal, State: FormIssued})
	return nil
}

// Ended says what became of a paper that does not stand any more; nil while it stands.
func (f *CertificateFile) Ended() error {
	switch f.State {
	case FormReplaced:
		return Invalid("certificate.replaced", "")
	case FormVoided:
		return Invalid("certificate.voided", "")
	case FormRevoked:
		return Invalid("certificate.revoked", "")
	}
	return nil
}

// standing finds a paper for a step that it allows.
func (c *CaseFile) standing(id CertificateID, k Kind) (*CertificateFile, error) {
	f := c.Form(id)
	switch {
	case f == nil:
		return nil, Invalid("certificate.unknown", "")
	case !f.State.Valid():
		return nil, f.Ended()
	case !f.May(k):
		return nil, Invalid("certificate.given", "")
	}
	return f, nil
}

// end takes a paper out of the world. A decision whose certificate is gone waits for another one; a paper beside the certificate changes
// nothing about the case. What stands beside a certificate that should not have been issued falls with it; a spoiled sheet takes nothing
// with it.
func (c *CaseFile) end(id CertificateID, k Kind, state FormState, reason string, to *State) error {
	f, err := c.standing(id, k)
	if err == nil {
		err = needReason(reason)
	}
	if err != nil {
		return err
	}
	f.State, f.Reason = state, reason
	if f.Kind.Aside() {
		*to = c.State
		return nil
	}
	*to = StateDecided
	if state == FormRevoked {
		c.revokeAll(reason)
	}
	return nil
}

// revokeAll takes back every paper that stands.
func (c *CaseFile) revokeAll(reason string) {
	for i := range c.Certificates {
		if f := &c.Certificates[i]; f.State.Valid() {
			f.State, f.Reason = FormRevoked, reason
		}
	}
}

// explain keeps why a paper was replaced. The duplicate itself has replaced it.
func (c *CaseFile) explain(ch *CertificateReplaced) error {
	old, by := c.Form(ch.Certificate), c.Form(ch.By)
	if old == nil || by == nil || by.Replaces != old.ID || old.State != FormReplaced || old.Reason != "" {
		return Invalid("certificate.unknown", "")
	}
	if err := needReason(ch.Reason); err != nil {
		return err
	}
	old.Reason = ch.Reason
	return nil
}
