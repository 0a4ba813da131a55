package shell

import (
	"fyne.io/fyne/v2"

	"medsoc/ui/screen"
)

// renders is a screen that shows states of one kind.
type renders[S any] interface {
	screen.Screen
	Render(S)
}

// slot is the place of one screen: it keeps the presenter's last state, makes the screen when it is first shown, and makes it anew
// after a change of language or theme. A screen out of sight is not drawn.
type slot[S any] struct {
	make    func() renders[S]
	told    func() // after each state
	state   S
	emitted bool
	screen  renders[S]
	shown   bool
}

// place is a slot of any kind.
type place interface {
	show() screen.Screen
	hide()
	reset()
}

func (s *slot[S]) emit(state S) {
	s.state, s.emitted = state, true
	if s.shown {
		s.screen.Render(state)
	}
	if s.told != nil {
		s.told()
	}
}

func (s *slot[S]) show() screen.Screen {
	if s.screen == nil {
		s.screen = s.make()
	}
	s.shown = true
	if s.emitted {
		s.screen.Render(s.state)
	}
	return s.screen
}

func (s *slot[S]) hide() { s.shown = false }

func (s *slot[S]) reset() { s.screen, s.shown = nil, false }

// swap is the place where the present screen stands.
type swap struct{ *fyne.Container }

func (s swap) set(o fyne.CanvasObject) {
	if len(s.Objects) == 1 && s.Objects[0] == o {
		return
	}
	s.Objects = []fyne.CanvasObject{o}
	s.Refresh()
}
