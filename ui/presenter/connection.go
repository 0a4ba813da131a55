package presenter

import (
	"context"
	"time"

	"medsoc/store/desk"
)

// Probe asks the registry for a sign of life. It ends soon: its context has a deadline of probeTimeout.
type Probe func(ctx context.Context) error

// How often the registry is asked for a sign of life, and how long it has to give one.
const (
	probeEvery   = time.Minute
	probeTimeout = 10 * time.Second
)

// standing is what waits at the desk. There is one reading of it, which the frame, the synchronisation and the work list's neighbours share:
// two readings could show two numbers at the same time.
type standing struct {
	now  desk.Status
	read bool
	// told are the presenters that show it; each hears of the error of a reading, nil for one that went well.
	told []func(err error)
}

// countStanding reads again what waits; a newer reading drops the older one.
func (e *Env) countStanding(read func(context.Context) (desk.Status, error)) {
	Run(e.Runner, "standing", read, func(_ Generation, now desk.Status, err error) {
		if err == nil {
			e.standing.now, e.standing.read = now, true
		}
		for _, tell := range e.standing.told {
			tell(err)
		}
	})
}

// setOnline notes whether the registry could be reached. Only the frame shows it: other screens would take its drawing for somebody's work.
func (e *Env) setOnline(online bool) {
	changed := e.online == nil || *e.online != online
	e.online = &online
	if changed && e.reached != nil {
		e.reached()
	}
}

// watchRegistry asks for a sign of life now and every minute from now on, also while the desk is locked.
func (e *Env) watchRegistry(probe Probe) {
	Run(e.Runner, "probe", func(ctx context.Context) (none, error) {
		ctx, cancel := context.WithTimeout(ctx, probeTimeout)
		defer cancel()
		return none{}, probe(ctx)
	}, func(_ Generation, _ none, err error) {
		e.setOnline(err == nil)
		e.after(probeEvery, func() { e.post(func() { e.watchRegistry(probe) }) })
	})
}

// connection is what is known of the registry: nothing before this session's first exchange, then what the last one showed.
func (e *Env) connection() Chip {
	switch {
	case e.online == nil:
		return Chip{e.language.T("status.unknown"), ToneQuiet}
	case *e.online:
		return Chip{e.language.T("status.online"), ToneDone}
	}
	return Chip{e.language.T("status.offline"), ToneWaiting}
}
