package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
)

// Host is what a screen asks of the frame around it.
type Host struct {
	*text.Language
	Today func() expertise.Date
	// Ask shows a question; the frame sees to it that there is one at a time.
	Ask func(kit.Question) *kit.Dialog
	// Hint is a member's passphrase at a demonstration, "" or nil otherwise.
	Hint func(expertise.MemberID) string
	// ChooseFile lets a person choose a file to read. It is not called back when nothing is chosen.
	ChooseFile func(chosen func(path string))
	// SaveAs asks where a file goes, with a suggested name.
	SaveAs func(title, name string, chosen func(path string))
}

// Keys are what a screen itself does on keys that mean the same everywhere; nil for what it leaves to its presenter.
type Keys struct {
	Search func() // Ctrl+F
	Main   func() // Ctrl+Enter: the primary button
	Print  func() // Ctrl+P
	Escape func() // Esc, before it leads back
	// Typed takes text that no widget took: of a scanner, or pasted.
	Typed func(text string)
	// Help are the keys of this screen alone, for F1.
	Help []kit.KeyHelp
	// NextError is F8: the next wrong field after the one that has the keyboard.
	NextError func()
}

// Screen is one screen of the frame.
type Screen interface {
	Object() fyne.CanvasObject
	Keys() Keys
	// Focus gives the keyboard to where the work begins.
	Focus()
}

// Page sets a screen out: head at the top, foot at the bottom, body in what is left. Nil head objects are left out.
func Page(body fyne.CanvasObject, foot fyne.CanvasObject, head ...fyne.CanvasObject) fyne.CanvasObject {
	var top []fyne.CanvasObject
	for _, o := range head {
		if o != nil {
			top = append(top, o)
		}
	}
	var bottom fyne.CanvasObject
	if foot != nil {
		bottom = Padded(7, 0, 0, 0, foot)
	}
	return Border(Padded(0, 6, 0, 0, kit.NewStack(6, top...)), bottom, nil, nil, body)
}

// Border sets objects around one in the middle, and gives the keyboard the order in which they are read: the toolkit's own container
// leads it to the middle first.
func Border(top, bottom, left, right fyne.CanvasObject, middle ...fyne.CanvasObject) *fyne.Container {
	var objects []fyne.CanvasObject
	for _, o := range append(append([]fyne.CanvasObject{top, left}, middle...), right, bottom) {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(layout.NewBorderLayout(top, bottom, left, right), objects...)
}

// Foot is a screen's last line: what is wrong or being done at the left, its buttons at the right, the primary one last.
func Foot(left fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return Border(nil, nil, nil, container.NewHBox(buttons...), left)
}

// Padded keeps room around an object.
func Padded(top, bottom, left, right float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Sized gives an object a width of its own, for text of 14.
func Sized(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(sized{width}, o)
}

type sized struct{ width float32 }

func (s sized) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(s.width*look.Size("text")/14, o[0].MinSize().Height)
}

func (s sized) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
}

// Status is a tone's colours.
func Status(t presenter.Tone) look.Status { return look.Status(t) }

// ShowIf shows or hides.
func ShowIf(o fyne.CanvasObject, visible bool) {
	if visible != o.Visible() {
		if visible {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// Wrong is the label for what is wrong on a form, at the left of the foot.
func Wrong() *kit.Label { return kit.NewLabel("", look.ColorAlert, look.SizeCaption, true).Narrow() }

// Empty is what a list shows in place of no rows; nil for the zero Empty.
func Empty(e presenter.Empty, do func()) fyne.CanvasObject {
	if e.Text == "" {
		return nil
	}
	if e.Action == "" {
		do = nil
	}
	return kit.NewEmptyState(e.Text, e.Action, do)
}
