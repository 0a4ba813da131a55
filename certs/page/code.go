package page

import (
	"bytes"
	"hash/crc32"
)

// modulePixels is the side of a module in the code's picture, so that a byte is one line of it.
const modulePixels = 8

// png encodes a code as a picture, not as rectangles: a document that was printed to another file loses its attachment, and its
// pictures can still be taken out and read. The picture is grey of one bit, which Go's encoder does not write; lines that repeat the
// one above are said to do so.
func (d *drawing) png(c Code) []byte {
	const plain, above = 0, 2 // how a line is written
	side := len(c.Modules)
	lines := make([]byte, 0, modulePixels*side*(side+1))
	for _, row := range c.Modules {
		lines = append(lines, plain)
		for _, dark := range row {
			if dark {
				lines = append(lines, 0)
			} else {
				lines = append(lines, 0xff)
			}
		}
		for range modulePixels - 1 {
			lines = append(append(lines, above), make([]byte, side)...)
		}
	}
	var file bytes.Buffer
	chunk := func(kind string, data []byte) {
		file.Write(be.AppendUint32(nil, uint32(len(data))))
		named := append([]byte(kind), data...)
		file.Write(be.AppendUint32(named, crc32.ChecksumIEEE(named)))
	}
	file.WriteString("\x89PNG\r\n\x1a\n")
	header := be.AppendUint32(be.AppendUint32(nil, uint32(modulePixels*side)), uint32(modulePixels*side))
	chunk("IHDR", append(header, 1, 0, 0, 0, 0)) // bits, grey, and the only methods that there are
	chunk("IDAT", d.pack(lines))
	chunk("IEND", nil)
	return file.Bytes()
}
