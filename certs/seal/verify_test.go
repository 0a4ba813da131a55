package seal_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

func TestWithoutBundleNobodyIsKnown(t *testing.T) {
	w := sealtest.New(true)
	v := seal.Verify(w.Seal(w.Claims()), nil, sealtest.Now, seal.Policy{})
	if v.Code != seal.SignerUnknown || v.Reason != "no-bundle" || v.ExitCode() != 1 || v.Claims != nil {
		t.Errorf("got %+v", v)
	}
}

// A sample root makes sample seals and no others; the flag of the claims, the signer and the root must agree.
func TestSamplesStaySamples(t *testing.T) {
	real, sample := sealtest.New(false), sealtest.New(true)
	claims := sample.Claims()
	claims.Sample = false
	if _, err := seal.Seal(claims, sample.Signer); err == nil {
		t.Error("a sample signer sealed a real paper")
	}
	v := seal.Verify(sample.Seal(sample.Claims()), sample.Bundle(sample.Content()), sealtest.Now, seal.Policy{})
	if v.Code != seal.Current || !v.Sample || !strings.Contains(v.Sentence(), "sample") {
		t.Errorf("got %+v", v)
	}
	// A real root's bundle that lists the sample signer does not make it known.
	content := real.Content()
	content.Signers = append(content.Signers, seal.SignerEntry{Certificate: sample.SignerCertificate.DER()})
	v = seal.Verify(sample.Seal(sample.Claims()), real.Bundle(content), sealtest.Now, seal.Policy{})
	if v.Code != seal.SignerUnknown {
		t.Errorf("got %s (%s)", v.Code, v.Reason)
	}
}

// A signer cannot reach beyond its scope even with its own right signature: the claims are sealed by hand under a wider
// certificate of the same key, and checked against the narrow one.
func TestOutsideTheScopeTheSignerIsUnknown(t *testing.T) {
	w := sealtest.New(false)
	for name, change := range map[string]func(*seal.Claims){
		"number":     func(c *seal.Claims) { c.Number = sealtest.Scope.NumberTo + 1 },
		"index":      func(c *seal.Claims) { c.StatusIndex = sealtest.Scope.IndexTo + 1 },
		"commission": func(c *seal.Claims) { c.Commission = 8 },
	} {
		claims := w.Claims()
		change(&claims)
		if _, err := seal.Seal(claims, w.Signer); err == nil {
			t.Errorf("%s: sealed outside the scope", name)
		}
		if v := seal.Verify(seal.SealUnchecked(claims, w.Signer), w.Bundle(w.Content()), sealtest.Now, seal.Policy{}); v.Code != seal.SignerUnknown || v.Reason != "scope" || v.Claims != nil {
			t.Errorf("%s: got %s (%s)", name, v.Code, v.Reason)
		}
	}
	claims := w.Claims()
	claims.Issued = sealtest.Now.AddDate(0, 3, 0)
	if _, err := seal.Seal(claims, w.Signer); err == nil {
		t.Error("sealed after the signer's end")
	}
	if v := seal.Verify(seal.SealUnchecked(claims, w.Signer), w.Bundle(w.Content()), sealtest.Now, seal.Policy{}); v.Code != seal.SignerUnknown || v.Reason != "signer-time" {
		t.Errorf("got %s (%s)", v.Code, v.Reason)
	}
}

func TestEveryChangedBitIsRefused(t *testing.T) {
	w := sealtest.New(true)
	bundle := w.Bundle(w.Content())
	sealed := w.Seal(w.Claims())
	for i := range sealed {
		for bit := range 8 {
			changed := append([]byte(nil), sealed...)
			changed[i] ^= 1 << bit
			v := seal.Verify(changed, bundle, sealtest.Now, seal.Policy{})
			if v.Code != seal.SignatureWrong && v.Code != seal.Unreadable || v.ExitCode() != 1 || v.Claims != nil {
				t.Fatalf("byte %d bit %d: %s (%s)", i, bit, v.Code, v.Reason)
			}
		}
	}
}

// Every digit, changed to every other one, ends as a changed or a damaged seal, with exit code 1.
func TestEveryChangedDigitIsRefused(t *testing.T) {
	w := sealtest.New(true)
	bundle := w.Bundle(w.Content())
	text := seal.QRText("tibbi.gov.az", w.Seal(w.Claims()))
	for i := strings.IndexByte(text, '#') + 1; i < len(text); i++ {
		for by := range byte(9) {
			changed := text[:i] + string('0'+(text[i]-'0'+1+by)%10) + text[i+1:]
			sealed, err := seal.Find(changed)
			v := seal.NotFound(err)
			if err == nil {
				v = seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{})
			}
			if v.Code != seal.SignatureWrong && v.Code != seal.Unreadable || v.ExitCode() != 1 {
				t.Fatalf("digit %d: %s (%s), exit %d", i, v.Code, v.Reason, v.ExitCode())
			}
		}
	}
}

func TestVerdictAsJSON(t *testing.T) {
	w := sealtest.New(true)
	v := seal.Verify(w.Seal(w.Claims()), w.Bundle(w.Content()), sealtest.Now.Add(time.Hour), seal.Policy{})
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"verdict":"genuine-current"`, `"reason":"current"`, `"sample":true`, `"surname":"Məmmədov"`, `"until":"2028-11-11"`, `"number":2026000005`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s is missing in %s", want, data)
		}
	}
}

// Every verdict and every reason that Verify gives has its words.
func TestEveryVerdictHasWords(t *testing.T) {
	for _, code := range seal.Codes {
		if seal.English()[code] == "" {
			t.Errorf("no words for %s", code)
		}
	}
	if len(seal.English()) != len(seal.Codes) {
		t.Error("words for a verdict that does not exist")
	}
	for _, err := range []error{seal.ErrNoCode, seal.ErrOtherCode, seal.ErrFile, seal.ErrTooLarge} {
		if v := seal.NotFound(err); v.ExitCode() != 2 || seal.Reasons()[v.Reason] == "" || err.Error() == "" {
			t.Errorf("%v: %s", err, v.Sentence())
		}
	}
	for key, text := range seal.ErrorSentences() {
		if text == "" {
			t.Errorf("no sentence for %s", key)
		}
	}
}

// Every code and reason that this package's source gives has a sentence; a typing mistake would give an empty one.
func TestEveryErrorInTheSourceHasASentence(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	failing := regexp.MustCompile(`fail\("([a-z.]+)"`)
	reason := regexp.MustCompile(`Reason(?:: | = [A-Za-z]+, )"([a-z-]+)"`)
	codes, reasons := 0, 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range failing.FindAllSubmatch(source, -1) {
			if codes++; seal.ErrorSentences()["error.seal."+string(match[1])] == "" {
				t.Errorf("%s: no sentence for %q", file, match[1])
			}
		}
		for _, match := range reason.FindAllSubmatch(source, -1) {
			if reasons++; seal.Reasons()[string(match[1])] == "" {
				t.Errorf("%s: no sentence for the reason %q", file, match[1])
			}
		}
	}
	if codes < 30 || reasons < 15 {
		t.Errorf("found only %d codes and %d reasons: the search is broken", codes, reasons)
	}
}
