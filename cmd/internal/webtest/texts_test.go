package webtest

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"medsoc/certs/seal"
)

// languages are those of the page.
var languages = []string{"az", "kk", "ru", "uk", "en"}

// text is what one language has for the page.
type text struct {
	Verdicts, Hints map[string]string
	all             map[string]string // every sentence by its path
}

// pageTexts reads the page's words as the browser does.
func pageTexts(t testing.TB) map[string]text {
	t.Helper()
	_, s := worldSite(t, false)
	b := open(t, look{})
	b.visit(s.URL + "/d")
	var raw map[string]json.RawMessage
	b.eval(`import("/d/words.js").then((words) => words.texts)`, &raw)
	texts := map[string]text{}
	for language, data := range raw {
		var one text
		var tree map[string]any
		if err := json.Unmarshal(data, &one); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		one.all = map[string]string{}
		flatten("", tree, one.all)
		texts[language] = one
	}
	return texts
}

func flatten(prefix string, tree map[string]any, into map[string]string) {
	for name, value := range tree {
		switch v := value.(type) {
		case string:
			into[prefix+name] = v
		case map[string]any:
			flatten(prefix+name+".", v, into)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// No language lacks a sentence that another has, and no sentence is the same as in English or has other places to fill.
func TestFiveLanguagesAreComplete(t *testing.T) {
	texts := pageTexts(t)
	if got := slices.Sorted(maps.Keys(texts)); !slices.Equal(got, slices.Sorted(slices.Values(languages))) {
		t.Fatalf("languages %v", got)
	}
	english := texts["en"].all
	for _, language := range languages {
		own := texts[language].all
		for key, sentence := range english {
			switch {
			case strings.TrimSpace(own[key]) == "":
				t.Errorf("%s: %s is missing", language, key)
			case language != "en" && own[key] == sentence:
				t.Errorf("%s: %s is English", language, key)
			case !slices.Equal(places(sentence), places(own[key])):
				t.Errorf("%s: %s has places %v", language, key, places(own[key]))
			}
		}
		for key := range own {
			if english[key] == "" {
				t.Errorf("%s: %s is in no other language", language, key)
			}
		}
	}
}

func places(sentence string) []string {
	return slices.Sorted(slices.Values(placeholder.FindAllString(sentence, -1)))
}

// Every verdict and every reason of the verifier has its words; a file that cannot be opened, or holds more than one paper, does not come here.
func TestEveryVerdictAndReasonHasWords(t *testing.T) {
	elsewhere := []string{"file", "parts-differ", "several-papers"}
	for language, text := range pageTexts(t) {
		for _, code := range seal.Codes {
			if text.Verdicts[string(code)] == "" {
				t.Errorf("%s: no words for %s", language, code)
			}
		}
		for reason := range seal.Reasons() {
			if text.Hints[reason] == "" && !slices.Contains(elsewhere, reason) {
				t.Errorf("%s: no hint for %s", language, reason)
			}
		}
	}
}

// Words that the page's markup and modules name are there.
func TestNoWordIsAskedForInVain(t *testing.T) {
	english := pageTexts(t)["en"].all
	used := regexp.MustCompile(`data-text="(\w+)"|\bwords\.(\w+)\b`)
	found := 0
	for _, name := range []string{"index.html", "show.js", "page.js"} {
		for _, match := range used.FindAllStringSubmatch(asset(t, name), -1) {
			key := match[1] + match[2]
			found++
			if !slices.ContainsFunc(slices.Collect(maps.Keys(english)), func(k string) bool { return k == key || strings.HasPrefix(k, key+".") }) && key != "js" {
				t.Errorf("%s asks for %q", name, key)
			}
		}
	}
	if found < 30 {
		t.Errorf("found only %d", found)
	}
}

var assetsDir = os.DirFS("../../../assets/web")

func asset(t testing.TB, name string) string {
	t.Helper()
	data, err := fs.ReadFile(assetsDir, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
