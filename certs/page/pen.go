package page

import "math"

// pen collects the marks of a page in the making.
type pen struct{ marks []Mark }

// style is how a line of text looks.
type style struct {
	size   float64 // points
	bold   bool
	colour Colour
}

func (s style) leading() float64 { return s.size * millimetre * 1.32 }

// ascent is how far the base line of a column's first line lies under its top.
func (s style) ascent() float64 { return s.size * millimetre * 1.02 }

// put writes one line at x on a base line, letter by letter in the faces that have them.
func (p *pen) put(x, y float64, st style, text string) {
	for _, r := range runs(text, st.bold) {
		p.marks = append(p.marks, Text{X: x, Y: y, Value: r.text, Size: st.size, Bold: st.bold, Face: r.face.Name, Colour: st.colour})
		x += r.width(st.size)
	}
}

func (p *pen) centre(y, width float64, st style, text string) {
	p.put((width-textWidth(text, st.size, st.bold))/2, y, st, text)
}

func (p *pen) rule(x1, x2, y, width float64, colour Colour) {
	p.marks = append(p.marks, Path{Points: []Point{{x1, y}, {x2, y}}, Width: width, Colour: colour})
}

// column writes texts under each other, the first in the first style, the others in the second, and gives where it ends.
func (p *pen) column(x, width, y float64, styles []style, texts []string) float64 {
	for i, text := range texts {
		st := styles[min(i, len(styles)-1)]
		for _, line := range wrap(text, st.size, st.bold, width) {
			p.put(x, y+st.ascent(), st, line)
			y += st.leading()
		}
	}
	return y
}

// fit draws at the first of the scales at which the drawing ends above bottom; false when none does.
func (p *pen) fit(scales []float64, bottom float64, draw func(scale float64) float64) bool {
	kept := len(p.marks)
	for _, scale := range scales {
		if draw(scale) <= bottom {
			return true
		}
		p.marks = p.marks[:kept]
	}
	return false
}

// across writes a word from corner to corner, within the frame of a certificate; what is drawn after it lies over it.
func (p *pen) across(text string, width, height float64) {
	const angle, largest, capitals = 54.0, 100.0, 0.72
	margin := 17 * width / pageWidth
	sin, cos := math.Sincos(angle * math.Pi / 180)
	// What a size of one point takes: along the word, across and down the page.
	long, high := textWidth(text, 1, true), capitals*millimetre
	size := min((width-2*margin)/(long*cos+high*sin), (height-2*margin)/(long*sin+high*cos), largest)
	// The middle of the capitals lies in the middle of the page.
	x := width/2 - size*(long*cos-high*sin)/2
	y := height/2 + size*(long*sin+high*cos)/2
	for _, r := range runs(text, true) {
		p.marks = append(p.marks, Text{X: x, Y: y, Value: r.text, Size: size, Bold: true, Face: r.face.Name, Colour: faded, Angle: angle})
		x, y = x+r.width(size)*cos, y-r.width(size)*sin
	}
}
