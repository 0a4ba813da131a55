package law

import "testing"

// Every act that a row cites has its name in each language of the country: a reason is read by people.
func TestEveryCitationHasItsNames(t *testing.T) {
	for code := range countries {
		p := country(t, code)
		if len(p.Languages) == 1 {
			continue // the rows cite in the country's only language
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
			for _, b := range e.ComingOfAge {
				cited[b.Cite] = true
			}
			cited[e.Combine.Cite] = true
			if e.Expiry.Because != nil {
				cited[e.Expiry.Cite] = true
			}
		}
		for act := range cited {
			if national, en := p.Citation(act, p.Languages[0]), p.Citation(act, "en"); national == act || en == "" {
				t.Errorf("%s: %q is called %q in %s and %q in English", code, act, national, p.Languages[0], en)
			}
		}
	}
	if got := az(t).Citation("an act nobody listed", "az"); got != "an act nobody listed" {
		t.Errorf("an unlisted act became %q", got)
	}
}
