package page

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"medsoc/certs/seal/sealtest"
)

// Every kind of document that leaves the office names itself PDF/A-3b and keeps the rules that we know how to check.
func TestArchiveRules(t *testing.T) {
	w := sealtest.New(true)
	documents := map[string]func(t *testing.T) []byte{
		"signed": func(t *testing.T) []byte { _, signed, _ := signedPaper(t, newAuthority(t, "A", true)); return signed },
		"with photo": func(t *testing.T) []byte {
			c := w.Claims()
			m := *sampleModel(t, w, c)
			picture, err := portrait(asPNG(t, Raster(&m, 30)))
			if err != nil {
				t.Fatal(err)
			}
			m.Marks = append(slices.Clone(m.Marks), *picture)
			document, err := PDF(&m, w.Seal(c))
			if err != nil {
				t.Fatal(err)
			}
			return document
		},
		"letters": func(t *testing.T) []byte {
			var out bytes.Buffer
			if err := Letters(context.Background(), &out, len(invited), func(i int) (Letter, error) { return invitation(invited[i]), nil }, nil); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		},
	}
	for name, m := range pages(t) {
		documents[name] = func(t *testing.T) []byte {
			document, err := PDF(m, sealedOf(t, w, name))
			if err != nil {
				t.Fatal(err)
			}
			return document
		}
	}
	for name, document := range documents {
		t.Run(name, func(t *testing.T) {
			a := readArchived(t, document(t))
			for _, rule := range archiveRules {
				t.Run(rule.clause, func(t *testing.T) {
					of := *a
					of.TB = t
					rule.hold(&of)
				})
			}
		})
	}
}

var (
	tables    = regexp.MustCompile(`(?s)\nxref\n(.*?)\ntrailer\n`)
	section   = regexp.MustCompile(`^(\d+ \d+\n(\d{10} \d{5} [nf]( \n|\r\n))+)+$`)
	entry     = regexp.MustCompile(`(\d{10}) \d{5} n`)
	beginning = regexp.MustCompile(`^\d+ 0 obj\n`)
	subset6   = regexp.MustCompile(`^/[A-Z]{6}\+NotoSans`)
	operatorW = regexp.MustCompile(`^(J|j|w|m|l|h|S|q|Q|cm|Do|BT|ET|Tf|Td|Tj|RG|rg|G|g)$`)
	operand   = regexp.MustCompile(`^(-?\d+(\.\d+)?|/[A-Z]+[0-9a-f]+|<[0-9A-F]*>)$`)
)

// archiveRules are the clauses of ISO 19005-3 that bear on what we write. The package comment lists the same.
var archiveRules = []struct {
	clause string
	hold   func(a *archived)
}{
	{"6.1.2", func(a *archived) {
		text := func(c byte) bool { return c < 0x80 }
		if !bytes.HasPrefix(a.raw, []byte("%PDF-1.7\n%")) || slices.ContainsFunc(a.raw[10:14], text) || a.raw[14] != '\n' {
			a.Errorf("head %q", a.raw[:20])
		}
	}},
	{"6.1.3", func(a *archived) {
		if ids, ok := a.trailer["/ID"].([]any); !ok || len(ids) != 2 || a.trailer["/Encrypt"] != nil {
			a.Errorf("trailer %v", a.trailer)
		}
		if !bytes.HasSuffix(a.raw, []byte("\n%%EOF\n")) {
			a.Error("something follows the end")
		}
	}},
	{"6.1.4", func(a *archived) {
		found := tables.FindAllSubmatch(a.raw, -1)
		if len(found) == 0 {
			a.Error("no table")
		}
		for _, table := range found {
			if body := append(bytes.Clone(table[1]), '\n'); !section.Match(body) {
				a.Errorf("table %.80q", body)
			}
			for _, e := range entry.FindAllSubmatch(table[1], -1) {
				at, _ := strconv.Atoi(string(e[1]))
				if !beginning.Match(a.raw[at:]) || a.raw[at-1] != '\n' { // 6.1.9 too
					a.Errorf("at %d begins no object: %.20q", at, a.raw[at:])
				}
			}
		}
	}},
	{"6.1.6", func(a *archived) {
		for _, c := range a.contents() {
			for _, word := range tokens(c.stream) {
				if _, err := hex.DecodeString(strings.Trim(word, "<>")); word[0] == '<' && err != nil {
					a.Errorf("%s: %v", word, err)
				}
			}
		}
	}},
	{"6.1.7", func(a *archived) { // that /Length is right, qpdf --check has said
		a.walk(func(key string, value any) {
			if key == "/Filter" && value != "/FlateDecode" && value != "/DCTDecode" && value != "/Adobe.PPKLite" {
				a.Errorf("%s %v", key, value)
			}
		})
		for name := range a.streams {
			if d := a.objects[name]; d["/F"] != nil || d["/FFilter"] != nil {
				a.Errorf("%s lies in another file", name)
			}
		}
	}},
	{"6.1.9", func(a *archived) {
		if begun, ended := bytes.Count(a.raw, []byte(" 0 obj\n")), bytes.Count(a.raw, []byte("\nendobj\n")); begun != ended || begun == 0 {
			a.Errorf("%d begun, %d ended", begun, ended)
		}
	}},
	{"6.1.13", func(a *archived) {
		a.walk(func(key string, value any) {
			if text, ok := value.(string); len(key) > 127 || ok && len(text) > 32767 {
				a.Errorf("%s is too long", key)
			}
		})
		for _, c := range a.contents() {
			open := 0
			for _, word := range tokens(c.stream) {
				if word == "q" {
					open++
				} else if word == "Q" {
					open--
				}
			}
			if open != 0 {
				a.Error("states are not given back")
			}
		}
		for _, page := range a.pages() {
			for _, side := range page["/MediaBox"].([]any)[2:] {
				if v := side.(float64); v < 3 || v > 14400 {
					a.Errorf("a page of %v", v)
				}
			}
		}
	}},
	{"6.2.2", func(a *archived) {
		for _, c := range a.contents() {
			if c.resources == nil {
				a.Error("content without resources")
			}
			for _, word := range tokens(c.stream) {
				if !operatorW.MatchString(word) && !operand.MatchString(word) {
					a.Errorf("%q is no operator of ours", word)
				}
				if word[0] == '/' && a.get(c.resources["/Font"])[word] == nil && a.get(c.resources["/XObject"])[word] == nil {
					a.Errorf("%q is no resource of the page", word)
				}
			}
		}
	}},
	{"6.2.3", func(a *archived) {
		intents, _ := a.catalog["/OutputIntents"].([]any)
		if len(intents) != 1 {
			a.Fatalf("%d intents", len(intents))
		}
		intent := a.get(intents[0])
		name, _ := intent["/DestOutputProfile"].(string)
		profile := a.streams[name]
		if intent["/S"] != "/GTS_PDFA1" || a.objects[name]["/N"] != 3.0 || len(profile) < 128 {
			a.Fatalf("%v", intent)
		}
		if int(binary.BigEndian.Uint32(profile)) != len(profile) || profile[8] != 2 || string(profile[12:24]) != "mntrRGB XYZ " || string(profile[36:40]) != "acsp" {
			a.Errorf("profile %q", profile[:40])
		}
		for i := range int(binary.BigEndian.Uint32(profile[128:])) {
			tag := profile[132+12*i:]
			if from, size := binary.BigEndian.Uint32(tag[4:]), binary.BigEndian.Uint32(tag[8:]); from%4 != 0 || int(from+size) > len(profile) {
				a.Errorf("tag %q", tag[:12])
			}
		}
	}},
	{"6.2.4", func(a *archived) {
		a.walk(func(key string, value any) {
			if key == "/ColorSpace" && value != "/DeviceRGB" && value != "/DeviceGray" {
				a.Errorf("%v", value)
			}
		})
	}},
	{"6.2.8, 6.2.9, 6.2.10, 6.4.2, 6.5, 6.9, 6.10, 6.11", func(a *archived) {
		banned := strings.Fields("/Alternates /OPI /Interpolate /PS /Ref /Subtype2 /Group /SMask /SMaskInData /BM /CA /ca /ExtGState /Pattern /Shading " +
			"/A /AA /OpenAction /JS /JavaScript /URI /XFA /NeedAppearances /OCProperties /OC /AlternatePresentations /PresSteps /Requirements /NeedsRendering /Encrypt")
		a.walk(func(key string, value any) {
			if slices.Contains(banned, key) {
				a.Errorf("%s %v", key, value)
			}
		})
	}},
	{"6.2.11.3", func(a *archived) {
		for name, f := range a.fonts() {
			d := a.get(f["/DescendantFonts"].([]any)[0])
			info := a.get(d["/CIDSystemInfo"])
			if f["/Encoding"] != "/Identity-H" || d["/CIDToGIDMap"] != "/Identity" || info["/Registry"] != "u:Adobe" || info["/Ordering"] != "u:Identity" || info["/Supplement"] != 0.0 {
				a.Errorf("%s: %v %v", name, f, d)
			}
		}
	}},
	{"6.2.11.4, 6.2.11.5, 6.2.11.7, 6.2.11.8", func(a *archived) {
		shown := a.shown()
		if len(shown) == 0 {
			a.Error("no letters are shown")
		}
		for name, codes := range shown {
			a.holdFont(name, codes)
		}
	}},
	{"6.3, 6.4.1, 6.4.3", func(a *archived) {
		for _, page := range a.pages() {
			if page["/Annots"] != nil {
				a.Error("a page has annotations")
			}
		}
		fields := 0
		for _, d := range a.objects {
			if d["/Type"] != "/Annot" {
				continue
			}
			fields++
			flags, _ := d["/F"].(float64)
			if fmt.Sprint(d["/Rect"]) != "[0 0 0 0]" || d["/Subtype"] != "/Widget" || int(flags)&(1|2|4|32) != 4 || d["/FT"] != "/Sig" {
				a.Errorf("%v", d)
			}
			signature := a.get(d["/V"])
			if signature["/SubFilter"] != "/adbe.pkcs7.detached" || signature["/ByteRange"] == nil {
				a.Errorf("%v", signature["/SubFilter"])
			}
		}
		if signed := a.catalog["/AcroForm"] != nil; signed != (fields == 1) || fields > 1 {
			a.Errorf("%d fields, %v", fields, a.catalog["/AcroForm"])
		}
	}},
	{"6.6.2, 6.6.4", func(a *archived) {
		name, _ := a.catalog["/Metadata"].(string)
		d := a.objects[name]
		if d["/Filter"] != nil || d["/Type"] != "/Metadata" || d["/Subtype"] != "/XML" {
			a.Errorf("%v", d)
		}
		said, info := properties(a), a.get(a.trailer["/Info"])
		want := map[string]any{"/Title": said["title"], "/Creator": said["CreatorTool"], "/Producer": said["Producer"], "/CreationDate": said["CreateDate"], "/ModDate": said["ModifyDate"]}
		for key, xmp := range want {
			value, _ := info[key].(string)
			value = strings.TrimPrefix(value, "u:")
			if date := regexp.MustCompile(`^D:(....)(..)(..)(..)(..)(..)Z00'00'$`); strings.HasSuffix(key, "Date") {
				value = date.ReplaceAllString(value, "$1-$2-${3}T$4:$5:${6}Z")
			}
			if value != xmp {
				a.Errorf("%s: Info says %q, XMP %q", key, value, xmp)
			}
		}
		if said["part"] != "3" || said["conformance"] != "B" || a.catalog["/Lang"] != "u:"+said["language"] {
			a.Errorf("%v", said)
		}
	}},
	{"6.8", func(a *archived) {
		attached := map[string]bool{}
		for name, d := range a.objects {
			if d["/Type"] == "/EmbeddedFile" {
				if params := a.get(d["/Params"]); d["/Subtype"] != "/application/cose" || params["/ModDate"] == nil || params["/Size"] != float64(len(a.streams[name])) {
					a.Errorf("%v", d)
				}
			}
			if d["/Type"] == "/Filespec" {
				attached[name] = true
				if d["/F"] == nil || d["/F"] != d["/UF"] || d["/Desc"] == nil || d["/AFRelationship"] != "/Data" || a.get(a.get(d["/EF"])["/F"])["/Type"] != "/EmbeddedFile" {
					a.Errorf("%v", d)
				}
			}
		}
		named, _ := a.catalog["/AF"].([]any)
		for _, name := range named {
			delete(attached, name.(string))
		}
		if len(attached) > 0 {
			a.Errorf("the catalog does not name %v", attached)
		}
	}},
}
