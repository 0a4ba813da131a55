package page

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"time"

	"github.com/jung-kurt/gofpdf"

	"medsoc/assets/fonts"
)

// drawing is a document in the making. gofpdf, which no other file knows, keeps the pages until the document is written, because a
// face is cut down to the letters of them all.
type drawing struct {
	pdf   *gofpdf.Fpdf
	faces map[string]bool // embedded so far
}

// newDrawing begins a document of A4 pages.
func newDrawing(title string, made time.Time) *drawing {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		OrientationStr: "P", UnitStr: "mm", Size: gofpdf.SizeType{Wd: pageWidth, Ht: pageHeight},
	})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(made.UTC())
	pdf.SetModificationDate(made.UTC())
	pdf.SetProducer(producer, true)
	pdf.SetCreator(producer, true)
	pdf.SetTitle(title, true)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	return &drawing{pdf: pdf, faces: map[string]bool{}}
}

// page adds a page.
func (d *drawing) page(marks []Mark) error {
	d.pdf.AddPage()
	d.pdf.SetLineCapStyle("round")
	d.pdf.SetLineJoinStyle("round")
	for _, mark := range marks {
		switch k := mark.(type) {
		case Path:
			drawPath(d.pdf, k)
		case Text:
			d.embed(k.Face)
			drawText(d.pdf, k)
		case Code:
			if err := drawCode(d.pdf, k); err != nil {
				return err
			}
		}
	}
	return d.pdf.Error()
}

// embed adds a face to the document when the first text in it is drawn.
func (d *drawing) embed(name string) {
	if d.faces[name] {
		return
	}
	for _, face := range slices.Concat(fonts.Faces(false), fonts.Faces(true)) {
		if face.Name == name {
			d.pdf.AddUTF8FontFromBytes(name, "", face.Data)
			d.faces[name] = true
		}
	}
}

// bytes gives the document, as gofpdf leaves it.
func (d *drawing) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := d.pdf.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func drawPath(pdf *gofpdf.Fpdf, p Path) {
	if len(p.Points) < 2 {
		return
	}
	r, g, b := p.Colour.RGB()
	pdf.SetDrawColor(int(r), int(g), int(b))
	pdf.SetLineWidth(p.Width)
	pdf.MoveTo(p.Points[0].X, p.Points[0].Y)
	for _, point := range p.Points[1:] {
		pdf.LineTo(point.X, point.Y)
	}
	if p.Closed {
		pdf.ClosePath()
	}
	pdf.DrawPath("D")
}

func drawText(pdf *gofpdf.Fpdf, t Text) {
	r, g, b := t.Colour.RGB()
	pdf.SetTextColor(int(r), int(g), int(b))
	pdf.SetFont(t.Face, "", t.Size)
	if t.Angle != 0 {
		pdf.TransformBegin()
		pdf.TransformRotate(t.Angle, t.X, t.Y)
		defer pdf.TransformEnd()
	}
	pdf.Text(t.X, t.Y, t.Value)
}

// drawCode draws the code as a picture, not as rectangles: a document that was printed to another file loses its
// attachment, and its pictures can still be taken out and read.
func drawCode(pdf *gofpdf.Fpdf, c Code) error {
	side := len(c.Modules) * modulePixels
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y, line := range c.Modules {
		for x, dark := range line {
			if dark {
				at := image.Rect(x, y, x+1, y+1)
				at.Min, at.Max = at.Min.Mul(modulePixels), at.Max.Mul(modulePixels)
				draw.Draw(picture, at, image.Black, image.Point{}, draw.Src)
			}
		}
	}
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, picture); err != nil {
		return err
	}
	options := gofpdf.ImageOptions{ImageType: "png"}
	pdf.RegisterImageOptionsReader("code", options, &encoded)
	pdf.ImageOptions("code", c.X, c.Y, c.Size, c.Size, false, options, 0, "")
	return nil
}

// modulePixels is the side of a module in the picture.
const modulePixels = 8
