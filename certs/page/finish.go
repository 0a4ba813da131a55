package page

import (
	"bytes"
	"crypto/md5" // a checksum that PDF prescribes, no protection
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"medsoc/certs/seal"
)

const producer = "Medsoc"

// AttachmentName is the file in a document that holds the sealed bytes.
const AttachmentName = "certificate.cose"

// PDF draws the model as a document with the sealed bytes attached. The same input gives the same bytes. A model that the library
// stumbles over, which Build makes none of, is an error and no panic.
func PDF(m *Model, sealed []byte) (document []byte, err error) {
	err = guarded(func() error {
		d := newDrawing(m.Title, m.Issued)
		if err := d.page(m.Width, m.Height, m.Marks); err != nil {
			return err
		}
		document, err = d.bytes()
		return err
	})
	if err != nil {
		return nil, err
	}
	return finish(document, m, sealed)
}

// guarded runs the library, whose errors and panics are one refusal.
func guarded(draw func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = fail("document")
		}
	}()
	if draw() != nil {
		return fail("document")
	}
	return nil
}

var (
	trailerSize  = regexp.MustCompile(`/Size (\d+)`)
	trailerRoot  = regexp.MustCompile(`/Root (\d+) 0 R`)
	trailerInfo  = regexp.MustCompile(`/Info (\d+) 0 R`)
	startXref    = regexp.MustCompile(`startxref\s+(\d+)`)
	catalogPages = regexp.MustCompile(`/Pages (\d+) 0 R`)
)

// update collects the objects that an incremental update appends to a drawn document.
type update struct {
	out     bytes.Buffer
	offsets map[int]int // object number -> where it begins in the whole document
	next    int

	base, root, info, pages, previous int // of the drawn document: its length, three objects, its table
}

// revise begins an update of a drawn document, whose head it raises to version 1.7.
func revise(drawn []byte) (*update, error) {
	end := drawn[max(0, len(drawn)-1024):]
	if at := bytes.LastIndex(end, []byte("trailer")); at >= 0 {
		end = end[at:]
	}
	u := &update{offsets: map[int]int{}, base: len(drawn)}
	found := true
	number := func(part *regexp.Regexp, in []byte) (n int) {
		if match := part.FindSubmatch(in); match != nil {
			n, _ = strconv.Atoi(string(match[1]))
		}
		found = found && n > 0
		return n
	}
	u.next, u.root, u.info, u.previous = number(trailerSize, end), number(trailerRoot, end), number(trailerInfo, end), number(startXref, end)
	u.pages = number(catalogPages, drawn[max(0, bytes.LastIndex(drawn, fmt.Appendf(nil, "\n%d 0 obj", u.root))):])
	if !found || !bytes.HasPrefix(drawn, []byte("%PDF-1.3")) {
		return nil, fail("document")
	}
	copy(drawn, "%PDF-1.7")
	return u, nil
}

// object appends an object under a number.
func (u *update) object(number int, dictionary string, stream []byte) {
	u.offsets[number] = u.base + u.out.Len()
	fmt.Fprintf(&u.out, "%d 0 obj\n", number)
	if stream == nil {
		fmt.Fprintf(&u.out, "<<%s>>\nendobj\n", dictionary)
		return
	}
	fmt.Fprintf(&u.out, "<<%s /Length %d>>\nstream\n", dictionary, len(stream))
	u.out.Write(stream)
	u.out.WriteString("\nendstream\nendobj\n")
}

// add appends a new object and gives its number.
func (u *update) add(dictionary string, stream []byte) int {
	number := u.next
	u.next++
	u.object(number, dictionary, stream)
	return number
}

// finish appends to a drawn certificate what its catalog needs: see the package comment.
func finish(drawn []byte, m *Model, sealed []byte) ([]byte, error) {
	u, err := revise(drawn)
	if err != nil {
		return nil, err
	}
	sum := md5.Sum(sealed)
	date := m.Issued.UTC().Format("D:20060102150405Z00'00'")
	file := u.add(fmt.Sprintf(" /Type /EmbeddedFile /Subtype /application#2Fcose /Params <</Size %d /CheckSum <%x> /CreationDate (%s) /ModDate (%s)>>",
		len(sealed), sum, date, date), sealed)
	spec := u.add(fmt.Sprintf(" /Type /Filespec /F (%s) /UF (%s) /Desc (COSE_Sign1 seal of this certificate) /AFRelationship /Data /EF <</F %d 0 R /UF %d 0 R>> ",
		AttachmentName, AttachmentName, file, file), nil)
	profile := u.add(" /N 3 /Alternate /DeviceRGB", srgb())
	intent := u.add(fmt.Sprintf(" /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R ", profile), nil)
	metadata := u.add(" /Type /Metadata /Subtype /XML", xmp(m))
	u.object(u.info, fmt.Sprintf(" /Title %s /Creator (%s) /Producer (%s) /CreationDate (%s) /ModDate (%s) ", pdfText(m.Title), producer, producer, date, date), nil)
	u.object(u.root, fmt.Sprintf(" /Type /Catalog /Version /1.7 /Pages %d 0 R /Lang (%s) /Metadata %d 0 R /OutputIntents [%d 0 R] /AF [%d 0 R] "+
		"/Names <</EmbeddedFiles <</Names [(%s) %d 0 R]>>>> /ViewerPreferences <</DisplayDocTitle true>> ",
		u.pages, m.Language, metadata, intent, spec, AttachmentName, spec), nil)
	u.xref(identifier(m, sealed))
	return append(drawn, u.out.Bytes()...), nil
}

// xref closes the update: a table of its objects, each as a section of its own, and the trailer.
func (u *update) xref(id [16]byte) {
	start := u.base + u.out.Len()
	u.out.WriteString("xref\n")
	for number := range u.next {
		if offset, ok := u.offsets[number]; ok {
			fmt.Fprintf(&u.out, "%d 1\n%010d 00000 n \n", number, offset)
		}
	}
	fmt.Fprintf(&u.out, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %d /ID [<%x> <%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		u.next, u.root, u.info, u.previous, id, id, start)
}

// identifier names the document by its seal and the time of issue.
func identifier(m *Model, sealed []byte) [16]byte {
	hash := seal.Hash(sealed)
	both := sha256.Sum256(m.Issued.UTC().AppendFormat(hash[:], time.RFC3339))
	return [16]byte(both[:16])
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

// xmp says the same as the document's Info, in the form that archives read.
func xmp(m *Model) []byte {
	var title bytes.Buffer
	_ = xml.EscapeText(&title, []byte(m.Title)) // a buffer takes everything
	date := m.Issued.UTC().Format(time.RFC3339)
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>%s</xmp:CreatorTool><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>
<pdf:Producer>%s</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, "\ufeff", m.Language, title.String(), producer, date, date, producer)
}
