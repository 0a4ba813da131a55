package law

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// maxAct is the largest file of an act in bytes.
const maxAct = 64 << 10

// ReadAct reads an act from a file of this name: YAML as a desk saves the one it proposes and as a profile has them, with id, names, cite,
// from, to, months or until, and outcomes, causes, establishedBy where they narrow it. A name that ends in .json holds the same as JSON: id,
// title, basis, from, to, months or newUntil, outcomes, causes, establishedBy. A refusal names file and line.
func ReadAct(name string, r io.Reader) (expertise.Extension, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxAct+1))
	if err != nil {
		return expertise.Extension{}, err
	}
	if len(data) > maxAct {
		return expertise.Extension{}, sentences.Invalid("law.act.size", "", "file", name, "max", strconv.Itoa(maxAct))
	}
	read := readAct
	if strings.HasSuffix(name, ".json") {
		read = readActJSON
	}
	x, err := read(data)
	if err != nil {
		return x, ofFile(err, name)
	}
	return x, errors.Join(x.Check()...)
}

func readAct(data []byte) (x expertise.Extension, err error) {
	lines, err := outline(data)
	if err == nil {
		err = lines.decode(data, &x)
	}
	if err == nil {
		err = lines.whole()
	}
	return x, err
}

func readActJSON(data []byte) (x expertise.Extension, err error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&x)
	if err == nil {
		return x, nil
	}
	at := decoder.InputOffset()
	if e, ok := errors.AsType[*expertise.Error](err); ok && e.Code == "date.format" {
		return x, sentences.Invalid("law.profile.date", "", "line", lineAt(data, int64(bytes.Index(data, []byte(e.Args["value"])))), "value", quote(e.Args["value"]))
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = e.Offset
	} else if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		at = e.Offset
	}
	return x, sentences.Invalid("law.act.json", "", "line", lineAt(data, at), "problem", strings.TrimPrefix(err.Error(), "json: "))
}

func lineAt(data []byte, offset int64) string {
	offset = min(max(offset, 0), int64(len(data)))
	return strconv.Itoa(1 + bytes.Count(data[:offset], []byte("\n")))
}

// CheckAct holds an act that somebody wants to enact against the profile: what it names must be known, it must have a name in each language,
// and it must not take the place of an act of the profile.
func (p *Profile) CheckAct(x expertise.Extension) []error {
	errs := x.Check()
	refuse := func(code, field string, args ...string) { errs = append(errs, sentences.Invalid(code, field, args...)) }
	if x.ID != "" && !actName.MatchString(string(x.ID)) {
		refuse("law.act.id", "extension", "value", quote(string(x.ID)))
	}
	if _, own := find(p.Extensions, func(o expertise.Extension) bool { return o.ID == x.ID }); own {
		refuse("law.act.own", "extension", "value", string(x.ID))
	}
	var outcomes []string
	for _, o := range p.Outcomes[1:] {
		outcomes = append(outcomes, string(o.Code))
	}
	for _, code := range x.Outcomes {
		if _, known := p.Outcome(code); !known {
			refuse("law.act.outcome", "outcome", "value", quote(string(code)), "known", strings.Join(outcomes, ", "))
		}
	}
	for _, code := range x.Causes {
		if _, known := p.Cause(code); !known {
			refuse("law.act.cause", "cause", "value", quote(code), "known", strings.Join(causeCodes(p, nil), ", "))
		}
	}
	for _, language := range p.Languages {
		if strings.TrimSpace(x.Title[language]) == "" && len(x.Title) > 0 {
			refuse("law.act.language", "title", "language", language)
		}
	}
	texts := []string{x.Basis}
	for _, t := range x.Title {
		texts = append(texts, t)
	}
	for _, t := range texts {
		if !plainText(t) || len(t) > maxActText {
			refuse("law.act.text", "title", "max", strconv.Itoa(maxActText))
		}
	}
	return errs
}

// actName is short and plain: it stands in records, in seals and on command lines.
var actName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9./-]{0,63}$`)

// maxActText is the most bytes of an act's name or citation.
const maxActText = 500
