package main

import (
	"strings"

	"medsoc/assets/text"
	"medsoc/ui/presenter"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// press taps the nth button with the text of a key, in the dialog where one is open.
func (s *stage) press(key string, nth int) {
	s.t.Helper()
	root := s.window.Canvas().Overlays().Top()
	if root == nil {
		root = s.window.Canvas().Content()
	}
	words := text.For(s.program.Preferences.Language).T(key)
	for _, b := range buttons(root) {
		if b.Visible() && b.Text() == words {
			if nth--; nth < 0 {
				b.Tapped(&fyne.PointEvent{})
				s.settle()
				return
			}
		}
	}
	s.t.Fatalf("no button says %q", words)
}

// fill types into the field that has the keyboard.
func (s *stage) fill(words string) {
	s.t.Helper()
	field := s.window.Canvas().Focused()
	if field == nil {
		s.t.Fatal("no field has the keyboard")
	}
	test.Type(field, words)
	s.settle()
}

// scrollDown shows the end of all that scrolls.
func (s *stage) scrollDown() {
	var down func(fyne.CanvasObject)
	down = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				down(child)
			}
		case fyne.Widget:
			if scroll, is := o.(*container.Scroll); is {
				scroll.ScrollToBottom()
			}
			for _, child := range test.WidgetRenderer(o).Objects() {
				down(child)
			}
		}
	}
	down(s.window.Canvas().Content())
}

// answer fills the first items of a scale in.
func answer(p *presenter.Program, scale, value string, items int) {
	for _, view := range []int{0, 1} {
		for _, part := range p.Examination.Measure(view).Parts {
			for _, f := range part.Fields {
				if strings.HasPrefix(f.Name, scale+".") && items > 0 {
					p.Examination.Set(f.Name, value)
					items--
				}
			}
		}
	}
}
