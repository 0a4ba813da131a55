package presenter

import (
	"context"
	"errors"
	"testing"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// fakeSync is where a desk stands.
type fakeSync struct{}

func (fakeSync) Status(context.Context) (desk.Status, error) {
	return desk.Status{Standing: records.Standing{Unsent: 3, Refused: 2, Conflicts: 1}, LastSync: time.Date(2026, 11, 12, 5, 42, 0, 0, time.UTC)}, nil
}

func (fakeSync) SyncState(context.Context) (wire.State, error) {
	return wire.State{RegistryURL: "https://registry.example"}, nil
}

func (fakeSync) Refused(context.Context, int) ([]desk.RefusedOp, error) {
	return []desk.RefusedOp{
		{Op: "1", Kind: expertise.KindDecisionSigned, Entity: journal.Entity{Kind: journal.EntityCase, ID: "c1"}, Reason: "decision.signed: this member has signed already"},
		{Op: "2", Kind: expertise.KindPersonPatched, Entity: journal.Entity{Kind: journal.EntityPerson, ID: "p1"}, Reason: "new.code: do this or that"},
	}, nil
}

func (fakeSync) Conflicts(context.Context, int) ([]records.PersonRow, error) {
	return []records.PersonRow{{ID: "p1", Name: expertise.Name{Surname: "Əliyeva"}, Conflicts: 1}}, nil
}

type runOnce struct {
	progress chan func(done, all int)
	end      chan error
	report   wire.Report
	runs     int
}

func (r *runOnce) run(ctx context.Context, progress func(done, all int)) (wire.Report, error) {
	r.runs++
	r.progress <- progress
	select {
	case err := <-r.end:
		return r.report, err
	case <-ctx.Done():
		return wire.Report{}, ctx.Err()
	}
}

func syncing(t *testing.T) (*stage, *Synchronise, *SyncState, *runOnce) {
	s, state := newStage(t), &SyncState{}
	r := &runOnce{progress: make(chan func(int, int), 1), end: make(chan error), report: wire.Report{Sent: 3, Refused: 1, Received: 40}}
	y := NewSynchronise(fakeSync{}, s.Env, r.run, func(st SyncState) { *state = st })
	y.Open()
	s.settle()
	return s, y, state, r
}

func TestWhatWaitsAndWhatWasRefusedInWords(t *testing.T) {
	_, _, state, _ := syncing(t)
	if len(state.Facts) != 6 || state.Facts[1].Value != "3" || state.Facts[5].Value != "09:42" || !state.CanRun || state.Empty.Text != "" {
		t.Errorf("%+v", state.Facts)
	}
	if r := state.Refused[0]; r.What != "Signing the decision" || r.Reason != "This member has signed already; another member signs next." || r.Case != "c1" {
		t.Errorf("%+v", r)
	}
	if r := state.Refused[1]; r.Reason != "do this or that" || r.Person != "p1" {
		t.Errorf("%+v", r)
	}
	if len(state.Conflicts) != 1 || state.Conflicts[0].Mark.Tone != ToneAlert {
		t.Errorf("%+v", state.Conflicts)
	}
}

func TestARunShowsItsProgressAndASecondPressDoesNothing(t *testing.T) {
	s, y, state, r := syncing(t)
	reloaded := 0
	s.changed = append(s.changed, func() { reloaded++ })
	y.Run()
	progress := <-r.progress
	y.Run()
	if !state.Running || !state.Busy || state.CanRun {
		t.Fatalf("%+v", state)
	}
	progress(20, 40)
	s.drain()
	if state.Share != 0.5 || state.Progress != "20 of 40 changes" {
		t.Errorf("%+v", state)
	}
	r.end <- nil
	s.settle()
	if r.runs != 1 || state.Running || state.Result != "3 changes sent · 40 changes received · 1 change refused" || reloaded != 1 || s.online == nil || !*s.online {
		t.Errorf("%d runs, %q, reloaded %d", r.runs, state.Result, reloaded)
	}
	progress(30, 40) // too late
	s.drain()
	if state.Progress != "" {
		t.Errorf("progress after the end: %q", state.Progress)
	}
}

func TestARunThatFailsSaysWhatToDo(t *testing.T) {
	s, y, state, r := syncing(t)
	y.Run()
	<-r.progress
	r.end <- errors.New("connection refused")
	s.settle()
	if state.Running || state.Banner.Tone != ToneAlert || state.Result != "" || *s.online || len(state.Refused) != 2 {
		t.Errorf("%+v", state)
	}
	y.Run()
	old := <-r.progress
	y.Stop()
	if state.Running || state.Banner.Tone != ToneWaiting || !state.CanRun {
		t.Errorf("after stopping: %+v", state)
	}
	s.settle()
	y.Run()
	<-r.progress
	old(1, 2) // of the run that was given up
	s.drain()
	if state.Progress != "" {
		t.Errorf("progress of an older run: %q", state.Progress)
	}
	r.end <- nil
	s.settle()
	if state.Banner.Text != "" || state.Result == "" {
		t.Errorf("%+v", state)
	}
}
