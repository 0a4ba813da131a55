package presenter

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// bench is a presenter's goroutine that the test drives by hand, with a clock that moves only when told to.
type bench struct {
	mu     sync.Mutex
	queue  []func()
	timers []*func()
	runner *Runner
	log    []string
}

func newBench() *bench {
	b := &bench{}
	b.runner = NewRunner(b.post, b.after)
	b.runner.OnWorking = func(key string, working bool) {
		b.log = append(b.log, map[bool]string{true: "working ", false: "idle "}[working]+key)
	}
	return b
}

func (b *bench) post(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queue = append(b.queue, f)
}

func (b *bench) after(d time.Duration, f func()) func() {
	if d != WorkingDelay {
		panic("another delay than the one for working")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	timer := &f
	b.timers = append(b.timers, timer)
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		*timer = func() {}
	}
}

// tick lets WorkingDelay pass for all timers set so far.
func (b *bench) tick() {
	b.mu.Lock()
	var due []func()
	for _, timer := range b.timers {
		due = append(due, *timer)
	}
	b.timers = nil
	b.mu.Unlock()
	for _, f := range due {
		f()
	}
	b.drain()
}

func (b *bench) drain() {
	for {
		b.mu.Lock()
		queue := b.queue
		b.queue = nil
		b.mu.Unlock()
		if len(queue) == 0 {
			return
		}
		for _, f := range queue {
			f()
		}
	}
}

// settle waits for the tasks and delivers what they posted.
func (b *bench) settle() { b.runner.Wait(); b.drain() }

func (b *bench) start(key string, release <-chan struct{}, result string, err error) Generation {
	return Run(b.runner, key, func(ctx context.Context) (string, error) {
		if release != nil {
			<-release // does not listen to ctx, as a query in progress may not
		}
		return result, err
	}, func(_ Generation, got string, err error) {
		if err != nil {
			got = "error " + err.Error()
		}
		b.log = append(b.log, key+"="+got)
	})
}

func TestRunner(t *testing.T) {
	cases := []struct {
		name string
		do   func(b *bench)
		want string
	}{
		{"a result comes back", func(b *bench) {
			b.start("list", nil, "24", nil)
			b.settle()
		}, "list=24"},
		{"an error comes back", func(b *bench) {
			b.start("list", nil, "", errors.New("disk"))
			b.settle()
		}, "list=error disk"},
		{"a newer call drops the older result, although the older task ends last", func(b *bench) {
			release := make(chan struct{})
			b.start("list", release, "old", nil)
			b.start("list", nil, "new", nil)
			close(release)
			b.settle()
		}, "list=new"},
		{"an older result that is already on its way is dropped too", func(b *bench) {
			b.start("list", nil, "old", nil)
			b.runner.Wait()
			b.start("list", nil, "new", nil)
			b.settle()
		}, "list=new"},
		{"keys do not disturb each other", func(b *bench) {
			b.start("list", nil, "24", nil)
			b.settle()
			b.start("count", nil, "7", nil)
			b.settle()
		}, "list=24 count=7"},
		{"cancel drops the result", func(b *bench) {
			b.start("list", nil, "24", nil)
			b.runner.Cancel("list")
			b.runner.Cancel("never started")
			b.settle()
		}, ""},
		{"working shows after the delay and goes when the result comes", func(b *bench) {
			release := make(chan struct{})
			b.start("list", release, "24", nil)
			b.tick()
			if !b.runner.Working("list") || b.runner.Idle() {
				b.log = append(b.log, "must be working")
			}
			close(release)
			b.settle()
			if b.runner.Working("list") || !b.runner.Idle() {
				b.log = append(b.log, "must be idle")
			}
		}, "working list idle list list=24"},
		{"a short task never shows working", func(b *bench) {
			b.start("list", nil, "24", nil)
			b.settle()
			b.tick()
		}, "list=24"},
		{"the delay of an older call does not show the newer one as working", func(b *bench) {
			first, second := make(chan struct{}), make(chan struct{})
			b.start("list", first, "old", nil)
			b.mu.Lock()
			late := *b.timers[0] // fires at the very moment at which it is stopped
			b.mu.Unlock()
			b.start("list", second, "new", nil)
			late()
			b.drain()
			close(first)
			close(second)
			b.settle()
		}, "list=new"},
		{"cancel ends working", func(b *bench) {
			release := make(chan struct{})
			b.start("list", release, "24", nil)
			b.tick()
			b.runner.Cancel("list")
			close(release)
			b.settle()
		}, "working list idle list"},
		{"after close nothing runs and nothing comes back", func(b *bench) {
			b.start("list", nil, "24", nil)
			b.runner.Close()
			b.start("list", nil, "25", nil)
			b.settle()
		}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := newBench()
			c.do(b)
			if got := strings.Join(b.log, " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestRunnerCancelsTheContextOfTheOlderCall(t *testing.T) {
	b := newBench()
	stopped := make(chan error, 1)
	first := Run(b.runner, "list", func(ctx context.Context) (int, error) {
		<-ctx.Done()
		stopped <- ctx.Err()
		return 0, ctx.Err()
	}, func(Generation, int, error) { t.Error("the older call came back") })
	var delivered Generation
	second := Run(b.runner, "list", func(context.Context) (int, error) { return 1, nil }, func(g Generation, _ int, _ error) { delivered = g })
	if err := <-stopped; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	b.settle()
	if second <= first || delivered != second {
		t.Errorf("generations: first %d, second %d, delivered %d", first, second, delivered)
	}
}

// What was thrown may hold a name or a number of a person: neither the error nor a log may show it.
func TestRunnerTurnsAPanicIntoAnError(t *testing.T) {
	b := newBench()
	var got error
	Run(b.runner, "list", func(context.Context) (int, error) { panic("FIN 5K1Z71A") }, func(_ Generation, _ int, err error) { got = err })
	b.settle()
	var broken *PanicError
	if !errors.As(got, &broken) || strings.Contains(got.Error(), "5K1Z71A") || !strings.Contains(string(broken.Stack), "runner_test.go") {
		t.Errorf("got %v", got)
	}
	if broken.TextKey() != "error.panic" || broken.TextArgs() != nil {
		t.Error("the error has no sentence")
	}
}
