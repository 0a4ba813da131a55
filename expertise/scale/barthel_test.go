package scale

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"medsoc/expertise"
)

// rated is an index in which every item has its lowest (0) or highest (1) points, with changes.
func rated(end int, changes Barthel) Barthel {
	b := Barthel{}
	for _, item := range BarthelItems() {
		b[item] = item.Allowed()[end*(len(item.Allowed())-1)]
	}
	maps.Copy(b, changes)
	return b
}

func TestBarthel(t *testing.T) {
	for _, c := range []struct {
		name string
		form Barthel
		want float64
	}{
		{"dependent in all", rated(0, nil), 0},
		{"independent in all", rated(1, nil), 100},
		{"feeding alone", rated(0, Barthel{"feeding": 10}), 10},
		{"needs help on stairs and for transfers", rated(1, Barthel{"stairs": 5, "transfers": 10}), 90},
		{"half of each that has a half", rated(1, Barthel{"feeding": 5, "dressing": 5, "bowels": 5, "bladder": 5, "toilet": 5, "stairs": 5}), 70},
	} {
		got, err := c.form.Score()
		sum := 0.0
		for _, p := range got.Parts {
			sum += p.Points
		}
		if err != nil || got.Value != c.want || sum != c.want || got.Most != 100 || got.Method != MethodBarthel || got.Whole() != int(c.want) {
			t.Errorf("%s: %+v (%v)", c.name, got, err)
		}
	}
}

func TestBarthelFindings(t *testing.T) {
	without := rated(1, nil)
	delete(without, "stairs")
	for _, c := range []struct {
		name string
		form Barthel
		want []string
	}{
		{"complete", rated(1, nil), nil},
		{"one missing", without, []string{"scale.barthel.missing stairs"}},
		{"bathing has no 10", rated(1, Barthel{"bathing": 10}), []string{"scale.barthel.value bathing"}},
		{"feeding has no 15, grooming no 3", rated(1, Barthel{"feeding": 15, "grooming": 3}), []string{"scale.barthel.value feeding", "scale.barthel.value grooming"}},
		{"below zero", rated(1, Barthel{"mobility": -5}), []string{"scale.barthel.value mobility"}},
		{"unknown", rated(1, Barthel{"flying": 5}), []string{"scale.barthel.item barthel"}},
	} {
		var got []string
		for _, err := range c.form.Check() {
			e, ok := err.(*expertise.Error)
			if !ok || strings.Contains(e.Error(), "{") {
				t.Fatalf("%s: %v is no sentence", c.name, err)
			}
			got = append(got, e.Code+" "+e.Field)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if _, err := c.form.Score(); (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if len(Barthel(nil).Check()) != 10 {
		t.Error("an empty index has not ten findings")
	}
	for _, item := range BarthelItems() {
		named(t, item.Label)
	}
	if BarthelItem("flying").Label("az") != "" {
		t.Error("an unknown item has a label")
	}
}

func TestBarthelProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Barthel{}
		for _, item := range BarthelItems() {
			b[item] = rapid.SampledFrom(item.Allowed()).Draw(t, string(item))
		}
		item := rapid.SampledFrom(BarthelItems()).Draw(t, "item")
		worse := maps.Clone(b)
		worse[item] = rapid.SampledFrom(item.Allowed()).Filter(func(v int) bool { return v <= b[item] }).Draw(t, "worse")
		before, err1 := b.Score()
		after, err2 := worse.Score()
		if err1 != nil || err2 != nil || before.Value < 0 || before.Value > 100 || after.Value > before.Value {
			t.Fatalf("%v then %v (%v, %v)", before.Value, after.Value, err1, err2)
		}
	})
}
