package check

import (
	"bytes"
	"context"
	"io"
	"time"
	"unicode/utf8"

	"medsoc/certs/seal"
)

const (
	maxFile = 32 << 20
	maxTime = 10 * time.Second // for a person who waits before the screen
)

// Looker bounds how many files are opened at once and how long each is searched. A service has one; a program of one person uses Data.
type Looker struct {
	slots chan struct{}
	time  time.Duration
}

// NewLooker makes a looker. A file keeps its place until nothing of it is in memory any more, also when its answer was given before.
func NewLooker(files int, each time.Duration) *Looker {
	return &Looker{make(chan struct{}, files), each}
}

var person = NewLooker(2, maxTime)

// Where says in which part of a file a seal was found.
type Where string

const (
	InText       Where = "text"
	InAttachment Where = "attachment" // of a PDF
	InPicture    Where = "picture"    // a QR code in a picture, or in a picture inside a PDF
	InSeal       Where = "seal"       // the file is the sealed bytes themselves
)

// Found are sealed bytes, not yet verified.
type Found struct {
	Sealed []byte
	Where  Where
}

// File reads a file to its end, at most 32 MiB, and looks for a seal in it.
func File(ctx context.Context, r io.Reader) (Found, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return Found{}, seal.ErrFile
	}
	return Data(ctx, data)
}

// Data looks for a seal in a file's content, within the package's bounds.
func Data(ctx context.Context, data []byte) (Found, error) { return person.Data(ctx, data) }

// Data looks for a seal in a file's content. It waits for a place as long as ctx allows; the time for the search begins then.
func (l *Looker) Data(ctx context.Context, data []byte) (Found, error) {
	if len(data) > maxFile {
		return Found{}, seal.ErrTooLarge
	}
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		return Found{}, seal.ErrFile
	}
	ctx, cancel := context.WithTimeout(ctx, l.time)
	type answer struct {
		found Found
		err   error
	}
	done := make(chan answer, 1)
	// The search asks ctx, but the libraries that decode a file know none: when time is up, the answer is given and theirs ends by itself.
	go func() {
		a := answer{err: seal.ErrFile}
		defer func() {
			if recover() != nil {
				a = answer{err: seal.ErrFile}
			}
			cancel()
			<-l.slots
			done <- a
		}()
		a.found, a.err = look(ctx, data)
	}()
	select {
	case a := <-done:
		return a.found, a.err
	case <-ctx.Done():
	}
	select { // what was found at the last moment counts
	case a := <-done:
		return a.found, a.err
	case <-time.After(lastMoment):
		return Found{}, seal.ErrNoCode
	}
}

// lastMoment is how long a search may take to notice that its time is up.
const lastMoment = 500 * time.Millisecond

// Text looks for a seal in a text.
func Text(text string) (Found, error) {
	sealed, err := seal.Find(text)
	if err != nil {
		return Found{}, err
	}
	if severalIn(text) {
		return Found{}, seal.ErrSeveral
	}
	return Found{sealed, InText}, nil
}

// Verify looks for a seal in a file's content and judges it.
func Verify(ctx context.Context, data []byte, bundle *seal.Bundle, at time.Time, policy seal.Policy) (seal.Verdict, Where) {
	found, err := Data(ctx, data)
	if err != nil {
		return seal.NotFound(err), ""
	}
	return seal.Verify(found.Sealed, bundle, at, policy), found.Where
}

func look(ctx context.Context, data []byte) (Found, error) {
	switch {
	case len(data) == 0:
		return Found{}, seal.ErrNoCode
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return inPDF(ctx, data)
	case isPicture(data):
		return single(inPicture(ctx, data, attempts))
	case len(data) > 2 && data[0] == 0xd2 && data[1] == 0x84 && len(data) <= 4*seal.MaxSeal:
		return Found{data, InSeal}, nil
	case utf8.Valid(data) && !bytes.ContainsRune(data, 0):
		return Text(string(data))
	}
	return Found{}, seal.ErrFile
}
