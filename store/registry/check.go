package registry

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"strconv"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// sentences are the registry's own refusals. They are stored with the op and shown at the desk.
var sentences = expertise.Sentences{
	"registry.scope":         "this record belongs to another commission; ask the ministry to refer the case to yours",
	"registry.person":        "the entry names another person than the case; open the case again",
	"registry.key":           "the person's key did not come with this entry, or the person's data were erased by order of law; open the record again",
	"registry.content":       "the entry's content cannot be read; update the desk's program",
	"registry.member":        "this member works at another commission; choose a member of yours",
	"registry.commission":    "the commission named is not the one of this desk; choose your own",
	"registry.quorum":        "the quorum of {quorum} is below the {least} that the law asks for; correct the country profile",
	"registry.number":        "the number or place of this paper lies outside the blocks of this desk, or is taken; synchronise, then issue it again",
	"registry.seal":          "the seal does not say what the entry says, or was not made by this desk's signer; issue the paper again",
	"registry.certificate":   "a paper with this id exists already; issue it again",
	"registry.act.withdrawn": "the act {id} was withdrawn; give the corrected one another id",
	"registry.law.size":      "the profile is larger than {max} bytes; take out what desks do not need",
	"registry.law.country":   "the profile is of the country {country}, and this registry is of {own}; publish its own",
}

// ErrorCodes lists the registry's codes: each language has a sentence for "error."+code.
func ErrorCodes() []string { return sentences.Codes() }

// check holds an op against what only the registry knows; the fold does the rest. It returns the change, nil for a kind that this
// program does not know.
func (r *Registry) check(t *tx, d deskRow, op *journal.Op) (change expertise.Change, refusal, err error) {
	if refusal, err := r.checkScope(t, d, op); refusal != nil || err != nil {
		return nil, refusal, err
	}
	key, err := r.readerKeys().PersonKey(t.Tx, op.Subject)
	if err != nil {
		return nil, nil, err
	}
	change, sealed, err := op.Decode(key)
	switch {
	case err != nil:
		return nil, sentences.Invalid("registry.content", ""), nil
	case sealed:
		return nil, sentences.Invalid("registry.key", ""), nil
	case change == nil || d.ID == r.id:
		return change, nil, nil
	}
	if refusal, err := checkUser(t, d, op, change); refusal != nil || err != nil {
		return nil, refusal, err
	}
	refusal, err = r.checkContent(t, d, op, change)
	return change, refusal, err
}

// checkScope lets a desk write about what its commission may know, and open new records.
func (r *Registry) checkScope(t *tx, d deskRow, op *journal.Op) (refusal, err error) {
	if d.ID == r.id || knownToAll(op.Entity.Kind) {
		return nil, nil
	}
	if op.Entity.Kind == journal.EntityRule && !records.IsRuleOf(d.Commission, op.Entity) {
		return sentences.Invalid("registry.scope", ""), nil
	}
	known, err := t.inScope(d.Commission, op.Entity)
	if err != nil {
		return nil, err
	}
	if !known {
		begun, err := t.exists(`select 1 from op where entity_kind = $1 and entity = $2 and seq is not null limit 1`, op.Entity.Kind, op.Entity.ID)
		if begun || err != nil {
			return sentences.Invalid("registry.scope", ""), err
		}
	}
	switch {
	case op.Entity.Kind == journal.EntityPerson:
		if op.Subject != "" && string(op.Subject) != op.Entity.ID {
			return sentences.Invalid("registry.person", ""), nil
		}
		return nil, nil
	case op.Subject == "":
		return nil, nil
	}
	if known, err = t.inScope(d.Commission, personEntity(op.Subject)); !known || err != nil {
		return sentences.Invalid("registry.scope", ""), err
	}
	var person expertise.PersonID
	err = t.row(`select person from case_file where id = $1`, op.Entity.ID).Scan(&person)
	if err == nil && op.Entity.Kind == journal.EntityCase && person != op.Subject {
		return sentences.Invalid("registry.person", ""), nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	return nil, nil
}

// checkUser binds members to commissions. Only the first members of a desk come without a user.
func checkUser(t *tx, d deskRow, op *journal.Op, change expertise.Change) (refusal, err error) {
	added, isMember := change.(*expertise.MemberAdded)
	if op.User == "" && !isMember {
		return expertise.Invalid("member.unknown", ""), nil
	}
	members := []expertise.MemberID{op.User}
	if isMember {
		members = append(members, added.Member.ID)
	}
	if signed, is := change.(*expertise.DecisionSigned); is {
		members = append(members, signed.Member)
	}
	for _, m := range members {
		elsewhere, err := t.exists(`select 1 from member m join desk d on d.id = m.desk where m.id = $1 and d.commission <> $2`, m, int64(d.Commission))
		if elsewhere || err != nil {
			return sentences.Invalid("registry.member", ""), err
		}
	}
	return nil, nil
}

func (r *Registry) checkContent(t *tx, d deskRow, op *journal.Op, change expertise.Change) (refusal, err error) {
	switch ch := change.(type) {
	case *expertise.ReferralReceived:
		if ch.Referral.Commission != d.Commission {
			return sentences.Invalid("registry.commission", "commission"), nil
		}
		if ch.Referral.Person != op.Subject {
			return sentences.Invalid("registry.person", ""), nil
		}
	case *expertise.SittingPlanned:
		if ch.Sitting.Commission != d.Commission {
			return sentences.Invalid("registry.commission", "commission"), nil
		}
	case *expertise.AppointmentBooked, *expertise.AppointmentCancelled, *expertise.AppointmentInvited, *expertise.AppointmentMissed:
		return checkAppointment(t, op, change)
	case *expertise.DecisionProposed:
		if least := r.profile().Quorum.Members; ch.Decision.Quorum < least {
			return sentences.Invalid("registry.quorum", "quorum", "quorum", strconv.Itoa(ch.Decision.Quorum), "least", strconv.Itoa(least)), nil
		}
	case *expertise.CertificateIssued:
		return r.checkCertificate(t, d, &ch.Certificate, ch.Personal.Sealed)
	}
	return nil, nil
}

// checkCertificate holds a paper against the desk's blocks and its seal against the entry: what is printed is what is registered. Whether
// the case may have such a paper, and which one a duplicate may replace, the fold says.
func (r *Registry) checkCertificate(t *tx, d deskRow, c *expertise.Certificate, sealed []byte) (refusal, err error) {
	if c.Commission != d.Commission {
		return sentences.Invalid("registry.commission", "commission"), nil
	}
	if taken, err := t.exists(`select 1 from certificate where id = $1`, c.ID); taken || err != nil {
		return sentences.Invalid("registry.certificate", ""), err
	}
	taken, err := t.exists(`select 1 from certificate where idx = $1 or number = $2`, int64(c.Index), int64(c.Number))
	if taken || err != nil {
		return sentences.Invalid("registry.number", "number"), err
	}
	own, err := t.exists(`select 1 from signer where desk = $1 and number_from <= $2 and number_to >= $2 and index_from <= $3 and index_to >= $3`,
		d.ID, int64(c.Number), int64(c.Index))
	if !own || err != nil {
		return sentences.Invalid("registry.number", "number"), err
	}
	hash := sha256.Sum256(sealed)
	bundle, err := r.deskBundle(t, d)
	if err != nil {
		return nil, err
	}
	verdict := seal.Verify(sealed, bundle, t.now, seal.Policy{})
	says := verdict.Claims
	if says == nil || hex.EncodeToString(hash[:]) != c.SealHash || says.Number != c.Number || says.StatusIndex != c.Index || says.Kind != c.Kind ||
		says.Commission != c.Commission || says.Sample != c.Sample || says.Duplicate != (c.Replaces != "") {
		return sentences.Invalid("registry.seal", ""), nil
	}
	return nil, nil
}
