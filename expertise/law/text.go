package law

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is one sentence or name in each language of the profile, for example {az: "Ümumi xəstəlik", en: "General disease"}.
type Text map[string]string

// In gives the text in a language, in English or in any other one when the language is missing: a profile is refused on load when a
// language of its own is missing, so only a language that the profile does not have ends up there.
func (t Text) In(language string) string {
	if s, ok := t[language]; ok {
		return s
	}
	if s, ok := t["en"]; ok {
		return s
	}
	for _, s := range t {
		return s
	}
	return ""
}

var foldedLetters = strings.NewReplacer("ə", "e", "ı", "i", "ş", "s", "ç", "c", "ğ", "g", "ö", "o", "ü", "u", "\u0307", "")

// fold makes words comparable for a look-up by somebody whose keyboard lacks the letters: "Ağciyər" and "agciyer" are the same.
func fold(s string) string { return foldedLetters.Replace(strings.ToLower(s)) }

// matches tells whether every word of the folded query begins a word of the text in one of its languages.
func (t Text) matches(query []string) bool {
	for _, s := range t {
		if containsWords(fold(s), query) {
			return true
		}
	}
	return false
}

func containsWords(text string, query []string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for _, q := range query {
		found := false
		for _, w := range words {
			found = found || strings.HasPrefix(w, q)
		}
		if !found {
			return false
		}
	}
	return true
}

// plainText tells whether a text shows what it holds: UTF-8, no control characters beside the line's end, and nothing that turns the direction
// of writing, by which a number or a name could be shown as another one.
func plainText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '\n' && unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff'
	})
}
