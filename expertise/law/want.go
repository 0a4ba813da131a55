package law

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// Want is what must come of a case. A field that is left out is not compared.
type Want struct {
	Error   string                `yaml:"error"` // code of the refusal
	Outcome expertise.OutcomeCode `yaml:"outcome"`
	Percent expertise.Percent     `yaml:"percent"`
	Term    string                `yaml:"term"`   // as a profile writes it; "" for none
	Since   expertise.Date        `yaml:"since"`  // first day
	Until   expertise.Date        `yaml:"until"`  // last valid day
	Next    expertise.Date        `yaml:"next"`   // next examination
	Gap     string                `yaml:"gap"`    // "2026-10-12..2026-11-11 group2": paid at the previous outcome
	Scales  map[string]string     `yaml:"scales"` // percent with two decimals, or the value's code
	Rows    []string              `yaml:"rows"`
	Missing []string              `yaml:"missing"` // rows of what must still be brought
	Verify  bool                  `yaml:"verify"`  // rests on a row that nobody has confirmed

	given map[string]bool
}

// UnmarshalYAML reads the fields and remembers which are given. It names a field that is none itself: the decoder's strictness ends above it.
func (w *Want) UnmarshalYAML(node *yaml.Node) error {
	type plain Want
	if err := node.Decode((*plain)(w)); err != nil {
		return err
	}
	w.given = map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		if !slices.ContainsFunc(wantFields, func(f wantField) bool { return f.name == key.Value }) {
			return sentences.Invalid("law.profile.field", "", "line", strconv.Itoa(key.Line), "field", quote(key.Value))
		}
		w.given[key.Value] = true
	}
	return nil
}

// wantField writes one field in the words of the file, so that what is wanted and what came are compared as people read them.
type wantField struct {
	name  string
	words func(*Want) string
}

var wantFields = []wantField{
	{"error", func(w *Want) string { return w.Error }},
	{"outcome", func(w *Want) string { return string(w.Outcome) }},
	{"percent", func(w *Want) string { return strconv.Itoa(int(w.Percent)) }},
	{"term", func(w *Want) string { return w.Term }},
	{"since", func(w *Want) string { return w.Since.String() }},
	{"until", func(w *Want) string { return w.Until.String() }},
	{"next", func(w *Want) string { return w.Next.String() }},
	{"gap", func(w *Want) string { return w.Gap }},
	{"scales", func(w *Want) string { return scaleWords(w.Scales) }},
	{"rows", func(w *Want) string { return strings.Join(w.Rows, ", ") }},
	{"missing", func(w *Want) string { return strings.Join(w.Missing, ", ") }},
	{"verify", func(w *Want) string { return yesNo[flagOf(w.Verify)] }},
}

func scaleWords(scales map[string]string) string {
	var words []string
	for _, code := range slices.Sorted(maps.Keys(scales)) {
		words = append(words, code+" "+scales[code])
	}
	return strings.Join(words, ", ")
}

// came is what came of a case, in the fields of what may be wanted.
func came(p *Proposal, err error) *Want {
	if err != nil {
		return &Want{Error: cmp.Or(expertise.ErrorCode(err), err.Error())}
	}
	w := &Want{
		Outcome: p.Outcome.Code, Percent: p.Outcome.Percent, Term: p.Term.String(), Since: p.Since, Until: p.Until, Next: p.Next,
		Scales: map[string]string{}, Rows: p.Basis.Rows, Verify: p.Basis.Verify,
	}
	for _, m := range p.Missing {
		w.Missing = append(w.Missing, m.Row)
	}
	if p.Gap != nil {
		w.Gap = fmt.Sprintf("%s..%s %s", p.Gap.From, p.Gap.To, p.Gap.Outcome)
	}
	for _, s := range p.Scales {
		w.Scales[s.Scale] = cmp.Or(s.Value, Decimal(s.Hundredths))
	}
	return w
}

// Decimal writes hundredths of a percent with two decimals: 43.33.
func Decimal(hundredths int) string { return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100) }

// Difference is a field of what came of a case that is not as wanted; "" stands for nothing.
type Difference struct{ Field, Want, Got string }

// Differences compares what [Profile.Propose] gave with what the case wants. A refusal that nobody wanted is a difference too, and then the
// only one: of a refused case nothing else can be compared. A case that wants nothing has none.
func (c *Case) Differences(p *Proposal, err error) []Difference {
	if c.Want == nil {
		return nil
	}
	return c.Want.against(came(p, err), func(field string) bool { return c.Want.given[field] })
}

func (w *Want) against(got *Want, compared func(field string) bool) []Difference {
	var list []Difference
	for _, f := range wantFields {
		refusal := f.name == "error"
		if want, is := f.words(w), f.words(got); want != is && (refusal || compared(f.name)) {
			list = append(list, Difference{f.name, want, is})
		}
		if refusal && got.Error != "" {
			break
		}
	}
	return list
}
