package page

import (
	"math"
	"strings"
)

// row is one row of the table: label and value in each language, in printing order. A value that is the same in every
// language stands once. A row of services has a list in the place of values.
type row struct {
	name           string
	labels, values []string
	list           []service
}

// service is one of a programme's: its number and name, and its names in the other languages.
type service struct{ name, others string }

// widest is the most that is left free over and under a row.
const widest = 2.6

// table draws the rows as large as they fit, wide apart where there are few, and close together before they are refused; false when
// they do not fit at any size that can be read.
func (s *sheet) table() bool {
	end := s.codeTop - 2*s.scale
	draw := func(scale, pad float64) (spare float64) {
		kept := len(s.marks)
		spare = end - s.drawTable(scale, pad)
		if spare < 0 {
			s.marks = s.marks[:kept]
		}
		return spare
	}
	for i, scale := range s.sizes {
		kept, pad := len(s.marks), 1.5*scale
		spare := draw(scale, pad)
		if spare < 0 && i == len(s.sizes)-1 {
			return draw(scale, 0.8*pad) >= 0 || draw(scale, 0.65*pad) >= 0 || draw(scale, 0.5*pad) >= 0
		}
		if spare < 0 {
			continue
		}
		s.marks = s.marks[:kept]
		wide := min(pad+max(0, spare-3)/float64(2*max(len(s.rows), 1)), widest)
		return draw(scale, wide) >= 0 || draw(scale, pad) >= 0 // beside a photo a row set wide can take a line more
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
	other := style{9 * scale, false, quiet}
	labels := []style{{9.5 * scale, false, ink}, {8 * scale, false, quiet}}
	y, width := s.top, s.valueLeft-s.left-4*s.scale-1
	s.rule(s.left, s.right, y, 0.35, primary)
	under := s.face(y + 2.5)
	for i, r := range s.rows {
		main, edge := style{11.5 * scale, true, ink}, s.right
		if y < under { // beside the photo
			edge = s.photo.X - 4
		}
		if i > 0 {
			s.rule(s.left, edge, y, 0.12, hair)
		}
		if len(r.list) > 0 {
			y = s.list(r, y+pad, edge, scale) + pad
			continue
		}
		if r.name == "labour" { // sentences to read, none of which stands out
			main = style{10.5 * scale, false, ink}
		}
		// A label and its value stand on one base line, though they differ in size. The other languages of a label share their lines, so
		// that a third one leaves the values their size.
		rise := main.ascent() - labels[0].ascent()
		a := s.column(s.left+1, width, y+pad, labels, []string{r.labels[0], strings.Join(r.labels[1:], " · ")})
		b := s.column(s.valueLeft, edge-s.valueLeft-1, y+pad-rise, []style{main, other}, r.values)
		y = math.Max(a, b) + pad
	}
	y = math.Max(y, under)
	s.rule(s.left, s.right, y, 0.35, primary)
	return y
}

// list sets services in two columns under their label, across the table.
func (s *sheet) list(r row, y, edge, scale float64) float64 {
	label, name, others := style{9.5 * scale, false, ink}, style{10 * scale, true, ink}, style{8 * scale, false, quiet}
	s.put(s.left+1, y+label.ascent(), label, r.labels[0])
	s.put(s.left+1+textWidth(r.labels[0], label.size, label.bold)+2, y+label.ascent(), style{8 * scale, false, quiet}, strings.Join(r.labels[1:], " · "))
	y += label.leading() + 0.6*scale
	width := (edge-s.left-2)/2 - 3
	ends := [2]float64{y, y}
	for i, one := range r.list {
		column := 0
		if i >= (len(r.list)+1)/2 {
			column = 1
		}
		x := s.left + 1 + float64(column)*(width+6)
		texts := []string{one.name}
		if one.others != "" {
			texts = append(texts, one.others)
		}
		ends[column] = s.column(x, width, ends[column], []style{name, others}, texts) + 0.5*scale
	}
	return math.Max(ends[0], ends[1])
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
