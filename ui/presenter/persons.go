package presenter

import (
	"context"
	"strings"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

// PersonStore is what the screens of persons ask of the desk.
type PersonStore interface {
	SearchPersons(ctx context.Context, query string, limit int) ([]records.PersonRow, error)
	ViewPerson(ctx context.Context, id expertise.PersonID) (desk.PersonView, error)
	Person(ctx context.Context, id expertise.PersonID) (desk.PersonView, error)
	RegisterPerson(ctx context.Context, p expertise.Person) (expertise.PersonID, error)
	PatchPerson(ctx context.Context, id expertise.PersonID, values map[expertise.PersonField]string) error
	ResolveConflict(ctx context.Context, id expertise.PersonID, field expertise.PersonField, chosen expertise.OpID) error
	FindPerson(ctx context.Context, id expertise.Identifier) (expertise.PersonID, error)
	Members(ctx context.Context) ([]expertise.Member, error)
	User() expertise.Member
}

// PersonRow is one person found.
type PersonRow struct {
	ID         expertise.PersonID
	Name       string
	Identifier string
	Birth      string
	Outcome    string // in force, "" for none
	Until      string
	Mark       Chip // "Conflict"
}

// PersonsState is the search.
type PersonsState struct {
	Common
	Query    string
	Rows     []PersonRow
	Selected int
	Count    string
	ForCase  bool // a person is looked up for a new case
	Empty    Empty
}

// Persons is the search for persons.
type Persons struct {
	view[PersonsState]
	store    PersonStore
	query    string
	asked    string // the query whose answer is shown
	then     ScreenID
	rows     []records.PersonRow
	selected expertise.PersonID
}

// NewPersons makes the search.
func NewPersons(store PersonStore, env *Env, emit func(PersonsState)) *Persons {
	p := &Persons{store: store}
	p.begin(env, "search", emit, p.state, func() {
		if p.asked != "" {
			p.load()
		}
	})
	return p
}

// Open shows the search, with a query to begin with; then is the screen to which a chosen person leads, "" for the person's card.
func (p *Persons) Open(query string, then ScreenID) {
	p.then = then
	if query != "" {
		p.query = query
	}
	p.load()
}

// Search looks for what has been typed so far; a newer text drops the older answer.
func (p *Persons) Search(query string) {
	if query != p.query {
		p.query = query
		p.load()
	}
}

func (p *Persons) load() {
	query, store := strings.TrimSpace(p.query), p.store
	read(&p.view, func(ctx context.Context) ([]records.PersonRow, error) {
		if query == "" {
			return nil, nil
		}
		return store.SearchPersons(ctx, query, pageSize)
	}, func(rows []records.PersonRow) {
		p.rows, p.asked = rows, query
		if p.index() < 0 {
			p.selected = ""
			if len(rows) > 0 {
				p.selected = rows[0].ID
			}
		}
	})
	p.Emit()
}

// Select marks a row.
func (p *Persons) Select(id expertise.PersonID) { p.selected = id; p.Emit() }

// OpenPerson goes to the person's card, or on to the referral for which the person was looked up.
func (p *Persons) OpenPerson(id expertise.PersonID) {
	switch {
	case id == "":
	case p.then == ScreenNewCase:
		p.env.Go(Route{Screen: ScreenNewCase, Person: id})
	default:
		p.env.Go(Route{Screen: ScreenPerson, Person: id})
	}
}

// NewPerson goes to the registration form, which takes over what was searched for.
func (p *Persons) NewPerson() { p.env.Go(Route{Screen: ScreenNewPerson, Query: p.query, Then: p.then}) }

// NewCase opens the referral form for a person.
func (p *Persons) NewCase(id expertise.PersonID) {
	if id != "" {
		p.env.Go(Route{Screen: ScreenNewCase, Person: id})
	}
}

func (p *Persons) index() int {
	for i := range p.rows {
		if p.rows[i].ID == p.selected {
			return i
		}
	}
	return -1
}

func (p *Persons) state() PersonsState {
	l := p.env.language
	s := PersonsState{Common: p.common(), Query: p.query, Selected: p.index(), ForCase: p.then == ScreenNewCase}
	for _, r := range p.rows {
		s.Rows = append(s.Rows, p.env.personRow(r))
	}
	switch {
	case len(p.rows) > 0:
		s.Count = l.N("count.persons", len(p.rows))
	case p.asked == "":
		s.Empty = Empty{Text: l.T("empty.search.start"), Action: l.T("empty.search.action")}
	default:
		s.Empty = Empty{l.T("empty.search"), l.T("empty.search.action")}
	}
	return s
}

func (e *Env) personRow(r records.PersonRow) PersonRow {
	row := PersonRow{ID: r.ID, Name: r.Name.Full(), Identifier: r.Identifier.Value, Birth: e.date(r.Birth), Until: e.date(r.Until)}
	if r.Outcome.Code != "" {
		row.Outcome = e.outcome(r.Outcome)
		if r.Until.IsZero() && e.Profile.Outcomes[0].Code != r.Outcome.Code {
			row.Until = e.language.T("date.without_term")
		}
	}
	if r.Conflicts > 0 {
		row.Mark = Chip{e.language.T("stage.conflict"), ToneAlert}
	}
	return row
}
