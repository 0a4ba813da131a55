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
	"medsoc/expertise"
)

// act prolongs everything that ends in November 2028 by 6 months.
var act = seal.Act{
	ID: "act-1", Title: map[string]string{"az": "Qərar 1", "en": "Decision 1"},
	From: expertise.MustDate("2028-11-01"), To: expertise.MustDate("2028-11-30"), Months: 6,
}

// Each row differs from the ordinary certificate, checked on the day of issue, by what it says.
func TestVerdicts(t *testing.T) {
	type change struct {
		claims  func(*seal.Claims)
		content func(*seal.BundleContent)
		sealed  func([]byte) []byte
		at      time.Time
		grace   time.Duration
	}
	status := func(s seal.Status) func(*seal.BundleContent) {
		return func(c *seal.BundleContent) { _ = c.Status.Set(1004, s) }
	}
	issued := func(at time.Time, s seal.Status, acts ...seal.Act) func(*seal.BundleContent) {
		return func(c *seal.BundleContent) {
			c.Issued, c.Expires, c.Acts = at, at.AddDate(0, 1, 0), acts
			_ = c.Status.Set(1004, s)
		}
	}
	lastMoment := time.Date(2028, 11, 11, 19, 59, 59, 0, time.UTC) // 23:59:59 in Baku
	extendedEnd := time.Date(2029, 5, 11, 19, 59, 59, 0, time.UTC)
	late := sealtest.Now.AddDate(0, 0, 12)
	tests := []struct {
		name   string
		change change
		want   seal.Code
		reason string
		exit   int
	}{
		{"in order", change{}, seal.Current, "current", 0},
		{"last second of the last day", change{at: lastMoment, content: issued(lastMoment, 0)}, seal.Current, "current", 0},
		{"midnight after it", change{at: lastMoment.Add(time.Second), content: issued(lastMoment, 0)}, seal.Expired, "expired", 1},
		{"prolonged by an act", change{at: lastMoment.Add(time.Hour), content: issued(lastMoment, 0, act)}, seal.Extended, "extended", 0},
		{"an act does not matter before the end", change{content: issued(sealtest.Now, 0, act)}, seal.Current, "current", 0},
		{"last second of the act", change{at: extendedEnd, content: issued(extendedEnd, 0, act)}, seal.Extended, "extended", 0},
		{"past the act", change{at: extendedEnd.Add(time.Second), content: issued(extendedEnd, 0, act)}, seal.Expired, "expired", 1},
		{"prolonged, list too old", change{at: lastMoment.Add(time.Hour), content: issued(lastMoment.AddDate(0, 0, -20), 0, act)}, seal.Extended, "list-old", 1},
		{"list too old", change{at: late}, seal.StatusUnknown, "list-old", 1},
		{"a receiver with more patience", change{at: late, grace: 30 * 24 * time.Hour}, seal.Current, "current", 0},
		{"the publisher's limit holds too", change{at: late.AddDate(0, 1, 0), grace: 9999 * time.Hour}, seal.StatusUnknown, "list-old", 1},
		{"revoked", change{content: status(1)}, seal.Revoked, "revoked", 1},
		{"disputed", change{content: status(2)}, seal.Disputed, "disputed", 1},
		{"not registered", change{content: status(3)}, seal.Unregistered, "unregistered", 1},
		{"index beyond the list", change{content: func(c *seal.BundleContent) { c.Status = seal.NewStatusList(100) }}, seal.Unregistered, "newer-than-list", 1},
		{"sealed after the list", change{content: issued(sealtest.Now.Add(-time.Hour), 0)}, seal.Unregistered, "newer-than-list", 1},
		{"clocks a little apart", change{content: issued(sealtest.Now.Add(-5*time.Minute), 0)}, seal.Current, "current", 0},
		{"signer revoked before", change{content: func(c *seal.BundleContent) { c.Signers[0].RevokedSince = sealtest.Now.Add(-time.Hour) }}, seal.SignerUnknown, "signer-revoked", 1},
		{"signer revoked later", change{content: func(c *seal.BundleContent) { c.Signers[0].RevokedSince = sealtest.Now.Add(time.Hour) }}, seal.Current, "current", 0},
		{"signer not in the bundle", change{content: func(c *seal.BundleContent) { c.Signers = nil }}, seal.SignerUnknown, "signer", 1},
		{"without term", change{claims: func(c *seal.Claims) { c.SetTerm(expertise.Date{}, nil) }, at: sealtest.Now.AddDate(90, 0, 0),
			content: issued(sealtest.Now.AddDate(90, 0, 0), 0)}, seal.Current, "current", 0},
		{"signature changed", change{sealed: flip(-1)}, seal.SignatureWrong, "signature", 1},
		{"key id damaged", change{sealed: flip(10)}, seal.SignatureWrong, "signature", 1},
		{"truncated", change{sealed: func(b []byte) []byte { return b[:len(b)-1] }}, seal.Unreadable, "seal", 1},
		{"trailing byte", change{sealed: func(b []byte) []byte { return append(b, 0) }}, seal.Unreadable, "seal", 1},
		{"empty", change{sealed: func(b []byte) []byte { return nil }}, seal.Unreadable, "seal", 1},
		// Precedence: what comes first in the published order wins.
		{"signature before revoked", change{sealed: flip(-1), content: status(1)}, seal.SignatureWrong, "signature", 1},
		{"unknown signer before revoked", change{content: func(c *seal.BundleContent) { c.Signers = nil; _ = c.Status.Set(1004, 1) }}, seal.SignerUnknown, "signer", 1},
		{"revoked before expired", change{at: extendedEnd.Add(time.Hour), content: issued(extendedEnd, 1)}, seal.Revoked, "revoked", 1},
		{"revoked stands though the list is old", change{at: late, content: status(1)}, seal.Revoked, "revoked", 1},
		{"revoked before newer than the list", change{content: issued(sealtest.Now.Add(-time.Hour), 1)}, seal.Revoked, "revoked", 1},
		{"disputed before expired", change{at: extendedEnd.Add(time.Hour), content: issued(extendedEnd, 2)}, seal.Disputed, "disputed", 1},
		{"unregistered before expired", change{at: extendedEnd.Add(time.Hour), content: issued(extendedEnd, 3)}, seal.Unregistered, "unregistered", 1},
		{"expired before status unknown", change{at: extendedEnd.Add(time.Hour), content: issued(sealtest.Now, 0)}, seal.Expired, "expired", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := sealtest.New(false)
			claims, content := w.Claims(), w.Content()
			if test.change.claims != nil {
				test.change.claims(&claims)
			}
			if test.change.content != nil {
				test.change.content(&content)
			}
			sealed := w.Seal(claims)
			if test.change.sealed != nil {
				sealed = test.change.sealed(sealed)
			}
			at := test.change.at
			if at.IsZero() {
				at = sealtest.Now.Add(2 * time.Minute)
			}
			v := seal.Verify(sealed, w.Bundle(content), at, seal.Policy{Grace: test.change.grace})
			if v.Code != test.want || v.Reason != test.reason || v.ExitCode() != test.exit {
				t.Fatalf("got %s (%s), exit %d; want %s (%s), exit %d", v.Code, v.Reason, v.ExitCode(), test.want, test.reason, test.exit)
			}
			genuine := strings.HasPrefix(string(v.Code), "genuine-")
			if genuine != (v.Claims != nil) {
				t.Errorf("claims shown: %v, genuine: %v", v.Claims != nil, genuine)
			}
			if v.Code == seal.Extended && v.ExtendedUntil != expertise.MustDate("2029-05-11") {
				t.Errorf("extended until %s", v.ExtendedUntil)
			}
			if strings.Contains(v.Sentence(), "{") || len(v.Sentence()) < 20 {
				t.Errorf("sentence %q", v.Sentence())
			}
		})
	}
}

func flip(i int) func([]byte) []byte {
	return func(b []byte) []byte {
		b[(i+len(b))%len(b)] ^= 1
		return b
	}
}

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
