package law

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// maxImport bounds an imported list; the largest criteria known have some 3000 rows.
const maxImport = 20_000

// maxImportBytes bounds the file.
const maxImportBytes = 16 << 20

// ImportCriteria reads a ministry's criteria from CSV in UTF-8, separated by commas, with a header. Columns: id, cite, condition.<language>
// for one language or more; icd (codes or beginnings, separated by blanks); either percent or degree ("50" or "65..80"); term, verify
// ("true" or empty) and severity.<language> may be left out. Any other column, an empty required cell and a doubled id are refused, with
// the line. Whether the rows fit an edition is for [Load] to say, once they stand in a profile's file: [ReplaceCriteria].
func ImportCriteria(r io.Reader) ([]Criterion, error) {
	text := bufio.NewReader(io.LimitReader(r, maxImportBytes+1))
	if mark, err := text.Peek(3); err == nil && string(mark) == "\uFEFF" {
		_, _ = text.Discard(3) // the mark that spreadsheets write before UTF-8
	}
	rows := csv.NewReader(text)
	head, err := rows.Read()
	if err != nil {
		return nil, csvError(err)
	}
	if err := checkHead(head); err != nil {
		return nil, err
	}
	var all []Criterion
	seen := map[string]bool{}
	for {
		cells, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, csvError(err)
		case len(all) == maxImport || rows.InputOffset() > maxImportBytes:
			return nil, sentences.Invalid("law.csv.size", "", "max", strconv.Itoa(maxImport))
		}
		line, _ := rows.FieldPos(0)
		c := Criterion{Condition: Text{}}
		for i, column := range head {
			if !plainText(cells[i]) {
				line, _ := rows.FieldPos(i)
				return nil, sentences.Invalid("law.csv.letter", column, "line", strconv.Itoa(line), "column", column)
			}
			if wanted := c.set(column, strings.TrimSpace(cells[i])); wanted != "" {
				line, _ := rows.FieldPos(i)
				return nil, sentences.Invalid("law.csv.value", column, "line", strconv.Itoa(line), "column", column, "value", quote(cells[i]), "wanted", wanted)
			}
		}
		if seen[c.ID] {
			return nil, sentences.Invalid("law.csv.double", "id", "line", strconv.Itoa(line), "value", quote(c.ID))
		}
		seen[c.ID] = true
		all = append(all, c)
	}
}

func csvError(err error) error {
	line, problem := 1, "the file is empty"
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		line, problem = e.Line, e.Err.Error()
	} else if !errors.Is(err, io.EOF) {
		problem = "it cannot be read"
	}
	return sentences.Invalid("law.csv.read", "", "line", strconv.Itoa(line), "problem", problem)
}

func checkHead(head []string) error {
	required := map[string]bool{"id": true, "cite": true, "worth": true, "condition": true}
	for i, column := range head {
		kind, language, inLanguage := strings.Cut(column, ".")
		known := slices.Contains([]string{"id", "icd", "percent", "degree", "term", "cite", "verify"}, column) ||
			inLanguage && (kind == "condition" || kind == "severity") && languagePattern.MatchString(language)
		if (column == "percent" || column == "degree") && !required["worth"] {
			known = false // the second of the two
		}
		if !known || slices.Index(head, column) != i {
			return sentences.Invalid("law.csv.head", "", "column", quote(column))
		}
		switch kind {
		case "percent", "degree":
			delete(required, "worth")
		default:
			delete(required, kind)
		}
	}
	for _, column := range []string{"id", "cite", "condition", "worth"} {
		if required[column] {
			return sentences.Invalid("law.csv.head", "", "column", quote(strings.NewReplacer("worth", "percent or degree").Replace(column)))
		}
	}
	return nil
}

// set takes one cell and says what was wanted when it is something else.
func (c *Criterion) set(column, cell string) (wanted string) {
	kind, language, _ := strings.Cut(column, ".")
	switch kind {
	case "id":
		c.ID = cell
		if !idPattern.MatchString(cell) {
			return "a key: a small letter, then letters, digits and hyphens"
		}
	case "icd":
		c.ICD = strings.Fields(cell)
		for _, code := range c.ICD {
			if !icdPrefix.MatchString(code) {
				return "a list of ICD-10 codes or their beginnings, separated by blanks"
			}
		}
	case "percent":
		return scalar(cell, &c.Percent, "a percent such as 50 or a range such as 65..80")
	case "degree":
		if w := scalar(cell, &c.Degree, "a degree such as 2 or a range such as 1..2"); w != "" || c.Degree.To > maxDegree {
			return "a degree such as 2 or a range such as 1..2"
		}
	case "term":
		if cell != "" {
			return scalar(cell, &c.Term, "a term such as 5 years, 18 months, until age 16 or without")
		}
	case "cite":
		c.Cite = cell
		return unlessFilled(cell)
	case "verify":
		c.Verify = cell == "true"
		if cell != "" && cell != "true" && cell != "false" {
			return "true or false"
		}
	case "condition":
		c.Condition[language] = cell
		return unlessFilled(cell)
	case "severity":
		if cell != "" {
			if c.Severity == nil {
				c.Severity = Text{}
			}
			c.Severity[language] = cell
		}
	}
	return ""
}

func scalar(cell string, into yaml.Unmarshaler, wanted string) string {
	if err := into.UnmarshalYAML(&yaml.Node{Kind: yaml.ScalarNode, Value: cell}); err != nil {
		return wanted
	}
	return ""
}

func unlessFilled(cell string) string {
	if cell == "" {
		return "filled in"
	}
	return ""
}

// ReplaceCriteria gives a profile's file with the criteria of one edition replaced by rows, as a ministry's list brings them. Everything else
// says what it said, comments included; only empty lines and line breaks within a row are not kept. The edition is named by its first day. Whether the rows fit is for [Load] to say.
func ReplaceCriteria(profile []byte, edition expertise.Date, rows []Criterion) ([]byte, error) {
	lines, err := outline(profile)
	if err != nil {
		return nil, ofFile(err, "profile")
	}
	var criteria yaml.Node
	if err := criteria.Encode(rows); err != nil {
		return nil, err
	}
	editions, _ := valueOf(lines.root, "editions")
	for _, e := range editions.Content {
		from, named := valueOf(e, "from")
		if !named || from.Value != edition.String() {
			continue
		}
		old, has := valueOf(e, "criteria")
		if !has {
			old = &yaml.Node{}
			e.Content = append(e.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "criteria"}, old)
		}
		*old = criteria
		e.Style &^= yaml.FlowStyle
		var text bytes.Buffer
		encoder := yaml.NewEncoder(&text)
		encoder.SetIndent(2)
		err := encoder.Encode(lines.document)
		return text.Bytes(), errors.Join(err, encoder.Close())
	}
	return nil, sentences.Invalid("law.csv.edition", "edition", "edition", edition.String())
}

// valueOf finds the value of a key in a mapping; without it, a node that holds nothing.
func valueOf(mapping *yaml.Node, key string) (*yaml.Node, bool) {
	for i := 0; mapping.Kind == yaml.MappingNode && i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1], true
		}
	}
	return &yaml.Node{}, false
}
