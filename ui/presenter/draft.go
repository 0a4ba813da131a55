package presenter

import (
	"context"
	"time"
)

// draftDelay is how long after a change a form is saved; draftRetry how long after a save that failed.
const (
	draftDelay = time.Second
	draftRetry = 5 * time.Second
)

// DraftStore keeps unfinished forms.
type DraftStore interface {
	SaveDraft(ctx context.Context, name string, body []byte) (time.Time, error)
}

// draft saves one form a second after it was changed. Saves follow one another, so that an older one never ends last; a save that
// fails is tried again, and what was typed stays on the form meanwhile.
type draft struct {
	env     *Env
	store   DraftStore
	name    string
	body    func() []byte // the form as it is now
	told    func()        // after each save
	dirty   bool          // holds something that is not saved
	running bool
	held    bool // the form itself is being written: no draft meanwhile
	closed  bool
	saved   time.Time
	err     error
	stop    func()
	waiting []func() // to be called when no save runs
}

// touched arms the timer.
func (d *draft) touched() {
	d.dirty = true
	d.arm(draftDelay)
}

func (d *draft) arm(after time.Duration) {
	if d.stop != nil || d.running || d.held || d.closed || d.env.locked {
		return
	}
	d.stop = d.env.after(after, func() { d.env.post(func() { d.stop = nil; d.flush() }) })
}

// flush saves now what is not saved yet.
func (d *draft) flush() {
	d.disarm()
	if !d.dirty || d.running || d.held || d.env.locked {
		return
	}
	d.dirty, d.running = false, true
	store, name, body := d.store, d.name, d.body()
	Run(d.env.Runner, "draft."+name, func(ctx context.Context) (time.Time, error) { return store.SaveDraft(ctx, name, body) }, func(_ Generation, at time.Time, err error) {
		d.running, d.err = false, err
		switch {
		case err != nil:
			d.dirty = true
			d.arm(draftRetry)
		default:
			d.saved = at
			if d.dirty {
				d.arm(draftDelay)
			}
		}
		waiting := d.waiting
		d.waiting = nil
		for _, f := range waiting {
			f()
		}
		d.told()
	})
}

// quiet calls f when no save is under way, and holds further ones until release.
func (d *draft) quiet(f func()) {
	d.disarm()
	d.held = true
	if d.running {
		d.waiting = append(d.waiting, f)
		return
	}
	f()
}

// release lets drafts be saved again. written tells that the form itself was saved: the draft is gone with it.
func (d *draft) release(written bool) {
	d.held = false
	if written {
		d.dirty, d.saved = false, time.Time{}
	}
	if d.dirty {
		d.arm(draftDelay)
	}
}

// close saves a last time; the timer is not armed any more.
func (d *draft) close() {
	d.flush()
	d.closed = true
}

func (d *draft) disarm() {
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
}
