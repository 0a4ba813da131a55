package web_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"medsoc/assets/web"
)

func get(t *testing.T, address, etag string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, address, nil)
	req.Header.Set("If-None-Match", etag)
	w := httptest.NewRecorder()
	web.Handler().ServeHTTP(w, req)
	return w
}

// Every file that another one names is served, and is kept by the worker: a page without a network lacks none of its parts.
func TestEveryPartIsServedAndKept(t *testing.T) {
	worker := get(t, "/d/worker.js", "").Body.String()
	named := regexp.MustCompile(`(?:from |href=|src=|import )"([./][^"]+)"`)
	files, err := filepath.Glob("*.js")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("text/*.js")
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]bool{"/d": true}
	for _, file := range append(append(files, more...), "index.html") {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range named.FindAllStringSubmatch(string(content), -1) {
			address := match[1]
			if !strings.HasPrefix(address, "/") {
				address = path.Join("/d", path.Dir(file), address)
			}
			parts[address] = true
		}
	}
	if len(parts) < 25 {
		t.Fatalf("found only %d parts", len(parts))
	}
	for part := range parts {
		if res := get(t, part, ""); res.Code != 200 || res.Body.Len() == 0 {
			t.Errorf("%s: %d", part, res.Code)
		}
		if !strings.Contains(worker, `"`+part+`"`) {
			t.Errorf("the worker does not keep %s", part)
		}
	}
}

func TestHandler(t *testing.T) {
	for address, media := range map[string]string{"/d": "text/html", "/d/page.js": "text/javascript", "/d/worker.js": "text/javascript",
		"/d/page.css": "text/css", "/d/mark.svg": "image/svg+xml", "/d/text/kk.js": "text/javascript"} {
		if res := get(t, address, ""); res.Code != 200 || !strings.HasPrefix(res.Header().Get("Content-Type"), media) {
			t.Errorf("%s: %d %s", address, res.Code, res.Header().Get("Content-Type"))
		}
	}
	for _, address := range []string{"/d/", "/d/index.html", "/d/web.go", "/d/text", "/d/text/", "/d/../web.go", "/d/none.js"} {
		if res := get(t, address, ""); res.Code != 404 {
			t.Errorf("%s: %d", address, res.Code)
		}
	}
	first := get(t, "/d/page.js", "")
	if again := get(t, "/d/page.js", first.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
	// The worker may keep the page, which lies above its own folder.
	if allowed := get(t, "/d/worker.js", "").Header().Get("Service-Worker-Allowed"); allowed != "/d" {
		t.Errorf("worker allowed for %q", allowed)
	}
}
