package page

import (
	"context"
	"crypto/sha256"
	"io"
	"strconv"
)

// MaxBatch is how many papers one document takes: it is held in memory until the run's faces are cut.
const MaxBatch = 5_000

// Batch writes n papers to w as one document for the printer, in the order in which next gives them, and calls progress, where there is
// one, after each. Nothing is attached to it: whoever wants one paper as a file takes PDF. The same papers give the same bytes. An error
// of next or the end of ctx ends the run; w has nothing then.
func Batch(ctx context.Context, w io.Writer, n int, next func(i int) (*Model, error), progress func(done int)) error {
	if n < 1 {
		return fail("batch.none")
	}
	if n > MaxBatch {
		return fail("batch.many", "most", strconv.Itoa(MaxBatch))
	}
	var end ending
	return together(ctx, w, n, &end, func(d *drawing, i int) error {
		m, err := next(i)
		if err != nil {
			return err
		}
		if i == 0 {
			end.language, end.title = m.Language, m.Title
		}
		return d.page(m.Width, m.Height, m.Marks)
	}, progress)
}

// together writes n pages as one document, which ends with what end says once they are drawn. Such a document has no date of its own,
// every page carries its own; its identifier is made of what it says.
func together(ctx context.Context, w io.Writer, n int, end *ending, page func(d *drawing, i int) error, progress func(done int)) error {
	d := newDrawing(NewPrinter())
	for i := range n {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := page(d, i); err != nil {
			return err
		}
		if progress != nil {
			progress(i + 1)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	hash := sha256.Sum256(d.out.Bytes())
	end.id = [16]byte(hash[:16])
	_, err := w.Write(d.finish(*end))
	return err
}
