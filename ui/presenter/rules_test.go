package presenter

import (
	"slices"
	"strings"
	"testing"

	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

// ruling opens the list of rules, as the chair or as an administrator.
func ruling(t *testing.T, administrator bool) (*theatre, *desktest.Bench) {
	t.Helper()
	b := desktest.New(t)
	if administrator {
		b.Administrator(t)
	}
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenRules})
	th.settle()
	return th, b
}

func TestTheRulesSayByWhichLawTheDeskWorks(t *testing.T) {
	th, _ := ruling(t, false)
	s := th.rules
	if len(s.Facts) != 4 || s.Facts[0].Value != "Azerbaijan" || s.Facts[1].Value != "With the program" || s.Facts[2].Value != th.stage.Profile.Hash[:12] || s.Facts[3].Value != "12.11.2026" {
		t.Errorf("facts %+v", s.Facts)
	}
	if len(s.Editions) != len(th.stage.Profile.Editions) || !strings.HasPrefix(s.Editions[0].Label, "01.01.2000 – 30.06.2022") || s.Refused != "" {
		t.Errorf("editions %+v, refused %q", s.Editions, s.Refused)
	}
	if len(s.Rows) != len(th.stage.Profile.Rules()) || s.Rows[0].State.Text != "Not confirmed" || s.Selected != 0 {
		t.Errorf("%d rows, %+v", len(s.Rows), s.Rows[0])
	}
	for _, item := range th.shell.Rail {
		if item.Current != (item.Screen == ScreenSettings) {
			t.Errorf("in the rail %s is current: %v", item.Screen, item.Current)
		}
	}
	th.stage.SetLanguage("az")
	if th.rules.Rows[0].State.Text != "Təsdiqlənməyib" {
		t.Errorf("in Azerbaijani: %+v", th.rules.Rows[0])
	}
}

// What an administrator confirms is the whole rule: a criterion with what it is worth, a table's row with its conditions and its result.
func TestARuleIsReadInWhole(t *testing.T) {
	th, _ := ruling(t, true)
	whole := func(row string) []Fact {
		for _, r := range th.rules.Rows {
			if r.Key.Row == row && (r.Key.Edition.IsZero() || r.Key.Edition == day("2022-07-01")) {
				return r.Whole
			}
		}
		t.Fatalf("there is no rule %s", row)
		return nil
	}
	if facts := whole("stroke-paresis-severe"); !slices.Contains(facts, Fact{"Kind", "Criterion"}) || !strings.Contains(factNamed(facts, "Worth"), "%") || factNamed(facts, "ICD-10") == "" {
		t.Errorf("a criterion: %+v", facts)
	}
	if facts := whole("cause/work-injury"); factNamed(facts, "Cause") != "Work injury" {
		t.Errorf("a cause: %+v", facts)
	}
	i := slices.IndexFunc(th.rules.Rows, func(r RuleRow) bool { return strings.HasPrefix(r.Key.Row, "term/") })
	if i < 0 || factNamed(th.rules.Rows[i].Whole, "When") == "" || !strings.HasPrefix(factNamed(th.rules.Rows[i].Whole, "Then"), "term: ") {
		t.Errorf("a table's row: %+v", th.rules.Rows[max(i, 0)])
	}
}

func factNamed(facts []Fact, label string) string {
	for _, f := range facts {
		if f.Label == label {
			return f.Value
		}
	}
	return ""
}

func TestAnAdministratorConfirmsARuleAndTakesItBack(t *testing.T) {
	th, b := ruling(t, true)
	rows := th.rules.Rows
	key, after := rows[3].Key, rows[4].Key
	th.Rules.Select(key)
	th.Rules.Confirm(key, " ")
	th.settle()
	if !rows[3].NeedsAct || th.rules.ActError == "" || len(th.rules.Rows) != len(rows) {
		t.Fatalf("a rule without an act was confirmed: %+v", th.rules.Rows[3])
	}
	th.Rules.Confirm(key, "Əmək Məcəlləsi, maddə 5")
	th.settle()
	if len(th.rules.Rows) != len(rows)-1 || th.rules.Rows[th.rules.Selected].Key != after || th.rules.Banner.Tone != ToneDone {
		t.Fatalf("after confirming: %d rows, selected %d, %+v", len(th.rules.Rows), th.rules.Selected, th.rules.Banner)
	}
	if th.stage.Profile != b.Profile() {
		t.Error("the screens work by the law of before")
	}
	th.Rules.Show(RulesAll)
	at := slices.IndexFunc(th.rules.Rows, func(r RuleRow) bool { return r.Key == key })
	if row := th.rules.Rows[at]; !row.Confirmed || factNamed(row.Whole, "Act that was read") != "Əmək Məcəlləsi, maddə 5" || !strings.Contains(row.State.Text, "İ. İnzibatçı") || !strings.Contains(row.State.Text, "12.11.2026") {
		t.Errorf("confirmed %+v", row)
	}
	th.Rules.Doubt(key, "  ")
	th.settle()
	if th.rules.ReasonError == "" || !th.rules.Rows[at].Confirmed {
		t.Fatalf("taken back without a reason: %+v", th.rules.Rows[at])
	}
	th.Rules.Doubt(key, "Akt başqa cür deyir")
	th.settle()
	if th.rules.Rows[at].Confirmed || th.rules.ReasonError != "" {
		t.Errorf("taken back %+v", th.rules.Rows[at])
	}
	if why := factNamed(th.rules.Rows[at].Whole, "Taken back"); why != "İ. İnzibatçı, 12.11.2026: Akt başqa cür deyir" {
		t.Errorf("why it was taken back: %q", why)
	}
}

func TestOthersReadTheRulesOnly(t *testing.T) {
	th, b := ruling(t, false)
	if th.rules.MayDecide || th.rules.Barred == "" {
		t.Fatalf("%+v", th.rules)
	}
	th.Rules.Confirm(th.rules.Rows[0].Key, "x")
	th.Rules.Doubt(th.rules.Rows[0].Key, "x")
	th.settle()
	if th.rules.Rows[0].Confirmed || b.Profile().Rules()[0].Confirmed != nil {
		t.Error("a chair confirmed a rule")
	}
}

func TestANewerLawThatWasRefusedIsTold(t *testing.T) {
	st := newStage(t)
	r := &Rules{store: desktest.New(t).Desk, known: true, filter: RulesOpen, standing: desk.LawStanding{Hash: strings.Repeat("ab", 32), Source: desk.LawRegistry, Number: 7, RefusedErr: desk.ErrLawCountry}}
	r.env = st.Env
	s := r.state()
	if s.Refused == "" || !slices.Contains(s.Facts, Fact{"Publication No.", "7"}) || !slices.Contains(s.Facts, Fact{"Source", "Published by the registry"}) {
		t.Errorf("%q, %+v", s.Refused, s.Facts)
	}
}
