package page

import (
	"context"
	"io"
	"strconv"
)

// Letter is one page to one person: its texts, in one language, as they are to be read. Only Title, To and Lines must be there.
type Letter struct {
	Language     string       // a tag such as "az"
	Authority    string       // who writes; at the head
	To           []string     // the person's name, then the lines of the address; in the envelope's window
	Number, Date string       // of the letter
	Title        string       // what it is
	Lines        []string     // paragraphs; a line break in one is kept
	Box          []LetterFact // set off after the first paragraph: the day, the hour, the place
	Closing      string       // after the last paragraph, apart
	Sample       string       // the word across a page that is none; "" for a real letter
}

// LetterFact is a line of the box, such as "Saat" and "09:40".
type LetterFact struct{ Label, Value string }

// MaxLetters is how many letters one document takes. The pages are held in memory until the run's faces are cut: some 100 MB for so many.
const MaxLetters = 5_000

// Letters writes n letters to w as one document, in the order in which next gives them, and calls progress, where there is one, after
// each. The same letters give the same bytes. An error of next or the end of ctx ends the run; w has nothing then, as it has nothing
// before the last letter is drawn.
func Letters(ctx context.Context, w io.Writer, n int, next func(i int) (Letter, error), progress func(done int)) error {
	if n < 1 {
		return fail("letter.none")
	}
	if n > MaxLetters {
		return fail("letter.many", "most", strconv.Itoa(MaxLetters))
	}
	var end ending
	return together(ctx, w, n, &end, func(d *drawing, i int) error {
		letter, err := next(i)
		if err != nil {
			return err
		}
		if i == 0 {
			end.language, end.title = letter.Language, letter.Title
		}
		marks, err := layLetter(letter, i+1)
		if err != nil {
			return err
		}
		return d.page(pageWidth, pageHeight, marks)
	}, progress)
}
