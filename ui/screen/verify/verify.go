// Package verify checks a certificate: what a scanner typed, what was pasted, or a file that was chosen or dropped.
package verify

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the verification.
type Screen struct {
	p       *presenter.Verify
	host    screen.Host
	object  fyne.CanvasObject
	note    *screen.Note
	entry   *kit.Entry
	trust   *kit.Chip
	fetch   *kit.Button
	check   *kit.Button
	verdict *fyne.Container
	history *kit.DataTable[presenter.VerdictView]
	shown   *presenter.VerdictView
	past    []presenter.VerdictView
	drawn   bool
}

// New makes the screen.
func New(p *presenter.Verify, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), trust: kit.NewChip("", look.StatusNone), verdict: container.NewStack()}
	s.entry = kit.NewEntry()
	s.entry.MaxLength = 8000 // digits of the largest QR code, with an address before them
	s.entry.SetPlaceHolder(host.T("verify.paste"))
	s.entry.OnChanged = p.Type
	s.entry.OnEnter = s.run
	choose := kit.NewButton(host.T("button.choose_file"), "", func() { host.ChooseFile(p.CheckFile) }).WithIcon(icons.Document)
	s.fetch = kit.NewButton(host.T("verify.fetch"), "", p.FetchBundle).WithIcon(icons.Sync)
	s.check = kit.NewPrimaryButton(host.T("button.verify"), "Enter", s.run)
	tools := screen.Border(nil, nil, nil, choose, s.entry)
	hint := kit.NewCaption(host.T("verify.drop")).Narrow()
	s.history = kit.NewDataTable(
		screen.Text(host.T("column.time"), 58, func(v presenter.VerdictView) string { return v.Time }),
		kit.Column[presenter.VerdictView]{Title: host.T("column.outcome"), Weight: 1, Cell: func(v presenter.VerdictView) kit.Cell {
			return kit.Cell{Text: v.Title, Status: screen.Status(v.Tone)}
		}},
		screen.Text(host.T("column.source"), 84, func(v presenter.VerdictView) string { return v.Source }))
	s.history.SetEmpty(kit.NewEmptyState(host.T("empty.verify"), "", nil))
	left := kit.NewPanel(container.NewVScroll(s.verdict))
	right := kit.NewPanel(screen.Border(kit.NewHeading(host.T("verify.history")), nil, nil, nil, s.history))
	body := screen.Border(nil, nil, nil, screen.Padded(0, 0, 8, 0, screen.Sized(440, right)), left)
	s.object = screen.Page(body, screen.Foot(container.NewHBox(container.NewCenter(s.trust)), s.fetch, s.check), kit.NewTitle(host.T("verify.title")), s.note.Banner, tools, hint)
	return s
}

func (s *Screen) run() {
	if s.entry.Text != "" {
		s.p.Check(s.entry.Text)
		s.entry.Again() // the next paper takes its place
	}
}

// typed takes what came while another widget had the keyboard: the first letter of a scanner, whose others follow into the field, or a
// pasted text.
func (s *Screen) typed(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	s.entry.Again()
	if letters := []rune(text); len(letters) == 1 {
		s.entry.TypedRune(letters[0])
		return
	}
	s.entry.Paste(text)
	s.run()
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys offers the field for the code.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{Search: s.entry.Again, Main: s.run, Typed: s.typed}
}

// Focus gives the keyboard to the field: a scanner types into it.
func (s *Screen) Focus() { kit.Focus(s.entry) }

// Render shows a state.
func (s *Screen) Render(st presenter.VerifyState) {
	s.note.Render(st.Banner)
	if s.trust.Text() != st.Trust {
		s.trust.Set(st.Trust, screen.Status(st.TrustTone))
	}
	screen.ShowIf(s.fetch, st.CanFetch)
	s.fetch.SetEnabled(!st.Busy)
	s.check.SetEnabled(!st.Checking)
	if !s.drawn || !same(st.Verdict, s.shown) {
		s.drawn, s.shown = true, st.Verdict
		s.verdict.Objects = []fyne.CanvasObject{s.answer(st.Verdict)}
		s.verdict.Refresh()
	}
	if !slices.EqualFunc(st.History, s.past, func(a, b presenter.VerdictView) bool { return same(&a, &b) }) {
		s.past = st.History
		s.history.SetRows(st.History)
	}
}

func same(a, b *presenter.VerdictView) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Title == b.Title && a.Reason == b.Reason && a.Source == b.Source && a.Time == b.Time && a.Hint == b.Hint && slices.Equal(a.Claims, b.Claims)
}

// answer shows a verdict: in words, with what to do next, and with what the seal says, to be compared with the paper.
func (s *Screen) answer(v *presenter.VerdictView) fyne.CanvasObject {
	if v == nil {
		return kit.NewEmptyState(s.host.T("verify.start"), "", nil)
	}
	ink := screen.Status(v.Tone).Ink()
	rows := []fyne.CanvasObject{kit.NewLabel(v.Title, ink, look.SizeTitle, true).Narrow()}
	for _, sentence := range []string{v.Reason, v.Hint, v.Sample, v.Note} {
		if sentence != "" {
			rows = append(rows, kit.NewParagraph(sentence, 560))
		}
	}
	if v.ListAge != "" {
		rows = append(rows, kit.NewCaption(v.ListAge).Narrow())
	}
	if len(v.Claims) > 0 {
		claims := screen.NewRows(190)
		claims.Render(v.Claims)
		rows = append(rows, kit.NewHeading(s.host.T("verify.compare")), claims.Container)
	}
	return kit.NewStack(8, rows...)
}
