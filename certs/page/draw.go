package page

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// drawing is a document in the making. Its pages are written as they come; the faces follow at the end, cut down to the letters of
// them all.
type drawing struct {
	*objects
	ornaments map[*Path][]byte // compressed by the printer before, by the first line

	root, pages, info, fonts int
	kids                     []int
	subsets                  map[string]*subset // by the face's name
	order                    []*subset          // as they were first used
	drawn                    map[*Path]int      // ornaments of this document
	content                  operators
}

// newDrawing begins a document, with the memory of one before it.
func newDrawing(o *objects, ornaments map[*Path][]byte) *drawing {
	d := &drawing{objects: o, ornaments: ornaments, subsets: map[string]*subset{}, drawn: map[*Path]int{}}
	d.root, d.pages, d.info, d.fonts = o.reserve(), o.reserve(), o.reserve(), o.reserve()
	return d
}

// page adds a page of a size in millimetres.
func (d *drawing) page(width, height float64, marks []Mark) error {
	c := &d.content
	c.reset(height)
	var external []string // ornaments and pictures, each an object of its own
	use := func(object int) string {
		name := fmt.Sprintf("/X%d", len(external))
		external = append(external, fmt.Sprintf("%s %d 0 R", name, object))
		return name
	}
	for _, mark := range marks {
		switch k := mark.(type) {
		case Path:
			c.path(k)
		case Ornament:
			if len(k.Paths) > 0 {
				c.within(0, height, 1, 1, use(d.ornament(width, height, k)))
			}
		case Text:
			if err := d.text(k); err != nil {
				return err
			}
		case Code:
			c.within(k.X, k.Y+k.Size, k.Size/millimetre, k.Size/millimetre, use(d.code(k)))
		case Picture:
			if k.JPEG != nil {
				c.within(k.X, k.Y+k.Height, k.Width/millimetre, k.Height/millimetre, use(d.photo(k)))
			}
		}
	}
	content, page := d.reserve(), d.reserve()
	d.packed(content, "", c.Bytes())
	d.put(page, fmt.Sprintf("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Contents %d 0 R /Resources <</Font %d 0 R /XObject <<%s>>>>>>",
		d.pages, number(width/millimetre), number(height/millimetre), content, d.fonts, strings.Join(external, " ")))
	d.kids = append(d.kids, page)
	return nil
}

// close writes what the pages share.
func (d *drawing) close() {
	var kids, faces []string
	for _, page := range d.kids {
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	for i, s := range d.order {
		s.write(d.objects)
		faces = append(faces, fmt.Sprintf("/F%d %d 0 R", i, s.number))
	}
	d.put(d.pages, fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(kids), strings.Join(kids, " ")))
	d.put(d.fonts, fmt.Sprintf("<<%s>>", strings.Join(faces, " ")))
}

// text writes a run of letters by their codes in the cut face.
func (d *drawing) text(t Text) error {
	s := d.subsets[t.Face]
	if s == nil {
		face := typefaces()[t.Face]
		if face == nil {
			return fail("document")
		}
		s = newSubset(face, len(d.order), d.reserve())
		d.subsets[t.Face], d.order = s, append(d.order, s)
	}
	c := &d.content
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	c.op("BT")
	fmt.Fprintf(c, "/F%d ", s.place)
	c.op("Tf", t.Size)
	c.colour(t.Colour, "rg")
	c.op("Tm", cos, sin, -sin, cos, t.X/millimetre, c.down-t.Y/millimetre)
	c.WriteByte('<')
	for _, letter := range t.Value {
		code, ok := s.code(letter)
		if !ok {
			return fail("document")
		}
		fmt.Fprintf(c, "%04X", code)
	}
	c.WriteString("> Tj\n")
	c.op("ET")
	return nil
}

// ornament gives the object of an ornament, which a document has once and a printer compresses once.
func (d *drawing) ornament(width, height float64, o Ornament) int {
	first := &o.Paths[0]
	if object, ok := d.drawn[first]; ok {
		return object
	}
	packed := d.ornaments[first]
	if packed == nil {
		var c operators
		c.reset(height)
		for _, p := range o.Paths {
			c.path(p)
		}
		packed = bytes.Clone(d.pack(c.Bytes()))
		d.ornaments[first] = packed
	}
	object := d.reserve()
	d.stream(object, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %s %s] /Resources <<>> /Filter /FlateDecode", number(width/millimetre), number(height/millimetre)), packed)
	d.drawn[first] = object
	return object
}

// code writes a code as a picture, not as rectangles: a document that was printed to another file loses its attachment, and its
// pictures can still be taken out and read. A module is 8 pixels a side, so that a byte is one line of it.
func (d *drawing) code(c Code) int {
	side := len(c.Modules)
	pixels := make([]byte, 0, 8*side*side)
	for _, line := range c.Modules {
		begin := len(pixels)
		for _, dark := range line {
			if dark {
				pixels = append(pixels, 0)
			} else {
				pixels = append(pixels, 0xff)
			}
		}
		for range 7 {
			pixels = append(pixels, pixels[begin:begin+side]...)
		}
	}
	object := d.reserve()
	d.packed(object, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1", 8*side, 8*side), pixels)
	return object
}

// photo writes a photo as the file that it is.
func (d *drawing) photo(p Picture) int {
	object := d.reserve()
	d.stream(object, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
		p.Image.Rect.Dx(), p.Image.Rect.Dy()), p.JPEG)
	return object
}

// operators are a page's content, in points from the bottom left corner.
type operators struct {
	bytes.Buffer
	down float64 // height of the page
}

// reset begins a page; lines end and turn round.
func (c *operators) reset(height float64) {
	c.Reset()
	c.down = height / millimetre
	c.WriteString("1 J 1 j\n")
}

// op writes an operator after its operands.
func (c *operators) op(name string, operands ...float64) {
	for _, v := range operands {
		c.Write(append(appendNumber(c.AvailableBuffer(), v), ' '))
	}
	c.WriteString(name)
	c.WriteByte('\n')
}

func (c *operators) colour(colour Colour, name string) {
	r, g, b := colour.RGB()
	c.op(name, float64(r)/255, float64(g)/255, float64(b)/255)
}

func (c *operators) path(p Path) {
	if len(p.Points) < 2 {
		return
	}
	c.colour(p.Colour, "RG")
	c.op("w", p.Width/millimetre)
	for i, point := range p.Points {
		name := "l"
		if i == 0 {
			name = "m"
		}
		c.op(name, point.X/millimetre, c.down-point.Y/millimetre)
	}
	if p.Closed {
		c.op("s")
	} else {
		c.op("S")
	}
}

// within draws an object that has its bottom left corner at a place in millimetres; a picture is of size 1.
func (c *operators) within(x, y, width, height float64, object string) {
	c.op("q")
	c.op("cm", width, 0, 0, height, x/millimetre, c.down-y/millimetre)
	c.WriteString(object)
	c.op(" Do")
	c.op("Q")
}

// appendNumber writes a number with at most 3 digits after the point, which are some microns.
func appendNumber(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*1000)/1000+0, 'f', -1, 64)
}

func number(v float64) string { return string(appendNumber(nil, v)) }
