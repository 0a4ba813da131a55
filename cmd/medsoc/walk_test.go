package main

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/assets/fonts"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// shownText is one text as it stands on the screen: what of it can be seen, and in which row of which parent.
type shownText struct {
	text   *canvas.Text
	x, y   float32
	clip   box  // the place in which it may be drawn
	inside bool // a row of a table, or an entry: what does not fit there is cut on purpose
}

type box struct{ left, top, right, bottom float32 }

func (b box) cut(o box) box {
	return box{max(b.left, o.left), max(b.top, o.top), min(b.right, o.right), min(b.bottom, o.bottom)}
}

func (b box) empty() bool { return b.right-b.left < 1 || b.bottom-b.top < 1 }

// texts finds every text that can be seen in what a canvas shows.
func texts(c fyne.Canvas) (all []shownText) {
	size := c.Size()
	roots := []fyne.CanvasObject{c.Content()}
	if top := c.Overlays().Top(); top != nil {
		roots = []fyne.CanvasObject{top}
	}
	for _, root := range roots {
		walk(root, 0, 0, box{0, 0, size.Width, size.Height}, false, &all)
	}
	return all
}

func walk(o fyne.CanvasObject, x, y float32, clip box, inside bool, all *[]shownText) {
	if o == nil || !o.Visible() {
		return
	}
	x, y = x+o.Position().X, y+o.Position().Y
	place := box{x, y, x + o.Size().Width, y + o.Size().Height}
	switch o := o.(type) {
	case *canvas.Text:
		if o.Text != "" {
			*all = append(*all, shownText{o, x, y, clip, inside})
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, x, y, clip, inside, all)
		}
	case fyne.Widget:
		if _, scrolls := o.(*container.Scroll); scrolls {
			clip = clip.cut(place)
		}
		if name := typeName(o); strings.Contains(name, "Row") || strings.Contains(name, "Entry") || strings.Contains(name, "DateField") {
			inside = true
		}
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, x, y, clip, inside, all)
		}
	}
}

// inspect finds texts that leave the window, run into their neighbours or hold a letter that no embedded font draws.
// At the usual size no sentence may be shortened either.
func inspect(t *testing.T, name string, c fyne.Canvas, whole bool) {
	t.Helper()
	shown := texts(c)
	var boxes []box
	var words []string
	for _, s := range shown {
		for _, r := range s.text.Text {
			if _, known := fonts.Choose(r, s.text.TextStyle.Bold); !known && r != '\n' && r != '•' {
				t.Errorf("%s: no embedded font draws %q in %q", name, r, s.text.Text)
			}
		}
		natural := s.text.MinSize()
		b := box{s.x, s.y, s.x + natural.Width, s.y + natural.Height}
		if s.text.Alignment == fyne.TextAlignCenter {
			shift := (s.text.Size().Width - natural.Width) / 2
			b.left, b.right = b.left+shift, b.right+shift
		}
		if b.cut(s.clip).empty() {
			continue // scrolled out of sight
		}
		if !s.inside && (b.right > s.clip.right+1 || b.left < s.clip.left-1) {
			t.Errorf("%s: %q is wider than its place by %.0f", name, s.text.Text, max(b.right-s.clip.right, s.clip.left-b.left))
		}
		if whole && strings.HasSuffix(s.text.Text, "…") && !s.inside {
			t.Errorf("%s: %q is shortened", name, s.text.Text)
		}
		boxes, words = append(boxes, b.cut(s.clip)), append(words, s.text.Text)
	}
	for i := range boxes {
		for j := range i {
			if over := boxes[i].cut(boxes[j]); over.right-over.left > 2 && over.bottom-over.top > 5 {
				t.Errorf("%s: %q and %q overlap", name, words[j], words[i])
			}
		}
	}
}

func save(t *testing.T, dir, name string, picture image.Image) {
	t.Helper()
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
}

// relayout does what the window's canvas does before each frame and the software driver does not: parents follow children whose
// smallest size changed.
func relayout(o fyne.CanvasObject) {
	if o == nil || !o.Visible() {
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
		for _, child := range o.Objects {
			relayout(child)
		}
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		r.Layout(o.Size())
		for _, child := range r.Objects() {
			relayout(child)
		}
	}
}
