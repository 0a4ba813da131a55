package registry_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"
)

func TestEnrolment(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	if d.about.Commission != 3 || d.about.CommissionName["en"] == "" || d.about.DeskNumber != 1 || !d.about.Sample || d.about.Host != "tsera.gov.az" {
		t.Errorf("%+v", d.about)
	}
	code, err := w.Registry.MakeCode(context.Background(), 7, "Gəncə 1")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(d *rawDesk, code string) (e wire.Enrolled, status int, problem wire.Problem) {
		status, problem = call(t, w.URL+wire.PathEnrol, "", d.enrol(code), &e)
		return e, status, problem
	}
	typed := strings.ToLower(strings.ReplaceAll(code, "-", " "))
	first, status, problem := ask(d, typed)
	if status != 200 {
		t.Fatal(problem)
	}
	if again, status, _ := ask(d, code); status != 200 || again.Desk != first.Desk || !bytes.Equal(again.Signer, first.Signer) {
		t.Error("the same desk asking again was not answered the same")
	}
	thief := newRaw(t, w, 3)
	d.about, d.n, d.prev = first, 0, make([]byte, 32)
	d.logIn()
	d.mustTake(d.member("", expertise.MemberID(newID()), expertise.RoleAdministrator))
	for name, bad := range map[string]string{"used by another": code, "unknown": "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "empty": ""} {
		if _, status, problem := ask(thief, bad); status != 403 || problem.Code != "enrol.code" {
			t.Errorf("a code %s: %d %v", name, status, problem)
		}
	}
	code, _ = w.Registry.MakeCode(context.Background(), 7, "late")
	w.Pass(7*24*time.Hour + time.Second)
	if _, status, _ := ask(thief, code); status != 403 {
		t.Errorf("a code of last week: %d", status)
	}
	q := thief.enrol(code)
	q.Proof = d.enrol(code).Proof
	if status, problem := call(t, w.URL+wire.PathEnrol, "", q, nil); status != 400 || problem.Code != "enrol.proof" {
		t.Errorf("a key that is not held: %d %v", status, problem)
	}
	if _, err := w.Registry.MakeCode(context.Background(), 99, "x"); err == nil {
		t.Error("a code for a commission that does not exist")
	}
}

// A desk's program may end after the registry took its enrolment in and before it kept its keys. The code in the clerk's hand then stands for
// the desk that begins again, and not for anybody once a desk works with it.
func TestAnInterruptedEnrolmentIsRepeated(t *testing.T) {
	w := registrytest.New(t)
	code, err := w.Registry.MakeCode(context.Background(), 7, "Gəncə 1")
	if err != nil {
		t.Fatal(err)
	}
	enrol := func(d *rawDesk, name string) int {
		q := d.enrol(code)
		q.Name = name
		status, _ := call(t, w.URL+wire.PathEnrol, "", q, &d.about)
		return status
	}
	lost, again, other := newRaw(t, w, 3), newRaw(t, w, 3), newRaw(t, w, 3)
	if status := enrol(lost, ""); status != 200 {
		t.Fatal(status)
	}
	if status := enrol(other, "Şəki 1"); status != 403 {
		t.Errorf("a desk of another name: %d", status)
	}
	if status := enrol(again, "Gəncə 1"); status != 200 || again.about.Desk == lost.about.Desk || again.about.Commission != 7 {
		t.Fatalf("%d %+v", status, again.about)
	}
	_, file := get(t, w.URL+wire.PathTrust)
	bundle, err := seal.ParseBundle(file, w.Keys.Root)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range bundle.Signers {
		if revoked := bytes.Equal(s.Certificate, lost.about.Signer); revoked == s.RevokedSince.IsZero() {
			t.Errorf("revoked since %v", s.RevokedSince)
		}
	}
	if status := enrol(lost, ""); status != 200 { // what it kept of the first time is not used any more; it begins anew in its turn
		t.Errorf("the first one again: %d", status)
	}
	if status := enrol(again, "Gəncə 1"); status != 200 {
		t.Fatal(status)
	}
	again.n, again.prev = 0, make([]byte, 32)
	again.logIn()
	again.mustTake(again.member("", expertise.MemberID(newID()), expertise.RoleAdministrator))
	if status := enrol(other, "Gəncə 1"); status != 403 {
		t.Errorf("a code of a desk that works: %d", status)
	}
	if status := enrol(again, "Gəncə 1"); status != 200 {
		t.Errorf("the working desk asking again: %d", status)
	}
}

// Signers never share a number or a place, and a young one is not replaced.
func TestSigners(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	public, _ := d.sealing.Public()
	other, _ := journal.NewSigningKey()
	otherPublic, _ := other.Public()
	renew := func(public []byte) *seal.SignerCertificate {
		var e wire.Enrolled
		if status, problem := call(t, w.URL+wire.PathSigner, d.token, wire.Renew{Signer: public}, &e); status != 200 {
			t.Fatal(status, problem)
		}
		s, err := seal.ParseSigner(e.Signer)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := renew(public)
	if same := renew(public); same.KeyID != first.KeyID {
		t.Error("a young signer was replaced")
	}
	second := renew(otherPublic)
	if second.Scope.NumberFrom != first.Scope.NumberTo+1 || second.Scope.IndexFrom != first.Scope.IndexTo+1 {
		t.Errorf("blocks %+v and %+v", first.Scope, second.Scope)
	}
	w.Pass(46 * 24 * time.Hour)
	d.logIn()
	if third := renew(otherPublic); third.KeyID == second.KeyID {
		t.Error("a signer past half its time was kept")
	}
}
