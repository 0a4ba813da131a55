package registry_test

import (
	"testing"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk/desktest"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"
)

// What a desk writes of a rule is its own commission's word, of the rule it names, by an administrator of that commission.
func TestRulesAreACommissionsOwn(t *testing.T) {
	w := registrytest.New(t)
	baku, ganja := newRaw(t, w, 3), newRaw(t, w, 7)
	doctor := expertise.MemberID(newID())
	baku.mustTake(baku.member(baku.user, doctor, expertise.RoleChair))
	edition := expertise.MustDate("2022-07-01")
	rule := law.RuleOf(edition, "hypertension")
	of3, of7 := records.RuleEntity(3, rule), records.RuleEntity(7, rule)
	confirm := func(row string) *expertise.RuleConfirmed {
		return &expertise.RuleConfirmed{Confirmation: expertise.Confirmation{Edition: edition, Row: row, By: "M", On: expertise.MustDate("2026-11-12"), Digest: "d"}}
	}
	for _, c := range []struct {
		code string
		op   journal.Signed
	}{
		{"registry.scope", baku.op(baku.user, of7, "", confirm("hypertension"))},
		{"registry.scope", baku.op(baku.user, journal.Entity{Kind: journal.EntityRule, ID: string(rule)}, "", confirm("hypertension"))},
		{"rule.unknown", baku.op(baku.user, of3, "", confirm("another row"))},
		{"rule.unknown", baku.op(baku.user, of3, "", &expertise.RuleDoubted{Reason: "before it was confirmed"})},
		{"member.role", baku.op(doctor, of3, "", confirm("hypertension"))},
		{"registry.member", baku.op(ganja.user, of3, "", confirm("hypertension"))},
	} {
		baku.mustRefuse(c.code, c.op)
	}
	baku.mustTake(baku.op(baku.user, of3, "", confirm("hypertension")))
	ganja.mustTake(ganja.op(ganja.user, of7, "", confirm("hypertension")))
	page, _, _ := ganja.feed(0, 0)
	for _, f := range page.Ops {
		if op, err := f.Op.Parse(); err != nil || op.Entity == of3 {
			t.Errorf("commission 7 learns what commission 3 confirmed: %v", err)
		}
	}
	if n := registrytest.Count(t, w.Path, `select count(*) from rule where stands = 1`); n != 2 {
		t.Errorf("%d rules are confirmed", n)
	}
}

// The law goes to desks alone, the newest only, and signed.
func TestLawForDesks(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	var f wire.LawFile
	if status, problem := call(t, w.URL+wire.PathLaw+"?after=0", "", nil, &f); status != 401 || problem.Code != wire.ProblemToken {
		t.Error(status, problem)
	}
	if status, problem := call(t, w.URL+wire.PathLaw+"?after=x", d.token, nil, &f); status != 400 {
		t.Error(status, problem)
	}
	for range 2 {
		if _, err := w.Registry.PublishLaw(t.Context(), desktest.NewLaw(t)); err != nil {
			t.Fatal(err)
		}
	}
	if status, problem := call(t, w.URL+wire.PathLaw+"?after=1", d.token, nil, &f); status != 200 || f.Number != 2 || f.Country != "az" {
		t.Fatal(status, problem, f.Number)
	}
	signed, err := f.SignedHash()
	if err != nil || !expertise.VerifyES256(d.about.HeadKey, signed, f.Signature) || string(f.Body) != string(desktest.NewLaw(t)) {
		t.Error("not as it was published", err)
	}
}
