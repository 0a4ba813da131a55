package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"medsoc/assets/icons"
	"medsoc/assets/text"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// frame is what stands around the present screen.
type frame struct {
	object  fyne.CanvasObject
	rail    *kit.NavRail
	bar     *kit.StatusBar
	note    *screen.Note
	noteRow *fyne.Container
	place   swap
}

func newFrame(p *Program) *frame {
	f := &frame{bar: kit.NewStatusBar(), note: screen.NewNote(), place: swap{container.NewStack()}}
	items := make([]kit.NavItem, len(p.state.Rail))
	for i, item := range p.state.Rail {
		items[i] = kit.NavItem{ID: string(item.Screen), Title: item.Title}
	}
	f.rail = kit.NewNavRail(p.state.Title, items, func(id string) { p.desk.Shell.Go(presenter.Route{Screen: presenter.ScreenID(id)}) })
	f.bar.OnConnection = func() { p.desk.Shell.Go(presenter.Route{Screen: presenter.ScreenSync}) }
	f.noteRow = screen.Padded(0, 6, 0, 0, f.note.Banner)
	f.noteRow.Hide()
	// On a small screen, or with very large text, a page that asks for more than there is scrolls as a whole: no button is out of reach.
	content := screen.Border(f.noteRow, nil, nil, nil, container.NewScroll(screen.Padded(0, 0, 0, 5, f.place.Container)))
	f.object = container.New(frameLayout{}, f.rail, f.bar, container.New(layout.NewCustomPaddedLayout(8, 11, 17, 8), content))
	return f
}

func (f *frame) render(s presenter.ShellState) {
	for _, item := range s.Rail {
		f.rail.SetCount(string(item.Screen), count(item.Count))
		if item.Current && f.rail.Active() != string(item.Screen) {
			f.rail.SetActive(string(item.Screen))
		}
	}
	notice := s.Notice
	switch {
	case s.Banner.Text != "":
		notice = s.Banner
	case notice.Text == "" && s.Status.Warning != "":
		notice = presenter.Banner{Text: s.Status.Warning, Tone: presenter.ToneWaiting}
	}
	f.note.Render(notice)
	if shown := f.note.Banner.Visible(); shown != f.noteRow.Visible() {
		screen.ShowIf(f.noteRow, shown)
		kit.Relayout(f.noteRow)
	}
	words := s.Status.Text
	if s.Status.Sample.Text != "" {
		words = s.Status.Sample.Text + " · " + words
	}
	f.bar.Render(kit.StatusState{Connection: s.Status.Connection.Text, ConnectionStatus: screen.Status(s.Status.Connection.Tone), Text: words, Help: s.Status.Help, User: s.Status.User})
}

// count reads a number back that was written for people: the rail shows none above what fits.
func count(written string) (n int) {
	for _, r := range written {
		if r >= '0' && r <= '9' {
			n = n*10 + int(r-'0')
		}
	}
	return n
}

// frameLayout sets the rail at the left, the bar along the foot and the screen in what is left.
type frameLayout struct{}

func (frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(800, 480) }

func (frameLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	bar, rail := o[1].MinSize().Height, o[0].MinSize().Width
	put(o[0], 0, 0, rail, s.Height-bar)
	put(o[1], 0, s.Height-bar, s.Width, bar)
	put(o[2], rail, 0, s.Width-rail, s.Height-bar)
}

func put(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// unlock is what a locked desk shows: a passphrase, and nothing of the records.
type unlock struct {
	object     fyne.CanvasObject
	passphrase *kit.Entry
	field      *kit.Field
	button     *kit.Button
	title      *kit.Label
}

func newUnlock(p *Program, l *text.Language) *unlock {
	u := &unlock{passphrase: kit.NewEntry(), title: kit.NewTitle(p.state.Title)}
	open := func() {
		if strings.TrimSpace(u.passphrase.Text) != "" {
			p.desk.Shell.Unlock(u.passphrase.Text)
		}
	}
	u.passphrase.Password, u.passphrase.MaxLength, u.passphrase.OnEnter = true, 200, open
	u.field = kit.NewField(l.T("unlock.passphrase"), true, "", u.passphrase)
	u.button = kit.NewPrimaryButton(l.T("button.unlock"), "Enter", open).WithIcon(icons.Lock)
	rows := []fyne.CanvasObject{u.title, kit.NewSubHead(l.T("unlock.title")), u.field, kit.NewCaption(l.T("unlock.hint"))}
	if p.Hint != "" {
		rows = append(rows, kit.NewLabel(l.T("unlock.demonstration", "passphrase", p.Hint), look.ColorHeading, look.SizeCaption, true))
	}
	var options []kit.Option
	for _, o := range text.Languages() {
		options = append(options, kit.Option{Value: o.Code(), Text: o.Name()})
	}
	language := kit.NewCodeSelect("", options, func(code string) {
		chosen := p.Preferences
		chosen.Language = code
		p.UsePreferences(chosen)
	})
	language.SetValue(l.Code())
	rows = append(rows, screen.Border(nil, nil, language, u.button))
	panel := kit.NewPanel(screen.Padded(10, 10, 14, 14, kit.NewStack(10, rows...)))
	u.object = container.NewCenter(screen.Sized(560, panel))
	return u
}

func (u *unlock) render(s presenter.ShellState) {
	u.field.SetError(s.UnlockError)
	u.button.SetEnabled(!s.Busy)
	if s.UnlockError != "" && !s.Busy {
		kit.Focus(u.passphrase)
	}
}

func (u *unlock) focus() { kit.Focus(u.passphrase) }

// clear takes the passphrase off the screen.
func (u *unlock) clear() { u.passphrase.SetText("") }
