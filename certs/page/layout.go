package page

import (
	"math"
	"strconv"
	"strings"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// Places on the sheet, in millimetres.
const (
	left, right = 23.0, 187.0
	valueLeft   = 86.0
	tableTop    = 87.0  // where the head leaves room
	codeTop     = 213.0 // of the code with its quiet zone; nothing of the table comes below
	codeSize    = 50.0
	codeLeft    = right - codeSize + 2 // on the right, where SAMPLE does not run under it
	verifyWidth = codeLeft - left - 5
	bottom      = 280.0 // of the foot
)

// sheet is a certificate's page in the making.
type sheet struct {
	pen
	form   *law.CertificateForm
	claims *seal.Claims
	kind   string
	issued time.Time
	code   [][]bool
	rows   []row
	top    float64 // of the table
}

func (s *sheet) layout() ([]Mark, error) {
	if s.claims.Sample {
		s.sample()
	}
	s.marks = append(s.marks, frame()...)
	s.head()
	if !s.table() {
		return nil, fail(s.tooMuch())
	}
	s.square()
	if !s.fit([]float64{1, 0.94, 0.88, 0.82, 0.76}, bottom, s.instructions) {
		return nil, fail("page.full")
	}
	return s.marks, nil
}

// sample writes the word for a sample in every language of the form.
func (s *sheet) sample() {
	var words []string
	for _, language := range s.form.Languages {
		words = append(words, s.form.Sample[language])
	}
	s.across(strings.Join(words, "  ·  "))
}

// head is the ornament, who issues, what it is, and its number.
func (s *sheet) head() {
	s.marks = append(s.marks, rosette(pageWidth/2, 26.5, 7)...)
	y := 41.0
	for i, language := range s.form.Languages {
		st := style{12, true, ink}
		if i > 0 {
			st = style{9, false, quiet}
		}
		for _, line := range wrap(s.form.Authority[language], st.size, st.bold, right-left) {
			s.centre(y, st, line)
			y += st.leading()
		}
	}
	y += 0.8
	s.rule(left+30, pageWidth/2-3, y, 0.2, primary)
	s.rule(pageWidth/2+3, right-30, y, 0.2, primary)
	s.marks = append(s.marks, Path{Points: []Point{{pageWidth/2 - 1.2, y}, {pageWidth / 2, y - 1.2}, {pageWidth/2 + 1.2, y}, {pageWidth / 2, y + 1.2}}, Closed: true, Width: 0.25, Colour: primary})
	y += 11
	for i, language := range s.form.Languages {
		title := s.form.Titles[s.kind][language]
		st := style{23, true, primary}
		if i > 0 {
			st = style{12.5, false, quiet}
		}
		for st.size > 8 && textWidth(title, st.size, st.bold) > right-left {
			st.size--
		}
		s.centre(y, st, title)
		y += st.size*millimetre*0.45 + 4
	}
	y += 2.5
	label := style{9, false, quiet}
	number := style{13, true, ink}
	text := s.each(s.form.Number, " / ")
	digits := grouped(s.claims.Number)
	width := textWidth(text, label.size, label.bold) + 3 + textWidth(digits, number.size, number.bold)
	x := (pageWidth - width) / 2
	s.put(x, y, label, text)
	s.put(x+textWidth(text, label.size, label.bold)+3, y, number, digits)
	s.top = max(tableTop, y+6)
}

// each joins a text's languages.
func (s *sheet) each(text law.FormText, between string) string {
	var all []string
	for _, language := range s.form.Languages {
		all = append(all, text[language])
	}
	return strings.Join(all, between)
}

// grouped writes a number with a thin gap after the year's four digits, so that it can be read aloud.
func grouped(n uint64) string {
	digits := strconv.FormatUint(n, 10)
	if len(digits) <= 6 {
		return digits
	}
	return digits[:len(digits)-6] + " " + digits[len(digits)-6:]
}

// table draws the rows as large as they fit, and wide apart where there are few; false when they do not fit at any size that can be
// read.
func (s *sheet) table() bool {
	for _, scale := range []float64{1, 0.94, 0.88, 0.82, 0.76, 0.7} {
		kept := len(s.marks)
		pad := 1.5 * scale
		spare := codeTop - 2 - s.drawTable(scale, pad)
		s.marks = s.marks[:kept]
		if spare >= 0 {
			s.drawTable(scale, min(pad+max(0, spare-3)/float64(2*max(len(s.rows), 1)), widest))
			return true
		}
	}
	return false
}

// widest is the most that is left free over and under a row.
const widest = 2.6

// tooMuch tells whose text does not fit: the form's, which an administrator shortens, or the person's name, when the table has room
// for a name of one line.
func (s *sheet) tooMuch() string {
	other := sheet{form: s.form, top: s.top}
	for _, r := range s.rows {
		if r.name == "name" {
			r.values = []string{"A"}
		}
		other.rows = append(other.rows, r)
	}
	if other.table() {
		return "name.long"
	}
	return "page.full"
}

func (s *sheet) drawTable(scale, pad float64) float64 {
	values := []style{{11.5 * scale, true, ink}, {9 * scale, false, quiet}}
	labels := []style{{9.5 * scale, false, ink}, {8 * scale, false, quiet}}
	// A label and its value stand on one base line, though they differ in size.
	rise := values[0].ascent() - labels[0].ascent()
	y := s.top
	s.rule(left, right, y, 0.35, primary)
	for i, r := range s.rows {
		if i > 0 {
			s.rule(left, right, y, 0.12, hair)
		}
		// The other languages of a label share their lines, so that a third one leaves the values their size.
		a := s.column(left+1, valueLeft-left-5, y+pad, labels, []string{r.labels[0], strings.Join(r.labels[1:], " · ")})
		b := s.column(valueLeft, right-valueLeft-1, y+pad-rise, values, r.values)
		y = math.Max(a, b) + pad
	}
	s.rule(left, right, y, 0.35, primary)
	return y
}

// square draws the code with its quiet zone.
func (s *sheet) square() {
	s.marks = append(s.marks, Code{X: codeLeft, Y: codeTop, Size: codeSize, Modules: s.code})
}

// instructions say beside the code how to check the paper, under it who confirms it, and when it was issued; the end is where the foot
// ends, endless where the words beside the code would run into it.
func (s *sheet) instructions(scale float64) float64 {
	y := codeTop + 1.5
	for i, language := range s.form.Languages {
		title, body := style{10 * scale, true, primary}, style{8.6 * scale, false, ink}
		if i > 0 {
			title, body = style{8.6 * scale, true, quiet}, style{8 * scale, false, quiet}
		}
		text := strings.ReplaceAll(s.form.Verify.Text[language], "{address}", "https://"+s.claims.Issuer)
		y = s.column(left, verifyWidth, y, []style{title}, []string{s.form.Verify.Title[language]}) + 0.4
		y = s.column(left, verifyWidth, y, []style{body}, []string{text}) + 1.8*scale
		if s.claims.Name.Shortened {
			y = s.column(left, verifyWidth, y-1.4*scale, []style{body}, []string{s.form.Shortened[language]}) + 1.8*scale
		}
	}
	if y > codeTop+codeSize {
		return math.Inf(1)
	}
	y = codeTop + codeSize + 1.2
	s.rule(left, right, y, 0.2, primary)
	foot := []style{{8 * scale, false, ink}, {7.2 * scale, false, quiet}}
	label, date := style{8, false, quiet}, style{10.5, true, ink}
	issued := day(expertise.DateOf(s.issued))
	x := right - math.Max(textWidth(issued, date.size, date.bold), textWidth(s.each(s.form.Issued, " / "), label.size, label.bold))
	s.put(x, y+4.2, label, s.each(s.form.Issued, " / "))
	s.put(x, y+9.2, date, issued)
	var words []string
	for _, language := range s.form.Languages {
		words = append(words, s.form.Seal[language]+" "+s.form.Basis[language])
	}
	return s.column(left, x-left-6, y+1.2, foot, words)
}
