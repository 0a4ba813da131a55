package registry_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk/desktest"
	"medsoc/store/journal"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"

	"github.com/google/uuid"
)

// rawDesk speaks to the registry as no honest program would.
type rawDesk struct {
	t       testing.TB
	w       *registrytest.World
	signing *journal.SigningKey
	reading *journal.ReadingKey
	sealing *journal.SigningKey
	about   wire.Enrolled
	token   string
	n       uint64
	prev    []byte
	user    expertise.MemberID
	keys    map[expertise.PersonID]*journal.PersonKey
	doctors []expertise.MemberID
}

// call posts (or with nil gets) a message and gives the status; answer is filled on 200, the problem otherwise.
func call(t testing.TB, url, token string, message, answer any) (int, wire.Problem) {
	t.Helper()
	method, body := http.MethodGet, []byte(nil)
	if message != nil {
		method = http.MethodPost
		var err error
		if body, err = journal.Marshal(message); err != nil {
			t.Fatal(err)
		}
	}
	req, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var problem wire.Problem
	into := answer
	if res.StatusCode != 200 {
		into = &problem
	}
	if err := wire.Unpack(res.Body, res.Header.Get("Content-Encoding"), into); err != nil {
		t.Fatalf("%s: status %d: %v", url, res.StatusCode, err)
	}
	return res.StatusCode, problem
}

// newRaw enrols a desk and adds its administrator.
func newRaw(t testing.TB, w *registrytest.World, commission expertise.CommissionNumber) *rawDesk {
	t.Helper()
	code, err := w.Registry.MakeCode(context.Background(), commission, "raw")
	if err != nil {
		t.Fatal(err)
	}
	d := &rawDesk{t: t, w: w, prev: make([]byte, 32), keys: map[expertise.PersonID]*journal.PersonKey{}}
	d.signing, _ = journal.NewSigningKey()
	d.reading, _ = journal.NewReadingKey()
	d.sealing, _ = journal.NewSigningKey()
	if status, problem := call(t, w.URL+wire.PathEnrol, "", d.enrol(code), &d.about); status != 200 {
		t.Fatal(status, problem)
	}
	d.logIn()
	d.user = expertise.MemberID(newID())
	d.mustTake(d.member("", d.user, expertise.RoleAdministrator))
	return d
}

func (d *rawDesk) enrol(code string) wire.Enrol {
	point, _ := d.signing.Public()
	sealing, _ := d.sealing.Public()
	proof, _ := d.signing.Sign(wire.EnrolHash(code))
	return wire.Enrol{Code: code, Name: "raw", Signing: point, Reading: d.reading.Public(), Signer: sealing, Proof: proof}
}

func (d *rawDesk) logIn() {
	d.t.Helper()
	var c wire.Challenge
	call(d.t, d.w.URL+wire.PathChallenge, "", []byte{}, &c)
	signature, _ := d.signing.Sign(wire.TokenHash(c.Nonce))
	var token wire.Token
	if status, problem := call(d.t, d.w.URL+wire.PathToken, "", wire.TokenRequest{Desk: d.about.Desk, Nonce: c.Nonce, Signature: signature}, &token); status != 200 {
		d.t.Fatal(status, problem)
	}
	d.token = token.Token
}

// op makes the desk's next op; it does not count before it is sent.
func (d *rawDesk) op(user expertise.MemberID, entity journal.Entity, subject expertise.PersonID, change expertise.Change) journal.Signed {
	d.t.Helper()
	if subject != "" && d.keys[subject] == nil {
		d.keys[subject] = journal.NewPersonKey()
	}
	d.n++
	op, err := journal.Make(journal.Head{ID: expertise.OpID(newID()), Entity: entity, Subject: subject, At: d.w.Now().UnixMilli(), User: user, Desk: d.about.Desk, N: d.n, Prev: d.prev},
		change, d.keys[subject])
	if err != nil {
		d.t.Fatal(err)
	}
	signed, err := d.signing.SignOp(op)
	if err != nil {
		d.t.Fatal(err)
	}
	d.prev = signed.Hash()
	return signed
}

func (d *rawDesk) member(user, id expertise.MemberID, role expertise.Role) journal.Signed {
	point, _ := d.signing.Public()
	return d.op(user, journal.Entity{Kind: journal.EntityMember, ID: string(id)}, "", &expertise.MemberAdded{Member: expertise.Member{ID: id, Name: "M", Role: role, Key: point}})
}

func (d *rawDesk) person(id expertise.PersonID) journal.Signed {
	return d.op(d.user, personOf(id), id, &expertise.PersonRegistered{Personal: expertise.Person{Name: expertise.Name{Surname: "Əliyeva", Given: "Leyla"},
		Sex: expertise.Female, Birth: expertise.MustDate("1979-03-14")}})
}

func (d *rawDesk) referral(id expertise.CaseID, person expertise.PersonID, commission expertise.CommissionNumber) journal.Signed {
	return d.op(d.user, caseOf(id), person, &expertise.ReferralReceived{Referral: expertise.Referral{Number: "2026-09-0001", Person: person, Commission: commission,
		Received: expertise.MustDate("2026-11-12"), Purpose: "first"}})
}

// decided takes a case to a decision in force, signed by as many doctors as the law asks for, all with the desk's own key.
func (d *rawDesk) decided(id expertise.CaseID, person expertise.PersonID, decision expertise.DecisionID) {
	d.t.Helper()
	d.mustTake(d.person(person), d.referral(id, person, 3))
	for range d.w.Profile.Quorum.Members {
		m := expertise.MemberID(newID())
		d.doctors = append(d.doctors, m)
		d.mustTake(d.member(d.user, m, expertise.RoleChair))
	}
	do := func(change expertise.Change) journal.Signed {
		op := d.op(d.doctors[0], caseOf(id), person, change)
		d.mustTake(op)
		return op
	}
	do(&expertise.ExaminationRecorded{Examination: desktest.Stroke(expertise.MustDate("2026-11-12"))})
	proposal := expertise.Decision{ID: decision, Outcome: expertise.Outcome{Code: "p61", Percent: 70}, Cause: "general", Since: expertise.MustDate("2026-11-12"),
		Quorum: len(d.doctors) - 1, Basis: expertise.Basis{Proposed: expertise.Outcome{Code: "p61", Percent: 70}}}
	d.mustRefuse("registry.quorum", d.op(d.doctors[0], caseOf(id), person, &expertise.DecisionProposed{Decision: proposal}))
	proposal.Quorum++
	hash := do(&expertise.DecisionProposed{Decision: proposal}).Hash()
	signature, err := d.signing.Sign(hash)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, m := range d.doctors {
		do(&expertise.DecisionSigned{Decision: decision, Member: m, Proposal: hash, Signature: signature})
	}
}

func personOf(id expertise.PersonID) journal.Entity {
	return journal.Entity{Kind: journal.EntityPerson, ID: string(id)}
}
func caseOf(id expertise.CaseID) journal.Entity {
	return journal.Entity{Kind: journal.EntityCase, ID: string(id)}
}
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// push sends ops with the keys of all persons the desk made.
func (d *rawDesk) push(ops ...journal.Signed) (wire.Pushed, int, wire.Problem) {
	d.t.Helper()
	p := wire.Push{Epoch: d.about.Epoch, Ops: ops}
	for id, key := range d.keys {
		g, err := journal.NewGrant(d.about.Reading, id, key)
		if err != nil {
			d.t.Fatal(err)
		}
		p.Grants = append(p.Grants, g)
	}
	var pushed wire.Pushed
	status, problem := call(d.t, d.w.URL+wire.PathOps, d.token, p, &pushed)
	return pushed, status, problem
}

// mustTake pushes ops that must be accepted.
func (d *rawDesk) mustTake(ops ...journal.Signed) wire.Pushed {
	d.t.Helper()
	pushed, status, problem := d.push(ops...)
	if status != 200 || pushed.Problem != nil || len(pushed.Results) != len(ops) {
		d.t.Fatal(status, problem, pushed)
	}
	for _, r := range pushed.Results {
		if r.Refused != "" {
			d.t.Fatal(r.Refused)
		}
	}
	return pushed
}

// mustRefuse pushes one op that must be refused with the code.
func (d *rawDesk) mustRefuse(code string, op journal.Signed) {
	d.t.Helper()
	pushed, status, problem := d.push(op)
	if status != 200 || len(pushed.Results) != 1 || !bytes.HasPrefix([]byte(pushed.Results[0].Refused), []byte(code+": ")) {
		d.t.Errorf("want %s, got %d %v %+v", code, status, problem, pushed)
	}
}

func (d *rawDesk) feed(after, size int64) (wire.Page, int, wire.Problem) {
	d.t.Helper()
	var page wire.Page
	status, problem := call(d.t, fmt.Sprintf("%s%s?after=%d&size=%d&epoch=%s", d.w.URL, wire.PathFeed, after, size, d.about.Epoch), d.token, nil, &page)
	return page, status, problem
}
