package wire

import (
	"time"

	"medsoc/expertise"
)

// State is where a desk stands with its registry. It never travels; it lives here because the desk keeps it and the sync reads it.
type State struct {
	Desk        expertise.DeskID
	After       int64  // place in the feed from which to ask
	Epoch       string // "" before the first sync
	Head        Head   // the last head that was checked; size 0 before the first
	HeadKey     []byte // public point that signs heads, from the enrolment
	Law         int    // number of the last law taken, 0 before the first
	Trust       []byte // SHA-256 of the trust bundle kept, nil before the first
	RegistryURL string
}

// Report counts what one synchronisation did.
type Report struct {
	Sent     int  // own ops that the registry answered, refused ones included
	Refused  int  // of these
	Received int  // ops of others
	Left     int  // own ops that still wait, because the registry stopped before them
	Law      int  // number of the law that came and is worked by from now on; 0: no new one
	Epoch    bool // the registry was restored from a backup: everything was sent again
	List     bool // a newer trust bundle came and is kept
	// ClockOffset is by how much the registry's clock is ahead of this computer's.
	ClockOffset time.Duration
}
