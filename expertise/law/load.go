package law

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	// A desk on a bare Windows or a slim container has no time zone files; the last day of a term must end at local midnight there, too.
	_ "time/tzdata"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// maxFile bounds a profile's file. A whole country's criteria with two languages are below 2 MiB.
const maxFile = 8 << 20

// Load reads the profile name (for example "az.yaml") from fsys, checks every field and proves every table. A refusal is an
// *expertise.Error with a code law.profile.* or law.table.* that names file and line; nothing is half loaded.
func Load(fsys fs.FS, name string) (*Profile, error) {
	data, err := readFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return Parse(name, data)
}

// Parse reads a profile that came another way than from a file, as Load does; name stands in its refusals. What it read is kept in the
// profile as [Profile.Text].
func Parse(name string, data []byte) (*Profile, error) {
	p, err := parse(name, data)
	return p, ofFile(err, name)
}

// ofFile gives a refusal the name of the file that it is about.
func ofFile(err error, name string) error {
	if e, ok := errors.AsType[*expertise.Error](err); ok {
		e.Args["file"] = name
	}
	return err
}

// Text is the file this profile was read from, byte for byte: whoever decides by a profile keeps it under its hash. It must not be
// changed.
func (p *Profile) Text() []byte { return p.text }

func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := openIn(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, sentences.Invalid("law.profile.read", "", "file", name)
	case len(data) > maxFile:
		return nil, sentences.Invalid("law.profile.size", "", "file", name, "max", strconv.Itoa(maxFile))
	}
	return data, nil
}

func parse(name string, data []byte) (*Profile, error) {
	lines, err := outline(data)
	if err != nil {
		return nil, err
	}
	p := &Profile{}
	if err := lines.decode(data, p); err != nil {
		return nil, err
	}
	if err := lines.whole(); err != nil {
		return nil, err
	}
	hash := sha256.Sum256(data)
	p.File, p.Hash, p.text = name, hex.EncodeToString(hash[:]), data
	if err := p.check(lines); err != nil {
		return nil, err
	}
	return p, nil
}

// place finds the lines of a profile's parts, which the decoded values have forgotten.
type place struct{ root, document *yaml.Node }

// outline reads the file once without its meaning. It refuses a second document and aliases: both would say something other than what
// a person reads on the line.
func outline(data []byte) (place, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var root, second yaml.Node
	if err := decoder.Decode(&root); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty")
		}
		return place{}, yamlError(err)
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return place{}, sentences.Invalid("law.profile.yaml", "", "line", strconv.Itoa(max(second.Line, 1)), "problem", "a second document begins")
	}
	if alias := findNode(&root, isAlias); alias != nil {
		return place{}, sentences.Invalid("law.profile.alias", "", "line", strconv.Itoa(alias.Line))
	}
	if hidden := findNode(&root, func(n *yaml.Node) bool { return !plainText(n.Value) }); hidden != nil {
		return place{}, sentences.Invalid("law.profile.letter", "", "line", strconv.Itoa(hidden.Line))
	}
	return place{root.Content[0], &root}, nil
}

// whole refuses a number with a fraction, which the decoder would cut without a word: every number of the law is a whole one.
func (l place) whole() error {
	if n := findNode(l.root, isFraction); n != nil {
		return sentences.Invalid("law.profile.fraction", "", "line", strconv.Itoa(n.Line), "value", quote(n.Value))
	}
	return nil
}

func isAlias(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || n.Anchor != "" || n.Tag == "!!merge"
}

func isFraction(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!float" }

func findNode(n *yaml.Node, is func(*yaml.Node) bool) *yaml.Node {
	if is(n) {
		return n
	}
	for _, child := range n.Content {
		if found := findNode(child, is); found != nil {
			return found
		}
	}
	return nil
}

// line is where a part stands: keys of mappings and places in lists lead to it. Where the path ends early, the line of the last part
// that is there: a missing field is reported at what should contain it.
func (l place) line(path ...any) int {
	at, line := l.root, l.root.Line
	for _, step := range path {
		next := (*yaml.Node)(nil)
		switch step := step.(type) {
		case string:
			for i := 0; at.Kind == yaml.MappingNode && i+1 < len(at.Content); i += 2 {
				if at.Content[i].Value == step {
					next, line = at.Content[i+1], at.Content[i].Line
				}
			}
		case int:
			if at.Kind == yaml.SequenceNode && step < len(at.Content) {
				next = at.Content[step]
				line = next.Line
			}
		}
		if next == nil {
			break
		}
		at = next
	}
	return line
}

// lineOf finds the first scalar with this value; the decoder reports a bad date without its line.
func lineOf(n *yaml.Node, value string) int {
	if n.Kind == yaml.ScalarNode && n.Value == value {
		return n.Line
	}
	for _, child := range n.Content {
		if line := lineOf(child, value); line > 0 {
			return line
		}
	}
	return 0
}

var (
	yamlLine     = regexp.MustCompile(`line ([0-9]+): `)
	unknownField = regexp.MustCompile(`line ([0-9]+): field (.+) not found in type`)
	wrongType    = regexp.MustCompile("line ([0-9]+): cannot unmarshal ?(!![a-z]+)?(?: `(.*)`)? into (.+)")
	doubleKey    = regexp.MustCompile(`line ([0-9]+): mapping key "?(.*?)"? already defined at line`)
)

// decode reads the file strictly: a field that nobody knows is refused with its line.
func (l place) decode(data []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		return l.decodeError(err)
	}
	return nil
}

// decodeError turns what the decoder says, which names Go's types, into what a profile's author understands.
func (l place) decodeError(err error) error {
	if e, ok := errors.AsType[*expertise.Error](err); ok {
		if e.Code == "date.format" {
			return sentences.Invalid("law.profile.date", "", "line", strconv.Itoa(lineOf(l.root, e.Args["value"])), "value", quote(e.Args["value"]))
		}
		if e.Args["line"] == "" { // a day of the calendar says what is wrong with it, and not where it stands
			return sentences.Invalid("law.profile.calendar", "", "line", strconv.Itoa(lineOf(l.root, e.Args["value"])), "problem", e.Error())
		}
		return e
	}
	text := err.Error()
	if typed, ok := errors.AsType[*yaml.TypeError](err); ok {
		text = typed.Errors[0]
	}
	if m := unknownField.FindStringSubmatch(text); m != nil {
		return sentences.Invalid("law.profile.field", "", "line", m[1], "field", quote(m[2]))
	}
	if m := doubleKey.FindStringSubmatch(text); m != nil {
		return sentences.Invalid("law.profile.double", "", "line", m[1], "field", "the key", "value", quote(m[2]))
	}
	if m := wrongType.FindStringSubmatch(text); m != nil {
		return sentences.Invalid("law.profile.type", "", "line", m[1], "found", found(m[2], m[3]), "wanted", wanted(m[4]))
	}
	return yamlError(err)
}

func found(tag, value string) string {
	switch {
	case value != "":
		return quote(value)
	case tag == "!!seq":
		return "a list"
	case tag == "!!map":
		return "a group of fields"
	}
	return "a value of another kind"
}

func wanted(goType string) string {
	switch {
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	case goType == "bool":
		return "true or false"
	case strings.HasPrefix(goType, "int") || strings.HasSuffix(goType, "Number") || strings.HasSuffix(goType, "Percent") && goType != "law.Percent":
		return "a whole number"
	case goType == "string" || strings.HasSuffix(goType, "Code") || strings.HasSuffix(goType, "Scheme"):
		return "a text"
	}
	return "a group of fields"
}

func yamlError(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := "1"
	if m := yamlLine.FindStringSubmatchIndex(text); m != nil {
		line = text[m[2]:m[3]]
		text = text[m[1]:]
	}
	return sentences.Invalid("law.profile.yaml", "", "line", line, "problem", text)
}
