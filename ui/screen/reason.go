package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"medsoc/ui/kit"
)

// Reason asks for the reason of a step that cannot be taken back, and asks again when the record refuses it.
type Reason struct {
	Host   Host
	Danger bool
	key    string
	action string
	do     func(string)
	typed  string
	sent   bool // the answer is on its way to the record
}

// Open asks with the texts key+".title" and key+".text"; do gets what was typed.
func (r *Reason) Open(key, action string, do func(string)) {
	r.key, r.action, r.do, r.typed = key, action, do, ""
	r.open("")
}

func (r *Reason) open(problem string) {
	entry := kit.NewTextArea(3)
	entry.SetText(r.typed)
	var field *kit.Field
	entry.OnChanged = func(string) { field.SetError("") }
	field = kit.NewField(r.Host.T("field.reason"), true, "", entry)
	field.SetError(problem)
	r.Host.Ask(kit.Question{Title: r.Host.T(r.key + ".title"), Text: r.Host.T(r.key + ".text"), Content: field, Confirm: r.Host.T(r.action), Cancel: r.Host.T("button.cancel"),
		Width: 560, First: entry, OnConfirm: func() bool {
			if entry.Text == "" {
				field.SetError(r.Host.T("error.certificate.reason"))
				kit.Focus(entry)
				return false
			}
			r.typed, r.sent = entry.Text, true
			r.do(entry.Text)
			return true
		}})
}

// Refused takes what the record said about the reason: an error opens the question again.
func (r *Reason) Refused(problem string, busy bool) {
	if !r.sent || busy {
		return
	}
	r.sent = false
	if problem != "" {
		r.open(problem)
	}
}

// Halves sets two objects side by side, equally wide, with the gap of a form's columns.
func Halves(left, right fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewGridLayoutWithColumns(2), Padded(0, 0, 0, 14, left), Padded(0, 0, 9, 0, right)) // a form at the right keeps room of its own for its bar
}
