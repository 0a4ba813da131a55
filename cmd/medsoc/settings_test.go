package main

import (
	"strings"
	"testing"

	"medsoc/assets/text"
	"medsoc/cmd/internal/demo"
	"medsoc/ui/presenter"

	"fyne.io/fyne/v2/test"
)

// The labels of the form follow the language at once, and who may add nobody is told why there is no form.
func TestSettingsFollowLanguageAndMember(t *testing.T) {
	m, err := demo.Start(t.Context(), t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	a := test.NewApp()
	defer a.Quit()
	s := newStage(t, a, m, presenter.Preferences{Language: "en", Scale: 1})
	goTo(presenter.Route{Screen: presenter.ScreenSettings})(s)
	en, az := text.For("en"), text.For("az")
	s.shows("in English", en.T("settings.passphrase.again"))
	s.do(func(p *presenter.Program) { p.Settings.SetLanguage("az") })
	s.shows("in Azerbaijani", az.T("settings.passphrase.again"))
	s.do(func(p *presenter.Program) { p.Shell.Lock() })
	s.do(func(p *presenter.Program) { p.Shell.Unlock(demo.DoctorPassphrase) })
	told := false
	for _, shown := range texts(s.window.Canvas()) {
		told = told || strings.HasPrefix(shown.text.Text, "Yeni üzvləri yalnız")
	}
	if !told {
		t.Error("a doctor is not told who may add members")
	}
}
