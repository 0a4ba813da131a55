package page

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// press is one page that gofpdf draws. No other file knows gofpdf; see the package comment for how the two share the work.
type press struct {
	*gofpdf.Fpdf
	height float64
	faces  map[string]bool // that gofpdf knows so far
}

// forms are ornaments that gofpdf drew, by their first line: once in a printer's life, however many pages bear them.
type forms map[*Path]gofpdf.Template

// form is an ornament that knows its name, which gofpdf would reckon anew from all its lines whenever it asks.
type form struct {
	gofpdf.Template
	name string
}

func (f form) ID() string { return f.name }

// page draws a page of a size in millimetres and takes it into the document.
func (d *drawing) page(width, height float64, marks []Mark) error {
	c := newPress(width, height)
	for _, mark := range marks {
		switch k := mark.(type) {
		case Path:
			drawPath(c.Fpdf, k)
		case Ornament:
			if len(k.Paths) > 0 {
				c.UseTemplate(d.forms.form(width, height, k))
			}
		case Text:
			codes, err := d.codes(k)
			if err != nil {
				return err
			}
			c.text(k, codes)
		case Code:
			c.picture("code", "png", d.png(k), k.X, k.Y, k.Size, k.Size)
		case Picture:
			if k.JPEG != nil {
				c.picture("photo", "jpg", k.JPEG, k.X, k.Y, k.Width, k.Height)
			}
		}
	}
	var file bytes.Buffer
	if c.Output(&file) != nil {
		return fail("document")
	}
	return d.take(width, height, file.Bytes())
}

// newPress begins a page whose lines end and turn round. gofpdf writes it uncompressed, since it is read again.
func newPress(width, height float64) *press {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: gofpdf.SizeType{Wd: width, Ht: height}})
	pdf.SetCompression(false)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(time.Unix(0, 0)) // stays behind, as all that gofpdf says of the document
	pdf.SetModificationDate(time.Unix(0, 0))
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	round(pdf)
	pdf.AddPage()
	return &press{Fpdf: pdf, height: height, faces: map[string]bool{}}
}

func round(pdf *gofpdf.Fpdf) {
	pdf.SetLineCapStyle("round")
	pdf.SetLineJoinStyle("round")
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

// form gives an ornament as gofpdf places it.
func (f forms) form(width, height float64, o Ornament) gofpdf.Template {
	first := &o.Paths[0]
	if f[first] == nil {
		t := gofpdf.CreateTpl(gofpdf.PointType{}, gofpdf.SizeType{Wd: width, Ht: height}, "P", "mm", "", func(t *gofpdf.Tpl) {
			round(&t.Fpdf)
			for _, path := range o.Paths {
				drawPath(&t.Fpdf, path)
			}
		})
		f[first] = form{t, t.ID()}
	}
	return f[first]
}

// text draws a run of letters by their codes in the cut face.
func (c *press) text(t Text, codes string) {
	if !c.faces[t.Face] {
		c.AddFontFromBytes(t.Face, "", definition(t.Face), nil)
		c.faces[t.Face] = true
	}
	r, g, b := t.Colour.RGB()
	c.SetTextColor(int(r), int(g), int(b))
	c.SetFont(t.Face, "", t.Size)
	if t.Angle != 0 {
		c.TransformBegin()
		c.TransformRotate(t.Angle, t.X, t.Y)
		defer c.TransformEnd()
	}
	c.Text(t.X, t.Y, codes)
}

// definition declares a face to gofpdf in the form of its own font files: a name, and no widths, which our layout has measured.
func definition(face string) []byte {
	data, _ := json.Marshal(struct { // a string and numbers are always JSON
		Tp, Name string
		Cw       [256]int
	}{"TrueType", face, [256]int{}})
	return data
}

// picture draws an encoded picture; name is the only one of its kind on the page.
func (c *press) picture(name, kind string, data []byte, x, y, width, height float64) {
	options := gofpdf.ImageOptions{ImageType: kind}
	c.RegisterImageOptionsReader(name, options, bytes.NewReader(data))
	c.ImageOptions(name, x, y, width, height, false, options, 0, "")
}
