package desk_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

var ctx = context.Background()

// One case, offline from the referral to the verdict.
func TestCaseFromReferralToVerdict(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	if _, err := b.Issue(ctx, id); err != nil {
		t.Fatal(err)
	}
	v, err := b.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	f := v.Certificate()
	if v.State != expertise.StateCertified || f == nil {
		t.Fatalf("state %s, certificate %v", v.State, f)
	}
	bundle := b.Ministry.Bundle(t, b.Clock.At, map[uint64]seal.Status{f.Index: seal.StatusValid})
	verdict := seal.Verify(f.Personal.Sealed, bundle, b.Clock.At, seal.Policy{})
	if verdict.Code != seal.Current || !verdict.Sample || verdict.Claims.Percent != 70 || verdict.Claims.Name.Surname != "Əliyeva" {
		t.Errorf("verdict %+v, claims %+v", verdict, verdict.Claims)
	}
	if err := b.Printed(ctx, id, f.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.HandOver(ctx, id, f.ID, ""); expertise.ErrorCode(err) != "certificate.receiver" {
		t.Errorf("handing over to nobody: %v", err)
	}
	if err := b.HandOver(ctx, id, f.ID, "Əliyeva Leyla"); err != nil {
		t.Fatal(err)
	}
	due, err := b.Due(ctx, records.DueFilter{}, 10)
	if err != nil || len(due) != 1 || due[0].Next != v.Decision().Decision.Next {
		t.Errorf("due %v %v", due, err)
	}
}

func TestStepsOutOfOrderSayWhatIsPossible(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	_, err := b.Issue(ctx, id)
	if expertise.ErrorCode(err) != "transition" {
		t.Errorf("issue before a decision: %v", err)
	}
	if err := b.RecordExamination(ctx, id, desktest.Stroke(b.Today()), expertise.ExaminationNarrative{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Sign(ctx, id, "", ""); expertise.ErrorCode(err) != "decision.unknown" {
		t.Errorf("sign before a proposal: %v", err)
	}
	if _, err := b.Decide(ctx, id, desk.Choice{Outcome: expertise.Outcome{Code: "p81", Percent: 90}}); expertise.ErrorCode(err) != "decision.reason" {
		t.Errorf("differing without a reason: %v", err)
	}
	if _, err := b.Decide(ctx, id, desk.Choice{Outcome: expertise.Outcome{Code: "p31", Percent: 95}, Reason: "səhv"}); expertise.ErrorCode(err) != "decision.percent" {
		t.Errorf("95 %% as an outcome of 31 to 60: %v", err)
	}
	if err := b.Return(ctx, id, ""); expertise.ErrorCode(err) != "certificate.reason" {
		t.Errorf("returning without a reason: %v", err)
	}
}

func TestQuorumCountsMembersOnce(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	if err := b.RecordExamination(ctx, id, desktest.Stroke(b.Today()), expertise.ExaminationNarrative{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Decide(ctx, id, desk.Choice{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Sign(ctx, id, "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Sign(ctx, id, "", ""); expertise.ErrorCode(err) != "decision.signed" {
		t.Errorf("signing twice: %v", err)
	}
	if _, err := b.Sign(ctx, id, b.Members[1].ID, "wrong passphrase"); !errors.Is(err, desk.ErrPassphrase) {
		t.Errorf("wrong passphrase: %v", err)
	}
	if in, err := b.Sign(ctx, id, b.Members[1].ID, desktest.MemberPassphrase(2)); in || err != nil {
		t.Errorf("second of three: in force %v, %v", in, err)
	}
	if in, err := b.Sign(ctx, id, b.Members[2].ID, desktest.MemberPassphrase(3)); !in || err != nil {
		t.Errorf("third of three: in force %v, %v", in, err)
	}
}

func TestReopenUnlockAndContinueTheChain(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Close()
	if _, err := b.Case(ctx, id); err == nil {
		t.Error("a closed desk answered")
	}
	d, err := desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{Now: b.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Case(ctx, id); !errors.Is(err, desk.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
	if _, err := d.Unlock(ctx, "not the passphrase"); !errors.Is(err, desk.ErrPassphrase) {
		t.Errorf("wrong passphrase: %v", err)
	}
	if m, err := d.Unlock(ctx, desktest.Passphrase); err != nil || m.Role != expertise.RoleChair {
		t.Fatalf("%v %v", m, err)
	}
	if v, err := d.Case(ctx, id); err != nil || v.Narrative.Text == "" {
		t.Fatalf("%v %v", v.Narrative, err)
	}
	if err := d.Withdraw(ctx, id, "Şəxs ölkəni tərk edib"); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedFilesAreNamed(t *testing.T) {
	b := desktest.New(t)
	b.Close()
	if _, err := desk.Open(ctx, t.TempDir(), desktest.Profile, desk.Options{}); !errors.Is(err, desk.ErrNoDesk) {
		t.Errorf("empty folder: %v", err)
	}
	if err := os.WriteFile(filepath.Join(b.Dir, "keys.cbor"), []byte("garbage"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Unlock(ctx, desktest.Passphrase); !errors.Is(err, desk.ErrKeys) {
		t.Errorf("damaged keys: %v", err)
	}
	if err := os.WriteFile(filepath.Join(b.Dir, "desk.db"), []byte("this is not a database at all, but long enough to look like one"), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(b.Dir, "desk.db-wal"))
	if _, err := desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{}); !errors.Is(err, records.ErrDamaged) {
		t.Errorf("damaged database: %v", err)
	}
}

func TestPatchAndFindings(t *testing.T) {
	b := desktest.New(t)
	p := desktest.Leyla()
	id, err := b.RegisterPerson(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.RegisterPerson(ctx, p); expertise.ErrorCode(err) != "person.known" {
		t.Errorf("registered twice: %v", err)
	}
	if err := b.PatchPerson(ctx, id, map[expertise.PersonField]string{"phone": p.Phone}); !errors.Is(err, desk.ErrNothing) {
		t.Errorf("no difference: %v", err)
	}
	if err := b.PatchPerson(ctx, id, map[expertise.PersonField]string{"phone": "12 34 56 78", "surname": "Həsənova"}); err != nil {
		t.Fatal(err)
	}
	rows, err := b.SearchPersons(ctx, "hesenova", 5)
	if err != nil || len(rows) != 1 {
		t.Errorf("search %v %v", rows, err)
	}
	bad := expertise.Person{Identifier: expertise.Identifier{Scheme: "fin", Value: "IO12345"}}
	var findings desk.Findings
	if _, err := b.RegisterPerson(ctx, bad); !errors.As(err, &findings) || len(findings) < 4 {
		t.Errorf("findings %v", err)
	}
	v, err := b.ViewPerson(ctx, id)
	if err != nil || v.Log[len(v.Log)-1].Kind != expertise.KindRecordViewed {
		t.Errorf("a view left no trace: %v %v", v.Log, err)
	}
}

// Two decisions of one person that do not know of each other are both kept, and both disputed.
func TestForkedDecisionsAreDisputed(t *testing.T) {
	b := desktest.New(t)
	first := b.Referred(t, desktest.Leyla())
	v, _ := b.Case(ctx, first)
	second, err := b.ReceiveReferral(ctx, expertise.Referral{Person: v.Referral.Person, Purpose: "first"}, expertise.ReferralNarrative{})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []expertise.CaseID{first, second} {
		if err := b.RecordExamination(ctx, id, desktest.Stroke(b.Today()), expertise.ExaminationNarrative{}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Decide(ctx, id, desk.Choice{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []expertise.CaseID{first, second} {
		for i, m := range b.Members {
			if _, err := b.Sign(ctx, id, m.ID, desktest.MemberPassphrase(i+1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	s, err := b.Status(ctx)
	if err != nil || s.Disputed != 2 {
		t.Fatalf("disputed %d, %v", s.Disputed, err)
	}
	if err := b.Supersede(ctx, second, "İkinci qərar səhvən verilib"); err != nil {
		t.Fatal(err)
	}
	if s, _ = b.Status(ctx); s.Disputed != 0 {
		t.Errorf("after the review still disputed: %d", s.Disputed)
	}
}

// The document depends on nothing that changes after it was issued.
func TestDocumentIsTheSameForever(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	certificate, err := b.Issue(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	pdf := func() []byte {
		doc, err := b.Document(ctx, id, certificate)
		if err != nil {
			t.Fatal(err)
		}
		data, err := doc.PDF()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	before := pdf()
	v, _ := b.Case(ctx, id)
	if err := b.PatchPerson(ctx, v.Referral.Person, map[expertise.PersonField]string{"surname": "Həsənova", "identifier": "7AB2C3D"}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, pdf()) {
		t.Error("a later change of the person changed the issued paper")
	}
	if path := os.Getenv("MEDSOC_LOOK"); path != "" {
		os.WriteFile(path, before, 0o600)
	}
}
