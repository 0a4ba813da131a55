package law

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// District is a part of the country by which trips and timetables are planned; it belongs to one commission.
type District struct {
	Code       string                     `yaml:"code"`
	Names      Text                       `yaml:"names"`
	Commission expertise.CommissionNumber `yaml:"commission"`
}

// District finds a district by its code.
func (p *Profile) District(code string) (District, bool) {
	return find(p.Districts, func(d District) bool { return d.Code == code })
}

// CheckDistrict refuses a district that the country does not have; "" stands for all.
func (p *Profile) CheckDistrict(code string) error {
	if _, known := p.District(code); known || code == "" {
		return nil
	}
	var codes []string
	for _, d := range p.Districts {
		codes = append(codes, d.Code)
	}
	return sentences.Invalid("law.district", "", "value", quote(code), "known", strings.Join(codes, ", "))
}

// Letters are what an office writes to people, in the words of the country.
type Letters struct {
	Invitation Letter `yaml:"invitation"` // to a repeat examination
}

// Letter is one page. It is written in the profile's first language, and in each other language wholly or not at all. In braces stand the
// places that [Letter.In] fills in: {name} {date} {time} {place} {last}, the last valid day of the term.
type Letter struct {
	Title   FormText `yaml:"title"`
	Opening FormText `yaml:"opening"`
	Body    FormText `yaml:"body"`
	Bring   FormText `yaml:"bring"` // what the person should bring
	Closing FormText `yaml:"closing"`
}

// letterPlaces are what may stand in braces; a letter that names neither day, hour nor place would call nobody.
var (
	letterPlaces   = []string{"{name}", "{date}", "{time}", "{place}", "{last}"}
	letterRequired = []string{"{date}", "{time}", "{place}"}
	letterPlace    = regexp.MustCompile(`\{[^}]*\}?`)
)

func (l *Letter) parts() map[string]FormText {
	return map[string]FormText{"title": l.Title, "opening": l.Opening, "body": l.Body, "bring": l.Bring, "closing": l.Closing}
}

// Written tells whether the letter exists in a language.
func (l *Letter) Written(language string) bool { return l.Title[language] != "" }

// In gives the letter in a language, with the values for what stands in braces, by name without them: title and paragraphs.
func (l *Letter) In(language string, values map[string]string) (title string, paragraphs []string) {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		pairs = append(pairs, "{"+name+"}", values[name])
	}
	fill := strings.NewReplacer(pairs...) // in one pass: a value that holds braces stays as it is
	for _, part := range []FormText{l.Opening, l.Body, l.Bring, l.Closing} {
		paragraphs = append(paragraphs, fill.Replace(part[language]))
	}
	return fill.Replace(l.Title[language]), paragraphs
}

func (c *checker) districts(p *Profile) {
	seen := map[string]bool{}
	for i, d := range p.Districts {
		path := []any{"districts", i}
		c.id(seen, d.Code, "code", path)
		c.text(d.Names, "names", path)
		if _, known := p.Commission(d.Commission); !known {
			c.fail("law.profile.unknown", at(path, "commission"), "value", strconv.Itoa(int(d.Commission)), "known", p.commissionNumbers())
		}
	}
}

func (p *Profile) commissionNumbers() string {
	var numbers []string
	for _, commission := range p.Commissions {
		numbers = append(numbers, strconv.Itoa(int(commission.Number)))
	}
	return strings.Join(numbers, ", ")
}

// letter holds a letter to its languages and its places. A profile may have none.
func (c *checker) letter(l *Letter, path []any) {
	parts := l.parts()
	written := map[string]bool{}
	for _, texts := range parts {
		for language := range texts {
			written[language] = true
		}
	}
	if len(written) == 0 {
		return
	}
	written[c.languages[0]] = true
	for _, language := range slices.Sorted(maps.Keys(written)) {
		c.oneOf(language, c.languages, path)
		whole := ""
		for _, field := range slices.Sorted(maps.Keys(parts)) {
			text := parts[field][language]
			if strings.TrimSpace(text) == "" {
				c.fail("law.profile.language", at(path, field), "field", field, "language", language)
			}
			for _, place := range letterPlace.FindAllString(text, -1) {
				c.oneOf(place, letterPlaces, at(path, field, language))
			}
			whole += text
		}
		for _, place := range letterRequired {
			if !strings.Contains(whole, place) {
				c.missing(place+" ("+language+")", path)
			}
		}
	}
}
