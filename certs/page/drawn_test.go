package page

import (
	"bytes"
	"go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"medsoc/certs/seal/sealtest"
)

// gofpdf draws every page, and one file knows it.
func TestOneFileKnowsWhoDraws(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var know []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(gotoken.NewFileSet(), e.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			if i.Path.Value == `"github.com/jung-kurt/gofpdf"` {
				know = append(know, e.Name())
			}
		}
	}
	if !slices.Equal(know, []string{"draw.go"}) {
		t.Errorf("%v", know)
	}
}

// A drawing that is cut short or spoilt is refused or gives a page, but never a panic.
func TestASpoiltDrawingIsRefused(t *testing.T) {
	w := sealtest.New(false)
	m := sampleModel(t, w, w.Claims())
	d := newDrawing(NewPrinter())
	p := newPress(m.Width, m.Height)
	for _, mark := range m.Marks {
		if text, ok := mark.(Text); ok {
			codes, err := d.codes(text)
			if err != nil {
				t.Fatal(err)
			}
			p.text(text, codes)
		}
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	file := out.Bytes()
	if err := d.take(m.Width, m.Height, file); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(file)-len("%%EOF\n"); n += 97 {
		if d.take(m.Width, m.Height, file[:n]) == nil {
			t.Errorf("the first %d of %d bytes are taken for a page", n, len(file))
		}
	}
	for _, word := range []string{"/Contents 4", "/BaseFont /", "\nendobj\n", "\nstream\n", "<</Length ", "\nxref\n", "startxref\n"} {
		if d.take(m.Width, m.Height, bytes.ReplaceAll(file, []byte(word), []byte(strings.Repeat("9", len(word))))) == nil {
			t.Errorf("a drawing without %q is taken for a page", word)
		}
	}
}

// Letters whose codes are brackets, strokes or ends of lines in a content stream are shown as they are.
func TestEveryCodeIsShown(t *testing.T) {
	var letters []rune
	for r := rune('!'); r < 0x250; r++ {
		if r < 0x7f || r > 0xa0 && r != 0xad {
			letters = append(letters, r)
		}
	}
	m := &Model{Width: pageWidth, Height: pageHeight}
	for i, r := range letters {
		m.Marks = append(m.Marks, Text{X: 20 + float64(i%20)*8, Y: 20 + float64(i/20)*8, Value: string(r), Size: 4, Face: "NotoSans-Regular"})
	}
	document, err := PDF(m, []byte("seal"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(written(t, map[string][]byte{"letters.pdf": document}), "letters.pdf")
	read := command(t, "pdftotext", "-raw", path, "-")
	for _, r := range letters {
		if !strings.ContainsRune(read, r) {
			t.Errorf("%c is not read", r)
		}
	}
	a := readArchived(t, document)
	for name, codes := range a.shown() {
		a.holdFont(name, codes)
		if len(codes) != len(letters) {
			t.Errorf("%d codes of %d letters", len(codes), len(letters))
		}
	}
}
