package law

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"medsoc/expertise"
)

// A sheet asks for the scales that the law of the day reads, and for no other.
func TestMeasures(t *testing.T) {
	for _, c := range []struct {
		country, on string
		want        []string
	}{
		{"ua", "2026-11-12", []string{"barthel"}},
		{"template", "2026-11-12", []string{"whodas"}},
		{"az", "2026-11-12", nil},
		{"ua", "2024-12-31", nil}, // before the first edition
	} {
		if got := country(t, c.country).Measures(day(c.on)); !slices.Equal(got, c.want) {
			t.Errorf("%s on %s reads %v, want %v", c.country, c.on, got, c.want)
		}
	}
}

func TestCheckMeasure(t *testing.T) {
	five := 5
	for _, c := range []struct {
		name string
		GivenMeasure
		want []string
	}{
		{"the whole index", GivenMeasure{Scale: "barthel", Each: &five}, nil},
		{"an index with a gap and a value that cannot be", GivenMeasure{Scale: "barthel", Each: &five, Answers: map[string]int{"feeding": 7}, Leave: []string{"stairs"}},
			[]string{"scale.barthel.value", "scale.barthel.missing"}},
		{"the whole form", GivenMeasure{Scale: "whodas", Each: &five}, nil},
		{"one answer missing", GivenMeasure{Scale: "whodas", Each: &five, Leave: []string{"D1.1"}}, nil},
		{"two of one domain missing", GivenMeasure{Scale: "whodas", Each: &five, Leave: []string{"D1.1", "D1.2"}}, []string{"scale.whodas.domain"}},
		{"work answered without work", GivenMeasure{Scale: "whodas", Idle: true, Each: &five, Answers: map[string]int{"D5.5": 1}}, []string{"scale.whodas.work"}},
		{"no scale", GivenMeasure{Scale: "height", Answers: map[string]int{"cm": 180}}, []string{"measure"}},
	} {
		var got []string
		for _, err := range az(t).CheckMeasure(c.measure()) {
			got = append(got, expertise.ErrorCode(err))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
