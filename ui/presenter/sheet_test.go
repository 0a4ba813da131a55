package presenter

import (
	"encoding/json"
	"testing"
)

// A draft comes back as it was written, whatever was typed; a damaged one is an error and no panic.
func FuzzDrafts(f *testing.F) {
	s := newSheet()
	s.values[fieldFindings] = "Addımlama köməklə."
	s.diagnoses.add()
	f.Add(s.body())
	f.Add([]byte(`{"values":null,"impairments":[{"percent":"9"}]}`))
	f.Add([]byte(`{"values":`))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := sheetFromDraft(body)
		if err != nil {
			return
		}
		again, err := sheetFromDraft(s.body())
		if err != nil || string(again.body()) != string(s.body()) || !json.Valid(s.body()) {
			t.Errorf("%s came back as %s, %v", s.body(), again.body(), err)
		}
	})
}

func TestDaysAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{"12.11.2026": "2026-11-12", "12112026": "2026-11-12", " 1.2.2026 ": "2026-02-01", "2026-11-12": "2026-11-12", "12/11/2026": "2026-11-12", "": ""} {
		if d, ok := parseDay(typed); !ok || d.String() != want {
			t.Errorf("%q: %v %v", typed, d, ok)
		}
	}
	for _, typed := range []string{"31.02.2026", "12.11", "12.11.26", "yesterday", "00.00.0000"} {
		if _, ok := parseDay(typed); ok {
			t.Errorf("%q was read", typed)
		}
	}
}
