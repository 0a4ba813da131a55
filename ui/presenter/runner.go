package presenter

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// WorkingDelay is how long a task runs before a screen says "working": shorter waits would only flicker.
const WorkingDelay = 200 * time.Millisecond

// Generation numbers the calls of a runner; a newer call has a higher one.
type Generation uint64

// Runner does slow work (SQL, PDF, network) away from the goroutine that draws and brings the result back to it.
//
// All methods and all callbacks run on that one goroutine, the presenter's: Post is the only door back in. A task has a
// key. A newer call with the same key cancels the older one through its context and drops its result, even when the older
// task does not listen. A task that panics gives a PanicError. Work must not touch anything of the presenter; it returns
// what it found.
type Runner struct {
	// OnWorking is told when a key has been busy for WorkingDelay, and when it no longer is. It may be nil.
	OnWorking func(key string, working bool)

	post    func(func())
	after   func(time.Duration, func()) (stop func())
	root    context.Context
	stop    context.CancelFunc
	last    Generation
	running map[string]*task
	busy    sync.WaitGroup
}

type task struct {
	generation Generation
	cancel     context.CancelFunc
	stopTimer  func()
	working    bool
}

// NewRunner makes a runner. post hands a function to the presenter's goroutine and returns at once, from any goroutine; in
// the program it is fyne.Do, in tests a queue. after calls a function once a time has passed, on any goroutine, unless the
// returned stop is called first; nil takes the machine's clock.
func NewRunner(post func(func()), after func(time.Duration, func()) (stop func())) *Runner {
	if after == nil {
		after = func(d time.Duration, f func()) func() {
			timer := time.AfterFunc(d, f)
			return func() { timer.Stop() }
		}
	}
	root, stop := context.WithCancel(context.Background())
	return &Runner{post: post, after: after, root: root, stop: stop, running: map[string]*task{}}
}

// Run starts work under key and gives its generation. done is called with the result on the presenter's goroutine, exactly
// once, unless a newer call, Cancel or Close came first: then never.
func Run[T any](r *Runner, key string, work func(context.Context) (T, error), done func(Generation, T, error)) Generation {
	r.Cancel(key)
	r.last++
	generation := r.last
	if r.root.Err() != nil {
		return generation
	}
	ctx, cancel := context.WithCancel(r.root)
	t := &task{generation: generation, cancel: cancel}
	r.running[key] = t
	t.stopTimer = r.after(WorkingDelay, func() { r.post(func() { r.slow(key, generation) }) })
	r.busy.Go(func() {
		defer cancel()
		result, err := safely(ctx, work)
		r.post(func() {
			if r.finish(key, generation) {
				done(generation, result, err)
			}
		})
	})
	return generation
}

// Cancel stops the task under key and drops its result; nothing happens when there is none.
func (r *Runner) Cancel(key string) {
	if t, running := r.running[key]; running {
		t.cancel()
		r.finish(key, t.generation)
	}
}

// Working tells whether key has been busy for WorkingDelay.
func (r *Runner) Working(key string) bool {
	t, running := r.running[key]
	return running && t.working
}

// Idle tells whether no task runs whose result is still wanted: a journey through the screens waits for it.
func (r *Runner) Idle() bool { return len(r.running) == 0 }

// Close cancels everything and takes no more work. Wait waits until the cancelled tasks have returned; it may be called
// from any goroutine, but not before Close.
func (r *Runner) Close() {
	r.stop()
	for key := range r.running {
		r.Cancel(key)
	}
}

// Wait returns when every task has returned, cancelled ones too.
func (r *Runner) Wait() { r.busy.Wait() }

func (r *Runner) slow(key string, generation Generation) {
	if t, running := r.running[key]; running && t.generation == generation && !t.working {
		t.working = true
		r.tell(key, true)
	}
}

// finish forgets the task and tells whether it was still the wanted one.
func (r *Runner) finish(key string, generation Generation) bool {
	t, running := r.running[key]
	if !running || t.generation != generation {
		return false
	}
	delete(r.running, key)
	t.stopTimer()
	if t.working {
		r.tell(key, false)
	}
	return true
}

func (r *Runner) tell(key string, working bool) {
	if r.OnWorking != nil {
		r.OnWorking(key, working)
	}
}

func safely[T any](ctx context.Context, work func(context.Context) (T, error)) (result T, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &PanicError{Kind: fmt.Sprintf("%T", cause), Stack: debug.Stack()}
		}
	}()
	return work(ctx)
}

// PanicError is a task that broke down. It keeps the kind of what was thrown and the place, not the value, which could
// carry personal data into a log.
type PanicError struct {
	Kind  string
	Stack []byte
}

// Error names the kind; the stack is for the log.
func (e *PanicError) Error() string { return "unexpected failure (" + e.Kind + "); try again" }

// TextKey names the sentence for it.
func (e *PanicError) TextKey() string { return "error.panic" }

// TextArgs gives no placeholders.
func (e *PanicError) TextArgs() map[string]string { return nil }
