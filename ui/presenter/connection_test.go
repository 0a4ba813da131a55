package presenter

import (
	"context"
	"errors"
	"testing"
	"time"

	"medsoc/store/desk/desktest"
)

func TestTheBadgeSaysWhatIsKnownOfTheRegistry(t *testing.T) {
	b := desktest.New(t)
	var down error
	asked := 0
	th := open(t, b, b.Desk, Options{Probe: func(ctx context.Context) error {
		if _, bounded := ctx.Deadline(); !bounded {
			t.Error("the registry may be waited for without end")
		}
		asked++
		return down
	}})
	if got := th.shell.Status.Connection; got != (Chip{"Online", ToneDone}) {
		t.Errorf("at the start: %+v", got)
	}
	down = errors.New("connection refused")
	th.pass(time.Minute)
	if got := th.shell.Status.Connection; got != (Chip{"Offline", ToneWaiting}) || asked != 2 {
		t.Errorf("after a minute: %+v, asked %d times", got, asked)
	}
	th.Shell.Lock()
	th.settle()
	down = nil
	th.pass(time.Minute)
	if got := th.shell.Status.Connection; got.Text != "Online" {
		t.Errorf("while locked: %+v", got)
	}
}

// A sign of life every minute is nobody's work: it must not keep an untouched desk open.
func TestASignOfLifeTouchesNoScreen(t *testing.T) {
	s := newStage(t)
	drawn := 0
	NewSynchronise(fakeSync{}, s.Env, nil, func(SyncState) { drawn++ })
	s.setOnline(true)
	s.setOnline(false)
	if drawn != 0 {
		t.Errorf("drawn %d times", drawn)
	}
}

func TestFrameAndSynchronisationShowOneReading(t *testing.T) {
	b := desktest.New(t)
	b.Referred(t, desktest.Leyla())
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenSync})
	th.settle()
	if th.shell.Rail[5].Count != "5" || th.syncing.Facts[1].Value != "5" {
		t.Fatalf("rail %q, page %+v", th.shell.Rail[5].Count, th.syncing.Facts)
	}
	other := desktest.Leyla()
	other.Identifier.Value = "6K2Z72A"
	b.Referred(t, other)
	th.Shell.Refresh() // only the frame asks
	th.settle()
	if rail, page := th.shell.Rail[5].Count, th.syncing.Facts[1].Value; rail == "5" || rail != page {
		t.Errorf("rail %s, page %s", rail, page)
	}
}
