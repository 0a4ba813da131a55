package law

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"medsoc/expertise"
)

func wholeForm() *CertificateForm {
	text := FormText{"az": "mətn", "en": "text"}
	fields := []FormField{{Name: "name", Label: text}}
	return &CertificateForm{
		Languages: []string{"az", "en"}, Authority: text, WithoutTerm: text, Not: text, Number: text, Issued: text,
		Seal: text, Verify: FormVerify{Title: text, Text: text}, Basis: text, Shortened: text, Sample: text, Duplicate: text, Replaces: text,
		Titles:   map[string]FormText{"certificate": text, "extract": text, "refusal": text, "programme": text},
		Fields:   map[string][]FormField{"certificate": fields, "extract": fields, "refusal": fields, "programme": fields},
		Outcomes: []FormOutcome{{Code: "none", Number: 0, Text: text}, {Code: "p31", Number: 1, Text: text}},
	}
}

// Each row breaks a form in one place; the message names it.
func TestFormsThatCouldNotBePrinted(t *testing.T) {
	if err := wholeForm().Check(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*CertificateForm){
		"languages":                      func(f *CertificateForm) { f.Languages = nil },
		"certificate.sample has no":      func(f *CertificateForm) { f.Sample = FormText{"az": "NÜMUNƏ"} },
		"certificate.titles.refusal":     func(f *CertificateForm) { delete(f.Titles, "refusal") },
		"fields.extract is empty":        func(f *CertificateForm) { f.Fields["extract"] = nil },
		`no value is called "diagnosis"`: func(f *CertificateForm) { f.Fields["extract"] = []FormField{{Name: "diagnosis"}} },
		"size of a paper":                func(f *CertificateForm) { f.Sizes = map[string]string{"extract": "A3"} },
		"outcomes[1]":                    func(f *CertificateForm) { f.Outcomes[1].Number = 0 },
	} {
		f := wholeForm()
		f.Fields = maps.Clone(f.Fields)
		f.Outcomes = slices.Clone(f.Outcomes)
		change(f)
		if err := f.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestOutcomesAndTheirNumbers(t *testing.T) {
	f := wholeForm()
	if n, ok := f.OutcomeNumber("p31"); !ok || n != 1 {
		t.Errorf("p31 is %d, %v", n, ok)
	}
	if o, ok := f.Outcome(1); !ok || o.Code != "p31" {
		t.Errorf("1 is %q, %v", o.Code, ok)
	}
	if _, ok := f.Outcome(9); ok {
		t.Error("9 is known")
	}
	if kind, ok := FormKind(expertise.KindRefusal); !ok || kind != "refusal" {
		t.Errorf("refusal is %q", kind)
	}
}
