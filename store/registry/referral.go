package registry

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// referralBody is what a clinic sends, as JSON. The registry sets the referral's number, person, day of receipt and clinic.
type referralBody struct {
	Person    expertise.Person            `json:"person"`
	Referral  expertise.Referral          `json:"referral"`
	Narrative expertise.ReferralNarrative `json:"narrative"`
}

// referralReply names the case and nobody: it is the same whether the person was known or not.
type referralReply struct {
	Case   expertise.CaseID     `json:"case"`
	Number expertise.CaseNumber `json:"number"`
}

// institution is a clinic that may refer.
type institution struct{ Code, Name string }

// AddInstitution makes a clinic known, or gives a known one a new token. The token is shown once and kept as a hash.
func (r *Registry) AddInstitution(ctx context.Context, code, name string) (token string, err error) {
	if code == "" || name == "" || max(len(code), len(name)) > 200 {
		return "", errors.New("an institution needs its number and its name, each of at most 200 letters")
	}
	token = "ref-" + randomLetters(40)
	return token, r.write(ctx, func(t *tx) error {
		return t.exec(`insert into institution (hash, code, name, added) values ($1,$2,$3,$4)
			on conflict (code) do update set hash = excluded.hash, name = excluded.name, added = excluded.added`, secretHash(token), code, name, t.now.UnixMilli())
	})
}

func (r *Registry) postReferral(req *http.Request) (any, error) {
	var body referralBody
	from, err := r.institution(req)
	if err != nil {
		return nil, err
	}
	if err := readJSON(req, &body); err != nil {
		return nil, err
	}
	reference := req.Header.Get("Idempotency-Key")
	if len(reference) > 100 || len(body.Narrative.Text) > 100_000 {
		return nil, refuse(http.StatusBadRequest, "too.long", "the reference or the narrative is too long: shorten it")
	}
	var reply referralReply
	err = r.write(req.Context(), func(t *tx) (err error) {
		reply, err = r.refer(t, from, reference, body)
		return err
	})
	return inJSON{reply}, err
}

func (r *Registry) institution(req *http.Request) (i institution, err error) {
	err = r.read(req.Context(), func(t *tx) error {
		return t.row(`select code, name from institution where hash = $1`, secretHash(bearer(req))).Scan(&i.Code, &i.Name)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = refuse(http.StatusUnauthorized, "institution.unknown", "the registry does not know this token: ask the ministry for the institution's token")
	}
	return i, err
}

// refer makes person and case of a referral. The same referral under the same reference of the same clinic is answered with the same case;
// another one under that reference is refused, because one of the two would be lost.
func (r *Registry) refer(t *tx, from institution, reference string, b referralBody) (reply referralReply, err error) {
	mac, err := r.intakeMAC(b)
	if err != nil {
		return reply, err
	}
	if reference != "" {
		err := t.row(`select case_file, number from intake where institution = $1 and reference = $2`, from.Code, reference).Scan(&reply.Case, &reply.Number)
		if err == nil {
			return reply, t.sameIntake(from, reference, mac)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return reply, err
		}
	}
	today := expertise.DateOf(t.now.In(r.profile().Location()))
	if errs := b.Person.Check(today); len(errs) > 0 {
		return reply, invalid(errs[0])
	}
	if _, known := r.profile().Commission(b.Referral.Commission); !known {
		return reply, refuse(http.StatusUnprocessableEntity, "commission", "commission: is not in the country profile; choose one that is")
	}
	person, key, err := r.person(t, b.Person)
	if err != nil {
		return reply, err
	}
	reply.Case = expertise.CaseID(newID())
	if reply.Number, err = t.caseNumber(today.Year); err != nil {
		return reply, err
	}
	ref := b.Referral
	ref.Number, ref.Person, ref.Received, ref.From = reply.Number, person, today, expertise.Institution{Code: from.Code, Name: from.Name}
	if errs := ref.Check(today); len(errs) > 0 {
		return reply, invalid(errs[0])
	}
	err = r.own(t, journal.Entity{Kind: journal.EntityCase, ID: string(reply.Case)}, person, &expertise.ReferralReceived{Referral: ref, Personal: b.Narrative}, key)
	if err == nil && reference != "" {
		err = errors.Join(
			t.exec(`insert into intake (institution, reference, case_file, number) values ($1,$2,$3,$4)`, from.Code, reference, reply.Case, reply.Number),
			t.exec(`insert into intake_body (institution, reference, mac) values ($1,$2,$3)`, from.Code, reference, mac))
	}
	return reply, err
}

// intakeMAC marks what a referral says, however its JSON was spaced. It is keyed: a plain hash would outlive an erasure ordered by law and
// could be tried against guesses of the person.
func (r *Registry) intakeMAC(b referralBody) (string, error) {
	content, err := json.Marshal(b)
	return hex.EncodeToString(r.mac("intake", content)), err
}

// sameIntake refuses a second referral under a reference. Those taken in before marks were kept have none.
func (t *tx) sameIntake(from institution, reference, mac string) error {
	other, err := t.exists(`select 1 from intake_body where institution = $1 and reference = $2 and mac <> $3`, from.Code, reference, mac)
	if err == nil && other {
		err = refuse(http.StatusConflict, "reference.used", "another referral was sent under this Idempotency-Key: nothing was taken in; send this one again under a reference of its own")
	}
	return err
}

// person finds who is known under the identifier, or registers the person. An identifier whose key was destroyed by order of law is
// as unknown as any other.
func (r *Registry) person(t *tx, p expertise.Person) (expertise.PersonID, *journal.PersonKey, error) {
	id, err := records.FindByIdentifier(t.Tx, p.Identifier)
	if err != nil {
		return "", nil, err
	}
	if id != "" {
		key, err := r.readerKeys().PersonKey(t.Tx, id)
		if err == nil && key != nil {
			err = r.samePerson(t, id, p)
		}
		if key != nil || err != nil {
			return id, key, err
		}
	}
	id = expertise.PersonID(newID())
	key := journal.NewPersonKey()
	if err := r.readerKeys().KeepKey(t.Tx, id, key); err != nil {
		return "", nil, err
	}
	return id, key, r.own(t, personEntity(id), id, &expertise.PersonRegistered{Personal: p}, key)
}

// samePerson refuses a referral whose birth date or sex are not those known under its identifier: one digit mistyped would put it into a
// stranger's record. Names may change. A clinic learns by this that the identifier is known with other data, never which, and it has shown its token.
func (r *Registry) samePerson(t *tx, id expertise.PersonID, p expertise.Person) error {
	known, err := records.LoadPerson(t.Tx, id, r.readerKeys())
	if err != nil || known == nil {
		return err
	}
	k := known.Person
	if !k.Birth.IsZero() && k.Birth != p.Birth || k.Sex != "" && k.Sex != p.Sex {
		return refuse(http.StatusConflict, "person.differs", "the birth date or the sex is not the one known under this identifier: check all three on the person's document, then send the referral again; if they are right, write to the ministry")
	}
	return nil
}

// own appends one of the registry's own ops.
func (r *Registry) own(t *tx, entity journal.Entity, subject expertise.PersonID, change expertise.Change, key *journal.PersonKey) error {
	signed, err := r.sign(t, entity, subject, change, key)
	if err != nil {
		return err
	}
	op, err := signed.Parse()
	if err != nil {
		return err
	}
	d, _, err := t.desk(r.id)
	if err != nil {
		return err
	}
	_, refusal, err := r.accept(t, d, signed, op)
	if refusal != nil {
		return invalid(refusal)
	}
	return err
}

// invalid is a field that cannot be so, as a clinic reads it.
func invalid(err error) error {
	return &failure{http.StatusUnprocessableEntity, wire.Problem{Code: expertise.ErrorCode(err), Text: err.Error()}}
}

// caseNumber counts the registry's own cases of a year, under desk number 0: 2026-00-00042.
func (t *tx) caseNumber(year int) (expertise.CaseNumber, error) {
	name := fmt.Sprintf("case.%d", year)
	if err := t.exec(`insert into counter (name, last) values ($1, 0) on conflict (name) do nothing`, name); err != nil {
		return "", err
	}
	var n int
	err := t.row(`update counter set last = last + 1 where name = $1 returning last`, name).Scan(&n)
	return expertise.CaseNumber(fmt.Sprintf("%d-00-%05d", year, n)), err
}
