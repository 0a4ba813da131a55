package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
)

// Note is a screen's banner. One that a person closed stays closed until another is told.
type Note struct {
	Banner *kit.Banner
	told   presenter.Banner
}

// NewNote makes a hidden note.
func NewNote() *Note { return &Note{Banner: kit.NewBanner()} }

// Render shows a banner; the zero Banner shows none.
func (n *Note) Render(b presenter.Banner) { n.RenderWith(b, "", nil) }

// RenderWith adds an action.
func (n *Note) RenderWith(b presenter.Banner, action string, do func()) {
	if b == n.told {
		return
	}
	n.told = b
	if b.Text == "" {
		n.Banner.Clear()
		return
	}
	kind := kit.Info
	switch b.Tone {
	case presenter.ToneDone:
		kind = kit.Success
	case presenter.ToneWaiting:
		kind = kit.Warning
	case presenter.ToneAlert:
		kind = kit.Failure
	}
	n.Banner.Tell(kind, b.Text, action, do)
}

// Facts shows labels with their values.
type Facts struct {
	*fyne.Container
	line  func(presenter.Fact) []fyne.CanvasObject
	shown []presenter.Fact
}

// NewFacts makes an empty list for a width of text, each value below its label.
func NewFacts(width float32) *Facts {
	return &Facts{Container: kit.NewStack(2), line: func(f presenter.Fact) []fyne.CanvasObject {
		return []fyne.CanvasObject{kit.NewLabel(f.Label, look.ColorMuted, look.SizeCaption, true).Narrow(), kit.NewParagraph(f.Value, width)}
	}}
}

// NewRows makes an empty list of two columns, the label left of its value; label is the width of the left one.
func NewRows(label float32) *Facts {
	return &Facts{Container: kit.NewStack(6), line: func(f presenter.Fact) []fyne.CanvasObject {
		left := Sized(label, container.NewVBox(kit.NewLabel(f.Label, look.ColorMuted, look.SizeLabel, false).Narrow()))
		return []fyne.CanvasObject{Border(nil, nil, left, nil, kit.NewParagraph(f.Value, 400))}
	}}
}

// Render shows facts.
func (f *Facts) Render(facts []presenter.Fact) {
	if slices.Equal(facts, f.shown) {
		return
	}
	f.shown = facts
	f.Objects = nil
	for _, fact := range facts {
		f.Objects = append(f.Objects, f.line(fact)...)
	}
	f.Refresh()
}
