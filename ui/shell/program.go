package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Options are the doors of a program to the outside. App, Window, Store, Language and Post must be given.
type Options struct {
	App      fyne.App
	Window   fyne.Window
	Store    *desk.Desk
	Language *text.Language
	Post     func(func()) // fyne.Do; a queue in tests
	After    func(time.Duration, func()) (stop func())
	Now      func() time.Time

	Printer     presenter.Printer // nil where there is none
	Sync        presenter.SyncRun
	Probe       presenter.Probe
	Fetch       presenter.Fetch
	Preferences presenter.Preferences
	Keep        func(presenter.Preferences)   // remembers what a person chose
	Documents   string                        // folder in which documents are saved
	Hint        string                        // passphrase of a demonstration, shown on the locked screen; "" otherwise
	Hints       map[expertise.MemberID]string // and those of its members
	OnIdle      func(Signal)
}

// Program is one open desk with its window.
type Program struct {
	Options
	env   *presenter.Env
	desk  *presenter.Program
	slots slots

	commands *presenter.Commands
	state    presenter.ShellState
	built    string // language of what the window shows, "" before the first time
	locked   *unlock
	frame    *frame
	current  screen.Screen
	at       presenter.Route
	dialog   *kit.Dialog
	asked    bool // the question about unsaved changes is open
	asks     pageSize
	// questions counts those asked, for whoever waits for the next one.
	questions int
	signal    Signal
	checking  bool
}

// New wires a desk to its window. Open shows it.
func New(o Options) (*Program, error) {
	p := &Program{Options: o}
	p.env = presenter.NewEnv(presenter.EnvOptions{Post: o.Post, After: o.After, Now: o.Now, Profile: o.Store.Profile(), Language: o.Language})
	p.wire()
	return p, p.listen()
}

// Open shows the first screen.
func (p *Program) Open() {
	p.UsePreferences(p.Preferences)
	p.desk.Shell.Start()
}

// Close stops what runs and waits for it.
func (p *Program) Close() {
	p.env.Runner.Close()
	p.env.Runner.Wait()
}

// Go shows a place in the program.
func (p *Program) Go(r presenter.Route) { p.desk.Shell.Go(r) }

// Route is the present place.
func (p *Program) Route() presenter.Route { return p.desk.Shell.Route() }

// UsePreferences applies theme, text size and language.
func (p *Program) UsePreferences(chosen presenter.Preferences) {
	p.Preferences = chosen
	appearance := look.Light
	switch chosen.Theme {
	case "dark":
		appearance = look.Dark
	case "system":
		appearance = look.AsSystem
	}
	scale := look.TextScale(chosen.Scale)
	if now, ours := p.App.Settings().Theme().(*look.Theme); !ours || *now != *look.New(appearance, scale) {
		p.App.Settings().SetTheme(look.New(appearance, scale))
		p.built = "" // screens measure some of their places when they are made
	}
	if chosen.Language != "" && chosen.Language != p.env.Language().Code() {
		p.desk.Shell.SetLanguage(chosen.Language)
	} else if p.built == "" && p.frame != nil {
		p.desk.Shell.Emit()
	}
}

// render shows the state of the frame.
func (p *Program) render(s presenter.ShellState) {
	p.state = s
	if p.built != s.Language {
		p.rebuild(s.Language)
	}
	if s.Locked {
		p.locked.render(s)
		if p.Window.Content() != p.locked.object {
			p.closeDialog()
			p.Window.SetContent(p.locked.object)
			p.locked.focus()
		}
		p.check()
		return
	}
	p.frame.render(s)
	if p.Window.Content() != p.frame.object {
		p.locked.clear()
		p.Window.SetContent(p.frame.object)
		if p.current != nil {
			p.current.Focus()
		}
	}
	p.show(s.Route)
	p.askDiscard(s.Asking)
	p.check()
}

// rebuild makes everything anew in another language.
func (p *Program) rebuild(language string) {
	p.built = language
	l := text.For(language)
	_ = kit.UseToolkitWords(l.Toolkit()) // a test reads every catalogue's words
	p.closeDialog()
	p.slots.reset()
	p.current, p.at = nil, presenter.Route{}
	p.frame, p.locked = newFrame(p), newUnlock(p, l)
	p.Window.SetTitle(strings.Join([]string{l.T("app.name"), l.T("app.title")}, " – "))
}

// show puts the screen of a route in its place.
func (p *Program) show(r presenter.Route) {
	if p.current != nil && r == p.at {
		return
	}
	same := p.current != nil && r.Screen == p.at.Screen
	slot := p.slots.of(r.Screen)
	if slot == nil {
		return
	}
	if !same {
		if before := p.slots.of(p.at.Screen); before != nil && before != slot {
			before.hide()
		}
		p.Window.Canvas().Unfocus()
	}
	p.at = r
	p.current = slot.show()
	p.frame.place.set(p.current.Object())
	p.settle()
	if !same {
		p.current.Focus()
	}
}

// settle sets the window out anew when the page has come to ask for another size than before. A text that breaks by its width knows its
// height only once it has stood in its place, and what was loaded may take more lines than what stood there: by itself the toolkit leaves
// the page as it was laid out at first.
func (p *Program) settle() {
	if p.current == nil || p.state.Locked {
		return
	}
	o := p.current.Object()
	if asks := (pageSize{o, o.MinSize()}); asks != p.asks {
		kit.Relayout(o)
		p.asks = pageSize{o, o.MinSize()}
	}
}

// pageSize is how large a page wants to be at least.
type pageSize struct {
	page fyne.CanvasObject
	size fyne.Size
}

// askDiscard asks before a form is left whose content would be lost.
func (p *Program) askDiscard(asking bool) {
	if asking == p.asked {
		return
	}
	p.asked = asking
	if !asking {
		p.closeDialog()
		return
	}
	l, shell := p.env.Language(), p.desk.Shell
	p.ask(kit.Question{Title: l.T("ask.discard.title"), Text: l.T("ask.discard.text"), Confirm: l.T("ask.discard.confirm"), Cancel: l.T("button.back"), Danger: true,
		OnConfirm: func() bool { p.asked = false; shell.Discard(); return true }, OnCancel: func() { p.asked = false; shell.Stay() }})
}

// ask shows a question; one that is open is taken away unanswered.
func (p *Program) ask(q kit.Question) *kit.Dialog {
	p.closeDialog()
	p.questions++
	p.dialog = kit.Ask(p.Window.Canvas(), q)
	p.check()
	return p.dialog
}

func (p *Program) memberHint(id expertise.MemberID) string { return p.Hints[id] }

func (p *Program) closeDialog() {
	if p.dialog != nil {
		p.dialog.Close()
		p.dialog = nil
	}
}

func (p *Program) asking() bool { return p.dialog != nil && p.dialog.Open() }

// Presenters are those of the desk: a journey drives them as the keyboard would.
func (p *Program) Presenters() *presenter.Program { return p.desk }

// Idle tells whether the program has come to rest.
func (p *Program) Idle() bool { return p.desk.Idle() }
