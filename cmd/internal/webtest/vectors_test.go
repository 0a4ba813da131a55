package webtest

import (
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"medsoc/certs/seal"
)

//go:embed testdata/answers.js
var answersScript string

// The page answers every published vector as the programs do, in whole.
func TestVectorsInTheBrowser(t *testing.T) {
	f := readVectors(t)
	_, s := worldSite(t, false)
	b := open(t, look{})
	b.visit(s.URL + "/d")
	var got struct {
		Answers []map[string]any
		Refused map[string]string
	}
	b.eval(answersScript, &got)
	if len(got.Answers) != len(f.Vectors) || len(f.Vectors) < 100 {
		t.Fatalf("%d answers to %d vectors", len(got.Answers), len(f.Vectors))
	}
	for i, v := range f.Vectors {
		var want map[string]any
		if err := json.Unmarshal(v.Answer, &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Answers[i]); diff != "" {
			t.Errorf("%s/%s:\n%s", v.Group, v.Name, diff)
		}
	}
	for name := range f.Refused {
		if got.Refused[name] == "" {
			t.Errorf("the bundle %q is taken", name)
		}
	}
}

// A vector of each verdict, shown by the page itself in each language: in the words of that verdict, with a hint, and with the claims
// only when it is genuine.
func TestEveryVerdictIsShown(t *testing.T) {
	f := readVectors(t)
	words := pageTexts(t)
	shown := map[seal.Code]bool{}
	for _, v := range f.Vectors {
		var want struct {
			Verdict seal.Code
			Reason  string
			Claims  *seal.Claims
		}
		if err := json.Unmarshal(v.Answer, &want); err != nil {
			t.Fatal(err)
		}
		sealed, err := hex.DecodeString(v.Sealed)
		fragment := seal.Digits(sealed)
		if v.Text != "" {
			fragment = v.Text
		}
		if shown[want.Verdict] || err != nil || fragment == "" || v.Bundle == "none" {
			continue
		}
		shown[want.Verdict] = true
		t.Run(string(want.Verdict), func(t *testing.T) {
			bundle := f.Bundle
			if v.Bundle != "" {
				bundle = f.Bundles[v.Bundle]
			}
			data, err := hex.DecodeString(bundle)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := seal.ParseBundle(data)
			if err != nil {
				t.Fatal(err)
			}
			s := newSite(t, data, parsed.Roots...)
			b := open(t, look{at: v.At})
			b.visit(s.URL + "/d#" + fragment)
			for _, language := range languages {
				choose(b, language)
				if said := b.text("#verdict"); said != words[language].Verdicts[string(want.Verdict)] {
					t.Errorf("%s: %q", language, said)
				}
				if said := b.text("#hint"); len(said) < 20 {
					t.Errorf("%s: hint %q", language, said)
				}
				if said := b.text("#claims"); (said != "") != (want.Claims != nil) {
					t.Errorf("%s: claims %q", language, said)
				}
			}
		})
	}
	for _, code := range seal.Codes {
		if !shown[code] {
			t.Errorf("no vector of %s was shown", code)
		}
	}
}

// choose sets the page's language by its switch.
func choose(b *tab, language string) {
	b.Helper()
	b.eval(`(() => { const s = document.getElementById("language"); s.value = "`+language+`"; s.dispatchEvent(new Event("change")); })()`, nil)
	b.until(`document.documentElement.lang === "` + language + `"`)
}
