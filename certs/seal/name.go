package seal

import (
	"sort"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Bits of the mask that says which part of a name was cut or left out.
const (
	cutSurname = 1 << iota
	cutGiven
	cutPatronymic
)

func (n Name) wire() []any {
	if n.cut == 0 {
		return []any{n.Surname, n.Given, n.Patronymic}
	}
	return []any{n.Surname, n.Given, n.Patronymic, uint64(n.cut)}
}

func nameFromWire(parts []any) (Name, error) {
	if len(parts) != 3 && len(parts) != 4 {
		return Name{}, fail("seal")
	}
	var n Name
	for i, to := range []*string{&n.Surname, &n.Given, &n.Patronymic} {
		text, ok := parts[i].(string)
		if !ok {
			return Name{}, fail("seal")
		}
		*to = text
	}
	if len(parts) == 4 {
		mask, ok := parts[3].(uint64)
		if !ok || mask == 0 || mask > cutSurname|cutGiven|cutPatronymic {
			return Name{}, fail("seal")
		}
		n.cut, n.Shortened = uint8(mask), true
	}
	return n, nil
}

// Marked is the name with an ellipsis after each part that was cut, for showing it.
func (n Name) Marked() Name {
	for i, part := range []*string{&n.Surname, &n.Given, &n.Patronymic} {
		if n.cut&(1<<i) != 0 {
			*part += "…"
		}
	}
	return n
}

// shorten gives the name the claims can carry within limit bytes of payload: whole if it fits, else the surname as far
// as it fits, then the given name, then the patronymic's initial.
func (c Claims) shorten(limit int) (Claims, error) {
	fits := func(n Name) bool {
		c.Name = n
		data, err := c.encode()
		return err == nil && len(data) <= limit
	}
	whole := c.Name
	if fits(whole) {
		return c, nil
	}
	n := Name{Shortened: true, cut: cutSurname | cutGiven | cutPatronymic}
	if !fits(n) {
		return c, fail("claims.size")
	}
	take := func(part *string, text string, bit uint8) {
		ends := clusterEnds(text)
		// The mask is one byte whatever it holds, so clearing a bit afterwards never makes the claims longer.
		k := sort.Search(len(ends), func(k int) bool {
			*part = text[:ends[k]]
			return !fits(n)
		})
		*part = ""
		if k > 0 {
			*part = text[:ends[k-1]]
		}
		if *part == text {
			n.cut &^= bit
		}
	}
	take(&n.Surname, whole.Surname, cutSurname)
	if n.cut&cutSurname == 0 {
		take(&n.Given, whole.Given, cutGiven)
	}
	if n.cut&(cutSurname|cutGiven) == 0 {
		initial := ""
		if ends := clusterEnds(whole.Patronymic); len(ends) > 0 {
			initial = whole.Patronymic[:ends[0]]
		}
		take(&n.Patronymic, initial, 0)
	}
	if whole.Given == "" {
		n.cut &^= cutGiven
	}
	if whole.Patronymic == "" {
		n.cut &^= cutPatronymic
	}
	c.Name = n
	return c, nil
}

// clusterEnds are the places, in bytes, after each grapheme cluster of a text.
func clusterEnds(text string) []int {
	var ends []int
	for it := graphemes.FromString(text); it.Next(); {
		ends = append(ends, it.End())
	}
	return ends
}
