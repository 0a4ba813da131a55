package page

import (
	"math"
	"strings"
)

// row is one row of the table: label and value in each language, in printing order. A value that is the same in every
// language stands once. The first lead lines of the value are in the first language.
type row struct {
	name           string
	labels, values []string
	lead           int
}

// widest is the most that is left free over and under a row.
const widest = 2.6

// table draws the rows as large as they fit, and wide apart where there are few; false when they do not fit at any size that can be
// read.
func (s *sheet) table() bool {
	for _, scale := range s.sizes {
		kept := len(s.marks)
		pad := 1.5 * scale
		spare := s.codeTop - 2*s.scale - s.drawTable(scale, pad)
		s.marks = s.marks[:kept]
		if spare < 0 {
			continue
		}
		wide := min(pad+max(0, spare-3)/float64(2*max(len(s.rows), 1)), widest)
		if s.drawTable(scale, wide) > s.codeTop-2*s.scale { // beside the photo a wider row can take a line more
			s.marks = s.marks[:kept]
			s.drawTable(scale, pad)
		}
		return true
	}
	return false
}

// tooMuch tells whose text does not fit: the person's name or the recommendation on work, when the table has room without it, or else
// the form's, which an administrator shortens.
func (s *sheet) tooMuch() string {
	for _, text := range []string{"name", "labour"} {
		other := *s
		other.pen, other.rows = pen{}, nil
		for _, r := range s.rows {
			if r.name == text {
				r.values = []string{"A"}
			}
			other.rows = append(other.rows, r)
		}
		if other.table() {
			return text + ".long"
		}
	}
	return "page.full"
}

func (s *sheet) drawTable(scale, pad float64) float64 {
	main, other := style{11.5 * scale, true, ink}, style{9 * scale, false, quiet}
	labels := []style{{9.5 * scale, false, ink}, {8 * scale, false, quiet}}
	y, width := s.top, s.valueLeft-s.left-4*s.scale-1
	s.rule(s.left, s.right, y, 0.35, primary)
	under := s.face(y + 2.5)
	for i, r := range s.rows {
		edge := s.right
		if y < under { // beside the photo
			edge = s.photo.X - 4
		}
		if i > 0 {
			s.rule(s.left, edge, y, 0.12, hair)
		}
		values := []style{main}
		if r.lead > 1 || r.name == "labour" { // much to read: not all of it can be bold
			values = []style{{10.5 * scale, false, ink}}
		}
		for len(values) < r.lead {
			values = append(values, values[0])
		}
		// A label and its value stand on one base line, though they differ in size. The other languages of a label share their lines, so
		// that a third one leaves the values their size.
		rise := values[0].ascent() - labels[0].ascent()
		a := s.column(s.left+1, width, y+pad, labels, []string{r.labels[0], strings.Join(r.labels[1:], " · ")})
		b := s.column(s.valueLeft, edge-s.valueLeft-1, y+pad-rise, append(values, other), r.values)
		y = math.Max(a, b) + pad
	}
	y = math.Max(y, under)
	s.rule(s.left, s.right, y, 0.35, primary)
	return y
}

// face puts the photo, or the empty place for one, at the table's right end and tells where it ends.
func (s *sheet) face(y float64) float64 {
	if s.photo == nil {
		return 0
	}
	s.photo.X, s.photo.Y = s.right-s.photo.Width-0.5, y
	x1, y1 := s.photo.X+s.photo.Width, y+s.photo.Height
	s.marks = append(s.marks, *s.photo, Path{Points: []Point{{s.photo.X, y}, {x1, y}, {x1, y1}, {s.photo.X, y1}}, Closed: true, Width: 0.2, Colour: tint})
	return y1 + 2.5
}
