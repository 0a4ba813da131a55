package papers

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/ui/kit"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Book is the page of the journal of numbered forms.
type Book struct {
	p      *presenter.Book
	host   screen.Host
	object fyne.CanvasObject

	note, missing *screen.Note
	inputs        *screen.Inputs
	days          *fyne.Container
	made          []fyne.CanvasObject
	count         *kit.Label
	table         *kit.DataTable[presenter.FormLine]
	sheet, pdf    *kit.Button
	main          *kit.Button
	st            presenter.BookState
	drawn         bool
}

// NewBook makes the page.
func NewBook(p *presenter.Book, host screen.Host) *Book {
	b := &Book{p: p, host: host, note: screen.NewNote(), missing: screen.NewNote(), days: container.NewHBox(), count: kit.NewCaption("").Narrow()}
	b.inputs = screen.NewInputs(host, p.Set)
	b.table = kit.NewDataTable(
		screen.Text(host.T("book.column.number"), 160, func(r presenter.FormLine) string { return r.Number }),
		screen.Wide(host.T("book.column.kind"), 2, func(r presenter.FormLine) string { return r.Kind }),
		screen.Text(host.T("book.column.issued"), 108, func(r presenter.FormLine) string { return r.Issued }),
		screen.Wide(host.T("book.column.name"), 3, func(r presenter.FormLine) string { return r.Name }),
		screen.Chips(host.T("book.column.state"), 138, func(r presenter.FormLine) presenter.Chip { return r.State }),
		screen.Wide(host.T("book.column.reason"), 3, func(r presenter.FormLine) string { return r.Reason }),
		screen.Spared(screen.Wide(host.T("book.column.receiver"), 3, func(r presenter.FormLine) string { return r.Receiver })),
		screen.Spared(screen.Text(host.T("book.column.by"), 132, func(r presenter.FormLine) string { return r.By })))
	b.table.OnOpen = func(r presenter.FormLine) { p.OpenCase(r.Case) }
	b.pdf = kit.NewButton(host.T("button.save_pdf"), "", b.savePDF).WithIcon(icons.Document)
	b.sheet = kit.NewButton(host.T("button.save_csv"), "", func() { host.SaveAs(host.T("button.save_csv"), b.st.FileName+".csv", p.SaveCSV) }).WithIcon(icons.Document)
	b.main = kit.NewPrimaryButton(host.T("button.print"), "Ctrl+P", b.act).WithIcon(icons.Print)
	tools := screen.Border(nil, nil, b.days, nil, screen.Padded(0, 0, 8, 0, b.count))
	page := screen.Border(screen.Padded(6, 6, 0, 0, kit.NewStack(4, tools, b.missing.Banner)), screen.Padded(7, 0, 0, 0, screen.Foot(nil, b.sheet, b.pdf, b.main)), nil, nil, kit.NewPanel(b.table))
	b.object = screen.Page(screen.UnderTabs(host, presenter.ScreenBook, page, p.ShowPage), nil, kit.NewTitle(host.T("book.title")), b.note.Banner)
	return b
}

func (b *Book) savePDF() {
	b.host.SaveAs(b.host.T("button.save_pdf"), b.st.FileName+".pdf", b.p.SavePDF)
}

// act prints, or saves the PDF where this computer has no printer.
func (b *Book) act() {
	switch {
	case !b.st.CanSave:
	case b.st.CanPrint:
		b.p.Print()
	default:
		b.savePDF()
	}
}

// Object is what is shown.
func (b *Book) Object() fyne.CanvasObject { return b.object }

// Keys prints.
func (b *Book) Keys() screen.Keys { return screen.Keys{Main: b.act, Print: b.act} }

// Focus gives the keyboard to the first day.
func (b *Book) Focus() { b.inputs.FocusFirst("from") }

// Render shows a state.
func (b *Book) Render(st presenter.BookState) {
	before := b.st
	b.st = st
	b.note.Render(st.Banner)
	b.missing.Render(presenter.Banner{Text: st.Missing, Tone: presenter.ToneAlert})
	if fields := b.inputs.Fields([]presenter.Field{st.From, st.To}); !slices.Equal(fields, b.made) {
		b.made, b.days.Objects = fields, nil
		for _, f := range fields {
			b.days.Add(screen.Sized(310, f))
		}
	}
	b.count.SetText(st.Count)
	if st.Empty != before.Empty || !b.drawn {
		b.table.SetEmpty(screen.Empty(st.Empty, nil))
	}
	if !slices.Equal(st.Rows, before.Rows) || !b.drawn {
		b.table.SetRows(st.Rows)
	}
	b.table.SetDimmed(st.Working)
	words := b.host.T("button.print")
	if !st.CanPrint {
		words = b.host.T("button.save_pdf")
	}
	if b.main.Text() != words {
		b.main.SetText(words, "Ctrl+P")
	}
	screen.ShowIf(b.pdf, st.CanPrint)
	for _, button := range []*kit.Button{b.sheet, b.pdf, b.main} {
		button.SetEnabled(st.CanSave)
	}
	b.drawn = true
}
