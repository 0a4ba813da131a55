package webtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"medsoc/assets/web"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
)

// site is a host that serves the page with a registry's word that the test writes.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	bundle []byte
	roots  [][]byte
	asked  []request
}

// request is what a browser sent.
type request struct {
	method, path string
	query, body  string
	cookie       string
}

func newSite(t testing.TB, bundle []byte, roots ...[]byte) *site {
	t.Helper()
	s := &site{bundle: bundle, roots: roots}
	mux := http.NewServeMux()
	mux.Handle("GET /d", web.Handler())
	mux.Handle("GET /d/", web.Handler())
	mux.HandleFunc("GET /v1/trust", func(w http.ResponseWriter, _ *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		w.Write(s.bundle)
	})
	mux.HandleFunc("GET /d/registry.json", func(w http.ResponseWriter, _ *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		json.NewEncoder(w).Encode(map[string]any{
			"host": "tibbi.gov.az", "languages": []string{"az", "en"}, "roots": s.roots,
			"outcomes":    map[int]map[string]string{2: {"az": "Əlillik 61-80 faiz", "en": "Disability of 61 to 80 percent"}},
			"services":    map[int]map[string]string{1: {"az": "Əlil arabası", "en": "Wheelchair"}, 4: {"az": "Protez", "en": "Prosthesis"}},
			"commissions": map[int]map[string]string{7: {"az": "Gəncə № 7", "en": "Ganja No. 7"}},
		})
	})
	mux.HandleFunc("GET /vectors.json", func(w http.ResponseWriter, req *http.Request) {
		http.ServeFile(w, req, vectorsPath)
	})
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(io.LimitReader(req.Body, 1<<20))
		s.mu.Lock()
		s.asked = append(s.asked, request{req.Method, req.URL.Path, req.URL.RawQuery, string(body), req.Header.Get("Cookie")})
		s.mu.Unlock()
		mux.ServeHTTP(w, req)
	}))
	t.Cleanup(s.Close)
	return s
}

// publish changes what the registry says.
func (s *site) publish(bundle []byte, roots ...[]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bundle, s.roots = bundle, roots
}

func (s *site) requests() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// stop ends the site; again serves the same at the same address.
func (s *site) stop() (again func(testing.TB)) {
	address, handler := s.Listener.Addr().String(), s.Config.Handler
	s.CloseClientConnections()
	s.Close()
	return func(t testing.TB) {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		s.Server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: handler}}
		s.Start()
		t.Cleanup(s.Server.Close)
	}
}

// now is the clock of tests that take the small world of sealtest.
var now = sealtest.Now.Add(2 * time.Minute)

// worldSite is a site of sealtest's world, and a paper of it.
func worldSite(t testing.TB, sample bool) (*sealtest.World, *site) {
	w := sealtest.New(sample)
	return w, newSite(t, w.BundleFile(w.Content()), w.Root.DER())
}

// programme is a paper that has everything: services, a shortened name, and it is a duplicate.
func programme(w *sealtest.World) seal.Claims {
	c := w.Claims()
	c.Kind, c.Services, c.Duplicate = expertise.KindProgramme, []int{1, 4}, true
	c.Name.Surname = string(bytes.Repeat([]byte("Şıxəlibəyli-"), 8)) + "Məmmədova"
	return c
}

// address is what the QR code of a paper opens, at this site.
func (s *site) address(sealed []byte) string { return s.URL + "/d#" + seal.Digits(sealed) }

const vectorsPath = "../../../certs/testdata/vectors.json"

func readVectors(t testing.TB) (f vectorFile) {
	t.Helper()
	data, err := os.ReadFile(vectorsPath)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// vectorFile is the part of the published vectors that the page is held to.
type vectorFile struct {
	Keys    map[string]struct{ Certificate string }
	Bundle  string
	Bundles map[string]string
	Refused map[string]string
	Vectors []vector
}

type vector struct {
	Name, Group  string
	Text, Sealed string
	Bundle       string
	At           time.Time
	Answer       json.RawMessage
}
