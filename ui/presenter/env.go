package presenter

import (
	"context"
	"time"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/expertise/workday"
)

// Env is what all presenters of one program share. It belongs to the presenters' goroutine.
type Env struct {
	days    *workday.Days // the country's working days
	Runner  *Runner
	Profile *law.Profile

	now      func() time.Time
	after    func(time.Duration, func()) (stop func())
	post     func(func())
	language *text.Language
	redraw   []func()
	changed  []func()
	working  map[string]func()
	unsaved  map[ScreenID]unsaved
	locked   bool
	// saving are the forms with drafts: each calls then, at once or when a save under way has ended, with what is still to be saved, or nil.
	saving []func(then func(save func(context.Context) error))
	visit  func(Route)
	tell   func(Banner)
	online *bool // what this session's last exchange with the registry showed; nil before the first
	// reached draws what shows online.
	reached  func()
	standing standing
}

// EnvOptions are the doors to the outside. Post, Profile and Language must be given; nil Now and After take the machine's clock.
type EnvOptions struct {
	Post     func(func())                              // hands a function to the presenters' goroutine
	After    func(time.Duration, func()) (stop func()) // calls a function later, on any goroutine
	Now      func() time.Time
	Profile  *law.Profile
	Language *text.Language
}

// NewEnv makes the environment and its runner.
func NewEnv(o EnvOptions) *Env {
	e := &Env{Runner: NewRunner(o.Post, o.After), Profile: o.Profile, now: o.Now, after: o.After, post: o.Post, language: o.Language, days: workingDays(o.Profile), working: map[string]func(){}, unsaved: map[ScreenID]unsaved{}}
	if e.now == nil {
		e.now = time.Now
	}
	if e.after == nil {
		e.after = func(d time.Duration, f func()) func() {
			timer := time.AfterFunc(d, f)
			return func() { timer.Stop() }
		}
	}
	e.Runner.OnWorking = func(key string, _ bool) {
		if redraw := e.working[key]; redraw != nil {
			redraw()
		}
	}
	return e
}

// Language is the one in which states are written.
func (e *Env) Language() *text.Language { return e.language }

// SetLanguage switches it: every presenter emits its state anew. What a person has typed stays as it is.
func (e *Env) SetLanguage(code string) {
	e.language = text.For(code)
	for _, redraw := range e.redraw {
		redraw()
	}
}

// Today is the day in the country's zone.
func (e *Env) Today() expertise.Date { return expertise.DateOf(e.local(e.now())) }

func (e *Env) local(t time.Time) time.Time { return t.In(e.Profile.Location()) }

// Go asks the shell for another screen; without a shell nothing happens.
func (e *Env) Go(r Route) {
	if e.visit != nil {
		e.visit(r)
	}
}

// Tell shows a short message in the shell, such as where a file was saved.
func (e *Env) Tell(b Banner) {
	if e.tell != nil {
		e.tell(b)
	}
}

// Changed tells everybody that records were changed: lists and counts load again. While the desk is locked nothing can be read; the
// unlocking calls it.
func (e *Env) Changed() {
	if e.locked {
		return
	}
	for _, reload := range e.changed {
		reload()
	}
}

// unsaved is a form whose content would be lost by leaving its screen: it has no draft.
type unsaved struct {
	dirty func() bool
	drop  func()
}
