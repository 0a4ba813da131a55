package law

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func goldens(t testing.TB, country string) []Case {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", country, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases for %s: %v", country, err)
	}
	var all []Case
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := ReadCases(file, f)
		if err = errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		all = append(all, cases...)
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
			t.Run(code+"/"+g.Name, func(t *testing.T) { checkGolden(t, p, &g) })
		}
	}
}

// The template is no country; its cases show what the countries' profiles leave out.
func TestTemplateGolden(t *testing.T) {
	p := country(t, "template")
	for _, g := range goldens(t, "template") {
		t.Run(g.Name, func(t *testing.T) { checkGolden(t, p, &g) })
	}
}

// checkGolden compares every field as a lawyer's case does, those that the case leaves out included: they must come empty. Only a first day
// that is the examination's, scales and rows may be left out.
func checkGolden(t *testing.T, p *Profile, c *Case) {
	proposal, err := p.Propose(c.Input())
	want := Want{}
	if c.Want != nil {
		want = *c.Want
	}
	if want.Since.IsZero() && want.Error == "" {
		want.Since = c.On
	}
	for _, d := range want.against(came(&proposal, err), func(field string) bool { return want.given[field] || field != "scales" && field != "rows" }) {
		t.Errorf("%s: wanted %q, got %q", d.Field, d.Want, d.Got)
	}
	if err == nil && c.Assumed != proposal.Basis.Verify {
		t.Errorf("assumed: %v, but rests on rows that nobody has confirmed: %v", c.Assumed, proposal.Basis.Verify)
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
