package presenter

import (
	"context"
)

// VerifyStore gives the trust bundle that the desk keeps, and keeps a newer one.
type VerifyStore interface {
	// TrustBundle gives the bundle last kept, nil when there is none.
	TrustBundle(ctx context.Context) ([]byte, error)
	// KeepTrustBundle keeps it.
	KeepTrustBundle(ctx context.Context, bundle []byte) error
}

// Fetch gets the newest trust bundle from the registry.
type Fetch func(ctx context.Context) ([]byte, error)

// VerdictView is the answer to one check.
type VerdictView struct {
	Title   string
	Hint    string // what to do next
	Reason  string
	Tone    Tone
	Sample  string // "This is a sample certificate without legal force.", or ""
	Claims  []Fact // to compare with the paper
	Note    string // the name is shortened in the code
	ListAge string // "The list is 2 days old"
	Source  string // "typed", or the file's name
	Time    string
}

// VerifyState is the verification screen.
type VerifyState struct {
	Common
	Text      string // as typed or scanned
	Verdict   *VerdictView
	Trust     string // "list of 12.11.2026", or that there is none
	TrustTone Tone
	CanFetch  bool
	History   []VerdictView // of this session, newest first; Claims are left out
}
