package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// DefaultLimit is the largest bundle in bytes that is read when the caller sets no limit. A life of records is below 10 MiB.
const DefaultLimit = 16 << 20

const (
	maxNesting = 64     // levels of objects and lists; FHIR needs about a dozen
	maxEntries = 50_000 // resources in one bundle
	maxLines   = 2000   // conditions or observations that a referral may hold
	maxForeign = 50     // foreign numbers of a person
)

// Import is what a bundle gave. Referral is a draft: Number, Person, Commission, Received and Purpose are empty for the caller to fill.
type Import struct {
	Person   expertise.Person
	Referral expertise.Referral
	Read     map[string]int // resources that became part of the person or the referral, by type
	Other    map[string]int // resources of types that are not read, by type
	Skipped  map[string]int // damaged resources and those without a value, by type
	Foreign  map[string]int // resources about another person than the bundle's patient, by type: none of them is taken
	Dropped  int            // oldest lines beyond what a referral may hold
}

// Read reads one bundle of at most limit bytes; limit 0 stands for [DefaultLimit]. Every refusal is an *expertise.Error with a code
// fhir.*. Conditions and observations come newest first.
func Read(r io.Reader, limit int64) (Import, error) {
	b, err := decode(r, limit)
	if err != nil {
		return Import{}, err
	}
	in := reader{Import: Import{Read: map[string]int{}, Other: map[string]int{}, Skipped: map[string]int{}, Foreign: map[string]int{}}}
	in.names = patientNames(b.Entry)
	for _, e := range b.Entry {
		in.entry(e)
	}
	if len(in.patients) > 1 {
		return Import{}, sentences.Invalid("fhir.patients", "", "count", strconv.Itoa(len(in.patients)))
	}
	if len(in.patients) == 0 {
		if in.Skipped["Patient"] > 0 {
			return Import{}, sentences.Invalid("fhir.damaged", "")
		}
		return Import{}, sentences.Invalid("fhir.patient", "")
	}
	if in.Person, err = in.patients[0].person(); err != nil {
		return Import{}, err
	}
	in.Referral.From = in.institution()
	in.newestFirst()
	return in.Import, nil
}

// decode bounds everything before a value is built from it.
func decode(r io.Reader, limit int64) (bundle, error) {
	if limit <= 0 {
		limit = DefaultLimit
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return bundle{}, sentences.Invalid("fhir.read", "")
	case int64(len(data)) > limit:
		return bundle{}, sentences.Invalid("fhir.size", "", "max", strconv.FormatInt(limit, 10))
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	switch {
	case len(data) == 0:
		return bundle{}, sentences.Invalid("fhir.empty", "")
	case tooDeep(data):
		return bundle{}, sentences.Invalid("fhir.nesting", "", "max", strconv.Itoa(maxNesting))
	}
	var b bundle
	if err := json.Unmarshal(data, &b); err != nil {
		return bundle{}, jsonError(err, len(data))
	}
	switch {
	case b.ResourceType != "Bundle":
		return bundle{}, sentences.Invalid("fhir.bundle", "", "type", plainType(b.ResourceType))
	case len(b.Entry) > maxEntries:
		return bundle{}, sentences.Invalid("fhir.entries", "", "max", strconv.Itoa(maxEntries))
	}
	return b, nil
}

// tooDeep counts brackets outside strings.
func tooDeep(data []byte) bool {
	depth, inString := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > maxNesting {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

func jsonError(err error, size int) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		if syntax.Offset >= int64(size) && strings.Contains(err.Error(), "unexpected end") {
			return sentences.Invalid("fhir.truncated", "")
		}
		return sentences.Invalid("fhir.json", "", "offset", strconv.FormatInt(syntax.Offset, 10))
	}
	return sentences.Invalid("fhir.bundle", "", "type", "?")
}

// plainType names a foreign resource without letting a file write the sentence: only letters pass.
func plainType(resourceType string) string {
	letter := func(r rune) bool { return 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' }
	if resourceType == "" || len(resourceType) > 40 || strings.ContainsFunc(resourceType, func(r rune) bool { return !letter(r) }) {
		return "?"
	}
	return resourceType
}

// reader gathers a bundle's parts before they are put together: an encounter may come before the organisation it names.
type reader struct {
	Import
	patients      []patient
	encounters    []encounter
	organizations map[string]expertise.Institution // by the references under which they may be named
	names         []string                         // references that mean the bundle's patient
	foreign       bool                             // the resource under way is about another person
}

// patientNames gives the references under which the bundle's resources may name its patient: the entry's fullUrl, and its type and id. They are
// gathered first, because a condition may come before the patient.
func patientNames(entries []entry) (names []string) {
	for _, e := range entries {
		var k kind
		if json.Unmarshal(e.Resource, &k) != nil || k.ResourceType != "Patient" {
			continue
		}
		if e.FullURL != "" {
			names = append(names, e.FullURL)
		}
		if k.ID != "" {
			names = append(names, "Patient/"+k.ID, "urn:uuid:"+k.ID)
		}
	}
	return names
}

// about tells whether a subject is the bundle's patient. A subject that is absent, or that names nobody by a reference, is the patient of a
// bundle that has one; a reference to anybody else is not, and also one that cannot be followed here. A version behind the id is no difference.
func (in *reader) about(subject reference) bool {
	name, _, _ := strings.Cut(subject.Reference, "/_history/")
	in.foreign = name != "" && !slices.ContainsFunc(in.names, func(known string) bool {
		return name == known || strings.HasPrefix(known, "Patient/") && strings.HasPrefix(name, "http") && strings.HasSuffix(name, "/"+known)
	})
	return !in.foreign
}

func (in *reader) entry(e entry) {
	var k kind
	if json.Unmarshal(e.Resource, &k) != nil || k.ResourceType == "" {
		in.Skipped["?"]++
		return
	}
	read, known := readers[k.ResourceType]
	in.foreign = false
	switch {
	case !known:
		in.Other[plainType(k.ResourceType)]++
	case read(in, e, k):
		in.Read[k.ResourceType]++
	case in.foreign:
		in.Foreign[k.ResourceType]++
	default:
		in.Skipped[k.ResourceType]++
	}
}

// readers tell how each type is read; each answers whether the resource gave anything.
var readers = map[string]func(*reader, entry, kind) bool{
	"Patient":      func(in *reader, e entry, _ kind) bool { return keep(&in.patients, e.Resource) },
	"Encounter":    (*reader).encounter,
	"Condition":    (*reader).condition,
	"Observation":  (*reader).observation,
	"Organization": (*reader).organization,
}

func keep[T any](list *[]T, resource json.RawMessage) bool {
	var v T
	if json.Unmarshal(resource, &v) != nil {
		return false
	}
	*list = append(*list, v)
	return true
}

func (in *reader) encounter(e entry, _ kind) bool {
	var v encounter
	if json.Unmarshal(e.Resource, &v) != nil || !in.about(v.Subject) {
		return false
	}
	in.encounters = append(in.encounters, v)
	return true
}

func (in *reader) condition(e entry, _ kind) bool {
	var c condition
	if json.Unmarshal(e.Resource, &c) != nil || !in.about(c.Subject) {
		return false
	}
	out := expertise.Condition{Coding: c.Code.best(), Onset: day(c.OnsetDateTime, c.OnsetPeriod.Start), Ended: day(c.AbatementDateTime, c.AbatementPeriod.End)}
	status := c.ClinicalStatus.best().Code
	out.Active = status == "active" || status == "recurrence" || status == "relapse"
	if out.Coding == (expertise.Coding{}) {
		return false
	}
	in.Referral.Conditions = append(in.Referral.Conditions, out)
	return true
}

func (in *reader) observation(e entry, _ kind) bool {
	var o observation
	if json.Unmarshal(e.Resource, &o) != nil || !in.about(o.Subject) {
		return false
	}
	on := day(o.EffectiveDateTime, o.EffectivePeriod.Start)
	before := len(in.Referral.Observations)
	in.line(o.Code, o.value, on)
	for _, c := range o.Component {
		in.line(c.Code, c.value, on)
	}
	return len(in.Referral.Observations) > before
}

func (in *reader) line(code codeableConcept, v value, on expertise.Date) {
	text, unit := v.words()
	line := expertise.Observation{Coding: code.best(), Value: text, Unit: unit, On: on}
	if text != "" && line.Coding != (expertise.Coding{}) {
		in.Referral.Observations = append(in.Referral.Observations, line)
	}
}

func (in *reader) organization(e entry, k kind) bool {
	var o organization
	if json.Unmarshal(e.Resource, &o) != nil {
		return false
	}
	institution := expertise.Institution{Code: clean(k.ID), Name: clean(o.Name)}
	if len(o.Identifier) > 0 {
		institution.Code = clean(o.Identifier[0].Value)
	}
	if in.organizations == nil {
		in.organizations = map[string]expertise.Institution{}
	}
	for _, name := range []string{e.FullURL, "Organization/" + k.ID} {
		if name != "" {
			in.organizations[name] = institution
		}
	}
	return institution.Name != "" || institution.Code != ""
}

// institution is the organisation of the latest encounter that names one.
func (in *reader) institution() expertise.Institution {
	var from expertise.Institution
	var latest expertise.Date
	for _, e := range in.encounters {
		found, known := in.organizations[e.ServiceProvider.Reference]
		if !known {
			found = expertise.Institution{Name: clean(e.ServiceProvider.Display)}
		}
		if start := day(e.Period.Start, ""); found != (expertise.Institution{}) && !start.Before(latest) {
			from, latest = found, start
		}
	}
	return from
}

func (in *reader) newestFirst() {
	slices.SortStableFunc(in.Referral.Conditions, func(a, b expertise.Condition) int { return b.Onset.Compare(a.Onset) })
	slices.SortStableFunc(in.Referral.Observations, func(a, b expertise.Observation) int { return b.On.Compare(a.On) })
	if extra := len(in.Referral.Conditions) - maxLines; extra > 0 {
		in.Referral.Conditions, in.Dropped = in.Referral.Conditions[:maxLines], in.Dropped+extra
	}
	if extra := len(in.Referral.Observations) - maxLines; extra > 0 {
		in.Referral.Observations, in.Dropped = in.Referral.Observations[:maxLines], in.Dropped+extra
	}
}
