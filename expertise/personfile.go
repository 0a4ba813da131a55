package expertise

// PersonFile is a person's record as it stands after its changes.
type PersonFile struct {
	ID        PersonID
	Person    Person
	SetBy     map[PersonField]Candidate // who gave each field its value; its op is the base of the next patch
	Last      OpID                      // the last op that changed the record: the base of the next one
	Conflicts map[PersonField][]Candidate
	Merged    bool // patches of several desks met in different fields: shown for review, nothing is lost
	Sealed    bool // the person's key is not here or was destroyed by order of law
	Log       []LogLine
	Locked    bool
}

// Candidate is one of several values given to a field by desks that did not know of each other.
type Candidate struct {
	Op    OpID
	Desk  DeskID
	User  MemberID
	Value string
}

// NewPersonFile is the record before its first change.
func NewPersonFile(id PersonID) *PersonFile {
	return &PersonFile{ID: id, SetBy: map[PersonField]Candidate{}, Conflicts: map[PersonField][]Candidate{}}
}

// Exists tells whether the person is registered.
func (p *PersonFile) Exists() bool { return len(p.Log) > 0 }

// Apply adds one entry. An error leaves the file as it was.
func (p *PersonFile) Apply(e Entry, members Members) error {
	if e.Change == nil {
		p.Locked = true
		return nil
	}
	if p.Locked {
		return Invalid("case.locked", "")
	}
	if err := mayAct(e, members); err != nil {
		return err
	}
	if err := p.apply(e); err != nil {
		return err
	}
	p.Sealed = p.Sealed || e.Sealed
	p.Log = append(p.Log, LogLine{Op: e.Op, At: e.At, User: e.User, Kind: e.Change.Kind()})
	return nil
}

func (p *PersonFile) apply(e Entry) error {
	if registered, is := e.Change.(*PersonRegistered); is {
		return p.register(e, registered)
	}
	if !p.Exists() {
		return Invalid("person.unknown", "")
	}
	switch ch := e.Change.(type) {
	case *PersonPatched:
		if e.Sealed {
			return nil
		}
		return p.patch(e, ch.Personal)
	case *ConflictResolved:
		return p.resolve(e, ch)
	case *RecordViewed:
		return nil
	}
	return Invalid("transition", "", "step", string(e.Change.Kind()), "state", "person", "allowed", string(KindPersonPatched))
}

func (p *PersonFile) register(e Entry, ch *PersonRegistered) error {
	if p.Exists() {
		return Invalid("person.known", "")
	}
	if !e.Sealed {
		if errs := ch.Personal.Check(DateOf(e.At).AddDays(1)); len(errs) > 0 {
			return errs[0]
		}
	}
	p.Person, p.Last = ch.Personal, e.Op
	for _, f := range PersonFields {
		value, _ := p.Person.Get(f)
		p.SetBy[f] = Candidate{e.Op, e.Desk, e.User, value}
	}
	return nil
}

// patch compares each field's base with the op that set its present value. Equal: the value is new. Different: two desks wrote the
// same field without knowing of each other; the value that came first in the feed stays until a reviewer chooses.
func (p *PersonFile) patch(e Entry, patches []FieldPatch) error {
	person := p.Person
	var taken, conflicts []FieldPatch
	for _, f := range patches {
		present, err := person.Get(f.Field)
		if err != nil {
			return err
		}
		switch {
		case present == f.Value:
		case p.SetBy[f.Field].Op == f.Base && len(p.Conflicts[f.Field]) == 0:
			if err := person.Set(f.Field, f.Value); err != nil {
				return err
			}
			taken = append(taken, f)
		default:
			conflicts = append(conflicts, f)
		}
	}
	if errs := person.Check(DateOf(e.At).AddDays(1)); len(errs) > 0 {
		return errs[0]
	}
	p.Merged = p.Merged || e.Base != p.Last
	p.Person, p.Last = person, e.Op
	for _, f := range taken {
		p.SetBy[f.Field] = Candidate{e.Op, e.Desk, e.User, f.Value}
	}
	for _, f := range conflicts {
		if len(p.Conflicts[f.Field]) == 0 {
			p.Conflicts[f.Field] = []Candidate{p.SetBy[f.Field]}
		}
		p.Conflicts[f.Field] = append(p.Conflicts[f.Field], Candidate{e.Op, e.Desk, e.User, f.Value})
	}
	return nil
}

func (p *PersonFile) resolve(e Entry, ch *ConflictResolved) error {
	for _, c := range p.Conflicts[ch.Field] {
		if c.Op != ch.Chosen {
			continue
		}
		if err := p.Person.Set(ch.Field, c.Value); err != nil {
			return err
		}
		delete(p.Conflicts, ch.Field)
		p.SetBy[ch.Field] = Candidate{e.Op, e.Desk, e.User, c.Value}
		p.Last = e.Op
		return nil
	}
	return Invalid("conflict.unknown", string(ch.Field))
}
