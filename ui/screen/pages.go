package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
)

// duePageTitles are the keys of the tabs of re-examination, by page.
var duePageTitles = map[presenter.ScreenID]string{presenter.ScreenDue: "due.tab.calendar", presenter.ScreenPlanning: "due.tab.planning", presenter.ScreenActs: "due.tab.acts"}

// DuePage sets the page of one screen under the tabs of re-examination. Each page is a screen of its own: another tab asks to show that one.
func DuePage(host Host, own presenter.ScreenID, content fyne.CanvasObject, show func(presenter.ScreenID)) fyne.CanvasObject {
	at := slices.Index(presenter.DuePages, own)
	tabs := make([]kit.Tab, len(presenter.DuePages))
	for i, id := range presenter.DuePages {
		tabs[i] = kit.Tab{Title: host.T(duePageTitles[id]), Content: container.NewWithoutLayout()}
	}
	tabs[at].Content = content
	all := kit.NewTabs(tabs...)
	all.Select(at)
	all.OnSelected = func(i int) {
		if i != at {
			all.Select(at) // this screen stays as it is, for when somebody comes back to it
			show(presenter.DuePages[i])
		}
	}
	return all
}

// Tall gives an object a height of its own, for text of 14.
func Tall(height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(tall{height}, o)
}

type tall struct{ height float32 }

func (t tall) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, t.height*look.Size("text")/14)
}

func (t tall) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
}
