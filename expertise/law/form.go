package law

import (
	"fmt"
	"maps"
	"slices"

	"medsoc/expertise"
)

// FormText is one text of a printed form in each of its languages, by language tag such as "az" or "en".
type FormText map[string]string

// CertificateForm says what a country's papers show, in which order and in which words. It is the block `certificate:`
// of a country profile. certs/page draws it; law that nobody has confirmed has no place in it, because a page presents
// it as law.
type CertificateForm struct {
	Languages   []string               `yaml:"languages"`   // the order in which they are printed; the first is the national one
	Authority   FormText               `yaml:"authority"`   // who issues
	Titles      map[string]FormText    `yaml:"titles"`      // by kind of paper: certificate, extract, refusal, programme
	Fields      map[string][]FormField `yaml:"fields"`      // by kind of paper, in printing order
	Outcomes    []FormOutcome          `yaml:"outcomes"`    // what was established, in words and as the seal's number
	WithoutTerm FormText               `yaml:"withoutTerm"` // in place of the last day of the term
	Not         FormText               `yaml:"none"`        // in place of a date that is not set
	Number      FormText               `yaml:"number"`      // label of the paper's number
	Issued      FormText               `yaml:"issued"`      // label of the day of issue
	Seal        FormText               `yaml:"seal"`        // what stands for a stamp: the electronic seal
	Verify      FormVerify             `yaml:"verify"`
	Basis       FormText               `yaml:"basis"`     // confirmed law only, with its citation
	Shortened   FormText               `yaml:"shortened"` // note when the seal holds a shortened name
	Sample      FormText               `yaml:"sample"`    // across the page of a demonstration
	Duplicate   FormText               `yaml:"duplicate"` // above the title of a duplicate
	Replaces    FormText               `yaml:"replaces"`  // label of the number of the paper that a duplicate replaces
	Sizes       map[string]string      `yaml:"sizes"`     // by kind of paper: "A4", or "A5" for half of it; A4 when absent
}

// FormField is one row of the table. Name says which value, Label how the row is called.
type FormField struct {
	Name  string   `yaml:"name"`
	Label FormText `yaml:"label"`
}

// FormOutcome ties an outcome of the law to its words and to the number that stands for it in the seal. A number
// never changes its meaning once a paper was sealed with it.
type FormOutcome struct {
	Code   expertise.OutcomeCode `yaml:"code"`
	Number int                   `yaml:"number"`
	Text   FormText              `yaml:"text"`
}

// FormVerify tells a receiver in words how to check the paper. {address} in a step stands for the host that must be seen.
type FormVerify struct {
	Title FormText `yaml:"title"`
	Text  FormText `yaml:"text"`
}

// Form is what the country's papers show; law.form.none where the profile has none, so that no paper can be made.
func (p *Profile) Form() (*CertificateForm, error) {
	if len(p.Certificate.Languages) == 0 {
		return nil, sentences.Invalid("law.form.none", "", "country", p.Country)
	}
	return &p.Certificate, nil
}

// FormFieldNames are the values that a row can show.
var FormFieldNames = []string{
	"name", "birth", "identifier", "outcome", "percent", "cause", "since", "until", "next", "commission", "decision", "services", "labour",
}

// Kinds of paper as they are named in a profile, by the number in the seal.
var formKinds = map[expertise.CertificateKind]string{
	expertise.KindCertificate: "certificate",
	expertise.KindExtract:     "extract",
	expertise.KindRefusal:     "refusal",
	expertise.KindProgramme:   "programme",
}

// FormKind names a kind of paper as the profile does; false for a kind that has no name.
func FormKind(kind expertise.CertificateKind) (string, bool) {
	name, ok := formKinds[kind]
	return name, ok
}

// Outcome finds an outcome by the number in the seal.
func (f *CertificateForm) Outcome(number int) (FormOutcome, bool) {
	i := slices.IndexFunc(f.Outcomes, func(o FormOutcome) bool { return o.Number == number })
	if i < 0 {
		return FormOutcome{}, false
	}
	return f.Outcomes[i], true
}

// OutcomeNumber gives the seal's number of an outcome.
func (f *CertificateForm) OutcomeNumber(code expertise.OutcomeCode) (int, bool) {
	i := slices.IndexFunc(f.Outcomes, func(o FormOutcome) bool { return o.Code == code })
	if i < 0 {
		return 0, false
	}
	return f.Outcomes[i].Number, true
}

// Check refuses a form that could not be printed: a text without one of its languages, a row nobody can fill,
// an outcome or a number that stands twice. The message names the place in the profile.
func (f *CertificateForm) Check() error {
	if len(f.Languages) == 0 {
		return fmt.Errorf("certificate.languages is empty; name the national language first")
	}
	texts := map[string]FormText{
		"authority": f.Authority, "withoutTerm": f.WithoutTerm, "none": f.Not, "number": f.Number, "issued": f.Issued,
		"seal": f.Seal, "verify.title": f.Verify.Title, "verify.text": f.Verify.Text, "basis": f.Basis,
		"shortened": f.Shortened, "sample": f.Sample, "duplicate": f.Duplicate, "replaces": f.Replaces,
	}
	for kind, size := range f.Sizes {
		if !slices.Contains(slices.Collect(maps.Values(formKinds)), kind) || size != "A4" && size != "A5" {
			return fmt.Errorf("certificate.sizes: %s of %s is no size of a paper; write A4 or A5 beside a kind of paper", size, kind)
		}
	}
	for _, kind := range formKinds {
		texts["titles."+kind] = f.Titles[kind]
		if len(f.Fields[kind]) == 0 {
			return fmt.Errorf("certificate.fields.%s is empty; list its rows", kind)
		}
		for i, field := range f.Fields[kind] {
			if !slices.Contains(FormFieldNames, field.Name) {
				return fmt.Errorf("certificate.fields.%s[%d]: no value is called %q; use one of %v", kind, i, field.Name, FormFieldNames)
			}
			texts[fmt.Sprintf("fields.%s[%d].label", kind, i)] = field.Label
		}
	}
	codes, numbers := map[expertise.OutcomeCode]bool{}, map[int]bool{}
	for i, o := range f.Outcomes {
		if codes[o.Code] || numbers[o.Number] {
			return fmt.Errorf("certificate.outcomes[%d]: code %q or number %d stands twice", i, o.Code, o.Number)
		}
		codes[o.Code], numbers[o.Number] = true, true
		texts[fmt.Sprintf("outcomes[%d].text", i)] = o.Text
	}
	for _, place := range slices.Sorted(maps.Keys(texts)) {
		for _, language := range f.Languages {
			if texts[place][language] == "" {
				return fmt.Errorf("certificate.%s has no text in %q; add it", place, language)
			}
		}
	}
	return nil
}
