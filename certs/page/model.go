package page

import (
	"image"
	"time"
)

// Sizes of A4 in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
)

// Model is a page as a list of marks, drawn in their order. Lengths are millimetres from the top left corner.
type Model struct {
	Width, Height float64
	Language      string    // of the document, a tag such as "az"
	Title         string    // of the document; it names no person
	Issued        time.Time // the document's only date
	Marks         []Mark
}

// Mark is a Path, an Ornament, a Text, a Code or a Picture.
type Mark interface{ mark() }

// Colour is 0xRRGGBB.
type Colour uint32

// RGB are the colour's parts, 0 to 255.
func (c Colour) RGB() (r, g, b uint8) { return uint8(c >> 16), uint8(c >> 8), uint8(c) }

// Point is a place on the page.
type Point struct{ X, Y float64 }

// Path is a line through points.
type Path struct {
	Points []Point
	Closed bool
	Width  float64
	Colour Colour
}

// Ornament is the lines that every paper of a size has, so that a document of many holds them once.
type Ornament struct{ Paths []Path }

// Text is a run of letters in one face, beginning at X on the base line Y, turned counter-clockwise by Angle degrees.
type Text struct {
	X, Y   float64
	Value  string
	Size   float64 // points
	Bold   bool
	Face   string // name of a face of assets/fonts
	Colour Colour
	Angle  float64
}

// Code is a QR code with its quiet zone, dark modules on white.
type Code struct {
	X, Y, Size float64
	Modules    [][]bool // rows from the top; true is dark
}

// Picture is a photo; without an Image it is the empty place for one.
type Picture struct {
	X, Y, Width, Height float64
	Image               *image.RGBA
	JPEG                []byte // the same picture as a document holds it
}

func (Path) mark()     {}
func (Ornament) mark() {}
func (Text) mark()     {}
func (Code) mark()     {}
func (Picture) mark()  {}

// Colours of the page.
const (
	primary Colour = 0x1b5e9e
	ink     Colour = 0x16202b
	quiet   Colour = 0x5a6878
	tint    Colour = 0x9dbbd8
	hair    Colour = 0xc9d6e3
	faded   Colour = 0xf4dcd8 // SAMPLE
	warning Colour = 0xa3311f // DUPLICATE
)
