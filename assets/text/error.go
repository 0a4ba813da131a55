package text

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Keyed is an error that names its sentence: the domain's errors, the store's and the seal's are such.
type Keyed interface {
	error
	TextKey() string
	TextArgs() map[string]string
}

// placeholderKeys says which placeholders of an error carry codes rather than words, and where the words for them are.
var placeholderKeys = map[string]string{
	"state": "stage.", "step": "step.", "allowed": "step.", "activity": "activity.", "role": "role.", "other": "field.",
}

// Error is the sentence for the first error in the chain that names one this language has; a general sentence with what to
// do next where there is none. "" for nil. Codes
// among the placeholders are put into words and ISO days into the language's way of writing a date.
func (l *Language) Error(err error) string {
	if err == nil {
		return ""
	}
	keyed, found := l.find(err)
	if !found {
		return l.T("error.general")
	}
	var args []any
	for name, value := range keyed.TextArgs() {
		args = append(args, name, l.words(name, value))
	}
	return l.T(keyed.TextKey(), args...)
}

// find walks the tree of causes, outermost first.
func (l *Language) find(err error) (Keyed, bool) {
	if keyed, ok := err.(Keyed); ok && l.Has(keyed.TextKey()) {
		return keyed, true
	}
	var causes []error
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		causes = []error{err.Unwrap()}
	case interface{ Unwrap() []error }:
		causes = err.Unwrap()
	}
	for _, cause := range causes {
		if keyed, found := l.find(cause); found {
			return keyed, true
		}
	}
	return nil, false
}

// phrasePlaceholders carry a part of a sentence as the law's readers write it, in English: what was wanted in a profile, and what was found.
var phrasePlaceholders = []string{"wanted", "found"}

var (
	number    = regexp.MustCompile(`[0-9]+`)
	notLetter = regexp.MustCompile(`[^a-z]+`)
)

// phrase puts such a part into the language where it is known; numbers in it stand as {1}, {2} in the text.
func (l *Language) phrase(english string) string {
	key := "phrase." + strings.Trim(notLetter.ReplaceAllString(number.ReplaceAllString(strings.ToLower(english), " n "), "-"), "-")
	if !l.Has(key) {
		return english
	}
	var args []any
	for i, n := range number.FindAllString(english, -1) {
		args = append(args, strconv.Itoa(i+1), n)
	}
	return l.T(key, args...)
}

func (l *Language) words(placeholder, value string) string {
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return l.Date(day.Date())
	}
	if slices.Contains(phrasePlaceholders, placeholder) {
		return l.phrase(value)
	}
	prefix, coded := placeholderKeys[placeholder]
	if !coded {
		return value
	}
	codes := strings.Split(value, ",")
	for i, code := range codes {
		code = strings.TrimSpace(code)
		codes[i] = code
		if l.Has(prefix + code) {
			codes[i] = l.T(prefix + code)
		}
	}
	return strings.Join(codes, ", ")
}
