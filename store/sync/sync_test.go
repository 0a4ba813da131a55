package sync_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/desk/desktest"
	"medsoc/store/journal"
	"medsoc/store/registry/registrytest"
	"medsoc/store/sync"
	"medsoc/store/wire"
)

func database(b *desktest.Bench) string { return filepath.Join(b.Dir, "desk.db") }

// certified takes one person from referral to paper, with no network.
func certified(t testing.TB, b *desktest.Bench, identifier string) {
	t.Helper()
	p := desktest.Leyla()
	p.Identifier.Value = identifier
	id := b.Referred(t, p)
	b.Decided(t, id)
	if _, err := b.Issue(context.Background(), id); err != nil {
		t.Fatal(err)
	}
}

// The registry is down, three papers are issued, the registry is up: one synchronisation brings each there once, the next sends nothing.
func TestOfflineThenOneSync(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	for _, id := range []string{"5K1Z71A", "5K1Z71B", "5K1Z71C"} {
		certified(t, b, id)
	}
	var seen []int
	report, err := sync.New(b, "", registrytest.NoSleep).Run(context.Background(), func(done, total int) {
		if done > total {
			t.Errorf("%d of %d done", done, total)
		}
		seen = append(seen, done)
	})
	if err != nil || report.Refused != 0 || report.Sent == 0 || len(seen) == 0 {
		t.Fatalf("report %+v, progress %v, error %v", report, seen, err)
	}
	if refused, _ := b.Refused(context.Background(), 10); len(refused) != 0 {
		t.Errorf("refused %+v", refused)
	}
	if n := registrytest.Count(t, w.Path, `select count(*) from certificate where state = 'issued'`); n != 3 {
		t.Errorf("%d certificates at the registry", n)
	}
	if again := registrytest.Sync(t, b); again.Sent != 0 || again.Received != 0 {
		t.Errorf("the second synchronisation moved %+v", again)
	}
	if registrytest.Projection(t, w.Path) != registrytest.Projection(t, database(b)) {
		t.Error("desk and registry differ")
	}
}

// cutter answers with the first bytes of the true answer, for as many requests as it has cuts; with fair every second request is
// answered in whole.
type cutter struct {
	cuts []int
	fair bool
	all  int
}

func (c *cutter) RoundTrip(req *http.Request) (*http.Response, error) {
	c.all++
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil || len(c.cuts) == 0 || c.fair && c.all%2 == 0 {
		return res, err
	}
	n := c.cuts[0]
	c.cuts = c.cuts[1:]
	whole, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(io.MultiReader(strings.NewReader(string(whole[:min(n, len(whole)/2)])), broken{}))
	return res, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// An answer cut in the middle is asked for again, and nothing is there twice.
func TestCutAnswers(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	certified(t, b, "5K1Z71A")
	cut := &cutter{cuts: []int{0, 40, 100, 7}, fair: true}
	report, err := sync.New(b, "", registrytest.NoSleep, sync.WithTransport(cut)).Run(context.Background(), nil)
	if err != nil || report.Refused != 0 {
		t.Fatal(report, err)
	}
	if len(cut.cuts) != 0 {
		t.Fatalf("%d cuts left of %d requests: the test cut less than it meant to", len(cut.cuts), cut.all)
	}
	if registrytest.Projection(t, w.Path) != registrytest.Projection(t, database(b)) {
		t.Error("desk and registry differ")
	}
	if n := registrytest.Count(t, w.Path, `select count(*) from certificate`); n != 1 {
		t.Errorf("%d certificates", n)
	}
}

// A line that breaks for good ends the run with what to do, and the next run goes on from there.
func TestBrokenForGood(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	certified(t, b, "5K1Z71A")
	never := &cutter{cuts: make([]int, 1000)}
	_, err := sync.New(b, "", registrytest.NoSleep, sync.WithTransport(never)).Run(context.Background(), nil)
	if expertise.ErrorCode(err) != "sync.network" {
		t.Fatal(err)
	}
	if report := registrytest.Sync(t, b); report.Sent == 0 || report.Refused != 0 {
		t.Errorf("%+v", report)
	}
}

// failing answers the next requests for a path by f, and all others as before.
func failing(w *registrytest.World, times int, path string, f http.HandlerFunc) {
	through := w.Registry.Handler()
	w.Swap(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		if strings.HasPrefix(req.URL.Path, path) && times > 0 {
			times--
			f(rw, req)
			return
		}
		through.ServeHTTP(rw, req)
	}))
}

func TestBusyRegistryIsAskedAgain(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	answers := []int{500, 429, 503, 502}
	failing(w, len(answers), "/v1/ops", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "7")
		rw.WriteHeader(answers[0])
		answers = answers[1:]
	})
	var pauses []time.Duration
	record := sync.WithSleep(func(_ context.Context, d time.Duration) error { pauses = append(pauses, d); return nil })
	report, err := sync.New(b, "", record).Run(context.Background(), nil)
	if err != nil || report.Sent != 3 {
		t.Fatal(report, err)
	}
	if len(pauses) != 4 {
		t.Fatalf("pauses %v", pauses)
	}
	for _, p := range pauses {
		if p < 3500*time.Millisecond || p > 7*time.Second {
			t.Errorf("a pause of %v, asked for were 7 s", p)
		}
	}
}

func TestRegistryThatStaysBusy(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	failing(w, 1000, "/", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(500) })
	_, err := sync.New(b, "", registrytest.NoSleep).Run(context.Background(), nil)
	if expertise.ErrorCode(err) != "sync.busy" {
		t.Fatal(err)
	}
	w.Swap(w.Registry.Handler())
	if report := registrytest.Sync(t, b); report.Sent != 3 {
		t.Errorf("%+v", report)
	}
}

// A hotel's log-in page, a foreign server, a message of nonsense: nothing is kept of it, and nothing is lost.
func TestGarbage(t *testing.T) {
	page := func(media, body string, status int) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", media)
			rw.WriteHeader(status)
			io.WriteString(rw, body)
		}
	}
	cases := map[string]http.HandlerFunc{
		"log-in page":     page("text/html", "<html>Welcome", 200),
		"nonsense":        page("application/cbor", "\xff\x00nonsense", 200),
		"another message": page("application/cbor", "\xa0", 200),
		"not found":       page("text/plain", "404", 404),
		"empty problem":   page("application/cbor", "\xa0", 409),
		"leads elsewhere": func(rw http.ResponseWriter, req *http.Request) {
			http.Redirect(rw, req, "https://example.org/", http.StatusFound)
		},
		"endless": func(rw http.ResponseWriter, req *http.Request) { endless(rw) },
		"unknown encoding": func(rw http.ResponseWriter, req *http.Request) {
			rw.Header().Set("Content-Encoding", "br")
			page("application/cbor", "x", 200)(rw, req)
		},
		"broken encoding": func(rw http.ResponseWriter, req *http.Request) {
			rw.Header().Set("Content-Encoding", "zstd")
			page("application/cbor", "x", 200)(rw, req)
		},
	}
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	for _, path := range []string{"/v1/challenge", "/v1/token", "/v1/ops", "/v1/feed", "/v1/law"} {
		for name, answer := range cases {
			if name == "another message" && (path == "/v1/challenge" || path == "/v1/law") {
				continue // an empty challenge is signed and then refused by the registry itself; an empty law is none
			}
			t.Run(name+path, func(t *testing.T) {
				failing(w, 1000, path, answer)
				_, err := sync.New(b, "", registrytest.NoSleep).Run(context.Background(), nil)
				if err == nil {
					t.Fatal("no error")
				}
				if code := expertise.ErrorCode(err); !strings.HasPrefix(code, "sync.") {
					t.Errorf("code %q: %v", code, err)
				}
			})
		}
	}
	w.Swap(w.Registry.Handler())
	registrytest.Sync(t, b)
	if registrytest.Projection(t, w.Path) != registrytest.Projection(t, database(b)) {
		t.Error("desk and registry differ")
	}
}

func endless(rw http.ResponseWriter) {
	rw.Header().Set("Content-Type", "application/cbor")
	for range 9 {
		rw.Write(make([]byte, 1<<20))
	}
}

func TestAddressMustBeSafe(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	for _, url := range []string{"http://tsera.gov.az", "ftp://127.0.0.1", "tsera.gov.az", "http://127.0.0.1.example.org", "://"} {
		if _, err := sync.New(b, url, registrytest.NoSleep).Run(context.Background(), nil); expertise.ErrorCode(err) != "sync.address" {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// A registry restored from a backup announces a new epoch; desks push again, and all ends equal.
func TestRestoredRegistry(t *testing.T) {
	w := registrytest.New(t)
	a, b := w.Desk(t, 3), w.Desk(t, 3)
	certified(t, a, "5K1Z71A")
	registrytest.Sync(t, a)
	registrytest.Sync(t, b)
	backup := w.Backup(t)
	certified(t, b, "5K1Z71B")
	certified(t, a, "5K1Z71C")
	for _, d := range []*desktest.Bench{b, a, b} {
		registrytest.Sync(t, d)
	}
	restored := w.Open(t, backup)
	if err := restored.Restored(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.Swap(restored.Handler())
	for _, d := range []*desktest.Bench{a, b, a} {
		registrytest.Sync(t, d)
	}
	if n := registrytest.Count(t, backup, `select count(*) from certificate`); n != 3 {
		t.Errorf("%d certificates after the restore", n)
	}
	for name, d := range map[string]*desktest.Bench{"a": a, "b": b} {
		if registrytest.Projection(t, backup) != registrytest.Projection(t, database(d)) {
			t.Errorf("desk %s and the restored registry differ", name)
		}
	}
}

// A registry that goes back to an old state, or tells another history, without a new epoch is noticed, and nothing of it is used.
func TestRewrittenHistory(t *testing.T) {
	w := registrytest.New(t)
	a, b := w.Desk(t, 3), w.Desk(t, 3)
	registrytest.Sync(t, a)
	old := w.Backup(t)
	certified(t, a, "5K1Z71A")
	registrytest.Sync(t, a)
	before := registrytest.Projection(t, database(a))

	w.Swap(w.Open(t, old).Handler())
	run := func() error {
		_, err := sync.New(a, "", registrytest.NoSleep).Run(context.Background(), nil)
		return err
	}
	if err := run(); expertise.ErrorCode(err) != "sync.rewritten" {
		t.Errorf("an older history: %v", err)
	}
	for _, id := range []string{"5K1Z71B", "5K1Z71C"} {
		certified(t, b, id)
	}
	registrytest.Sync(t, b)
	if err := run(); expertise.ErrorCode(err) != "sync.rewritten" {
		t.Errorf("another history: %v", err)
	}
	if registrytest.Projection(t, database(a)) != before {
		t.Error("something of it was used")
	}
}

// A desk whose run is given up in the middle has lost nothing.
func TestGivenUp(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	ctx, cancel := context.WithCancel(context.Background())
	failing(w, 1, "/v1/feed", func(rw http.ResponseWriter, _ *http.Request) { cancel(); rw.WriteHeader(503) })
	if _, err := sync.New(b, "", registrytest.NoSleep).Run(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if report := registrytest.Sync(t, b); report.Sent != 0 {
		t.Errorf("sent again: %+v", report)
	}
}

// A wrong clock at the desk is measured and not mended.
func TestClockOffset(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	slow := sync.WithClock(func() time.Time { return w.Now().Add(-11 * time.Minute) })
	report, err := sync.New(b, "", registrytest.NoSleep, slow).Run(context.Background(), nil)
	if err != nil || report.ClockOffset < 10*time.Minute+58*time.Second || report.ClockOffset > 11*time.Minute+2*time.Second {
		t.Error(report.ClockOffset, err)
	}
	status, err := b.Status(context.Background())
	if err != nil || status.Report != report {
		t.Errorf("the desk noted %+v of %+v, %v", status.Report, report, err)
	}
}

// A registry that takes less at once gets less.
func TestHalving(t *testing.T) {
	w := registrytest.New(t)
	b := w.Desk(t, 3)
	largest, pushes := 0, 0
	through := w.Registry.Handler()
	w.Swap(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		if req.URL.Path != wire.PathOps {
			through.ServeHTTP(rw, req)
			return
		}
		body, err := wire.ReadBody(req.Body, req.Header.Get("Content-Encoding"), wire.MaxBody)
		var p wire.Push
		if err != nil || journal.Unmarshal(body, &p) != nil {
			t.Error("no push", err)
		}
		if pushes++; len(p.Ops) > 1 {
			problem, _ := journal.Marshal(wire.Problem{Code: wire.ProblemSize, Text: "less"})
			rw.Header().Set("Content-Type", wire.Media)
			rw.WriteHeader(http.StatusRequestEntityTooLarge)
			rw.Write(problem)
			return
		}
		largest = max(largest, len(p.Ops))
		req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		req.Header.Del("Content-Encoding")
		through.ServeHTTP(rw, req)
	}))
	if report := registrytest.Sync(t, b); report.Sent != 3 || largest != 1 || pushes != 4 {
		t.Errorf("%+v in %d pushes, the largest of %d", report, pushes, largest)
	}
}

// The trust bundle is fetched as the registry published it, over a line that breaks, and nothing else is taken for it.
func TestFetchTrust(t *testing.T) {
	w := registrytest.New(t)
	for range 3 {
		w.Desk(t, 3) // so that the bundle is long enough to be cut and compressed
	}
	cut := &cutter{cuts: []int{40, 100}, fair: false}
	file, err := sync.FetchTrust(context.Background(), w.URL, registrytest.NoSleep, sync.WithTransport(cut))
	if err != nil || cut.all != 3 {
		t.Fatal(err, cut.all)
	}
	bundle, err := seal.ParseBundle(file, w.Keys.Root)
	if err != nil || len(bundle.Signers) != 3 {
		t.Error(bundle, err)
	}
}

// Who receives papers has no desk to go on working at: each failure says what a receiver can do.
func TestFetchTrustSpeaksToAReceiver(t *testing.T) {
	w := registrytest.New(t)
	fetch := func(url string, options ...sync.Option) error {
		data, err := sync.FetchTrust(context.Background(), url, append(options, registrytest.NoSleep)...)
		if data != nil {
			t.Error("data with an error")
		}
		for _, word := range []string{"go on working", "synchronise", "kept here"} {
			if err != nil && strings.Contains(err.Error(), word) {
				t.Errorf("desk's words: %v", err)
			}
		}
		return err
	}
	for want, answer := range map[string]http.HandlerFunc{
		"sync.trust": func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(500) },
		"sync.trust.not": func(rw http.ResponseWriter, req *http.Request) {
			http.Redirect(rw, req, "https://example.org/", http.StatusFound)
		},
	} {
		failing(w, 100, "/v1/trust", answer)
		if err := fetch(w.URL); expertise.ErrorCode(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	w.Swap(w.Registry.Handler())
	if err := fetch(w.URL, sync.WithTransport(&cutter{cuts: make([]int, 1000)})); expertise.ErrorCode(err) != "sync.trust" {
		t.Errorf("cut: %v", err)
	}
	asked := 0
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	if err := fetch(secure.URL); expertise.ErrorCode(err) != "sync.tls" || asked != 0 {
		t.Errorf("an untrusted certificate: %v", err)
	}
	if err := fetch(strings.Replace(w.URL, "http://", "https://", 1)); expertise.ErrorCode(err) != "sync.trust.not" {
		t.Errorf("a server without a certificate: %v", err)
	}
}
