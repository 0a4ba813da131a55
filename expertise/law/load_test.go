package law

import (
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"medsoc/expertise"
)

// az is the profile that ships. The embedding package belongs to assets, so the folder is read.
func az(t testing.TB) *Profile {
	t.Helper()
	p, err := Load(os.DirFS("../../assets/profiles"), "az.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func azText(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("../../assets/profiles/az.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func loadText(text string) (*Profile, error) {
	return Load(fstest.MapFS{"az.yaml": {Data: []byte(text)}}, "az.yaml")
}

func TestAzLoads(t *testing.T) {
	p := az(t)
	if p.Location().String() != "Asia/Baku" || len(p.Hash) != 64 || p.File != "az.yaml" {
		t.Fatalf("time zone %v, hash %q, file %q", p.Location(), p.Hash, p.File)
	}
	for _, o := range p.Outcomes {
		if found, ok := p.OutcomeBySeal(o.Seal); !ok || found.Code != o.Code {
			t.Errorf("the number %d in a seal means %q, not %q", o.Seal, found.Code, o.Code)
		}
	}
	if changed, err := loadText(azText(t) + "\n# one more line\n"); err != nil || changed.Hash == p.Hash {
		t.Errorf("another file has the same hash (%v)", err)
	}
}

// Each case breaks the profile in one place. The message names the line of that place and the case in words.
func TestLoadRefuses(t *testing.T) {
	text := azText(t)
	for _, c := range []struct{ name, old, new, code, says string }{
		{"gap inside", "when: {percent: 61..80}", "when: {percent: 65..80}", "law.table.gap", "table outcome says nothing for percent 61..64"},
		{"gap at the end", "when: {percent: 81..100}", "when: {percent: 81..99}", "law.table.gap", "percent 100"},
		{"gap in two columns", "{outcome: p61, permanent: \"no\", rowTerm: 0}", "{outcome: p61, permanent: \"no\", rowTerm: 1800}", "law.table.overlap", "rows row and p61"},
		{"gap by date", "when: {sex: female, on: 2024-07-01..2025-06-30, ageMonths: 768..}", "when: {sex: female, on: 2024-07-02..2025-06-30, ageMonths: 768..}", "law.table.gap", "sex female, on 2024-07-01, ageMonths 768..1800"},
		{"gap by cause", "cause: \"not chernobyl-cleanup, chernobyl-service\", longHeld: \"yes\"", "cause: \"not chernobyl-cleanup, chernobyl-service, terror\", longHeld: \"yes\"", "law.table.gap", "cause terror, longHeld yes"},
		{"overlap", "when: {percent: 31..60}", "when: {percent: 30..60}", "law.table.overlap", "by rows none and p31 (line "},
		{"overlap in words", "when: {percent: 31..60}", "when: {percent: 30..60}", "law.table.overlap", "for percent 30"},
		{"unknown field", "timeZone:", "timezone:", "law.profile.field", `"timezone"`},
		{"unknown field in a row", "{id: men, when:", "{id: men, wenn:", "law.profile.field", `"wenn"`},
		{"wrong type, text for a number", "decisionDays: 10", "decisionDays: ten", "law.profile.type", `"ten" stands where a whole number belongs`},
		{"wrong type, text for a list", "languages: [az, en]\ntime", "languages: az\ntime", "law.profile.type", "a list"},
		{"wrong type, list for a group", "limits:\n", "limits: []\nlimit:\n", "law.profile.type", "a list stands where a group of fields belongs"},
		{"wrong percent", "percent: 65..80\n        term: 5 years\n        cite: Decision", "percent: 80..65\n        term: 5 years\n        cite: Decision", "law.profile.value", `"80..65" is not a percent`},
		{"a range that ends between two steps", "percent: 60..70", "percent: 60..72", "law.profile.value", "72 is not a percent of the scale"},
		{"a range that begins where rounding leads away", "percent: 10..30", "percent: 10..32", "law.profile.value", "32 is not"},
		{"rounding to what is no step", "as: 35", "as: 34", "law.profile.value", "34 is not a percent of the scale"},
		{"wrong term", "term: 5 years\n        cite: Decision", "term: five years\n        cite: Decision", "law.profile.value", `"five years" is not a term`},
		{"wrong answer", "then: p81\n", "then: p82\n", "law.profile.value", `"p82" is not one of none, p31, p61, p81`},
		{"an outcome of the past as an answer", "then: p81\n", "then: degree1\n", "law.profile.value", `"degree1"`},
		{"missing language of a name", "{az: Səyyar, en: Visiting commission}", "{az: Səyyar}", "law.profile.language", "names has no text in en"},
		{"missing language of a reason", "because: {az: Pozulma 61–80 % həddindədir, en: ", "because: {en: ", "law.profile.language", "because has no text in az"},
		{"a language that the profile does not have", "names: {az: Azərbaycan, en: Azerbaijan}", "names: {az: Azərbaycan, en: Azerbaijan, ru: Азербайджан}", "law.profile.unknown", `"ru" is not one of az, en`},
		{"bad date", "- from: 2022-07-01", "- from: 2022-07-32", "law.profile.date", `"2022-07-32" is not a date`},
		{"no date", "- from: 2022-07-01\n    source", "- source", "law.profile.missing", "from is missing"},
		{"double criterion", "- id: tuberculosis-late", "- id: lung-absent", "law.profile.double", `"lung-absent"`},
		{"double row", "- id: p61\n            when: {percent: 61..80}", "- id: p31\n            when: {percent: 61..80}", "law.profile.double", `"p31"`},
		{"double seal", "seal: 13", "seal: 12", "law.profile.double", "12"},
		{"double table", "- sets: longHeld", "- sets: pension", "law.profile.double", "pension"},
		{"a table for what is worked out", "- sets: pension", "- sets: heldAny", "law.profile.unknown", `"heldAny"`},
		{"a column that does not exist", "by: [percent]", "by: [percents]", "law.profile.unknown", `"percents" is not one of age, ageMonths`},
		{"a condition on a column that the table lacks", "when: {percent: 0..30}", "when: {age: 0..30}", "law.profile.unknown", `"age" is not one of percent`},
		{"a condition beyond the bounds", "when: {percent: 81..100}", "when: {percent: 81..101}", "law.profile.value", "between 0..100"},
		{"a date before the edition", "on: ..2023-06-30, ageMonths: ..755", "on: 2022-06-30..2023-06-30, ageMonths: ..755", "law.profile.value", "between 2022-07-01..9999-12-31"},
		{"circle", "by: [percent]", "by: [percent, permanent]", "law.table.cycle", "outcome needs permanent needs outcome"},
		{"circle through a worked-out fact", "by: [duration]", "by: [duration, next]", "law.table.cycle", "next needs next"},
		{"a row's term where there is none", "rowTerm: 1..}", "rowTerm: 0..}", "law.table.rowterm", "row row"},
		{"unknown aggregate", "how: highest", "how: average", "law.profile.unknown", `"average" is not one of combined, highest`},
		{"time zone", "Asia/Baku", "Asia/Bakuu", "law.profile.value", `"Asia/Bakuu"`},
		{"quorum", "members: 3", "members: 0", "law.profile.value", "number of members"},
		{"a form without a text", "withoutTerm: {az: Müddətsiz, en: Without term}", "withoutTerm: {az: Müddətsiz}", "law.profile.form", "certificate.withoutTerm"},
		{"an alias", "names: {az: Azərbaycan", "names: &n {az: Azərbaycan", "law.profile.alias", "line "},
		{"not YAML", "country: az", "country: [az", "law.profile.yaml", "line "},
		{"double key", "country: az\n", "country: az\ncountry: kz\n", "law.profile.double", `"country"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(text, c.old) {
				t.Fatalf("the profile no longer contains %q", c.old)
			}
			_, err := loadText(strings.Replace(text, c.old, c.new, 1))
			if got := expertise.ErrorCode(err); got != c.code {
				t.Fatalf("code %q (%v), want %q", got, err, c.code)
			}
			if !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "{") {
				t.Errorf("the message does not say %q: %v", c.says, err)
			}
			line := strings.Count(text[:strings.Index(text, c.old)], "\n") + 1
			number, convErr := strconv.Atoi(err.(*expertise.Error).Args["line"])
			if convErr != nil || number < line-35 || number > line+35 {
				t.Errorf("the change is in line %d, the message says: %v", line, err)
			}
		})
	}
}

// The whole sentence with file and line for each kind of mistake that an author makes: the line of the row where the fault is in one row,
// of the table where it is in none of its rows.
func TestLoadSaysFileLineAndSentence(t *testing.T) {
	text := azText(t)
	for _, c := range []struct{ name, old, new, at, says string }{
		{"a gap", "when: {percent: 61..80}", "when: {percent: 65..80}", "        by: [percent]\n        rows:\n          - id: none\n            when: {percent: 0..30}",
			"table outcome says nothing for percent 61..64; add a row or widen one"},
		{"an overlap", "when: {percent: 31..60}", "when: {percent: 30..60}", "          - id: p31\n",
			"table outcome answers twice, by rows none and p31 (line OTHER), for percent 30; narrow one of them"},
		{"an unknown name", "then: p81\n", "then: p82\n", "then: p81\n", `"p82" is not one of none, p31, p61, p81; correct it`},
		{"a wrong type", "decisionDays: 10", "decisionDays: ten", "decisionDays: 10", `"ten" stands where a whole number belongs; write a value of that kind`},
		{"a date out of order", "to: 2020-06-30", "to: 2020-02-28", "to: 2020-06-30", "2020-02-28 must come after 2020-03-01; put the dates in order"},
		{"editions out of order", "- from: 2022-07-01", "- from: 1999-07-01", "- from: 2022-07-01", "1999-07-01 must come after 2000-01-01; put the dates in order"},
		{"a missing language", "{az: Səyyar, en: Visiting commission}", "{az: Səyyar}", "{az: Səyyar, en: Visiting", "names has no text in en; add it"},
		{"a circle", "by: [percent]", "by: [percent, permanent]", "by: [percent]", "the tables need each other in a circle: outcome needs permanent needs outcome; break the circle"},
	} {
		lineOf := func(part string) string {
			return strconv.Itoa(strings.Count(text[:strings.Index(text, part)], "\n") + 1)
		}
		_, err := loadText(strings.Replace(text, c.old, c.new, 1))
		line := lineOf(c.at)
		if c.name == "a gap" { // the table begins a line above its columns
			above, _ := strconv.Atoi(line)
			line = strconv.Itoa(above - 1)
		}
		want := "az.yaml, line " + line + ": " + strings.Replace(c.says, "OTHER", lineOf("          - id: none\n            when: {percent: 0..30}"), 1)
		if err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, want)
		}
	}
}

func TestLoadRefusesWholeFiles(t *testing.T) {
	text := azText(t)
	editions := text[strings.Index(text, "  - from: 2022-07-01"):]
	without := func(from, to string) string {
		begin, end := strings.Index(text, from), len(text)
		if to != "" {
			end = strings.Index(text, to)
		}
		return text[:begin] + text[end:]
	}
	for _, c := range []struct{ name, text, code string }{
		{"empty", "", "law.profile.yaml"},
		{"a list", "- 1\n- 2\n", "law.profile.type"},
		{"a number", "7", "law.profile.type"},
		{"a picture", "\x89PNG\r\n\x1a\n", "law.profile.yaml"},
		{"two documents", text + "\n---\ncountry: kz\n", "law.profile.yaml"},
		{"editions in the wrong order", text + strings.Replace(editions, "2022-07-01", "2020-01-01", 1), "law.profile.order"},
		{"two editions of one day", text + editions, "law.profile.order"},
		{"a table that another one needs", without("      - sets: longHeld", "      - sets: permanent"), "law.table.missing"},
		{"a table that every proposal needs", without("      - sets: next", ""), "law.table.missing"},
		{"no editions", text[:strings.Index(text, "\neditions:\n")] + "\n", "law.profile.missing"},
		{"a cause that the tables name was removed", strings.Replace(text, "  - code: chernobyl-service\n", "  - code: chernobyl\n", 1), "law.profile.value"},
		{"a form that says another number", strings.Replace(text, "{code: p61, number: 2,", "{code: p61, number: 9,", 1), "law.profile.form"},
		{"larger than the bound", text + strings.Repeat("# \n", maxFile/3), "law.profile.size"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := loadText(c.text); expertise.ErrorCode(err) != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
	if _, err := Load(fstest.MapFS{}, "az.yaml"); expertise.ErrorCode(err) != "law.profile.read" {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := Load(fstest.MapFS{"d": {Mode: fs.ModeDir}}, "d"); expertise.ErrorCode(err) != "law.file.kind" {
		t.Errorf("a folder: %v", err)
	}
}

// A second edition begins on its day and ends the first one on the day before; a decision under the first is explained as before.
func TestEditions(t *testing.T) {
	text := azText(t)
	editions := text[strings.Index(text, "  - from: 2022-07-01"):]
	second := strings.NewReplacer("- from: 2022-07-01", "- from: 2027-01-01", "on: ..2023-06-30", "on: ..2027-06-30",
		"on: 2023-07-01..2024-06-30", "on: 2027-07-01..2028-06-30", "on: 2024-07-01..2025-06-30", "on: 2028-07-01..2029-06-30",
		"on: 2025-07-01..2026-06-30", "on: 2029-07-01..2030-06-30", "on: 2026-07-01..", "on: 2030-07-01..",
		"The loss lies within 31–60 %", "A new wording").Replace(editions)
	p, err := loadText(text + second)
	if err != nil {
		t.Fatal(err)
	}
	if p.Editions[1].Until().String() != "2026-12-31" || !p.Editions[2].Until().IsZero() {
		t.Errorf("last days %v and %v", p.Editions[1].Until(), p.Editions[2].Until())
	}
	for on, want := range map[string]string{"2026-12-31": "2022-07-01", "2027-01-01": "2027-01-01"} {
		if e, err := p.EditionOn(expertise.MustDate(on)); err != nil || e.From.String() != want {
			t.Errorf("on %s the edition of %v judges (%v), want %s", on, e.From, err, want)
		}
	}
	old, err := az(t).Propose(Input{On: expertise.MustDate("2026-11-12"), Cause: "general", Impairments: []expertise.Impairment{{Row: "lung-absent", Percent: 50}}})
	if err != nil {
		t.Fatal(err)
	}
	before, err1 := az(t).Explain(old.Basis)
	after, err2 := p.Explain(old.Basis)
	if err1 != nil || err2 != nil || reasonsText(before) != reasonsText(after) {
		t.Errorf("explained differently after a new edition: %v, %v", err1, err2)
	}
}

// A sentence with an open {place}, or a code that nobody can meet, helps nobody: each code's places are all given where it is used.
func TestSentencesName(t *testing.T) {
	for _, code := range ErrorCodes() {
		if !strings.HasPrefix(code, "law.") || !strings.Contains(sentences[code], "; ") && !strings.Contains(sentences[code], ". ") {
			t.Errorf("%s does not say what to do next: %s", code, sentences[code])
		}
	}
}

// Whatever bytes come as a profile: no panic, and a refusal that names the file.
func FuzzLoad(f *testing.F) {
	smallest, err := os.ReadFile("testdata/smallest.yaml")
	if err != nil {
		f.Fatal(err)
	}
	if _, err := loadText(string(smallest)); err != nil {
		f.Fatal(err)
	}
	f.Add(smallest)
	f.Add([]byte("country: az\nlanguages: [az]\neditions: [{tables: [null, {sets: outcome, rows: [{when: {x: 1}}]}]}]\n"))
	f.Add([]byte("editions: [{from: 0001-01-01, criteria: [{percent: [1]}]}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		p, err := loadText(string(data))
		if err == nil {
			if _, err := p.Criteria(lastDay, ""); err != nil {
				t.Fatalf("a profile without an edition was loaded: %v", err)
			}
			return
		}
		if !strings.HasPrefix(expertise.ErrorCode(err), "law.") || !strings.Contains(err.Error(), "az.yaml") {
			t.Fatalf("an error without code or file: %v", err)
		}
	})
}
