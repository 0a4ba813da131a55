package demo

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/store/records"
	"medsoc/store/registry/serve"
)

// A demonstration that was kept is looked at with the registry's own program, and its desk goes on working with it: the registry opened again
// must have its keys. A second one into the same folder would mix two registries, and must not touch the first.
func TestAKeptDemonstrationOpensAgain(t *testing.T) {
	dir := t.TempDir()
	m, err := Start(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	id := string(m.Desk.About().Desk)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := serve.Run(context.Background(), []string{"desks", "--db", "sqlite:" + filepath.Join(dir, "registry.db")}, &out, &errs); code != 0 || !strings.Contains(out.String(), id) {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
	before := listing(t, dir)
	if m, err := Start(t.Context(), dir, nil); expertise.ErrorCode(err) != "demo.exists" {
		t.Errorf("a second one in the folder: %v", err)
		if err == nil {
			m.Close()
		}
	}
	for _, l := range text.Languages() {
		if !l.Has("error.demo.exists") {
			t.Errorf("%s has no sentence for it", l.Code())
		}
	}
	if after := listing(t, dir); after != before {
		t.Errorf("the folder was\n%s\nand is\n%s", before, after)
	}
}

func listing(t *testing.T, dir string) string {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			b.WriteString(path + " " + info.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The morning has something to plan: places given and places free, people called and people still to be called, on working days ahead.
func TestTheDemonstrationHasATimetable(t *testing.T) {
	ctx := t.Context()
	m, err := Start(ctx, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	rows, err := m.Desk.Sittings(ctx, m.Desk.Today().AddDays(1), expertise.Date{})
	if err != nil || len(rows) != 3 {
		t.Fatalf("%+v, %v", rows, err)
	}
	trips, taken := 0, 0
	for _, r := range rows {
		taken += r.Booked
		if r.Trip {
			trips++
			if r.Booked == 0 || r.Booked == r.Places {
				t.Errorf("the trip has %d of %d places taken", r.Booked, r.Places)
			}
		}
	}
	all, err := m.Desk.Due(ctx, records.DueFilter{To: m.Desk.Today()}, 100)
	if err != nil {
		t.Fatal(err)
	}
	open, err := m.Desk.Due(ctx, records.DueFilter{To: m.Desk.Today(), Unbooked: true}, 100)
	if err != nil || trips != 1 || taken < 3 || len(open) == 0 || len(open) >= len(all) {
		t.Errorf("%d trips, %d places taken, %d of %d overdue without one, %v", trips, taken, len(open), len(all), err)
	}
}
