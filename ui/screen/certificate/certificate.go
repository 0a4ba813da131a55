// Package certificate is the paper of a case: issued, seen as it will be printed, printed or saved, handed over, taken back.
package certificate

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the page.
type Screen struct {
	p      *presenter.Certificate
	host   screen.Host
	object fyne.CanvasObject
	foot   fyne.CanvasObject

	note, sample *screen.Note
	empty        *fyne.Container
	sheet        *fyne.Container
	preview      *canvas.Image
	title        *kit.Label
	state        *kit.Chip
	facts        *screen.Facts
	shortened    *kit.Paragraph
	forms        *kit.DataTable[presenter.FormRow]
	main         *kit.Button
	save         *kit.Button
	printed      *kit.Button
	hand         *kit.Button
	void, revoke *kit.Button
	ask          screen.Reason
	receiving    bool
	st           presenter.CertificateState
	drawn        bool
}

// New makes the screen.
func New(p *presenter.Certificate, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), sample: screen.NewNote(), empty: container.NewStack(), preview: canvas.NewImageFromImage(nil),
		title: kit.NewSubHead("").Narrow(), state: kit.NewChip("", look.StatusNone), facts: screen.NewRows(110), shortened: kit.NewParagraph(host.T("certificate.shortened"), 300)}
	s.ask = screen.Reason{Host: host}
	s.preview.FillMode = canvas.ImageFillContain
	s.preview.ScaleMode = canvas.ImageScaleSmooth
	s.preview.SetMinSize(fyne.NewSize(0, 960)) // wide enough to be read; it scrolls
	s.shortened.SetInk(look.ColorMuted)
	s.forms = kit.NewDataTable(
		screen.Text("№", 96, func(r presenter.FormRow) string { return r.Number }),
		screen.Chips(host.T("column.state"), 130, func(r presenter.FormRow) presenter.Chip { return r.State }),
		screen.Wide(host.T("field.issued"), 1, func(r presenter.FormRow) string { return r.Issued }))
	s.printed = kit.NewButton(host.T("button.mark_printed"), "", p.MarkPrinted)
	s.hand = kit.NewButton(host.T("button.hand_over"), "", func() { s.handOver("") })
	s.void = kit.NewButton(host.T("button.void"), "", func() { s.ask.Open("ask.void", "button.void", p.Void) })
	s.revoke = kit.NewDangerButton(host.T("button.revoke"), "", func() { s.ask.Open("ask.revoke", "button.revoke", p.Revoke) })
	s.save = kit.NewButton(host.T("button.save_pdf"), "", s.savePDF)
	s.main = kit.NewPrimaryButton("", "", s.act)
	side := screen.Border(kit.NewStack(7, s.title, container.NewHBox(s.state), s.facts.Container, s.shortened, s.printed, s.hand, s.void, s.revoke), nil, nil, nil,
		screen.Padded(8, 0, 0, 0, s.forms))
	s.sheet = screen.Border(nil, nil, nil, screen.Padded(0, 0, 14, 0, screen.Sized(360, side)), container.NewVScroll(s.preview))
	s.object = screen.Border(kit.NewStack(4, s.note.Banner, s.sample.Banner), nil, nil, nil, container.NewStack(s.empty, s.sheet))
	s.foot = screen.Foot(nil, s.save, s.main)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Foot is the page's last line.
func (s *Screen) Foot() fyne.CanvasObject { return s.foot }

// Keys prints, or saves the document where there is no printer.
func (s *Screen) Keys() screen.Keys { return screen.Keys{Main: s.act, Print: s.print} }

// Focus leaves the keyboard to no button: nobody may issue by an Enter too many.
func (s *Screen) Focus() { kit.Unfocus(s.object) }

func (s *Screen) act() {
	switch {
	case s.main.Disabled():
	case s.st.CanIssue:
		s.p.Issue()
	default:
		s.print()
	}
}

func (s *Screen) print() {
	switch {
	case s.st.Busy:
	case s.st.CanPrint:
		s.p.Print()
	case s.st.CanSave:
		s.savePDF()
	}
}

func (s *Screen) savePDF() {
	s.host.SaveAs(s.host.T("button.save_pdf"), s.st.FileName, s.p.SavePDF)
}

// handOver asks who received the paper.
func (s *Screen) handOver(problem string) {
	entry := kit.NewEntry()
	entry.MaxLength = 200
	entry.SetText(s.st.Receiver)
	field := kit.NewField(s.host.T("field.receiver"), true, "", entry)
	field.SetError(problem)
	entry.OnChanged = func(string) { field.SetError("") }
	send := func() bool { s.receiving = true; s.p.HandOver(entry.Text); return true }
	d := s.host.Ask(kit.Question{Title: s.host.T("button.hand_over"), Text: s.host.T("ask.hand_over.text"), Content: field, Confirm: s.host.T("button.hand_over"),
		Cancel: s.host.T("button.cancel"), Width: 560, First: entry, OnConfirm: send})
	entry.OnEnter = func() { d.Close(); send() }
}

// Render shows a state.
func (s *Screen) Render(st presenter.CertificateState) {
	before := s.st
	s.st = st
	s.note.Render(st.Banner)
	s.sample.Render(presenter.Banner{Text: st.Sample, Tone: presenter.ToneWaiting})
	paper := st.ID != ""
	screen.ShowIf(s.empty, !paper)
	screen.ShowIf(s.sheet, paper)
	if st.Empty != before.Empty || !s.drawn {
		s.empty.Objects = nil
		st.Empty.Action = "" // the one thing to do is the page's main button
		if o := screen.Empty(st.Empty, nil); o != nil {
			s.empty.Objects = []fyne.CanvasObject{o}
		}
		s.empty.Refresh()
	}
	s.show(st.Preview)
	s.title.SetText(st.Title)
	if s.state.Text() != st.State.Text {
		s.state.Set(st.State.Text, screen.Status(st.State.Tone))
	}
	s.facts.Render(st.Facts)
	screen.ShowIf(s.shortened, st.Shortened != "")
	if !slices.Equal(st.Forms, before.Forms) || !s.drawn {
		s.forms.SetRows(st.Forms)
	}
	s.buttons(st)
	if s.receiving && !st.Busy {
		s.receiving = false
		if st.ReceiverError != "" {
			s.handOver(st.ReceiverError)
		}
	}
	s.ask.Refused(st.ReasonError, st.Busy)
	s.drawn = true
}

func (s *Screen) show(preview image.Image) {
	if s.preview.Image != preview {
		s.preview.Image = preview
		s.preview.Refresh()
	}
}

func (s *Screen) buttons(st presenter.CertificateState) {
	words, key, icon, on := s.host.T("button.print"), "Ctrl+P", icons.Print, st.CanPrint || st.CanSave
	switch {
	case st.CanIssue:
		icon = icons.Document
		words, key, on = s.host.T("button.issue"), "Ctrl+Enter", true
	case !st.CanPrint && st.CanSave:
		words, icon = s.host.T("button.save_pdf"), icons.Document
	}
	if s.main.Text() != words {
		s.main.WithIcon(icon).SetText(words, key)
	}
	s.main.SetEnabled(on && !st.Busy)
	s.main.SetDeliberate(st.CanIssue)
	screen.ShowIf(s.save, st.CanPrint && st.CanSave)
	screen.ShowIf(s.printed, st.CanMarkPrinted)
	screen.ShowIf(s.hand, st.CanHandOver)
	screen.ShowIf(s.void, st.CanVoid)
	screen.ShowIf(s.revoke, st.CanRevoke)
	for _, b := range []*kit.Button{s.save, s.printed, s.hand, s.void, s.revoke} {
		b.SetEnabled(!st.Busy)
	}
}
