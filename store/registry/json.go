package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"

	"medsoc/store/wire"
)

// readJSON is strict: an unknown or doubled field is an error, also one in other letters ("SEX"), and so is anything after the value.
func readJSON(req *http.Request, value any) error {
	data, err := io.ReadAll(req.Body)
	if err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return wire.ErrTooLarge
		}
		return wire.ErrFormat
	}
	if strictJSON(data, value) != nil {
		return wire.ErrFormat
	}
	return nil
}

// errField is a field that stands twice, or under a name that is only similar: encoding/json would take the last one, in any letters, and two
// programs would read two different referrals in one file.
var errField = errors.New("a field is doubled or misspelt")

// strictJSON reads one value and nothing after it. Fields are named exactly as the type names them, and each stands once.
func strictJSON(data []byte, value any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(value); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.Join(errField, err)
	}
	return checkFields(json.NewDecoder(bytes.NewReader(data)), reflect.TypeOf(value))
}

// checkFields walks over the next value. t is the type it is read into, nil where that reads itself.
func checkFields(decoder *json.Decoder, t reflect.Type) error {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t != nil && reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		t = nil
	}
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['):
		var element reflect.Type
		if t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
			element = t.Elem()
		}
		for decoder.More() {
			if err := checkFields(decoder, element); err != nil {
				return err
			}
		}
	case json.Delim('{'):
		if err := checkObject(decoder, t); err != nil {
			return err
		}
	default:
		return nil
	}
	_, err = decoder.Token() // the end
	return err
}

func checkObject(decoder *json.Decoder, t reflect.Type) error {
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		var inside reflect.Type
		switch {
		case t == nil:
		case t.Kind() == reflect.Map:
			inside = t.Elem()
		case t.Kind() == reflect.Struct:
			field, known := fieldNamed(t, name)
			if !known {
				return errField
			}
			inside = field
		}
		if seen[name] {
			return errField
		}
		seen[name] = true
		if err := checkFields(decoder, inside); err != nil {
			return err
		}
	}
	return nil
}

// fieldNamed gives the type of the field that JSON calls by exactly this name.
func fieldNamed(t reflect.Type, name string) (reflect.Type, bool) {
	for _, f := range reflect.VisibleFields(t) {
		tagged, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tagged == name && tagged != "-" || tagged == "" && f.Name == name {
			return f.Type, f.IsExported()
		}
	}
	return nil, false
}
