package presenter

import (
	"slices"

	"medsoc/expertise"
)

// form keeps what was typed, field by field, and what is wrong with it. A field's error goes when the field is changed.
type form struct {
	values map[string]string
	errors map[string]error
	order  []string // of the fields with errors, for the next one
	focus  string
	turn   int
	dirty  bool
}

func newForm() form { return form{values: map[string]string{}, errors: map[string]error{}} }

// set takes what was typed and tells whether it is something new.
func (f *form) set(name, value string) bool {
	if f.values[name] == value {
		return false
	}
	f.values[name] = value
	delete(f.errors, name)
	f.dirty = true
	return true
}

func (f *form) refuse(name string, err error) {
	if err != nil && f.errors[name] == nil {
		f.errors[name] = err
		f.order = append(f.order, name)
	}
}

// reject takes the findings of a check; place maps a finding's field to the form's. What belongs to no field is given back.
func (f *form) reject(err error, place func(field string) string) (rest error) {
	found := findings(err)
	if len(found) == 0 {
		return err
	}
	for _, e := range found {
		if name := place(e.Field); name != "" {
			f.refuse(name, e)
		} else {
			rest = e
		}
	}
	return rest
}

func (f *form) clearErrors() { f.errors, f.order = map[string]error{}, nil }

// day reads a date field; a wrong one is refused under the field.
func (f *form) day(name string) expertise.Date {
	d, ok := parseDay(f.values[name])
	if !ok {
		f.refuse(name, expertise.Invalid("date.format", name))
	}
	return d
}

// next moves the cursor to the next field with an error after the one that has it, round and round; order is the order of the fields
// on the screen, from the field with the keyboard, "" when none has it: then from where the cursor was last sent.
func (f *form) next(order []string, from string) {
	if from == "" {
		from = f.focus
	}
	at := slices.Index(order, from)
	for i := range order {
		if name := order[(at+1+i)%len(order)]; f.errors[name] != nil {
			f.focus = name
			f.turn++
			return
		}
	}
}

// first moves the cursor to the first error.
func (f *form) first(order []string) { f.focus = ""; f.next(order, "") }

// field makes a field's view: label by "field."+key, value and error from the form.
func (f *form) field(e *Env, name, key string, kind FieldKind, required bool, options ...Option) Field {
	return Field{Name: name, Label: e.language.T("field." + key), Value: f.values[name], Kind: kind, Required: required, Options: options, Error: e.language.Error(f.errors[name])}
}

func (f *form) errorText(e *Env) string {
	if len(f.errors) == 0 {
		return ""
	}
	return e.language.N("count.fields_wrong", len(f.errors)) + separator + e.language.T("keys.hint.next_error")
}
