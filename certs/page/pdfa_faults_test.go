package page

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A test that cannot fail proves nothing: each rule finds what it is there for.
func TestArchiveRulesFindFaults(t *testing.T) {
	_, signed, _ := signedPaper(t, newAuthority(t, "A", true))
	replace := func(from, to string) func(*archived) {
		return func(a *archived) { a.raw = bytes.Replace(a.raw, []byte(from), []byte(to), 1) }
	}
	set := func(kind, key string, value any) func(*archived) {
		return func(a *archived) {
			for _, d := range a.objects {
				if d["/Type"] == kind || d["/Subtype"] == kind {
					d[key] = value
				}
			}
		}
	}
	draw := func(operators string) func(*archived) {
		return func(a *archived) {
			name := a.pages()[0]["/Contents"].(string)
			a.streams[name] = append(a.streams[name], operators...)
		}
	}
	show := func(code string) func(*archived) {
		return func(a *archived) {
			for name := range a.get(a.get(a.pages()[0]["/Resources"])["/Font"]) {
				draw("BT\n" + name + " 9 Tf\n<" + code + "> Tj\nET\n")(a)
			}
		}
	}
	stream := func(kind, from, to string) func(*archived) {
		return func(a *archived) {
			for name, d := range a.objects {
				if d["/Type"] == kind {
					a.streams[name] = bytes.Replace(a.streams[name], []byte(from), []byte(to), 1)
				}
			}
		}
	}
	spoilt := map[string]bool{}
	for _, c := range []struct {
		clause string
		spoil  func(*archived)
	}{
		{"6.1.2", replace("\n%\xe2\xe3\xcf\xd3\n", "\n%abcd\n")},
		{"6.1.3", func(a *archived) { delete(a.trailer, "/ID") }},
		{"6.1.3", func(a *archived) { a.raw = append(a.raw, "more"...) }},
		{"6.1.4", replace("xref\n0 ", "xref\n0  ")},
		{"6.1.4", replace("00000 n \n", "00000 n\n")},
		{"6.1.6", draw("<ABC> Tj\n")},
		{"6.1.7", set("/Form", "/Filter", "/LZWDecode")},
		{"6.1.7", set("/EmbeddedFile", "/F", "u:elsewhere")},
		{"6.1.9", replace("\nendobj\n", " endobj\n")},
		{"6.1.13", set("/Catalog", "/Lang", strings.Repeat("a", 40000))},
		{"6.1.13", draw("q\n")},
		{"6.2.2", draw("BX\n")},
		{"6.2.2", draw("/X9 Do\n")},
		{"6.2.3", func(a *archived) { a.catalog["/OutputIntents"] = []any{} }},
		{"6.2.4", set("/Image", "/ColorSpace", "/DeviceCMYK")},
		{"6.2.8, 6.2.9, 6.2.10, 6.4.2, 6.5, 6.9, 6.10, 6.11", set("/Page", "/Group", dict{"/S": "/Transparency"})},
		{"6.2.8, 6.2.9, 6.2.10, 6.4.2, 6.5, 6.9, 6.10, 6.11", set("/Catalog", "/OpenAction", dict{"/S": "/JavaScript"})},
		{"6.2.11.3", set("/CIDFontType2", "/CIDToGIDMap", "9 0 R")},
		{"6.2.11.4, 6.2.11.5, 6.2.11.7, 6.2.11.8", show("0000")},
		{"6.2.11.4, 6.2.11.5, 6.2.11.7, 6.2.11.8", show("7FFF")},
		{"6.2.11.4, 6.2.11.5, 6.2.11.7, 6.2.11.8", set("/CIDFontType2", "/W", []any{0.0, slices.Repeat([]any{500.0}, 200)})},
		{"6.2.11.4, 6.2.11.5, 6.2.11.7, 6.2.11.8", set("/Type0", "/BaseFont", "/NotoSans")},
		{"6.3, 6.4.1, 6.4.3", set("/Annot", "/F", 2.0)},
		{"6.3, 6.4.1, 6.4.3", set("/Page", "/Annots", []any{})},
		{"6.6.2, 6.6.4", stream("/Metadata", "<pdfaid:part>3", "<pdfaid:part>2")},
		{"6.6.2, 6.6.4", stream("/Metadata", "<xmp:CreatorTool>", "<xmp:CreatorTool>Other")},
		{"6.6.2, 6.6.4", stream("/Metadata", "http://ns.adobe.com/pdf/1.3/", "http://example.org/")},
		{"6.8", set("/EmbeddedFile", "/Subtype", nil)},
		{"6.8", func(a *archived) { delete(a.catalog, "/AF") }},
	} {
		a := readArchived(t, signed)
		found := &complaints{TB: t}
		a.TB = found
		c.spoil(a)
		for _, rule := range archiveRules {
			if rule.clause == c.clause {
				found.hear(func() { rule.hold(a) })
			}
		}
		if spoilt[c.clause] = true; found.count == 0 {
			t.Errorf("%s does not find its fault", c.clause)
		}
	}
	for _, rule := range archiveRules {
		if !spoilt[rule.clause] {
			t.Errorf("%s was never spoilt", rule.clause)
		}
	}
}

// complaints counts what a rule finds instead of failing a test.
type complaints struct {
	testing.TB
	count int
}

func (c *complaints) hear(rule func()) {
	defer func() {
		if r := recover(); r != nil && r != c {
			panic(r)
		}
	}()
	rule()
}

func (c *complaints) Error(...any)          { c.count++ }
func (c *complaints) Errorf(string, ...any) { c.count++ }
func (c *complaints) Fatal(...any)          { c.count++; panic(c) }
func (c *complaints) Fatalf(string, ...any) { c.count++; panic(c) }
