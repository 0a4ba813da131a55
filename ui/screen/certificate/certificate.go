// Package certificate is the papers of a case: issued, seen as they will be printed, printed or saved, handed over, given again, taken back.
package certificate

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

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
	title        *kit.Paragraph
	state        *kit.Chip
	facts        *screen.Facts
	barred       *screen.Facts
	why          *kit.Label
	shortened    *kit.Paragraph
	forms        *kit.DataTable[presenter.FormRow]
	quiet        bool // the list is being shown, nobody chose
	main, save   *kit.Button
	steps        []step
	ask          screen.Reason
	receiving    bool
	st           presenter.CertificateState
	drawn        bool
}

// step is a button at the side of the preview, there while what it does is possible.
type step struct {
	*kit.Button
	can func(presenter.CertificateState) bool
}

// New makes the screen.
func New(p *presenter.Certificate, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), sample: screen.NewNote(), empty: container.NewStack(), preview: canvas.NewImageFromImage(nil),
		title: kit.NewParagraph("", 300), state: kit.NewChip("", look.StatusNone), facts: screen.NewRows(150), barred: screen.NewFacts(330), shortened: kit.NewParagraph(host.T("certificate.shortened"), 300)}
	s.ask = screen.Reason{Host: host}
	s.preview.FillMode = canvas.ImageFillContain
	s.preview.ScaleMode = canvas.ImageScaleSmooth
	s.preview.SetMinSize(fyne.NewSize(0, 960)) // wide enough to be read; it scrolls
	s.shortened.SetInk(look.ColorMuted)
	s.why = kit.NewHeading(host.T("paper.barred"))
	s.forms = kit.NewDataTable(
		screen.Text("№", 90, func(r presenter.FormRow) string { return r.Number }),
		screen.Wide(host.T("field.document"), 1, func(r presenter.FormRow) string { return r.Kind }),
		screen.Chips(host.T("column.state"), 112, func(r presenter.FormRow) presenter.Chip { return r.State }),
		screen.Spared(screen.Text(host.T("book.column.by"), 126, func(r presenter.FormRow) string { return r.By })))
	s.forms.OnSelected = func(r presenter.FormRow) {
		if !s.quiet {
			p.Choose(r.ID)
		}
	}
	ask := func(key, button string, do func(string)) func() { return func() { s.ask.Open(key, button, do) } }
	s.steps = []step{
		{kit.NewButton(host.T("button.mark_printed"), "", p.MarkPrinted), func(st presenter.CertificateState) bool { return st.CanMarkPrinted }},
		{kit.NewButton(host.T("button.hand_over"), "", func() { s.handOver("") }), func(st presenter.CertificateState) bool { return st.CanHandOver }},
		{kit.NewButton(host.T("button.issue_extract"), "", p.IssueExtract), func(st presenter.CertificateState) bool { return st.CanExtract }},
		{kit.NewButton(host.T("button.issue_programme"), "", p.IssueProgramme), func(st presenter.CertificateState) bool { return st.CanProgramme }},
		{kit.NewButton(host.T("button.duplicate"), "", ask("ask.duplicate", "button.duplicate", p.Duplicate)), func(st presenter.CertificateState) bool { return st.CanDuplicate }},
		{kit.NewButton(host.T("button.void"), "", ask("ask.void", "button.void", p.Void)), func(st presenter.CertificateState) bool { return st.CanVoid }},
		{kit.NewDangerButton(host.T("button.revoke"), "", ask("ask.revoke", "button.revoke", p.Revoke)), func(st presenter.CertificateState) bool { return st.CanRevoke }},
	}
	s.save = kit.NewButton(host.T("button.save_pdf"), "", s.savePDF)
	s.main = kit.NewPrimaryButton("", "", s.act)
	buttons := container.New(layout.NewGridLayoutWithColumns(2))
	for _, b := range s.steps {
		buttons.Add(b.Button)
	}
	chosen := kit.NewStack(7, s.title, container.NewHBox(s.state), s.facts.Container, s.shortened, buttons, s.why, s.barred.Container)
	list := screen.Border(kit.NewHeading(host.T("paper.list")), nil, nil, nil, screen.Tall(142, s.forms))
	side := screen.Border(list, nil, nil, nil, screen.Padded(8, 0, 0, 0, container.NewVScroll(chosen)))
	s.sheet = screen.Border(nil, nil, nil, screen.Padded(0, 0, 14, 0, screen.Sized(sideWidth(), side)), container.NewVScroll(s.preview))
	s.object = screen.Border(kit.NewStack(4, s.note.Banner, s.sample.Banner), nil, nil, nil, container.NewStack(s.empty, s.sheet))
	s.foot = screen.Foot(nil, s.save, s.main)
	return s
}

// sideWidth leaves, with very large text, more of a small screen to the paper.
func sideWidth() float32 {
	if look.Size("text") > 17 {
		return 400
	}
	return 470
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Foot is the page's last line.
func (s *Screen) Foot() fyne.CanvasObject { return s.foot }

// Keys prints, or saves the document where there is no printer.
func (s *Screen) Keys() screen.Keys { return screen.Keys{Main: s.act, Print: s.print} }

// Focus leaves the keyboard to no button, so that nobody issues by an Enter too many; where there are several papers, the list has it.
func (s *Screen) Focus() {
	if len(s.st.Forms) > 1 {
		s.forms.Focus()
		return
	}
	kit.Unfocus(s.object)
}

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
	d := s.host.Ask(kit.Question{Title: s.host.T("button.hand_over"), Text: s.host.T("ask.hand_over.text", "date", s.st.Today), Content: field, Confirm: s.host.T("button.hand_over"),
		Cancel: s.host.T("button.cancel"), Width: 560, First: entry, OnConfirm: send})
	entry.OnEnter = func() { d.Close(); send() }
}

// Render shows a state.
func (s *Screen) Render(st presenter.CertificateState) {
	before := s.st
	s.st = st
	s.note.Render(st.Banner)
	s.sample.Render(presenter.Banner{Text: st.Sample, Tone: presenter.ToneWaiting})
	screen.ShowIf(s.empty, st.ID == "")
	screen.ShowIf(s.sheet, st.ID != "")
	if st.Empty != before.Empty || !s.drawn {
		s.empty.Objects = nil
		st.Empty.Action = "" // the one thing to do is the page's main button
		if o := screen.Empty(st.Empty, nil); o != nil {
			s.empty.Objects = []fyne.CanvasObject{o}
		}
		s.empty.Refresh()
	}
	s.show(st.Preview)
	if st.Title != before.Title || !s.drawn {
		s.title.SetText(st.Title)
	}
	if s.state.Text() != st.State.Text {
		s.state.Set(st.State.Text, screen.Status(st.State.Tone))
	}
	s.facts.Render(st.Facts)
	s.barred.Render(st.Barred)
	screen.ShowIf(s.why, len(st.Barred) > 0)
	screen.ShowIf(s.shortened, st.Shortened != "")
	s.list(st, before)
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

func (s *Screen) list(st, before presenter.CertificateState) {
	s.quiet = true
	defer func() { s.quiet = false }()
	if !slices.Equal(st.Forms, before.Forms) || !s.drawn {
		s.forms.SetRows(st.Forms)
	}
	if s.forms.SelectedRow() != st.Shown {
		s.forms.SelectRow(st.Shown)
	}
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
	screen.ShowIf(s.save, st.CanSave && (st.CanPrint || st.CanIssue))
	s.save.SetEnabled(!st.Busy)
	for _, b := range s.steps {
		screen.ShowIf(b.Button, b.can(st))
		b.SetEnabled(!st.Busy)
	}
}
