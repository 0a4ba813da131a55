package page

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/assets/fonts"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// longNames are names of 60 letters in three scripts; Georgian letters take 3 bytes each.
var longNames = map[string]seal.Name{
	"az": {Surname: repeat("Hüseynquliyevaşəmsəddinoğlu", 60), Given: repeat("Gülnarəxanım", 60), Patronymic: repeat("Şəmsəddinqızı", 60)},
	"kk": {Surname: repeat("Нұрмағамбетқызықайырбекұлы", 60), Given: repeat("Әйгерімқанат", 60), Patronymic: repeat("Өмірбекұғлы", 60)},
	"ka": {Surname: repeat("ბარათაშვილიგიორგაძე", 60), Given: repeat("ალექსანდრე", 60), Patronymic: repeat("კონსტანტინე", 60)},
}

func repeat(text string, n int) string { return string([]rune(strings.Repeat(text, 1+n/3))[:n]) }

// pages are the models that every drawing test draws.
func pages(t testing.TB) map[string]*Model {
	w := sealtest.New(true)
	all := map[string]*Model{}
	add := func(name string, change func(*seal.Claims)) {
		c := w.Claims()
		change(&c)
		all[name] = sampleModel(t, w, c)
	}
	add("ordinary", func(*seal.Claims) {})
	add("without-term", func(c *seal.Claims) { c.SetTerm(expertise.Date{}, nil); c.Next = expertise.Date{} })
	add("extract", func(c *seal.Claims) { c.Kind = expertise.KindExtract })
	add("refusal", func(c *seal.Claims) {
		c.Kind, c.Outcome, c.Percent, c.Next = expertise.KindRefusal, 0, 0, expertise.Date{}
		c.SetTerm(expertise.Date{}, nil)
	})
	add("armenian", func(c *seal.Claims) {
		c.Name = seal.Name{Surname: "Հովհաննիսյան", Given: "Արամ", Patronymic: "Վարդանի"}
	})
	for country, name := range countries {
		p := profile(t, country)
		for _, kind := range kinds {
			if country != "az" && kind != expertise.KindCertificate { // they differ in their words alone
				continue
			}
			m, _, err := sheetOf{country: country, kind: kind, name: name, services: 12}.build(t, w, p)
			if err != nil {
				t.Fatal(err)
			}
			all[fmt.Sprint(country, " ", kind)] = m
		}
	}
	for script, name := range longNames {
		add("long-"+script, func(c *seal.Claims) { c.Name, c.Issuer = name, "abcdefghij.klmnop.kz" })
	}
	return all
}

func sealedOf(t testing.TB, w *sealtest.World, name string) []byte {
	c := w.Claims()
	if long, ok := longNames[strings.TrimPrefix(name, "long-")]; ok {
		c.Name, c.Issuer = long, "abcdefghij.klmnop.kz"
	}
	return w.Seal(c)
}

// Every code stays within version 15, which is 77 modules a side, and has its quiet zone of 4.
func TestTheLongestCodeStaysWithinVersion15(t *testing.T) {
	for name, m := range pages(t) {
		for _, mark := range m.Marks {
			if code, ok := mark.(Code); ok && len(code.Modules) > 17+4*maxVersion+2*4 {
				t.Errorf("%s: %d modules", name, len(code.Modules))
			}
		}
	}
}

// Whatever is written lies within the inner line of the frame, and no two lines of text lie over each other. The word
// for a sample lies under everything on purpose.
func TestNothingOverlaps(t *testing.T) {
	for name, m := range pages(t) {
		inset := 15.5 * m.Width / pageWidth
		apart(t, name, areas(m.Marks), area{inset, inset, m.Width - inset, m.Height - inset, "the frame"})
	}
}

// area is what a mark covers.
type area struct {
	x0, y0, x1, y1 float64
	text           string
}

func (a area) meets(b area) bool {
	return a.x0 < b.x1-0.05 && b.x0 < a.x1-0.05 && a.y0 < b.y1-0.05 && b.y0 < a.y1-0.05
}

// areas are those of the texts that are not turned, and of the codes.
func areas(marks []Mark) (all []area) {
	for _, mark := range marks {
		switch k := mark.(type) {
		case Text:
			if k.Angle == 0 {
				size := k.Size * millimetre
				face, _ := fonts.Choose([]rune(k.Value)[0], k.Bold)
				all = append(all, area{k.X, k.Y - 0.72*size, k.X + run{face, strings.TrimRight(k.Value, " ")}.width(k.Size), k.Y + 0.1*size, k.Value})
			}
		case Code:
			all = append(all, area{k.X, k.Y, k.X + k.Size, k.Y + k.Size, "code"})
		case Picture:
			all = append(all, area{k.X, k.Y, k.X + k.Width, k.Y + k.Height, "photo"})
		}
	}
	return all
}

// apart holds that areas lie within a place and that none lies over another.
func apart(t *testing.T, name string, all []area, within area) {
	t.Helper()
	for i, a := range all {
		if a.x0 < within.x0 || a.x1 > within.x1 || a.y0 < within.y0 || a.y1 > within.y1 {
			t.Errorf("%s: %q leaves %s: %.1f %.1f %.1f %.1f", name, a.text, within.text, a.x0, a.y0, a.x1, a.y1)
		}
		for _, b := range all[:i] {
			if a.meets(b) {
				t.Errorf("%s: %q lies over %q", name, a.text, b.text)
			}
		}
	}
}

// The word for a sample, whatever its length, stays within the frame: over its lines it looked like a fault of the printer.
func TestTheWordForASampleStaysWithinTheFrame(t *testing.T) {
	for _, word := range []string{"X", "NÜMUNƏ", "ҮЛГІ  ·  ОБРАЗЕЦ", "NÜMUNƏ  ·  SAMPLE  ·  ОБРАЗЕЦ"} {
		var p pen
		p.across(word, pageWidth, pageHeight)
		for _, mark := range p.marks {
			text := mark.(Text)
			sin, cos := math.Sincos(text.Angle * math.Pi / 180)
			long, high := textWidth(text.Value, text.Size, true), 0.72*text.Size*millimetre
			for _, corner := range []Point{{0, 0}, {long, 0}, {0, high}, {long, high}} {
				x, y := text.X+corner.X*cos-corner.Y*sin, text.Y-corner.X*sin-corner.Y*cos
				if x < 16 || x > pageWidth-16 || y < 16 || y > pageHeight-16 {
					t.Errorf("%q reaches %.1f %.1f", word, x, y)
				}
			}
		}
	}
}

// "№" at the end of a line and its number on the next is a fault in every language of the region.
func TestANumberSignStaysWithItsNumber(t *testing.T) {
	for width := 20.0; width < 80; width++ {
		for _, line := range wrap("Алматы қаласы бойынша № 7 бөлімі, 29.06.2023 № 260 бұйрық", 10, false, width) {
			if strings.HasSuffix(line, "№") {
				t.Errorf("%.0f mm: %q", width, line)
			}
		}
	}
}

func TestEveryLetterShownHasAFace(t *testing.T) {
	for name, m := range pages(t) {
		for _, mark := range m.Marks {
			text, ok := mark.(Text)
			if !ok {
				continue
			}
			for _, r := range text.Value {
				face, has := fonts.Choose(r, text.Bold)
				if !has || !faceNamed(text.Face).Has(r) {
					t.Errorf("%s: %q is drawn with %s, should be %s", name, r, text.Face, face.Name)
				}
			}
		}
	}
}

func faceNamed(name string) *fonts.Face {
	for _, bold := range []bool{false, true} {
		for _, face := range fonts.Faces(bold) {
			if face.Name == name {
				return face
			}
		}
	}
	return nil
}

func TestSamplesSaySo(t *testing.T) {
	for _, sample := range []bool{true, false} {
		w := sealtest.New(sample)
		turned := ""
		for _, mark := range sampleModel(t, w, w.Claims()).Marks {
			if text, ok := mark.(Text); ok && text.Angle != 0 {
				turned += text.Value
			}
		}
		if said := strings.Contains(turned, "NÜMUNƏ") && strings.Contains(turned, "SAMPLE"); said != sample {
			t.Errorf("sample %v, across the page: %q", sample, turned)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	w := sealtest.New(true)
	for _, name := range []string{"ordinary", "long-ka"} {
		sealed := sealedOf(t, w, name)
		var first []byte
		for range 4 {
			pdf, err := PDF(pages(t)[name], sealed)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = pdf
			}
			if !bytes.Equal(first, pdf) {
				t.Fatalf("%s: two documents differ", name)
			}
		}
	}
}

// A page never says other than its seal.
func TestAPageThatDiffersFromItsSealIsRefused(t *testing.T) {
	w := sealtest.New(true)
	c := w.Claims()
	form := azForm(t)
	issued := c.Issued.In(sealtest.Baku)
	for want, change := range map[string]func(*Particulars, *law.CertificateForm){
		"differs.name":       func(p *Particulars, _ *law.CertificateForm) { p.Surname = "Məmmədova" },
		"differs.identifier": func(p *Particulars, _ *law.CertificateForm) { p.Identifier = "5AB0000" },
		"form.outcome":       func(_ *Particulars, f *law.CertificateForm) { f.Outcomes = f.Outcomes[:1] },
	} {
		p, f := particulars(c), *form
		change(&p, &f)
		_, err := Build(w.Seal(c), &f, p, issued)
		if e, ok := errors.AsType[*Error](err); !ok || e.Code != want || e.Error() == "" {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := Build(w.Seal(c), form, particulars(c), issued.AddDate(0, 0, 1)); err == nil {
		t.Error("another day of issue was drawn")
	}
	if _, err := Build([]byte("no seal"), form, particulars(c), issued); err == nil {
		t.Error("a page without a seal was drawn")
	}
}

// A letter above U+FFFF ended the PDF library in a panic, and one that no face has was printed as a box: a paper with another name
// than its seal. The person's record is what must be corrected, and the sentence says so.
func TestALetterThatCannotBePrintedIsRefused(t *testing.T) {
	w := sealtest.New(true)
	for _, bad := range []string{"😀", "中文", "محمد", "\uFFFD", "𐐀", "a\u200Db"} {
		c := w.Claims()
		c.Name.Given = "Ə" + bad
		_, err := Build(w.Seal(c), azForm(t), particulars(c), c.Issued.In(sealtest.Baku))
		if e, ok := errors.AsType[*Error](err); !ok || e.Code != "glyph" {
			t.Errorf("%+q: %v", bad, err)
		}
		if Printable("Əli", bad) {
			t.Errorf("%+q is called printable", bad)
		}
		form := *azForm(t)
		form.Authority = law.FormText{"az": "Nazirlik " + bad, "en": "Ministry"}
		c = w.Claims()
		_, err = Build(w.Seal(c), &form, particulars(c), c.Issued.In(sealtest.Baku))
		if e, ok := errors.AsType[*Error](err); !ok || e.Code != "form.glyph" {
			t.Errorf("the form with %+q: %v", bad, err)
		}
	}
	if !Printable("Ağaəli", "Һәмзә", "ბარათაშვილი", "Հովհաննիսյան", "O\u2019Neil-Żółć", "Gu\u0308l", "two words") {
		t.Error("a name of the region is called unprintable")
	}
}

// A library that panics is an error of one document, not the end of the desk's program.
func TestPDFNeverPanics(t *testing.T) {
	w := sealtest.New(true)
	c := w.Claims()
	m := sampleModel(t, w, c)
	m.Marks = append(m.Marks, Text{X: 20, Y: 20, Value: "😀", Size: 10, Face: "NotoSans-Regular"})
	if pdf, err := PDF(m, w.Seal(c)); pdf != nil || err == nil {
		t.Errorf("%d bytes, %v", len(pdf), err)
	}
}

// The form's texts are an administrator's to shorten, a name is the clerk's: each gets the sentence that helps. The widest names
// that a register knows are wrapped and made smaller until they fit.
func TestALongNameIsWrappedThenNamed(t *testing.T) {
	w := sealtest.New(true)
	build := func(letters int, change func(*Particulars)) error {
		c := w.Claims()
		wide := strings.Repeat("W", letters)
		c.Name = seal.Name{Surname: wide, Given: wide, Patronymic: wide}
		p := particulars(c)
		change(&p)
		_, err := Build(w.Seal(c), azForm(t), p, c.Issued.In(sealtest.Baku))
		return err
	}
	same := func(*Particulars) {}
	if err := build(100, same); err != nil {
		t.Errorf("3 x 100 letters: %v", err)
	}
	if e, ok := errors.AsType[*Error](build(200, same)); !ok || e.Code != "name.long" {
		t.Errorf("3 x 200 letters: %v", e)
	}
	long := func(p *Particulars) { p.Commission = law.FormText{"az": strings.Repeat("komissiya ", 300), "en": "C"} }
	if e, ok := errors.AsType[*Error](build(10, long)); !ok || e.Code != "page.full" {
		t.Errorf("a long form: %v", e)
	}
}

func TestDocument(t *testing.T) {
	w := sealtest.New(true)
	c := w.Claims()
	sealed := w.Seal(c)
	pdf, err := PDF(sampleModel(t, w, c), sealed)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"%PDF-1.7", "/Lang (az)", "/AFRelationship /Data", "/GTS_PDFA1", "/ID [<", "/Type /Metadata", string(sealed)} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("the document lacks %.40q", want)
		}
	}
	path := filepath.Join(t.TempDir(), "certificate.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := command(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %s", out)
	}
	if out := command(t, "pdftotext", "-layout", path, "-"); !strings.Contains(out, "Məmmədov Əli Həsən oğlu") || !strings.Contains(out, "Əlillik haqqında arayış") {
		t.Errorf("pdftotext: %s", out)
	}
	if out := command(t, "pdffonts", path); strings.Count(out, "Identity-H       yes yes yes") != 2 {
		t.Errorf("pdffonts: not all embedded and with Unicode:\n%s", out)
	}
	attached := filepath.Join(filepath.Dir(path), "attached")
	command(t, "pdfdetach", "-save", "1", "-o", attached, path)
	if got, err := os.ReadFile(attached); err != nil || !bytes.Equal(got, sealed) {
		t.Errorf("pdfdetach: %v", err)
	}
}

// An independent reader reads the picture of every layout at 150 dpi, and what poppler makes of the document.
func TestZbarReadsEveryLayout(t *testing.T) {
	w := sealtest.New(true)
	all := pages(t)
	for _, name := range []string{"ordinary", "long-ka", "az 2", "az 4", "kz 1", "in 1"} { // each layout once
		m := all[name]
		dir := t.TempDir()
		picture := filepath.Join(dir, "page.png")
		writePNG(t, picture, Raster(m, 150))
		sealed, err := seal.Find(command(t, "zbarimg", "-q", "--raw", picture))
		if err != nil {
			t.Errorf("%s at 150 dpi: %v", name, err)
			continue
		}
		bundle := w.Bundle(w.Content())
		if v := seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{}); v.Code != seal.Current {
			t.Errorf("%s: %s", name, v.Sentence())
		}
		pdf, err := PDF(m, sealed)
		if err != nil {
			t.Fatal(err)
		}
		document := filepath.Join(dir, "page.pdf")
		if err := os.WriteFile(document, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
		command(t, "pdftoppm", "-r", "150", "-png", "-singlefile", document, filepath.Join(dir, "drawn"))
		again, err := seal.Find(command(t, "zbarimg", "-q", "--raw", filepath.Join(dir, "drawn.png")))
		if err != nil || !bytes.Equal(again, sealed) {
			t.Errorf("%s by poppler: %v", name, err)
		}
	}
}

func writePNG(t testing.TB, path string, img image.Image) {
	t.Helper()
	if err := os.WriteFile(path, asPNG(t, img), 0o600); err != nil {
		t.Fatal(err)
	}
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// command runs an independent program; a machine without it skips the test and says so.
func command(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed: apt-get install zbar-tools qpdf poppler-utils libnss3-tools openssl", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil && len(out) == 0 {
		out = fmt.Append(nil, err)
	}
	return string(out)
}

func BenchmarkPage(b *testing.B) {
	w := sealtest.New(true)
	c := w.Claims()
	sealed := w.Seal(c)
	for b.Loop() {
		if _, err := PDF(sampleModel(b, w, c), sealed); err != nil {
			b.Fatal(err)
		}
	}
}
