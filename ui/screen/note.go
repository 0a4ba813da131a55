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
		n.Banner.Hide()
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

// Facts shows labels with their values, one below the other.
type Facts struct {
	*fyne.Container
	width float32
	shown []presenter.Fact
}

// NewFacts makes an empty list for a width of text.
func NewFacts(width float32) *Facts { return &Facts{Container: kit.NewStack(2), width: width} }

// Render shows facts.
func (f *Facts) Render(facts []presenter.Fact) {
	if slices.Equal(facts, f.shown) {
		return
	}
	f.shown = facts
	f.Objects = nil
	for _, fact := range facts {
		value := kit.NewParagraph(fact.Value, f.width)
		f.Objects = append(f.Objects, kit.NewLabel(fact.Label, look.ColorMuted, look.SizeCaption, true).Narrow(), value)
	}
	f.Refresh()
}

// Rows shows facts as two columns, the label left of its value.
type Rows struct {
	*fyne.Container
	label float32
	shown []presenter.Fact
}

// NewRows makes an empty list; label is the width of the left column.
func NewRows(label float32) *Rows { return &Rows{Container: kit.NewStack(6), label: label} }

// Render shows facts.
func (r *Rows) Render(facts []presenter.Fact) {
	if slices.Equal(facts, r.shown) {
		return
	}
	r.shown = facts
	r.Objects = nil
	for _, fact := range facts {
		value := kit.NewParagraph(fact.Value, 400)
		label := Sized(r.label, container.NewVBox(kit.NewLabel(fact.Label, look.ColorMuted, look.SizeLabel, false).Narrow()))
		r.Objects = append(r.Objects, Border(nil, nil, label, nil, value))
	}
	r.Refresh()
}
