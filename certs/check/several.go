package check

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"medsoc/certs/seal"
)

// single gives the seal of a file's pictures, which have to be of one paper.
func single(seals [][]byte, err error) (Found, error) {
	switch {
	case len(seals) == 0:
		return Found{}, err
	case len(seals) > 1:
		return Found{}, seal.ErrSeveral
	case damaged(err):
		return Found{}, seal.ErrParts
	}
	return Found{seals[0], InPicture}, nil
}

// join adds the seals that are not yet there: the same paper may be in a file twice.
func join(seals, more [][]byte) [][]byte {
	for _, sealed := range more {
		if !holds(seals, sealed) {
			seals = append(seals, sealed)
		}
	}
	return seals
}

func holds(seals [][]byte, sealed []byte) bool {
	return slices.ContainsFunc(seals, func(s []byte) bool { return bytes.Equal(s, sealed) })
}

// half leaves the other half of the time for an answer: whoever has found one seal looks for others, and what is known by then must not be
// lost because a large picture was begun at the last moment.
func half(ctx context.Context) (context.Context, context.CancelFunc) {
	end, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Until(end)/2)
}

// damaged tells whether a search met what looks like a seal and is none.
func damaged(err error) bool { return err != nil && rank(err) == rankDamaged }

// rankDamaged is the highest of what better compares.
const rankDamaged = 4

// rank says how much an error tells: a damaged seal more than another kind of code, and that more than nothing at all.
func rank(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, seal.ErrFile), errors.Is(err, seal.ErrTooLarge):
		return 1
	case errors.Is(err, seal.ErrNoCode):
		return 2
	case errors.Is(err, seal.ErrOtherCode):
		return 3
	}
	return rankDamaged
}

// better keeps the error that says more.
func better(a, b error) error {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// severalIn tells whether a text holds whole seals of more than one paper, also where a mail program has broken their lines.
func severalIn(text string) bool {
	var seals [][]byte
	for _, text := range []string{text, strings.Join(strings.Fields(text), "")} {
		for _, run := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
			if sealed, err := seal.Bytes(run); err == nil && whole(sealed) {
				seals = join(seals, [][]byte{sealed})
			}
		}
	}
	return len(seals) > 1
}

// whole tells whether bytes are a seal from beginning to end, whoever made it: a piece of one is no second paper.
func whole(data []byte) bool {
	return seal.Verify(data, nil, time.Time{}, seal.Policy{}).Reason != "seal"
}
