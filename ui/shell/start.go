package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/text"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/screen"
)

// Opening is what a window shows while a desk is being opened.
type Opening struct {
	Object   fyne.CanvasObject
	language *text.Language
	bar      *kit.ProgressBar
}

// NewOpening makes it.
func NewOpening(l *text.Language) *Opening {
	o := &Opening{language: l, bar: kit.NewProgressBar("", nil)}
	o.bar.Set(0, l.T("start.loading"))
	o.Object = centred(520, kit.NewTitle(l.T("app.name")), kit.NewCaption(l.T("app.title")), o.bar)
	return o
}

// Progress shows how many of all cases of a demonstration are written.
func (o *Opening) Progress(done, all int) {
	o.bar.Set(float64(done)/float64(max(all, 1)), o.language.T("start.progress", "done", done, "count", all))
}

// NewFirst is what a window shows in a folder without a desk: how the computer is made one, by a command line, and a demonstration.
// failed is why a desk that is there could not be opened, "" where there is none.
func NewFirst(l *text.Language, command, failed string, demonstrate func()) fyne.CanvasObject {
	line := kit.NewEntry() // can be copied from
	line.SetText(command)
	rows := []fyne.CanvasObject{kit.NewTitle(l.T("first.title")).Narrow(), kit.NewHeading(l.T("first.enrol")), kit.NewParagraph(l.T("first.enrol.text"), 600), line}
	if failed != "" {
		problem := kit.NewParagraph(failed, 600)
		problem.SetInk(look.ColorAlert)
		rows = []fyne.CanvasObject{kit.NewTitle(l.T("first.failed")).Narrow(), problem}
	}
	rows = append(rows, kit.NewHeading(l.T("first.demo")), kit.NewParagraph(l.T("first.demo.text"), 600),
		screen.Border(nil, nil, nil, kit.NewPrimaryButton(l.T("first.start"), "", demonstrate)))
	return centred(660, rows...)
}

func centred(width float32, rows ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewCenter(screen.Sized(width, kit.NewPanel(screen.Padded(12, 12, 16, 16, kit.NewStack(10, rows...)))))
}
