package page

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// objects are a PDF file in the making: numbered objects, each written once, and the table of where they begin. An archive asks for
// the plainest form of all this: see the package comment.
type objects struct {
	out     bytes.Buffer
	offsets []int // of object number 1, 2, ...; 0 while it is only reserved
	tight   *zlib.Writer
	packing bytes.Buffer
}

// The bytes over 127 tell whoever carries the file that it is no text.
const head = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

func newObjects() *objects {
	o := &objects{}
	o.out.WriteString(head)
	o.tight, _ = zlib.NewWriterLevel(&o.packing, 6) // the level is in range
	return o
}

// reset begins another file with the same memory.
func (o *objects) reset() {
	o.out.Reset()
	o.out.WriteString(head)
	o.offsets = o.offsets[:0]
}

// reserve gives the number of an object that is written later.
func (o *objects) reserve() int {
	o.offsets = append(o.offsets, 0)
	return len(o.offsets)
}

func (o *objects) begin(number int) {
	o.offsets[number-1] = o.out.Len()
	fmt.Fprintf(&o.out, "%d 0 obj\n", number)
}

// put writes an object under a reserved number.
func (o *objects) put(number int, value string) {
	o.begin(number)
	o.out.WriteString(value)
	o.out.WriteString("\nendobj\n")
}

// stream writes bytes as they are; entries are those of the dictionary beside the length.
func (o *objects) stream(number int, entries string, data []byte) {
	o.begin(number)
	fmt.Fprintf(&o.out, "<<%s /Length %d>>\nstream\n", entries, len(data))
	o.out.Write(data)
	o.out.WriteString("\nendstream\nendobj\n")
}

// packed writes bytes compressed.
func (o *objects) packed(number int, entries string, data []byte) {
	o.stream(number, entries+" /Filter /FlateDecode", o.pack(data))
}

// pack compresses; what it gives is good until the next call.
func (o *objects) pack(data []byte) []byte {
	o.packing.Reset()
	o.tight.Reset(&o.packing)
	_, _ = o.tight.Write(data) // a buffer takes everything
	_ = o.tight.Close()
	return o.packing.Bytes()
}

// close writes the table and the trailer.
func (o *objects) close(root, info int, id [16]byte) []byte {
	table := o.out.Len()
	fmt.Fprintf(&o.out, "xref\n0 %d\n0000000000 65535 f \n", len(o.offsets)+1)
	for _, offset := range o.offsets {
		fmt.Fprintf(&o.out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&o.out, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(o.offsets)+1, root, info, id, id, table)
	return o.out.Bytes()
}

// pdfText writes a text string as UTF-16 with its byte order mark, in hexadecimal.
func pdfText(text string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String() + ">"
}
