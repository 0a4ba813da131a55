package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"
)

// meter shows on a terminal how much of a long work is done; into a file or a pipe it writes nothing. Show it every step: it draws a
// few times a second.
type meter struct {
	s     *session
	shown bool
	last  time.Time
}

// show tells that done of total is done.
func (m *meter) show(done, total int64) {
	f, is := m.s.err.(*os.File)
	if !is || !term.IsTerminal(int(f.Fd())) || total <= 0 || time.Since(m.last) < 200*time.Millisecond {
		return
	}
	m.shown, m.last = true, time.Now()
	fmt.Fprintf(f, "\r%3d %%  ", min(100, done*100/total))
}

// end clears the line.
func (m *meter) end() {
	if m.shown {
		fmt.Fprint(m.s.err, "\r       \r")
	}
}
