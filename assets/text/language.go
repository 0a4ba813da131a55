package text

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed *.yaml *.toolkit.json
var files embed.FS

// Fallback is the code of the language used where none is chosen or the chosen one is not there.
const Fallback = "en"

// Language is one catalogue with its rules. It never changes once it is loaded.
type Language struct {
	code    string
	texts   map[string]string
	plural  func(n int) string
	ordinal func(n int) string
	order   map[rune]int
	toolkit []byte
}

// load reads all catalogues once. They are embedded, so a fault in them is a fault of the build: it panics, and the tests
// see it before anybody else does.
var load = sync.OnceValue(func() map[string]*Language {
	languages, err := read(files)
	if err != nil {
		panic(err)
	}
	return languages
})

func read(dir fs.FS) (map[string]*Language, error) {
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, err
	}
	languages := map[string]*Language{}
	for _, name := range names {
		code, _, _ := strings.Cut(path.Base(name), ".")
		if languages[code] == nil {
			languages[code] = &Language{code: code, texts: map[string]string{}}
		}
		if err := languages[code].add(dir, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, l := range languages {
		if err := l.settle(dir); err != nil {
			return nil, fmt.Errorf("%s: %w", l.code, err)
		}
	}
	return languages, nil
}

// add takes in one catalogue file; a key stands once in all files of a language.
func (l *Language) add(dir fs.FS, name string) error {
	raw, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	var texts map[string]string
	if err := yaml.Unmarshal(raw, &texts); err != nil {
		return err
	}
	for key, sentence := range texts {
		if l.Has(key) {
			return fmt.Errorf("%q stands in another file too", key)
		}
		l.texts[key] = sentence
	}
	return nil
}

// settle reads the language's rules from its catalogue.
func (l *Language) settle(dir fs.FS) (err error) {
	var known bool
	if l.plural, known = plurals[l.texts["rule.plural"]]; !known {
		return fmt.Errorf("rule.plural %q is not one of the known rules", l.texts["rule.plural"])
	}
	if l.ordinal, known = ordinals[l.texts["rule.ordinal"]]; !known {
		return fmt.Errorf("rule.ordinal %q is not one of the known rules", l.texts["rule.ordinal"])
	}
	if months := strings.Fields(l.texts["rule.months"]); len(months) != 0 && len(months) != 12 {
		return fmt.Errorf("rule.months has %d names", len(months))
	}
	if units := strings.Fields(l.texts["rule.sizes"]); len(units) != 5 {
		return fmt.Errorf("rule.sizes has %d units, from the byte to the terabyte there are 5", len(units))
	}
	l.order = alphabetOrder(l.texts["rule.alphabet"])
	l.toolkit, err = fs.ReadFile(dir, l.code+".toolkit.json")
	return err
}

// For gives the language with that code ("az", also "az-Latn-AZ" or "az_AZ.UTF-8"), the fallback where there is none.
func For(code string) *Language {
	languages := load()
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(code, "_", "-")), "-")
	if l, known := languages[base]; known {
		return l
	}
	return languages[Fallback]
}

// Languages lists every language there is a catalogue for, sorted by code.
func Languages() []*Language {
	var all []*Language
	for _, l := range load() {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b *Language) int { return strings.Compare(a.code, b.code) })
	return all
}

// Codes lists the codes of all languages, sorted: what a flag or a setting can be.
func Codes() []string {
	var codes []string
	for _, l := range Languages() {
		codes = append(codes, l.code)
	}
	return codes
}

// Code is the ISO 639 code: "az".
func (l *Language) Code() string { return l.code }

// Name is the language's name in itself: "Azərbaycan dili".
func (l *Language) Name() string { return l.texts["rule.name"] }

// Toolkit is the toolkit's own words in the toolkit's JSON format.
func (l *Language) Toolkit() []byte { return slices.Clone(l.toolkit) }

// Has tells whether the catalogue has a sentence for key.
func (l *Language) Has(key string) bool { _, has := l.texts[key]; return has }

// Keys lists every key, sorted.
func (l *Language) Keys() []string {
	keys := make([]string, 0, len(l.texts))
	for key := range l.texts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// T is the sentence for key. args are pairs of placeholder name and value: T("page.of", "page", 2, "count", 7) fills
// {page} and {count}. Whole numbers are written in the language's own way. A key that is missing is shown as ‹key›.
func (l *Language) T(key string, args ...any) string {
	sentence, known := l.texts[key]
	if !known {
		return "‹" + key + "›"
	}
	if len(args) < 2 {
		return sentence
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, "{"+fmt.Sprint(args[i])+"}", l.value(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// N is the sentence for key and a count: it looks up key+".one" or key+".other" (Russian: ".one", ".few" or ".many") by the
// language's plural rule and fills {n}.
func (l *Language) N(key string, n int, args ...any) string {
	form := key + "." + l.plural(n)
	if !l.Has(form) {
		form = key + ".other"
	}
	return l.T(form, append([]any{"n", n}, args...)...)
}

func (l *Language) value(v any) string {
	switch v := v.(type) {
	case int:
		return l.Number(int64(v))
	case int64:
		return l.Number(v)
	case string:
		return v
	}
	return fmt.Sprint(v)
}

// Number writes a whole number with the language's thousands mark: 54 500.
func (l *Language) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	mark := l.texts["rule.thousands"]
	if len(digits) < 5 { // four digits stay together: 2026 is often a year
		return sign + digits
	}
	var out strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteString(mark)
		}
		out.WriteRune(d)
	}
	return sign + out.String()
}

var plurals = map[string]func(int) string{
	"one-other": func(n int) string {
		if n == 1 {
			return "one"
		}
		return "other"
	},
	"one-few-many": func(n int) string { // 1 дело, 2 дела, 5 дел, 11 дел, 21 дело
		n = max(n, -n)
		ones, tens := n%10, n%100
		switch {
		case ones == 1 && tens != 11:
			return "one"
		case ones >= 2 && ones <= 4 && (tens < 12 || tens > 14):
			return "few"
		}
		return "many"
	},
}

var ordinals = map[string]func(int) string{
	"": func(int) string { return "" },
	"az": func(n int) string { // the ending follows the vowel of the last spoken numeral: 2026-cı, 2025-ci, 2030-cu
		if n%10 != 0 {
			return []string{"", "-ci", "-ci", "-cü", "-cü", "-ci", "-cı", "-ci", "-ci", "-cu"}[n%10]
		}
		if tens := n / 10 % 10; tens != 0 {
			return []string{"", "-cu", "-ci", "-cu", "-cı", "-ci", "-cı", "-ci", "-ci", "-cı"}[tens]
		}
		return "-ci" // yüz, min
	},
}
