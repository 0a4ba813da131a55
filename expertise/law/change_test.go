package law

import (
	"slices"
	"strings"
	"testing"

	"medsoc/expertise"
)

// A new law is a new edition. What would say something else of days that have come, or of numbers in sealed papers, is named before it is
// published; that somebody has confirmed a row, or that a name is written better, breaks nothing.
func TestChangesFrom(t *testing.T) {
	old, text := az(t), azText(t)
	for name, c := range map[string]struct {
		from, to string
		breaks   bool
		says     string
	}{
		"a seal":                 {"{code: p61, seal: 2,", "{code: p61, seal: 77,", true, "p61: seal 2 became 77"},
		"a row's percent":        {"percent: 65..80\n        term: 2 years", "percent: 65..75\n        term: 2 years", true, "edition 2022-07-01: row "},
		"a table's row":          {"when: {percent: 61..80}\n            then: p61", "when: {percent: 61..80}\n            then: p31", true, "row outcome/p61: changed"},
		"an edition that begins": {"\n  - from: 2022-07-01", "\n  - from: 2022-07-02", true, "edition 2022-07-01: removed"},
		"a mark":                 {"percent: 65..80\n        term: 2 years", "percent: 65..80\n        term: 2 years", false, "as before"},
		"a service":              {"{code: wheelchair, seal: 1,", "{code: wheelchairs, seal: 1,", true, "its number 1 stands for wheelchair in sealed papers"},
		"a limit":                {"decisionDays: 10", "decisionDays: 11", false, "beside the rules: changed"},
	} {
		if !strings.Contains(text, c.from) {
			t.Errorf("%s: az.yaml does not say %q any more", name, c.from)
			continue
		}
		changed := strings.Replace(text, c.from, c.to, 1)
		if name == "a seal" {
			changed = strings.Replace(changed, "{code: p61, number: 2,", "{code: p61, number: 77,", 1)
		}
		now, err := loadText(changed)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		says, breaks := "", false
		for _, change := range now.ChangesFrom(old, day("2026-11-12"), []expertise.OutcomeCode{"p61"}) {
			says += change.String() + "\n"
			breaks = breaks || change.Breaks != ""
		}
		if breaks != c.breaks || !strings.Contains(says, c.says) {
			t.Errorf("%s: breaks %v\n%s", name, breaks, says)
		}
	}
}

func TestANewEditionBreaksNothing(t *testing.T) {
	old := az(t)
	now := *old
	now.Editions = append(slices.Clone(old.Editions), Edition{From: day("2099-01-01")})
	changes := now.ChangesFrom(old, day("2026-11-12"), nil)
	if n := len(changes); changes[n-1].String() != "edition 2099-01-01: new, 0 rows of criteria, 0 tables" || slices.ContainsFunc(changes, func(c Change) bool { return c.Breaks != "" }) {
		t.Error(changes)
	}
}

// An act names outcomes and causes that the profile knows, in each of its languages, and takes no other act's place.
func TestCheckAct(t *testing.T) {
	p := az(t)
	good := expertise.Extension{ID: "414", Title: map[string]string{"az": "Akt", "en": "Act"}, Basis: "Act", From: day("2026-01-01"), To: day("2026-12-31"), Months: 6}
	if errs := p.CheckAct(good); len(errs) > 0 {
		t.Error(errs)
	}
	for code, change := range map[string]func(*expertise.Extension){
		"law.act.outcome":  func(x *expertise.Extension) { x.Outcomes = []expertise.OutcomeCode{"p16"} },
		"law.act.cause":    func(x *expertise.Extension) { x.Causes = []string{"flu"} },
		"law.act.language": func(x *expertise.Extension) { x.Title = map[string]string{"az": "Akt"} },
		"law.act.id":       func(x *expertise.Extension) { x.ID = "a b" },
		"law.act.own":      func(x *expertise.Extension) { x.ID = p.Extensions[0].ID },
		"law.act.text":     func(x *expertise.Extension) { x.Basis = "Act\u202e" },
	} {
		x := good
		change(&x)
		if errs := p.CheckAct(x); len(errs) != 1 || expertise.ErrorCode(errs[0]) != code {
			t.Errorf("%v, want %s", errs, code)
		}
	}
}
