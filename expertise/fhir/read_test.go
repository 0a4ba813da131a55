package fhir

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"medsoc/expertise"
)

// samples is where the four synthetic patients lie, beside the repository.
const samples = "../../../shared/data/fhir"

func open(t testing.TB, name string) io.ReadCloser {
	t.Helper()
	f, err := os.Open(filepath.Join(samples, name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("the sample bundles are not at %s", samples)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSamples(t *testing.T) {
	today := expertise.MustDate("2026-11-12")
	for _, want := range []struct {
		file         string
		name         expertise.Name
		sex          expertise.Sex
		birth        string
		foreign      int
		conditions   int
		observations int // lines: each component of a blood pressure is one
		read, other  map[string]int
	}{
		{
			"patient-1.json", expertise.Name{Surname: "Kreiger", Given: "Clemente"}, expertise.Male, "1984-07-02", 5, 1, 51,
			map[string]int{"Patient": 1, "Condition": 1, "Observation": 48, "Encounter": 3, "Organization": 1},
			map[string]int{"Immunization": 4, "DiagnosticReport": 4, "Claim": 3, "ExplanationOfBenefit": 3, "Practitioner": 1, "Procedure": 1},
		},
		{
			"patient-2.json", expertise.Name{Surname: "Conn", Given: "Liz"}, expertise.Female, "1986-11-28", 5, 1, 39,
			map[string]int{"Patient": 1, "Condition": 1, "Observation": 36, "Encounter": 7, "Organization": 1},
			map[string]int{"Immunization": 4, "DiagnosticReport": 2, "Claim": 8, "ExplanationOfBenefit": 7, "Practitioner": 1, "Procedure": 3, "MedicationRequest": 1, "CarePlan": 1},
		},
		{
			"patient-3.json", expertise.Name{Surname: "Wiegand", Given: "Luigi"}, expertise.Male, "2020-10-20", 3, 0, 35,
			map[string]int{"Patient": 1, "Observation": 31, "Encounter": 4, "Organization": 1},
			map[string]int{"Immunization": 12, "DiagnosticReport": 1, "Claim": 4, "ExplanationOfBenefit": 4, "Practitioner": 1, "Procedure": 2},
		},
		{
			"patient-4.json", expertise.Name{Surname: "McLaughlin", Given: "Stephen"}, expertise.Male, "1979-04-28", 5, 3, 54,
			map[string]int{"Patient": 1, "Condition": 3, "Observation": 51, "Encounter": 8, "Organization": 1},
			map[string]int{"Immunization": 4, "DiagnosticReport": 4, "Claim": 13, "ExplanationOfBenefit": 8, "Practitioner": 1, "MedicationRequest": 5, "CarePlan": 2},
		},
	} {
		t.Run(want.file, func(t *testing.T) {
			f := open(t, want.file)
			defer f.Close()
			got, err := Read(f, 0)
			if err != nil {
				t.Fatal(err)
			}
			if got.Person.Name != want.name || got.Person.Sex != want.sex || got.Person.Birth.String() != want.birth {
				t.Errorf("person %+v", got.Person)
			}
			if errs := got.Person.Check(today); errs != nil {
				t.Errorf("the person cannot be registered: %v", errs)
			}
			if len(got.Person.Foreign) != want.foreign || len(got.Referral.Conditions) != want.conditions || len(got.Referral.Observations) != want.observations {
				t.Errorf("%d foreign numbers, %d conditions, %d observations", len(got.Person.Foreign), len(got.Referral.Conditions), len(got.Referral.Observations))
			}
			if diff := cmp.Diff(want.read, got.Read); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want.other, got.Other); diff != "" {
				t.Errorf("other (-want +got):\n%s", diff)
			}
			if len(got.Skipped) != 0 || len(got.Foreign) != 0 || got.Dropped != 0 || got.Referral.From.Name == "" {
				t.Errorf("skipped %v, dropped %d, from %+v", got.Skipped, got.Dropped, got.Referral.From)
			}
			if got.Referral.Diagnoses != nil {
				t.Errorf("an ICD-10 code was guessed: %v", got.Referral.Diagnoses)
			}
		})
	}
}

func TestSampleInDetail(t *testing.T) {
	f := open(t, "patient-1.json")
	defer f.Close()
	got, err := Read(f, 0)
	if err != nil {
		t.Fatal(err)
	}
	condition := expertise.Condition{
		Coding: expertise.Coding{System: snomed, Code: "162864005", Display: "Body mass index 30+ - obesity (finding)"},
		Active: true, Onset: expertise.MustDate("2018-09-17"),
	}
	if diff := cmp.Diff([]expertise.Condition{condition}, got.Referral.Conditions); diff != "" {
		t.Errorf("conditions (-want +got):\n%s", diff)
	}
	if want := "LAHEY HOSPITAL & MEDICAL CENTER, BURLINGTON"; got.Referral.From.Name != want {
		t.Errorf("institution %q, want %q", got.Referral.From.Name, want)
	}
	p := got.Person
	if p.RegisteredAddress != "931 Doyle Corner Apt 89, Wilmington, Massachusetts, 01887, US" || p.Phone != "555-767-7476" ||
		p.MaritalStatus != "married" || !strings.HasPrefix(p.BirthPlace, "Macau, ") || p.Citizenship != "" {
		t.Errorf("person %+v", p)
	}
	lines := map[string]string{}
	for _, o := range got.Referral.Observations {
		if o.On.String() == "2012-09-10" || o.Coding.Code == "72166-2" {
			lines[o.Coding.Code] = o.Value + " " + o.Unit
		}
	}
	for code, want := range map[string]string{"8302-2": "168.8 cm", "8462-4": "71.58 mm[Hg]", "8480-6": "106.7 mm[Hg]"} {
		if lines[code] != want {
			t.Errorf("observation %s is %q, want %q", code, lines[code], want)
		}
	}
	if lines["72166-2"] == "" {
		t.Error("the coded observation, smoking status, was lost")
	}
}

const onePatient = `{"resource":{"resourceType":"Patient","name":[{"family":"A","given":["B","C"]}],"birthDate":"1990-01-02","gender":"female"}}`

func inBundle(entries ...string) string {
	return `{"resourceType":"Bundle","entry":[` + strings.Join(entries, ",") + `]}`
}

// Whatever is wrong, the sentence says which of the things that go wrong on the way from a clinic it was.
func TestRefusals(t *testing.T) {
	whole := inBundle(onePatient)
	for _, c := range []struct{ name, text, code string }{
		{"nothing", "", "fhir.empty"},
		{"white space", " \n", "fhir.empty"},
		{"text", "Dear colleague", "fhir.json"},
		{"a PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3", "fhir.json"},
		{"XML", `<Bundle xmlns="http://hl7.org/fhir"/>`, "fhir.json"},
		{"cut in the middle", whole[:len(whole)/2], "fhir.truncated"},
		{"cut by one byte", whole[:len(whole)-1], "fhir.truncated"},
		{"two documents", whole + whole, "fhir.json"},
		{"a list", `[1,2]`, "fhir.bundle"},
		{"a number", `7`, "fhir.bundle"},
		{"JSON of another program", `{"patients":[]}`, "fhir.bundle"},
		{"a single resource", `{"resourceType":"Patient"}`, "fhir.bundle"},
		{"entry of a wrong kind", `{"resourceType":"Bundle","entry":"x"}`, "fhir.bundle"},
		{"empty bundle", inBundle(), "fhir.patient"},
		{"no patient", inBundle(`{"resource":{"resourceType":"Claim"}}`), "fhir.patient"},
		{"two patients", inBundle(onePatient, onePatient), "fhir.patients"},
		{"patient of a wrong kind", inBundle(`{"resource":{"resourceType":"Patient","name":"A"}}`), "fhir.damaged"},
		{"birth date that is none", inBundle(`{"resource":{"resourceType":"Patient","birthDate":"02.01.1990"}}`), "fhir.birth"},
		{"nesting", strings.Repeat(`{"entry":[`, 5000), "fhir.nesting"},
		{"size", whole + strings.Repeat(" ", 4000), "fhir.size"},
		{"entries", inBundle(strings.Repeat("{},", maxEntries) + "{}"), "fhir.entries"},
	} {
		t.Run(c.name, func(t *testing.T) {
			limit := int64(4000)
			if c.code == "fhir.entries" || c.code == "fhir.nesting" {
				limit = 0
			}
			_, err := Read(strings.NewReader(c.text), limit)
			if got := expertise.ErrorCode(err); got != c.code {
				t.Fatalf("code %q (%v), want %q", got, err, c.code)
			}
			if text := err.Error(); strings.Contains(text, "{") || strings.Contains(text, "Dear") {
				t.Errorf("the sentence has an open place or speaks of the content: %s", text)
			}
		})
	}
	if _, err := Read(iotest.ErrReader(errors.New("stick removed")), 0); expertise.ErrorCode(err) != "fhir.read" {
		t.Errorf("a medium that fails: %v", err)
	}
}

// A damaged resource does not cost the others.
func TestDamagedResourcesAreCounted(t *testing.T) {
	got, err := Read(strings.NewReader(inBundle(
		onePatient,
		`{"resource":null}`,
		`{"resource":7}`,
		`{}`,
		`{"resource":{"resourceType":"Condition","code":7}}`,
		`{"resource":{"resourceType":"Condition"}}`,
		`{"resource":{"resourceType":"Condition","code":{"text":"Sore"},"onsetPeriod":{"start":"2020-02-03"}}}`,
		`{"resource":{"resourceType":"Observation","code":{"text":"Height"},"dataAbsentReason":{}}}`,
		`{"resource":{"resourceType":"Observation","code":{"text":"Note"},"valueString":" a\u0000\u202e\n b "}}`,
		`{"resource":{"resourceType":"\u0000evil {file}"}}`,
		`{"resource":{"resourceType":"Device"}}`,
	)), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := Import{
		Person: expertise.Person{Name: expertise.Name{Surname: "A", Given: "B C"}, Sex: expertise.Female, Birth: expertise.MustDate("1990-01-02")},
		Referral: expertise.Referral{
			Conditions:   []expertise.Condition{{Coding: expertise.Coding{Display: "Sore"}, Onset: expertise.MustDate("2020-02-03")}},
			Observations: []expertise.Observation{{Coding: expertise.Coding{Display: "Note"}, Value: "a b"}},
		},
		Read:    map[string]int{"Patient": 1, "Condition": 1, "Observation": 1},
		Other:   map[string]int{"Device": 1, "?": 1},
		Skipped: map[string]int{"?": 3, "Condition": 2, "Observation": 1},
		Foreign: map[string]int{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Another person's diagnosis in the bundle became this patient's: a subject must be the patient, by whichever of the names a bundle has for one.
func TestWhatIsAboutAnotherPersonIsNotTaken(t *testing.T) {
	named := strings.Replace(onePatient, `{"resource":{"resourceType":"Patient",`, `{"fullUrl":"urn:uuid:aa-1","resource":{"resourceType":"Patient","id":"p1",`, 1)
	about := func(subject string) string { // before the patient, because the order of a bundle is free
		part := ""
		if subject != "" {
			part = `,"subject":` + subject
		}
		return inBundle(`{"resource":{"resourceType":"Condition","code":{"text":"I"}`+part+`}}`,
			`{"resource":{"resourceType":"Observation","code":{"text":"O"},"valueInteger":1`+part+`}}`, named,
			`{"resource":{"resourceType":"Encounter","serviceProvider":{"display":"Clinic"},"period":{"start":"2026-01-01"}`+part+`}}`)
	}
	for subject, own := range map[string]bool{
		"": true, `{}`: true, `{"display":"A B"}`: true, `{"reference":"urn:uuid:aa-1"}`: true, `{"reference":"Patient/p1"}`: true, `{"reference":"urn:uuid:p1"}`: true,
		`{"reference":"Patient/p1/_history/2"}`: true, `{"reference":"https://clinic.example/fhir/Patient/p1"}`: true,
		`{"reference":"urn:uuid:aa-2"}`: false, `{"reference":"Patient/p2"}`: false, `{"reference":"Patient/p11"}`: false, `{"reference":"Group/p1"}`: false,
		`{"reference":"#mother"}`: false, `{"reference":"https://clinic.example/fhir/Patient/xp1"}`: false, `{"reference":"RelatedPerson/p1"}`: false,
	} {
		got, err := Read(strings.NewReader(about(subject)), 0)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]int{"Condition": 1, "Observation": 1, "Encounter": 1}
		if own {
			want = map[string]int{}
		}
		if diff := cmp.Diff(want, got.Foreign); diff != "" {
			t.Errorf("subject %s (-want +got):\n%s", subject, diff)
		}
		if taken := len(got.Referral.Conditions) == 1 && len(got.Referral.Observations) == 1 && got.Referral.From.Name == "Clinic"; taken != own || len(got.Skipped) != 0 {
			t.Errorf("subject %s: %+v, skipped %v", subject, got.Referral, got.Skipped)
		}
	}
}

// A register needs the day of birth; FHIR does not. The field stays open and the person's own check asks for it.
func TestPartialBirthDateStaysOpen(t *testing.T) {
	for _, text := range []string{"", "1984", "1984-07"} {
		got, err := Read(strings.NewReader(inBundle(fmt.Sprintf(`{"resource":{"resourceType":"Patient","birthDate":%q}}`, text))), 0)
		if err != nil || !got.Person.Birth.IsZero() {
			t.Errorf("%q: birth %v, %v", text, got.Person.Birth, err)
		}
	}
}

func TestMoreLinesThanAReferralHolds(t *testing.T) {
	entries := []string{onePatient}
	for i := range maxLines + 5 {
		on := expertise.MustDate("2010-01-01").AddDays(i)
		entries = append(entries, fmt.Sprintf(`{"resource":{"resourceType":"Observation","code":{"text":"Pulse"},"valueInteger":%d,"effectiveDateTime":"%sT08:00:00+04:00"}}`, i, on))
	}
	got, err := Read(strings.NewReader(inBundle(entries...)), 0)
	if err != nil {
		t.Fatal(err)
	}
	lines := got.Referral.Observations
	if got.Dropped != 5 || len(lines) != maxLines || lines[0].Value != "2004" || lines[maxLines-1].Value != "5" {
		t.Errorf("dropped %d of the oldest, kept %d from %s to %s", got.Dropped, len(lines), lines[0].Value, lines[len(lines)-1].Value)
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"168.80253764416227": "168.8", "71.57727343548594": "71.58", "98": "98", "1.5": "1.5", "0.81": "0.81", "254321": "254321",
		"1234567": "1234567", "0.00012345678": "0.0001235", "-12.3456789": "-12.35", "99.99999999": "100", "3.00000001": "3", "1e400": "1e400",
	} {
		quantity := fmt.Sprintf(`{"resource":{"resourceType":"Observation","code":{"text":"x"},"valueQuantity":{"value":%s,"unit":"u"}}}`, in)
		got, err := Read(strings.NewReader(inBundle(onePatient, quantity)), 0)
		if err != nil || len(got.Referral.Observations) != 1 || got.Referral.Observations[0].Value != want {
			t.Errorf("%s became %+v (%v), want %s", in, got.Referral.Observations, err, want)
		}
	}
}

// Whatever bytes come: no panic, either a refusal with a code of ours or a person whose texts can be stored and shown.
func FuzzRead(f *testing.F) {
	f.Add([]byte(inBundle(onePatient)))
	f.Add([]byte(inBundle(onePatient, `{"fullUrl":"u","resource":{"resourceType":"Organization","name":"N"}}`,
		`{"resource":{"resourceType":"Encounter","serviceProvider":{"reference":"u"},"period":{"start":"2020-01-01T00:00:00Z"}}}`)))
	f.Add([]byte(inBundle(onePatient, `{"resource":{"resourceType":"Observation","code":{"coding":[{"code":"x"}]},"component":[{"code":{"text":"y"},"valueQuantity":{"value":1e9}}]}}`)))
	f.Add([]byte(`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","name":[{"text":"` + "\xff\u202e" + `"}]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Read(strings.NewReader(string(data)), 1<<16)
		if err != nil {
			if !strings.HasPrefix(expertise.ErrorCode(err), "fhir.") {
				t.Fatalf("an error without a sentence: %v", err)
			}
			return
		}
		for _, problem := range got.Person.Check(expertise.MustDate("2026-11-12")) {
			if code := expertise.ErrorCode(problem); code == "control" || code == "too.long" || code == "too.many" {
				t.Fatalf("the person holds what cannot be stored: %v", problem)
			}
		}
		if len(got.Referral.Conditions) > maxLines || len(got.Referral.Observations) > maxLines {
			t.Fatal("more lines than a referral may hold")
		}
	})
}
