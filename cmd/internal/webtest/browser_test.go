// Package webtest holds the tests of the public verification page in a real browser: Debian's chromium, without a display, without a
// network, on its own empty profile.
package webtest

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is started once for all tests; each test opens a context of its own, with nothing kept from another.
var browser context.Context

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	path := chromium()
	if path == "" {
		return m.Run() // each test that needs it says so
	}
	profile, err := os.MkdirTemp("", "webtest")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(profile)
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Minute)
	defer cancel()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	ctx, cancelProcess := chromedp.NewExecAllocator(ctx, options...)
	defer cancelProcess()
	ctx, cancelBrowser := chromedp.NewContext(ctx)
	defer cancelBrowser()
	if err := chromedp.Run(ctx); err != nil {
		panic(err)
	}
	browser = ctx
	return m.Run()
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// tab is one page of the browser.
type tab struct {
	testing.TB
	ctx context.Context
}

// look is how a page is looked at.
type look struct {
	language string    // of the reader; "" for English
	at       time.Time // the device's clock; zero: the true one
	width    int       // of the screen in CSS pixels; 0 for 800
	dark     bool
	before   string // a script that runs before those of the page
}

// open makes a tab with nothing kept in it.
func open(t testing.TB, l look) *tab {
	t.Helper()
	if browser == nil {
		t.Skip("no chromium on this machine: install the package chromium to test the page in a browser")
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 6*time.Minute)
	t.Cleanup(cancelTime)
	b := &tab{t, ctx}
	if l.language == "" {
		l.language = "en"
	}
	if l.width == 0 {
		l.width = 800
	}
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	if !l.at.IsZero() {
		at, _ := json.Marshal(l.at.UnixMilli())
		l.before += ";Date.now = () => " + string(at)
	}
	b.do(
		emulation.SetDeviceMetricsOverride(int64(l.width), 900, 1, l.width < 600),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
		emulation.SetUserAgentOverride("Mozilla/5.0 (X11; Linux x86_64) Chrome").WithAcceptLanguage(l.language),
		emulation.SetTimezoneOverride("Asia/Baku"),
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(l.before).Do(ctx)
			return err
		}),
	)
	return b
}

func (b *tab) do(actions ...chromedp.Action) {
	b.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// eval runs an expression in the page, awaits it, and reads its value.
func (b *tab) eval(expression string, value any) {
	b.Helper()
	b.do(chromedp.Evaluate(expression, value, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
}

// until waits until an expression holds. The page forbids programs made of text, so it is put into one that the browser's tools run.
func (b *tab) until(expression string) {
	b.Helper()
	var done bool
	b.eval(`new Promise((resolve) => { const look = () => (`+expression+`) ? resolve(true) : setTimeout(look, 15); look(); })`, &done)
}

// text is what an element says to a reader.
func (b *tab) text(selector string) (said string) {
	b.Helper()
	quoted, _ := json.Marshal(selector)
	b.eval(`document.querySelector(`+string(quoted)+`).innerText.trim()`, &said)
	return said
}

// visit opens an address and waits until the page has said what it has to say. A change behind the # alone loads nothing, so a blank page
// comes between.
func (b *tab) visit(url string) {
	b.Helper()
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(url))
	b.until(ready)
	if strings.Contains(url, "#") {
		b.until(answered)
	}
}

const (
	ready    = `document.getElementById("work") && !document.getElementById("work").hidden && !document.getElementById("old")`
	answered = `["good", "wait", "bad"].includes(document.getElementById("answer").className) && document.getElementById("sign").textContent !== "…"`
)
