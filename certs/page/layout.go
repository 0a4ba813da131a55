package page

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// sheet is a certificate's page in the making.
type sheet struct {
	pen
	*paper
	form      *law.CertificateForm
	languages []string // of the form, as many as the paper has room for
	claims    *seal.Claims
	kind      string
	issued    time.Time
	code      [][]bool
	rows      []row
	photo     *Picture // nil: the paper has none
	top       float64  // of the table
}

func (s *sheet) layout() ([]Mark, error) {
	if s.claims.Sample {
		s.across(s.each(s.form.Sample, "  ·  "), s.width, s.height)
	}
	s.marks = append(s.marks, s.ornament())
	s.head()
	if !s.table() {
		return nil, fail(s.tooMuch())
	}
	s.square()
	if !s.fit(s.sizes, s.bottom, s.instructions) {
		return nil, fail("page.full")
	}
	return s.marks, nil
}

// head is who issues, whether it is a duplicate, what it is, and its number.
func (s *sheet) head() {
	k, middle, width := s.scale, s.width/2, s.right-s.left
	y := 41 * k
	for i, language := range s.languages {
		st := style{12 * k, true, ink}
		if i > 0 {
			st = style{9 * k, false, quiet}
		}
		for _, line := range wrap(s.form.Authority[language], st.size, st.bold, width) {
			s.centre(y, s.width, st, line)
			y += st.leading()
		}
	}
	y += 0.8 * k
	s.rule(s.left+30*k, middle-3*k, y, 0.2, primary)
	s.rule(middle+3*k, s.right-30*k, y, 0.2, primary)
	s.marks = append(s.marks, Path{Points: []Point{{middle - 1.2*k, y}, {middle, y - 1.2*k}, {middle + 1.2*k, y}, {middle, y + 1.2*k}}, Closed: true, Width: 0.25, Colour: primary})
	if s.claims.Duplicate {
		y = s.duplicate(y + 3.2*k)
	}
	y += 11 * k
	for i, language := range s.languages {
		title := s.form.Titles[s.kind][language]
		st := style{23 * k, true, primary}
		if i > 0 {
			st = style{12.5 * k, false, quiet}
		}
		for st.size > 8*k && textWidth(title, st.size, st.bold) > width {
			st.size -= 0.5
		}
		s.centre(y, s.width, st, title)
		y += st.size*millimetre*0.45 + 4*k
	}
	y += 2.5 * k
	label, number := style{9 * k, false, quiet}, style{13 * k, true, ink}
	text, digits := s.each(s.form.Number, " / "), grouped(s.claims.Number)
	labels := textWidth(text, label.size, label.bold) + 3*k
	x := (s.width - labels - textWidth(digits, number.size, number.bold)) / 2
	s.put(x, y, label, text)
	s.put(x+labels, y, number, digits)
	s.top = max(s.tableTop, y+6*k)
}

// duplicate says in a frame that the paper was given in the place of another.
func (s *sheet) duplicate(y float64) float64 {
	k := s.scale
	st := style{11.5 * k, true, warning}
	text := s.each(s.form.Duplicate, "  ·  ")
	half, high := textWidth(text, st.size, st.bold)/2+4*k, 7*k
	middle := s.width / 2
	s.marks = append(s.marks, Path{Points: []Point{{middle - half, y}, {middle + half, y}, {middle + half, y + high}, {middle - half, y + high}}, Closed: true, Width: 0.35, Colour: warning})
	s.centre(y+high/2+0.36*st.size*millimetre, s.width, st, text)
	return y + high
}

// each joins a text's languages; what two of them write alike stands once.
func (s *sheet) each(text law.FormText, between string) string {
	var all []string
	for _, language := range s.languages {
		if !slices.Contains(all, text[language]) {
			all = append(all, text[language])
		}
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

// square draws the code with its quiet zone.
func (s *sheet) square() {
	s.marks = append(s.marks, Code{X: s.codeLeft(), Y: s.codeTop, Size: codeSize, Modules: s.code})
}

// instructions say beside the code how to check the paper, under it who confirms it, and when it was issued; the end is where the foot
// ends, endless where the words beside the code would run into it.
func (s *sheet) instructions(scale float64) float64 {
	y, width := s.codeTop+1.5, s.codeLeft()-s.left-5*s.scale
	for i, language := range s.languages {
		title, body := style{10 * scale, true, primary}, style{8.6 * scale, false, ink}
		if i > 0 {
			title, body = style{8.6 * scale, true, quiet}, style{8 * scale, false, quiet}
		}
		text := strings.ReplaceAll(s.form.Verify.Text[language], "{address}", "https://"+s.claims.Issuer)
		y = s.column(s.left, width, y, []style{title}, []string{s.form.Verify.Title[language]}) + 0.4
		y = s.column(s.left, width, y, []style{body}, []string{text}) + 1.8*scale
		if s.claims.Name.Shortened {
			y = s.column(s.left, width, y-1.4*scale, []style{body}, []string{s.form.Shortened[language]}) + 1.8*scale
		}
	}
	if y > s.codeTop+codeSize {
		return math.Inf(1)
	}
	y = s.codeTop + codeSize + 1.2
	s.rule(s.left, s.right, y, 0.2, primary)
	foot := []style{{8 * scale, false, ink}, {7.2 * scale, false, quiet}}
	label, date := style{8 * scale, false, quiet}, style{10.5 * scale, true, ink}
	issued, words := day(expertise.DateOf(s.issued)), s.each(s.form.Issued, " / ")
	x := s.right - math.Max(textWidth(issued, date.size, date.bold), textWidth(words, label.size, label.bold))
	s.put(x, y+4.2*scale, label, words)
	s.put(x, y+9.2*scale, date, issued)
	var who []string
	for _, language := range s.languages {
		who = append(who, s.form.Seal[language]+" "+s.form.Basis[language])
	}
	return math.Max(s.column(s.left, x-s.left-6*s.scale, y+1.2, foot, who), y+10*scale)
}
