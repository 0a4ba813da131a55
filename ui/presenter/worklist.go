package presenter

import (
	"context"
	"strings"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

// WorkStore is what the work list asks of the desk.
type WorkStore interface {
	WorkList(ctx context.Context, f records.CaseFilter, limit int) (rows []records.CaseRow, total int, err error)
	FindCases(ctx context.Context, number string, limit int) ([]records.CaseRow, error)
	SearchPersons(ctx context.Context, query string, limit int) ([]records.PersonRow, error)
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Assign(ctx context.Context, id expertise.CaseID, to expertise.MemberID) error
	User() expertise.Member
}

// WorkRow is one line of the work list.
type WorkRow struct {
	ID         expertise.CaseID
	Number     string
	Name       string // with the patronymic shortened: "Əliyeva Leyla Rəşid q."
	Identifier string
	Stage      Chip
	Deadline   string // "3 days late", or the date
	Late       bool
	Doctor     string // "—" when nobody has it
	Mark       string // "refused", "update needed" or ""
}

// CaseCard is the selected row's detail.
type CaseCard struct {
	ID      expertise.CaseID
	Name    string
	Line    string // "FIN 5K1Z71A · 14.03.1979 (47 years) · Female"
	Stage   Chip
	Facts   []Fact // referrer, diagnosis, previous decision
	CanTake bool
	Loading bool
}

// WorkState is the work list.
type WorkState struct {
	Common
	Query    string
	Stage    string // value of the chosen option
	Stages   []Option
	Period   string
	Periods  []Option
	Doctor   string
	Doctors  []Option
	Counts   string // "24 cases · 3 overdue · 5 assigned to you"
	Rows     []WorkRow
	Selected int // index, -1 for none
	Card     *CaseCard
	More     bool // Next page is there
	Empty    Empty
}

const (
	pageSize    = 200
	maxFound    = 50   // persons and cases of a text search
	maxCounted  = 1000 // late cases are counted up to this many
	periodToday = "today"
	periodWeek  = "week"
	periodMonth = "month"
)

// WorkList shows the cases of the commission, those that wait longest first. The period narrows by the deadline: what is late stands
// in every period.
type WorkList struct {
	view[WorkState]
	store WorkStore

	query, stage, period, doctor string

	rows     []records.CaseRow
	total    int
	late     int
	mine     int
	more     bool
	filled   bool
	paging   bool
	selected expertise.CaseID
	card     *desk.CaseView
}

// NewWorkList makes the work list; Open loads it.
func NewWorkList(store WorkStore, env *Env, emit func(WorkState)) *WorkList {
	w := &WorkList{store: store, stage: "open"}
	w.begin(env, "work", emit, w.state, w.reload)
	env.working["work.more"] = w.Emit
	return w
}

// Open loads the list when the screen is shown.
func (w *WorkList) Open() { w.load() }

// Search filters by FIN, name or case number; a newer text drops the older answer.
func (w *WorkList) Search(query string) {
	if query != w.query {
		w.query = query
		w.load()
	}
}

// FilterStage, FilterPeriod and FilterDoctor take the value of one of the state's options.
func (w *WorkList) FilterStage(value string)  { w.stage = value; w.load() }
func (w *WorkList) FilterPeriod(value string) { w.period = value; w.load() }
func (w *WorkList) FilterDoctor(value string) { w.doctor = value; w.load() }

// ShowAll takes all filters away.
func (w *WorkList) ShowAll() {
	w.query, w.stage, w.period, w.doctor = "", "", "", ""
	w.load()
}

func (w *WorkList) reload() {
	if w.filled {
		w.load()
	}
}

// workPage is what one load brings.
type workPage struct {
	rows              []records.CaseRow
	total, late, mine int
	more              bool
}

func (w *WorkList) load() {
	search := w.filter()
	w.env.Runner.Cancel("work.more")
	w.paging = false
	read(&w.view, search.page, func(p workPage) {
		w.rows, w.total, w.late, w.mine, w.more, w.filled = p.rows, p.total, p.late, p.mine, p.more, true
		if w.index() < 0 {
			w.selected, w.card = "", nil
			if len(w.rows) > 0 {
				w.selected = w.rows[0].ID
			}
		}
		w.loadCard()
	})
	w.Emit()
}

// NextPage adds the next rows when the list is scrolled to its end.
func (w *WorkList) NextPage() {
	if !w.more || len(w.rows) == 0 || w.reading || w.paging {
		return
	}
	w.paging = true
	search, after := w.filter(), w.rows[len(w.rows)-1]
	Run(w.env.Runner, "work.more", func(ctx context.Context) (workPage, error) { return search.list(ctx, &after) }, func(_ Generation, p workPage, err error) {
		w.paging = false
		w.wrong(err)
		if err == nil {
			w.rows, w.more = append(w.rows, p.rows...), p.more
		}
		w.Emit()
	})
}

// wrong keeps the error of a part of the list, until the list loads again.
func (w *WorkList) wrong(err error) {
	if err != nil {
		w.loaded(err)
	}
}

// Select shows a row's detail.
func (w *WorkList) Select(id expertise.CaseID) {
	if id != w.selected {
		w.selected = id
		w.loadCard()
		w.Emit()
	}
}

func (w *WorkList) loadCard() {
	id, store := w.selected, w.store
	if w.card != nil && w.card.ID != id {
		w.card = nil
	}
	if id == "" {
		w.env.Runner.Cancel("work.card")
		return
	}
	Run(w.env.Runner, "work.card", func(ctx context.Context) (desk.CaseView, error) { return store.Case(ctx, id) }, func(_ Generation, v desk.CaseView, err error) {
		w.wrong(err)
		if err == nil {
			w.card = &v
		}
		w.Emit()
	})
}

// OpenCase goes to the case of a row.
func (w *WorkList) OpenCase(id expertise.CaseID) {
	if id == "" {
		return
	}
	tab := TabReferral
	for _, r := range w.rows {
		if r.ID == id {
			tab = tabFor(r.State)
		}
	}
	w.env.Go(Route{Screen: ScreenCase, Case: id, Tab: tab})
}

// Take gives the selected case to the unlocked member.
func (w *WorkList) Take() {
	id, store := w.selected, w.store
	if id == "" {
		return
	}
	write(&w.view, only(func(ctx context.Context) error { return store.Assign(ctx, id, store.User().ID) }), func(none, error) {})
}

// NewCase looks for the person first.
func (w *WorkList) NewCase() {
	w.env.Go(Route{Screen: ScreenPersons, Query: w.query, Then: ScreenNewCase})
}

func (w *WorkList) index() int {
	for i := range w.rows {
		if w.rows[i].ID == w.selected {
			return i
		}
	}
	return -1
}

// tabFor is the page on which a case of this state goes on.
func tabFor(s expertise.State) Tab {
	switch s {
	case expertise.StateAssigned:
		return TabExamination
	case expertise.StateExamined, expertise.StateProposed:
		return TabDecision
	case expertise.StateDecided, expertise.StateCertified, expertise.StateClosed:
		return TabCertificate
	}
	return TabReferral
}

func (w *WorkList) state() WorkState {
	l := w.env.language
	s := WorkState{Common: w.common(), Query: w.query, Stage: w.stage, Period: w.period, Doctor: w.doctor, More: w.more, Selected: w.index(), Stages: w.stages(),
		Periods: []Option{{Value: "", Text: l.T("work.filter.all_time")}, {Value: periodToday, Text: l.T("work.filter.today")}, {Value: periodWeek, Text: l.T("work.filter.week")},
			{Value: periodMonth, Text: l.T("work.filter.month")}},
		Doctors: []Option{{Value: "", Text: l.T("work.filter.all_doctors")}, {Value: "mine", Text: l.T("work.filter.mine")}}}
	for _, r := range w.rows {
		s.Rows = append(s.Rows, w.row(r))
	}
	if w.filled {
		s.Counts = l.N("count.cases", w.total)
		if len(w.rows) > 0 {
			s.Counts = joined(s.Counts, l.N("count.late", w.late), l.N("count.mine", w.mine))
		} else {
			s.Empty = Empty{l.T("empty.work"), l.T("empty.work.action")}
		}
	}
	s.Card = w.cardState()
	return s
}

func (w *WorkList) stages() []Option {
	l := w.env.language
	options := []Option{{Value: "open", Text: l.T("work.filter.open")}, {Value: "", Text: l.T("work.filter.all_stages")}}
	for _, state := range expertise.States {
		options = append(options, Option{Value: string(state), Text: l.T("stage." + string(state))})
	}
	return options
}

func (w *WorkList) row(r records.CaseRow) WorkRow {
	l := w.env.language
	row := WorkRow{ID: r.ID, Number: string(r.Number), Name: shortName(r.Name), Identifier: r.Identifier.Value, Stage: w.env.stage(r.State), Doctor: r.Assigned}
	if row.Doctor == "" {
		row.Doctor = l.T("date.none")
	}
	deadline := w.env.deadline(r.Received)
	row.Deadline = w.env.date(deadline)
	if today := w.env.Today(); awaitsDecision(r.State) && today.After(deadline) {
		row.Late, row.Deadline = true, l.N("count.days_late", int(today.DayNumber()-deadline.DayNumber()))
	}
	switch {
	case r.Locked:
		row.Mark = l.T("stage.locked")
	case r.Refused > 0:
		row.Mark = l.N("count.refused", r.Refused)
	}
	return row
}

func (w *WorkList) cardState() *CaseCard {
	if w.selected == "" {
		return nil
	}
	v := w.card
	if v == nil {
		for _, r := range w.rows {
			if r.ID == w.selected {
				return &CaseCard{ID: r.ID, Name: shortName(r.Name), Line: w.env.personLine(r.Identifier, r.Birth, r.Sex), Stage: w.env.stage(r.State), Loading: true}
			}
		}
		return nil
	}
	p := &v.Person.Person
	return &CaseCard{ID: v.ID, Name: shortName(p.Name), Line: w.env.personLine(p.Identifier, p.Birth, p.Sex), Stage: w.env.stage(v.State), Facts: w.env.caseFacts(v),
		CanTake: !v.Locked && expertise.CanStep(v.State, expertise.KindReferralAssigned) && v.Assigned != w.store.User().ID && w.store.User().Role.Examines()}
}

// caseFacts are the three things a doctor wants to know before opening a case.
func (e *Env) caseFacts(v *desk.CaseView) []Fact {
	l := e.language
	facts := []Fact{{l.T("detail.referred_by"), joined(v.Referral.From.Name, e.date(v.Referral.Received))}, {l.T("field.purpose"), e.purpose(v.Referral.Purpose)}}
	diagnoses := v.Referral.Diagnoses
	if v.Examination != nil {
		diagnoses = v.Examination.Diagnoses
	}
	words := make([]string, 0, 3)
	for _, d := range diagnoses {
		if len(words) < 3 {
			words = append(words, e.diagnosis(d))
		}
	}
	if len(words) == 0 {
		words = append(words, l.T("detail.none"))
	}
	facts = append(facts, Fact{l.T("detail.diagnosis"), strings.Join(words, "\n")})
	previous := l.T("detail.none")
	for _, h := range v.History {
		if h.Case != v.ID {
			previous = e.outcomeUntil(h.Outcome, h.Until)
		}
	}
	return append(facts, Fact{l.T("detail.previous"), previous})
}
