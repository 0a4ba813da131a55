package scale

import (
	"testing"

	"medsoc/expertise"
)

func TestQualifierRanges(t *testing.T) {
	for percent, want := range map[expertise.Percent]expertise.Qualifier{0: 0, 4: 0, 5: 1, 24: 1, 25: 2, 49: 2, 50: 3, 95: 3, 96: 4, 100: 4} {
		if got, err := QualifierOf(percent); got != want || err != nil {
			t.Errorf("%d %% is %d (%v), want %d", percent, got, err, want)
		}
	}
	for percent := expertise.Percent(0); percent <= 100; percent++ {
		q, err := QualifierOf(percent)
		low, high, ok := PercentRange(q)
		if err != nil || !ok || percent < low || percent > high {
			t.Errorf("%d %% is %d, which is %d..%d", percent, q, low, high)
		}
	}
	for _, percent := range []expertise.Percent{-1, 101} {
		if _, err := QualifierOf(percent); expertise.ErrorCode(err) != "scale.percent" {
			t.Errorf("%d %%: %v", percent, err)
		}
	}
	for _, q := range []expertise.Qualifier{8, 9, 5, -1} {
		if _, _, ok := PercentRange(q); ok {
			t.Errorf("%d has percents", q)
		}
	}
}

func TestCodes(t *testing.T) {
	for _, c := range []struct {
		text      string
		component Component
		chapter   int
		level     int
		parent    Code
	}{
		{"d4", Activities, 4, 1, ""},
		{"d450", Activities, 4, 2, "d4"},
		{"d4501", Activities, 4, 3, "d450"},
		{"s11000", Structures, 1, 4, "s1100"},
		{"b8", Functions, 8, 1, ""},
		{" E580 ", Environment, 5, 2, "e5"},
	} {
		code, err := ParseCode(c.text)
		parent, has := code.Parent()
		if err != nil || code.Component() != c.component || code.Chapter() != c.chapter || code.Level() != c.level || parent != c.parent || has != (c.parent != "") {
			t.Errorf("%q: %q %v, chapter %d, level %d, parent %q", c.text, code, err, code.Chapter(), code.Level(), parent)
		}
	}
	for text, want := range map[string]string{
		"": "scale.icf.code", "d": "scale.icf.code", "d45": "scale.icf.code", "d450123": "scale.icf.code", "x450": "scale.icf.code", "d450.2": "scale.icf.code",
		"d４50": "scale.icf.code", "d-50": "scale.icf.code", "d450\n1": "scale.icf.code", "d0": "scale.icf.chapter", "b9": "scale.icf.chapter", "s910": "scale.icf.chapter", "e610": "scale.icf.chapter",
	} {
		if code, err := ParseCode(text); expertise.ErrorCode(err) != want || code != "" {
			t.Errorf("%q: %q, %v", text, code, err)
		}
	}
	for _, code := range []Code{"", "d", "dx50", "é"} {
		if code.Level() != 0 || code.Chapter() != 0 {
			t.Errorf("%q has level %d, chapter %d", code, code.Level(), code.Chapter())
		}
	}
}

func TestRatings(t *testing.T) {
	for text, want := range map[string]Rating{
		"d450.2": {"d450", 2, false}, "D4501.9": {"d4501", 9, false}, "e110+3": {"e110", 3, true}, "e110.3": {"e110", 3, false}, " b2.0 ": {"b2", 0, false},
	} {
		if got, err := ParseRating(text); got != want || err != nil {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"": "scale.icf.rating", "d450": "scale.icf.rating", "d450.": "scale.icf.rating", "d450.23": "scale.icf.rating", ".2": "scale.icf.code", "d45.2": "scale.icf.code", "b9.1": "scale.icf.chapter",
		"d450.5": "scale.icf.qualifier", "d450.x": "scale.icf.qualifier", "d450.-": "scale.icf.qualifier", "d450..": "scale.icf.qualifier", "d450+2": "scale.icf.facilitator",
	} {
		if got, err := ParseRating(text); expertise.ErrorCode(err) != want || got != (Rating{}) {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	if errs := (Rating{"x", 7, true}).Check(); len(errs) != 3 {
		t.Errorf("three faults give %v", errs)
	}
}

// What is read is written in one way, and that way reads as the same.
func FuzzRating(f *testing.F) {
	for _, seed := range []string{"d450.2", "E110+8", "s11000.9", "b1", "d450.5", ".+", "\xff.1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRating(text)
		if err != nil {
			if expertise.ErrorCode(err) == "" || len([]rune(err.Error())) > 250 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		var again Rating
		if err := again.UnmarshalText([]byte(r.String())); err != nil || again != r || len(r.Check()) > 0 || r.Code.Level() == 0 {
			t.Fatalf("%q: %+v, then %+v, %v", text, r, again, err)
		}
	})
}

func FuzzCode(f *testing.F) {
	for _, seed := range []string{"d450", "b", "e5", "s9", "d45"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, err := ParseCode(text)
		for level := code.Level(); err == nil && level > 1; level-- {
			parent, ok := code.Parent()
			if !ok || parent.Check() != nil || parent.Level() != level-1 || parent.Chapter() != code.Chapter() {
				t.Fatalf("%q has parent %q", code, parent)
			}
			code = parent
		}
		_, _ = Code(text).Parent()
		Code(text).Component()
	})
}
