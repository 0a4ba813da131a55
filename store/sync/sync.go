package sync

import (
	"context"
	"time"

	"medsoc/store/wire"
)

// Desk is the store of one desk as the sync needs it; store/desk implements it. Every method is one local transaction: after an error,
// or a power cut, either all of it is there or nothing. The syncer calls them one after another from one goroutine; the desk's own work
// goes on meanwhile.
type Desk interface {
	// SyncState says where the desk stands.
	SyncState(ctx context.Context) (wire.State, error)
	// Outbox gives unsent ops in chain order, at most maxOps of them and maxBytes of bytes but at least one, the epoch, and for every person
	// these ops concern the person's key wrapped to the registry, where the desk holds it. No ops: nothing waits.
	Outbox(ctx context.Context, maxOps, maxBytes int) (wire.Push, error)
	// Answer keeps the feed number or the refusal of the ops named. An answer that is known already changes nothing.
	Answer(ctx context.Context, results []wire.Result) error
	// TakePage keeps grants, ops, cursor (page.Next), epoch and head (page.Head). The syncer has checked the head, its proof and
	// every op's signature. Ops that are here already, the desk's own among them, only get their number.
	TakePage(ctx context.Context, page wire.Page) error
	// SignChallenge signs wire.TokenHash(nonce) with the desk's signing key: 64 bytes r||s.
	SignChallenge(nonce []byte) ([]byte, error)
	// Resend begins a new epoch after the registry was restored from a backup: all own ops that stand are unsent again, the feed numbers of
	// all ops are forgotten, cursor 0, no head.
	Resend(ctx context.Context, epoch string) error
	// KeepLaw takes a newer law and works by it from now on. wire.ErrLaw: it is refused, which the desk remembers and shows by itself.
	KeepLaw(ctx context.Context, f wire.LawFile) error
	// KeepTrustBundle keeps a trust bundle in the place of the one before. wire.ErrTrust: it is refused, the last good one stays in use, and the
	// desk remembers and shows why by itself.
	KeepTrustBundle(ctx context.Context, bundle []byte) error
	// Synced notes that a synchronisation came to its end.
	Synced(ctx context.Context, at time.Time, report wire.Report) error
}

// Report counts what one synchronisation did.
type Report = wire.Report
