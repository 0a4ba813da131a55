package page

// paper is a size of paper with the places on it, in millimetres from the top left corner.
type paper struct {
	width, height float64
	scale         float64 // of the head and the frame against those of a whole sheet
	left, right   float64 // of everything written
	valueLeft     float64 // of the table's second column
	tableTop      float64 // where the head leaves room
	codeTop       float64 // of the code with its quiet zone; nothing of the table comes below
	bottom        float64 // of the foot
	sizes         []float64
}

// Each size of text is tried from the largest; the smallest can still be read.
var (
	wholeSheet = &paper{
		width: pageWidth, height: pageHeight, scale: 1, left: 23, right: 187, valueLeft: 86, tableTop: 87, codeTop: 213, bottom: 280,
		sizes: []float64{1, 0.94, 0.88, 0.82, 0.76, 0.7},
	}
	halfSheet = &paper{
		width: 148, height: 210, scale: 0.74, left: 15, right: 133, valueLeft: 59, tableTop: 62, codeTop: 133, bottom: 198.5,
		sizes: []float64{0.88, 0.84, 0.8, 0.76, 0.72},
	}
)

// codeSize is the side of the code with its quiet zone, on every paper: cameras are no better for a half sheet.
const codeSize = 50.0

// codeLeft puts the code on the right, where the word for a sample does not run under it; its quiet zone reaches into the margin.
func (p *paper) codeLeft() float64 { return p.right - codeSize + 2 }

// try is a size of paper and how many of the form's languages stand on it.
type try struct {
	*paper
	languages int
}

// tries are what to lay a kind of paper out on, the best first: a text too long for half a sheet gets a whole one, and there the third
// language gives way before anything is refused.
func tries(size string, languages int) (all []try) {
	if size == "A5" {
		all = append(all, try{halfSheet, min(languages, 2)})
	}
	all = append(all, try{wholeSheet, min(languages, 3)})
	if languages > 2 {
		all = append(all, try{wholeSheet, 2})
	}
	return all
}
