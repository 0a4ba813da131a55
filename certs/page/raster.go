package page

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"medsoc/assets/fonts"
)

// Raster draws the model at a resolution in dots per inch, bounded to 20..600.
func Raster(m *Model, dpi float64) image.Image {
	scale := min(max(dpi, 20), 600) / 25.4
	img := image.NewRGBA(image.Rect(0, 0, int(math.Round(m.Width*scale)), int(math.Round(m.Height*scale))))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	c := canvas{img: img, scale: scale, faces: map[string]*fonts.Face{}}
	for _, bold := range []bool{false, true} {
		for _, face := range fonts.Faces(bold) {
			c.faces[face.Name] = face
		}
	}
	for _, mark := range m.Marks {
		switch k := mark.(type) {
		case Path:
			c.path(k)
		case Ornament:
			for _, path := range k.Paths {
				c.path(path)
			}
		case Text:
			c.text(k)
		case Picture:
			c.picture(k)
		case Code:
			c.rect(k.X, k.Y, k.X+k.Size, k.Y+k.Size, 0xffffff)
			module := k.Size / float64(len(k.Modules))
			for y, line := range k.Modules {
				for x, dark := range line {
					if dark {
						c.rect(k.X+float64(x)*module, k.Y+float64(y)*module, k.X+float64(x+1)*module, k.Y+float64(y+1)*module, 0)
					}
				}
			}
		}
	}
	return img
}

// canvas draws in millimetres on pixels.
type canvas struct {
	img   *image.RGBA
	scale float64 // pixels a millimetre
	faces map[string]*fonts.Face
}

func paint(c Colour) image.Image {
	r, g, b := c.RGB()
	return image.NewUniform(color.RGBA{r, g, b, 255})
}

// rect fills whole pixels, so that the modules of a code keep sharp edges.
func (c *canvas) rect(x0, y0, x1, y1 float64, fill Colour) {
	at := func(v float64) int { return int(math.Round(v * c.scale)) }
	draw.Draw(c.img, image.Rect(at(x0), at(y0), at(x1), at(y1)), paint(fill), image.Point{}, draw.Src)
}

// picture draws a photo; an empty place stays white.
func (c *canvas) picture(p Picture) {
	if p.Image == nil {
		return
	}
	at := func(v float64) int { return int(math.Round(v * c.scale)) }
	xdraw.ApproxBiLinear.Scale(c.img, image.Rect(at(p.X), at(p.Y), at(p.X+p.Width), at(p.Y+p.Height)), p.Image, p.Image.Bounds(), draw.Src, nil)
}

// path fills one thin quadrilateral a segment; a line thinner than 0.6 pixels is drawn that wide, or it would vanish.
func (c *canvas) path(p Path) {
	bounds, ok := c.around(p.Points, p.Width+1)
	if !ok {
		return
	}
	half := math.Max(p.Width*c.scale, 0.6) / 2
	points := p.Points
	if p.Closed {
		points = append(append([]Point(nil), points...), points[0])
	}
	r := vector.NewRasterizer(bounds.Dx(), bounds.Dy())
	ox, oy := float64(bounds.Min.X), float64(bounds.Min.Y)
	for i := 1; i < len(points); i++ {
		ax, ay := points[i-1].X*c.scale-ox, points[i-1].Y*c.scale-oy
		bx, by := points[i].X*c.scale-ox, points[i].Y*c.scale-oy
		length := math.Hypot(bx-ax, by-ay)
		if length == 0 {
			continue
		}
		nx, ny := -(by-ay)/length*half, (bx-ax)/length*half
		r.MoveTo(float32(ax+nx), float32(ay+ny))
		r.LineTo(float32(bx+nx), float32(by+ny))
		r.LineTo(float32(bx-nx), float32(by-ny))
		r.LineTo(float32(ax-nx), float32(ay-ny))
		r.ClosePath()
	}
	r.Draw(c.img, bounds, paint(p.Colour), image.Point{})
}

// around gives the pixels that points and a margin in millimetres cover on the canvas.
func (c *canvas) around(points []Point, margin float64) (image.Rectangle, bool) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		x0, x1 = math.Min(x0, p.X), math.Max(x1, p.X)
		y0, y1 = math.Min(y0, p.Y), math.Max(y1, p.Y)
	}
	if math.IsInf(x0, 0) {
		return image.Rectangle{}, false
	}
	r := image.Rect(
		int(math.Floor((x0-margin)*c.scale)), int(math.Floor((y0-margin)*c.scale)),
		int(math.Ceil((x1+margin)*c.scale)), int(math.Ceil((y1+margin)*c.scale)),
	).Intersect(c.img.Bounds())
	return r, !r.Empty()
}

// text fills the letters' outlines, at any angle.
func (c *canvas) text(t Text) {
	face := c.faces[t.Face]
	if face == nil {
		return
	}
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	size := t.Size * millimetre
	width := run{face, t.Value}.width(t.Size)
	end := Point{t.X + width*cos, t.Y - width*sin}
	bounds, ok := c.around([]Point{{t.X, t.Y}, end}, 1.4*size)
	if !ok {
		return
	}
	f := face.SFNT()
	em := float64(f.UnitsPerEm())
	r := vector.NewRasterizer(bounds.Dx(), bounds.Dy())
	pen := 0.0 // millimetres along the base line
	place := func(p fixed.Point26_6) (float32, float32) {
		gx := pen + float64(p.X)/64/em*size
		gy := float64(p.Y) / 64 / em * size
		x, y := t.X+gx*cos+gy*sin, t.Y-gx*sin+gy*cos
		return float32(x*c.scale - float64(bounds.Min.X)), float32(y*c.scale - float64(bounds.Min.Y))
	}
	var buffer sfnt.Buffer
	for _, letter := range t.Value {
		index, err := f.GlyphIndex(&buffer, letter)
		if err != nil {
			continue
		}
		segments, err := f.LoadGlyph(&buffer, index, fixed.I(int(em)), nil)
		if err != nil {
			continue
		}
		for i, s := range segments {
			ax, ay := place(s.Args[0])
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				if i > 0 {
					r.ClosePath()
				}
				r.MoveTo(ax, ay)
			case sfnt.SegmentOpLineTo:
				r.LineTo(ax, ay)
			case sfnt.SegmentOpQuadTo:
				bx, by := place(s.Args[1])
				r.QuadTo(ax, ay, bx, by)
			case sfnt.SegmentOpCubeTo:
				bx, by := place(s.Args[1])
				dx, dy := place(s.Args[2])
				r.CubeTo(ax, ay, bx, by, dx, dy)
			}
		}
		r.ClosePath()
		pen += advance(face, letter) * size
	}
	r.Draw(c.img, bounds, paint(t.Colour), image.Point{})
}
