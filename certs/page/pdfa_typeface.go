package page

import (
	"encoding/binary"
	"sync"

	"golang.org/x/image/font/sfnt"

	"medsoc/assets/fonts"
)

// typeface is what a document takes of a face's TrueType file, found once in the program's life. The files are ours; a broken one
// ends in a panic that the first drawing test meets.
type typeface struct {
	face             *fonts.Face
	em               int
	glyf, hmtx, loca []byte
	head, hhea, maxp []byte
	wide             bool // loca has 4 bytes a place
	metrics          int  // entries of hmtx with a width of their own
}

// typefaces are all faces by name.
var typefaces = sync.OnceValue(func() map[string]*typeface {
	all := map[string]*typeface{}
	for _, bold := range []bool{false, true} {
		for _, face := range fonts.Faces(bold) {
			all[face.Name] = parseTypeface(face)
		}
	}
	return all
})

var be = binary.BigEndian

func parseTypeface(face *fonts.Face) *typeface {
	tables := map[string][]byte{}
	for i := range int(be.Uint16(face.Data[4:])) {
		entry := face.Data[12+16*i:]
		offset, length := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		tables[string(entry[:4])] = face.Data[offset:][:length]
	}
	return &typeface{
		face: face, em: int(be.Uint16(tables["head"][18:])),
		glyf: tables["glyf"], hmtx: tables["hmtx"], loca: tables["loca"],
		head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"],
		wide: be.Uint16(tables["head"][50:]) == 1, metrics: int(be.Uint16(tables["hhea"][34:])),
	}
}

// glyph finds a letter; 0 is the box for a letter that the face has not.
func (f *typeface) glyph(letter rune, buffer *sfnt.Buffer) uint16 {
	index, err := f.face.SFNT().GlyphIndex(buffer, letter)
	if err != nil {
		return 0
	}
	return uint16(index)
}

// outline is a glyph as the file has it.
func (f *typeface) outline(glyph uint16) []byte {
	if f.wide {
		return f.glyf[be.Uint32(f.loca[4*int(glyph):]):be.Uint32(f.loca[4*int(glyph)+4:])]
	}
	return f.glyf[2*int(be.Uint16(f.loca[2*int(glyph):])) : 2*int(be.Uint16(f.loca[2*int(glyph)+2:]))]
}

// metric gives a glyph's width and left bearing, in units of the face.
func (f *typeface) metric(glyph uint16) (width, bearing uint16) {
	at := int(glyph)
	if at < f.metrics {
		return be.Uint16(f.hmtx[4*at:]), be.Uint16(f.hmtx[4*at+2:])
	}
	return be.Uint16(f.hmtx[4*(f.metrics-1):]), be.Uint16(f.hmtx[4*f.metrics+2*(at-f.metrics):])
}

// thousandths turns units of the face into those of PDF.
func (f *typeface) thousandths(units int) int {
	if units < 0 {
		return -f.thousandths(-units)
	}
	return (units*1000 + f.em/2) / f.em
}
