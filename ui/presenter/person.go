package presenter

import (
	"context"
	"maps"
	"strings"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// CaseLine is one of a person's cases.
type CaseLine struct {
	ID      expertise.CaseID
	Number  string
	Date    string
	Purpose string
	Stage   Chip
	Doctor  string
}

// TimelineRow is one decision of a person.
type TimelineRow struct {
	Case    expertise.CaseID
	Period  string // "12.11.2024 – 11.11.2026"
	Outcome string
	Cause   string
	Mark    Chip // "Disputed", "in force"
}

// ConflictView is a field that several desks wrote.
type ConflictView struct {
	Field   expertise.PersonField
	Label   string
	Choices []ConflictChoice
}

// ConflictChoice is one of the values.
type ConflictChoice struct {
	Op    expertise.OpID
	Value string
	By    string // who gave it, at which desk
	Now   bool   // stands at present
}

// PersonState is a person's card, or the form of a new person when ID is "".
type PersonState struct {
	Common
	ID          expertise.PersonID
	Title       string
	Line        string
	Sections    []Section
	Dirty       bool
	ErrorCount  int
	ErrorText   string // "2 fields need correcting"
	Focus       string // field to which the cursor goes; see FocusTurn
	FocusTurn   int    // grows with each wish, so that the same field can be wished twice
	Conflicts   []ConflictView
	MayResolve  bool
	Merged      bool // changes of several desks met in different fields
	Sealed      bool
	Cases       []CaseLine
	Timeline    []TimelineRow
	Log         []LogRow
	KnownPerson expertise.PersonID // registered already under the identifier: open that record
}

// Person is a person's card with its fields open for change, or the form of a new person.
type Person struct {
	view[PersonState]
	store PersonStore
	id    expertise.PersonID
	then  ScreenID
	form  form
	file  desk.PersonView
	names map[expertise.MemberID]string
	known expertise.PersonID
	seen  bool // the view was written into the record
}

// NewPerson makes the card.
func NewPerson(store PersonStore, env *Env, emit func(PersonState)) *Person {
	p := &Person{store: store, form: newForm()}
	p.begin(env, "person", emit, p.state, func() {
		if p.id != "" {
			p.load()
		}
	})
	u := unsaved{func() bool { return p.form.dirty }, func() { p.form.dirty = false }}
	env.unsaved[ScreenPerson], env.unsaved[ScreenNewPerson] = u, u
	return p
}

// Open shows a person's card; the record keeps who looked.
func (p *Person) Open(id expertise.PersonID) {
	p.id, p.then, p.form, p.file, p.known, p.seen = id, "", newForm(), desk.PersonView{}, "", false
	p.fail(nil)
	p.load()
	p.Emit()
}

// OpenNew shows an empty form. query is what was searched for: an identifier or the beginning of a name. then is the screen to which
// the registered person leads.
func (p *Person) OpenNew(query string, then ScreenID) {
	p.id, p.then, p.form, p.file, p.known = "", then, newForm(), desk.PersonView{}, ""
	p.env.Runner.Cancel(p.name)
	p.fail(nil)
	scheme := p.env.Profile.Identifiers[0].Scheme
	p.form.values[string(expertise.FieldIdentifierScheme)] = string(scheme)
	query = strings.TrimSpace(query)
	if id := (expertise.Identifier{Scheme: scheme, Value: strings.ToUpper(query)}); expertise.CheckIdentifier(id) == nil {
		p.form.values[string(expertise.FieldIdentifier)] = id.Value
	} else if words := strings.Fields(query); len(words) > 0 && !strings.ContainsAny(query, "0123456789") {
		for i, f := range []expertise.PersonField{expertise.FieldSurname, expertise.FieldGiven} {
			if i < len(words) {
				p.form.values[string(f)] = words[i]
			}
		}
	}
	p.Emit()
}

func (p *Person) load() {
	id, store, seen := p.id, p.store, p.seen
	type card struct {
		view    desk.PersonView
		members []expertise.Member
	}
	read(&p.view, func(ctx context.Context) (c card, err error) {
		if seen {
			c.view, err = store.Person(ctx, id)
		} else {
			c.view, err = store.ViewPerson(ctx, id)
		}
		if err == nil {
			c.members, err = store.Members(ctx)
		}
		return c, err
	}, func(c card) {
		p.file, p.seen = c.view, true
		p.names = memberNames(c.members)
		for _, f := range expertise.PersonFields {
			// What was typed and not saved stays.
			if !p.form.dirty {
				p.form.values[string(f)] = p.shown(f)
			}
		}
	})
}

// shown is a field's value as the form shows it: dates in the language's way.
func (p *Person) shown(f expertise.PersonField) string {
	value, _ := p.file.Person.Get(f)
	if personKinds[f] == KindDate {
		d, _ := expertise.ParseDate(value)
		return p.env.date(d)
	}
	return value
}

// Set takes what was typed into a field.
func (p *Person) Set(field, value string) {
	if p.form.set(field, value) {
		if expertise.PersonField(field) == expertise.FieldIdentifier {
			p.known = ""
		}
		if personKinds[expertise.PersonField(field)] == KindDate {
			p.form.typedDay(field)
		}
		p.Emit()
	}
}

// Save registers the person or writes the changed fields. Errors stand under their fields.
func (p *Person) Save() {
	person, values := p.read()
	if len(p.form.errors) > 0 {
		p.form.first(personOrder)
		p.Emit()
		return
	}
	id, store := p.id, p.store
	saved := maps.Clone(p.form.values)
	type result struct{ id, known expertise.PersonID }
	write(&p.view, func(ctx context.Context) (r result, err error) {
		if id != "" {
			return result{id: id}, store.PatchPerson(ctx, id, values)
		}
		if r.id, err = store.RegisterPerson(ctx, person); expertise.ErrorCode(err) == "person.known" {
			r.known, _ = store.FindPerson(ctx, person.Identifier)
		}
		return r, err
	}, func(r result, err error) {
		if p.id != id {
			return // another card is open by now
		}
		p.known = r.known
		if err != nil {
			if rest := p.form.reject(err, personField); rest == nil {
				p.banner = nil
				p.form.first(personOrder)
			}
			return
		}
		// What was typed while the record was being written is not saved yet.
		p.form.dirty = !maps.Equal(saved, p.form.values)
		if id == "" {
			p.form.dirty = false
			p.registered(r.id)
			return
		}
		p.say(ToneDone, "person.saved")
	})
}

func (p *Person) registered(id expertise.PersonID) {
	if p.then == ScreenNewCase {
		p.env.Go(Route{Screen: ScreenNewCase, Person: id})
	} else {
		p.env.Go(Route{Screen: ScreenPerson, Person: id})
	}
}

// read checks the form and gives its content: the person, and each field in the register's form.
func (p *Person) read() (expertise.Person, map[expertise.PersonField]string) {
	p.form.clearErrors()
	person, values := p.file.Person, map[expertise.PersonField]string{}
	for _, f := range expertise.PersonFields {
		value := strings.Join(strings.Fields(p.form.values[string(f)]), " ")
		if personKinds[f] == KindDate {
			value = p.form.day(string(f)).String()
		}
		if f == expertise.FieldIdentifier {
			value = strings.ToUpper(value)
		}
		values[f] = value
	}
	if values[expertise.FieldIdentifier] == "" {
		values[expertise.FieldIdentifierScheme] = ""
	}
	for f, value := range values {
		_ = person.Set(f, value) // every field of the list is known, every date was read above
	}
	for _, err := range person.Check(p.env.Today()) {
		for _, e := range findings(err) {
			if e.Field != "" {
				p.form.refuse(e.Field, e)
			}
		}
	}
	return person, values
}

// NextError moves the cursor to the next field that needs correcting, after the field that has the keyboard; "" for none.
func (p *Person) NextError(from string) { p.form.next(personOrder, from); p.Emit() }

// Revert forgets what was typed.
func (p *Person) Revert() {
	p.form = newForm()
	if p.id != "" {
		for _, f := range expertise.PersonFields {
			p.form.values[string(f)] = p.shown(f)
		}
	}
	p.Emit()
}

// Resolve takes one of the values of a field that several desks wrote.
func (p *Person) Resolve(field expertise.PersonField, chosen expertise.OpID) {
	id, store := p.id, p.store
	write(&p.view, only(func(ctx context.Context) error { return store.ResolveConflict(ctx, id, field, chosen) }), func(none, error) {})
}

// NewCase opens the referral form for this person; OpenCase one of the cases; OpenKnown the record of the person registered already.
func (p *Person) NewCase() {
	if p.id != "" {
		p.env.Go(Route{Screen: ScreenNewCase, Person: p.id})
	}
}

func (p *Person) OpenCase(id expertise.CaseID) { p.env.Go(Route{Screen: ScreenCase, Case: id}) }

func (p *Person) OpenKnown() {
	if p.known != "" {
		p.form.dirty = false
		p.env.Go(Route{Screen: ScreenPerson, Person: p.known})
	}
}

func memberNames(members []expertise.Member) map[expertise.MemberID]string {
	names := map[expertise.MemberID]string{}
	for _, m := range members {
		names[m.ID] = m.Name
	}
	return names
}
