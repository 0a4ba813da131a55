package webtest

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"medsoc/certs/seal"
)

// The page is a stranger's only protection, so its policy lets nothing in and nothing out.
func TestPolicy(t *testing.T) {
	w, s := worldSite(t, false)
	for _, path := range []string{"/d", "/d/page.js", "/d/worker.js", "/d/text/uk.js", "/d/page.css"} {
		res, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		policy := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} {
			if res.StatusCode != 200 || !strings.Contains(policy+";", want+";") {
				t.Errorf("%s: %d, %q lacks %s", path, res.StatusCode, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") || res.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %v", path, res.Header)
		}
	}
	// What an attacker would try in the page is stopped by the browser.
	b := open(t, look{at: now, before: `window.stopped = []; addEventListener("securitypolicyviolation", (e) => stopped.push(e.effectiveDirective));`})
	b.visit(s.address(w.Seal(w.Claims())))
	var stopped []string
	b.eval(`(async () => {
		const before = stopped.length;
		const script = document.createElement("script"); script.textContent = "window.broken = true"; document.body.append(script);
		const line = document.createElement("p"); line.setAttribute("style", "color: red"); document.body.append(line);
		const frame = document.createElement("iframe"); frame.src = "/d"; document.body.append(frame);
		const picture = document.createElement("img"); picture.src = "https://127.0.0.1:9/x.png"; document.body.append(picture);
		await fetch("https://127.0.0.1:9/").catch(() => {});
		try { document.body.setAttribute("onclick", "window.broken = true"); document.body.click(); } catch {}
		await new Promise((resolve) => setTimeout(resolve, 100));
		return before || window.broken ? ["the page itself broke the policy"] : stopped;
	})()`, &stopped)
	got := strings.Join(stopped, " ")
	for _, want := range []string{"script-src-elem", "style-src-attr", "frame-src", "img-src", "connect-src", "script-src-attr"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not stopped: %v", want, stopped)
		}
	}
}

// Nothing of the code and nobody's name leaves the browser, and nothing is asked of another host.
func TestNothingIsSent(t *testing.T) {
	w, s := worldSite(t, false)
	digits := seal.Digits(w.Seal(w.Claims()))
	b := open(t, look{at: now, before: `window.asked = [];
		new PerformanceObserver((list) => asked.push(...list.getEntries().map((e) => e.name))).observe({type: "resource", buffered: true});`})
	b.visit(s.URL + "/d#" + digits)
	for _, r := range s.requests() {
		if r.method != "GET" || r.query != "" || r.body != "" || r.cookie != "" || strings.Contains(r.path, digits[:20]) {
			t.Errorf("sent: %+v", r)
		}
	}
	var asked []string
	b.eval(`asked`, &asked)
	for _, url := range asked {
		if !strings.HasPrefix(url, s.URL+"/") {
			t.Errorf("asked for %s", url)
		}
	}
	var kept string
	b.eval(`document.cookie + localStorage.length + sessionStorage.length`, &kept)
	if kept != "00" || len(asked) < 10 {
		t.Errorf("kept %q, asked for %d files", kept, len(asked))
	}
}

// The page's files name no other host, and write nothing that came from outside as markup.
func TestFilesAreOurOwn(t *testing.T) {
	elsewhere := regexp.MustCompile(`https?://[a-z]`)
	for _, name := range []string{"index.html", "page.css", "page.js", "show.js", "worker.js", "trust.js", "words.js", "picture.js"} {
		content := asset(t, name)
		for _, forbidden := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "javascript:", "style=", "localStorage", "cookie", "sendBeacon", `"POST"`} {
			if strings.Contains(content, forbidden) {
				t.Errorf("%s contains %s", name, forbidden)
			}
		}
		if elsewhere.MatchString(content) {
			t.Errorf("%s names another host", name)
		}
	}
}
