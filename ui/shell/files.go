package shell

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"medsoc/ui/kit"
)

// chooseFile lets a person choose a file to read.
func (p *Program) chooseFile(chosen func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			path := r.URI().Path()
			_ = r.Close() // the presenter opens it itself, within bounds
			chosen(path)
		}
	}, p.Window)
	d.Resize(p.Window.Canvas().Size().Subtract(fyne.NewSize(160, 120)))
	d.Show()
}

// saveAs asks for the path of a new file. A path can be typed or pasted, which the toolkit's own dialog does not allow.
func (p *Program) saveAs(title, name string, chosen func(path string)) {
	l := p.env.Language()
	entry := kit.NewEntry()
	entry.MaxLength = 4096 // letters of a path
	entry.MaxLength = 1000
	entry.SetText(filepath.Join(p.Documents, name))
	field := kit.NewField(l.T("file.path"), true, "", entry)
	folder := kit.NewPlainButton(l.T("file.folder"), nil)
	question := kit.Question{Title: title, Content: kit.NewStack(6, field, container.NewHBox(folder)), Confirm: l.T("button.save"), Cancel: l.T("button.cancel"), Width: 620, First: entry}
	question.OnConfirm = func() bool {
		path := strings.TrimSpace(entry.Text)
		if info, err := os.Stat(filepath.Dir(path)); path == "" || err != nil || !info.IsDir() {
			field.SetError(l.T("file.no_folder"))
			return false
		}
		p.Documents = filepath.Dir(path)
		p.dialog.Close()
		chosen(path)
		return true
	}
	entry.OnEnter = func() {
		if question.OnConfirm() {
			p.closeDialog()
		}
	}
	folder.OnTapped = func() {
		p.closeDialog()
		d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
			if err == nil && u != nil {
				p.Documents = u.Path()
			}
			p.saveAs(title, name, chosen)
		}, p.Window)
		d.Resize(p.Window.Canvas().Size().Subtract(fyne.NewSize(160, 120)))
		d.Show()
	}
	p.ask(question)
}
