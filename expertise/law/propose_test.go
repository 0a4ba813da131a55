package law

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"medsoc/expertise"
	"medsoc/expertise/scale"
)

func reasonsText(reasons []Reason) string {
	text, err := json.Marshal(reasons)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// anyInput draws cases that the law can judge: a day of any edition, rows of that edition rated within themselves, any history.
func anyInput(p *Profile) *rapid.Generator[Input] {
	return rapid.Custom(func(t *rapid.T) Input {
		e := rapid.SampledFrom(p.Editions).Draw(t, "edition")
		days := 12_000
		if !e.Until().IsZero() {
			days = int(e.Until().DayNumber() - e.From.DayNumber())
		}
		in := Input{
			On:           e.From.AddDays(rapid.IntRange(0, days).Draw(t, "on")),
			Sex:          rapid.SampledFrom([]expertise.Sex{expertise.Male, expertise.Female}).Draw(t, "sex"),
			Cause:        rapid.SampledFrom(causeCodes(p, nil)).Draw(t, "cause"),
			ValidReason:  rapid.Bool().Draw(t, "valid"),
			Professional: expertise.Percent(rapid.IntRange(0, 100).Draw(t, "professional")),
		}
		in.Birth = in.On.AddDays(-rapid.IntRange(0, 40_000).Draw(t, "age"))
		in.Impairments = rapid.SliceOfNDistinct(anyImpairment(&e), 1, 4, func(i expertise.Impairment) string { return i.Row }).Draw(t, "impairments")
		for _, name := range p.Measures(in.On) {
			in.Measures = append(in.Measures, anyMeasure(name).Draw(t, "measure"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "acts") {
			in.Acts = append(in.Acts, anyAct(p, in.On).Draw(t, "act"))
		}
		for range rapid.IntRange(0, 5).Draw(t, "past") {
			past := Past{Since: in.On.AddDays(-rapid.IntRange(-100, 9000).Draw(t, "since"))}
			past.Outcome = rapid.SampledFrom(p.Outcomes).Draw(t, "outcome").Code
			past.Cause = rapid.SampledFrom(append(causeCodes(p, nil), "")).Draw(t, "past cause")
			if rapid.Bool().Draw(t, "ends") {
				past.Until = past.Since.AddDays(rapid.IntRange(0, 3000).Draw(t, "days"))
			}
			in.History = append(in.History, past)
		}
		return in
	})
}

// anyMeasure draws a scale that is wholly filled in.
func anyMeasure(name string) *rapid.Generator[expertise.Measure] {
	return rapid.Custom(func(t *rapid.T) expertise.Measure {
		m := expertise.Measure{Scale: name, Answers: map[string]int{}, Idle: name == expertise.ScaleWHODAS && rapid.Bool().Draw(t, "idle")}
		for _, item := range itemsOf(m) {
			choices := []int{1, 2, 3, 4, 5}
			if name == expertise.ScaleBarthel {
				choices = scale.BarthelItem(item).Allowed()
			}
			m.Answers[item] = rapid.SampledFrom(choices).Draw(t, item)
		}
		return m
	})
}

// anyAct draws an act that the registry could enact, some under the id of an act of the profile.
func anyAct(p *Profile, on expertise.Date) *rapid.Generator[expertise.Extension] {
	return rapid.Custom(func(t *rapid.T) expertise.Extension {
		ids := []expertise.ExtensionID{"d1", "d2"}
		for _, x := range p.Extensions {
			ids = append(ids, x.ID)
		}
		x := expertise.Extension{ID: rapid.SampledFrom(ids).Draw(t, "id"), Title: map[string]string{"en": "An act"}, Basis: "Act"}
		x.From = on.AddDays(-rapid.IntRange(-500, 5000).Draw(t, "from"))
		x.To = x.From.AddDays(rapid.IntRange(0, 2000).Draw(t, "window"))
		if rapid.Bool().Draw(t, "by months") {
			x.Months = rapid.IntRange(1, 120).Draw(t, "months")
		} else {
			x.NewUntil = x.From.AddDays(rapid.IntRange(1, 3000).Draw(t, "until"))
		}
		if rapid.Bool().Draw(t, "limited") {
			x.Causes = []string{rapid.SampledFrom(causeCodes(p, nil)).Draw(t, "cause")}
			x.Outcomes = []expertise.OutcomeCode{rapid.SampledFrom(p.Outcomes).Draw(t, "outcome").Code}
		}
		return x
	})
}

func anyImpairment(e *Edition) *rapid.Generator[expertise.Impairment] {
	return rapid.Custom(func(t *rapid.T) expertise.Impairment {
		row := rapid.SampledFrom(e.Criteria).Draw(t, "row")
		if e.rating() == byDegree {
			degree := expertise.Qualifier(rapid.IntRange(int(row.Degree.From), int(row.Degree.To)).Draw(t, "degree"))
			return expertise.Impairment{Row: row.ID, Qualifier: &degree}
		}
		step := e.Percent.Step
		steps := rapid.IntRange(0, int((row.Percent.To-row.Percent.From)/step)).Draw(t, "steps")
		return expertise.Impairment{Row: row.ID, Percent: row.Percent.From + step*expertise.Percent(steps)}
	})
}

func everyProfile(t *testing.T, check func(*testing.T, *Profile)) {
	for code := range countries {
		t.Run(code, func(t *testing.T) { check(t, country(t, code)) })
	}
}

// Whatever the case: one known outcome, dates in order, the same again from the same input, and reasons that the stored basis explains.
func TestEveryCaseHasOneProposal(t *testing.T) {
	everyProfile(t, func(t *testing.T, p *Profile) {
		rapid.Check(t, func(t *rapid.T) {
			in := anyInput(p).Draw(t, "case")
			got, err := p.Propose(in)
			if err != nil {
				t.Fatal(err)
			}
			e, _ := p.EditionOn(in.On)
			if !slices.Contains(e.gives(p), string(got.Outcome.Code)) {
				t.Fatalf("outcome %q", got.Outcome.Code)
			}
			checkDates(t, p, in, &got)
			slices.Reverse(in.Impairments)
			slices.Reverse(in.History)
			if again, err := p.Propose(in); err != nil || again.Outcome != got.Outcome || again.Term != got.Term || again.Until != got.Until {
				t.Fatalf("the order of entering changed %+v into %+v (%v)", got, again, err)
			}
			first, err1 := p.Explain(got.Basis, in.Acts...)
			second, err2 := p.Explain(got.Basis, in.Acts...)
			if err1 != nil || err2 != nil || reasonsText(first) != reasonsText(second) {
				t.Fatalf("explained differently twice: %v, %v", err1, err2)
			}
			for i := range got.Reasons {
				got.Reasons[i].Datum = ""
			}
			if diff := cmp.Diff(got.Reasons, first); diff != "" {
				t.Fatalf("explained otherwise than proposed (-proposed +explained):\n%s", diff)
			}
		})
	})
}

func checkDates(t *rapid.T, p *Profile, in Input, got *Proposal) {
	established := p.established(got.Outcome.Code)
	switch {
	case got.Since.After(in.On),
		!got.Until.IsZero() && got.Until.Before(got.Since),
		!got.Next.IsZero() && !got.Next.After(got.Since),
		got.Term.Without && !(got.Until.IsZero() && got.Next.IsZero()),
		got.Term.IsZero() == established,
		established && !got.Term.Without && got.Until.IsZero(),
		!established && got.Since != in.On,
		got.Gap != nil && (got.Gap.To.Before(got.Gap.From) || !got.Gap.To.Before(got.Since) || !p.established(got.Gap.Outcome)):
		t.Fatalf("dates %+v", got)
	}
}

// A further impairment, or a higher percent or degree in the same row, never lowers the outcome.
func TestMoreImpairmentNeverLowers(t *testing.T) {
	everyProfile(t, func(t *testing.T, p *Profile) {
		rapid.Check(t, func(t *rapid.T) {
			in := anyInput(p).Draw(t, "case")
			e, _ := p.EditionOn(in.On)
			rank := func(o expertise.Outcome) int { return slices.Index(e.gives(p), string(o.Code)) }
			less, err := p.Propose(in)
			if err != nil {
				t.Fatal(err)
			}
			in.Impairments = append(in.Impairments, anyImpairment(e).Filter(func(more expertise.Impairment) bool {
				return !slices.ContainsFunc(in.Impairments, func(i expertise.Impairment) bool { return i.Row == more.Row })
			}).Draw(t, "more"))
			row, _ := e.Row(in.Impairments[0].Row)
			if e.rating() == byDegree {
				worst := expertise.Qualifier(row.Degree.To)
				in.Impairments[0].Qualifier = &worst
			} else {
				in.Impairments[0].Percent = row.Percent.To
			}
			more, err := p.Propose(in)
			if err != nil || rank(more.Outcome) < rank(less.Outcome) || more.Hundredths < less.Hundredths {
				t.Fatalf("%v became %v (%v)", less.Outcome, more.Outcome, err)
			}
		})
	})
}

func TestRefusalNamesTheRowAndWhatItAllows(t *testing.T) {
	err := az(t).CheckImpairment(expertise.MustDate("2026-11-12"), expertise.Impairment{Row: "lung-sarcoidosis-3", Percent: 50})
	want := "percent: row lung-sarcoidosis-3 allows 65..80 %, not 50 %; choose a percent in that range or another row"
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	err = az(t).CheckImpairment(expertise.MustDate("2026-11-12"), expertise.Impairment{Row: "lung-sarcoidosis-3", Percent: 73})
	if want := "percent: 73 % is not on the scale of 5 % steps; choose 70 or 75 %"; err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestReasonsSayWhatTheyRestOn(t *testing.T) {
	got, err := az(t).Propose(Input{
		On: expertise.MustDate("2026-11-12"), Cause: "general",
		Impairments: []expertise.Impairment{{Row: "blindness-one", Percent: 33, Diagnosis: "H54.4"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	first := got.Reasons[0]
	if first.Datum != "H54.4 33 → 35 %" || !first.Verify || first.Because.In("en") != "Blindness of one eye, the other eye sees normally" ||
		first.Because.In("az") != "Bir gözün korluğu, digər göz normal görür" {
		t.Errorf("%+v", first)
	}
	if r := got.Reasons[1]; r.Row != "outcome/p31" || r.Datum != "percent 35" || r.Cite == "" {
		t.Errorf("%+v", r)
	}
}

func TestExplainRefuses(t *testing.T) {
	p := az(t)
	good := expertise.Basis{Country: "az", Edition: expertise.MustDate("2022-07-01"), Rows: []string{"lung-absent"}}
	for _, c := range []struct {
		change func(*expertise.Basis)
		code   string
	}{
		{func(b *expertise.Basis) { b.Country = "kz" }, "law.explain.country"},
		{func(b *expertise.Basis) { b.Edition = expertise.MustDate("2015-01-01") }, "law.explain.row"},
		{func(b *expertise.Basis) { b.Rows = []string{"outcome/p99"} }, "law.explain.row"},
		{func(b *expertise.Basis) { b.Rows = []string{"nothing/p31"} }, "law.explain.row"},
		{func(b *expertise.Basis) { b.Rows = []string{""} }, "law.explain.row"},
	} {
		b := good
		c.change(&b)
		if _, err := p.Explain(b); expertise.ErrorCode(err) != c.code {
			t.Errorf("%+v: %v, want %s", b, err, c.code)
		}
	}
}

func TestCriteriaLookup(t *testing.T) {
	p, on := az(t), expertise.MustDate("2026-11-12")
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"D86.0", []string{"lung-sarcoidosis-3"}},
		{"d86", []string{"lung-sarcoidosis-3"}},
		{"Z89.5", []string{"amputation-leg-below-knee"}},
		{"C34.9", []string{"lung-absent", "cancer-treatment"}},
		{"I6", []string{"stroke-paresis-mild", "stroke-paresis-moderate", "stroke-paresis-severe", "stroke-plegia"}},
		{"sarkoidoz", []string{"lung-sarcoidosis-3"}},
		{"agciyer olmama", []string{"lung-absent"}},
		{"İNSULT plegiya", nil},
		{"insult hemiplegiya", []string{"stroke-plegia"}},
		{"stroke moderate", []string{"stroke-paresis-moderate"}},
		{"X99", nil},
	} {
		rows, err := p.Criteria(on, c.query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.query, diff)
		}
	}
	if all, _ := p.Criteria(on, " "); len(all) != len(p.Editions[1].Criteria) {
		t.Errorf("an empty query gives %d rows of %d", len(all), len(p.Editions[1].Criteria))
	}
	if _, err := p.Criteria(expertise.MustDate("1999-12-31"), "I69"); expertise.ErrorCode(err) != "law.edition.none" {
		t.Errorf("before the first edition: %v", err)
	}
	if found := p.Diseases("i69"); len(found) != 1 || found[0].Code != "I69.3" {
		t.Errorf("the code I69 gives %v", found)
	}
	if found := p.Diseases("boyrek 5"); len(found) != 1 || found[0].Code != "N18.5" {
		t.Errorf("words without marks give %v", found)
	}
}

func BenchmarkPropose(b *testing.B) {
	for _, code := range slices.Sorted(maps.Keys(countries)) {
		p := country(b, code)
		var cases []Input
		for _, g := range goldens(b, code) {
			if g.Want.Error == "" {
				cases = append(cases, g.Input())
			}
		}
		b.Run(code, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := p.Propose(cases[i%len(cases)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Reading a profile and proving all its tables; the last one has as many criteria as the longest list of a ministry.
func BenchmarkLoad(b *testing.B) {
	texts := map[string]string{"az-3000": longCriteria(b, 3000)}
	for code := range countries {
		text, err := os.ReadFile("../../assets/profiles/" + code + ".yaml")
		if err != nil {
			b.Fatal(err)
		}
		texts[code] = string(text)
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := loadText(texts[name]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func longCriteria(b *testing.B, n int) string {
	rows := make([]Criterion, n)
	for i := range rows {
		rows[i] = Criterion{ID: fmt.Sprint("r", i), Condition: Text{"az": "Xəstəlik", "en": "Disease"}, Severity: Text{"az": "ağır", "en": "severe"},
			ICD: []string{"I69"}, Percent: Range{65, 80}, Term: Term{Months: 24}, Cite: "Demonstration row", Verify: true}
	}
	text, err := ReplaceCriteria([]byte(azText(b)), day("2022-07-01"), rows)
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}
