package presenter

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// ShellStore is what the shell asks of the desk.
type ShellStore interface {
	Unlock(ctx context.Context, passphrase string) (expertise.Member, error)
	Lock()
	User() expertise.Member
	About() wire.Enrolled
	Status(ctx context.Context) (desk.Status, error)
	CountDue(ctx context.Context, f records.DueFilter) (map[expertise.Date]int, error)
	WorkList(ctx context.Context, f records.CaseFilter, limit int) ([]records.CaseRow, int, error)
}

// RailItem is one line of the navigation.
type RailItem struct {
	Screen   ScreenID
	Title    string
	Count    string   // "" for none
	Shortcut Shortcut // Ctrl+1..
	Current  bool
}

// StatusLine is what the status bar shows.
type StatusLine struct {
	Connection Chip   // "Offline" in amber, "Online" in green, quiet before the first exchange of a session
	Text       string // "2 changes not sent · last synchronised 09:42"
	Warning    string // the clock is off, or ""
	Help       string // "F1 help"
	Sample     Chip   // "Sample data" at a demonstration
	User       string
}

// ShellState is the frame around the screens.
type ShellState struct {
	Common
	Locked      bool   // show the unlock screen and nothing else
	UnlockError string // under the passphrase
	Title       string // the commission's name
	Rail        []RailItem
	Route       Route
	CanBack     bool
	Status      StatusLine
	Notice      Banner // short message, until the next one
	Language    string
	Languages   []Option
	Asking      bool // leaving would lose what was typed: ask.discard.*, then Discard or Stay
}

// Shell is the frame: where the program is, who works, what waits. It owns the navigation; nobody else changes the route.
type Shell struct {
	view[ShellState]
	// LockAfter is how long nobody may touch the program before it locks; zero never locks.
	LockAfter time.Duration
	// OnRoute is told each new route before the state is emitted, so that screens open their case or person.
	OnRoute func(Route)

	store     ShellStore
	route     Route
	back      []Route
	asking    *Route
	locked    bool
	locking   bool  // the last drafts are being saved, the keys are still there
	refused   error // of the last unlock
	due       int
	papers    int // to be made
	notice    Banner
	touched   time.Time
	stopTimer func()
}

// NewShell makes the frame, locked or not as the store is.
func NewShell(store ShellStore, env *Env, emit func(ShellState)) *Shell {
	s := &Shell{store: store, LockAfter: 15 * time.Minute, route: Route{Screen: ScreenWork}}
	s.locked = store.User().ID == ""
	env.locked = s.locked
	s.begin(env, "shell", emit, s.state, s.Refresh)
	env.visit, env.reached = s.Go, s.Emit
	env.standing.told = append(env.standing.told, func(err error) { s.loaded(err); s.Emit() })
	env.tell = func(b Banner) { s.notice = b; s.Emit() }
	if !s.locked {
		s.Touch()
		s.watch()
	}
	return s
}

// Start shows the first screen, or the one to unlock the desk.
func (s *Shell) Start() {
	if !s.locked {
		s.Refresh()
	}
	s.show(s.route)
}

// Refresh counts again, in the background.
func (s *Shell) Refresh() {
	if s.locked {
		return
	}
	store, until := s.store, s.env.Today().AddDays(30)
	s.env.countStanding(store.Status)
	type found struct{ due, papers int }
	read(&s.view, func(ctx context.Context) (f found, err error) {
		perDay, err := store.CountDue(ctx, records.DueFilter{To: until})
		for _, n := range perDay {
			f.due += n
		}
		if err == nil {
			_, f.papers, err = store.WorkList(ctx, records.CaseFilter{States: []expertise.State{expertise.StateDecided}}, 1)
		}
		return f, err
	}, func(f found) { s.due, s.papers = f.due, f.papers })
}

// Unlock lets in the member whom the passphrase fits. The passphrase is not kept.
func (s *Shell) Unlock(passphrase string) {
	store := s.store
	if s.locking {
		return
	}
	write(&s.view, func(ctx context.Context) (expertise.Member, error) { return store.Unlock(ctx, passphrase) }, func(_ expertise.Member, err error) {
		s.banner = nil
		s.refused = err
		if err == nil {
			s.locked, s.env.locked = false, false
			s.Touch()
			s.watch()
			s.show(s.route)
		}
	})
}

// Lock saves what is on the forms and forgets the keys. What was typed stays in memory and comes back with the next unlock.
func (s *Shell) Lock() {
	if s.locked {
		return
	}
	s.locked, s.locking, s.env.locked, s.notice, s.refused, s.asking = true, true, true, Banner{}, nil, nil
	if s.stopTimer != nil {
		s.stopTimer()
	}
	var saves []func(context.Context) error
	left := len(s.env.saving)
	for _, saving := range s.env.saving {
		saving(func(save func(context.Context) error) {
			if save != nil {
				saves = append(saves, save)
			}
			if left--; left == 0 {
				s.forgetKeys(saves)
			}
		})
	}
	if len(s.env.saving) == 0 {
		s.forgetKeys(nil)
	}
	s.Emit()
}

func (s *Shell) forgetKeys(saves []func(context.Context) error) {
	store := s.store
	Run(s.env.Runner, "shell.lock", only(func(ctx context.Context) error {
		defer store.Lock()
		var failed error
		for _, save := range saves {
			failed = errors.Join(failed, save(ctx))
		}
		return failed
	}), func(_ Generation, _ none, err error) {
		s.locking = false
		s.fail(err)
		s.Emit()
	})
}

// Touch tells that somebody is working.
func (s *Shell) Touch() { s.touched = s.env.now() }

// watch locks the desk when nobody has touched it for LockAfter.
func (s *Shell) watch() {
	if s.stopTimer != nil {
		s.stopTimer()
	}
	if s.LockAfter <= 0 {
		return
	}
	left := max(s.LockAfter-s.env.now().Sub(s.touched), time.Second)
	s.stopTimer = s.env.after(left, func() {
		s.env.post(func() {
			switch {
			case s.locked:
			case s.env.now().Sub(s.touched) >= s.LockAfter:
				s.Lock()
			default:
				s.watch()
			}
		})
	})
}

// Go shows a screen. A form that has no draft and holds unsaved changes is asked about first: see ShellState.Asking.
func (s *Shell) Go(r Route) {
	if r == s.route {
		return
	}
	if u, is := s.env.unsaved[s.route.Screen]; is && u.dirty() {
		s.asking = &r
		s.Emit()
		return
	}
	// The pages of one case are one place: Esc leaves the case. So are those of re-examination and of papers.
	pages := r.Screen == ScreenCase && s.route.Screen == ScreenCase && r.Case == s.route.Case || slices.Contains(PagesBeside(r.Screen), s.route.Screen)
	if !pages {
		s.back = append(s.back, s.route)
		if len(s.back) > 50 {
			s.back = s.back[1:]
		}
	}
	s.show(r)
}

// Back goes where one came from.
func (s *Shell) Back() {
	last := len(s.back) - 1
	if last < 0 {
		return
	}
	to := s.back[last]
	if u, is := s.env.unsaved[s.route.Screen]; is && u.dirty() {
		s.asking = &to
		s.Emit()
		return
	}
	s.back = s.back[:last]
	s.show(to)
}

// Discard leaves the form and forgets its changes; Stay goes back to it.
func (s *Shell) Discard() {
	if s.asking == nil {
		return
	}
	to := *s.asking
	s.asking = nil
	s.env.unsaved[s.route.Screen].drop()
	if last := len(s.back) - 1; last >= 0 && s.back[last] == to {
		s.back = s.back[:last]
		s.show(to)
		return
	}
	s.Go(to)
}

// Stay keeps the form.
func (s *Shell) Stay() { s.asking = nil; s.Emit() }

func (s *Shell) show(r Route) {
	s.route, s.notice = r, Banner{}
	if s.OnRoute != nil && !s.locked {
		s.OnRoute(r)
	}
	s.Emit()
}

// Route is the present place.
func (s *Shell) Route() Route { return s.route }

// SetLanguage switches the language of everything.
func (s *Shell) SetLanguage(code string) { s.env.SetLanguage(code) }

// Commands gives the commands that work on every screen.
func (s *Shell) Commands() []Command {
	unlocked := func() bool { return !s.locked && s.asking == nil }
	commands := []Command{
		{ID: "back", Title: "keys.back", Menu: "menu.view", Shortcut: Shortcut{Key: "Esc"}, Enabled: func() bool { return unlocked() && len(s.back) > 0 }, Run: s.Back},
		{ID: "lock", Title: "keys.lock", Menu: "menu.file", Shortcut: Shortcut{Key: "L", Ctrl: true}, Enabled: unlocked, Run: s.Lock},
	}
	for i, screen := range railScreens {
		commands = append(commands, Command{ID: CommandID("screen." + string(screen)), Title: "nav." + string(screen), Menu: "menu.view",
			Shortcut: Shortcut{Key: strconv.Itoa(i + 1), Ctrl: true}, Enabled: unlocked, Run: func() { s.Go(Route{Screen: screen}) }})
	}
	return commands
}

var railScreens = []ScreenID{ScreenWork, ScreenPersons, ScreenDue, ScreenPapers, ScreenVerify, ScreenSync, ScreenSettings}

// railOf says under which line of the navigation a screen stands.
func railOf(r Route) ScreenID {
	switch r.Screen {
	case ScreenCase, ScreenNewCase:
		return ScreenWork
	case ScreenPerson, ScreenNewPerson:
		return ScreenPersons
	case ScreenRules:
		return ScreenSettings
	case ScreenPlanning, ScreenActs:
		return ScreenDue
	case ScreenBook:
		return ScreenPapers
	}
	return r.Screen
}

func (s *Shell) state() ShellState {
	l, about := s.env.language, s.store.About()
	st := ShellState{Common: s.common(), Locked: s.locked, Title: about.CommissionName[l.Code()], Route: s.route, CanBack: len(s.back) > 0, Notice: s.notice,
		Asking: s.asking != nil, Language: l.Code(), Languages: languages()}
	st.Busy = st.Busy || s.locking
	if st.Title == "" {
		st.Title = about.CommissionName["en"]
	}
	if s.refused != nil {
		st.UnlockError = l.Error(s.refused)
		if errors.Is(s.refused, desk.ErrPassphrase) {
			st.UnlockError = l.T("unlock.wrong")
		}
	}
	now := s.env.standing.now
	counts := map[ScreenID]int{ScreenWork: now.Open, ScreenDue: s.due, ScreenPapers: s.papers, ScreenSync: now.Unsent + now.Refused}
	for i, screen := range railScreens {
		item := RailItem{Screen: screen, Title: l.T("nav." + string(screen)), Shortcut: Shortcut{Key: strconv.Itoa(i + 1), Ctrl: true}, Current: railOf(s.route) == screen}
		if n := counts[screen]; n > 0 {
			item.Count = l.Number(int64(n))
		}
		st.Rail = append(st.Rail, item)
	}
	st.Status = s.statusLine(about.Sample)
	return st
}

// clockTolerance is by how much the registry's clock may differ before a doctor is told.
const clockTolerance = 10 * time.Minute

func (s *Shell) statusLine(sample bool) StatusLine {
	l, now := s.env.language, s.env.standing.now
	line := StatusLine{Help: l.T("status.help"), User: s.store.User().Name, Connection: s.env.connection()}
	waiting := l.T("status.all_sent")
	if now.Unsent > 0 {
		waiting = l.N("count.unsent", now.Unsent)
	}
	last := l.T("status.never_synced")
	if !now.LastSync.IsZero() {
		last = l.T("status.last_sync", "time", s.env.moment(now.LastSync))
	}
	line.Text = waiting + separator + last
	if off := now.Report.ClockOffset; off > clockTolerance || off < -clockTolerance {
		line.Warning = l.T("status.clock", "minutes", int(off.Abs()/time.Minute))
	}
	if sample {
		line.Sample = Chip{l.T("status.sample"), ToneQuiet}
	}
	return line
}
