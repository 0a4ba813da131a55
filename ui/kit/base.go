package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"medsoc/ui/look"
)

// renderer draws a widget from three functions. paint reads the theme and the widget's fields; it runs before the first
// layout and on every refresh.
type renderer struct {
	widget  fyne.Widget
	objects []fyne.CanvasObject
	paint   func()
	min     func() fyne.Size
	layout  func(fyne.Size)
	holds   func() fyne.CanvasObject // what a widget is only the frame of: it is refreshed with it; nil for none
}

func draw(r *renderer) *renderer {
	r.paint()
	return r
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) MinSize() fyne.Size           { return r.min() }
func (r *renderer) Layout(size fyne.Size)        { r.layout(size) }
func (r *renderer) Refresh() {
	r.paint()
	r.layout(r.widget.Size())
	if r.holds != nil {
		r.holds().Refresh() // of the same size it is not laid out anew otherwise
	}
	canvas.Refresh(r.widget)
}

// line is one line of text in a colour and size of the theme. The toolkit's text does not clip, so fit shortens it.
type line struct {
	*canvas.Text
	words string
	ink   fyne.ThemeColorName
	size  fyne.ThemeSizeName
}

func newLine(words string, ink fyne.ThemeColorName, size fyne.ThemeSizeName, bold bool) *line {
	l := &line{Text: canvas.NewText(words, nil), words: words, ink: ink, size: size}
	l.TextStyle.Bold = bold
	return l
}

// set changes the words; paint or fit shows them.
func (l *line) set(words string) { l.words = words }

// paint takes words, colour, size and face as they are now.
func (l *line) paint() {
	l.Text.Text = l.words
	l.Color = look.Of(l.ink)
	l.TextSize = look.Size(l.size)
	l.FontSource = look.FontFor(l.words, l.TextStyle.Bold)
}

// fit shortens the words to a width and moves the line to a place, centred in the height.
func (l *line) fit(x, y, width, height float32) {
	l.Text.Text = shorten(l.words, width, l.TextSize, l.TextStyle, l.FontSource)
	size := l.Text.MinSize()
	if l.Alignment == fyne.TextAlignTrailing {
		x += width - size.Width
	}
	if l.Alignment == fyne.TextAlignCenter {
		x += (width - size.Width) / 2
	}
	l.Text.Resize(size)
	l.Text.Move(fyne.NewPos(x, y+(height-size.Height)/2))
}

func (l *line) width() float32 { return measure(l.words, l.TextSize, l.TextStyle, l.FontSource).Width }

func lineHeight(size fyne.ThemeSizeName) float32 {
	return measure("Ə", look.Size(size), fyne.TextStyle{}, nil).Height
}

// rowHeight is the height of a control or a row of a table without the gap to the next.
func rowHeight() float32 { return lineHeight(theme.SizeNameText) + 2*theme.InnerPadding() }

// scaled enlarges a width, given for text of 14, with the text scale.
func scaled(width float32) float32 { return width * look.Size(theme.SizeNameText) / 14 }

type measured struct {
	words string
	size  float32
	width float32
	bold  bool
}

// Measuring a text shapes it letter by letter, and a table of 17 rows asks for a hundred texts on each step of the wheel.
var (
	sizes     = map[measured]fyne.Size{}
	shortened = map[measured]string{}
)

const cacheLimit = 20_000

var measuredWith fyne.Resource

// useFont forgets the sizes when the theme has come to draw with another font.
func useFont() {
	if f := theme.TextFont(); f != measuredWith {
		measuredWith = f
		clear(sizes)
		clear(shortened)
	}
}

func measure(words string, size float32, style fyne.TextStyle, font fyne.Resource) fyne.Size {
	if font != nil {
		t := canvas.Text{Text: words, TextSize: size, TextStyle: style, FontSource: font}
		return t.MinSize()
	}
	useFont()
	key := measured{words: words, size: size, bold: style.Bold}
	if known, ok := sizes[key]; ok {
		return known
	}
	if len(sizes) >= cacheLimit {
		clear(sizes)
	}
	sizes[key] = fyne.MeasureText(words, size, style)
	return sizes[key]
}

// shorten cuts words to a width and ends them with an ellipsis; it gives them whole where they fit.
func shorten(words string, width, size float32, style fyne.TextStyle, font fyne.Resource) string {
	if words == "" || width <= 0 {
		return ""
	}
	useFont()
	key := measured{words: words, size: size, width: width, bold: style.Bold}
	if known, ok := shortened[key]; ok && font == nil {
		return known
	}
	result := words
	if measure(words, size, style, font).Width > width {
		letters := []rune(words)
		fits, tooLong := 0, len(letters)
		for fits+1 < tooLong {
			middle := (fits + tooLong) / 2
			t := canvas.Text{Text: string(letters[:middle]) + "…", TextSize: size, TextStyle: style, FontSource: font}
			if t.MinSize().Width <= width {
				fits = middle
			} else {
				tooLong = middle
			}
		}
		result = string(letters[:fits]) + "…"
	}
	if len(shortened) >= cacheLimit {
		clear(shortened)
	}
	if font == nil {
		shortened[key] = result
	}
	return result
}

// ring is the frame around what has the focus: two pixels, because a tint alone is not seen.
func newRing() *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.Hide()
	return r
}

func paintRing(r *canvas.Rectangle, focused bool) {
	r.FillColor = nil
	r.StrokeColor = look.Of(theme.ColorNameFocus)
	r.StrokeWidth = 2
	r.CornerRadius = theme.InputRadiusSize()
	r.Hidden = !focused
	r.Refresh()
}

func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(0, width), max(0, height))) // the toolkit's painter breaks on less than nothing
}
