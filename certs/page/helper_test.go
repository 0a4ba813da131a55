package page

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"

	"medsoc/assets/profiles"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise/law"
)

// azForm is the Azerbaijani form, as a profile holds it.
func azForm(t testing.TB) *law.CertificateForm {
	t.Helper()
	data, err := os.ReadFile("testdata/az-certificate.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return readForm(t, data)
}

// kzForm is the form of the country profile for Kazakhstan; English repeats the Russian texts, which are the longest.
func kzForm(t testing.TB, english bool) *law.CertificateForm {
	t.Helper()
	data, err := profiles.Files.ReadFile("kz.yaml")
	if err != nil {
		t.Fatal(err)
	}
	form := readForm(t, data)
	if english {
		form.Languages = []string{"kk", "ru", "ru"}
	}
	return form
}

func readForm(t testing.TB, data []byte) *law.CertificateForm {
	t.Helper()
	var profile struct {
		Certificate law.CertificateForm `yaml:"certificate"`
	}
	if err := yaml.Unmarshal(data, &profile); err != nil {
		t.Fatal(err)
	}
	if err := profile.Certificate.Check(); err != nil {
		t.Fatal(err)
	}
	return &profile.Certificate
}

func particulars(c seal.Claims) Particulars {
	return Particulars{
		Surname: c.Name.Surname, Given: c.Name.Given, Patronymic: c.Name.Patronymic, Identifier: "5AB" + c.IdentifierTail,
		Commission: law.FormText{"az": "7 saylı Bakı ərazi tibbi-sosial ekspert komissiyası", "en": "Territorial commission No. 7, Baku"},
		Cause:      law.FormText{"az": "Ümumi xəstəlik", "en": "General disease"},
	}
}

// kzParticulars go with claims on a Kazakh form.
func kzParticulars(c seal.Claims) Particulars {
	p := particulars(c)
	p.Commission = law.FormText{"kk": "Алматы қаласы бойынша № 7 медициналық-әлеуметтік сараптама бөлімі", "ru": "Отдел медико-социальной экспертизы № 7 по городу Алматы"}
	p.Cause = law.FormText{"kk": "Семей полигонының салдары", "ru": "Последствия испытаний на Семипалатинском полигоне"}
	return p
}

// sampleModel seals the claims and lays out their page.
func sampleModel(t testing.TB, w *sealtest.World, c seal.Claims) *Model {
	t.Helper()
	m, err := Build(w.Seal(c), azForm(t), particulars(c), c.Issued.In(sealtest.Baku))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
