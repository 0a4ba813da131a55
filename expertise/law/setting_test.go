package law

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"medsoc/expertise"
)

func TestExtensions(t *testing.T) {
	p := az(t)
	for _, c := range []struct{ since, until, outcome, want, by string }{
		{"2014-06-01", "2016-05-31", "degree2", "2021-05-31", "decision-413"},
		{"2014-12-30", "2015-12-29", "degree2", "2015-12-29", ""}, // had run out the day before the act
		{"2014-12-31", "2015-12-30", "degree2", "2020-12-30", "decision-413"},
		{"2015-12-31", "2016-12-30", "degree2", "2016-12-30", ""}, // begun after the act
		{"2018-03-01", "2020-02-29", "degree3", "2020-02-29", ""},
		{"2018-03-02", "2020-03-01", "degree3", "2020-07-01", "covid-2020"},
		{"2018-07-01", "2020-06-30", "degree3", "2020-07-01", "covid-2020"},
		{"2018-07-02", "2020-07-01", "degree3", "2020-07-01", ""},
		{"2015-06-01", "2020-05-31", "degree3", "2025-05-31", "decision-413"}, // of two the one that reaches furthest
		{"2014-05-01", "2015-04-30", "degree3", "2015-04-30", ""},
		{"2014-05-01", "2016-03-15", "degree3", "2021-03-15", "decision-413"},
		{"2015-05-01", "", "degree1", "", ""},
		{"2015-05-01", "2016-05-01", "none", "2016-05-01", ""},
	} {
		got, by := p.Extended(Past{Since: day(c.since), Until: day(c.until), Outcome: expertise.OutcomeCode(c.outcome)})
		if got != day(c.want) || actID(by) != c.by {
			t.Errorf("%s from %s until %q: until %v by %q, want %q by %q", c.outcome, c.since, c.until, got, actID(by), c.want, c.by)
		}
	}
}

func actID(x *expertise.Extension) string {
	if x == nil {
		return ""
	}
	return string(x.ID)
}

// An act that the registry enacts counts beside those of the profile: for years held, for who is late, and as a reason that is explained.
func TestEnactedActs(t *testing.T) {
	p := az(t)
	past := Past{Since: day("2023-05-01"), Until: day("2025-04-30"), Outcome: "p61", Cause: "terror"}
	act := expertise.Extension{ID: "417", Title: map[string]string{"az": "417 nömrəli qərar", "en": "Decision 417"}, Basis: "Decision 417",
		From: day("2025-04-01"), To: day("2025-06-30"), Months: 24, Causes: []string{"terror"}}
	for _, c := range []struct {
		name    string
		past    Past
		act     func(*expertise.Extension)
		want    string
		overdue bool
	}{
		{"covered", past, nil, "2027-04-30", false},
		{"another cause", Past{past.Since, past.Until, past.Outcome, "general"}, nil, "2025-04-30", true},
		{"a cause that nobody knows", Past{past.Since, past.Until, past.Outcome, ""}, nil, "2025-04-30", true},
		{"the profile has taken the act up", past, func(x *expertise.Extension) { x.ID = "covid-2020" }, "2025-04-30", true},
	} {
		x := act
		if c.act != nil {
			c.act(&x)
		}
		if got, _ := p.Extended(c.past, x); got != day(c.want) {
			t.Errorf("%s: until %v, want %s", c.name, got, c.want)
		}
		got := mustPropose(t, p, Input{On: day("2026-11-12"), Birth: day("1979-03-14"), Sex: expertise.Male, Cause: "general",
			Impairments: []expertise.Impairment{{Row: "schizophrenia", Percent: 70}}, History: []Past{c.past}, Acts: []expertise.Extension{x}})
		if slices.Contains(got.Basis.Rows, "start/later") != c.overdue || slices.Contains(got.Basis.Rows, "extension/417") == c.overdue {
			t.Errorf("%s: rows %v", c.name, got.Basis.Rows)
		}
		if _, err := p.Explain(got.Basis, x); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := p.Explain(got.Basis); !c.overdue && expertise.ErrorCode(err) != "law.explain.row" {
			t.Errorf("%s, explained without the act: %v", c.name, err)
		}
	}
}

func TestInsuranceByDate(t *testing.T) {
	p := az(t)
	for on, want := range map[string]int{"2020-12-31": 0, "2021-01-01": 3, "2025-12-31": 3, "2026-01-01": 4} {
		if got := len(p.InsuranceOn(day(on))); got != want {
			t.Errorf("on %s %d rates, want %d", on, got, want)
		}
	}
}

func TestWithoutFormNoPaper(t *testing.T) {
	if _, err := country(t, "template").Form(); expertise.ErrorCode(err) != "law.form.none" || !strings.Contains(err.Error(), "xx") {
		t.Errorf("%v", err)
	}
}

// A repeat examination earlier than the window allows is possible, and says what must be asked for.
func TestTooEarly(t *testing.T) {
	p := country(t, "template")
	for until, want := range map[string]int{"2026-11-11": 0, "2027-01-11": 0, "2027-01-12": 1, "": 1} {
		got := mustPropose(t, p, Input{On: day("2026-11-12"), Birth: day("1979-03-14"), Cause: "general",
			Impairments: []expertise.Impairment{{Row: "stroke-moderate", Percent: 50}}, History: []Past{{Since: day("2020-01-01"), Until: day(until), Outcome: "group2"}}})
		if len(got.Missing) != want {
			t.Errorf("a term until %q: %v", until, got.Missing)
		}
	}
}

func TestSettingRefuses(t *testing.T) {
	data, err := os.ReadFile("../../assets/profiles/template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, c := range []struct{ name, old, new, code string }{
		{"an unknown part of a referral", "required: [person,", "required: [persons,", "law.profile.unknown"},
		{"an unknown name part", "nameOrder: [surname, given", "nameOrder: [surname, surname", "law.profile.double"},
		{"a weekend without end", "restDays: [saturday, sunday]", "restDays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]", "law.profile.calendar"},
		{"a holiday without a name", "names: {en: New Year}", "names: {}", "law.profile.calendar"},
		{"appeal days of no kind", "decide: 0, days: calendar", "decide: 0, days: moon", "law.profile.unknown"},
		{"an unknown paper", "kinds: [certificate,", "kinds: [diploma,", "law.profile.unknown"},
		{"an unknown classification", "[{code: icd10}]", "[{code: icd9}]", "law.profile.unknown"},
		{"a receiver that sees a diagnosis", "sees: [name,", "sees: [diagnosis,", "law.profile.unknown"},
		{"an act with both ends", "until: 2020-07-01, cite", "months: 2, until: 2020-07-01, cite", "law.profile.value"},
		{"an act without citation", "until: 2020-07-01, cite: The act,", "until: 2020-07-01,", "law.profile.missing"},
		{"an act for more than a hundred years", "until: 2020-07-01, cite", "months: 1201, cite", "law.profile.value"},
		{"an act for an unknown outcome", "until: 2020-07-01, cite", "until: 2020-07-01, outcomes: [group9], cite", "law.profile.unknown"},
		{"an act for an unknown cause", "until: 2020-07-01, cite", "until: 2020-07-01, causes: [moon], cite", "law.profile.unknown"},
		{"an act to a day before it", "until: 2020-07-01, cite", "until: 2020-02-01, cite", "law.profile.order"},
		{"an act that ends before it begins", "to: 2020-06-30", "to: 2020-02-28", "law.profile.order"},
		{"an act that reaches into its own window", "to: 2020-06-30", "to: 2020-07-01", "law.profile.value"},
		{"a scale that hides a fact", "{code: professional, from: professional", "{code: percent, from: professional", "law.profile.double"},
		{"a scale from nowhere", "from: professional,", "from: nowhere,", "law.profile.unknown"},
		{"percent beside degrees", "    combine:", "    degrees: [{en: A}, {en: B}]\n    combine:", "law.profile.value"},
		{"an aggregate of the other rating", "how: highest", "how: mostSevere", "law.profile.unknown"},
		{"an unknown rounding", "how: highest,", "how: highest, round: up,", "law.profile.unknown"},
		{"an unknown expiry", "how: dayBefore", "how: someday", "law.profile.unknown"},
		{"a birthday for an unknown outcome", "outcomes: [child], because", "outcomes: [adult], because", "law.profile.unknown"},
		{"a table that asks for degrees", "by: [percent, age]", "by: [percent, degree]", "law.profile.unknown"},
		{"until an age for everybody", "rowTerm: 0}, then: 1 year", "rowTerm: 0}, then: until age 18", "law.table.age"},
		{"a gap until an age", `validReason: "yes"}, then: without`, `validReason: "yes"}, then: until age 18`, "law.profile.value"},
		{"an unknown identifier", "identifiers: []", "identifiers: [{scheme: ssn, names: {en: S}}]", "law.profile.unknown"},
		{"edition outcomes without none", "    source: The act", "    outcomes: [group2, group1, child]\n    source: The act", "law.profile.value"},
		{"a criterion by degree", "percent: 40..60", "degree: 1", "law.profile.missing"},
		{"a district of no commission", "names: {en: North}, commission: 1}", "names: {en: North}, commission: 2}", "law.profile.unknown"},
		{"a district without a name", "names: {en: North}, commission: 1}", "names: {}, commission: 1}", "law.profile.language"},
		{"a district twice", "  - {code: north,", "  - {code: north, names: {en: N}, commission: 1}\n  - {code: north,", "law.profile.double"},
		{"months before the day", "earlyMonths: 2", "earlyMonths: -1", "law.profile.value"},
		{"a letter without a part", "    closing:\n      en:", "    closing:\n      ru:", "law.profile.language"},
		{"a letter with an unknown place", "Dear {name}", "Dear {surname}", "law.profile.unknown"},
		{"a letter with an open brace", "Dear {name},", "Dear {name,", "law.profile.unknown"},
		{"a letter that does not say when", "on {date} at", "at", "law.profile.missing"},
		{"insurance above all", "perMille: 0", "perMille: 1001", "law.profile.value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(text, c.old) {
				t.Fatalf("the template no longer contains %q", c.old)
			}
			_, err := loadText(strings.Replace(text, c.old, c.new, 1))
			if expertise.ErrorCode(err) != c.code {
				t.Fatalf("%v, want %s", err, c.code)
			}
			if open := regexp.MustCompile(`\{(file|line|value|known|field|language|wanted|other|problem)\}`); open.MatchString(err.Error()) {
				t.Errorf("an open place: %v", err)
			}
		})
	}
}
