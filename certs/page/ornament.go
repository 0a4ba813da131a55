package page

import (
	"math"
	"slices"
	"sync"
)

var ornaments sync.Map // *paper -> Ornament

// ornament is the frame and the rosette over the authority's name.
func (p *paper) ornament() Ornament {
	if known, ok := ornaments.Load(p); ok {
		return known.(Ornament)
	}
	made := Ornament{slices.Concat(p.frame(), rosette(p.width/2, 26.5*p.scale, 7*p.scale))}
	ornaments.Store(p, made)
	return made
}

// frame is a band of interlaced waves that runs around the page without a seam, between two fine lines. It is drawn as
// one closed wave per strand along a rounded rectangle.
func (p *paper) frame() []Path {
	const (
		strands = 5
		step    = 0.6
	)
	inset, radius, amplitude := 11.5*p.scale, 5*p.scale, 1.9*p.scale
	w, h := p.width-2*inset, p.height-2*inset
	length := 2*(w-2*radius) + 2*(h-2*radius) + 2*math.Pi*radius
	waves := math.Round(length / (8.2 * p.scale))
	n := int(length / step)
	var paths []Path
	for strand := range strands {
		phase := 2 * math.Pi * float64(strand) / strands
		points := make([]Point, n)
		for i := range points {
			s := length * float64(i) / float64(n)
			at, normal := around(s, inset, w, h, radius)
			t := 2 * math.Pi * waves * s / length
			// The second harmonic pinches the wave, so that the strands leave small lenses between them.
			offset := amplitude * (0.82*math.Sin(t+phase) + 0.18*math.Sin(2*t-phase))
			points[i] = Point{at.X + normal.X*offset, at.Y + normal.Y*offset}
		}
		colour := tint
		if strand == 0 {
			colour = primary
		}
		paths = append(paths, Path{Points: points, Closed: true, Width: 0.13, Colour: colour})
	}
	for _, line := range []struct {
		inset, width float64
		colour       Colour
	}{{8.6, 0.35, primary}, {14.4, 0.18, primary}, {15.2, 0.1, tint}} {
		at := line.inset * p.scale
		paths = append(paths, p.roundedLine(at, radius+inset-at, line.width, line.colour))
	}
	return paths
}

// roundedLine is a rectangle with a point every few degrees of its corners.
func (p *paper) roundedLine(inset, radius, width float64, colour Colour) Path {
	const corner = 16
	w, h := p.width-2*inset, p.height-2*inset
	var points []Point
	s := 0.0
	for _, side := range []float64{w, h, w, h} {
		s += side - 2*radius
		for i := range corner + 1 {
			at, _ := around(s+math.Pi/2*radius*float64(i)/corner, inset, w, h, radius)
			points = append(points, at)
		}
		s += math.Pi / 2 * radius
	}
	return Path{Points: points, Closed: true, Width: width, Colour: colour}
}

// around gives the point at length s along a rounded rectangle, clockwise from its top left straight, and the outer normal.
func around(s, inset, w, h, r float64) (Point, Point) {
	quarter := math.Pi / 2 * r
	x, y := inset, inset
	sides := []struct {
		length     float64
		from, step Point
		centre     Point
		angle      float64
	}{
		{w - 2*r, Point{x + r, y}, Point{1, 0}, Point{x + w - r, y + r}, -math.Pi / 2},
		{h - 2*r, Point{x + w, y + r}, Point{0, 1}, Point{x + w - r, y + h - r}, 0},
		{w - 2*r, Point{x + w - r, y + h}, Point{-1, 0}, Point{x + r, y + h - r}, math.Pi / 2},
		{h - 2*r, Point{x, y + h - r}, Point{0, -1}, Point{x + r, y + r}, math.Pi},
	}
	for _, side := range sides {
		if s <= side.length {
			return Point{side.from.X + side.step.X*s, side.from.Y + side.step.Y*s}, Point{side.step.Y, -side.step.X}
		}
		s -= side.length
		if s <= quarter {
			a := side.angle + s/r
			return Point{side.centre.X + r*math.Cos(a), side.centre.Y + r*math.Sin(a)}, Point{math.Cos(a), math.Sin(a)}
		}
		s -= quarter
	}
	return Point{x + r, y}, Point{0, -1}
}

// rosette is the ornament over the authority's name: an interlaced star of eight points within two rings.
func rosette(cx, cy, radius float64) []Path {
	curve := func(inner, wave float64, lobes, turns int, width float64, colour Colour) Path {
		n := 360
		points := make([]Point, n)
		for i := range points {
			t := 2 * math.Pi * float64(turns) * float64(i) / float64(n)
			r := radius * (inner + wave*math.Cos(float64(lobes)*t/float64(turns)))
			points[i] = Point{cx + r*math.Cos(t), cy + r*math.Sin(t)}
		}
		return Path{Points: points, Closed: true, Width: width, Colour: colour}
	}
	return []Path{
		curve(1, 0, 1, 1, 0.25, primary),
		curve(0.93, 0, 1, 1, 0.1, tint),
		curve(0.62, 0.27, 24, 5, 0.12, tint),
		curve(0.55, 0.3, 16, 3, 0.16, primary),
		curve(0.24, 0, 1, 1, 0.2, primary),
		curve(0.14, 0.06, 8, 1, 0.16, primary),
	}
}
