package law

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// A slip of the pen in a case is refused with its line, in one case as in a list, and never judged as something else.
func TestCasesAreRefusedWithTheirLine(t *testing.T) {
	const head = "name: a\non: 2026-11-12\n"
	for name, c := range map[string]struct{ text, code, line string }{
		"unknown field":         {head + "inputs: {}\n", "law.profile.field", "3"},
		"unknown in want":       {head + "want:\n  outcome: p61\n  result: p61\n", "law.profile.field", "5"},
		"wrong type":            {head + "input: {impairments: 5}\n", "law.profile.type", "3"},
		"empty":                 {"", "law.profile.yaml", "1"},
		"no day":                {"name: a\ninput: {}\n", "law.case.day", "1"},
		"bad date":              {"name: a\non: 12.11.2026\n", "law.profile.date", "2"},
		"bad date in a list":    {"- name: a\n  on: 2026-11-12\n- name: b\n  on: 2026-02-30\n", "law.profile.date", "4"},
		"a percent with a half": {head + "input:\n  impairments:\n    - {row: x, percent: 50.9}\n", "law.profile.fraction", "5"},
		"professional":          {head + "input: {professional: 101}\n", "law.case.range", "3"},
		"sex":                   {head + "input: {sex: other}\n", "law.case.sex", "3"},
		"side":                  {head + "input: {impairments: [{row: x, side: up}]}\n", "law.case.side", "3"},
		"scale":                 {head + "input: {measures: [{scale: apgar}]}\n", "law.case.scale", "3"},
		"history ahead":         {head + "input:\n  history:\n    - {since: 2026-11-13, outcome: p61}\n", "law.case.future", "5"},
		"history before birth":  {head + "input:\n  birth: 1979-03-14\n  history:\n    - {since: 1979-03-13, outcome: p61}\n", "law.case.birth", "6"},
		"an unseen letter":      {"name: \"a\\u202eb\"\non: 2026-11-12\n", "law.profile.letter", "1"},
		"a control character":   {"name: \"a\\u0007b\"\non: 2026-11-12\n", "law.profile.letter", "1"},
	} {
		_, err := ReadCases("cases.yaml", strings.NewReader(c.text))
		if expertise.ErrorCode(err) != c.code || !strings.HasPrefix(err.Error(), "cases.yaml, line "+c.line+": ") {
			t.Errorf("%s: %v, want %s on line %s", name, err, c.code, c.line)
		}
	}
	if _, err := ReadCases("c", strings.NewReader(strings.Repeat("#", maxCases+1))); expertise.ErrorCode(err) != "law.case.size" {
		t.Error(err)
	}
}

// Only what is wanted is compared, and a refusal is no outcome.
func TestDifferences(t *testing.T) {
	p := az(t)
	for name, c := range map[string]struct{ want, differs string }{
		"as wanted":            {"want: {outcome: p61, percent: 70}", ""},
		"nothing wanted":       {"", ""},
		"another outcome":      {"want: {outcome: p31, percent: 70}", "outcome p31 p61"},
		"two":                  {"want: {outcome: p31, percent: 55}", "outcome p31 p61; percent 55 70"},
		"wanted a refusal":     {"want: {error: law.cause.unknown}", "error law.cause.unknown "},
		"nothing but the term": {"want: {until: }", "until  2028-11-11"},
	} {
		cases, err := ReadCases(name, strings.NewReader("on: 2026-11-12\ninput: {impairments: [{row: stroke-paresis-severe, percent: 70}]}\n"+c.want))
		if err != nil {
			t.Fatal(err)
		}
		proposal, err := p.Propose(cases[0].Input())
		var words []string
		for _, d := range cases[0].Differences(&proposal, err) {
			words = append(words, d.Field+" "+d.Want+" "+d.Got)
		}
		if got := strings.Join(words, "; "); got != c.differs {
			t.Errorf("%s: %q, want %q", name, got, c.differs)
		}
	}
}

// The same row twice is one impairment entered twice, unless the one is left and the other right.
func TestOneRowTwice(t *testing.T) {
	p := country(t, "in")
	for _, c := range []struct {
		first, second expertise.Side
		code          string
	}{
		{expertise.SideLeft, expertise.SideRight, ""}, {expertise.SideRight, expertise.SideLeft, ""}, {expertise.SideLeft, expertise.SideLeft, "law.row.twice"},
		{expertise.SideNone, expertise.SideNone, "law.row.twice"}, {expertise.SideBoth, expertise.SideLeft, "law.row.twice"},
	} {
		_, err := p.Propose(Input{On: day("2026-11-12"), Cause: "disease", Impairments: []expertise.Impairment{
			{Row: "leg-below-knee", Percent: 60, Side: c.first}, {Row: "leg-below-knee", Percent: 60, Side: c.second}}})
		if expertise.ErrorCode(err) != c.code {
			t.Errorf("%s and %s: %v, want %q", c.first, c.second, err, c.code)
		}
	}
}

// Whatever a profile calls assumed or a demonstration is marked, so that no paper rests on it unseen.
func TestWhatIsAssumedIsMarked(t *testing.T) {
	files, err := filepath.Glob("../../assets/profiles/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := outline(data)
		if err != nil {
			t.Fatal(err)
		}
		findNode(lines.root, func(n *yaml.Node) bool {
			cite, _ := valueOf(n, "cite")
			verify, _ := valueOf(n, "verify")
			words := strings.ToLower(cite.Value)
			if (strings.Contains(words, "assumed") || strings.Contains(words, "demonstration")) && verify.Value != "true" {
				t.Errorf("%s, line %d: %s is not marked verify", filepath.Base(file), cite.Line, cite.Value)
			}
			return false
		})
	}
}
