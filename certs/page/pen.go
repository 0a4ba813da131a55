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

// put writes one line at x on a base line, letter by letter in the faces that have them.
func (p *pen) put(x, y float64, st style, text string) {
	for _, r := range runs(text, st.bold) {
		p.marks = append(p.marks, Text{X: x, Y: y, Value: r.text, Size: st.size, Bold: st.bold, Face: r.face.Name, Colour: st.colour})
		x += r.width(st.size)
	}
}

func (p *pen) centre(y float64, st style, text string) {
	p.put((pageWidth-textWidth(text, st.size, st.bold))/2, y, st, text)
}

func (p *pen) rule(x1, x2, y, width float64, colour Colour) {
	p.marks = append(p.marks, Path{Points: []Point{{x1, y}, {x2, y}}, Width: width, Colour: colour})
}

// column writes texts under each other, the first in the first style, the others in the second, and gives where it ends.
func (p *pen) column(x, width, y float64, styles []style, texts []string) float64 {
	for i, text := range texts {
		st := styles[min(i, len(styles)-1)]
		for _, line := range wrap(text, st.size, st.bold, width) {
			p.put(x, y+st.size*millimetre*1.02, st, line)
			y += st.leading()
		}
	}
	return y
}

// across writes a word from corner to corner; what is drawn after it lies over it.
func (p *pen) across(text string) {
	const angle, longest, largest = 54.0, 285.0, 110.0
	size := min(longest/textWidth(text, 1, true), largest)
	length := textWidth(text, size, true)
	sin, cos := math.Sincos(angle * math.Pi / 180)
	// The middle of the capitals lies in the middle of the page.
	rise := 0.36 * size * millimetre
	x := pageWidth/2 - length/2*cos + rise*sin
	y := pageHeight/2 + length/2*sin + rise*cos
	for _, r := range runs(text, true) {
		p.marks = append(p.marks, Text{X: x, Y: y, Value: r.text, Size: size, Bold: true, Face: r.face.Name, Colour: faded, Angle: angle})
		x, y = x+r.width(size)*cos, y-r.width(size)*sin
	}
}
