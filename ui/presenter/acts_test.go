package presenter

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

func TestAProposedActIsShownAndSavedAndChangesNothing(t *testing.T) {
	b := desktest.New(t)
	b.Decided(t, b.Referred(t, desktest.Leyla()))
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenActs})
	th.settle()
	if len(th.acts.Acts) != len(th.stage.Env.Profile.Extensions) || len(th.acts.Concerns) == 0 || th.acts.Preview != nil {
		t.Fatalf("at first: %+v", th.acts)
	}
	a := th.Acts
	a.Preview()
	th.settle()
	if th.acts.Preview != nil || field(t, fieldTitle("az"), th.acts.Fields).Error == "" || field(t, fieldBasis, th.acts.Fields).Error == "" || field(t, fieldNewUntil, th.acts.Fields).Error == "" {
		t.Errorf("an empty act: %+v", th.acts.Fields)
	}
	due, err := b.Due(ctx, records.DueFilter{}, 10)
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	until := due[0].Until
	for name, value := range map[string]string{fieldTitle("az"): "Müddətlər uzadılır", fieldBasis: "Qərar 1", fieldFrom: th.date(until.AddMonths(-1)), fieldTo: th.date(until.AddMonths(1)), fieldMonths: "24"} {
		a.Set(name, value)
	}
	a.Set(fieldConcerns("child"), "yes")
	a.Preview()
	th.settle()
	if p := th.acts.Preview; p == nil || len(p.Rows) != 0 {
		t.Fatalf("an act on others: %+v %+v", p, th.acts.Fields)
	}
	a.Set(fieldConcerns("child"), "")
	if th.acts.Preview != nil {
		t.Error("the preview of another act is still shown")
	}
	a.Preview()
	th.settle()
	p := th.acts.Preview
	if p == nil || len(p.Rows) != 1 || p.Rows[0].NewUntil != th.date(until.AddMonths(24)) || len(p.Months) != 2 || p.Months[0].Before != 1 || p.Months[1].After != 1 || len(p.ByOutcome) != 1 {
		t.Fatalf("%+v", p)
	}
	path := filepath.Join(t.TempDir(), th.acts.FileName)
	a.Save(path)
	th.settle()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err, th.acts.Banner)
	}
	var x expertise.Extension
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&x); err != nil || len(x.Check()) != 0 || x.Months != 24 || !x.NewUntil.IsZero() || x.Title["az"] != "Müddətlər uzadılır" {
		t.Errorf("%v %+v\n%s", err, x, data)
	}
	after, _ := b.Due(ctx, records.DueFilter{}, 10)
	if after[0].Until != until {
		t.Error("a preview prolonged a term")
	}
}
