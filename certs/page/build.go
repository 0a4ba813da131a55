package page

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/skip2/go-qrcode"
	"golang.org/x/text/unicode/norm"

	"medsoc/assets/fonts"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// Particulars are what a page shows and a seal has no room for. The op of the certificate carries them.
type Particulars struct {
	Surname, Given, Patronymic string         // in the register's spelling
	Identifier                 string         // whole; "" where the person has none
	Commission                 law.FormText   // name of the commission, by language
	Cause                      law.FormText   // cause in words, by language; nil where there is none
	Decision                   string         // number or date of the decision, where the form asks for it
	Services                   []law.FormText // of a programme, by language, in the order of the seal
	Labour                     string         // the programme's recommendation on work
	Replaces                   uint64         // of a duplicate: the number of the paper in whose place it is given; 0 where that is not known

	// Photo is a JPEG or PNG picture of the person, which a certificate bears where the law wants one. It is never in the seal.
	Photo      []byte
	PhotoPlace bool // the law wants a photo: without one its place is left empty
}

// Build lays out a page. issued is the time of the seal, in the zone of the issuing office, which gives the printed day. It
// refuses particulars that say other than the seal, because a receiver compares the two. What the form of a kind does not list is not
// printed. A form of half a sheet whose texts do not fit gets a whole one.
func Build(sealed []byte, form *law.CertificateForm, p Particulars, issued time.Time) (*Model, error) {
	claims, err := seal.Peek(sealed)
	if err != nil {
		return nil, err
	}
	if err := agree(claims, p, issued); err != nil {
		return nil, err
	}
	kind, ok := law.FormKind(claims.Kind)
	if !ok || form.Titles[kind] == nil || len(form.Languages) == 0 {
		return nil, fail("form.kind")
	}
	code, err := qrcode.New(seal.QRText(claims.Issuer, sealed), qrcode.High) // level Q
	if err != nil || code.VersionNumber > maxVersion {
		return nil, fail("code.size")
	}
	if !Printable(p.Surname, p.Given, p.Patronymic, p.Identifier) {
		return nil, fail("glyph")
	}
	if !Printable(p.Labour) {
		return nil, fail("labour.glyph")
	}
	var photo *Picture
	if claims.Kind == expertise.KindCertificate && (p.PhotoPlace || len(p.Photo) > 0) {
		if photo, err = portrait(p.Photo); err != nil {
			return nil, err
		}
	}
	modules := code.Bitmap()
	var marks []Mark
	var on try
	for _, on = range tries(form.Sizes[kind], len(form.Languages)) {
		s := sheet{paper: on.paper, form: form, languages: form.Languages[:on.languages], claims: claims, kind: kind,
			issued: issued, code: modules, photo: photo}
		if s.rows, err = tableRows(claims, form, form.Fields[kind], p, s.languages); err != nil {
			return nil, err
		}
		if marks, err = s.layout(); err == nil {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	if !drawable(marks) {
		return nil, fail("form.glyph")
	}
	return &Model{
		Width: on.width, Height: on.height, Language: form.Languages[0],
		Title:  fmt.Sprintf("%s %d", form.Titles[kind][form.Languages[0]], claims.Number),
		Issued: issued.Truncate(time.Second), Marks: marks,
	}, nil
}

// maxVersion keeps a module of the 50 mm code above half a millimetre.
const maxVersion = 15

// agree refuses a page that would say other than its seal.
func agree(c *seal.Claims, p Particulars, issued time.Time) error {
	if issued.Unix() != c.Issued.Unix() {
		return fail("differs.issued")
	}
	for _, part := range []struct{ sealed, printed string }{
		{c.Name.Surname, p.Surname}, {c.Name.Given, p.Given}, {c.Name.Patronymic, p.Patronymic},
	} {
		printed := norm.NFC.String(strings.TrimSpace(part.printed))
		if !strings.HasPrefix(printed, part.sealed) || !c.Name.Shortened && printed != part.sealed {
			return fail("differs.name")
		}
	}
	if p.Identifier != "" && !strings.HasSuffix(p.Identifier, c.IdentifierTail) {
		return fail("differs.identifier")
	}
	if len(p.Services) != len(c.Services) {
		return fail("differs.services")
	}
	return nil
}

// Printable tells whether the page has a face for every letter of the texts. Whoever seals asks first: a sealed paper that cannot be
// printed helps nobody.
func Printable(texts ...string) bool {
	for _, text := range texts {
		for _, r := range norm.NFC.String(text) {
			regular, has := fonts.Choose(r, false)
			bold, hasBold := fonts.Choose(r, true)
			if !unicode.IsSpace(r) && !(has && hasBold && draws(regular, r) && draws(bold, r)) {
				return false
			}
		}
	}
	return true
}

// drawable holds every run of letters against its face: a box for a missing letter is never printed.
func drawable(marks []Mark) bool {
	for _, mark := range marks {
		text, ok := mark.(Text)
		if !ok {
			continue
		}
		for _, r := range text.Value {
			if face, has := fonts.Choose(r, text.Bold); !has || face.Name != text.Face && r != ' ' || !draws(face, r) {
				return false
			}
		}
	}
	return true
}

// draws leaves out what a face has a shape for and a paper should not show, and letters above U+FFFF, which a code of two bytes does not name.
func draws(face *fonts.Face, r rune) bool {
	return r <= 0xffff && r != unicode.ReplacementChar && unicode.IsGraphic(r) && face.Has(r)
}
