package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
)

// pageTitles are the keys of the tabs of re-examination and of papers, by page.
var pageTitles = map[presenter.ScreenID]string{presenter.ScreenDue: "due.tab.calendar", presenter.ScreenPlanning: "due.tab.planning", presenter.ScreenActs: "due.tab.acts",
	presenter.ScreenPapers: "papers.tab.batch", presenter.ScreenBook: "papers.tab.book"}

// UnderTabs sets the page of one screen under the tabs of those beside it. Each page is a screen of its own: another tab asks to show that one.
func UnderTabs(host Host, own presenter.ScreenID, content fyne.CanvasObject, show func(presenter.ScreenID)) fyne.CanvasObject {
	pages := presenter.PagesBeside(own)
	at := slices.Index(pages, own)
	tabs := make([]kit.Tab, len(pages))
	for i, id := range pages {
		tabs[i] = kit.Tab{Title: host.T(pageTitles[id]), Content: container.NewWithoutLayout()}
	}
	tabs[at].Content = content
	all := kit.NewTabs(tabs...)
	all.Select(at)
	all.OnSelected = func(i int) {
		if i != at {
			all.Select(at) // this screen stays as it is, for when somebody comes back to it
			show(pages[i])
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
