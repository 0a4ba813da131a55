package page

import (
	"bytes"

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
		case Box:
			fill(pdf, k.Fill)
			pdf.Rect(k.X, k.Y, k.W, k.H, "F")
		case Path:
			drawPath(pdf, k)
		case Text:
			drawText(pdf, k)
		case Code:
			drawCode(pdf, k)
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

func fill(pdf *gofpdf.Fpdf, c Colour) {
	r, g, b := c.RGB()
	pdf.SetFillColor(int(r), int(g), int(b))
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

// drawCode fills each row's stretches of dark modules as one rectangle, and lets rows overlap by a hair, so that no
// reader shows white seams.
func drawCode(pdf *gofpdf.Fpdf, c Code) {
	pdf.SetFillColor(0, 0, 0)
	module := c.Size / float64(len(c.Modules))
	for y, line := range c.Modules {
		for x := 0; x < len(line); x++ {
			from := x
			for x < len(line) && line[x] {
				x++
			}
			if x > from {
				pdf.Rect(c.X+float64(from)*module, c.Y+float64(y)*module, float64(x-from)*module, module+0.01, "F")
			}
		}
	}
}
