package webtest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
	"medsoc/store/desk/desktest"
	"medsoc/store/registry/registrytest"
)

// What a person compares with the paper: name, outcome in words, dates, number, and what marks the paper.
func TestPaperIsShown(t *testing.T) {
	w, s := worldSite(t, true)
	tests := []struct {
		name   string
		claims seal.Claims
		want   []string
		not    []string
	}{
		{"certificate", w.Claims(), []string{"Certificate of disability", "2026000005", "Məmmədov Əli Həsən oğlu", "14.03.1979", "…7K2Q",
			"Disability of 61 to 80 percent, 65 %", "12.11.2026", "11.11.2028", "01.11.2028", "Ganja No. 7", "tibbi.gov.az", "SAMPLE"},
			[]string{"DUPLICATE", "shortened", "Without term"}},
		{"programme", programme(w), []string{"Excerpt of a rehabilitation programme", "DUPLICATE", "… (shortened in the code", "Wheelchair", "Prosthesis"}, nil},
		{"without term", func() seal.Claims { c := w.Claims(); c.SetTerm(expertise.Date{}, nil); return c }(), []string{"Without term"}, nil},
		{"refusal", func() seal.Claims {
			c := w.Claims()
			c.Kind, c.Outcome, c.Percent = expertise.KindRefusal, 0, 0
			c.SetTerm(expertise.Date{}, nil)
			return c
		}(), []string{"Notice that no disability"}, []string{"Without term", "%"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := open(t, look{at: now})
			b.visit(s.address(w.Seal(test.claims)))
			said := b.text("#answer")
			for _, want := range test.want {
				if !strings.Contains(said, want) {
					t.Errorf("%q is missing in %s", want, said)
				}
			}
			for _, not := range test.not {
				if strings.Contains(said, not) {
					t.Errorf("%q stands in %s", not, said)
				}
			}
		})
	}
}

// A USB scanner types the text and Enter; the next scan takes the place of the former. A pasted text is checked by the button.
func TestScannerAndKeyboard(t *testing.T) {
	w, s := worldSite(t, false)
	b := open(t, look{at: now})
	b.visit(s.URL + "/d")
	var focused string
	b.eval(`document.activeElement.id`, &focused)
	if focused != "code" {
		t.Errorf("the scanner would type into %q", focused)
	}
	good := "HTTPSÖ--TIBBI.GOV.AZ-D§" + seal.Digits(w.Seal(w.Claims())) // by a scanner set to another layout
	changed := strings.Replace(good, good[len(good)-9:], "123456789", 1)
	for text, want := range map[string]string{good: "good", changed: "bad"} {
		b.do(input.InsertText(text), chromedp.KeyEvent(kb.Enter))
		b.until(`document.getElementById("answer").className === "` + want + `"`)
	}
	b.do(chromedp.SetValue("#code", "a menu, not a paper"), chromedp.Click("#form button"))
	b.until(answered)
	if said := b.text("#verdict"); said != "Another kind of code" {
		t.Error(said)
	}
	// With the keyboard alone: from the language through the field to the last choice, in the order of reading.
	b.eval(`document.getElementById("language").focus()`, nil)
	var order []string
	for range 5 {
		var id string
		b.eval(`document.activeElement.id || document.activeElement.type`, &id)
		order = append(order, id)
		b.do(chromedp.KeyEvent(kb.Tab))
	}
	if got := strings.Join(order, " "); got != "language code submit refresh grace" {
		t.Errorf("order of focus: %s", got)
	}
}

// fakeDetector stands for the reader of codes that a browser may have; a picture's name is the text of its code.
const fakeDetector = `window.createImageBitmap = async (file) => file;
window.BarcodeDetector = class { static async getSupportedFormats() { return ["qr_code"]; } async detect(file) { return text ? [{rawValue: "a menu"}, {rawValue: text}] : []; } };`

func TestPicture(t *testing.T) {
	w, s := worldSite(t, false)
	choosePicture := `(() => { const d = new DataTransfer(); d.items.add(new File(["x"], "x.png", {type: "image/png"}));
		const p = document.getElementById("picture"); p.files = d.files; p.dispatchEvent(new Event("change")); })()`
	t.Run("read", func(t *testing.T) {
		b := open(t, look{at: now, before: `const text = "` + seal.Digits(w.Seal(w.Claims())) + `";` + fakeDetector})
		b.visit(s.URL + "/d")
		b.eval(choosePicture, nil)
		b.until(`document.getElementById("answer").className === "good"`)
	})
	t.Run("without a code", func(t *testing.T) {
		b := open(t, look{at: now, before: `const text = "";` + fakeDetector})
		b.visit(s.URL + "/d")
		b.eval(choosePicture, nil)
		b.until(`!document.getElementById("picture-empty").hidden`)
	})
	t.Run("a browser that reads none", func(t *testing.T) {
		b := open(t, look{at: now, before: `delete window.BarcodeDetector`})
		b.visit(s.URL + "/d")
		if said := b.text("#with-camera"); !strings.Contains(said, "phone's camera") {
			t.Error(said)
		}
		var hidden bool
		b.eval(`document.getElementById("with-picture").hidden`, &hidden)
		if !hidden {
			t.Error("a picture is asked for that nobody reads")
		}
	})
}

// The reader's language is taken where the page speaks it, else the country's; a choice is remembered.
func TestLanguage(t *testing.T) {
	_, s := worldSite(t, false)
	for reader, want := range map[string]string{"uk-UA": "uk", "kk": "kk", "ru": "ru", "az-Latn-AZ": "az", "de-DE": "az"} {
		b := open(t, look{language: reader})
		b.visit(s.URL + "/d")
		if reader == "de-DE" { // the country is known once the registry has answered
			var done bool
			b.eval(kept, &done)
			b.do(chromedp.Reload())
			b.until(ready)
		}
		var got string
		b.eval(`document.documentElement.lang`, &got)
		if got != want {
			t.Errorf("%s: the page speaks %q", reader, got)
		}
	}
	b := open(t, look{language: "ru"})
	b.visit(s.URL + "/d")
	choose(b, "kk")
	b.do(chromedp.Reload())
	b.until(ready)
	b.until(`document.documentElement.lang === "kk"`)
}

// With the page of a real registry: a paper from its issue to its revocation.
func TestPageOfARegistry(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	d := w.Desk(t, 3)
	id := d.Referred(t, desktest.Leyla())
	d.Decided(t, id)
	certificate, err := d.Issue(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	view, err := d.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	address := w.URL + "/d#" + seal.Digits(view.Certificates[0].Personal.Sealed)
	// Each step is looked at an hour later: the list is asked for again.
	see := func(want seal.Code) string {
		t.Helper()
		w.Pass(time.Hour)
		b := open(t, look{at: w.Now().Add(time.Second)})
		b.visit(address)
		words := pageWords[want]
		b.until(`document.getElementById("verdict").textContent !== ""`)
		said := b.text("#answer")
		if !strings.Contains(said, words) {
			t.Errorf("want %q in %s", words, said)
		}
		return said
	}
	see(seal.Unregistered)
	registrytest.Sync(t, d)
	said := see(seal.Current)
	for _, want := range []string{"Əliyeva", "Baku No. 3", "SAMPLE", "tsera.gov.az"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in %s", want, said)
		}
	}
	if err := d.Revoke(ctx, id, certificate, "issued by mistake"); err != nil {
		t.Fatal(err)
	}
	registrytest.Sync(t, d)
	see(seal.Revoked)
}

var pageWords = map[seal.Code]string{
	seal.Unregistered: "Genuine, but not registered", seal.Current: "Genuine and current", seal.Revoked: "Genuine, but revoked or replaced",
}

// The receiver's own patience counts, as in every program.
func TestGrace(t *testing.T) {
	w, s := worldSite(t, false)
	b := open(t, look{at: sealtest.Now.AddDate(0, 0, 12)})
	b.visit(s.address(w.Seal(w.Claims())))
	if said := b.text("#verdict"); !strings.Contains(said, "present status is unknown") {
		t.Error(said)
	}
	b.eval(`(() => { const s = document.getElementById("grace"); s.value = "30"; s.dispatchEvent(new Event("change")); })()`, nil)
	b.until(`document.getElementById("verdict").textContent === "Genuine and current"`)
	if said := b.text("#list"); !strings.Contains(said, "11 days ago") {
		t.Error(said)
	}
}

// Where the page cannot check, it says so and does not guess.
func TestBrowsersThatCannot(t *testing.T) {
	_, s := worldSite(t, false)
	t.Run("without what it needs", func(t *testing.T) {
		b := open(t, look{before: `delete window.DecompressionStream`})
		b.do(chromedp.Navigate(s.URL + "/d"))
		b.until(`document.getElementById("unable") && !document.getElementById("unable").hidden`)
		var works bool
		b.eval(`!document.getElementById("work").hidden`, &works)
		if works {
			t.Error("the page offers to check")
		}
	})
	t.Run("without scripts", func(t *testing.T) {
		b := open(t, look{})
		b.do(emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(s.URL+"/d"))
		for _, language := range languages {
			b.do(chromedp.WaitVisible(`#old [lang=`+language+`]`, chromedp.ByQuery))
		}
	})
}
