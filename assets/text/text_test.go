package text_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"medsoc/assets/text"
	"medsoc/expertise"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// A key that one language lacks would be shown as ‹key› to the people who read that language.
func TestEveryLanguageHasEveryKey(t *testing.T) {
	base := text.For(text.Fallback)
	for _, l := range text.Languages() {
		for _, key := range base.Keys() {
			if !l.Has(key) && countStem(key) == "" {
				t.Errorf("%s has no %q", l.Code(), key)
			}
		}
		for _, key := range l.Keys() {
			same := key
			if stem := countStem(key); stem != "" {
				same = stem + ".other"
			}
			if !base.Has(same) {
				t.Errorf("%s has %q, which %s has not", l.Code(), key, base.Code())
				continue
			}
			if strings.HasPrefix(key, "rule.") {
				continue
			}
			if l.T(key) == "" {
				t.Errorf("%s: %q is empty", l.Code(), key)
			}
			if got, want := placeholders(l, key), placeholders(base, same); !slices.Equal(got, want) {
				t.Errorf("%s: %q has placeholders %v, %s has %v", l.Code(), key, got, base.Code(), want)
			}
		}
	}
}

func placeholders(l *text.Language, key string) []string {
	return slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(l.T(key), -1))))
}

// countStem is the key that N is called with, "" for a key that is no form of a count. Languages differ in their plural forms, so
// those are held against the language's own rule and not one by one.
func countStem(key string) string {
	base := text.For(text.Fallback)
	for _, form := range []string{".one", ".few", ".many", ".other"} {
		if stem, is := strings.CutSuffix(key, form); is && base.Has(stem+".one") && base.Has(stem+".other") {
			return stem
		}
	}
	return ""
}

// N takes .other where a form is absent, which would be wrong Russian; so every form that the rule can ask for must be there.
func TestEveryLanguageHasThePluralFormsOfItsRule(t *testing.T) {
	forms := map[string][]string{"one-other": {".one", ".other"}, "one-few-many": {".few", ".many", ".one"}}
	for _, l := range text.Languages() {
		have := map[string][]string{}
		for _, key := range text.For(text.Fallback).Keys() {
			if stem := countStem(key); stem != "" {
				have[stem] = nil
			}
		}
		for _, key := range l.Keys() {
			if stem := countStem(key); stem != "" {
				have[stem] = append(have[stem], strings.TrimPrefix(key, stem))
			}
		}
		for stem, got := range have {
			if want := forms[l.T("rule.plural")]; !slices.Equal(got, want) {
				t.Errorf("%s: %q has the forms %v, want %v", l.Code(), stem, got, want)
			}
		}
	}
}

func TestEveryErrorOfTheFieldHasASentence(t *testing.T) {
	for _, l := range text.Languages() {
		for _, code := range expertise.ErrorCodes() {
			sentence := expertise.Invalid(code, "").Error()
			key := "error." + code
			if !l.Has(key) {
				t.Errorf("%s has no %q (%s)", l.Code(), key, sentence)
				continue
			}
			for _, hole := range placeholder.FindAllString(l.T(key), -1) {
				if !strings.Contains(sentence, hole) {
					t.Errorf("%s: %q asks for %s, which the error does not carry", l.Code(), key, hole)
				}
			}
		}
	}
}

func TestCodesOfTheFieldHaveWords(t *testing.T) {
	var keys []string
	for _, s := range expertise.States {
		keys = append(keys, "stage."+string(s))
	}
	for _, k := range expertise.Kinds() {
		keys = append(keys, "step."+string(k))
	}
	for _, f := range expertise.PersonFields {
		keys = append(keys, "field."+string(f))
	}
	for _, a := range expertise.Activities {
		keys = append(keys, "activity."+string(a))
	}
	for _, verdict := range []string{"genuine-current", "genuine-extended", "genuine-expired", "genuine-revoked", "genuine-disputed",
		"genuine-unregistered", "genuine-status-unknown", "signature-wrong", "signer-unknown", "other-code", "unreadable"} {
		keys = append(keys, "verdict."+verdict, "verdict."+verdict+".hint")
	}
	for _, l := range text.Languages() {
		for _, key := range keys {
			if !l.Has(key) {
				t.Errorf("%s has no %q", l.Code(), key)
			}
		}
	}
}

// The program's own calls l.T("key", …) and l.N("key", n, …) are read from its source, so a key that is used but absent is
// found without running the screen. Of a key put together from a prefix and a code, the prefix must exist.
func TestEveryKeyUsedInTheProgramExists(t *testing.T) {
	l := text.For(text.Fallback)
	used := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".git") || d.Name() == "out" || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // another's file, half written: the compiler says more about it than this test could
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || selector.Sel.Name != "T" && selector.Sel.Name != "N" {
				return true
			}
			key, whole := literal(call.Args[0])
			if key == "" {
				return true
			}
			used++
			switch {
			case !whole && !slices.ContainsFunc(l.Keys(), func(k string) bool { return strings.HasPrefix(k, key) }):
				t.Errorf("%s: no key begins with %q", set.Position(call.Pos()), key)
			case whole && selector.Sel.Name == "T" && !l.Has(key):
				t.Errorf("%s: no key %q", set.Position(call.Pos()), key)
			case whole && selector.Sel.Name == "N" && !l.Has(key+".other"):
				t.Errorf("%s: no key %q", set.Position(call.Pos()), key+".other")
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d calls with a literal key", used)
}

// literal gives the text of a string literal, or of the literal that a concatenation begins with (whole = false).
func literal(e ast.Expr) (value string, whole bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			value, _ = strconv.Unquote(e.Value)
			return value, true
		}
	case *ast.BinaryExpr:
		value, _ = literal(e.X)
	}
	return value, false
}

func TestSentences(t *testing.T) {
	az, en, ru := text.For("az"), text.For("en"), text.For("ru")
	for _, c := range []struct{ got, want string }{
		{az.T("nav.work"), "İş siyahısı"},
		{az.T("button.next_to", "name", "Sənədlər"), "Növbəti: Sənədlər"},
		{az.T("page.of", "page", 2, "count", 12345), "Səhifə 2 / 12\u00a0345"},
		{en.T("page.of", "page", 2, "count", 12345), "Page 2 of 12,345"},
		{en.T("no.such.key"), "‹no.such.key›"},
		{en.N("count.cases", 1), "1 case"},
		{en.N("count.cases", 0), "0 cases"},
		{az.N("count.cases", 24), "24 iş"},
		{az.Age(47), "47 yaş"},
		{en.Age(1), "1 year"},
		{az.Date(2026, time.November, 2), "02.11.2026"},
		{az.Date(0, 0, 0), ""},
		{az.LongDate(2026, time.November, 12), "12 noyabr 2026-cı il"},
		{az.LongDate(2013, time.May, 1), "1 may 2013-cü il"},
		{az.LongDate(2030, time.May, 1), "1 may 2030-cu il"},
		{az.LongDate(2000, time.May, 1), "1 may 2000-ci il"},
		{en.LongDate(2026, time.November, 12), "12 November 2026"},
		{az.Size(1500000), "1,4 MB"},
		{en.Size(1500000), "1.4 MB"},
		{en.Size(2048), "2 KB"},
		{en.Size(1048575), "1 MB"},
		{en.Size(-1), "0 B"},
		{en.Number(-54500), "-54,500"},
		{ru.LongDate(2026, time.November, 12), "12 ноября 2026"},
		{ru.Months()[10], "ноябрь"},
		{en.Months()[10], "November"},
		{ru.Size(1500000), "1,4 МБ"},
		{ru.Size(12), "12 Б"},
		{ru.N("count.cases", 1), "1 дело"},
		{ru.N("count.cases", 3), "3 дела"},
		{ru.N("count.cases", 0), "0 дел"},
		{ru.N("count.cases", 11), "11 дел"},
		{ru.N("count.cases", 12), "12 дел"},
		{ru.N("count.cases", 21), "21 дело"},
		{ru.N("count.cases", 102), "102 дела"},
		{ru.N("count.cases", 111), "111 дел"},
		{ru.N("count.cases", -2), "-2 дела"},
		{ru.Age(47), "47 лет"},
		{ru.Age(42), "42 года"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestForFindsTheLanguageOfALocale(t *testing.T) {
	for code, want := range map[string]string{"az": "az", "az_AZ.UTF-8": "az", "AZ-Latn-AZ": "az", "en-GB": "en", "xx": "en", "": "en", "C": "en"} {
		if got := text.For(code).Code(); got != want {
			t.Errorf("For(%q) = %s, want %s", code, got, want)
		}
	}
}

func TestErrorSaysWhatToDo(t *testing.T) {
	az := text.For("az")
	deep := fmt.Errorf("store: %w", expertise.Invalid("required", "surname"))
	if got := az.Error(deep); got != az.T("error.required") {
		t.Errorf("wrapped: %q", got)
	}
	if got := az.Error(errors.New("disk I/O")); got != az.T("error.general") {
		t.Errorf("foreign: %q", got)
	}
	if got := az.Error(errors.Join(keyless{}, fmt.Errorf("b: %w", expertise.Invalid("iin", "")))); got != az.T("error.iin") {
		t.Errorf("joined errors must all be looked through: %q", got)
	}
	if got := az.Error(keyless{errors.Join(errors.New("x"), expertise.Invalid("fin", ""))}); got != az.T("error.fin") {
		t.Errorf("an error whose sentence is missing must give way to its cause: %q", got)
	}
	if got := az.Error(expertise.Invalid("activity.missing", "", "activity", "movement")); !strings.Contains(got, "«Hərəkət»") {
		t.Errorf("a code must be put into words: %q", got)
	}
	if got := az.Error(expertise.Invalid("date.order", "", "other", "2026-11-02")); !strings.Contains(got, "02.11.2026") {
		t.Errorf("a day must be written the language's way: %q", got)
	}
	_, err := expertise.ParseDate("x")
	if got := az.Error(err); got != az.T("error.date.format") {
		t.Errorf("date: %q", got)
	}
	if az.Error(nil) != "" {
		t.Error("no error has a sentence")
	}
}

type keyless struct{ cause error }

func (k keyless) Error() string             { return "outer" }
func (k keyless) Unwrap() error             { return k.cause }
func (keyless) TextKey() string             { return "error.no.such.code" }
func (keyless) TextArgs() map[string]string { return nil }

func TestAzerbaijaniOrder(t *testing.T) {
	az := text.For("az")
	names := []string{"Zeynalov", "Əliyev", "Eyvazov", "Çingizov", "Cəfərov", "Dadaşov", "Xəlilov", "Həsənov", "Iskəndərov", "İbrahimov",
		"Qasımov", "Quliyev", "Kərimov", "Öməroğlu", "Orucov", "Şükürov", "Sadıqov", "Üzeyirov", "Usubov", "Ğ", "Gözəlov", "Ali Zadə", "Alizadə"}
	want := []string{"Ali Zadə", "Alizadə", "Cəfərov", "Çingizov", "Dadaşov", "Eyvazov", "Əliyev", "Gözəlov", "Ğ", "Həsənov", "Xəlilov",
		"Iskəndərov", "İbrahimov", "Kərimov", "Qasımov", "Quliyev", "Orucov", "Öməroğlu", "Sadıqov", "Şükürov", "Usubov", "Üzeyirov", "Zeynalov"}
	slices.SortFunc(names, az.Compare)
	if !slices.Equal(names, want) {
		t.Errorf("got  %v\nwant %v", names, want)
	}
	if az.Compare("əli", "Əli") == 0 || az.Compare("Əli", "Əli") != 0 {
		t.Error("the order must be total: only equal texts are equal")
	}
	if text.For("en").Compare("éclair", "eclipse") <= 0 || text.For("en").Compare("éclair", "f") >= 0 {
		t.Error("a marked foreign letter stands behind its base letter")
	}
}

// е and ё are one letter in the order; a Kazakh letter stands behind the Russian one it grew from, and Azerbaijani names keep their order.
func TestRussianOrder(t *testing.T) {
	want := []string{"Ахметов", "Әлиев", "Ежов", "Ёлкин", "Емцев", "Жуков", "Иванов", "Ісләм", "Йылмаз", "Кузнецов", "Қасымов", "Щукин", "Cəfərov", "Çingizov", "Eyvazov", "Əliyev"}
	names := slices.Clone(want)
	slices.Reverse(names)
	slices.SortFunc(names, text.For("ru").Compare)
	if !slices.Equal(names, want) {
		t.Errorf("got  %v\nwant %v", names, want)
	}
}

// What a Russian keyboard has no key for is found by the letter typed in its place.
func TestKazakhNamesAreFoundFromARussianKeyboard(t *testing.T) {
	for name, typed := range map[string]string{"Әлия": "алия", "Ғалым": "галым", "Қуаныш": "куаныш", "Сәңгір": "сангир", "Өмір": "омир", "Ұлбосын": "улбосын",
		"Үміт": "умит", "Һәким": "хаким", "Ілияс": "илияс", "Артём Ёлкин": "артем елкин"} {
		if text.Fold(name) != text.Fold(typed) {
			t.Errorf("%q is not found by %q: %q", name, typed, text.Fold(name))
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Əliyeva İlqar ISMAYIL": "eliyeva ilqar ismayil",
		"Şükürov Çınar Öz Ağa":  "sukurov cinar oz aga",
		"S\u0327ukur":           "sukur", // typed as s and a separate cedilla
		"Қасымов Әлия Өмірбек":  "касымов алия омирбек",
		"Ұлан Һәким Үкен Ғани":  "улан хаким укен гани",
		"Київ Ґалаґан Єва Ёлка": "киив галаган ева елка",
		"ბერიძე":                "ბერიძე",
		"Ბერიძე":                "ბერიძე",
		"  two \t\n spaces ":    "two spaces",
		"O’ktam":                "o'ktam",
		"5K1Z71A":               "5k1z71a",
		"":                      "",
	} {
		if got := text.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFoldIsStable(f *testing.F) {
	for _, s := range []string{"Əliyeva", "İ", "\xff", "ǅ", "ﬁ", "ẞ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := text.Fold(s); text.Fold(once) != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, text.Fold(once))
		}
	})
}

func TestToolkitWordsAreWholeInEachLanguage(t *testing.T) {
	words := func(l *text.Language) []string {
		var m map[string]any
		if err := json.Unmarshal(l.Toolkit(), &m); err != nil {
			t.Fatalf("%s: %v", l.Code(), err)
		}
		return slices.Sorted(maps.Keys(m))
	}
	want := words(text.For(text.Fallback))
	for _, l := range text.Languages() {
		if got := words(l); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", l.Code(), got, want)
		}
	}
}
