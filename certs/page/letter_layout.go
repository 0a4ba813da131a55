package page

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Places on a letter, in millimetres. The address lies 20 from the left and 50 from the top; a sheet folded at foldOne and foldTwo
// shows it in the window of a long envelope (DL), which lets be seen 20 to 110 across and 45 to 90 down.
const (
	letterLeft, letterRight    = 20.0, 190.0
	headTop, headBottom        = 13.0, 34.0
	addressTop, addressBottom  = 50.0, 89.0
	addressWidth               = 85.0
	referenceLeft              = 128.0 // number and date, out of the window's sight however the sheet slides
	foldOne, foldTwo           = 105.0, 210.0
	titleTop                   = 110.0
	letterBottom               = 282.0
	boxPad, boxLabel, boxSpace = 4.0, 52.0, 5.0
)

// letterScales are the sizes of the text that are tried, from the largest.
var letterScales = []float64{1, 0.94, 0.88, 0.82, 0.76, 0.7}

// layLetter lays out the letter of this number in its run.
func layLetter(l Letter, number int) ([]Mark, error) {
	refuse := func(code string) ([]Mark, error) { return nil, fail(code, "letter", strconv.Itoa(number)) }
	l = l.composed()
	var p pen
	if l.Sample != "" {
		p.across(l.Sample, pageWidth, pageHeight)
	}
	for _, y := range []float64{foldOne, foldTwo} {
		p.rule(5, 9, y, 0.15, quiet)
	}
	switch {
	case !p.fit(letterScales, headBottom, func(scale float64) float64 { return p.letterHead(l.Authority, scale) }):
		return refuse("letter.full")
	case !p.fit(letterScales, addressBottom, func(scale float64) float64 { return p.address(l.To, scale) }):
		return refuse("letter.address")
	case !p.fit(letterScales, foldOne-5, func(scale float64) float64 { return p.reference(l.Number, l.Date, scale) }):
		return refuse("letter.full")
	case !p.fit(letterScales, letterBottom, func(scale float64) float64 { return p.body(l, scale) }):
		return refuse("letter.full")
	case !drawable(p.marks):
		return refuse("letter.glyph")
	}
	return p.marks, nil
}

// composed gives the letter with its letters composed, as the faces have them.
func (l Letter) composed() Letter {
	for _, text := range []*string{&l.Authority, &l.Number, &l.Date, &l.Title, &l.Closing, &l.Sample} {
		*text = norm.NFC.String(strings.TrimSpace(*text))
	}
	list := func(texts []string) (all []string) {
		for _, text := range texts {
			if text = norm.NFC.String(strings.TrimSpace(text)); text != "" {
				all = append(all, text)
			}
		}
		return all
	}
	l.To, l.Lines = list(l.To), list(l.Lines)
	var box []LetterFact
	for _, fact := range l.Box {
		if strings.TrimSpace(fact.Value) != "" {
			box = append(box, LetterFact{norm.NFC.String(fact.Label), norm.NFC.String(fact.Value)})
		}
	}
	l.Box = box
	return l
}

// letterHead is who writes, over two lines. It has no rosette, whose curves would be nine tenths of the document.
func (p *pen) letterHead(authority string, scale float64) float64 {
	st := style{14 * scale, true, ink}
	lines := wrap(authority, st.size, st.bold, letterRight-letterLeft)
	top := headBottom - 2 - float64(len(lines))*st.leading()
	if top < headTop {
		return math.Inf(1)
	}
	p.column(letterLeft, letterRight-letterLeft, top, []style{st}, lines)
	p.rule(letterLeft, letterRight, headBottom, 0.7, primary)
	p.rule(letterLeft, letterRight, headBottom+1, 0.15, tint)
	return headBottom
}

// address is the person's name, bold, and where they live.
func (p *pen) address(to []string, scale float64) float64 {
	return p.column(letterLeft, addressWidth, addressTop, []style{{11.5 * scale, true, ink}, {11 * scale, false, ink}}, to)
}

// reference is the letter's number and date, beside the window.
func (p *pen) reference(number, date string, scale float64) float64 {
	st := style{11 * scale, false, ink}
	return p.column(referenceLeft, letterRight-referenceLeft, addressTop, []style{st}, []string{number, date})
}

// body is the title, the paragraphs with the box after the first, and the closing.
func (p *pen) body(l Letter, scale float64) float64 {
	width := letterRight - letterLeft
	text := []style{{12 * scale, false, ink}}
	gap := 3.2 * scale
	y := p.column(letterLeft, width, titleTop, []style{{17 * scale, true, primary}}, strings.Split(l.Title, "\n")) + 1.5*gap
	if len(l.Lines) == 0 {
		y = p.box(l.Box, y, scale) + 1.3*gap
	}
	for i, line := range l.Lines {
		y = p.column(letterLeft, width, y, text, strings.Split(line, "\n")) + gap
		if i == 0 {
			y = p.box(l.Box, y+0.4*gap, scale) + 1.3*gap
		}
	}
	if l.Closing == "" {
		return y - gap
	}
	return p.column(letterLeft, width, y+2*gap, text, strings.Split(l.Closing, "\n"))
}

// box sets the facts off in a frame, each value large beside its label.
func (p *pen) box(facts []LetterFact, y, scale float64) float64 {
	if len(facts) == 0 {
		return y
	}
	label, value := style{10.5 * scale, false, quiet}, style{14 * scale, true, ink}
	labels := 0.0
	for _, fact := range facts {
		labels = max(labels, textWidth(fact.Label, label.size, label.bold))
	}
	labels = min(labels, boxLabel) + 0.1
	left := letterLeft + boxPad
	values := left + labels + boxSpace
	top := y
	y += boxPad * scale
	for _, fact := range facts {
		// Both texts of a line stand on one base line, though they differ in size.
		lower := value.ascent() - label.ascent()
		a := p.column(left, labels, y+lower, []style{label}, []string{fact.Label})
		b := p.column(values, letterRight-boxPad-values, y, []style{value}, []string{fact.Value})
		y = max(a, b) + 1.2*scale
	}
	y += (boxPad - 1.2) * scale
	p.marks = append(p.marks, Path{Points: []Point{{letterLeft, top}, {letterRight, top}, {letterRight, y}, {letterLeft, y}}, Closed: true, Width: 0.5, Colour: primary})
	return y
}
