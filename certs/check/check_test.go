package check_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/skip2/go-qrcode"
	"go.yaml.in/yaml/v3"

	"medsoc/assets/profiles"
	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise/law"
)

// certificate is one sealed certificate as every file that people could bring.
type certificate struct {
	world       *sealtest.World
	sealed, pdf []byte
	model       *page.Model
}

func issue(t testing.TB) certificate { return issueTo(t, func(*seal.Claims) {}) }

func issueTo(t testing.TB, change func(*seal.Claims)) certificate {
	t.Helper()
	data, err := profiles.Files.ReadFile("az.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var profile struct {
		Certificate law.CertificateForm `yaml:"certificate"`
	}
	if err := yaml.Unmarshal(data, &profile); err != nil {
		t.Fatal(err)
	}
	w := sealtest.New(true)
	c := w.Claims()
	change(&c)
	sealed := w.Seal(c)
	m, err := page.Build(sealed, &profile.Certificate, page.Particulars{
		Surname: c.Name.Surname, Given: c.Name.Given, Patronymic: c.Name.Patronymic,
		Commission: law.FormText{"az": "7 saylı komissiya", "en": "Commission No. 7"},
	}, c.Issued.In(sealtest.Baku))
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := page.PDF(m, sealed)
	if err != nil {
		t.Fatal(err)
	}
	return certificate{w, sealed, pdf, m}
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scan is a PDF without an attachment that holds one picture, as an office scanner makes it.
func scan(t testing.TB, picture []byte, kind string) []byte {
	t.Helper()
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.AddPage()
	options := gofpdf.ImageOptions{ImageType: kind}
	pdf.RegisterImageOptionsReader("scan", options, bytes.NewReader(picture))
	pdf.ImageOptions("scan", 0, 0, 210, 297, false, options, 0, "")
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// stripped is the document as a program leaves it that drops attachments.
func stripped(t testing.TB, pdf []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := api.RemoveAttachments(bytes.NewReader(pdf), &b, nil, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// turned is what a careless scan looks like: turned, blurred by resampling, grey paper, and a fixed speckle.
func turned(img image.Image, degrees float64) image.Image {
	b := img.Bounds()
	out := image.NewGray(b)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	noise := uint32(1)
	at := func(x, y int) float64 {
		if !(image.Point{x, y}).In(b) {
			return 235
		}
		if grey, ok := img.(*image.Gray); ok {
			return float64(grey.Pix[y*grey.Stride+x])
		}
		return float64(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			sx := cos*(float64(x)-cx) + sin*(float64(y)-cy) + cx
			sy := -sin*(float64(x)-cx) + cos*(float64(y)-cy) + cy
			x0, y0 := int(math.Floor(sx)), int(math.Floor(sy))
			fx, fy := sx-float64(x0), sy-float64(y0)
			v := at(x0, y0)*(1-fx)*(1-fy) + at(x0+1, y0)*fx*(1-fy) + at(x0, y0+1)*(1-fx)*fy + at(x0+1, y0+1)*fx*fy
			noise = noise*1664525 + 1013904223
			v = v*0.86 + 12 + float64(noise>>24)/255*24 - 12
			out.SetGray(x, y, color.Gray{Y: uint8(max(0, min(255, v)))})
		}
	}
	return out
}

func TestWhatPeopleBring(t *testing.T) {
	c := issue(t)
	at150 := page.Raster(c.model, 150)
	for _, test := range []struct {
		name  string
		data  []byte
		where check.Where
	}{
		{"document", c.pdf, check.InAttachment},
		{"picture", asPNG(t, at150), check.InPicture},
		{"photograph", asJPEG(t, page.Raster(c.model, 200), 60), check.InPicture},
		{"document without its attachment", stripped(t, c.pdf), check.InPicture},
		{"careless scan", asJPEG(t, turned(page.Raster(c.model, 200), 2), 40), check.InPicture},
		{"upside down", asPNG(t, turned(at150, 180)), check.InPicture},
		{"scan in a PDF", scan(t, asJPEG(t, at150, 70), "jpg"), check.InPicture},
		{"scan at 300 dpi", scan(t, asJPEG(t, page.Raster(c.model, 300), 70), "jpg"), check.InPicture},
		{"small picture", asPNG(t, page.Raster(c.model, 100)), check.InPicture},
		{"text", []byte(seal.QRText("tibbi.gov.az", c.sealed)), check.InText},
		{"seal itself", c.sealed, check.InSeal},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, where := check.Verify(context.Background(), test.data, c.world.Bundle(c.world.Content()), sealtest.Now, seal.Policy{})
			if v.Code != seal.Current || where != test.where {
				t.Errorf("%s, found in %q", v.Sentence(), where)
			}
		})
	}
}

// The densest code there can be, of version 15, from good scans and from bad ones.
func TestTheDensestCode(t *testing.T) {
	c := issueTo(t, func(c *seal.Claims) {
		c.Issuer = "abcdefghij.klmnop.kz"
		c.Name = seal.Name{Surname: strings.Repeat("ბარათაშვილი", 6), Given: "ალექსანდრე", Patronymic: "კონსტანტინე"}
	})
	if len(c.sealed) < seal.MaxSeal-2 {
		t.Fatalf("only %d bytes", len(c.sealed))
	}
	for name, data := range map[string][]byte{
		"100 dpi": asPNG(t, page.Raster(c.model, 100)), "150 dpi": asPNG(t, page.Raster(c.model, 150)),
		"300 dpi": asJPEG(t, page.Raster(c.model, 300), 40), "150 dpi turned": asJPEG(t, turned(page.Raster(c.model, 150), 2), 40),
		"200 dpi turned": asJPEG(t, turned(page.Raster(c.model, 200), -3), 40),
	} {
		if found, err := check.Data(context.Background(), data); err != nil || !bytes.Equal(found.Sealed, c.sealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBadInput(t *testing.T) {
	c := issue(t)
	at := bytes.Index(c.pdf, c.sealed)
	changed := bytes.Clone(c.pdf)
	changed[at+len(c.sealed)-20] ^= 1
	other, err := qrcode.Encode("https://example.org/menu", qrcode.Medium, 300)
	if err != nil {
		t.Fatal(err)
	}
	white := blank(400)
	for _, test := range []struct {
		name string
		data []byte
		want seal.Code
		exit int
	}{
		{"a byte of the attachment changed", changed, seal.Unreadable, 1}, // its picture still says the original
		{"a digit changed", []byte(strings.Replace(seal.Digits(c.sealed), "7", "8", 1)), seal.Unreadable, 1},
		{"nothing", nil, seal.Unreadable, 2},
		{"a PDF without a code", scan(t, asPNG(t, white), "png"), seal.Unreadable, 2},
		{"half a PDF", c.pdf[:len(c.pdf)/2], seal.Unreadable, 2},
		{"the head of a PDF", c.pdf[:40], seal.Unreadable, 2},
		{"half a picture", asPNG(t, page.Raster(c.model, 100))[:5000], seal.Unreadable, 2},
		{"a picture without a code", asPNG(t, white), seal.Unreadable, 2},
		{"another kind of code", other, seal.OtherCode, 2},
		{"a program", append([]byte("\x7fELF\x02\x01\x01\x00"), make([]byte, 200)...), seal.Unreadable, 2},
		{"a letter", []byte("Hörmətli həkim, sənədi göndərirəm."), seal.OtherCode, 2},
		{"a picture bomb", bomb(t, 50_000), seal.Unreadable, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, _ := check.Verify(context.Background(), test.data, c.world.Bundle(c.world.Content()), sealtest.Now, seal.Policy{})
			wrong := v.Code != test.want && (test.exit != 1 || v.Code != seal.SignatureWrong)
			if wrong || v.ExitCode() != test.exit || v.Claims != nil {
				t.Errorf("%s (%s), exit %d", v.Code, v.Reason, v.ExitCode())
			}
		})
	}
}

// blank is a white picture of some side, a few kilobytes of PNG.
func blank(side int) *image.Gray {
	white := image.NewGray(image.Rect(0, 0, side, side))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	return white
}

// squares is a picture full of what looks like the corner of a code, so that there is a code to try for each three of them.
func squares(side int) *image.Gray {
	img := blank(side)
	for y := range side {
		for x := range side {
			dx, dy := x%30, y%30
			m := max(dy/3-3, 3-dy/3, dx/3-3, 3-dx/3)
			if dx < 21 && dy < 21 && (m == 3 || m <= 1) {
				img.Pix[y*img.Stride+x] = 0
			}
		}
	}
	return img
}

// A white picture of 19 kB held a service for 20 seconds and 317 MB. Pictures beyond any scanner's are refused by their header; in the
// others a search ends with its context, also within the library, whatever the picture is made of.
func TestASearchEndsWithItsContext(t *testing.T) {
	if _, err := check.Data(t.Context(), asPNG(t, blank(7000))); !errors.Is(err, seal.ErrTooLarge) {
		t.Errorf("49 megapixels: %v", err)
	}
	if _, err := check.Data(t.Context(), asPNG(t, blank(6400))); !errors.Is(err, seal.ErrNoCode) {
		t.Errorf("a white page: %v", err)
	}
	l := check.NewLooker(1, time.Nanosecond)
	for range 3 { // each gives its place back
		if _, err := l.Data(t.Context(), asPNG(t, squares(600))); !errors.Is(err, seal.ErrNoCode) {
			t.Errorf("no time: %v", err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := check.NewLooker(0, time.Hour).Data(ctx, issue(t).pdf); !errors.Is(err, seal.ErrFile) {
		t.Errorf("no place: %v", err)
	}
}

// What a machine drew many corners into is given up at a bound and not after the cube of their number: with 2400 pixels a side it went on,
// past 2 GB of memory, after the 20 seconds of its answer were over.
func TestCornersWithoutEnd(t *testing.T) {
	if _, err := check.Data(t.Context(), asPNG(t, squares(1000))); !errors.Is(err, seal.ErrNoCode) {
		t.Error(err)
	}
}

// Two parts of one file that say different things: programs show one, people see and scan the other. Neither may be judged alone.
func TestAttachmentAndPictureOfDifferentPapers(t *testing.T) {
	one := issue(t)
	claims := one.world.Claims()
	claims.Number++
	other := one.world.Seal(claims)
	bundle := one.world.Bundle(one.world.Content())
	pdf, err := page.PDF(one.model, other)
	if err != nil {
		t.Fatal(err)
	}
	v, _ := check.Verify(t.Context(), pdf, bundle, sealtest.Now, seal.Policy{})
	if v.Code != seal.Unreadable || v.Reason != "parts-differ" || v.ExitCode() != 1 || v.Claims != nil {
		t.Errorf("%s (%s), exit %d", v.Code, v.Reason, v.ExitCode())
	}
	if v, where := check.Verify(t.Context(), one.pdf, bundle, sealtest.Now, seal.Policy{}); !v.Reliable() || where != check.InAttachment {
		t.Errorf("our own document: %s in %s", v.Code, where)
	}
}

// Verifying our own document reads the attachment and the picture of the code: some 50 ms, 10 of them the search.
func BenchmarkOwnDocument(b *testing.B) {
	c := issue(b)
	for b.Loop() {
		if _, err := check.Data(b.Context(), c.pdf); err != nil {
			b.Fatal(err)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestBounds(t *testing.T) {
	if _, err := check.File(context.Background(), endless{}); !errors.Is(err, seal.ErrTooLarge) {
		t.Errorf("an endless file: %v", err)
	}
	if _, err := check.File(context.Background(), io.MultiReader(strings.NewReader("x"), broken{})); !errors.Is(err, seal.ErrFile) {
		t.Errorf("a broken file: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := check.Data(ctx, issue(t).pdf[:100]); err == nil {
		t.Error("a cancelled check found something")
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("disk") }
