package page

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// subset is a face cut down to the letters of one document. A letter's code in the document is its glyph's place in the cut face, so
// that no table has to translate; letters take their places as they come.
type subset struct {
	*typeface
	name    string // that gofpdf gave it in the pages
	number  int    // of the font's object
	codes   map[rune]uint16
	letters []rune   // by code; the box for a missing letter is 0
	glyphs  []uint16 // by code, in the face; parts of composed glyphs follow the letters
	buffer  sfnt.Buffer
}

func newSubset(f *typeface, number int) *subset {
	return &subset{typeface: f, number: number, codes: map[rune]uint16{}, letters: []rune{0}, glyphs: []uint16{0}}
}

// code gives a letter's code; false when the face has no shape for it, or none that two bytes name.
func (s *subset) code(letter rune) (uint16, bool) {
	if code, ok := s.codes[letter]; ok {
		return code, true
	}
	glyph := s.glyph(letter, &s.buffer)
	if glyph == 0 || letter > 0xffff {
		return 0, false
	}
	code := uint16(len(s.glyphs))
	s.codes[letter] = code
	s.letters, s.glyphs = append(s.letters, letter), append(s.glyphs, glyph)
	return code, true
}

// write puts the font's five objects into a file.
func (s *subset) write(o *objects) {
	file := s.file()
	sum := sha256.Sum256(file)
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	name := fmt.Sprintf("%s+%s", tag, s.face.Name)
	descendant, descriptor, data, unicode := o.reserve(), o.reserve(), o.reserve(), o.reserve()
	o.put(s.number, fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, descendant, unicode))
	var widths bytes.Buffer
	for _, glyph := range s.glyphs[:len(s.letters)] {
		width, _ := s.metric(glyph)
		fmt.Fprintf(&widths, "%d ", s.thousandths(int(width)))
	}
	o.put(descendant, fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
		"/CIDToGIDMap /Identity /FontDescriptor %d 0 R /DW 0 /W [0 [%s]]>>", name, descriptor, bytes.TrimSpace(widths.Bytes())))
	signed := func(table []byte, at int) int { return s.thousandths(int(int16(be.Uint16(table[at:])))) }
	o.put(descriptor, fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight 714 /StemV 80 /FontFile2 %d 0 R>>",
		name, signed(s.head, 36), signed(s.head, 38), signed(s.head, 40), signed(s.head, 42), signed(s.hhea, 4), signed(s.hhea, 6), data))
	o.packed(data, fmt.Sprintf("/Length1 %d", len(file)), file)
	o.packed(unicode, "", s.unicode())
}

// unicode tells which letter each code is, in blocks of at most 100.
func (s *subset) unicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 1; from < len(s.letters); from += 100 {
		block := s.letters[from:min(from+100, len(s.letters))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, letter := range block {
			fmt.Fprintf(&b, "<%04X> <%04X>\n", from+i, letter)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// file is the cut face: the six tables that a document needs. Instructions for coarse screens are left out, which halves it.
func (s *subset) file() []byte {
	var glyf, hmtx bytes.Buffer
	loca := make([]byte, 4, 4*len(s.glyphs)+4)
	for code := 0; code < len(s.glyphs); code++ { // parts are appended on the way
		glyf.Write(s.bare(s.outline(s.glyphs[code])))
		glyf.Write(make([]byte, (4-glyf.Len()%4)%4))
		loca = be.AppendUint32(loca, uint32(glyf.Len()))
		width, bearing := s.metric(s.glyphs[code])
		hmtx.Write(be.AppendUint16(be.AppendUint16(nil, width), bearing))
	}
	head, hhea, maxp := bytes.Clone(s.head), bytes.Clone(s.hhea), bytes.Clone(s.maxp)
	be.PutUint32(head[8:], 0)
	be.PutUint16(head[50:], 1) // loca has 4 bytes a place
	be.PutUint16(hhea[34:], uint16(len(s.glyphs)))
	be.PutUint16(maxp[4:], uint16(len(s.glyphs)))
	clear(maxp[14:28]) // what instructions need
	be.PutUint16(maxp[14:], 1)
	tables := []struct {
		name string
		data []byte
	}{{"glyf", glyf.Bytes()}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx.Bytes()}, {"loca", loca}, {"maxp", maxp}}
	file := []byte{0, 1, 0, 0, 0, 6, 0, 64, 0, 2, 0, 32} // TrueType, 6 tables, and three numbers for a search in them
	offset, headAt := len(file)+16*len(tables), 0
	for _, table := range tables {
		if table.name == "head" {
			headAt = offset
		}
		file = append(file, table.name...)
		for _, v := range []uint32{sum32(table.data), uint32(offset), uint32(len(table.data))} {
			file = be.AppendUint32(file, v)
		}
		offset += (len(table.data) + 3) &^ 3
	}
	for _, table := range tables {
		file = append(file, table.data...)
		file = append(file, make([]byte, (4-len(file)%4)%4)...)
	}
	be.PutUint32(file[headAt+8:], 0xb1b0afba-sum32(file))
	return file
}

// sum32 is TrueType's checksum.
func sum32(data []byte) (sum uint32) {
	for ; len(data) >= 4; data = data[4:] {
		sum += be.Uint32(data)
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + be.Uint32(rest[:])
}

// bare gives a glyph without instructions; the parts of a composed one get their places in the cut face.
func (s *subset) bare(outline []byte) []byte {
	if len(outline) == 0 {
		return nil
	}
	if contours := int(int16(be.Uint16(outline))); contours >= 0 {
		ends := 10 + 2*contours
		instructions := int(be.Uint16(outline[ends:]))
		return append(append(bytes.Clone(outline[:ends]), 0, 0), outline[ends+2+instructions:]...)
	}
	const (
		words, scale, more, scaleXY, matrix, instructed = 0x01, 0x08, 0x20, 0x40, 0x80, 0x100
	)
	bare := bytes.Clone(outline)
	for at := 10; ; {
		flags := be.Uint16(bare[at:])
		be.PutUint16(bare[at:], flags&^instructed)
		be.PutUint16(bare[at+2:], s.part(be.Uint16(bare[at+2:])))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&scaleXY != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			return bare[:at]
		}
	}
}

// part gives the place of a composed glyph's part.
func (s *subset) part(glyph uint16) uint16 {
	for code, known := range s.glyphs {
		if known == glyph {
			return uint16(code)
		}
	}
	s.glyphs = append(s.glyphs, glyph)
	return uint16(len(s.glyphs) - 1)
}
