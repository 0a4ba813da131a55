// Package online is what a program does with a desk when there is a network: one synchronisation, a new law with it, and a new
// certificate for the sealing key when the old one is nearly used up. It joins store/desk and store/sync, which do not know each other.
package online

import (
	"context"

	"medsoc/store/desk"
	"medsoc/store/sync"
	"medsoc/store/wire"
)

// Sync runs one synchronisation with the registry of the desk's enrolment. progress (nil: nobody looks) hears how many entries are done of
// how many known so far. What was answered before an error stands.
func Sync(ctx context.Context, d *desk.Desk, progress func(done, total int), options ...sync.Option) (wire.Report, error) {
	syncer := sync.New(d, d.URL(), options...)
	report, err := syncer.Run(ctx, progress)
	if err != nil {
		return report, err
	}
	point, due, err := d.SignerDue(ctx)
	if err != nil || !due {
		return report, err
	}
	renewed, err := syncer.Renew(ctx, point)
	if err != nil {
		return report, err
	}
	return report, d.TakeSigner(ctx, renewed)
}

// Trust fetches the trust bundle of the desk's registry, unread.
func Trust(ctx context.Context, d *desk.Desk) ([]byte, error) { return sync.FetchTrust(ctx, d.URL()) }
