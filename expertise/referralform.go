package expertise

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
)

// ReferralForm is a referral as a clinic sends it in a file or to the registry: who, why, and in the clinic's words.
//
//	{"person": {"name": {"surname": "Əliyeva", "given": "Leyla"}, "sex": "female", "birth": "1979-03-14",
//	            "identifier": {"scheme": "fin", "value": "5K1Z71A"}},
//	 "referral": {"purpose": "first", "received": "2026-11-03", "from": {"code": "5", "name": "Polyclinic 5"},
//	              "diagnoses": [{"code": "I69.3", "side": "right", "main": true}]},
//	 "narrative": {"text": "..."}}
//
// Number, person and commission of the referral are given by whoever takes it in.
type ReferralForm struct {
	Person    Person            `json:"person"`
	Referral  Referral          `json:"referral"`
	Narrative ReferralNarrative `json:"narrative"`
}

// MaxReferralForm is the largest form in bytes.
const MaxReferralForm = 1 << 20

// ReadReferralForm reads one form, strictly: an unknown, doubled or otherwise spelt field is refused, because it would be lost in
// silence. A byte order mark at the beginning is passed over. Every refusal is an *Error with a code form.*.
func ReadReferralForm(r io.Reader) (ReferralForm, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxReferralForm+1))
	if err != nil {
		return ReferralForm{}, err
	}
	if len(data) > MaxReferralForm {
		return ReferralForm{}, Invalid("form.large", "")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var f ReferralForm
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	err = dec.Decode(&f)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ReferralForm{}, Invalid("form.truncated", "")
	case ErrorCode(err) != "":
		return ReferralForm{}, err
	case err != nil:
		return ReferralForm{}, Invalid("form.json", "")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) || !utf8.Valid(data) {
		return ReferralForm{}, Invalid("form.json", "")
	}
	if err := CheckJSONFields(data, reflect.TypeFor[ReferralForm]()); err != nil {
		return ReferralForm{}, Invalid("form.json", "")
	}
	return f, nil
}

// CheckJSONFields refuses what encoding/json lets pass: a field that stands twice in one object, and one that is spelt as the struct
// spells it but for capital letters. data must be one valid JSON value.
func CheckJSONFields(data []byte, into reflect.Type) error {
	known := map[string]bool{}
	jsonFields(into, known, map[reflect.Type]bool{})
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var objects []map[string]bool // nil for a list; the last is the innermost
	isName := false
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'):
			objects, isName = append(objects, map[string]bool{}), true
			continue
		case json.Delim('['):
			objects, isName = append(objects, nil), false
			continue
		case json.Delim('}'), json.Delim(']'):
			objects = objects[:len(objects)-1]
		default:
			if isName {
				name, seen := token.(string), objects[len(objects)-1]
				if seen[name] || !known[name] {
					return Invalid("form.json", "")
				}
				seen[name], isName = true, false
				continue
			}
		}
		isName = len(objects) > 0 && objects[len(objects)-1] != nil
	}
}

// jsonFields collects the names of a struct's fields and of all structs in it.
func jsonFields(t reflect.Type, names map[string]bool, done map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		jsonFields(t.Elem(), names, done)
	case reflect.Struct:
		if done[t] {
			return
		}
		done[t] = true
		for i := range t.NumField() {
			f := t.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" {
				name = f.Name
			}
			names[name] = true
			jsonFields(f.Type, names, done)
		}
	}
}
