package webtest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"medsoc/certs/seal"
)

// measure finds what a narrow screen or weak eyes would trip over: something wider than the screen, words with less contrast than 4.5:1,
// a control without a name, a touch target lower than 44 pixels.
const measure = `(() => {
	const faults = [];
	if (document.documentElement.scrollWidth > innerWidth) faults.push("scrolls sideways: " + document.documentElement.scrollWidth);
	const numbers = (color) => color.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
		.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	const ground = (e) => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
	const seen = (e) => e.getClientRects().length > 0 && e.offsetWidth > 1;
	for (const e of document.body.querySelectorAll("*")) {
		const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
		if (!words || !seen(e)) continue;
		const a = light(numbers(getComputedStyle(e).color)), b = light(ground(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) faults.push(ratio.toFixed(2) + ":1 " + e.tagName + " " + e.textContent.slice(0, 30));
		const box = e.getBoundingClientRect();
		if (box.right > innerWidth + 0.5 || box.left < -0.5) faults.push("outside: " + e.tagName + " " + e.textContent.slice(0, 30));
	}
	for (const e of document.querySelectorAll("button, select, textarea, input")) {
		if (!seen(e)) continue;
		if (!(e.textContent.trim() && e.tagName === "BUTTON") && !(e.labels && [...e.labels].some((l) => l.textContent.trim()))) faults.push("no name: " + e.id);
		if (e.getBoundingClientRect().height < 43.5) faults.push("low: " + e.id + " " + e.getBoundingClientRect().height);
	}
	return faults;
})()`

// On the narrowest phone, in every language, light and dark, with the longest content, and on a large screen.
// MEDSOC_SCREENS names a folder for pictures of what was seen.
func TestLayout(t *testing.T) {
	w, s := worldSite(t, true)
	whole := s.address(w.Seal(programme(w)))
	changed := []byte(w.Seal(w.Claims()))
	changed[len(changed)-1] ^= 1
	for _, width := range []int{320, 1280} {
		for _, dark := range []bool{false, true} {
			t.Run(fmt.Sprintf("%d-%v", width, map[bool]string{false: "light", true: "dark"}[dark]), func(t *testing.T) {
				b := open(t, look{at: now, width: width, dark: dark, before: fakeDetectorOf("")})
				for state, address := range map[string]string{"empty": s.URL + "/d", "programme": whole, "changed": s.address(changed),
					"other": s.URL + "/d#1", "damaged": s.URL + "/d#" + seal.Digits(changed)[:200]} {
					b.visit(address)
					for _, language := range languages {
						choose(b, language)
						var faults []string
						b.eval(measure, &faults)
						for _, fault := range faults {
							t.Errorf("%s, %s: %s", state, language, fault)
						}
						screen(b, fmt.Sprintf("web-%d-%s-%v-%s", width, state, dark, language))
					}
				}
			})
		}
	}
}

func fakeDetectorOf(text string) string { return `const text = "` + text + `";` + fakeDetector }

func screen(b *tab, name string) {
	b.Helper()
	folder := os.Getenv("MEDSOC_SCREENS")
	if folder == "" {
		return
	}
	var picture []byte
	b.do(chromedp.FullScreenshot(&picture, 100))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		b.Fatal(err)
	}
}
