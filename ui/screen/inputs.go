package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"medsoc/expertise"
	"medsoc/ui/kit"
	"medsoc/ui/presenter"
)

// Inputs keeps the widgets of a form by the names of its fields. A field that is rendered again keeps its widget, so that the
// cursor stays where it is while a person types.
type Inputs struct {
	host    Host
	set     func(name, value string)
	rows    map[string]*input
	sets    map[string]func(string) // of fields with a setter of their own
	putting bool
	turn    int
	wanted  string // gets the keyboard once it is there
	off     bool
}

type input struct {
	field   *kit.Field
	object  fyne.CanvasObject
	shape   shape
	put     func(presenter.Field)
	options []presenter.Option
}

// shape is what a widget cannot change after it was made.
type shape struct {
	label, unit string
	kind        presenter.FieldKind
	required    bool
}

// NewInputs makes an empty set; set is told what is typed or chosen.
func NewInputs(host Host, set func(name, value string)) *Inputs {
	return &Inputs{host: host, set: set, rows: map[string]*input{}, sets: map[string]func(string){}}
}

// Field shows a field and gives its widget, the same one as before unless the field became another.
func (in *Inputs) Field(f presenter.Field) *kit.Field {
	row := in.row(f)
	row.field.SetError(f.Error)
	return row.field
}

// Bare shows a field without its label, unit and error, for a line that holds several inputs.
func (in *Inputs) Bare(f presenter.Field) fyne.CanvasObject { return in.row(f).object }

// BareWith is Bare for a field whose changes go elsewhere than to set.
func (in *Inputs) BareWith(f presenter.Field, set func(string)) fyne.CanvasObject {
	in.sets[f.Name] = set
	return in.Bare(f)
}

// Fields shows several.
func (in *Inputs) Fields(fields []presenter.Field) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(fields))
	for i, f := range fields {
		objects[i] = in.Field(f)
	}
	return objects
}

func (in *Inputs) row(f presenter.Field) *input {
	s := shape{f.Label, f.Unit, f.Kind, f.Required}
	row := in.rows[f.Name]
	if row == nil || row.shape != s {
		row = in.make(f)
		row.shape = s
		in.rows[f.Name] = row
	}
	in.putting = true
	row.put(f)
	in.putting = false
	if d, ok := row.object.(fyne.Disableable); ok && d.Disabled() != in.off {
		if in.off {
			d.Disable()
		} else {
			d.Enable()
		}
	}
	return row
}

// SetReadOnly switches all fields off or on, those shown from now on.
func (in *Inputs) SetReadOnly(off bool) { in.off = off }

func (in *Inputs) typed(name string) func(string) {
	return func(value string) {
		switch set := in.sets[name]; {
		case in.putting:
		case set != nil:
			set(value)
		default:
			in.set(name, value)
		}
	}
}

func (in *Inputs) make(f presenter.Field) *input {
	row := &input{}
	switch f.Kind {
	case presenter.KindChoice:
		choice := kit.NewCodeSelect(in.host.T("field.choose"), nil, in.typed(f.Name))
		choice.Optional = !f.Required
		row.object, row.put = choice, func(f presenter.Field) { row.putChoice(choice, f) }
	case presenter.KindTick:
		yes := []kit.Option{{Value: "yes", Code: "1", Text: in.host.T("button.yes")}, {Value: "", Code: "0", Text: in.host.T("button.no")}}
		choice := kit.NewCodeSelect("", yes, in.typed(f.Name))
		row.object, row.put = choice, func(f presenter.Field) { putOption(choice, f.Value) }
	case presenter.KindDate:
		date := kit.NewDateField(in.host.T("date.placeholder"), Calendar(in.host), func() expertise.Date { return in.host.Today() })
		date.OnChanged = in.typed(f.Name)
		row.object, row.put = date, func(f presenter.Field) { putText(&date.Entry, f.Value) }
	case presenter.KindLong:
		area := kit.NewTextArea(4)
		area.OnChanged = in.typed(f.Name)
		row.object, row.put = area, func(f presenter.Field) { area.SetPlaceHolder(f.Hint); putText(area, f.Value) }
	default:
		entry := kit.NewEntry()
		entry.OnChanged = in.typed(f.Name)
		if f.Kind == presenter.KindNumber {
			entry.Accept, entry.MaxLength = kit.Digits, 6
		}
		entry.Password = f.Kind == presenter.KindSecret
		row.object, row.put = entry, func(f presenter.Field) {
			if entry.PlaceHolder != f.Hint {
				entry.SetPlaceHolder(f.Hint)
			}
			putText(entry, f.Value)
		}
	}
	row.field = kit.NewField(f.Label, f.Required, f.Unit, row.object)
	return row
}

func putText(e *kit.Entry, value string) {
	if e.Text != value {
		e.SetText(value)
	}
}

func putOption(s *kit.CodeSelect, value string) {
	if s.Value() != value || s.Text() == "" {
		s.SetValue(value)
	}
}

func (row *input) putChoice(s *kit.CodeSelect, f presenter.Field) {
	if !slices.Equal(row.options, f.Options) {
		row.options = f.Options
		s.SetOptions(Options(f.Options))
	}
	putOption(s, f.Value)
}

// Options are a presenter's options as the kit takes them.
func Options(options []presenter.Option) []kit.Option {
	all := make([]kit.Option, len(options))
	for i, o := range options {
		all[i] = kit.Option{Value: o.Value, Code: o.Code, Text: o.Text}
	}
	return all
}

// Calendar gives the words of the month grid.
func Calendar(host Host) kit.CalendarWords {
	return kit.CalendarWords{Months: host.Months(), Weekdays: host.Weekdays()}
}

// Turn moves the cursor to a field when a presenter wishes so: each wish has a higher turn. It is called after the fields stand on
// the form, and then also gives the keyboard to a field that was wanted before it was there.
func (in *Inputs) Turn(name string, turn int) {
	switch {
	case turn != in.turn:
		in.turn, in.wanted = turn, ""
		in.FocusFirst(name)
	case in.wanted != "" && in.rows[in.wanted] != nil:
		name, in.wanted = in.wanted, ""
		in.FocusFirst(name)
	}
}

// FocusFirst gives the keyboard to a field, as soon as it is there.
func (in *Inputs) FocusFirst(name string) {
	row := in.rows[name]
	if row == nil {
		in.wanted = name
		return
	}
	if w, ok := row.object.(fyne.Focusable); ok {
		kit.Focus(w)
	}
}

// Focused is the name of the field that has the keyboard, "" for none.
func (in *Inputs) Focused() string {
	for name, row := range in.rows {
		if kit.HasFocus(row.object) {
			return name
		}
	}
	return ""
}

// Adopt lets a widget that a screen made itself be reached by a field's name.
func (in *Inputs) Adopt(name string, o fyne.CanvasObject) { in.rows[name] = &input{object: o} }

// Choose shows the options and the value of a select that stands alone; known keeps the options that it shows.
func Choose(s *kit.CodeSelect, known *[]presenter.Option, options []presenter.Option, value string) {
	if !slices.Equal(options, *known) {
		*known = options
		s.SetOptions(Options(options))
	}
	putOption(s, value)
}

// Shape tells what a form must be laid out anew for: which fields there are, and which show an error under them.
func Shape(lists ...[]presenter.Field) string {
	var b strings.Builder
	for _, fields := range lists {
		for _, f := range fields {
			b.WriteString(f.Name)
			if f.Error != "" {
				b.WriteByte('!')
			}
			b.WriteByte(' ')
		}
		b.WriteByte('|')
	}
	return b.String()
}
