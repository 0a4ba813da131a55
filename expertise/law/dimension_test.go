package law

import "testing"

// What a country profile must be able to express, and for each the profile and the field that does: a dimension that no profile uses
// any more is one that nobody can rely on.
func TestEveryDimensionIsExpressed(t *testing.T) {
	newest := func(p *Profile) *Edition { return &p.Editions[len(p.Editions)-1] }
	table := func(sets string) func(*Profile) bool {
		return func(p *Profile) bool { return newest(p).values[sets] != nil }
	}
	reads := func(fact string) func(*Profile) bool {
		return func(p *Profile) bool {
			for _, table := range newest(p).Tables {
				for _, name := range table.By {
					if name == fact {
						return true
					}
				}
			}
			return false
		}
	}
	has := func(term Term) func(*Profile) bool {
		return func(p *Profile) bool {
			for _, table := range newest(p).Tables {
				for _, r := range table.Rows {
					if r.term == term {
						return true
					}
				}
			}
			return false
		}
	}
	for _, c := range []struct {
		dimension, country, field string
		is                        func(*Profile) bool
	}{
		{"1 outcome scales: percent with step and rounding", "az", "editions.percent", func(p *Profile) bool { return newest(p).Percent.Step == 5 && newest(p).Percent.Rounding != nil }},
		{"1 outcome scales: degrees", "az", "editions.degrees", func(p *Profile) bool { return p.Editions[0].rating() == byDegree }},
		{"1 outcome scales: several at once", "kz", "scales", func(p *Profile) bool { return len(p.Scales) == 3 }},
		{"2 child categories by age", "kz", "tables.outcome by age", reads("age")},
		{"2 coming of age", "kz", "editions.comingOfAge", func(p *Profile) bool { return len(newest(p).ComingOfAge) == 3 }},
		{"3 terms of years", "kg", "tables.term: 7 years", has(Term{Months: 84})},
		{"3 terms until an age", "kz", "tables.term: until age 16", has(Term{UntilAge: 16})},
		{"3 terms per criteria row", "az", "tables.term by rowTerm", reads("rowTerm")},
		{"3 expiry convention", "ua", "editions.expiry", func(p *Profile) bool { return newest(p).expiry() == "firstOfNextMonth" }},
		{"4 automatic without-term rules", "az", "tables.permanent by longHeld, pension", table("permanent")},
		{"4 automatic without-term rules: held", "ua", "tables.longHeld by heldSame", reads("heldSame")},
		{"5 early window", "template", "tables.tooEarly", table("tooEarly")},
		{"5 overdue grace and backdating", "az", "tables.start by overdue", table("start")},
		{"5 overdue with a valid reason", "ua", "tables.gap by validReason", reads("validReason")},
		{"6 extension acts", "az", "extensions", func(p *Profile) bool { return len(p.Extensions) == 2 }},
		{"7 causes with evidence", "az", "causes.evidence", func(p *Profile) bool { c, _ := p.Cause("terror"); return c.Evidence != nil }},
		{"8 referral form and contents", "az", "referral, purposes", func(p *Profile) bool { return p.Referral.Form == "88" && len(p.Referral.Required) > 0 }},
		{"9 quorum and composition", "kz", "quorum, body", func(p *Profile) bool { return p.Quorum.Chair && p.Body.Composition != nil }},
		{"9 independent experts, blind", "kz", "body.experts", func(p *Profile) bool { return p.Body.Experts == 3 && p.Body.Blind }},
		{"9 random assignment", "az", "body.random", func(p *Profile) bool { return p.Body.Random }},
		{"10 modes", "kz", "modes", func(p *Profile) bool { _, remote := p.Mode("remote"); return remote }},
		{"11 limits and holidays", "az", "limits, calendar", func(p *Profile) bool { return p.Limits.DecisionDays == 10 && len(p.Calendar.Fixed) > 0 }},
		{"12 appeal instances and periods", "ua", "appeals", func(p *Profile) bool { return p.Appeals[0].Within == 40 && p.Appeals[0].Days == "calendar" }},
		{"13 identifiers", "ua", "identifiers", func(p *Profile) bool { return p.Identifiers[0].Scheme == "rnokpp" && p.Person.WithoutNumber }},
		{"13 names and letters", "kz", "person", func(p *Profile) bool { return len(p.Person.NameOrder) == 3 && p.Person.Letters != "" }},
		{"14 certificate", "az", "certificate, papers", func(p *Profile) bool { _, err := p.Form(); return err == nil && p.Papers.Duplicate }},
		{"15 classifications", "ua", "classifications", func(p *Profile) bool { return len(p.Classifications) == 3 }},
		{"16 insurance categories and rates by date", "az", "insurance", func(p *Profile) bool { return len(p.Insurance) == 4 }},
		{"17 what each receiver may see", "az", "receivers", func(p *Profile) bool { return len(p.Receivers) == 3 }},
		{"18 several impairments: highest", "az", "editions.combine", func(p *Profile) bool { return newest(p).Combine.How == "highest" }},
		{"18 several impairments: by formula", "in", "editions.combine", func(p *Profile) bool { return newest(p).Combine.How == "combined" }},
		{"18 several impairments: most severe", "kg", "editions.combine", func(p *Profile) bool { return newest(p).Combine.How == "mostSevere" }},
		{"19 photo on the paper", "in", "papers.photo", func(p *Profile) bool { return p.Papers.Photo }},
	} {
		t.Run(c.dimension, func(t *testing.T) {
			if !c.is(country(t, c.country)) {
				t.Errorf("%s.yaml no longer expresses it by %s", c.country, c.field)
			}
		})
	}
}
