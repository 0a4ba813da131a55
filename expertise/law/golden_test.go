package law

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// golden is one case of testdata/<country> with what is wanted of it. Assumed marks cases that rest on rules which nobody has confirmed.
type golden struct {
	Case
	Want want
}

type want struct {
	Error   string                `yaml:"error"`
	Outcome expertise.OutcomeCode `yaml:"outcome"`
	Percent expertise.Percent     `yaml:"percent"`
	Term    string                `yaml:"term"`
	Since   expertise.Date        `yaml:"since"` // left out: the day of the examination
	Until   expertise.Date        `yaml:"until"`
	Next    expertise.Date        `yaml:"next"`
	Gap     string                `yaml:"gap"`    // "2026-10-12..2026-11-11 group2": paid at the previous outcome
	Scales  map[string]string     `yaml:"scales"` // percent with two decimals, or the value's code; may be left out
	Rows    []string              `yaml:"rows"`   // may be left out
	Missing []string              `yaml:"missing"`
	Verify  bool                  `yaml:"verify"`
}

func goldens(t testing.TB, country string) []golden {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", country, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases for %s: %v", country, err)
	}
	var all []golden
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := ReadCases(f)
		if err = errors.Join(err, f.Close()); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, c := range cases {
			g := golden{Case: c}
			wanted, err := yaml.Marshal(&c.Want)
			if err == nil {
				err = strictly(wanted, &g.Want)
			}
			if err != nil {
				t.Fatalf("%s, %s: %v", file, c.Name, err)
			}
			all = append(all, g)
		}
	}
	return all
}

// countries are those that have a profile with golden cases, with the rows that no case reaches because
// the answer is known before their table is asked: they make it complete.
var countries = map[string][]string{
	"az": {"permanent/never", "longHeld/never"},
	"kz": {}, "ua": {}, "kg": {},
	"in": {"permanent/never"},
}

func country(t testing.TB, code string) *Profile {
	t.Helper()
	p, err := Load(os.DirFS("../../assets/profiles"), code+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestGolden(t *testing.T) {
	for code := range countries {
		p := country(t, code)
		cases := goldens(t, code)
		if len(cases) < 60 {
			t.Errorf("%s has %d cases", code, len(cases))
		}
		for _, g := range cases {
			t.Run(code+"/"+g.Name, func(t *testing.T) { g.check(t, p) })
		}
	}
}

// The template is no country; its cases show what the countries' profiles leave out.
func TestTemplateGolden(t *testing.T) {
	p := country(t, "template")
	for _, g := range goldens(t, "template") {
		t.Run(g.Name, func(t *testing.T) { g.check(t, p) })
	}
}

func (g *golden) check(t *testing.T, p *Profile) {
	proposal, err := p.Propose(g.Input())
	got := want{Error: expertise.ErrorCode(err)}
	if err == nil {
		got = want{
			Outcome: proposal.Outcome.Code, Percent: proposal.Outcome.Percent, Term: proposal.Term.String(), Since: proposal.Since,
			Until: proposal.Until, Next: proposal.Next, Verify: proposal.Basis.Verify,
		}
		if got.Since == g.On {
			got.Since = expertise.Date{}
		}
		for _, m := range proposal.Missing {
			got.Missing = append(got.Missing, m.Row)
		}
		if gap := proposal.Gap; gap != nil {
			got.Gap = fmt.Sprintf("%s..%s %s", gap.From, gap.To, gap.Outcome)
		}
		if g.Want.Scales != nil {
			got.Scales = map[string]string{}
			for _, s := range proposal.Scales {
				got.Scales[s.Scale] = s.Value
				if s.Value == "" {
					got.Scales[s.Scale] = fmt.Sprintf("%d.%02d", s.Hundredths/100, s.Hundredths%100)
				}
			}
		}
		if g.Want.Rows != nil {
			got.Rows = proposal.Basis.Rows
		}
		if g.Assumed != proposal.Basis.Verify {
			t.Errorf("assumed: %v, but rests on rows that nobody has confirmed: %v", g.Assumed, proposal.Basis.Verify)
		}
	}
	if diff := cmp.Diff(g.Want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Every row of every table that a case can reach decides at least one golden case, so that a change of a row is noticed.
func TestGoldenCasesReachTheRows(t *testing.T) {
	for code, completing := range countries {
		p := country(t, code)
		reached := map[string]bool{}
		for _, g := range goldens(t, code) {
			if proposal, err := p.Propose(g.Input()); err == nil {
				for _, row := range proposal.Basis.Rows {
					reached[proposal.Basis.Edition.String()+" "+row] = true
				}
			}
		}
		for _, e := range p.Editions {
			for _, table := range e.Tables {
				for i := range table.Rows {
					id := table.RowID(&table.Rows[i])
					if reached[e.From.String()+" "+id] == slices.Contains(completing, id) {
						t.Errorf("%s %v: %s is reached: %v", code, e.From, id, slices.Contains(completing, id))
					}
				}
			}
		}
	}
}
