package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"medsoc/ui/look"
)

// Suggestion is one thing found for what is being typed. Mark is a word in a colour, "" for none.
type Suggestion struct {
	Text   string
	Detail string
	Mark   string
	Status look.Status
}

// SuggestEntry is an entry with a list of what was found for the typed text. The list stands in the flow of the form, not over
// it: an overlay of the toolkit would take the keyboard away from the typing. Down and Up mark, Enter chooses what is marked,
// Esc puts the list away.
type SuggestEntry struct {
	Entry
	OnChoose func(index int)

	list *suggestList
}

// NewSuggestEntry makes an entry without suggestions. List goes below it.
func NewSuggestEntry(placeholder string, choose func(index int)) *SuggestEntry {
	s := &SuggestEntry{OnChoose: choose}
	s.outer = s
	s.PlaceHolder = placeholder
	s.MaxLength = 120
	s.list = &suggestList{of: s, ground: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil)}
	s.list.ExtendBaseWidget(s.list)
	s.list.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// List is the object that shows the suggestions; it takes no room while there are none.
func (s *SuggestEntry) List() fyne.CanvasObject { return s.list }

// Suggest shows suggestions; none takes the list away. It tells whether the list has another height than before.
func (s *SuggestEntry) Suggest(all []Suggestion) (resized bool) { return s.list.set(all) }

// TypedKey adds the keys of an open list.
func (s *SuggestEntry) TypedKey(k *fyne.KeyEvent) {
	open := s.list.Visible() && len(s.list.all) > 0
	switch {
	case open && k.Name == fyne.KeyDown:
		s.list.move(1)
	case open && k.Name == fyne.KeyUp:
		s.list.move(-1)
	case open && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter):
		s.list.choose(s.list.at)
		focusNext(s)
	case open && k.Name == fyne.KeyEscape:
		s.list.Hide()
	default:
		s.Entry.TypedKey(k)
	}
}

type suggestList struct {
	widget.BaseWidget
	of     *SuggestEntry
	all    []Suggestion
	at     int
	ground *canvas.Rectangle
	mark   *canvas.Rectangle
	texts  []*line
	notes  []*line
	chips  []*Chip
}

func (l *suggestList) set(all []Suggestion) bool {
	same := len(all) == len(l.all)
	for i := range all {
		same = same && all[i] == l.all[i]
	}
	if same {
		return false
	}
	resized := len(all) != len(l.all)
	l.all, l.at = all, 0
	l.Hidden = len(all) == 0
	l.Refresh()
	return resized
}

func (l *suggestList) move(by int) {
	l.at = min(max(l.at+by, 0), len(l.all)-1)
	l.Refresh()
}

func (l *suggestList) choose(index int) {
	if index >= 0 && index < len(l.all) && l.of.OnChoose != nil {
		l.of.OnChoose(index)
	}
}

// pitch is the height of one suggestion: its text, and below it the detail if any has one.
func (l *suggestList) pitch() float32 {
	height := lineHeight(theme.SizeNameText) + 8
	for _, s := range l.all {
		if s.Detail != "" {
			return height + lineHeight(look.SizeCaption)
		}
	}
	return height
}

// Tapped chooses the line under the pointer.
func (l *suggestList) Tapped(e *fyne.PointEvent) { l.choose(int((e.Position.Y - 2) / l.pitch())) }

// Cursor shows that the lines can be clicked.
func (l *suggestList) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws the list.
func (l *suggestList) CreateRenderer() fyne.WidgetRenderer {
	r := &suggestRenderer{list: l}
	r.Refresh()
	return r
}

// suggestRenderer differs from the kit's renderer in that its objects come and go with the suggestions.
type suggestRenderer struct {
	list    *suggestList
	objects []fyne.CanvasObject
}

func (r *suggestRenderer) Destroy()                     {}
func (r *suggestRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *suggestRenderer) MinSize() fyne.Size {
	if len(r.list.all) == 0 {
		return fyne.NewSize(0, 0)
	}
	return fyne.NewSize(scaled(200), float32(len(r.list.all))*r.list.pitch()+4)
}

func (r *suggestRenderer) Refresh() {
	l := r.list
	l.ground.FillColor, l.ground.StrokeColor, l.ground.StrokeWidth = look.Of(theme.ColorNameMenuBackground), look.Of(look.ColorLine), 1
	l.ground.CornerRadius = theme.InputRadiusSize()
	l.mark.FillColor = look.Of(theme.ColorNameSelection)
	if len(l.texts) != len(l.all) {
		l.texts, l.notes, l.chips = nil, nil, nil
		r.objects = []fyne.CanvasObject{l.ground, l.mark}
		for range l.all {
			text, note, chip := newLine("", theme.ColorNameForeground, theme.SizeNameText, false), newLine("", look.ColorMuted, look.SizeCaption, false), NewChip("", look.StatusNone)
			l.texts, l.notes, l.chips = append(l.texts, text), append(l.notes, note), append(l.chips, chip)
			r.objects = append(r.objects, text.Text, note.Text, chip)
		}
	}
	for i, s := range l.all {
		l.texts[i].set(s.Text)
		l.notes[i].set(s.Detail)
		l.texts[i].paint()
		l.notes[i].paint()
		l.chips[i].Set(s.Mark, s.Status)
		l.chips[i].Hidden = s.Mark == ""
	}
	r.Layout(l.Size())
	canvas.Refresh(l)
}

func (r *suggestRenderer) Layout(s fyne.Size) {
	l := r.list
	place(l.ground, .5, .5, s.Width-1, s.Height-1)
	pitch := l.pitch()
	place(l.mark, 1, 2+float32(l.at)*pitch, s.Width-2, pitch)
	pad, first := theme.InnerPadding(), lineHeight(theme.SizeNameText)+4
	for i := range l.texts {
		y := 2 + float32(i)*pitch
		l.texts[i].fit(pad, y+2, s.Width-2*pad, first)
		second := lineHeight(look.SizeCaption)
		right := s.Width - pad
		if !l.chips[i].Hidden {
			width := l.chips[i].MinSize().Width
			right -= width
			place(l.chips[i], right, y+first, width, second)
			right -= pad
		}
		l.notes[i].fit(pad, y+first, right-pad, second)
	}
}
