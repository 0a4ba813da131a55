package law

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// golden is one case of testdata/<country>, written so that a lawyer can add one. Unless a case says otherwise it is a man born on
// 14.03.1979 with the cause general. Assumed marks cases that rest on rules which nobody has confirmed.
type golden struct {
	Name    string         `yaml:"name"`
	Assumed bool           `yaml:"assumed"`
	On      expertise.Date `yaml:"on"`
	Input   struct {
		Unknown     bool           `yaml:"unknown"` // neither birth date nor sex is known
		Birth       expertise.Date `yaml:"birth"`
		Sex         expertise.Sex  `yaml:"sex"`
		Cause       string         `yaml:"cause"`
		Evidence    bool           `yaml:"evidence"`
		Impairments []struct {
			Row     string            `yaml:"row"`
			Percent expertise.Percent `yaml:"percent"`
		} `yaml:"impairments"`
		History []struct {
			Since   expertise.Date        `yaml:"since"`
			Until   expertise.Date        `yaml:"until"`
			Outcome expertise.OutcomeCode `yaml:"outcome"`
		} `yaml:"history"`
	} `yaml:"input"`
	Want want `yaml:"want"`
}

type want struct {
	Error   string                `yaml:"error"`
	Outcome expertise.OutcomeCode `yaml:"outcome"`
	Percent expertise.Percent     `yaml:"percent"`
	Term    string                `yaml:"term"`
	Until   expertise.Date        `yaml:"until"`
	Next    expertise.Date        `yaml:"next"`
	Rows    []string              `yaml:"rows"` // may be left out
	Missing []string              `yaml:"missing"`
	Verify  bool                  `yaml:"verify"`
}

func (g *golden) input() Input {
	in := Input{On: g.On, Birth: g.Input.Birth, Sex: g.Input.Sex, Cause: g.Input.Cause, Evidence: g.Input.Evidence}
	if in.Cause == "" {
		in.Cause = "general"
	}
	if !g.Input.Unknown && in.Birth.IsZero() {
		in.Birth = expertise.MustDate("1979-03-14")
	}
	if !g.Input.Unknown && in.Sex == "" {
		in.Sex = expertise.Male
	}
	for _, i := range g.Input.Impairments {
		in.Impairments = append(in.Impairments, expertise.Impairment{Row: i.Row, Percent: i.Percent, Side: expertise.SideNone})
	}
	for _, h := range g.Input.History {
		in.History = append(in.History, Past{h.Since, h.Until, h.Outcome})
	}
	return in
}

func goldens(t testing.TB, country string) []golden {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", country, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases for %s: %v", country, err)
	}
	var all []golden
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		decoder := yaml.NewDecoder(bytes.NewReader(data))
		decoder.KnownFields(true)
		var cases []golden
		if err := decoder.Decode(&cases); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, cases...)
	}
	return all
}

func TestGolden(t *testing.T) {
	p := az(t)
	for _, g := range goldens(t, "az") {
		t.Run(g.Name, func(t *testing.T) {
			proposal, err := p.Propose(g.input())
			got := want{Error: expertise.ErrorCode(err)}
			if err == nil {
				got = want{
					Outcome: proposal.Outcome.Code, Percent: proposal.Outcome.Percent, Term: proposal.Term.String(), Until: proposal.Until,
					Next: proposal.Next, Verify: proposal.Basis.Verify,
				}
				for _, m := range proposal.Missing {
					got.Missing = append(got.Missing, m.Row)
				}
				if g.Want.Rows != nil {
					got.Rows = proposal.Basis.Rows
				}
				if proposal.Since != g.On {
					t.Errorf("since %v, want the day of the examination", proposal.Since)
				}
			}
			if diff := cmp.Diff(g.Want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// completing are rows that no case reaches, because the answer is known before their table is asked; they make it complete.
var completing = map[string]bool{"permanent/never": true, "longHeld/never": true}

// Every other row of every table decides at least one golden case, so that a change of a row is noticed.
func TestGoldenCasesReachTheRows(t *testing.T) {
	p := az(t)
	reached := map[string]bool{}
	for _, g := range goldens(t, "az") {
		if proposal, err := p.Propose(g.input()); err == nil {
			for _, row := range proposal.Basis.Rows {
				reached[row] = true
			}
		}
	}
	for _, e := range p.Editions {
		for _, table := range e.Tables {
			for i := range table.Rows {
				if id := table.RowID(&table.Rows[i]); reached[id] == completing[id] {
					t.Errorf("%s is reached: %v", id, reached[id])
				}
			}
		}
	}
}
