package presenter

import (
	"context"
	"strings"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// SyncStore is what the synchronisation screen asks of the desk.
type SyncStore interface {
	Status(ctx context.Context) (desk.Status, error)
	Refused(ctx context.Context, limit int) ([]desk.RefusedOp, error)
	SyncState(ctx context.Context) (wire.State, error)
}

// ConflictLister lists persons with a field that several desks wrote. A store that does not offer it leaves the list empty; the
// count stands in the status all the same.
type ConflictLister interface {
	Conflicts(ctx context.Context, limit int) ([]records.PersonRow, error)
}

// SyncRun synchronises once. It calls progress with the changes done and the changes known of, from any goroutine.
type SyncRun func(ctx context.Context, progress func(done, all int)) (wire.Report, error)

// RefusedRow is an own change that the registry did not take.
type RefusedRow struct {
	Op     expertise.OpID
	When   string
	What   string
	Reason string
	Case   expertise.CaseID   // to open, or ""
	Person expertise.PersonID // to open, or ""
}

// SyncState is the synchronisation screen.
type SyncState struct {
	Common
	Facts     []Fact // registry, unsent, refused, last
	Running   bool
	Progress  string // "40 of 200 changes"
	Share     float32
	Result    string // what the last run of this session did
	Refused   []RefusedRow
	Conflicts []PersonRow
	CanRun    bool
	Empty     Empty
}

const maxListed = 200

// Synchronise shows what waits and what was refused, and synchronises on demand. The desk never waits for it.
type Synchronise struct {
	view[SyncState]
	// OnSynchronised is told each run that went well: what else the registry publishes can be had now.
	OnSynchronised func()

	store     SyncStore
	run       SyncRun // nil: a desk without a registry
	at        wire.State
	refused   []desk.RefusedOp
	conflicts []records.PersonRow
	filled    bool
	running   bool
	turn      int
	done, all int
	report    *wire.Report
}

// NewSynchronise makes the screen. run may be nil.
func NewSynchronise(store SyncStore, env *Env, run SyncRun, emit func(SyncState)) *Synchronise {
	s := &Synchronise{store: store, run: run}
	s.begin(env, "sync", emit, s.state, func() {
		if s.filled {
			s.load()
		}
	})
	env.standing.told = append(env.standing.told, func(err error) {
		if s.filled {
			s.loaded(err)
			s.Emit()
		}
	})
	return s
}

// Open loads what waits.
func (s *Synchronise) Open() {
	s.env.countStanding(s.store.Status)
	s.load()
	s.Emit()
}

func (s *Synchronise) load() {
	store := s.store
	type found struct {
		at        wire.State
		refused   []desk.RefusedOp
		conflicts []records.PersonRow
	}
	Run(s.env.Runner, "sync.read", func(ctx context.Context) (f found, err error) {
		if f.at, err = store.SyncState(ctx); err != nil {
			return f, err
		}
		if f.refused, err = store.Refused(ctx, maxListed); err != nil {
			return f, err
		}
		if lister, can := store.(ConflictLister); can {
			f.conflicts, err = lister.Conflicts(ctx, maxListed)
		}
		return f, err
	}, func(_ Generation, f found, err error) {
		if s.loaded(err); err == nil {
			s.at, s.refused, s.conflicts, s.filled = f.at, f.refused, f.conflicts, true
		}
		s.Emit()
	})
}

// Run synchronises once; while it runs, a second call does nothing. Records that came are shown everywhere afterwards.
func (s *Synchronise) Run() {
	if s.run == nil || s.running {
		return
	}
	run, post := s.run, s.env.post
	s.running, s.done, s.all, s.report = true, 0, 0, nil
	s.fail(nil)
	// A run that was given up still calls progress; its turn tells it from the present one.
	s.turn++
	turn := s.turn
	Run(s.env.Runner, "sync.run", func(ctx context.Context) (wire.Report, error) {
		return run(ctx, func(done, all int) {
			post(func() {
				if s.running && s.turn == turn {
					s.done, s.all = done, all
					s.Emit()
				}
			})
		})
	}, func(_ Generation, report wire.Report, err error) {
		s.running = false
		s.fail(err)
		if err == nil {
			s.report = &report
		}
		s.env.setOnline(err == nil)
		if err == nil && s.OnSynchronised != nil {
			s.OnSynchronised()
		}
		s.env.Changed()
		if !s.filled {
			s.load()
		}
		s.Emit()
	})
	s.Emit()
}

// Stop gives a running synchronisation up; what was sent and received until then stays.
func (s *Synchronise) Stop() {
	if s.running {
		s.env.Runner.Cancel("sync.run")
		s.running = false
		s.say(ToneWaiting, "error.canceled")
		s.env.Changed()
		s.Emit()
	}
}

// OpenRefused goes to the record that a refused change concerns, OpenPerson to a person with a conflict.
func (s *Synchronise) OpenRefused(r RefusedRow) {
	switch {
	case r.Case != "":
		s.env.Go(Route{Screen: ScreenCase, Case: r.Case, Tab: TabHistory})
	case r.Person != "":
		s.OpenPerson(r.Person)
	}
}

func (s *Synchronise) OpenPerson(id expertise.PersonID) {
	s.env.Go(Route{Screen: ScreenPerson, Person: id})
}

func (s *Synchronise) state() SyncState {
	e, l := s.env, s.env.language
	st := SyncState{Common: s.common(), Running: s.running, CanRun: s.run != nil && !s.running}
	st.Busy = st.Busy || s.running
	if s.running && s.all > 0 {
		st.Progress, st.Share = l.T("sync.progress", "done", s.done, "count", s.all), float32(s.done)/float32(s.all)
	}
	if s.report != nil {
		st.Result = joined(l.N("count.sent", s.report.Sent), l.N("count.received", s.report.Received))
		if s.report.Refused > 0 {
			st.Result = joined(st.Result, l.N("count.refused", s.report.Refused))
		}
		if s.report.Left > 0 {
			st.Result = joined(st.Result, l.N("count.unsent", s.report.Left))
		}
	}
	if !s.filled || !e.standing.read {
		return st
	}
	now := e.standing.now
	registry := s.at.RegistryURL
	if registry == "" {
		registry = l.T("detail.none")
	}
	last := l.T("status.never_synced")
	if !now.LastSync.IsZero() {
		last = e.moment(now.LastSync)
	}
	number := func(n int) string { return l.Number(int64(n)) }
	st.Facts = []Fact{{l.T("sync.registry"), registry}, {l.T("sync.unsent"), number(now.Unsent)}, {l.T("sync.refused"), number(now.Refused)},
		{l.T("sync.conflicts"), number(now.Conflicts)}, {l.T("sync.disputed"), number(now.Disputed)}, {l.T("sync.last"), last}}
	for _, r := range s.refused {
		row := RefusedRow{Op: r.Op, When: e.moment(r.At), What: l.T("step." + string(r.Kind)), Reason: e.refusedReason(r.Reason)}
		switch r.Entity.Kind {
		case journal.EntityCase:
			row.Case = expertise.CaseID(r.Entity.ID)
		case journal.EntityPerson:
			row.Person = expertise.PersonID(r.Entity.ID)
		}
		st.Refused = append(st.Refused, row)
	}
	for _, c := range s.conflicts {
		st.Conflicts = append(st.Conflicts, e.personRow(c))
	}
	if now.Unsent == 0 && len(st.Refused) == 0 && now.Conflicts == 0 {
		st.Empty = Empty{l.T("empty.sync"), l.T("empty.sync.action")}
	}
	return st
}

// refusedReason puts "code: sentence in English" into the language where it has a sentence for the code without placeholders.
func (e *Env) refusedReason(reason string) string {
	code, sentence, found := strings.Cut(reason, ": ")
	if key := "error." + code; found && e.language.Has(key) && !strings.Contains(e.language.T(key), "{") {
		return e.language.T(key)
	}
	if found {
		return sentence
	}
	return reason
}
