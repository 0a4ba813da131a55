package page

import (
	"testing"

	"medsoc/assets/profiles"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise/law"
)

// profile is a country's profile, as the programs embed it.
func profile(t testing.TB, country string) *law.Profile {
	t.Helper()
	p, err := law.Load(profiles.Files, country+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// azForm is the Azerbaijani form.
func azForm(t testing.TB) *law.CertificateForm { return &profile(t, "az").Certificate }

func particulars(c seal.Claims) Particulars {
	return Particulars{
		Surname: c.Name.Surname, Given: c.Name.Given, Patronymic: c.Name.Patronymic, Identifier: "5AB" + c.IdentifierTail,
		Commission: law.FormText{"az": "7 saylı Bakı ərazi tibbi-sosial ekspert komissiyası", "en": "Territorial commission No. 7, Baku"},
		Cause:      law.FormText{"az": "Ümumi xəstəlik", "en": "General disease"},
	}
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
