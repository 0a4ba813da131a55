package scale

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"medsoc/expertise"
)

// filled is a form in which every item has one answer; changes are written "D1.1=3" or, to leave an item out, "D1.1=".
func filled(works bool, answer Answer, changes ...string) WHODAS {
	w := WHODAS{Works: works, Answers: map[Item]Answer{}}
	for _, item := range Items(works) {
		w.Answers[item] = answer
	}
	for _, change := range changes {
		item, value, _ := strings.Cut(change, "=")
		if value == "" {
			delete(w.Answers, Item(item))
		} else {
			w.Answers[Item(item)] = Answer(value[0] - '0')
		}
	}
	return w
}

// The figures are worked out by hand from the two lists of recoding: 19 items collapsed (at most 2 points), 17 flat (at most 4).
func TestWHODASComplex(t *testing.T) {
	for _, c := range []struct {
		name   string
		form   WHODAS
		points float64
		want   float64
		parts  map[string]float64
	}{
		{"no difficulty anywhere", filled(true, 1), 0, 0, map[string]float64{"D1": 0, "D6": 0}},
		{"extreme everywhere", filled(true, 5), 106, 100, map[string]float64{"D1": 100, "D5.work": 100, "D6": 100}},
		{"extreme everywhere, no work", filled(false, 5), 92, 100, map[string]float64{"D5.household": 100, "D6": 100}},
		// Every flat item gives 2, every collapsed one 1: half of the most, whatever the domain.
		{"moderate everywhere", filled(true, 3), 53, 50, map[string]float64{"D1": 50, "D2": 50, "D3": 50, "D4": 50, "D5.household": 50, "D5.work": 50, "D6": 50}},
		{"moderate everywhere, no work", filled(false, 3), 46, 50, nil},
		// Mild: a flat item gives 1 (a quarter), a collapsed one 1 (half). 17 + 19 = 36.
		{"mild everywhere", filled(true, 2), 36, 36.0 * 100 / 106, map[string]float64{"D1": 30, "D2": 5 * 100.0 / 16, "D3": 40, "D4": 5 * 100.0 / 12, "D5.household": 40, "D5.work": 4 * 100.0 / 14, "D6": 8 * 100.0 / 24}},
		// Severe: 3 and 2. 51 + 38 = 89.
		{"severe everywhere", filled(true, 4), 89, 89.0 * 100 / 106, map[string]float64{"D1": 80, "D3": 90}},
		// D1: 4+0+0+0+1 = 5 of 20; D3.2 severe gives 3 of 10; D6.8 extreme gives 2 of 24.
		{"mixed", filled(true, 1, "D1.1=5", "D1.5=3", "D3.2=4", "D6.8=5"), 10, 1000.0 / 106, map[string]float64{"D1": 25, "D2": 0, "D3": 30, "D6": 200.0 / 24}},
		{"mixed, no work", filled(false, 1, "D1.1=5", "D1.5=3", "D3.2=4", "D6.8=5"), 10, 1000.0 / 92, nil},
		{"work only", filled(true, 1, "D5.5=5", "D5.6=5", "D5.7=5", "D5.8=5"), 14, 1400.0 / 106, map[string]float64{"D5.work": 100, "D5.household": 0}},
		// The other three answers of D3 are 3: the mean is 3, a flat item gives 2, so the form is half as before.
		{"one missing, flat", filled(true, 3, "D3.2="), 53, 50, map[string]float64{"D3": 50}},
		{"one missing, collapsed", filled(true, 5, "D1.5="), 106, 100, nil},
		// D3 has 2, 3 and 5 left: mean 10/3. D3.2 is flat, a third of the way from 2 to 3: 7/3. With 1 + 1 + 2 that makes 19/3 of 10.
		{"one missing, mean between two answers", filled(true, 1, "D3.1=2", "D3.2=", "D3.3=3", "D3.4=5"), 19.0 / 3, 1900.0 / 318, map[string]float64{"D3": 190.0 / 3}},
		// D3 has 3 (flat) and 3, 5 (collapsed) left: mean 11/3, two thirds of the way from 1 to 2 on the collapsed list: 5/3. 2 + 1 + 2 + 5/3 = 20/3.
		{"one missing, mean on the collapsed list", filled(false, 1, "D3.1=", "D3.2=3", "D3.3=3", "D3.4=5"), 20.0 / 3, 2000.0 / 276, map[string]float64{"D3": 200.0 / 3}},
		// D2: 1,1,1,5 left, mean 2: one point; with D2.5 = 4 makes 5. D6: all 1 left, mean 1, none.
		{"two missing in two domains", filled(true, 1, "D2.1=", "D2.5=5", "D6.4="), 5, 500.0 / 106, map[string]float64{"D2": 500.0 / 16, "D6": 0}},
		// The mean is taken within the household half: 1, not the answers about work.
		{"one missing in the household", filled(true, 1, "D5.3=", "D5.5=5", "D5.6=5", "D5.7=5", "D5.8=5"), 14, 1400.0 / 106, map[string]float64{"D5.household": 0, "D5.work": 100}},
	} {
		got, err := c.form.Complex()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !near(got.Value, c.want) || !near(got.Points, c.points) || got.Least != 0 || got.Most != 100 || got.Method != MethodComplex {
			t.Errorf("%s: %v of %v points %v, want %v of %v", c.name, got.Value, got.Points, got.Of, c.want, c.points)
		}
		parts := map[string]float64{}
		for _, p := range got.Parts {
			parts[p.Code] = p.Value
		}
		for code, want := range c.parts {
			if value, ok := parts[code]; !ok || !near(value, want) {
				t.Errorf("%s: %s is %v, want %v", c.name, code, value, want)
			}
		}
		if _, ok := parts["D5.work"]; ok != c.form.Works {
			t.Errorf("%s: work is scored: %v", c.name, ok)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestWHODASSimple(t *testing.T) {
	for _, c := range []struct {
		name              string
		form              WHODAS
		want, least, most float64
		d3                float64
	}{
		{"no difficulty anywhere", filled(true, 1), 36, 36, 180, 4},
		{"extreme everywhere", filled(true, 5), 180, 36, 180, 20},
		{"no work", filled(false, 5), 160, 32, 160, 20},
		{"mixed", filled(true, 1, "D1.1=5", "D3.2=4"), 43, 36, 180, 7},
		{"one missing", filled(true, 1, "D3.1=2", "D3.2=", "D3.3=3", "D3.4=5"), 32 + 40.0/3, 36, 180, 40.0 / 3},
	} {
		got, err := c.form.Simple()
		if err != nil || !near(got.Value, c.want) || got.Least != c.least || got.Most != c.most || !near(got.Parts[2].Value, c.d3) {
			t.Errorf("%s: %+v (%v)", c.name, got, err)
		}
	}
}

func TestWHODASFindings(t *testing.T) {
	for _, c := range []struct {
		name string
		form WHODAS
		want []string // code, field
	}{
		{"complete", filled(true, 2), nil},
		{"complete without work", filled(false, 2), nil},
		{"two missing in different domains", filled(true, 2, "D1.1=", "D6.8="), nil},
		{"two missing in one domain", filled(true, 2, "D1.1=", "D1.6="), []string{"scale.whodas.domain answers"}},
		{"household and work are one domain", filled(true, 2, "D5.1=", "D5.8="), []string{"scale.whodas.domain answers"}},
		{"three missing", filled(true, 2, "D1.1=", "D2.1=", "D3.1="), []string{"scale.whodas.missing answers"}},
		{"three missing in one domain are said once", filled(true, 2, "D1.1=", "D1.2=", "D1.3="), []string{"scale.whodas.missing answers"}},
		{"nothing answered", WHODAS{}, []string{"scale.whodas.missing answers"}},
		{"works, but work is not answered", WHODAS{Works: true, Answers: filled(false, 2).Answers}, []string{"scale.whodas.missing answers"}},
		{"work answered without work", filled(false, 2, "D5.6=1"), []string{"scale.whodas.work D5.6"}},
		{"answers out of range", filled(true, 2, "D1.1=0", "D6.1=6"), []string{"scale.whodas.answer D1.1", "scale.whodas.answer D6.1"}},
		{"unknown items", filled(true, 2, "D7.1=1", "D5.9=1"), []string{"scale.whodas.item answers", "scale.whodas.item answers"}},
		{"several at once", filled(false, 2, "D1.1=9", "D5.5=2", "D2.1=", "D2.2=", "x=1"),
			[]string{"scale.whodas.answer D1.1", "scale.whodas.work D5.5", "scale.whodas.item answers", "scale.whodas.domain answers"}},
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
		for _, score := range []func() (Score, error){c.form.Complex, c.form.Simple} {
			s, err := score()
			if (err == nil) != (c.want == nil) || err != nil && s.Parts != nil {
				t.Errorf("%s: scored %v, %v", c.name, s, err)
			}
		}
	}
}

// A score says which items nobody answered, and what it put in their place.
func TestScoreNamesWhatWasFilledIn(t *testing.T) {
	got, err := filled(true, 1, "D3.1=2", "D3.2=", "D3.3=3", "D3.4=5").Complex()
	want := []Imputed{{"D3.2", 10.0 / 3, 7.0 / 3, []Item{"D3.1", "D3.3", "D3.4"}}}
	if diff := cmp.Diff(want, got.Imputed); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if full, _ := filled(true, 3).Complex(); full.Imputed != nil {
		t.Errorf("a complete form has %v filled in", full.Imputed)
	}
}

func TestFormHasItsDivisors(t *testing.T) {
	counts, most := map[int]int{}, map[string]int{}
	for _, p := range whodasParts {
		counts[p.domain] += len(p.items)
		for _, i := range p.items {
			most[p.code] += recoded(i)[4]
			named(t, func(language string) string { return Label(string(i.item), language) })
		}
		named(t, func(language string) string { return Label(p.code, language) })
	}
	if diff := cmp.Diff(map[int]int{1: 6, 2: 5, 3: 4, 4: 5, 5: 8, 6: 8}, counts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"D1": 20, "D2": 16, "D3": 10, "D4": 12, "D5.household": 10, "D5.work": 14, "D6": 24}, most); diff != "" {
		t.Error(diff)
	}
	if len(Items(true)) != 36 || len(Items(false)) != 32 || Label("D9", "az") != "" {
		t.Error("the form does not have 36 items, 32 without work")
	}
}

// anyWHODAS draws a form that can be scored, some with one or two items missing.
func anyWHODAS(t *rapid.T) WHODAS {
	w := filled(rapid.Bool().Draw(t, "works"), 1)
	for item := range maps.Keys(maps.Clone(w.Answers)) {
		w.Answers[item] = Answer(rapid.IntRange(1, 5).Draw(t, string(item)))
	}
	for range rapid.IntRange(0, 2).Draw(t, "missing") {
		item := rapid.SampledFrom(Items(w.Works)).Draw(t, "left out")
		answer, was := w.Answers[item]
		if delete(w.Answers, item); was && len(w.Check()) > 0 {
			w.Answers[item] = answer
		}
	}
	return w
}

func TestWHODASProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWHODAS(t)
		item := rapid.SampledFrom(slices.Sorted(maps.Keys(w.Answers))).Draw(t, "item")
		worse := WHODAS{w.Works, maps.Clone(w.Answers)}
		worse.Answers[item] = Answer(rapid.IntRange(int(w.Answers[item]), 5).Draw(t, "worse"))
		for _, score := range []func(WHODAS) (Score, error){WHODAS.Complex, WHODAS.Simple} {
			a, err1 := score(w)
			b, err2 := score(worse)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			if a.Value < a.Least || a.Value > a.Most || a.Points < 0 || a.Points > a.Of {
				t.Fatalf("%v lies outside %v..%v", a.Value, a.Least, a.Most)
			}
			for i, p := range a.Parts {
				if p.Points > p.Of || p.Value < 0 || b.Parts[i].Value < p.Value {
					t.Fatalf("part %+v, and with a worse answer %+v", p, b.Parts[i])
				}
			}
			if b.Value < a.Value {
				t.Fatalf("a worse answer to %s lowers %v to %v", item, a.Value, b.Value)
			}
		}
	})
}

// The answers may have been given, stored and read in any order.
func TestWHODASOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWHODAS(t)
		want, _ := w.Complex()
		again := WHODAS{w.Works, map[Item]Answer{}}
		for _, item := range rapid.Permutation(slices.Sorted(maps.Keys(w.Answers))).Draw(t, "order") {
			again.Answers[item] = w.Answers[item]
		}
		data, err := json.Marshal(again)
		if err != nil {
			t.Fatal(err)
		}
		var read WHODAS
		if err := json.Unmarshal(data, &read); err != nil {
			t.Fatal(err)
		}
		got, _ := read.Complex()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzWHODASJSON(f *testing.F) {
	for _, seed := range []string{`{"works":true,"answers":{"D1.1":3}}`, `{"answers":{"D1.1":-3,"":99999999}}`, `{}`} {
		f.Add([]byte(seed))
	}
	full, _ := json.Marshal(filled(true, 4))
	f.Add(full)
	f.Fuzz(func(t *testing.T, data []byte) {
		var w WHODAS
		if json.Unmarshal(data, &w) != nil {
			return
		}
		s, err := w.Complex()
		if (err == nil) != (len(w.Check()) == 0) {
			t.Fatalf("%v, but findings are %v", err, w.Check())
		}
		if err == nil && (s.Value < 0 || s.Value > 100) {
			t.Fatalf("score %v", s.Value)
		}
	})
}

func TestWholeRoundsAHalfUp(t *testing.T) {
	for value, want := range map[float64]int{0: 0, 49.4999: 49, 49.5: 50, 50: 50, 99.5: 100, 100: 100} {
		if got := (Score{Value: value}).Whole(); got != want {
			t.Errorf("%v is %d, want %d", value, got, want)
		}
	}
	// One collapsed item at 3 gives one point of 106, which is 0.94 %.
	if s, _ := filled(true, 1, "D4.1=3").Complex(); s.Whole() != 1 {
		t.Errorf("%v is %d", s.Value, s.Whole())
	}
}

// named holds a label to have words of its own in each language of the forms, and English ones elsewhere.
func named(t *testing.T, label func(language string) string) {
	t.Helper()
	english := label("en")
	if english == "" || label("xx") != english {
		t.Errorf("%q has no English label", english)
	}
	for _, language := range []string{"az", "kk", "ru"} {
		if own := label(language); own == "" || own == english {
			t.Errorf("%q has no label in %s", english, language)
		}
	}
}
