package law

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

func TestImportCriteria(t *testing.T) {
	text := "\uFEFFid,icd,percent,term,cite,verify,condition.az,condition.en,severity.az,severity.en\r\n" +
		"lung,Z90.2 C34,50,without,Decision 187,,Ağciyərin olmaması,Absence of a lung,,\r\n" +
		"stroke,I69,65..80,2 years,Decision 187,true,İnsult,\"Stroke, late\",ağır,severe\r\n"
	got, err := ImportCriteria(strings.NewReader(text))
	want := []Criterion{
		{ID: "lung", ICD: []string{"Z90.2", "C34"}, Percent: Range{50, 50}, Term: Term{Without: true}, Cite: "Decision 187", Condition: Text{"az": "Ağciyərin olmaması", "en": "Absence of a lung"}},
		{ID: "stroke", ICD: []string{"I69"}, Percent: Range{65, 80}, Term: Term{Months: 24}, Cite: "Decision 187", Verify: true,
			Condition: Text{"az": "İnsult", "en": "Stroke, late"}, Severity: Text{"az": "ağır", "en": "severe"}},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v (-want +got):\n%s", err, diff)
	}
}

// A ministry's list takes the place of an edition's criteria: its rows are found by code and by words, and all else says what it said.
func TestReplaceCriteria(t *testing.T) {
	before := azText(t)
	rows, err := ImportCriteria(strings.NewReader("id,icd,percent,term,cite,verify,condition.az,condition.en,severity.az,severity.en\n" +
		"lung,Z90.2 C34,50,without,Decision 187,,Ağciyərin olmaması,Absence of a lung,,\n" +
		"stroke,I69,65..80,2 years,Decision 187,true,İnsult,\"Stroke, late\",ağır,severe\n"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := ReplaceCriteria([]byte(before), day("2022-07-01"), rows)
	if err != nil {
		t.Fatal(err)
	}
	p, err := loadText(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, p.Editions[1].Criteria); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for query, want := range map[string]string{"I69.3": "stroke", "agciyer": "lung", "late severe": "stroke"} {
		if found, err := p.Criteria(day("2026-11-12"), query); err != nil || len(found) != 1 || found[0].ID != want {
			t.Errorf("%q finds %v (%v), want %s", query, found, err, want)
		}
	}
	var was, is map[string]any
	if err := errors.Join(yaml.Unmarshal([]byte(before), &was), yaml.Unmarshal(text, &is)); err != nil {
		t.Fatal(err)
	}
	for _, file := range []map[string]any{was, is} {
		delete(file["editions"].([]any)[1].(map[string]any), "criteria")
	}
	if diff := cmp.Diff(was, is); diff != "" {
		t.Errorf("something else changed: %s", diff)
	}
	for line := range strings.Lines(before) {
		if _, comment, is := strings.Cut(line, "# "); is && !strings.Contains(string(text), strings.TrimSpace(comment)) {
			t.Errorf("the comment %q is lost", comment)
		}
	}
	if again, err := ReplaceCriteria(text, day("2022-07-01"), rows); err != nil || string(again) != string(text) {
		t.Errorf("replaced by the same rows, the file changed (%v)", err)
	}
}

func TestReplaceCriteriaByDegree(t *testing.T) {
	text, err := os.ReadFile("../../assets/profiles/ua.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rows := []Criterion{{ID: "a", Condition: Text{"uk": "А", "en": "A"}, Degree: Range{1, 2}, Cite: "Act"}, {ID: "b", Condition: Text{"uk": "Б", "en": "B"}, Cite: "Act"}}
	replaced, err := ReplaceCriteria(text, day("2025-01-01"), rows)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := loadText(string(replaced)); err != nil || cmp.Diff(rows, p.Editions[0].Criteria) != "" {
		t.Errorf("%v %v", err, p)
	}
}

func TestReplaceCriteriaRefuses(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{azText(t), "law.csv.edition"}, {"editions: 7", "law.csv.edition"}, {"country: az", "law.csv.edition"}, {"[", "law.profile.yaml"}, {"", "law.profile.yaml"},
	} {
		if _, err := ReplaceCriteria([]byte(c.text), day("2022-07-02"), nil); expertise.ErrorCode(err) != c.code || strings.Contains(err.Error(), "{") {
			t.Errorf("%.10q: %v, want %s", c.text, err, c.code)
		}
	}
}

func TestImportCriteriaByDegree(t *testing.T) {
	got, err := ImportCriteria(strings.NewReader("id,degree,cite,condition.en\na,1..2,Act,A\nb,0,Act,B\n"))
	if err != nil || len(got) != 2 || got[0].Degree != (Range{1, 2}) || got[1].Degree != (Range{}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestImportCriteriaRefuses(t *testing.T) {
	const head = "id,percent,cite,condition.en\n"
	for _, c := range []struct{ name, text, code, line string }{
		{"empty", "", "law.csv.read", "1"},
		{"no id", "percent,cite,condition.en\n", "law.csv.head", ""},
		{"no worth", "id,cite,condition.en\n", "law.csv.head", ""},
		{"both worths", "id,percent,degree,cite,condition.en\n", "law.csv.head", ""},
		{"no condition", "id,percent,cite\n", "law.csv.head", ""},
		{"an unknown column", "id,percent,cite,condition.en,colour\n", "law.csv.head", ""},
		{"a language that is none", "id,percent,cite,condition.English\n", "law.csv.head", ""},
		{"a doubled column", "id,percent,cite,condition.en,cite\n", "law.csv.head", ""},
		{"too few cells", head + "a,50,Act,A\nb,50,Act\n", "law.csv.read", "3"},
		{"an open quote", head + "a,50,Act,\"A\n", "law.csv.read", "2"},
		{"a bad id", head + "A 1,50,Act,A\n", "law.csv.value", "2"},
		{"a doubled id", head + "a,50,Act,A\na,60,Act,B\n", "law.csv.double", "3"},
		{"a percent above 100", head + "a,101,Act,A\n", "law.csv.value", "2"},
		{"a range backwards", head + "a,50,Act,A\n\nb,80..65,Act,B\n", "law.csv.value", "4"},
		{"no percent", head + "a,,Act,A\n", "law.csv.value", "2"},
		{"no cite", head + "a,50,,A\n", "law.csv.value", "2"},
		{"no condition in a row", head + "a,50,Act, \n", "law.csv.value", "2"},
		{"a term in days", "id,percent,cite,condition.en,term\na,50,Act,A,10 days\n", "law.csv.value", "2"},
		{"a code that is none", "id,percent,cite,condition.en,icd\na,50,Act,A,lung\n", "law.csv.value", "2"},
		{"verify neither way", "id,percent,cite,condition.en,verify\na,50,Act,A,maybe\n", "law.csv.value", "2"},
		{"degree 5", "id,degree,cite,condition.en\na,5,Act,A\n", "law.csv.value", "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ImportCriteria(strings.NewReader(c.text))
			if expertise.ErrorCode(err) != c.code {
				t.Fatalf("%v, want %s", err, c.code)
			}
			if e := err.(*expertise.Error); e.Args["line"] != c.line || strings.Contains(e.Error(), "{") {
				t.Errorf("line %s: %v", e.Args["line"], e)
			}
		})
	}
}

// Whatever bytes come: rows that a profile could hold, or a refusal with a code.
func FuzzImportCriteria(f *testing.F) {
	f.Add("id,percent,cite,condition.en\na,50,Act,A\n")
	f.Add("id,degree,cite,condition.en,term\na,1..2,Act,\"A\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := ImportCriteria(strings.NewReader(text))
		if err != nil && !strings.HasPrefix(expertise.ErrorCode(err), "law.csv.") {
			t.Fatalf("an error without code: %v", err)
		}
		for _, r := range rows {
			if !idPattern.MatchString(r.ID) || r.Percent.From > r.Percent.To || r.Percent.To > 100 {
				t.Fatalf("row %+v", r)
			}
		}
	})
}
