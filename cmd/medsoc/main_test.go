package main

import (
	"testing"

	"medsoc/cmd/internal/locale"

	"fyne.io/fyne/v2/lang"
)

// The toolkit complains on the terminal of a locale that names no language.
func TestALocaleWithoutALanguage(t *testing.T) {
	for given, want := range map[string]string{"C.UTF-8": "en", "POSIX.UTF-8": "en", "az_AZ.UTF-8": "az-AZ"} {
		t.Setenv("LC_ALL", given)
		t.Setenv("LANGUAGE", "")
		locale.Name()
		if got := lang.SystemLocale().String(); got[:2] != want[:2] {
			t.Errorf("%s: the toolkit reads %q", given, got)
		}
		if got := systemLanguage(); got != "az" {
			t.Errorf("%s: the screens would be in %q", given, got)
		}
	}
}
