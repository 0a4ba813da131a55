package page

import "strings"

// Error is a page that cannot be drawn; "error.page."+Code is its text key.
type Error struct {
	Code string
	Args map[string]string // placeholders of the sentence
}

// fail makes an error; args are names and values by turns.
func fail(code string, args ...string) *Error {
	e := &Error{Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = map[string]string{}
		}
		e.Args[args[i]] = args[i+1]
	}
	return e
}

// Error says in English what happened and what to do next.
func (e *Error) Error() string {
	text := sentences[e.Code]
	for name, value := range e.Args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// TextKey names the sentence for this error in the text room.
func (e *Error) TextKey() string { return "error.page." + e.Code }

// TextArgs gives the sentence's placeholders.
func (e *Error) TextArgs() map[string]string { return e.Args }

// ErrorSentences gives every error's text key with its English sentence, for the text room's test.
func ErrorSentences() map[string]string {
	all := make(map[string]string, len(sentences))
	for code, text := range sentences {
		all["error.page."+code] = text
	}
	return all
}

var sentences = map[string]string{
	"form.kind":          "the country profile has no form for this kind of paper; complete its certificate block",
	"form.outcome":       "the country profile has no words for this outcome; complete its certificate block",
	"differs.issued":     "the time of issue is not the one in the seal; issue the certificate again",
	"differs.name":       "the name is not the one in the seal; issue the certificate again",
	"differs.identifier": "the identifier is not the one in the seal; issue the certificate again",
	"differs.services":   "the services are not those in the seal; issue the excerpt of the programme again",
	"code.size":          "the square code would be too dense to scan; choose a shorter address for the registry",
	"glyph":              "the name or the identifier has a letter that cannot be printed; correct the person's record",
	"form.glyph":         "a text of the form has a letter that cannot be printed; correct the certificate block of the country profile",
	"name.long":          "the name is too long for the page; shorten it in the person's record",
	"page.full":          "the texts do not fit on one page; shorten the form's texts in the country profile",
	"labour.glyph":       "the recommendation on work has a character that cannot be printed; write it anew in an examination and decide again",
	"labour.long":        "the recommendation on work is too long for the page; write it shorter in an examination and decide again",
	"photo.size":         "the photo is larger than 1 MiB or 12 megapixels; make it smaller and choose it again",
	"photo.format":       "the photo cannot be read; choose a picture of the kind JPEG or PNG",
	"batch.none":         "there is no paper to print; choose one at least",
	"batch.many":         "one document takes at most {most} papers; print them in several parts",
	"book.columns":       "a row of the book has another number of columns than its head; report this to who maintains the program",
	"book.glyph":         "row {row} of the book has a character that cannot be printed; correct the record that it shows",
	"book.many":          "one document takes at most {most} rows; choose a shorter period",
	"document":           "the document could not be completed; issue it again",
	"sign.key":           "the key does not belong to the certificate for signing documents; synchronise to renew it",
	"sign.document":      "the document could not be signed; issue it again",
	"letter.none":        "there is nobody to write to; choose one person at least",
	"letter.many":        "one document takes at most {most} letters; print them in several parts",
	"letter.glyph":       "letter {letter} has a character that cannot be printed; correct the person's record or the letter's text, and print again",
	"letter.address":     "the name and the address of letter {letter} do not fit into the window of an envelope; shorten them in the person's record",
	"letter.full":        "the texts of letter {letter} do not fit on one page; shorten the letter's texts in the country profile",
}
