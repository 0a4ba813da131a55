package presenter

import (
	"context"
	"errors"

	"medsoc/expertise"
)

// Tone is the colour of a status, in the order of the look's statuses; it is always shown with a word.
type Tone int

// The tones.
const (
	ToneNone    Tone = iota
	ToneNew          // here, nobody has it yet
	ToneExam         // in examination
	ToneWaiting      // awaiting somebody, offline, not confirmed
	ToneDone         // decided, saved, genuine
	ToneAlert        // returned, overdue, wrong
	ToneQuiet        // closed, withdrawn
)

// Chip is a word in a colour.
type Chip struct {
	Text string
	Tone Tone
}

// Banner is a message across a screen: what happened and what to do next. The zero Banner is none.
type Banner struct {
	Text string
	Tone Tone
}

// Empty says why a list is empty and what to do about it; the zero Empty is none.
type Empty struct {
	Text   string
	Action string // of the one button, "" for none
}

// Option is one choice. Value is what the program keeps, Code what a person types to choose it, "" for none.
type Option struct {
	Value, Code, Text string
}

// FieldKind says what a field takes.
type FieldKind int

// The kinds. A date is typed as dd.mm.yyyy.
const (
	KindText FieldKind = iota
	KindLong
	KindDate
	KindChoice
	KindNumber
	KindSecret // a passphrase: never shown
	KindTick   // Value is "yes" or ""
)

// Field is one field of a form, as it is shown. Name is stable: screens hand it back with what was typed.
type Field struct {
	Name     string
	Label    string
	Value    string
	Kind     FieldKind
	Options  []Option
	Unit     string
	Hint     string
	Error    string
	Required bool
}

// Tick is one of several things that may each be chosen or not.
type Tick struct {
	Name, Text string
	On         bool
}

// Section is a group of fields with a heading.
type Section struct {
	Title  string
	Fields []Field
}

// Suggestion is one of several rows found for what is being typed.
type Suggestion struct {
	Value  string // code or row id
	Text   string
	Detail string // "65–80 %, 2 years"
	Chip   Chip   // "not confirmed"
}

// Fact is a label with its value.
type Fact struct{ Label, Value string }

// LogRow is one line of a history.
type LogRow struct{ When, What, Who, Note string }

// Common stands in every state.
type Common struct {
	Busy    bool // a change is being written: buttons that write are off
	Working bool // has taken longer than WorkingDelay: show "working", keep old rows dimmed
	Banner  Banner
}

// view is what every presenter is built on: it emits what build makes of the presenter's knowledge.
type view[S any] struct {
	env     *Env
	name    string // begins the runner's keys
	emit    func(S)
	build   func() S
	reading bool
	stale   bool // the last load failed: what is shown is older
	busy    bool
	banner  func() Banner // in the language of the moment; nil for none
}

// begin fills the view in. reload may be nil.
func (v *view[S]) begin(env *Env, name string, emit func(S), build func() S, reload func()) {
	v.env, v.name, v.emit, v.build = env, name, emit, build
	env.redraw = append(env.redraw, v.Emit)
	if reload != nil {
		env.changed = append(env.changed, reload)
	}
	env.working[name], env.working[name+".write"] = v.Emit, v.Emit
}

// Emit hands the present state to the screen.
func (v *view[S]) Emit() {
	if v.emit != nil {
		v.emit(v.build())
	}
}

func (v *view[S]) common() Common {
	c := Common{Busy: v.busy, Working: v.env.Runner.Working(v.name) || v.env.Runner.Working(v.name+".write")}
	if v.banner != nil {
		c.Banner = v.banner()
	}
	return c
}

// fail keeps an error for the banner, nil takes it away.
func (v *view[S]) fail(err error) {
	if err == nil {
		v.banner = nil
		return
	}
	v.banner = func() Banner { return Banner{v.env.language.Error(err), ToneAlert} }
}

// loaded keeps a load's error for the banner; a load that went well takes away only the error of one before it, and not what was said
// about a change.
func (v *view[S]) loaded(err error) {
	if err != nil || v.stale {
		v.fail(err)
	}
	v.stale = err != nil
}

// say keeps a message for the banner by its key.
func (v *view[S]) say(tone Tone, key string, args ...any) {
	v.banner = func() Banner { return Banner{v.env.language.T(key, args...), tone} }
}

// read loads something; a newer read of the same view drops the older one.
func read[S, T any](v *view[S], work func(context.Context) (T, error), done func(T)) {
	v.reading = true
	Run(v.env.Runner, v.name, work, func(_ Generation, result T, err error) {
		v.reading = false
		v.loaded(err)
		if err == nil {
			done(result)
		}
		v.Emit()
	})
}

// write makes a change, one at a time: while one is under way another is refused, so that a second press of a button does nothing. It
// tells whether the change was begun. done gets the error too; all views load again after a success.
func write[S, T any](v *view[S], work func(context.Context) (T, error), done func(T, error)) bool {
	if v.busy {
		return false
	}
	v.busy = true
	v.banner = nil
	Run(v.env.Runner, v.name+".write", work, func(_ Generation, result T, err error) {
		v.busy = false
		v.fail(err)
		done(result, err)
		if err == nil {
			v.env.Changed()
		}
		v.Emit()
	})
	v.Emit()
	return true
}

// none is the result of work that gives only an error.
type none = struct{}

func only(f func(context.Context) error) func(context.Context) (none, error) {
	return func(ctx context.Context) (none, error) { return none{}, f(ctx) }
}

// findings takes the single refusals out of what a store or a check gave.
func findings(err error) []*expertise.Error {
	if err == nil {
		return nil
	}
	var several interface{ Unwrap() []error }
	if errors.As(err, &several) {
		var all []*expertise.Error
		for _, e := range several.Unwrap() {
			all = append(all, findings(e)...)
		}
		return all
	}
	if e, is := errors.AsType[*expertise.Error](err); is {
		return []*expertise.Error{e}
	}
	return nil
}
