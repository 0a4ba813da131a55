package law

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
)

// ErrorCodes lists every code of this package, sorted: a test holds each language's sentences against it.
func ErrorCodes() []string { return sentences.Codes() }

var sentences = expertise.Sentences{
	// What a doctor or clerk meets.
	"law.edition.none":    "no edition of the law is in force on {date}; the first one begins on {first}. Check the date of the examination",
	"law.row.unknown":     "the criteria of {edition} have no row {row}; choose a row from the list",
	"law.percent.range":   "row {row} allows {allowed} %, not {value} %; choose a percent in that range or another row",
	"law.percent.step":    "{value} % is not on the scale of {step} % steps; choose {low} or {high} %",
	"law.degree.percent":  "this edition of the law rates by degree; leave the percent at 0",
	"law.degree.missing":  "row {row} allows degree {allowed}; choose the degree",
	"law.degree.range":    "row {row} allows degree {allowed}, not {value}; choose a degree in that range or another row",
	"law.term.past":       "the term {term} would end before it begins; check the birth date and the row",
	"law.confirm.row":     "the edition of {edition} has no row {row}; choose a row from the list",
	"law.confirm.none":    "the law has no rule {row}; list the rules and name one of them",
	"law.confirm.edition": "{row} is a rule of an edition; name the edition too, one of {known}",
	"law.district":        "there is no district {value}; write one of {known}",
	"law.confirm.not":     "row {row} is confirmed law already; nothing is to be confirmed",
	"law.form.none":       "the country profile {country} has no form of the certificate, so no paper can be made; add its block certificate",
	"law.impairment.none": "no impairment is rated, so nothing can be proposed; rate at least one",
	"law.cause.unknown":   "the profile has no cause {value}; choose one of {known}",
	"law.birth.order":     "the birth date lies after the examination; check both dates",
	"law.fact.missing":    "the rule needs {fact}, which is not given; fill it in",
	"law.measure":         "the rule reads the scale {scale}, which is not filled in; fill it in on the examination sheet",
	"law.fact.range":      "{fact} is {value}, beyond what the rule covers; check it",
	"law.history.outcome": "an earlier decision has the outcome {value}, which the profile does not know; correct it or update the profile",
	"law.row.twice":       "row {row} is rated twice for the same side; keep one, or say which side each is",
	"law.history.order":   "an earlier decision ends before it begins; correct its dates",
	"law.explain.row":     "the profile no longer has row {row} in the edition of {edition}; load the profile with which the decision was made",
	"law.explain.country": "the decision was made by the law of {country}; open it with that profile",

	// What somebody who imports criteria meets.
	"law.csv.read":    "line {line}: this is not CSV ({problem}); correct the line",
	"law.csv.head":    "line 1: the column {column} is missing, unknown or stands twice; use id, icd, percent or degree, term, cite, verify, condition.az, severity.az and so on",
	"law.csv.value":   "line {line}: {value} in column {column} is not {wanted}; correct it",
	"law.csv.letter":  "line {line}: column {column} holds a character that cannot be seen or is no UTF-8; save the list as UTF-8, or type the cell again",
	"law.csv.double":  "line {line}: the row {value} stands twice; rename or remove one",
	"law.csv.edition": "the profile has no edition that begins on {edition}; write the first day of one of its editions",
	"law.csv.size":    "the file holds more than {max} rows; split it",

	// What somebody meets who tries cases.
	"law.case.size":   "the file {file} is larger than {max} bytes; split the cases",
	"law.case.range":  "{file}, line {line}: {value} is no whole number from 0 to 100; correct it",
	"law.case.sex":    "{file}, line {line}: {value} is no sex that the law knows; write male or female",
	"law.case.side":   "{file}, line {line}: {value} is no side; write left, right, both or none",
	"law.case.scale":  "{file}, line {line}: there is no scale {value}; write whodas or barthel",
	"law.case.day":    "{file}, line {line}: the day of the examination is missing; write on: 2026-11-12",
	"law.case.future": "{file}, line {line}: the earlier decision begins after the day of the examination; correct one of the two days",
	"law.case.birth":  "{file}, line {line}: this lies before the birth date; correct one of the two days",

	// What a ministry meets that enacts an act.
	"law.act.size":     "the act {file} is larger than {max} bytes; write only the act itself",
	"law.act.json":     "{file}, line {line}: this is no act as JSON ({problem}); correct the line",
	"law.act.id":       "{value} is no name of an act; use letters, digits, hyphens, dots and strokes, at most 64",
	"law.act.own":      "the country profile has the act {value} itself, so it is in force already; give another act another name",
	"law.act.outcome":  "there is no outcome {value}; write one of {known}",
	"law.act.cause":    "there is no cause {value}; write one of {known}",
	"law.act.language": "the act has no name in {language}; add it",
	"law.act.text":     "a name or the citation is longer than {max} bytes or holds a character that cannot be seen; write it anew",

	// What somebody who writes a profile meets.
	"law.file.kind":        "{file} is not a file; name a file, no folder, pipe or device",
	"law.profile.letter":   "{file}, line {line}: a text here holds a character that cannot be seen; type it again",
	"law.profile.date":     "{file}, line {line}: {value} is not a date; write year, month and day, as in 2026-11-12",
	"law.profile.fraction": "{file}, line {line}: {value} has a fraction; write a whole number, or put a text between quotation marks",
	"law.profile.read":     "the profile {file} cannot be read; check that the file is there and may be read",
	"law.profile.size":     "the profile {file} is larger than {max} bytes; split the criteria or remove what does not belong there",
	"law.profile.yaml":     "{file}, line {line}: this is not YAML ({problem}); correct the line",
	"law.profile.field":    "{file}, line {line}: there is no field {field} here; correct its name or remove it",
	"law.profile.type":     "{file}, line {line}: {found} stands where {wanted} belongs; write a value of that kind",
	"law.profile.value":    "{file}, line {line}: {value} is not {wanted}; correct it",
	"law.profile.alias":    "{file}, line {line}: anchors and aliases are not read; write the value out",
	"law.profile.missing":  "{file}, line {line}: {field} is missing; add it",
	"law.profile.language": "{file}, line {line}: {field} has no text in {language}; add it",
	"law.profile.double":   "{file}, line {line}: {field} {value} stands twice; rename or remove one",
	"law.profile.order":    "{file}, line {line}: {value} must come after {other}; put the dates in order",
	"law.profile.unknown":  "{file}, line {line}: {value} is not one of {known}; correct the name",
	"law.profile.form":     "{file}, line {line}: {problem}; a paper could not be printed, correct the form",
	"law.profile.calendar": "{file}, line {line}: the calendar is not right: {problem}; correct it",
	"law.table.missing":    "{file}, line {line}: no table sets {fact}, which {user} needs; add the table",
	"law.table.cycle":      "{file}, line {line}: the tables need each other in a circle: {circle}; break the circle",
	"law.table.gap":        "{file}, line {line}: table {table} says nothing for {case}; add a row or widen one",
	"law.table.overlap":    "{file}, line {line}: table {table} answers twice, by rows {first} and {second} (line {other}), for {case}; narrow one of them",
	"law.table.wide":       "{file}, line {line}: table {table} is too wide to be proved complete; split it into two that follow each other",
	"law.table.age":        "{file}, line {line}: row {row} sets a term until age {age} also for persons of that age; limit its age",
	"law.table.rowterm":    "{file}, line {line}: row {row} takes the term of the criteria row also where that row has none; limit it to rowTerm 1..",
}

// badValue is a refusal by a scalar's own reader; Load adds the file's name.
func badValue(node *yaml.Node, wanted string) error {
	return sentences.Invalid("law.profile.value", "", "line", strconv.Itoa(node.Line), "value", quote(node.Value), "wanted", wanted)
}

// quote shows a value of a profile in a message, shortened so that a broken file cannot fill a screen.
func quote(value string) string {
	if r := []rune(value); len(r) > 60 {
		value = string(r[:60]) + "…"
	}
	return fmt.Sprintf("%q", value)
}
