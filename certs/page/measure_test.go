package page

import (
	"math"
	"strings"
	"testing"
)

// Runs are the text again, whatever its bytes are, each in one face; a space begins none of its own.
func TestRunsAreTheWholeText(t *testing.T) {
	for text, faces := range map[string]int{
		"": 0, "Məmmədov Əli": 1, "Əli ბარათაშვილი oğlu": 3, "ბარათაშვილი გიორგი": 1, "Արամ": 1,
		"cut\xc9": 1, "\xff": 1, "a\xffb": 1,
	} {
		var whole strings.Builder
		all := runs(text, false)
		for _, r := range all {
			whole.WriteString(r.text)
		}
		if whole.String() != text || len(all) != faces {
			t.Errorf("%q is %d runs, %q", text, len(all), whole.String())
		}
	}
}

// A line is as full as its width allows, and nothing is lost between two.
func TestLinesAreFull(t *testing.T) {
	text := strings.Repeat("Tibbi-sosial ekspertiza № 7 ბარათაშვილი Şəmsəddinqızı ", 5)
	for width := 30.0; width < 150; width += 7 {
		lines := wrap(text, 10, false, width)
		for i, line := range lines {
			if wide := textWidth(line, 10, false); wide > width+1e-6 {
				t.Errorf("%.0f mm: %q is %.2f wide", width, line, wide)
			}
			if i+1 < len(lines) {
				next := words(lines[i+1])[0]
				if wide := textWidth(line+" "+next, 10, false); wide <= width-1e-6 {
					t.Errorf("%.0f mm: %q had room for %q", width, line, next)
				}
			}
		}
		if got, want := strings.Join(lines, " "), strings.Join(strings.Fields(text), " "); got != want && width > 40 {
			t.Errorf("%.0f mm: %q", width, got)
		}
	}
	if whole := wrap("whole", 10, false, math.Inf(1)); len(whole) != 1 {
		t.Error(whole)
	}
}
