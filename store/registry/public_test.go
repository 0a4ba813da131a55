package registry_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
	"medsoc/store/desk/desktest"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/registry"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"
)

func get(t testing.TB, url string) (*http.Response, []byte) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, body
}

func post(t testing.TB, url, media, token string, body []byte) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", media)
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		t.Fatalf("status %d: %v", res.StatusCode, err)
	}
	return res.StatusCode, answer
}

// issued makes a desk with one paper, synchronised, and gives its sealed bytes.
func issued(t testing.TB, w *registrytest.World) (b *desktest.Bench, id expertise.CaseID, certificate expertise.CertificateID, sealed []byte) {
	t.Helper()
	ctx := context.Background()
	b = w.Desk(t, 3)
	id = b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	certificate, err := b.Issue(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	c, err := b.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return b, id, certificate, c.Certificates[0].Personal.Sealed
}

func TestVerifyOverALife(t *testing.T) {
	w := registrytest.New(t)
	b, id, certificate, sealed := issued(t, w)
	text := seal.QRText("tsera.gov.az", sealed)
	want := func(when string, code seal.Code) map[string]any {
		t.Helper()
		body, _ := json.Marshal(map[string]string{"text": text})
		status, answer := post(t, w.URL+wire.PathVerify, "application/json", "", body)
		if status != 200 || answer["verdict"] != string(code) {
			t.Errorf("%s: %d %v, want %s", when, status, answer, code)
		}
		_, file := get(t, w.URL+wire.PathTrust)
		bundle, err := seal.ParseBundle(file, w.Keys.Root)
		if err != nil {
			t.Fatal(err)
		}
		if v := seal.Verify(sealed, bundle, w.Now(), seal.Policy{}); v.Code != code {
			t.Errorf("%s, by the bundle: %s", when, v.Code)
		}
		return answer
	}
	want("before the synchronisation", seal.Unregistered)
	registrytest.Sync(t, b)
	answer := want("after it", seal.Current)
	words := answer["words"].(map[string]any)
	for _, language := range []string{"az", "en"} {
		said := words[language].(map[string]any)
		if said["verdict"] == "" || said["outcome"] == "" || said["commission"] == "" {
			t.Errorf("%s: %v", language, said)
		}
	}
	claims := answer["claims"].(map[string]any)
	if name := claims["name"].(map[string]any); name["surname"] != "Əliyeva" || answer["sample"] != true {
		t.Errorf("%v", answer)
	}
	w.Pass(time.Minute)
	for _, c := range []struct {
		when    string
		since   time.Time
		dispute bool
		want    seal.Code
	}{
		{"sealed before the signer was revoked", w.Now(), false, seal.Current},
		{"a thief may have dated papers back", w.Now(), true, seal.Disputed},
		{"after the review", w.Now(), false, seal.Current},
		{"doubted a second time", w.Now(), true, seal.Disputed},
	} {
		if err := w.Registry.RevokeSigner(context.Background(), b.About().Desk, c.since, c.dispute); err != nil {
			t.Fatal(err)
		}
		want(c.when, c.want)
	}
	if err := b.Revoke(context.Background(), id, certificate, "issued by mistake"); err != nil {
		t.Fatal(err)
	}
	registrytest.Sync(t, b)
	want("after it was revoked", seal.Revoked)
	at := len(text) - 40
	text = text[:at] + string('0'+(text[at]-'0'+1)%10) + text[at+1:]
	sealed, err := seal.Find(text)
	if err == nil {
		want("changed", seal.SignatureWrong)
	}
	text, sealed = "https://example.org/menu", nil
	body, _ := json.Marshal(map[string]string{"text": text})
	if _, answer := post(t, w.URL+wire.PathVerify, "application/json", "", body); answer["verdict"] != string(seal.OtherCode) || answer["claims"] != nil {
		t.Errorf("another code: %v", answer)
	}
}

// The public has no list to refresh and no desk to synchronise: what it is told to do must be what it can do.
func TestThePublicIsToldWhatItCanDo(t *testing.T) {
	w := registrytest.New(t)
	ask := func(sealed []byte) map[string]any {
		body, _ := json.Marshal(map[string]string{"text": seal.Digits(sealed)})
		_, answer := post(t, w.URL+wire.PathVerify, "application/json", "", body)
		return answer
	}
	other := sealtest.New(true)
	_, _, _, unsent := issued(t, w)
	for code, sealed := range map[seal.Code][]byte{seal.SignerUnknown: other.Seal(other.Claims()), seal.Unregistered: unsent} {
		answer := ask(sealed)
		if answer["verdict"] != string(code) {
			t.Errorf("%v, want %s", answer, code)
		}
		for language, said := range answer["words"].(map[string]any) {
			hint, _ := said.(map[string]any)["hint"].(string)
			for _, word := range []string{"list", "bundle", "synchron", "siyahı", "Siyahı", "sinxron", "Etibar", "iş yeri"} {
				if hint == "" || strings.Contains(hint, word) {
					t.Errorf("%s, %s: %q", code, language, hint)
				}
			}
		}
		if sentence := answer["sentence"].(string); strings.Contains(sentence, "bundle") || strings.Contains(sentence, "synchron") {
			t.Errorf("%s: %q", code, sentence)
		}
	}
}

// Somebody with a desk's sealing key makes a second paper in the place of a registered one: the seal is right, and is not the registered.
func TestSecondSealInOnePlace(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	certificate, err := seal.ParseSigner(d.about.Signer)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := seal.NewSigner(certificate, d.sealing.ECDSA())
	if err != nil {
		t.Fatal(err)
	}
	sealFor := func(surname string) []byte {
		c := seal.Claims{Issuer: "tsera.gov.az", Issued: w.Now().Truncate(time.Second), Number: certificate.Scope.NumberFrom, StatusIndex: certificate.Scope.IndexFrom,
			Kind: expertise.KindCertificate, Name: seal.Name{Surname: surname, Given: "Leyla"}, Commission: 3, Sample: true}
		sealed, err := seal.Seal(c, signer)
		if err != nil {
			t.Fatal(err)
		}
		return sealed
	}
	genuine, forged := sealFor("Əliyeva"), sealFor("Quliyeva")
	paper := func(id expertise.CertificateID, sealed []byte, change func(*expertise.Certificate)) *expertise.CertificateIssued {
		hash := seal.Hash(sealed)
		c := &expertise.CertificateIssued{Certificate: expertise.Certificate{ID: id, Kind: expertise.KindCertificate, Number: certificate.Scope.NumberFrom,
			Index: certificate.Scope.IndexFrom, Decision: "d1", Commission: 3, SealHash: hex.EncodeToString(hash[:]), Issued: w.Now(), Sample: true},
			Personal: expertise.CertificatePersonal{Sealed: sealed}}
		if change != nil {
			change(&c.Certificate)
		}
		return c
	}
	d.decided("c1", "p1", "d1")
	issue := func(c *expertise.CertificateIssued) journal.Signed { return d.op(d.doctors[0], caseOf("c1"), "p1", c) }
	d.mustRefuse("registry.seal", issue(paper("x1", genuine, func(c *expertise.Certificate) { c.SealHash = strings.Repeat("0", 64) })))
	d.mustRefuse("registry.seal", issue(paper("x2", genuine, func(c *expertise.Certificate) { c.Number++ })))
	d.mustRefuse("registry.seal", issue(paper("x3", genuine, func(c *expertise.Certificate) { c.Sample = false })))
	d.mustRefuse("registry.seal", issue(paper("x4", genuine[:len(genuine)-1], nil)))
	d.mustRefuse("registry.number", issue(paper("x5", genuine, func(c *expertise.Certificate) { c.Number = certificate.Scope.NumberTo + 1 })))
	d.mustRefuse("registry.number", issue(paper("x6", genuine, func(c *expertise.Certificate) { c.Index = certificate.Scope.IndexTo + 1 })))
	d.mustRefuse("registry.commission", issue(paper("x7", genuine, func(c *expertise.Certificate) { c.Commission = 7 })))
	d.mustTake(issue(paper("x8", genuine, nil)))
	d.mustRefuse("registry.number", issue(paper("x9", forged, nil)))

	for sealed, want := range map[string]seal.Code{string(genuine): seal.Current, string(forged): seal.Disputed} {
		body, _ := json.Marshal(map[string]string{"text": seal.Digits([]byte(sealed))})
		if _, answer := post(t, w.URL+wire.PathVerify, "application/json", "", body); answer["verdict"] != string(want) {
			t.Errorf("%v, want %s", answer["verdict"], want)
		}
	}
}

func TestVerifyFiles(t *testing.T) {
	w := registrytest.New(t)
	for media, body := range map[string]string{"application/pdf": "%PDF-1.4 nothing", "image/png": "\x89PNG nothing", "image/jpeg": ""} {
		if status, answer := post(t, w.URL+wire.PathVerify, media, "", []byte(body)); status != 200 || answer["verdict"] != string(seal.Unreadable) {
			t.Errorf("%s: %d %v", media, status, answer)
		}
	}
	if status, answer := post(t, w.URL+wire.PathVerify, "text/html", "", nil); status != 415 || answer["code"] != "media" {
		t.Errorf("%d %v", status, answer)
	}
	if status, answer := post(t, w.URL+wire.PathVerify, "application/pdf", "", make([]byte, wire.MaxBody+1)); status != 413 || answer["code"] != wire.ProblemSize {
		t.Errorf("%d %v", status, answer)
	}
	for _, body := range []string{"", "[]", `{"text":1}`, `{"text":"x","more":1}`, `{"text":"x"} {}`} {
		if status, _ := post(t, w.URL+wire.PathVerify, "application/json", "", []byte(body)); status != 400 {
			t.Errorf("%s: %d", body, status)
		}
	}
}

const leyla = `{"person":{"name":{"surname":"Əliyeva","given":"Leyla"},"sex":"female","birth":"1979-03-14","identifier":{"scheme":"fin","value":"5K1Z71A"}},
	"referral":{"number":"ignored","person":"","commission":3,"received":"2026-11-12","purpose":"first"},"narrative":{"text":"after a stroke"}}`

func TestPublicPage(t *testing.T) {
	w := registrytest.New(t)
	for path, media := range map[string]string{"/d": "text/html", "/d/page.js": "text/javascript", "/d/page.css": "text/css"} {
		res, body := get(t, w.URL+path)
		if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), media) || len(body) == 0 {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.Header.Get("Content-Type"))
		}
		csp := res.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none';") || strings.Contains(csp, "unsafe") || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, res.Header)
		}
		for _, elsewhere := range []string{"http://", "https://", "onclick", "style=", "innerHTML", "javascript:"} {
			if bytes.Contains(body, []byte(elsewhere)) {
				t.Errorf("%s contains %q", path, elsewhere)
			}
		}
	}
	for _, path := range []string{"/d/web.go", "/d/none", "/v1", "/"} {
		if res, _ := get(t, w.URL+path); res.StatusCode != 404 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if res, body := get(t, w.URL+"/healthz"); res.StatusCode != 200 || string(body) != "ok\n" {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

func TestPublicRequestsAreBounded(t *testing.T) {
	w := registrytest.New(t)
	db, err := records.Open(filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r, err := registry.Open(db, registry.Options{Keys: w.Keys, Profile: w.Profile, Host: "tsera.gov.az", Now: w.Now})
	if err != nil {
		t.Fatal(err)
	}
	w.Swap(r.Handler())
	statuses := map[int]int{}
	for range 60 {
		res, _ := get(t, w.URL+wire.PathHead)
		statuses[res.StatusCode]++
		if res.StatusCode == 429 && res.Header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
	}
	if statuses[200] < 40 || statuses[429] < 15 {
		t.Errorf("%v", statuses)
	}
	w.Pass(time.Minute)
	if res, _ := get(t, w.URL+wire.PathHead); res.StatusCode != 200 {
		t.Errorf("a minute later: %d", res.StatusCode)
	}
}

func TestKeysFile(t *testing.T) {
	keys, err := registry.NewDemonstrationKeys(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, passphrase := range []string{"", "correct horse"} {
		path := filepath.Join(t.TempDir(), "r.db.keys")
		if err := registry.SaveKeys(path, keys, []byte(passphrase)); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info.Mode(), err)
		}
		if err := registry.SaveKeys(path, keys, nil); err == nil {
			t.Error("keys were overwritten")
		}
		back, err := registry.LoadKeys(path, []byte(passphrase))
		if err != nil || back.Root.KeyID != keys.Root.KeyID || !bytes.Equal(back.Reading.Bytes(), keys.Reading.Bytes()) {
			t.Error(err)
		}
		secret, _ := keys.Head.Bytes()
		data, _ := os.ReadFile(path)
		if passphrase != "" {
			if bytes.Contains(data, secret) {
				t.Error("a key stands open in a sealed file")
			}
			for _, wrong := range []string{"", "correct horsf"} {
				if _, err := registry.LoadKeys(path, []byte(wrong)); err == nil {
					t.Errorf("opened with %q", wrong)
				}
			}
		}
		os.WriteFile(path, data[:len(data)/2], 0o600)
		if _, err := registry.LoadKeys(path, []byte(passphrase)); err == nil {
			t.Error("half a file was read")
		}
	}
}

// Keys of one registry never open the database of another.
func TestOtherKeys(t *testing.T) {
	w := registrytest.New(t)
	db, err := records.Open(w.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	keys, _ := registry.NewDemonstrationKeys(time.Now())
	if _, err := registry.Open(db, registry.Options{Keys: keys, Profile: w.Profile, Host: "x"}); err != registry.ErrOtherKeys {
		t.Error(err)
	}
}

// A fault in the program costs one answer and not the service, and says nothing of its inside.
func TestPanicIsAnAnswer(t *testing.T) {
	w := registrytest.New(t)
	db, err := records.Open(filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var log bytes.Buffer
	r, err := registry.Open(db, registry.Options{Keys: w.Keys, Host: "tsera.gov.az", Log: slog.New(slog.NewTextHandler(&log, nil))}) // no profile: referrals panic
	if err != nil {
		t.Fatal(err)
	}
	token, err := r.AddInstitution(t.Context(), "5", "Poliklinika")
	if err != nil {
		t.Fatal(err)
	}
	w.Swap(r.Handler())
	for range 2 {
		if status, answer := post(t, w.URL+wire.PathReferrals, "application/json", token, []byte(leyla)); status != 500 || answer["code"] != "internal" {
			t.Errorf("%d %v", status, answer)
		}
	}
	for _, secret := range []string{"liyeva", "5K1Z71A", token} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log names %q", secret)
		}
	}
	if !strings.Contains(log.String(), "panic") {
		t.Error("the log says nothing")
	}
}
