package page

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// archived is a document as qpdf reads it: its bytes, its objects by "7 0 R", its catalog.
type archived struct {
	testing.TB
	raw     []byte
	objects map[string]dict
	streams map[string][]byte // decoded, but for JPEG
	trailer dict
	catalog dict
}

type dict = map[string]any

func readArchived(t testing.TB, document []byte) *archived {
	t.Helper()
	path := filepath.Join(written(t, map[string][]byte{"document.pdf": document}), "document.pdf")
	if out := command(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Fatalf("qpdf: %s", out)
	}
	var parsed struct {
		QPDF []json.RawMessage
	}
	var objects map[string]struct {
		Value  any
		Stream struct {
			Data []byte
			Dict dict
		}
	}
	out := command(t, "qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path)
	if err := json.Unmarshal([]byte(out), &parsed); err != nil || len(parsed.QPDF) != 2 {
		t.Fatalf("qpdf --json: %v", err)
	}
	if err := json.Unmarshal(parsed.QPDF[1], &objects); err != nil {
		t.Fatal(err)
	}
	a := &archived{TB: t, raw: document, objects: map[string]dict{}, streams: map[string][]byte{}}
	for name, o := range objects {
		key := strings.TrimPrefix(name, "obj:")
		if o.Stream.Dict != nil {
			a.objects[key], a.streams[key] = o.Stream.Dict, o.Stream.Data
		} else if d, ok := o.Value.(dict); ok {
			a.objects[key] = d
		}
	}
	a.trailer = a.objects["trailer"]
	a.catalog = a.get(a.trailer["/Root"])
	return a
}

// get follows a reference.
func (a *archived) get(v any) dict {
	if name, ok := v.(string); ok {
		return a.objects[name]
	}
	d, _ := v.(dict)
	return d
}

// fonts are the composite fonts by their objects.
func (a *archived) fonts() map[string]dict {
	all := map[string]dict{}
	for name, d := range a.objects {
		if d["/Subtype"] == "/Type0" {
			all[name] = d
		}
	}
	return all
}

// pages are the page objects.
func (a *archived) pages() (all []dict) {
	for _, d := range a.objects {
		if d["/Type"] == "/Page" {
			all = append(all, d)
		}
	}
	return all
}

// contents are the content streams with the resources that each may name.
func (a *archived) contents() (all []content) {
	for _, page := range a.pages() {
		name, _ := page["/Contents"].(string)
		all = append(all, content{a.streams[name], a.get(page["/Resources"])})
	}
	for name, d := range a.objects {
		if d["/Subtype"] == "/Form" {
			all = append(all, content{a.streams[name], a.get(d["/Resources"])})
		}
	}
	return all
}

type content struct {
	stream    []byte
	resources dict
}

// walk visits every dictionary, key by key.
func (a *archived) walk(visit func(key string, value any)) {
	var into func(v any)
	into = func(v any) {
		switch v := v.(type) {
		case dict:
			for key, value := range v {
				visit(key, value)
				into(value)
			}
		case []any:
			for _, value := range v {
				into(value)
			}
		}
	}
	for _, d := range a.objects {
		into(d)
	}
}

// properties are those of the XMP; only the predefined schemas and that of PDF/A may be there.
func properties(a *archived) map[string]string {
	packet := a.streams[a.catalog["/Metadata"].(string)]
	if !bytes.HasPrefix(packet, []byte("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>")) || !bytes.HasSuffix(packet, []byte(`<?xpacket end="r"?>`)) {
		a.Errorf("packet %.60q", packet)
	}
	said, open := map[string]string{}, []string{}
	for d := xml.NewDecoder(bytes.NewReader(packet)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return said
		}
		if err != nil {
			a.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Space {
			case "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/", "http://www.aiim.org/pdfa/ns/id/":
				open = append(open, token.Name.Local)
			case "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "adobe:ns:meta/":
				open = append(open, "")
			default:
				a.Errorf("a property of %q", token.Name.Space)
				open = append(open, "")
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, name := range open {
				if name != "" {
					said[name] += string(bytes.TrimSpace(token))
				}
			}
		}
	}
}

// tokens are the operands and operators of a content stream; strings of bytes are given in hexadecimal.
func tokens(stream []byte) (all []string) {
	for len(stream) > 0 {
		switch c := stream[0]; {
		case bytes.IndexByte([]byte(" \n"), c) >= 0:
			stream = stream[1:]
		case c == '(':
			var text []byte
			at, deep := 1, 1
			for ; at < len(stream); at++ {
				c := stream[at]
				if c == '\\' && at+1 < len(stream) {
					at++
					if c = stream[at]; c == 'r' {
						c = '\r'
					}
				} else if c == '(' {
					deep++
				} else if c == ')' {
					if deep--; deep == 0 {
						break
					}
				}
				text = append(text, c)
			}
			all, stream = append(all, fmt.Sprintf("<%X>", text)), stream[min(at+1, len(stream)):]
		default:
			end := bytes.IndexAny(stream, " \n(")
			if end < 0 {
				end = len(stream)
			}
			all, stream = append(all, string(stream[:end])), stream[end:]
		}
	}
	return all
}

// shown are the codes that pages show, by the font's object.
func (a *archived) shown() map[string]map[int]bool {
	all := map[string]map[int]bool{}
	for _, c := range a.contents() {
		font := ""
		words := tokens(c.stream)
		for i, word := range words {
			switch word {
			case "Tf":
				font, _ = a.get(c.resources["/Font"])[words[i-2]].(string)
				if all[font] == nil {
					all[font] = map[int]bool{}
				}
			case "Tj":
				codes, err := hex.DecodeString(strings.Trim(words[i-1], "<>"))
				if err != nil || len(codes)%2 != 0 {
					a.Errorf("%s", words[i-1])
					continue
				}
				for ; len(codes) > 0; codes = codes[2:] {
					all[font][int(codes[0])<<8|int(codes[1])] = true
				}
			}
		}
	}
	return all
}

// holdFont holds an embedded face against what the document says of it and shows in it.
func (a *archived) holdFont(name string, codes map[int]bool) {
	f := a.objects[name]
	d := a.get(f["/DescendantFonts"].([]any)[0])
	descriptor := a.get(d["/FontDescriptor"])
	if base, _ := f["/BaseFont"].(string); !subset6.MatchString(base) || d["/BaseFont"] != base || descriptor["/FontName"] != base || descriptor["/CIDSet"] != nil || d["/Subtype"] != "/CIDFontType2" {
		a.Errorf("%v %v", f, descriptor)
	}
	file, _ := descriptor["/FontFile2"].(string)
	// A reader of fonts wants tables that a document needs not: they are added for it, empty of meaning.
	face, err := sfnt.Parse(readable(a.streams[file]))
	if err != nil {
		a.Fatalf("%s: %v", name, err)
	}
	widths := d["/W"].([]any)[1].([]any)
	toUnicode, _ := f["/ToUnicode"].(string)
	var buffer sfnt.Buffer
	em := face.UnitsPerEm()
	for code := range codes {
		if code == 0 || code >= len(widths) || code >= face.NumGlyphs() {
			a.Errorf("%s shows %d of %d", name, code, len(widths))
			continue
		}
		advance, err := face.GlyphAdvance(&buffer, sfnt.GlyphIndex(code), fixed.I(int(em)), font.HintingNone)
		if got := float64(advance) / 64 / float64(em) * 1000; err != nil || got-widths[code].(float64) > 1 || widths[code].(float64)-got > 1 {
			a.Errorf("%s: code %d is %.1f wide, said %v", name, code, got, widths[code])
		}
		if _, err := face.LoadGlyph(&buffer, sfnt.GlyphIndex(code), fixed.I(int(em)), nil); err != nil {
			a.Errorf("%s: code %d: %v", name, code, err)
		}
		if !regexp.MustCompile(fmt.Sprintf(`\n<%04X> <[0-9A-F]{4}>\n`, code)).Match(a.streams[toUnicode]) {
			a.Errorf("%s: code %d has no letter", name, code)
		}
	}
}

// readable adds the tables cmap, name and post to a face.
func readable(file []byte) []byte {
	be := binary.BigEndian
	tables := map[string][]byte{
		"cmap": {0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4, 0, 24, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 1, 0, 0},
		"name": {0, 0, 0, 0, 0, 6},
		"post": append([]byte{0, 3, 0, 0}, make([]byte, 28)...),
	}
	for i := range int(be.Uint16(file[4:])) {
		e := file[12+16*i:]
		tables[string(e[:4])] = file[be.Uint32(e[8:]):][:be.Uint32(e[12:])]
	}
	out := be.AppendUint16([]byte{0, 1, 0, 0}, uint16(len(tables)))
	out = append(out, make([]byte, 6)...)
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	offset := len(out) + 16*len(tables)
	var body []byte
	for _, name := range names {
		out = append(append(out, name...), 0, 0, 0, 0)
		out = be.AppendUint32(be.AppendUint32(out, uint32(offset+len(body))), uint32(len(tables[name])))
		body = append(body, tables[name]...)
		body = append(body, make([]byte, (4-len(body)%4)%4)...)
	}
	return append(out, body...)
}
