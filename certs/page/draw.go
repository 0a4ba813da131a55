package page

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/jung-kurt/gofpdf"

	"medsoc/assets/fonts"
)

// drawPDF draws the model with gofpdf, which no other file knows.
func drawPDF(m *Model) ([]byte, error) {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		OrientationStr: "P", UnitStr: "mm", Size: gofpdf.SizeType{Wd: m.Width, Ht: m.Height},
	})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(m.Issued.UTC())
	pdf.SetModificationDate(m.Issued.UTC())
	pdf.SetProducer(producer, true)
	pdf.SetCreator(producer, true)
	pdf.SetTitle(m.Title, true)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	addFaces(pdf, m)
	pdf.AddPage()
	pdf.SetLineCapStyle("round")
	pdf.SetLineJoinStyle("round")
	for _, mark := range m.Marks {
		switch k := mark.(type) {
		case Path:
			drawPath(pdf, k)
		case Text:
			drawText(pdf, k)
		case Code:
			if err := drawCode(pdf, k); err != nil {
				return nil, err
			}
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// addFaces embeds the faces that the page uses, in the order in which they are listed.
func addFaces(pdf *gofpdf.Fpdf, m *Model) {
	used := map[string]bool{}
	for _, mark := range m.Marks {
		if text, ok := mark.(Text); ok {
			used[text.Face] = true
		}
	}
	for _, bold := range []bool{false, true} {
		for _, face := range fonts.Faces(bold) {
			if used[face.Name] {
				pdf.AddUTF8FontFromBytes(face.Name, "", face.Data)
			}
		}
	}
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
