package page

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"

	"medsoc/assets/fonts"
)

// drawing is a document in the making. gofpdf, which no other file knows, keeps the pages until the document is written, because a
// face is cut down to the letters of them all.
type drawing struct {
	pdf   *gofpdf.Fpdf
	faces map[string]bool // embedded so far
	forms forms
}

// forms are ornaments as a document holds them: once each, however many of its pages bear them.
type forms map[gofpdf.SizeType]gofpdf.Template

// newDrawing begins a document.
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
	return &drawing{pdf: pdf, faces: map[string]bool{}, forms: forms{}}
}

// page adds a page of a size in millimetres.
func (d *drawing) page(width, height float64, marks []Mark) error {
	size := gofpdf.SizeType{Wd: width, Ht: height}
	d.pdf.AddPageFormat("P", size)
	d.pdf.SetLineCapStyle("round")
	d.pdf.SetLineJoinStyle("round")
	for _, mark := range marks {
		switch k := mark.(type) {
		case Path:
			drawPath(d.pdf, k, height)
		case Ornament:
			d.ornament(size, k)
		case Text:
			d.embed(k.Face)
			drawText(d.pdf, k)
		case Code:
			if err := d.code(k); err != nil {
				return err
			}
		case Picture:
			d.picture("photo", "jpg", k.JPEG, k.X, k.Y, k.Width, k.Height)
		}
	}
	return d.pdf.Error()
}

// ornament draws what every page of this size has.
func (d *drawing) ornament(size gofpdf.SizeType, o Ornament) {
	form := d.forms[size]
	if form == nil {
		form = d.pdf.CreateTemplateCustom(gofpdf.PointType{}, size, func(t *gofpdf.Tpl) {
			t.SetLineCapStyle("round")
			t.SetLineJoinStyle("round")
			for _, path := range o.Paths {
				drawPath(&t.Fpdf, path, size.Ht)
			}
		})
		d.forms[size] = form
	}
	d.pdf.UseTemplate(form)
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

// drawPath writes the path's operators itself, because a frame has thousands of points. Lengths on a page count from below.
func drawPath(pdf *gofpdf.Fpdf, p Path, height float64) {
	if len(p.Points) < 2 {
		return
	}
	r, g, b := p.Colour.RGB()
	pdf.SetDrawColor(int(r), int(g), int(b))
	pdf.SetLineWidth(p.Width)
	line := make([]byte, 0, 16*len(p.Points))
	for i, point := range p.Points {
		line = strconv.AppendFloat(line, point.X/millimetre, 'f', 2, 64)
		line = strconv.AppendFloat(append(line, ' '), (height-point.Y)/millimetre, 'f', 2, 64)
		if i == 0 {
			line = append(line, " m "...)
		} else {
			line = append(line, " l "...)
		}
	}
	if p.Closed {
		line = append(line, "h "...)
	}
	pdf.RawWriteStr(string(append(line, 'S')))
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

// code draws the code as a picture, not as rectangles: a document that was printed to another file loses its
// attachment, and its pictures can still be taken out and read.
func (d *drawing) code(c Code) error {
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
	d.picture("code", "png", encoded.Bytes(), c.X, c.Y, c.Size, c.Size)
	return nil
}

// modulePixels is the side of a module in the picture.
const modulePixels = 8

// picture draws an encoded picture, which has its name from its page: of two of one name gofpdf keeps the first. Without data there is
// nothing to draw.
func (d *drawing) picture(name, kind string, data []byte, x, y, w, h float64) {
	if len(data) == 0 {
		return
	}
	name = fmt.Sprintf("%s %06d", name, d.pdf.PageNo())
	options := gofpdf.ImageOptions{ImageType: kind}
	d.pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(data))
	d.pdf.ImageOptions(name, x, y, w, h, false, options, 0, "")
}
