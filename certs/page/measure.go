package page

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"medsoc/assets/fonts"
)

// millimetre is a point in millimetres.
const millimetre = 25.4 / 72

type glyphKey struct {
	face *fonts.Face
	r    rune
}

var advances sync.Map // glyphKey -> float64, in units of the size

// advance is how far a letter moves the pen, in units of the size.
func advance(face *fonts.Face, r rune) float64 {
	key := glyphKey{face, r}
	if known, ok := advances.Load(key); ok {
		return known.(float64)
	}
	var buffer sfnt.Buffer
	f := face.SFNT()
	em := f.UnitsPerEm()
	width := 0.0
	if index, err := f.GlyphIndex(&buffer, r); err == nil {
		if a, err := f.GlyphAdvance(&buffer, index, fixed.I(int(em)), font.HintingNone); err == nil {
			width = float64(a) / 64 / float64(em)
		}
	}
	advances.Store(key, width)
	return width
}

// run is a stretch of text in one face.
type run struct {
	face *fonts.Face
	text string
}

// runs splits a text by the face that has each letter. A space stays with the letters before it.
func runs(text string, bold bool) []run {
	var all []run
	begin := 0 // of the last run
	for at, r := range text {
		face, _ := fonts.Choose(r, bold)
		last := len(all) - 1
		if last < 0 || all[last].face != face && (r != ' ' || !all[last].face.Has(' ')) {
			all, begin = append(all, run{face: face}), at
			last++
		}
		_, size := utf8.DecodeRuneInString(text[at:]) // 1 where the bytes are no letter
		all[last].text = text[begin : at+size]
	}
	return all
}

func (r run) width(size float64) float64 {
	total := 0.0
	for _, letter := range r.text {
		total += advance(r.face, letter)
	}
	return total * size * millimetre
}

// textWidth is the width of a line in millimetres.
func textWidth(text string, size float64, bold bool) float64 {
	total := 0.0
	for _, r := range runs(text, bold) {
		total += r.width(size)
	}
	return total
}

// wrap breaks a text into lines of at most width millimetres: between words, and within a word only where the word alone
// is wider than a line, then between two grapheme clusters.
func wrap(text string, size float64, bold bool, width float64) []string {
	var lines []string
	line, used := "", 0.0 // each word is measured once
	for _, word := range words(text) {
		next := word
		if line != "" {
			next = " " + word
		}
		if wide := textWidth(next, size, bold); used+wide <= width {
			line, used = line+next, used+wide
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line, used = "", 0
		for it := graphemes.FromString(word); it.Next(); {
			wide := textWidth(it.Value(), size, bold)
			if line != "" && used+wide > width {
				lines = append(lines, line)
				line, used = "", 0
			}
			line, used = line+it.Value(), used+wide
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// words are what a line is broken between: a number sign stays with its number.
func words(text string) []string {
	var all []string
	for _, word := range strings.Fields(text) {
		if last := len(all) - 1; last >= 0 && strings.HasSuffix(all[last], "№") {
			all[last] += " " + word
			continue
		}
		all = append(all, word)
	}
	return all
}
