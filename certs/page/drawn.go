package page

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// drawing is a document in the making. Each page comes from gofpdf as a plain document of its own, of which it takes the content, the
// pictures and the ornaments; the faces follow at the end, cut down to the letters of all pages.
type drawing struct {
	*objects
	forms     forms
	ornaments map[string][]byte // compressed by the printer before, by gofpdf's name

	root, pages, info, fonts int
	kids                     []int
	subsets                  map[string]*subset // by the face's name
	order                    []*subset          // as they were first used
	placed                   map[string]int     // ornaments of this document
}

// newDrawing begins a document, with the memory of those before it.
func newDrawing(p *Printer) *drawing {
	o := p.objects
	o.reset()
	d := &drawing{objects: o, forms: p.forms, ornaments: p.ornaments, subsets: map[string]*subset{}, placed: map[string]int{}}
	d.root, d.pages, d.info, d.fonts = o.reserve(), o.reserve(), o.reserve(), o.reserve()
	return d
}

// codes are a run's letters as the cut face numbers them, two bytes each.
func (d *drawing) codes(t Text) (string, error) {
	s := d.subsets[t.Face]
	if s == nil {
		face := typefaces()[t.Face]
		if face == nil {
			return "", fail("document")
		}
		s = newSubset(face, d.reserve())
		d.subsets[t.Face], d.order = s, append(d.order, s)
	}
	codes := make([]byte, 0, 2*len(t.Value))
	for _, letter := range t.Value {
		code, ok := s.code(letter)
		if !ok {
			return "", fail("document")
		}
		codes = be.AppendUint16(codes, code)
	}
	return string(codes), nil
}

// Names that gofpdf gives are hashes, so that a font or an ornament has the same one on every page.
var (
	contentsEntry = regexp.MustCompile(`/Contents (\d+) 0 R`)
	resourceEntry = regexp.MustCompile(`/((F|I|TPL)[0-9a-f]{40}) (\d+) 0 R\n`)
	fontEntry     = regexp.MustCompile(`/BaseFont /(\S+)`)
	lengthEntry   = regexp.MustCompile(`\s*/Length (\d+) ?>>$`)
)

// Objects that gofpdf gives the same number in every document of one page.
const (
	drawnResources = 2
	drawnPage      = 3
)

// take brings the page of a document that gofpdf drew into this one.
func (d *drawing) take(width, height float64, file []byte) error {
	from, ok := readDrawn(file)
	if !ok {
		return fail("document")
	}
	page, _ := from.object(drawnPage)
	resources, _ := from.object(drawnResources)
	contents := contentsEntry.FindSubmatch(page)
	if contents == nil {
		return fail("document")
	}
	var external []string
	for _, entry := range resourceEntry.FindAllSubmatch(resources, -1) {
		name := string(entry[1])
		dictionary, stream := from.object(decimal(entry[3]))
		switch string(entry[2]) {
		case "F":
			base := fontEntry.FindSubmatch(dictionary)
			if base == nil || d.subsets[string(base[1])] == nil {
				return fail("document")
			}
			d.subsets[string(base[1])].name = name
		case "I":
			if stream == nil {
				return fail("document")
			}
			picture := d.reserve()
			d.stream(picture, entries(dictionary), stream)
			external = append(external, fmt.Sprintf("/%s %d 0 R", name, picture))
		case "TPL":
			if stream == nil {
				return fail("document")
			}
			external = append(external, fmt.Sprintf("/%s %d 0 R", name, d.ornament(name, width, height, stream)))
		}
	}
	_, operators := from.object(decimal(contents[1]))
	if operators == nil {
		return fail("document")
	}
	content, kid := d.reserve(), d.reserve()
	d.packed(content, "", operators)
	d.put(kid, fmt.Sprintf("<</Type /Page /Parent %d 0 R /MediaBox %s /Contents %d 0 R /Resources <</Font %d 0 R /XObject <<%s>>>>>>",
		d.pages, box(width, height), content, d.fonts, strings.Join(external, " ")))
	d.kids = append(d.kids, kid)
	return nil
}

// ornament gives the object of an ornament, which a document has once and a printer compresses once.
func (d *drawing) ornament(name string, width, height float64, operators []byte) int {
	if object, ok := d.placed[name]; ok {
		return object
	}
	if d.ornaments[name] == nil {
		d.ornaments[name] = bytes.Clone(d.pack(operators))
	}
	object := d.reserve()
	d.stream(object, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox %s /Resources <<>> /Filter /FlateDecode", box(width, height)), d.ornaments[name])
	d.placed[name] = object
	return object
}

// close writes what the pages share.
func (d *drawing) close() {
	var kids, faces []string
	for _, page := range d.kids {
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	for _, s := range d.order {
		s.write(d.objects)
		faces = append(faces, fmt.Sprintf("/%s %d 0 R", s.name, s.number))
	}
	d.put(d.pages, fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(kids), strings.Join(kids, " ")))
	d.put(d.fonts, fmt.Sprintf("<<%s>>", strings.Join(faces, " ")))
}

// box is a page from corner to corner, in points.
func box(width, height float64) string {
	return fmt.Sprintf("[0 0 %.2f %.2f]", width/millimetre, height/millimetre)
}

// drawn is a document as gofpdf leaves it: objects one after another, their table at the end, nothing compressed but pictures.
type drawn struct {
	file    []byte
	offsets []int // by object number
}

func readDrawn(file []byte) (*drawn, bool) {
	const entrySize = 20
	end := bytes.LastIndex(file, []byte("startxref\n"))
	begin := bytes.LastIndex(file[:max(end, 0)], []byte("\nxref\n0 "))
	if begin < 0 {
		return nil, false
	}
	size, table, _ := bytes.Cut(file[begin+len("\nxref\n0 "):end], []byte("\n"))
	d := &drawn{file: file}
	for range decimal(size) {
		if len(table) < entrySize {
			return nil, false
		}
		d.offsets, table = append(d.offsets, decimal(table[:10])), table[entrySize:]
	}
	return d, true
}

// object gives an object's dictionary, and its stream where it has one; nothing where there is no such object.
func (d *drawn) object(number int) (dictionary, stream []byte) {
	if number < 1 || number >= len(d.offsets) || d.offsets[number] >= len(d.file) {
		return nil, nil
	}
	rest := d.file[d.offsets[number]:]
	_, rest, _ = bytes.Cut(rest, []byte(" obj\n"))
	end := bytes.Index(rest, []byte("\nendobj\n"))
	if end < 0 {
		return nil, nil
	}
	begin := bytes.Index(rest[:end], []byte("\nstream\n"))
	if begin < 0 {
		return rest[:end], nil
	}
	dictionary, stream = rest[:begin], rest[begin+len("\nstream\n"):]
	length := lengthEntry.FindSubmatch(dictionary)
	if length == nil || decimal(length[1]) > len(stream) {
		return nil, nil
	}
	return dictionary, stream[:decimal(length[1])]
}

// entries are those of a stream's dictionary, without the length.
func entries(dictionary []byte) string {
	dictionary = lengthEntry.ReplaceAll(bytes.TrimPrefix(dictionary, []byte("<<")), nil)
	return string(bytes.ReplaceAll(dictionary, []byte("\n"), []byte(" ")))
}

// decimal reads a number of gofpdf's; what is none is 0, which no object has.
func decimal(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}
