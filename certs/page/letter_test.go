package page

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// invitation is an ordinary letter in Azerbaijani to a person of this name.
func invitation(name string) Letter {
	return Letter{
		Language: "az", Authority: "Azərbaycan Respublikasının Əmək və Əhalinin Sosial Müdafiəsi Nazirliyi",
		To:     []string{name, "Bakı şəhəri, Nizami rayonu", "Qara Qarayev prospekti 112, mənzil 47", "AZ1119"},
		Number: "№ 2026/0417", Date: "01.10.2026", Title: "Tibbi-sosial ekspertizaya dəvət",
		Lines: []string{
			"Hörmətli vətəndaş, əlilliyinizin müddəti 11.11.2026 tarixində bitir. Sizi təkrar tibbi-sosial ekspertizaya dəvət edirik.",
			"Özünüzlə şəxsiyyət vəsiqənizi, əvvəlki arayışı və son altı ayda aparılmış müayinələrin nəticələrini gətirin.",
			"Gələ bilmirsinizsə, komissiyaya əvvəlcədən zəng edin: sizə başqa gün təyin olunacaq.",
		},
		Box:     []LetterFact{{"Gün", "12.11.2026"}, {"Saat", "09:40"}, {"Yer", "7 saylı komissiya, Bakı, Həsən Əliyev küçəsi 36, 2-ci mərtəbə, otaq 14"}},
		Closing: "Hörmətlə,\nkomissiyanın sədri",
	}
}

// invited are names in the letters of the region; every line of the PDF that a name makes is one run of its own script.
var invited = []string{
	"Məmmədova Gülnarə Şəmsəddin qızı", "Нұрмағамбетқызы Әйгерім Өмірбекқызы", "Їжакевич Ґалина Євгенівна", "ბარათაშვილი ალექსანდრე", "Հովհաննիսյան Արամ Վարդանի",
}

// letterKinds are the letters that every layout test lays out.
func letterKinds() map[string]Letter {
	all := map[string]Letter{}
	for i, name := range invited {
		all[fmt.Sprint("name ", i)] = invitation(name)
	}
	long := invitation(repeat("Hüseynquliyevaşəmsəddinoğlu", 200))
	long.Sample = "NÜMUNƏ"
	all["long name"] = long
	words := invitation(strings.TrimSpace(strings.Repeat("Şəmsəddinoğlu Gülnarə ", 9)))
	words.Authority = strings.Repeat("Nazirliyin Dövlət Tibbi-Sosial Ekspertiza və Reabilitasiya Agentliyi ", 4)
	words.Number = "№ " + strings.Repeat("2026/", 20)
	for range 6 {
		words.Lines = append(words.Lines, strings.Repeat("Komissiyanın qərarından şikayət verilə bilər. ", 6))
	}
	all["long texts"] = words
	all["bare"] = Letter{To: []string{"Əli"}, Title: "Dəvət", Lines: []string{"Gəlin."}}
	all["no paragraph"] = Letter{To: []string{"Əli"}, Title: "Dəvət", Box: []LetterFact{{"Saat", "09:40"}}}
	return all
}

// batch writes letters that are ready.
func batch(letters ...Letter) (document []byte, err error) {
	var out bytes.Buffer
	err = Letters(context.Background(), &out, len(letters), func(i int) (Letter, error) { return letters[i], nil }, nil)
	return out.Bytes(), err
}

// Nothing of a letter lies over anything else, and nothing but the address is seen in the envelope's window, 5 mm of play around it.
func TestNothingOfALetterOverlaps(t *testing.T) {
	window := area{15, 45, 120, 90, "the window"}
	for name, l := range letterKinds() {
		marks, err := layLetter(l, 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		all := areas(marks)
		apart(t, name, all, area{letterLeft - 0.01, 12, letterRight + 0.01, letterBottom, "the sheet"})
		to := strings.ReplaceAll(strings.Join(l.To, ""), " ", "")
		for _, a := range all {
			if a.meets(window) && !strings.Contains(to, strings.ReplaceAll(a.text, " ", "")) {
				t.Errorf("%s: %q is seen in the window", name, a.text)
			}
		}
	}
}

// The whole of a name is on the page, however many lines it takes.
func TestALongNameOfALetterIsWrapped(t *testing.T) {
	l := letterKinds()["long name"]
	marks, err := layLetter(l, 1)
	if err != nil {
		t.Fatal(err)
	}
	var got string
	for _, a := range areas(marks) {
		if a.y0 > 45 && a.y1 < 90 && a.x0 < referenceLeft {
			got += a.text
		}
	}
	if want := strings.Join(l.To, ""); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatCannotBeALetterIsRefused(t *testing.T) {
	change := func(f func(*Letter)) Letter { l := invitation("Əli"); f(&l); return l }
	for want, letters := range map[string][]Letter{
		"letter.none":    nil,
		"letter.many":    make([]Letter, MaxLetters+1),
		"letter.glyph":   {invitation("Əli"), invitation("Əli 中")},
		"letter.address": {invitation("Əli"), invitation(strings.Repeat("W", 600))},
		"letter.full":    {invitation("Əli"), change(func(l *Letter) { l.Lines = append(l.Lines, strings.Repeat("söz ", 3000)) })},
	} {
		document, err := batch(letters...)
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Code != want || e.Error() == "" || strings.Contains(e.Error(), "{") || len(document) > 0 {
			t.Errorf("%s: %v, %d bytes", want, err, len(document))
		}
		if len(letters) == 2 && e.TextArgs()["letter"] != "2" {
			t.Errorf("%s names letter %q", want, e.TextArgs()["letter"])
		}
	}
}

// A run that is cancelled, or whose next letter cannot be had, writes nothing; progress counts what was drawn.
func TestARunThatEndsEarlyWritesNothing(t *testing.T) {
	broken := errors.New("the record cannot be read")
	ctx, cancel := context.WithCancel(context.Background())
	for _, c := range []struct {
		name     string
		ctx      context.Context
		stop     func() error
		want     error
		progress int
	}{
		{"cancelled", ctx, func() error { cancel(); return nil }, context.Canceled, 3},
		{"broken", context.Background(), func() error { return broken }, broken, 2},
	} {
		var out bytes.Buffer
		done := 0
		err := Letters(c.ctx, &out, 50, func(i int) (Letter, error) {
			if i == 2 {
				return invitation("Əli"), c.stop()
			}
			return invitation("Əli"), nil
		}, func(n int) {
			if n != done+1 {
				t.Errorf("%s: progress %d after %d", c.name, n, done)
			}
			done = n
		})
		if !errors.Is(err, c.want) || done != c.progress || out.Len() > 0 {
			t.Errorf("%s: %v after %d letters with %d bytes", c.name, err, done, out.Len())
		}
	}
	if err := Letters(context.Background(), full{}, 1, func(int) (Letter, error) { return invitation("Əli"), nil }, nil); !errors.Is(err, errFull) {
		t.Errorf("a full disk: %v", err)
	}
}

type full struct{}

var errFull = errors.New("the disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestTheSameLettersGiveTheSameBytes(t *testing.T) {
	var letters []Letter
	for _, name := range invited {
		letters = append(letters, invitation(name))
	}
	first, err := batch(letters...)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if again, err := batch(letters...); err != nil || !bytes.Equal(first, again) {
			t.Fatalf("two runs differ: %v", err)
		}
	}
	letters[4].Date = "02.10.2026"
	other, err := batch(letters...)
	if err != nil {
		t.Fatal(err)
	}
	id := regexp.MustCompile(`/ID \[<[0-9a-f]{32}>`)
	if a, b := id.Find(first), id.Find(other); a == nil || bytes.Equal(a, b) {
		t.Errorf("identifiers %s and %s", a, b)
	}
}

// Independent programs find one page a letter, every name once, every face embedded, and nothing to complain of.
func TestARunOfLetters(t *testing.T) {
	var letters []Letter
	for i := range 40 {
		l := invitation(invited[i%len(invited)])
		l.To[0] += fmt.Sprintf(" %03d.", i)
		letters = append(letters, l)
	}
	document, err := batch(letters...)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "letters.pdf")
	if err := os.WriteFile(path, document, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := command(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %s", out)
	}
	text := strings.Join(strings.FieldsFunc(command(t, "pdftotext", "-raw", path, "-"), func(r rune) bool { return r == ' ' || r == '\n' }), " ")
	if sheets := strings.Split(strings.TrimSuffix(text, "\f"), "\f"); len(sheets) != len(letters) {
		t.Errorf("%d pages for %d letters", len(sheets), len(letters))
	} else {
		for i, l := range letters {
			if strings.Count(text, l.To[0]) != 1 || !strings.Contains(sheets[i], l.To[0]) {
				t.Errorf("page %d has not %q alone:\n%.300s", i+1, l.To[0], sheets[i])
			}
		}
	}
	if out := command(t, "pdffonts", path); strings.Count(out, "Identity-H       yes yes yes") != strings.Count(out, "\n")-2 || strings.Count(out, "\n") != 5+1 {
		t.Errorf("pdffonts: not all embedded once and with Unicode:\n%s", out)
	}
	if out := command(t, "pdfinfo", path); !strings.Contains(out, "Title:           Tibbi-sosial ekspertizaya dəvət") || strings.Contains(out, "CreationDate") {
		t.Errorf("pdfinfo: %s", out)
	}
}

func BenchmarkLetters(b *testing.B) {
	l := invitation(invited[0])
	for b.Loop() {
		var out bytes.Buffer
		if err := Letters(context.Background(), &out, 2000, func(int) (Letter, error) { return l, nil }, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len()), "file-bytes")
	}
}
