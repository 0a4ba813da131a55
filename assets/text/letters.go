package text

import (
	"encoding/binary"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a text to what a search compares: small letters without marks, so that a name is found however it was
// typed. ə is found as e, ı and İ as i, ş as s; Kazakh and Ukrainian letters fold to the Russian ones on every keyboard;
// Georgian and Armenian keep their letters. Runs of spaces become one. The same Fold must prepare the index and the query.
func Fold(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	space := false
	for _, r := range norm.NFD.String(strings.ToValidUTF8(s, "\uFFFD")) {
		switch {
		case unicode.IsSpace(r):
			space = out.Len() > 0
			continue
		case unicode.Is(unicode.Mn, r):
			continue
		}
		if space {
			out.WriteByte(' ')
			space = false
		}
		r = unicode.ToLower(r)
		if folded, known := folds[r]; known {
			out.WriteString(folded)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// folds holds the letters that no decomposition takes apart.
var folds = map[rune]string{
	'ə': "e", 'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'ß': "ss", 'æ': "ae", 'œ': "oe",
	'ә': "а", 'ғ': "г", 'қ': "к", 'ң': "н", 'ө': "о", 'ұ': "у", 'ү': "у", 'һ': "х", 'і': "и", 'є': "е", 'ґ': "г",
	'’': "'", '‘': "'", 'ʼ': "'", 'ʻ': "'", '`': "'",
}

// alphabetOrder reads an alphabet written as letters with spaces between; letters written together, as Russian её, are one in the order.
func alphabetOrder(alphabet string) map[rune]int {
	order := map[rune]int{}
	for i, letter := range strings.Fields(alphabet) {
		for _, r := range letter {
			order[r] = i + 1
		}
	}
	return order
}

// Compare orders two texts by the language's alphabet: -1, 0 or +1, for slices.SortFunc. Capital and small letters are one
// letter; among texts that differ in nothing else the bytes decide, so that the order is total.
func (l *Language) Compare(a, b string) int { return strings.Compare(l.SortKey(a), l.SortKey(b)) }

// SortKey is a text whose bytes order as Compare does, to be stored beside a name and sorted by a database.
func (l *Language) SortKey(s string) string {
	key := make([]byte, 0, 2*len(s)+1)
	for _, r := range norm.NFC.String(s) {
		key = binary.BigEndian.AppendUint32(key, l.weight(r))
	}
	return string(append(append(key, 0, 0, 0, 0), s...))
}

// weight puts spaces and signs first, digits next, then the alphabet, then foreign letters by their code point. A foreign
// letter that is one of the alphabet's with a mark stands right behind that letter.
func (l *Language) weight(r rune) uint32 {
	const letter, foreign, step = 1 << 12, 1 << 22, 1 << 8
	r = l.lower(r)
	if place, known := l.order[r]; known {
		return letter + uint32(place)*step
	}
	if unicode.IsLetter(r) {
		if base := []rune(norm.NFD.String(string(r))); len(base) > 1 {
			if place, known := l.order[base[0]]; known {
				return letter + uint32(place)*step + uint32(base[1])%(step-1) + 1
			}
		}
		return foreign + uint32(r)
	}
	if unicode.IsDigit(r) {
		return 1<<11 + uint32(r)%(1<<8)
	}
	return 1 + uint32(r)%(1<<11-1)
}

// lower is unicode.ToLower with the Turkic pairs I-ı and İ-i where the alphabet has them.
func (l *Language) lower(r rune) rune {
	if _, turkic := l.order['ı']; turkic {
		switch r {
		case 'I':
			return 'ı'
		case 'İ':
			return 'i'
		}
	}
	return unicode.ToLower(r)
}
