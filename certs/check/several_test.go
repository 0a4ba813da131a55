package check_test

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// two are papers of two persons from the same commission.
func two(t testing.TB) (one, other certificate) {
	return issue(t), issueTo(t, func(c *seal.Claims) {
		c.Number++
		c.StatusIndex++
		c.Name.Surname = "Quliyeva"
	})
}

// batch is what goes to the printer for several papers.
func batch(t testing.TB, papers ...certificate) []byte {
	t.Helper()
	var b bytes.Buffer
	err := page.Batch(t.Context(), &b, len(papers), func(i int) (*page.Model, error) { return papers[i].model, nil }, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scans is a PDF without an attachment that holds one picture on each page.
func scans(t testing.TB, pictures ...image.Image) []byte {
	t.Helper()
	pdf := gofpdf.New("P", "mm", "A4", "")
	options := gofpdf.ImageOptions{ImageType: "jpg"}
	for i, picture := range pictures {
		name := string(rune('a' + i))
		pdf.AddPage()
		pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(asJPEG(t, picture, 70)))
		pdf.ImageOptions(name, 0, 0, 210, 297, false, options, 0, "")
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// besides are pictures in one, next to each other on white.
func besides(pictures ...image.Image) image.Image {
	var size image.Point
	for _, p := range pictures {
		size = image.Pt(size.X+p.Bounds().Dx(), max(size.Y, p.Bounds().Dy()))
	}
	all := image.NewGray(image.Rectangle{Max: size})
	draw.Draw(all, all.Rect, image.White, image.Point{}, draw.Src)
	at := 0
	for _, p := range pictures {
		draw.Draw(all, p.Bounds().Sub(p.Bounds().Min).Add(image.Pt(at, 0)), p, p.Bounds().Min, draw.Src)
		at += p.Bounds().Dx()
	}
	return all
}

// A file with several papers is not judged by the first of them: a genuine one would cover whatever comes after it.
func TestSeveralPapersInOneFile(t *testing.T) {
	one, other := two(t)
	bundle := one.world.Bundle(one.world.Content())
	at150, other150 := page.Raster(one.model, 150), page.Raster(other.model, 150)
	address := func(c certificate) string { return seal.QRText("tibbi.gov.az", c.sealed) }
	for _, test := range []struct {
		name   string
		data   []byte
		reason string
	}{
		{"a batch for the printer", batch(t, one, other), "several-papers"},
		{"a batch with a paper twice before another", batch(t, one, one, other), "several-papers"},
		{"the same paper twice", batch(t, one, one), "current"},
		{"a batch of one", batch(t, one), "current"},
		{"scans of two papers", scans(t, at150, other150), "several-papers"},
		{"a scan with an empty back", scans(t, at150, blank(800)), "current"},
		{"two papers side by side", asPNG(t, besides(at150, other150)), "several-papers"},
		{"two papers of different sizes side by side", asPNG(t, besides(page.Raster(other.model, 200), at150)), "several-papers"},
		{"two papers in a careless scan", asJPEG(t, turned(besides(page.Raster(one.model, 200), page.Raster(other.model, 200)), 2), 60), "several-papers"},
		{"the same paper side by side", asPNG(t, besides(at150, at150)), "current"},
		{"two addresses", []byte(address(one) + "\n" + address(other)), "several-papers"},
		{"two addresses with broken lines", []byte(broken72(address(one)) + "\n" + broken72(address(other))), "several-papers"},
		{"the same address twice", []byte(address(one) + "\n" + address(one)), "current"},
		{"an address with broken lines", []byte(broken72(address(one))), "current"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, _ := check.Verify(t.Context(), test.data, bundle, sealtest.Now, seal.Policy{})
			if v.Reason != test.reason {
				t.Fatalf("%s (%s)", v.Code, v.Reason)
			}
			if several := v.Reason == "several-papers"; several && (v.Code != seal.Unreadable || v.ExitCode() != 1 || v.Claims != nil) {
				t.Errorf("%s, exit %d", v.Code, v.ExitCode())
			}
		})
	}
}

// broken72 is a text as an old mail program sends it.
func broken72(text string) string {
	var b strings.Builder
	for ; len(text) > 72; text = text[72:] {
		b.WriteString(text[:72] + "\n")
	}
	return b.String() + text
}

// Papers joined by a tool for PDF: the tool keeps the attachment of one of them, of both, or of none.
func TestJoinedPapers(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("without qpdf nothing can be joined")
	}
	one, other := two(t)
	folder := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one.pdf", one.pdf)
	write("other.pdf", other.pdf)
	write("blank.pdf", scan(t, asPNG(t, blank(400)), "png"))
	write("other.cose", other.sealed)
	for _, test := range []struct {
		name, arguments string
		want            error
	}{
		{"without attachments", "--empty --pages one.pdf other.pdf --", seal.ErrSeveral},
		{"with the first one's attachment", "one.pdf --pages one.pdf other.pdf --", seal.ErrSeveral},
		{"with a page that has no code", "one.pdf --pages one.pdf blank.pdf --", seal.ErrSeveral},
		{"with both attachments", "one.pdf --copy-attachments-from other.pdf --prefix=second- --", seal.ErrSeveral},
		{"another's attachment under another key", "one.pdf --add-attachment other.cose --key=second --filename=certificate.cose --", seal.ErrSeveral},
		{"the other's page under the first one's attachment", "one.pdf --pages other.pdf --", seal.ErrParts},
		{"one rewritten", "one.pdf --object-streams=generate", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			joined := filepath.Join(folder, "joined.pdf")
			run := exec.CommandContext(t.Context(), qpdf, append(strings.Fields(test.arguments), joined)...)
			run.Dir = folder
			if out, err := run.CombinedOutput(); err != nil {
				t.Skipf("this qpdf cannot: %s", out)
			}
			data, err := os.ReadFile(joined)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := check.Data(context.Background(), data); err != test.want {
				t.Errorf("%v, not %v", err, test.want)
			}
		})
	}
}
