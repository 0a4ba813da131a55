package page

import (
	"fmt"
	"math"
	"strings"
)

// Places on a page of a book, in millimetres: a sheet of A4 laid across, with room on the left for binding.
const (
	bookWidth, bookHeight   = pageHeight, pageWidth
	bookLeft, bookRight     = 20.0, 285.0
	bookTop, bookHeadBottom = 14.0, 27.0
	bookBottom              = 194.0
	cellGap, cellPad        = 3.0, 1.1
	longestWord, shortCell  = 32.0, 26.0 // a longer word is broken, a shorter cell is not
)

// bookTable is how wide the columns are and how large their letters.
type bookTable struct {
	widths   []float64
	head     [][]string // lines of the head's cells
	title    style
	text     style
	headEnds float64 // of the head of the table on each page
}

// bookRow is a row, or a part of one, in lines.
type bookRow [][]string

func (r bookRow) lines() (n int) {
	for _, cell := range r {
		n = max(n, len(cell))
	}
	return n
}

// newBookTable gives each column the width that its longest cell asks for, or a fair part of it where not all fit; no column becomes
// narrower than its longest word or its numbers and dates, as long as the smallest letters allow that.
func newBookTable(b BookModel) *bookTable {
	t := &bookTable{}
	room := bookRight - bookLeft - cellGap*float64(max(0, len(b.Columns)-1))
	for _, size := range []float64{9, 8.5, 8, 7.5, 7, 6.5} {
		t.text, t.title = style{size, false, ink}, style{size, true, ink}
		least, wanted := make([]float64, len(b.Columns)), make([]float64, len(b.Columns))
		measure := func(row []string, st style) {
			for i, text := range row {
				wanted[i] = max(wanted[i], textWidth(text, st.size, st.bold)+0.1)
				for _, word := range words(text) {
					least[i] = max(least[i], min(textWidth(word, st.size, st.bold)+0.1, longestWord))
				}
			}
		}
		measure(b.Columns, t.title)
		for _, row := range b.Rows {
			measure(row, t.text)
		}
		for i, whole := range wanted { // what is short stands on one line
			if whole <= shortCell {
				least[i] = whole
			}
		}
		if t.widths = share(least, wanted, room); t.widths != nil {
			break
		}
		t.widths = scaled(least, room)
	}
	t.head = t.lines(b.Columns, t.title)
	t.headEnds = bookHeadBottom + 2*cellPad + float64(bookRow(t.head).lines())*t.title.leading()
	return t
}

// share gives every column its least width and, of the rest, in proportion to what it wants; nil where the least is too much.
func share(least, wanted []float64, room float64) []float64 {
	base, more := 0.0, 0.0
	for i := range least {
		base += least[i]
		more += wanted[i] - least[i]
	}
	if base > room {
		return nil
	}
	widths := make([]float64, len(least))
	for i := range least {
		widths[i] = least[i]
		switch {
		case base+more > room:
			widths[i] += (wanted[i] - least[i]) * (room - base) / more
		case base+more > 0: // all fit: the page's width is used
			widths[i] = wanted[i] * room / (base + more)
		}
	}
	return widths
}

// scaled makes all columns narrower alike; words are broken then.
func scaled(widths []float64, room float64) []float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	all := make([]float64, len(widths))
	for i, w := range widths {
		all[i] = w * room / total
	}
	return all
}

func (t *bookTable) lines(row []string, st style) bookRow {
	cells := make(bookRow, len(row))
	for i, text := range row {
		cells[i] = wrap(text, st.size, st.bold, t.widths[i])
	}
	return cells
}

// pages breaks the rows into pages; there is one at least. A row that no page holds goes on over the next.
func (t *bookTable) pages(rows [][]string) [][]bookRow {
	height := func(r bookRow) float64 { return 2*cellPad + float64(r.lines())*t.text.leading() }
	room := bookBottom - t.headEnds
	var pages [][]bookRow
	var page []bookRow
	used := 0.0
	turn := func() {
		pages, page, used = append(pages, page), nil, 0
	}
	for _, row := range rows {
		cells := t.lines(row, t.text)
		if used+height(cells) > room && used > 0 {
			turn()
		}
		for height(cells) > room {
			part := make(bookRow, len(cells))
			fits := max(1, int(math.Floor((room-2*cellPad)/t.text.leading())))
			for i, cell := range cells {
				part[i], cells[i] = cell[:min(fits, len(cell))], cell[min(fits, len(cell)):]
			}
			page = append(page, part)
			turn()
		}
		page = append(page, cells)
		used += height(cells)
	}
	if turn(); len(pages[len(pages)-1]) == 0 && len(pages) > 1 {
		pages = pages[:len(pages)-1]
	}
	return pages
}

// page draws a page of a number in so many.
func (t *bookTable) page(b BookModel, rows []bookRow, number, of int) []Mark {
	var p pen
	if b.Sample != "" {
		p.across(b.Sample, bookWidth, bookHeight)
	}
	half := (bookRight - bookLeft) / 2
	p.fit([]float64{1, 0.85, 0.7, 0.55}, bookHeadBottom-1, func(scale float64) float64 {
		return p.column(bookLeft, half+20, bookTop, []style{{14 * scale, true, primary}, {9 * scale, false, quiet}}, []string{b.Title, b.Period})
	})
	p.fit([]float64{1, 0.85, 0.7, 0.55}, bookHeadBottom-1, func(scale float64) float64 {
		st := style{9 * scale, false, ink}
		y := bookTop + 1.5
		for _, line := range wrap(b.Authority, st.size, st.bold, half-25) {
			p.put(bookRight-textWidth(line, st.size, st.bold), y+st.ascent(), st, line)
			y += st.leading()
		}
		return y
	})
	p.rule(bookLeft, bookRight, bookHeadBottom, 0.5, primary)
	t.row(&p, t.head, t.title, bookHeadBottom)
	y := t.headEnds
	p.rule(bookLeft, bookRight, y, 0.3, primary)
	for i, row := range rows {
		if i > 0 {
			p.rule(bookLeft, bookRight, y, 0.1, hair)
		}
		y = t.row(&p, row, t.text, y)
	}
	p.rule(bookLeft, bookRight, y, 0.3, primary)
	foot := style{9, false, quiet}
	text := fmt.Sprintf("%d / %d", number, of)
	p.put(bookRight-textWidth(text, foot.size, foot.bold), bookBottom+7, foot, text)
	return p.marks
}

// row draws a row under y and gives where it ends.
func (t *bookTable) row(p *pen, cells bookRow, st style, y float64) float64 {
	x := bookLeft
	for i, cell := range cells {
		for j, line := range cell {
			p.put(x, y+cellPad+float64(j)*st.leading()+st.ascent(), st, strings.TrimSpace(line))
		}
		x += t.widths[i] + cellGap
	}
	return y + 2*cellPad + float64(cells.lines())*st.leading()
}
