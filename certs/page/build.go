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
	Surname, Given, Patronymic string       // in the register's spelling
	Identifier                 string       // whole; "" where the person has none
	Commission                 law.FormText // name of the commission, by language
	Cause                      law.FormText // cause in words, by language; nil where there is none
	Decision                   string       // number or date of the decision, where the form asks for it
}

// Build lays out a page. issued is the time of the seal, in the zone of the issuing office, which gives the printed day. It
// refuses particulars that say other than the seal, because a receiver compares the two.
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
	rows, err := tableRows(claims, form, form.Fields[kind], p)
	if err != nil {
		return nil, err
	}
	if !Printable(p.Surname, p.Given, p.Patronymic, p.Identifier) {
		return nil, fail("glyph")
	}
	s := sheet{form: form, claims: claims, kind: kind, issued: issued, code: code.Bitmap(), rows: rows}
	marks, err := s.layout()
	if err != nil {
		return nil, err
	}
	if !drawable(marks) {
		return nil, fail("form.glyph")
	}
	return &Model{
		Width: pageWidth, Height: pageHeight, Language: form.Languages[0],
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

// draws leaves out what a face has a shape for and a paper should not show, and what gofpdf cannot embed: letters above U+FFFF.
func draws(face *fonts.Face, r rune) bool {
	return r <= 0xffff && r != unicode.ReplacementChar && unicode.IsGraphic(r) && face.Has(r)
}

// row is one row of the table: label and value in each language, in printing order. A value that is the same in every
// language stands once.
type row struct {
	name           string
	labels, values []string
}

func tableRows(c *seal.Claims, form *law.CertificateForm, fields []law.FormField, p Particulars) ([]row, error) {
	outcome, known := form.Outcome(c.Outcome)
	if !known {
		return nil, fail("form.outcome")
	}
	one := func(text string) law.FormText {
		all := law.FormText{}
		for _, language := range form.Languages {
			all[language] = text
		}
		return all
	}
	orElse := func(d expertise.Date, none law.FormText) law.FormText {
		if d.IsZero() {
			return none
		}
		return one(day(d))
	}
	var rows []row
	for _, field := range fields {
		var value law.FormText
		switch field.Name {
		case "name":
			value = one(norm.NFC.String(strings.Join(strings.Fields(p.Surname+" "+p.Given+" "+p.Patronymic), " ")))
		case "birth":
			value = orElse(c.Birth, form.Not)
		case "identifier":
			value = one(p.Identifier)
		case "outcome":
			value = outcome.Text
		case "percent":
			if c.Percent > 0 {
				value = one(fmt.Sprintf("%d %%", c.Percent))
			}
		case "cause":
			value = p.Cause
		case "since":
			value = orElse(c.Since, form.Not)
		case "until":
			value = orElse(c.Until, form.WithoutTerm)
		case "next":
			value = orElse(c.Next, form.Not)
		case "commission":
			value = p.Commission
		case "decision":
			value = one(p.Decision)
		}
		r := row{name: field.Name}
		for i, language := range form.Languages {
			r.labels = append(r.labels, field.Label[language])
			if text := value[language]; text != "" && (i == 0 || text != value[form.Languages[0]]) {
				r.values = append(r.values, norm.NFC.String(text))
			}
		}
		if len(r.values) > 0 { // what is not known is no row
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// day writes a date as every office of the region does.
func day(d expertise.Date) string { return fmt.Sprintf("%02d.%02d.%04d", d.Day, int(d.Month), d.Year) }
