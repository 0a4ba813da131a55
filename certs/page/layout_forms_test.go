package page

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// countries have forms, and each a name in its letters.
var countries = map[string]seal.Name{
	"az": {Surname: "Məmmədov", Given: "Əli", Patronymic: "Həsən oğlu"},
	"kz": {Surname: "Нұрмағамбетқызы", Given: "Әйгерім", Patronymic: "Өмірбекқызы"},
	"ua": {Surname: "Їжакевич", Given: "Ґалина", Patronymic: "Євгенівна"},
	"kg": {Surname: "Токтогулова", Given: "Айгүл", Patronymic: "Өмүрбековна"},
	"in": {Surname: "Deshmukh", Given: "Sunita", Patronymic: "Vijay"},
}

// long are names of 200 letters in four alphabets, most of which cannot be broken between words.
var long = map[string]seal.Name{
	"az": {Surname: repeat("Hüseynquliyeva-Şəmsəddinoğlu ", 120), Given: repeat("Gülnarəxanım ", 40), Patronymic: repeat("İbrahimqızı ", 40)},
	"kz": {Surname: repeat("Нұрмағамбетқызықайырбекұлы", 120), Given: repeat("Әйгерімқанат", 40), Patronymic: repeat("Өмірбекұғлы", 40)},
	"ua": {Surname: repeat("ბარათაშვილიგიორგაძე", 120), Given: repeat("ალექსანდრე", 40), Patronymic: repeat("კონსტანტინე", 40)},
	"kg": {Surname: repeat("Հովհաննիսյան", 120), Given: repeat("Արամ", 40), Patronymic: repeat("Վարդանի", 40)},
	"in": {Surname: repeat("Venkatanarasimharajuvaripeta", 120), Given: repeat("Wwmwmwm", 40), Patronymic: repeat("Subrahmanyam ", 40)},
}

var kinds = []expertise.CertificateKind{expertise.KindCertificate, expertise.KindExtract, expertise.KindRefusal, expertise.KindProgramme}

// sheetOf is a paper of a kind with all that may stand on it.
type sheetOf struct {
	country   string
	kind      expertise.CertificateKind
	name      seal.Name
	size      string // "" is the form's own
	duplicate bool
	services  int
	photo     []byte
}

// build seals and lays out the paper by the country's own profile.
func (o sheetOf) build(t testing.TB, w *sealtest.World, p *law.Profile) (*Model, []byte, error) {
	t.Helper()
	c := w.Claims()
	c.Kind, c.Name, c.Duplicate, c.Outcome = o.kind, o.name, o.duplicate, p.Certificate.Outcomes[min(3, len(p.Certificate.Outcomes)-1)].Number
	if o.kind == expertise.KindRefusal {
		c.Outcome, c.Percent, c.Next = p.Certificate.Outcomes[0].Number, 0, expertise.Date{}
		c.SetTerm(expertise.Date{}, nil)
	}
	x := Particulars{
		Surname: o.name.Surname, Given: o.name.Given, Patronymic: o.name.Patronymic, Identifier: "900101" + c.IdentifierTail,
		Commission: law.FormText(p.Commissions[len(p.Commissions)-1].Names), Cause: law.FormText(p.Causes[len(p.Causes)-1].Names),
		PhotoPlace: p.Papers.Photo, Photo: o.photo,
	}
	if o.duplicate {
		x.Replaces = 2026000003
	}
	if o.kind == expertise.KindProgramme {
		for _, service := range p.Services[:o.services] {
			c.Services = append(c.Services, service.Seal)
			x.Services = append(x.Services, law.FormText(service.Names))
		}
		x.Labour = labour[p.Certificate.Languages[0]]
	}
	form := p.Certificate
	if o.size != "" {
		form.Sizes = map[string]string{}
		for _, kind := range kinds {
			name, _ := law.FormKind(kind)
			form.Sizes[name] = o.size
		}
	}
	sealed := w.Seal(c)
	m, err := Build(sealed, &form, x, c.Issued.In(p.Location()))
	return m, sealed, err
}

// labour is a recommendation as a commission writes it.
var labour = map[string]string{
	"az": "Yüngül fiziki əmək, oturaq iş, qısaldılmış iş günü. Gecə növbəsi və yük qaldırmaq olmaz.",
	"kk": "Жеңіл дене еңбегі, отырып істейтін жұмыс, қысқартылған жұмыс күні. Түнгі ауысымға болмайды.",
	"uk": "Легка фізична праця сидячи, скорочений робочий день. Нічні зміни протипоказані.",
	"ky": "Жеңил кол эмгеги, отуруп иштөө, кыскартылган жумуш күнү. Түнкү сменага болбойт.",
	"en": "Light work, sitting, with a shortened working day. No night shifts and no lifting.",
}

// Every kind of every country's paper, on either size, for the shortest and the longest names, original and duplicate, keeps its marks
// apart and within its frame. A name too long for half a sheet takes a whole one.
func TestNothingOverlapsOnAnyForm(t *testing.T) {
	w := sealtest.New(true)
	for country, own := range countries {
		p := profile(t, country)
		for name, is := range map[string]seal.Name{"own": own, "one letter": {Surname: "Ə"}, "200 letters": long[country]} {
			for _, kind := range kinds {
				for _, size := range []string{"A4", "A5"} {
					for _, duplicate := range []bool{false, true} {
						what := fmt.Sprintf("%s, kind %d, %s, %s, duplicate %v", country, kind, name, size, duplicate)
						m, _, err := sheetOf{country: country, kind: kind, name: is, size: size, duplicate: duplicate, services: 12}.build(t, w, p)
						if err != nil {
							t.Errorf("%s: %v", what, err)
							continue
						}
						inset := 15.5 * m.Width / pageWidth
						apart(t, what, areas(m.Marks), area{inset, inset, m.Width - inset, m.Height - inset, "the frame"})
						if size == "A5" && name == "own" && (kind == expertise.KindExtract || kind == expertise.KindRefusal) && m.Width == pageWidth {
							t.Errorf("%s does not fit on half a sheet", what)
						}
					}
				}
			}
		}
	}
}

// The whole name is on the paper, letter by letter as the register has it: і and ї keep their dots, ə ğ İ their shapes.
func TestNamesAreWhole(t *testing.T) {
	w := sealtest.New(true)
	for country, name := range countries {
		m, _, err := sheetOf{country: country, kind: expertise.KindExtract, name: name}.build(t, w, profile(t, country))
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Join(strings.Fields(name.Surname+" "+name.Given+" "+name.Patronymic), " ")
		if text := textOf(m); !strings.Contains(text, want) {
			t.Errorf("%s: %q is not in %q", country, want, text)
		}
	}
}

func textOf(m *Model) string {
	var all []string
	for _, mark := range m.Marks {
		if text, ok := mark.(Text); ok {
			all = append(all, strings.TrimSpace(text.Value))
		}
	}
	return strings.Join(all, " ")
}

// A duplicate says so in every language of its form and names what it replaces; no other paper does.
func TestADuplicateSaysSo(t *testing.T) {
	w := sealtest.New(true)
	for country, name := range countries {
		p := profile(t, country)
		for _, duplicate := range []bool{false, true} {
			m, _, err := sheetOf{country: country, kind: expertise.KindCertificate, name: name, duplicate: duplicate}.build(t, w, p)
			if err != nil {
				t.Fatal(err)
			}
			text := textOf(m)
			for _, language := range p.Certificate.Languages {
				if strings.Contains(text, p.Certificate.Duplicate[language]) != duplicate {
					t.Errorf("%s: duplicate %v: %s", country, duplicate, text)
				}
			}
			if strings.Contains(text, "2026 000003") != duplicate {
				t.Errorf("%s: duplicate %v and its number: %s", country, duplicate, text)
			}
		}
	}
}

// A programme lists the services of its seal, and no others can be printed.
func TestAProgrammeListsItsServices(t *testing.T) {
	w := sealtest.New(true)
	p := profile(t, "az")
	m, sealed, err := sheetOf{country: "az", kind: expertise.KindProgramme, name: countries["az"], services: 2}.build(t, w, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1. Əlil arabası", "2. Yeriməyə kömək vasitəsi", "Walking aid", "Yüngül fiziki əmək"} {
		if text := textOf(m); !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	c, _ := seal.Peek(sealed)
	for want, change := range map[string]func(*Particulars){
		"differs.services": func(x *Particulars) { x.Services = x.Services[:1] },
		"labour.glyph":     func(x *Particulars) { x.Labour = "Yüngül əmək 😀" },
		"labour.long":      func(x *Particulars) { x.Labour = strings.Repeat("Yüngül fiziki əmək. ", 400) },
	} {
		x := particulars(*c)
		x.Services = []law.FormText{law.FormText(p.Services[0].Names), law.FormText(p.Services[1].Names)}
		change(&x)
		_, err := Build(sealed, &p.Certificate, x, c.Issued.In(sealtest.Baku))
		if e, ok := err.(*Error); !ok || e.Code != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// gradient is a picture that shows which part of it was taken.
func gradient(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), 128, 255})
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A photo that is too large, or none at all, is refused with what to do. What else its file holds never comes into the document.
func TestPhotosAreBoundedAndBare(t *testing.T) {
	w, p := sealtest.New(true), profile(t, "in")
	place := func(photo []byte) (*Picture, []byte, error) {
		m, sealed, err := sheetOf{country: "in", kind: expertise.KindCertificate, name: countries["in"], photo: photo}.build(t, w, p)
		if err != nil {
			return nil, nil, err
		}
		pdf, err := PDF(m, sealed)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range m.Marks {
			if picture, ok := mark.(Picture); ok {
				return &picture, pdf, nil
			}
		}
		t.Fatal("no place for the photo")
		return nil, nil, nil
	}
	empty, _, err := place(nil)
	if err != nil || empty.Image != nil || empty.Width != 35 || empty.Height != 45 {
		t.Errorf("the empty place: %+v, %v", empty, err)
	}
	plain := asJPEG(t, gradient(640, 480))
	secret := []byte("\xff\xe1\x00\x16Exif\x00\x00GPS 40.4 49.9")
	secret[3] = byte(len(secret) - 2)
	with := append(append(append([]byte(nil), plain[:2]...), secret...), plain[2:]...)
	picture, pdf, err := place(with)
	if err != nil || picture.Image == nil {
		t.Fatalf("a photo: %v", err)
	}
	if bytes.Contains(pdf, []byte("GPS 40.4")) || bytes.Contains(picture.JPEG, []byte("GPS 40.4")) {
		t.Error("where the photo was taken stands in the document")
	}
	if !bytes.Contains(pdf, picture.JPEG) {
		t.Error("the document has no photo")
	}
	// Of a wide picture the middle is taken.
	if r, _, _, _ := picture.Image.At(0, 265).RGBA(); r>>8 < 40 || r>>8 > 90 {
		t.Errorf("the left edge is from %d of 255", r>>8)
	}
	for want, bad := range map[string][]byte{
		"photo.format": []byte("no picture"),
		"photo.size":   append(plain, make([]byte, maxPhoto)...),
	} {
		if _, _, err := place(bad); err == nil || err.(*Error).Code != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	// 4000 x 3001 points are 12 million and some; the file is small, because it is white.
	if _, _, err := place(asPNG(t, image.NewPaletted(image.Rect(0, 0, 4000, 3001), color.Palette{color.White}))); err == nil || err.(*Error).Code != "photo.size" {
		t.Errorf("a small file of many points: %v", err)
	}
	// Only a certificate bears a photo: an extract shows no more than its receiver needs.
	m, _, err := sheetOf{country: "in", kind: expertise.KindExtract, name: countries["in"], photo: plain}.build(t, w, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range m.Marks {
		if _, ok := mark.(Picture); ok {
			t.Error("an extract bears a photo")
		}
	}
}

// Whatever is handed in as a photo is drawn or refused, within its bounds.
func FuzzPhoto(f *testing.F) {
	f.Add(asJPEG(f, gradient(20, 30)))
	f.Add(asPNG(f, gradient(30, 20)))
	f.Add([]byte("GIF89a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		p, err := portrait(data)
		if err == nil && (p.Image == nil || len(p.JPEG) == 0) {
			t.Error("neither drawn nor refused")
		}
	})
}

// With MEDSOC_PAPERS=DIR every kind of every country's paper is drawn there, as picture and document, for looking at them.
func TestPapers(t *testing.T) {
	dir := os.Getenv("MEDSOC_PAPERS")
	if dir == "" {
		t.Skip("MEDSOC_PAPERS names no folder")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for country, name := range countries {
		p := profile(t, country)
		for _, kind := range kinds {
			word, _ := law.FormKind(kind)
			papers := map[string]sheetOf{"": {services: 5}, "-duplicate": {services: 12, duplicate: true}}
			if country == "in" && kind == expertise.KindCertificate {
				papers["-photo"] = sheetOf{photo: asJPEG(t, gradient(600, 800))}
			}
			if kind == expertise.KindCertificate {
				papers["-long"] = sheetOf{name: long[country], duplicate: true}
			}
			for suffix, o := range papers {
				o.country, o.kind = country, kind
				if o.name.Surname == "" {
					o.name = name
				}
				for _, sample := range []bool{true, false} {
					if sample && suffix != "" { // the word for a sample is looked at once a form
						continue
					}
					m, sealed, err := o.build(t, sealtest.New(sample), p)
					if err != nil {
						t.Errorf("%s %s%s: %v", country, word, suffix, err)
						continue
					}
					path := filepath.Join(dir, country+"-"+word+suffix)
					if sample {
						path += "-sample"
					}
					writePNG(t, path+".png", Raster(m, 100))
					pdf, err := PDF(m, sealed)
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path+".pdf", pdf, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
