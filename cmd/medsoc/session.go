package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"medsoc/assets/profiles"
	"medsoc/assets/text"
	"medsoc/cmd/internal/demo"
	"medsoc/cmd/internal/online"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/wire"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/shell"

	"fyne.io/fyne/v2"
)

// session is one run of the program: a window, and the desk that is open in it.
type session struct {
	app      fyne.App
	window   fyne.Window
	line     commandLine
	language *text.Language
	runner   *presenter.Runner // opens the desk; the screens have a runner of their own
	program  *shell.Program
	ministry *demo.Ministry
	desk     *desk.Desk
	scratch  string // folder of a demonstration that is not kept
}

// size of the window's content at first. The smallest screen that commissions work at has 1366 × 768 points, and a title bar, a frame and
// the system's task bar take their part of it: the status bar at the foot must not fall below the screen.
const width, height = 1360, 690

func newSession(a fyne.App, line commandLine) *session {
	s := &session{app: a, line: line, window: a.NewWindow("Medsoc"), runner: presenter.NewRunner(fyne.Do, nil)}
	s.language = text.For(s.preferences().Language)
	s.window.SetPadded(false)
	s.window.SetMaster()
	s.window.Resize(fyne.NewSize(width, height))
	s.window.CenterOnScreen()
	return s
}

// begin shows the window and opens the desk behind it.
func (s *session) begin() {
	p := s.preferences()
	s.app.Settings().SetTheme(look.New(map[string]look.Appearance{"dark": look.Dark, "system": look.AsSystem}[p.Theme], look.TextScale(p.Scale)))
	switch {
	case s.line.Demo:
		s.demonstrate()
	case desk.Exists(s.folder()):
		s.openDesk()
	default:
		s.first("")
	}
	s.window.Show()
}

// first offers what can be done in a folder without a desk.
func (s *session) first(failed string) {
	command := "medsoc-cli --data " + quoted(s.folder()) + " enrol --help"
	s.window.SetContent(shell.NewFirst(s.language, command, failed, s.demonstrate))
}

func quoted(path string) string {
	if strings.ContainsAny(path, " '\"") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}

func (s *session) folder() string {
	if s.line.Data != "" {
		return s.line.Data
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "medsoc-data"
	}
	return filepath.Join(base, "medsoc", "desk")
}

// openDesk opens the folder's desk, locked: the screens ask for the passphrase.
func (s *session) openDesk() {
	opening := shell.NewOpening(s.language)
	s.window.SetContent(opening.Object)
	dir := s.folder()
	presenter.Run(s.runner, "open", func(ctx context.Context) (*desk.Desk, error) {
		return desk.Open(ctx, dir, func(country string) (*law.Profile, error) { return law.Load(profiles.Files, country+".yaml") },
			desk.Options{Laws: profiles.Folder(s.line.Profiles)})
	}, func(_ presenter.Generation, d *desk.Desk, err error) {
		if err != nil {
			s.first(s.language.Error(err))
			return
		}
		s.desk = d
		s.show(shell.Options{})
	})
}

// demonstrate starts a ministry on this computer and opens its desk, unlocked.
func (s *session) demonstrate() {
	opening := shell.NewOpening(s.language)
	s.window.SetContent(opening.Object)
	dir := "" // one of its own, so that a demonstration never lands beside real records
	if s.line.Demo {
		dir = s.line.Data
	}
	presenter.Run(s.runner, "demonstration", func(ctx context.Context) (m *demo.Ministry, err error) {
		if dir == "" {
			if dir, err = os.MkdirTemp("", "medsoc-demo-"); err != nil {
				return nil, err
			}
			s.scratch = dir // read again only when the program ends
		}
		return demo.Start(ctx, dir, func(done, all int) { fyne.Do(func() { opening.Progress(done, all) }) })
	}, func(_ presenter.Generation, m *demo.Ministry, err error) {
		if err != nil {
			s.first(s.language.Error(err))
			return
		}
		s.ministry, s.desk = m, m.Desk
		s.show(demonstration(m))
	})
}

// demonstration tells the screens what stands on them at a demonstration only.
func demonstration(m *demo.Ministry) shell.Options {
	o := shell.Options{Hint: demo.ChairPassphrase, Hints: map[expertise.MemberID]string{}}
	for i, passphrase := range []string{demo.ChairPassphrase, demo.DoctorPassphrase, demo.SecondPassphrase} {
		if i < len(m.Members) {
			o.Hints[m.Members[i].ID] = passphrase
		}
	}
	return o
}

// show puts the desk's screens into the window.
func (s *session) show(o shell.Options) {
	o.App, o.Window, o.Store, o.Language, o.Post = s.app, s.window, s.desk, s.language, fyne.Do
	o.Printer, o.Preferences, o.Keep, o.Documents = presenter.FindPrinter(), s.preferences(), s.keep, documents()
	connect(&o, s.desk)
	if path := os.Getenv("MEDSOC_IDLE_FILE"); path != "" {
		o.OnIdle = idleFile(path)
	}
	program, err := shell.New(o)
	if err != nil {
		s.first(err.Error())
		return
	}
	s.program = program
	program.Open()
}

// connect gives the screens the registry that the desk is enrolled with, if there is one.
func connect(o *shell.Options, d *desk.Desk) {
	url := d.URL()
	if url == "" {
		return
	}
	o.Sync = func(ctx context.Context, progress func(done, all int)) (wire.Report, error) {
		return online.Sync(ctx, d, progress)
	}
	o.Fetch = func(ctx context.Context) ([]byte, error) { return online.Trust(ctx, d) }
	o.Probe = func(ctx context.Context) error { return alive(ctx, url) }
}

// alive tells whether the registry answers.
func alive(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(url, "/")+"/healthz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}

// documents is where papers are saved at first.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	for _, name := range []string{"Documents", "Sənədlər"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}

// close ends what runs, and removes a demonstration that nobody wanted to keep.
func (s *session) close() error {
	s.runner.Close()
	s.runner.Wait()
	if s.program != nil {
		s.program.Close()
	}
	var errs []error
	switch {
	case s.ministry != nil:
		errs = append(errs, s.ministry.Close())
	case s.desk != nil:
		errs = append(errs, s.desk.Close())
	}
	if s.scratch != "" {
		errs = append(errs, os.RemoveAll(s.scratch))
	}
	return errors.Join(errs...)
}

// preferences are what a person chose on this computer; --lang wins for one run.
func (s *session) preferences() presenter.Preferences {
	kept := s.app.Preferences()
	p := presenter.Preferences{Language: kept.StringWithFallback("language", systemLanguage()), Theme: kept.StringWithFallback("theme", "light"),
		Scale: float32(kept.FloatWithFallback("scale", 1)), Grace: kept.IntWithFallback("grace", 0)}
	if s.line.Lang != "" {
		p.Language = s.line.Lang
	}
	p.Language = text.For(p.Language).Code()
	return p
}

func (s *session) keep(p presenter.Preferences) {
	kept := s.app.Preferences()
	kept.SetString("language", p.Language)
	kept.SetString("theme", p.Theme)
	kept.SetFloat("scale", float64(p.Scale))
	kept.SetInt("grace", p.Grace)
	s.line.Lang = ""
}

// systemLanguage is that of the session where the program has it, else Azerbaijani.
func systemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		code, _, _ := strings.Cut(os.Getenv(name), "_")
		if slices.Contains(text.Codes(), code) {
			return code
		}
	}
	return "az"
}
