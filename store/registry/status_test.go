package registry_test

import (
	"bytes"
	"encoding/hex"
	"net/http"
	"strconv"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/registry/registrytest"
	"medsoc/store/sync"
	"medsoc/store/wire"

	"github.com/fxamacker/cbor/v2"
	"github.com/veraison/go-cose"
)

// The example of a status list token in CWT form from draft-ietf-oauth-status-list, section 5.2, and its list of two bits, section 4.1.
const (
	draftToken = "d2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b637774a1044231325850a502782168747470733a2f2f6578616d706c652e636f6d2f7374617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda2646269747301636c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772ce2bf3a12e0323ded7c982c5e101a5e67f0cbc1e2b6f57ce99c279"
	draftList  = "78da3be9f2130003df0207"
)

// listToken is what a reader of the draft takes out of a token.
type listToken struct {
	Subject  string `cbor:"2,keyasint"`
	Expires  int64  `cbor:"4,keyasint"`
	Issued   int64  `cbor:"6,keyasint"`
	Lifetime uint64 `cbor:"65534,keyasint"`
	List     struct {
		Bits uint   `cbor:"bits"`
		List []byte `cbor:"lst"`
	} `cbor:"65533,keyasint"`
}

func readToken(t *testing.T, data []byte) (m cose.Sign1Message, token listToken) {
	t.Helper()
	if err := m.UnmarshalCBOR(data); err != nil {
		t.Fatal(err)
	}
	if m.Headers.Protected[int64(16)] != "application/statuslist+cwt" {
		t.Errorf("type %v", m.Headers.Protected[int64(16)])
	}
	mode, err := cbor.DecOptions{ExtraReturnErrors: cbor.ExtraDecErrorUnknownField}.DecMode()
	if err != nil {
		t.Fatal(err)
	}
	if err := mode.Unmarshal(m.Payload, &token); err != nil {
		t.Fatal(err)
	}
	return m, token
}

// Whoever reads the draft's own example reads ours by the same code.
func TestStatusListTokenOfTheDraft(t *testing.T) {
	example, err := hex.DecodeString(draftToken)
	if err != nil {
		t.Fatal(err)
	}
	if _, token := readToken(t, example); token.Subject != "https://example.com/statuslists/1" || token.Issued != 1686920170 || token.Expires != 2291720170 ||
		token.Lifetime != 43200 || token.List.Bits != 1 {
		t.Fatalf("the draft's example reads as %+v", token)
	}
	compressed, err := hex.DecodeString(draftList)
	if err != nil {
		t.Fatal(err)
	}
	list, err := seal.ParseStatusList(compressed)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []seal.Status{1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3} {
		if got, ok := list.At(uint64(i)); !ok || got != want {
			t.Errorf("entry %d of the draft's list is %d, want %d", i, got, want)
		}
	}

	w := registrytest.New(t)
	b, _, _, sealed := issued(t, w)
	registrytest.Sync(t, b)
	res, data := get(t, w.URL+"/s")
	m, token := readToken(t, data)
	verifier, err := cose.NewVerifier(cose.AlgorithmES256, w.Keys.Publisher.Certificate.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Verify(nil, verifier); err != nil {
		t.Error(err)
	}
	claims, err := seal.Peek(sealed)
	if err != nil {
		t.Fatal(err)
	}
	if token.Subject != "https://tsera.gov.az/s" || token.List.Bits != 2 || token.Lifetime == 0 || token.Expires <= token.Issued || token.List.List[0] != 0x78 || token.List.List[1] != 0xda {
		t.Errorf("our token reads as %+v", token)
	}
	ours, err := seal.ParseStatusList(token.List.List)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := ours.At(claims.StatusIndex); !ok || got != seal.StatusValid {
		t.Errorf("the paper's entry is %d", got)
	}
	if res.Header.Get("Content-Type") != "application/statuslist+cwt" || data[0] != 0xd2 {
		t.Errorf("%v, first byte %x", res.Header, data[0])
	}
	if res, _ := get(t, w.URL+"/s?time=1686925000"); res.StatusCode != http.StatusNotImplemented {
		t.Errorf("a list of the past: %d", res.StatusCode)
	}
}

func TestListsAreCached(t *testing.T) {
	w := registrytest.New(t)
	b, id, _, _ := issued(t, w)
	ask := func(path, tag string) *http.Response {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("If-None-Match", tag)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res
	}
	for path, age := range map[string]int{"/s": 300, wire.PathTrust: 0} {
		first := ask(path, "")
		tag := first.Header.Get("ETag")
		if first.StatusCode != 200 || tag == "" || first.Header.Get("Cache-Control") != "public, max-age="+strconv.Itoa(age) || first.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d %v", path, first.StatusCode, first.Header)
		}
		if again := ask(path, tag); again.StatusCode != http.StatusNotModified || again.Header.Get("ETag") != tag {
			t.Errorf("%s again: %d", path, again.StatusCode)
		}
	}
	tag := ask(wire.PathTrust, "").Header.Get("ETag")
	registrytest.Sync(t, b)
	if err := b.Revoke(t.Context(), id, must(b.Case(t.Context(), id))(t).Certificates[0].ID, "Səhvən"); err != nil {
		t.Fatal(err)
	}
	registrytest.Sync(t, b)
	if res := ask(wire.PathTrust, tag); res.StatusCode != 200 {
		t.Errorf("after a revocation the old list is still said to be the newest: %d", res.StatusCode)
	}
	if res, _ := get(t, w.URL+"/healthz"); res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("ETag") != "" {
		t.Errorf("%v", res.Header)
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// A desk fetches the list at each synchronisation, asks for it once when nothing changed, and works on by the last good one where the list
// cannot be fetched, is somebody else's, or is older.
func TestDeskKeepsTheLastGoodList(t *testing.T) {
	ctx := t.Context()
	w := registrytest.New(t)
	b, _, _, sealed := issued(t, w)
	if s, err := b.TrustStanding(ctx); err != nil || !s.Issued.IsZero() {
		t.Errorf("before the first: %+v, %v", s, err)
	}
	if report := registrytest.Sync(t, b); !report.List {
		t.Error("the first synchronisation brought no list")
	}
	first := must(b.TrustBundle(ctx))(t)
	if report := registrytest.Sync(t, b); report.List {
		t.Error("the same list came twice")
	}
	verdict := func(grace time.Duration) seal.Verdict {
		t.Helper()
		bundle := must(seal.ParseBundle(must(b.TrustBundle(ctx))(t)))(t)
		return seal.Verify(sealed, bundle, w.Now(), seal.Policy{Grace: grace})
	}

	stranger := registrytest.New(t)
	_, foreign := get(t, stranger.URL+wire.PathTrust)
	good := w.Registry.Handler()
	answerTrust := func(answer http.HandlerFunc) {
		w.Swap(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
			if req.URL.Path == wire.PathTrust {
				answer(rw, req)
				return
			}
			good.ServeHTTP(rw, req)
		}))
	}
	w.Pass(3 * 24 * time.Hour)
	for name, c := range map[string]struct {
		answer  http.HandlerFunc
		refused string
	}{
		"out of reach": {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusServiceUnavailable) }, ""},
		"a stranger's": {func(rw http.ResponseWriter, _ *http.Request) { rw.Write(foreign) }, "error.seal.bundle.root"},
		"damaged":      {func(rw http.ResponseWriter, _ *http.Request) { rw.Write(first[:len(first)/2]) }, "error.seal.bundle"},
	} {
		answerTrust(c.answer)
		if report := registrytest.Sync(t, b); report.List {
			t.Errorf("%s: taken", name)
		}
		s, err := b.TrustStanding(ctx)
		if err != nil || s.Age < 3*24*time.Hour || !bytes.Equal(must(b.TrustBundle(ctx))(t), first) {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
		if key := textKey(s.Refused); c.refused != "" && key != c.refused {
			t.Errorf("%s: refused by %q", name, key)
		}
	}
	// The office goes on, and is told how old its list is; past its own grace a paper's status is unknown.
	if v := verdict(0); v.Code != seal.Current || v.ListAge < 3*24*time.Hour || v.TextArgs("en")["days"] != "3" {
		t.Errorf("%s, list of %v", v.Code, v.ListAge)
	}
	if v := verdict(24 * time.Hour); v.Code != seal.StatusUnknown {
		t.Errorf("past the grace: %s", v.Code)
	}

	w.Swap(good)
	if report := registrytest.Sync(t, b); !report.List {
		t.Error("the list of today did not come")
	}
	s := must(b.TrustStanding(ctx))(t)
	if s.Refused != nil || s.Age > time.Hour {
		t.Errorf("%+v", s)
	}
	if err := b.KeepTrustBundle(ctx, first); textKey(err) != "error.seal.bundle.old" {
		t.Errorf("a way back to the older list: %v", err)
	}
	// Even a list past its own end is one's last good one: the verdict says so, and the next one is taken.
	w.Pass(60 * 24 * time.Hour)
	if v := verdict(1000 * 24 * time.Hour); v.Code != seal.StatusUnknown {
		t.Errorf("by an expired list: %s", v.Code)
	}
	if report := registrytest.Sync(t, b); !report.List {
		t.Error("no list came after the old one had expired")
	}
}

// A clock that is days behind takes no list, because it could not tell one of next year; it says what to set.
func TestListFromTheFuture(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	registrytest.Sync(t, b)
	w.Pass(10 * 24 * time.Hour)
	file := must(sync.FetchTrust(t.Context(), w.URL))(t)
	w.Pass(-5 * 24 * time.Hour)
	if err := b.KeepTrustBundle(t.Context(), file); textKey(err) != "error.seal.bundle.clock" {
		t.Error(err)
	}
}

// A seal does not say the cause, so an act for some causes only extends no paper by itself; one for terms begun by a day does.
func TestActsInTheBundle(t *testing.T) {
	ctx := t.Context()
	w := registrytest.New(t)
	window := expertise.Extension{Title: map[string]string{"az": "Qərar", "en": "Decision"}, Basis: "Decision 1", From: expertise.MustDate("2026-01-01"),
		To: expertise.MustDate("2030-12-31"), Months: 12}
	causes, begun := window, window
	causes.ID, causes.Causes = "causes", []string{"general"}
	begun.ID, begun.EstablishedBy = "begun", expertise.MustDate("2026-06-30")
	for _, x := range []expertise.Extension{causes, begun} {
		if err := w.Registry.Enact(ctx, x); err != nil {
			t.Fatal(err)
		}
	}
	b := must(seal.ParseBundle(must(sync.FetchTrust(ctx, w.URL))(t)))(t)
	if len(b.Acts) != 1 || b.Acts[0].ID != "begun" || b.Acts[0].EstablishedBy != begun.EstablishedBy {
		t.Errorf("%+v", b.Acts)
	}
}

// After a restore the desk sends everything again by itself, and its report says so once.
func TestNewEpochIsReported(t *testing.T) {
	w := registrytest.New(t)
	b, _, _, _ := issued(t, w)
	if report := registrytest.Sync(t, b); report.Epoch {
		t.Error("a first synchronisation is no new epoch")
	}
	if err := w.Registry.Restored(t.Context()); err != nil {
		t.Fatal(err)
	}
	if report := registrytest.Sync(t, b); !report.Epoch {
		t.Error("the new epoch is not told")
	}
	if report := registrytest.Sync(t, b); report.Epoch {
		t.Error("told twice")
	}
}
