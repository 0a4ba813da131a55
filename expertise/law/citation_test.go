package law_test

import (
	"testing"

	"medsoc/assets/profiles"
	"medsoc/expertise/law"
)

// Every act that a row cites has its name in each language of the country: a reason is read by people.
func TestEveryCitationHasItsNames(t *testing.T) {
	p, err := law.Load(profiles.Files, "az.yaml")
	if err != nil {
		t.Fatal(err)
	}
	cited := map[string]bool{}
	for _, e := range p.Editions {
		for _, c := range e.Criteria {
			cited[c.Cite] = true
		}
		for _, table := range e.Tables {
			for _, r := range table.Rows {
				cited[r.Cite] = true
			}
		}
		cited[e.Combine.Cite] = true
	}
	for act := range cited {
		if az, en := p.Citation(act, "az"), p.Citation(act, "en"); az == act || en == "" {
			t.Errorf("%q is called %q in Azerbaijani and %q in English", act, az, en)
		}
	}
	if got := p.Citation("an act nobody listed", "az"); got != "an act nobody listed" {
		t.Errorf("an unlisted act became %q", got)
	}
}
