package page

import (
	"context"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// BookModel is a table to be printed and kept, such as the journal of numbered forms.
type BookModel struct {
	Language  string // a tag such as "az"
	Authority string // whose book it is
	Title     string
	Period    string     // from when to when, under the title
	Columns   []string   // the head, repeated on every page
	Rows      [][]string // a cell for every column
	Sample    string     // the word across the pages of a demonstration; "" for a real book
}

// MaxBookRows is how many rows one document takes: some years of a commission.
const MaxBookRows = 20_000

// Book writes the table to w as a document of A4 pages laid across, numbered, each beginning with the head. A row stays on one page
// where it fits on one. The same model gives the same bytes.
func Book(ctx context.Context, w io.Writer, b BookModel) error {
	if len(b.Rows) > MaxBookRows {
		return fail("book.many", "most", strconv.Itoa(MaxBookRows))
	}
	b, err := b.composed()
	if err != nil {
		return err
	}
	table := newBookTable(b)
	pages := table.pages(b.Rows)
	end := ending{language: b.Language, title: b.Title}
	return together(ctx, w, len(pages), &end, func(d *drawing, i int) error {
		marks := table.page(b, pages[i], i+1, len(pages))
		if !drawable(marks) {
			return fail("form.glyph")
		}
		return d.page(bookWidth, bookHeight, marks)
	}, nil)
}

// composed gives the model with its letters composed, as the faces have them, and refuses what cannot be a table.
func (b BookModel) composed() (BookModel, error) {
	compose := func(text string) string { return norm.NFC.String(strings.Join(strings.Fields(text), " ")) }
	for _, text := range []*string{&b.Authority, &b.Title, &b.Period, &b.Sample} {
		*text = compose(*text)
	}
	columns, rows := make([]string, len(b.Columns)), make([][]string, len(b.Rows))
	for i, text := range b.Columns {
		columns[i] = compose(text)
	}
	for i, row := range b.Rows {
		if len(row) != len(columns) || len(columns) == 0 {
			return b, fail("book.columns")
		}
		rows[i] = make([]string, len(row))
		for j, text := range row {
			rows[i][j] = compose(text)
		}
		if !Printable(rows[i]...) {
			return b, fail("book.glyph", "row", strconv.Itoa(i+1))
		}
	}
	b.Columns, b.Rows = columns, rows
	return b, nil
}
