package sync_test

import (
	"bytes"
	"context"
	"net/http"
	"testing"

	"medsoc/assets/profiles"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/registry/registrytest"
)

func proposal(t *testing.T, b *desktest.Bench, id expertise.CaseID) law.Proposal {
	t.Helper()
	if err := b.RecordExamination(context.Background(), id, desktest.Stroke(b.Today()), expertise.ExaminationNarrative{}); err != nil {
		t.Fatal(err)
	}
	p, err := b.Desk.Propose(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What the ministry publishes, all desks judge by after their next synchronisation, and so does the registry, also after a restart. What is
// no good law is refused where it is published.
func TestPublishedLaw(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	a, b := w.Desk(t, 3), w.Desk(t, 7)
	certified(t, a, "5K1Z71A")
	registrytest.Sync(t, a)
	registrytest.Sync(t, b)
	text := desktest.NewLaw(t)
	ua, err := profiles.Files.ReadFile("ua.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for code, body := range map[string][]byte{
		"law.profile.field":    append([]byte("unheard: of\n"), text...),
		"registry.law.country": ua,
		"registry.law.size":    bytes.Repeat([]byte("#\n"), 2<<20+1),
	} {
		if n, err := w.Registry.PublishLaw(ctx, body); n != 0 || expertise.ErrorCode(err) != code {
			t.Errorf("%s: %d %v", code, n, err)
		}
	}
	if report := registrytest.Sync(t, a); report.Law != 0 {
		t.Errorf("a law came that nobody published: %+v", report)
	}
	if _, err := w.Registry.MakeCode(ctx, 77, "desk"); err == nil {
		t.Fatal("the old law knows commission 77")
	}
	// Another process of the registry publishes; the running one follows.
	if n, err := w.Open(t, w.Path).PublishLaw(ctx, text); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	for _, d := range []*desktest.Bench{a, b} {
		p := desktest.Leyla()
		p.Identifier.Value = map[*desktest.Bench]string{a: "5K1Z72B", b: "5K1Z73B"}[d]
		id := d.Referred(t, p)
		before := proposal(t, d, id)
		if report := registrytest.Sync(t, d); report.Law != 1 {
			t.Errorf("%+v", report)
		}
		after, err := d.Desk.Propose(ctx, id)
		if err != nil || after.Until != expertise.MustDate("2027-11-11") || before.Until != expertise.MustDate("2028-11-11") {
			t.Errorf("until %v, by the old law %v: %v", after.Until, before.Until, err)
		}
		if report := registrytest.Sync(t, d); report.Law != 0 {
			t.Errorf("the same law again: %+v", report)
		}
	}
	for name, r := range map[string]interface {
		MakeCode(context.Context, expertise.CommissionNumber, string) (string, error)
	}{"running": w.Registry, "restarted": w.Open(t, w.Path)} {
		if _, err := r.MakeCode(ctx, 77, "desk"); err != nil {
			t.Errorf("the %s registry does not work by the new law: %v", name, err)
		}
	}
	// The ministry goes back by publishing the old text again, and a registry restored from a backup skips numbers that desks may have seen.
	old, err := profiles.Files.ReadFile("az.yaml")
	if err != nil {
		t.Fatal(err)
	}
	restored := w.Open(t, w.Backup(t))
	if err := restored.Restored(ctx); err != nil {
		t.Fatal(err)
	}
	w.Swap(restored.Handler())
	if n, err := restored.PublishLaw(ctx, old); n <= 2 || err != nil {
		t.Fatal(n, err)
	}
	registrytest.Sync(t, a)
	if s, err := a.LawStanding(ctx); err != nil || s.Source != desk.LawRegistry || s.Hash != w.Profile.Hash {
		t.Errorf("%+v %v", s, err)
	}
	list, err := restored.Laws(ctx)
	if err != nil || len(list) != 2 || list[0].Hash != w.Profile.Hash || list[1].Number != 1 {
		t.Errorf("%+v %v", list, err)
	}
}

// A law that was changed on its way ends no synchronisation, and is not worked by.
func TestLawChangedOnItsWay(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	text := desktest.NewLaw(t)
	if _, err := w.Registry.PublishLaw(ctx, text); err != nil {
		t.Fatal(err)
	}
	through := w.Registry.Handler()
	w.Swap(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/v1/law" {
			req.Header.Del("Accept-Encoding")
			rw = &swapper{rw, []byte("severe weakness by the new wording"), []byte("severe weakness by another wording")}
		}
		through.ServeHTTP(rw, req)
	}))
	if report := registrytest.Sync(t, b); report.Law != 0 || report.Sent != 3 {
		t.Errorf("%+v", report)
	}
	if s, err := b.LawStanding(ctx); err != nil || s.Source != desk.LawBuiltIn || s.Refused != desk.ErrLawSignature.Error() {
		t.Errorf("%+v %v", s, err)
	}
	w.Swap(through)
	if report := registrytest.Sync(t, b); report.Law != 1 {
		t.Errorf("%+v", report)
	}
	if s, err := b.LawStanding(ctx); err != nil || s.Number != 1 || s.Refused != "" {
		t.Errorf("%+v %v", s, err)
	}
}

// swapper changes words of an answer, as many letters as before.
type swapper struct {
	http.ResponseWriter
	from, to []byte
}

func (s *swapper) Write(b []byte) (int, error) {
	return s.ResponseWriter.Write(bytes.Replace(b, s.from, s.to, 1))
}

// A confirmation holds at every desk of the commission that gave it, and at no other, which may confirm the same rule for itself.
func TestConfirmationsTravelWithinACommission(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	a, b, elsewhere := w.Desk(t, 3), w.Desk(t, 3), w.Desk(t, 7)
	edition := expertise.MustDate("2022-07-01")
	const row = "stroke-paresis-severe"
	marked := func(d *desktest.Bench) bool {
		t.Helper()
		for _, rule := range d.Profile().Rules() {
			if rule.Edition == edition && rule.Row == row {
				return rule.Confirmed == nil
			}
		}
		t.Fatal("no such rule")
		return false
	}
	sync := func(desks ...*desktest.Bench) {
		t.Helper()
		for _, d := range desks {
			if report := registrytest.Sync(t, d); report.Refused != 0 {
				t.Errorf("%+v", report)
			}
		}
	}
	check := func(step string, onA, onB, onElsewhere bool) {
		t.Helper()
		if got, want := [3]bool{marked(a), marked(b), marked(elsewhere)}, [3]bool{onA, onB, onElsewhere}; got != want {
			t.Errorf("%s: marked %v, want %v", step, got, want)
		}
	}
	a.Administrator(t)
	if err := a.ConfirmRule(ctx, edition, row, "The act, article 5"); err != nil {
		t.Fatal(err)
	}
	check("confirmed, not sent", false, true, true)
	sync(a, b, elsewhere)
	check("sent", false, false, true)
	elsewhere.Administrator(t)
	if err := elsewhere.ConfirmRule(ctx, edition, row, "The act, article 5"); err != nil {
		t.Fatal(err)
	}
	sync(elsewhere, a, b)
	check("both commissions", false, false, false)
	b.Administrator(t)
	if err := b.DoubtRule(ctx, edition, row, "the act says otherwise"); err != nil {
		t.Fatal(err)
	}
	sync(b, a, elsewhere)
	check("doubted", true, true, false)
	late := w.Desk(t, 7)
	sync(late)
	if marked(late) {
		t.Error("a desk that came later does not know what its commission confirmed")
	}
	if n := registrytest.Count(t, database(late), `select count(*) from op where entity_kind = 'rule'`); n != 1 {
		t.Errorf("it knows %d entries on rules, one is its commission's", n)
	}
}
