package page

import "math"

// frame is a band of interlaced waves that runs around the page without a seam, between two fine lines. It is drawn as
// one closed wave per strand along a rounded rectangle.
func frame() []Mark {
	const (
		inset, radius = 11.5, 5.0
		amplitude     = 1.9
		strands       = 5
		step          = 0.6
	)
	w, h := pageWidth-2*inset, pageHeight-2*inset
	length := 2*(w-2*radius) + 2*(h-2*radius) + 2*math.Pi*radius
	waves := math.Round(length / 8.2)
	n := int(length / step)
	var marks []Mark
	for strand := range strands {
		phase := 2 * math.Pi * float64(strand) / strands
		points := make([]Point, n)
		for i := range points {
			s := length * float64(i) / float64(n)
			p, normal := around(s, inset, w, h, radius)
			t := 2 * math.Pi * waves * s / length
			// The second harmonic pinches the wave, so that the strands leave small lenses between them.
			offset := amplitude * (0.82*math.Sin(t+phase) + 0.18*math.Sin(2*t-phase))
			points[i] = Point{p.X + normal.X*offset, p.Y + normal.Y*offset}
		}
		colour := tint
		if strand == 0 {
			colour = primary
		}
		marks = append(marks, Path{Points: points, Closed: true, Width: 0.13, Colour: colour})
	}
	for _, line := range []struct {
		inset, width float64
		colour       Colour
	}{{8.6, 0.35, primary}, {14.4, 0.18, primary}, {15.2, 0.1, tint}} {
		marks = append(marks, roundedLine(line.inset, radius+inset-line.inset, line.width, line.colour))
	}
	return marks
}

func roundedLine(inset, radius, width float64, colour Colour) Path {
	w, h := pageWidth-2*inset, pageHeight-2*inset
	length := 2*(w-2*radius) + 2*(h-2*radius) + 2*math.Pi*radius
	const n = 1000
	points := make([]Point, n)
	for i := range points {
		points[i], _ = around(length*float64(i)/n, inset, w, h, radius)
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
func rosette(cx, cy, radius float64) []Mark {
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
	return []Mark{
		curve(1, 0, 1, 1, 0.25, primary),
		curve(0.93, 0, 1, 1, 0.1, tint),
		curve(0.62, 0.27, 24, 5, 0.12, tint),
		curve(0.55, 0.3, 16, 3, 0.16, primary),
		curve(0.24, 0, 1, 1, 0.2, primary),
		curve(0.14, 0.06, 8, 1, 0.16, primary),
	}
}
