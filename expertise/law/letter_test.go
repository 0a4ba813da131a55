package law

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every country writes its invitation in each of its languages, and nothing in braces is left when all places are given.
func TestInvitations(t *testing.T) {
	values := map[string]string{"name": "A. B.", "date": "12.11.2026", "time": "09:40", "place": "1 Street", "last": "11.11.2026"}
	for code := range countries {
		p := country(t, code)
		for _, language := range p.Languages {
			title, paragraphs := p.Letters.Invitation.In(language, values)
			text := title + strings.Join(paragraphs, "\n")
			if !p.Letters.Invitation.Written(language) || len(paragraphs) != 4 || strings.ContainsAny(text, "{}") {
				t.Errorf("%s in %s: %q", code, language, text)
			}
			for name, value := range values {
				if !strings.Contains(text, value) {
					t.Errorf("%s in %s does not say the %s", code, language, name)
				}
			}
		}
	}
}

// A person's name is not read for places.
func TestLetterFillsInOnce(t *testing.T) {
	text := FormText{"en": "{name} {date}"}
	l := Letter{Title: text, Opening: text, Body: text, Bring: text, Closing: text}
	title, _ := l.In("en", map[string]string{"name": "{date}", "date": "12.11.2026"})
	if want := "{date} 12.11.2026"; title != want {
		t.Errorf("%q, want %q", title, want)
	}
}

func TestDistricts(t *testing.T) {
	p := az(t)
	d, known := p.District("lerik")
	if diff := cmp.Diff(District{"lerik", Text{"az": "Lerik rayonu", "en": "Lerik district"}, 12}, d); !known || diff != "" {
		t.Error(diff)
	}
	if _, known := p.District("moon"); known {
		t.Error("an unknown district was found")
	}
	for code := range countries {
		p := country(t, code)
		served := map[int]bool{}
		for _, d := range p.Districts {
			served[int(d.Commission)] = true
		}
		if len(p.Districts) < 6 || len(served) != len(p.Commissions) {
			t.Errorf("%s: %d districts of %d commissions", code, len(p.Districts), len(served))
		}
	}
}
