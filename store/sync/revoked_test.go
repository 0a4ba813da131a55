package sync_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/registry/registrytest"
	"medsoc/store/sync"
)

// A desk whose right to seal was taken back learns it with the next synchronisation, also where the registry shut it out altogether: it
// issues nothing, takes no number, says so to whoever examines it, and gets no new certificate for its key.
func TestRevokedDeskIssuesNothing(t *testing.T) {
	ctx := context.Background()
	for name, revoke := range map[string]func(*registrytest.World, expertise.DeskID) error{
		"its right to seal": func(w *registrytest.World, id expertise.DeskID) error {
			return w.Registry.RevokeSigner(ctx, id, w.Now(), false)
		},
		"the whole desk": func(w *registrytest.World, id expertise.DeskID) error { return w.Registry.RevokeDesk(ctx, id) },
	} {
		t.Run(name, func(t *testing.T) {
			w := registrytest.New(t)
			b := w.Desk(t, 3)
			id := b.Referred(t, desktest.Leyla())
			b.Decided(t, id)
			first, err := b.Issue(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			next := b.Referred(t, second())
			b.Decided(t, next)
			registrytest.Sync(t, b)
			w.Pass(time.Minute)
			if err := revoke(w, b.About().Desk); err != nil {
				t.Fatal(err)
			}
			w.Pass(time.Minute)
			syncer := sync.New(b, "", registrytest.NoSleep)
			_, err = syncer.Run(ctx, nil)
			if shut := name == "the whole desk"; (err != nil) != shut {
				t.Fatalf("synchronised: %v", err)
			}
			before := finding(t, b, "numbers").Args["count"]
			if _, err := b.Issue(ctx, next); !errors.Is(err, desk.ErrRevoked) {
				t.Errorf("issued: %v", err)
			}
			if _, err := b.Duplicate(ctx, id, first, "itib"); !errors.Is(err, desk.ErrRevoked) {
				t.Errorf("issued again: %v", err)
			}
			if report, err := b.Batch(ctx, []expertise.CaseID{next}, nil); !errors.Is(err, desk.ErrRevoked) || report.Left != 1 {
				t.Errorf("batch %+v %v", report, err)
			}
			if f := finding(t, b, "signer"); !errors.Is(f.Err, desk.ErrRevoked) {
				t.Errorf("examined: %v", f.Err)
			}
			if after := finding(t, b, "numbers").Args["count"]; after != before {
				t.Errorf("numbers left %s, then %s", before, after)
			}
			if s, err := b.Status(ctx); err != nil || s.Revoked.IsZero() {
				t.Errorf("status %+v %v", s, err)
			}
			point, due, err := b.SignerDue(ctx)
			if err != nil || due {
				t.Errorf("a new certificate is due: %v %v", due, err)
			}
			if _, err := syncer.Renew(ctx, point); err == nil {
				t.Error("the revoked key was certified")
			}
		})
	}
}

func second() expertise.Person {
	p := desktest.Leyla()
	p.Identifier.Value = "5K1Z71B"
	return p
}

func finding(t *testing.T, b *desktest.Bench, what string) desk.Finding {
	t.Helper()
	findings, err := b.Examine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.What == what {
			return f
		}
	}
	t.Fatalf("nothing is said of %q", what)
	return desk.Finding{}
}
