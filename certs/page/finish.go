package page

import (
	"bytes"
	"crypto/md5" // a checksum that PDF prescribes, no protection
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"medsoc/certs/seal"
)

const producer = "Medsoc"

// AttachmentName is the file in a document that holds the sealed bytes.
const AttachmentName = "certificate.cose"

// Printer makes documents one after another: what they have in common, such as the lines around every page, is made ready once. It
// serves one goroutine at a time.
type Printer struct {
	objects   *objects
	forms     forms
	ornaments map[string][]byte
}

// NewPrinter makes a printer.
func NewPrinter() *Printer { return &Printer{newObjects(), forms{}, map[string][]byte{}} }

// PDF draws the model as a document with the sealed bytes attached. The same input gives the same bytes. A model with a letter that
// no face has, which Build makes none of, is an error.
func PDF(m *Model, sealed []byte) ([]byte, error) { return NewPrinter().PDF(m, sealed) }

// PDF gives the same bytes as the function PDF, quicker in a run.
func (p *Printer) PDF(m *Model, sealed []byte) ([]byte, error) {
	d := newDrawing(p)
	if err := d.page(m.Width, m.Height, m.Marks); err != nil {
		return nil, err
	}
	e := ending{language: m.Language, title: m.Title, made: m.Issued, id: identifier(m, sealed), sealed: sealed}
	return bytes.Clone(d.finish(e)), nil
}

// ending is what a document says of itself.
type ending struct {
	language, title string
	made            time.Time // zero: the document has no date of its own
	id              [16]byte
	sealed          []byte // attached; nil: nothing is
}

// finish writes what a document of an archive needs beside its pages, see the package comment, and gives the file.
func (d *drawing) finish(e ending) []byte {
	d.close()
	profile, metadata := d.reserve(), d.reserve()
	d.stream(profile, "/N 3 /Alternate /DeviceRGB", srgb())
	d.stream(metadata, "/Type /Metadata /Subtype /XML", xmp(e))
	dates, attached := "", ""
	if !e.made.IsZero() {
		dates = fmt.Sprintf(" /CreationDate (%s) /ModDate (%[1]s)", pdfDate(e.made))
	}
	if e.sealed != nil {
		attached = fmt.Sprintf(" /AF [%d 0 R] /Names <</EmbeddedFiles <</Names [(%s) %[1]d 0 R]>>>>", d.attach(e), AttachmentName)
	}
	d.put(d.info, fmt.Sprintf("<</Title %s /Creator (%s) /Producer (%s)%s>>", pdfText(e.title), producer, producer, dates))
	d.put(d.root, fmt.Sprintf("<</Type /Catalog /Pages %d 0 R /Lang %s /Metadata %d 0 R "+
		"/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R>>]"+
		"%s /ViewerPreferences <</DisplayDocTitle true>>>>", d.pages, pdfLanguage(e.language), metadata, profile, attached))
	return d.objects.close(d.root, d.info, e.id)
}

// attach writes the sealed bytes as a file in the document and gives the object that names it.
func (d *drawing) attach(e ending) int {
	file, spec := d.reserve(), d.reserve()
	d.stream(file, fmt.Sprintf("/Type /EmbeddedFile /Subtype /application#2Fcose /Params <</Size %d /CheckSum <%x> /CreationDate (%s) /ModDate (%[3]s)>>",
		len(e.sealed), md5.Sum(e.sealed), pdfDate(e.made)), e.sealed)
	d.put(spec, fmt.Sprintf("<</Type /Filespec /F (%s) /UF (%[1]s) /Desc (COSE_Sign1 seal of this certificate) /AFRelationship /Data /EF <</F %d 0 R /UF %[2]d 0 R>>>>",
		AttachmentName, file))
	return spec
}

// pdfLanguage writes a language's tag; what is none is an unknown language.
func pdfLanguage(tag string) string {
	if strings.Trim(strings.ToLower(tag), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return "()"
	}
	return "(" + tag + ")"
}

func pdfDate(t time.Time) string { return t.UTC().Format("D:20060102150405Z00'00'") }

// identifier names the document by its seal and the time of issue.
func identifier(m *Model, sealed []byte) [16]byte {
	hash := seal.Hash(sealed)
	both := sha256.Sum256(m.Issued.UTC().AppendFormat(hash[:], time.RFC3339))
	return [16]byte(both[:16])
}

// xmp says the same as the document's Info, in the form that archives read, and which standard the document keeps.
func xmp(e ending) []byte {
	escape := func(text string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
		return b.String()
	}
	dates := ""
	if !e.made.IsZero() {
		dates = fmt.Sprintf("<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%[1]s</xmp:ModifyDate>", e.made.UTC().Format(time.RFC3339))
	}
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>%s</xmp:CreatorTool>%s
<pdf:Producer>%s</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, "\ufeff", escape(e.language), escape(e.title), producer, dates, producer)
}
