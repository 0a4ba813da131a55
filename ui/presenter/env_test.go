package presenter

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

var ctx = context.Background()

// stage is a presenters' goroutine and a clock, both moved by the test.
type stage struct {
	*Env
	mu     sync.Mutex
	queue  []func()
	timers []*timer
	at     time.Time
}

type timer struct {
	at time.Time
	f  func()
}

// newStage begins on the morning of 12 November 2026, a Thursday, as desktest does.
func newStage(t testing.TB) *stage {
	t.Helper()
	profile, err := desktest.Profile("az")
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{at: time.Date(2026, 11, 12, 6, 0, 0, 0, time.UTC)}
	s.Env = NewEnv(EnvOptions{Post: s.post, After: s.after, Now: func() time.Time { return s.at }, Profile: profile, Language: text.For("en")})
	t.Cleanup(func() { s.Runner.Close(); s.Runner.Wait() })
	return s
}

func (s *stage) post(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, f)
}

func (s *stage) after(d time.Duration, f func()) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	mine := &timer{s.at.Add(d), f}
	s.timers = append(s.timers, mine)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.timers = slices.DeleteFunc(s.timers, func(other *timer) bool { return other == mine })
	}
}

func (s *stage) drain() (did bool) {
	for {
		s.mu.Lock()
		queue := s.queue
		s.queue = nil
		s.mu.Unlock()
		if len(queue) == 0 {
			return did
		}
		did = true
		for _, f := range queue {
			f()
		}
	}
}

// settle lets all tasks end and delivers what they found, until nothing more comes of it.
func (s *stage) settle() {
	for {
		s.Runner.Wait()
		if !s.drain() {
			return
		}
	}
}

// pass moves the clock and fires what is due.
func (s *stage) pass(d time.Duration) {
	s.mu.Lock()
	s.at = s.at.Add(d)
	var due []func()
	s.timers = slices.DeleteFunc(s.timers, func(t *timer) bool {
		if t.at.After(s.at) {
			return false
		}
		due = append(due, t.f)
		return true
	})
	s.mu.Unlock()
	for _, f := range due {
		f()
	}
	s.settle()
}

// theatre is a whole program on a real desk, with the last state of each screen.
type theatre struct {
	*Program
	*stage
	t       testing.TB
	desk    *desktest.Bench
	shell   ShellState
	work    WorkState
	persons PersonsState
	person  PersonState
	newCase NewCaseState
	casing  CaseState
	exam    ExaminationState
	decided DecisionState
	paper   CertificateState
	due     DueState
	plan    PlanningState
	acts    ActsState
	verify  VerifyState
	syncing SyncState
	setting SettingsState
	rules   RulesState
	papers  PapersState
	book    BookState
}

// see keeps a state and fails on a key without a sentence.
func see[S any](th *theatre, into *S) func(S) {
	return func(s S) {
		*into = s
		checkSentences(th.t, reflect.ValueOf(s), reflect.TypeOf(s).Name(), 0)
	}
}

func checkSentences(t testing.TB, v reflect.Value, path string, depth int) {
	switch v.Kind() {
	case reflect.String:
		if strings.ContainsAny(v.String(), "‹›") {
			t.Errorf("%s shows a missing key: %s", path, v.String())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			checkSentences(t, v.Field(i), path+"."+v.Type().Field(i).Name, depth+1)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			checkSentences(t, v.Index(i), path, depth+1)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			checkSentences(t, v.Elem(), path, depth+1)
		}
	}
}

// open builds a program on a desk's store; store is the desk itself or something around it.
func open(t testing.TB, d *desktest.Bench, store Store, o Options) *theatre {
	t.Helper()
	th := &theatre{stage: newStage(t), t: t, desk: d}
	th.Program = NewProgram(store, th.stage.Env, o, Emits{Shell: see(th, &th.shell), Work: see(th, &th.work), Persons: see(th, &th.persons), Person: see(th, &th.person),
		NewCase: see(th, &th.newCase), Case: see(th, &th.casing), Examination: see(th, &th.exam), Decision: see(th, &th.decided), Certificate: see(th, &th.paper),
		Due: see(th, &th.due), Planning: see(th, &th.plan), Acts: see(th, &th.acts), Verify: see(th, &th.verify), Sync: see(th, &th.syncing), Settings: see(th, &th.setting), Rules: see(th, &th.rules), Papers: see(th, &th.papers), Book: see(th, &th.book)})
	th.Shell.Start()
	th.settle()
	return th
}

// field finds a field of a form by its name.
func field(t testing.TB, name string, groups ...[]Field) Field {
	t.Helper()
	for _, group := range groups {
		for _, f := range group {
			if f.Name == name {
				return f
			}
		}
	}
	t.Fatalf("there is no field %q", name)
	return Field{}
}

func fieldsOf(sections []Section) []Field {
	var all []Field
	for _, s := range sections {
		all = append(all, s.Fields...)
	}
	return all
}

// The desk's store is what the screens ask for.
var _ Store = (*desk.Desk)(nil)

func day(iso string) expertise.Date { return expertise.MustDate(iso) }
