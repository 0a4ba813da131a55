package registry_test

import (
	"context"
	"testing"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
	"medsoc/store/registry/registrytest"
	"medsoc/store/sync"
)

// An act prolongs the terms in its window at the registry and, after a synchronisation, at every desk; a paper that has expired is then
// genuine and extended for any receiver. Taking it back undoes all of it.
func TestExtensionAct(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	d := w.Desk(t, 3)
	id := d.Referred(t, desktest.Leyla())
	d.Decided(t, id)
	if _, err := d.Issue(ctx, id); err != nil {
		t.Fatal(err)
	}
	registrytest.Sync(t, d)
	v, err := d.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	until, next := v.Decision().Decision.Until, v.Decision().Decision.Next
	act := expertise.Extension{ID: "413", Title: map[string]string{"az": "413 nömrəli qərar", "en": "Decision 413"}, Basis: "Decision 413 of 30.12.2015",
		From: until.AddDays(-10), To: until.AddDays(10), Months: 60, Outcomes: []expertise.OutcomeCode{"p61"}}
	touched, err := w.Registry.PreviewAct(ctx, act)
	if err != nil || touched.Persons != 1 || touched.ByWhat["p61"] != 1 {
		t.Fatalf("preview %+v, %v", touched, err)
	}
	if err := w.Registry.Enact(ctx, act); err != nil {
		t.Fatal(err)
	}
	if err := w.Registry.Enact(ctx, act); err == nil {
		t.Error("an act was enacted twice")
	}
	registrytest.Sync(t, d)
	late := until.AddDays(100).In(d.Profile().Location())
	check := func(wantNext expertise.Date, wantAct expertise.ExtensionID, want seal.Code) {
		t.Helper()
		rows, err := d.Due(ctx, records.DueFilter{}, 10)
		if err != nil || len(rows) != 1 || rows[0].Next != wantNext || rows[0].Act != wantAct {
			t.Errorf("due %+v, %v; want %v by %q", rows, err, wantNext, wantAct)
		}
		file, err := sync.FetchTrust(ctx, w.URL)
		if err != nil {
			t.Fatal(err)
		}
		bundle, err := seal.ParseBundle(file)
		if err != nil {
			t.Fatal(err)
		}
		// The list is as old as the time is late: a receiver with patience.
		verdict := seal.Verify(v.Certificate().Personal.Sealed, bundle, late, seal.Policy{Grace: 100000 * 3600 * 1e9})
		if verdict.Code != want {
			t.Errorf("verdict %s (%s), want %s", verdict.Code, verdict.Reason, want)
		}
	}
	if saved, err := d.SavedIn(ctx, next.Year); err != nil || saved != (records.Saved{ByActs: 1}) {
		t.Errorf("%+v examinations saved in %d, %v", saved, next.Year, err)
	}
	check(next.AddDays(int(until.AddMonths(60).DayNumber()-until.DayNumber())), "413", seal.Extended)
	if err := w.Registry.Withdraw(ctx, "413", "Səhvən"); err != nil {
		t.Fatal(err)
	}
	if err := w.Registry.Withdraw(ctx, "413", "Səhvən"); err == nil {
		t.Error("an act was withdrawn twice")
	}
	registrytest.Sync(t, d)
	check(next, "", seal.Expired)

	// A second desk that comes later hears of acts too.
	if err := w.Registry.Enact(ctx, expertise.Extension{ID: "414", Title: act.Title, Basis: act.Basis, From: act.From, To: act.To, NewUntil: until.AddYears(1)}); err != nil {
		t.Fatal(err)
	}
	other := w.Desk(t, 7)
	registrytest.Sync(t, other)
	if acts, err := other.Acts(ctx); err != nil || len(acts) != 1 || acts[0].ID != "414" {
		t.Errorf("the new desk knows %v, %v", acts, err)
	}
}
