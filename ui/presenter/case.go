package presenter

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// CaseStore is what the frame of a case asks of the desk.
type CaseStore interface {
	// ViewCase gives a case that somebody opens, and notes in the person's record that it was seen; Case gives it again.
	ViewCase(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Members(ctx context.Context) ([]expertise.Member, error)
	Assign(ctx context.Context, id expertise.CaseID, to expertise.MemberID) error
	Return(ctx context.Context, id expertise.CaseID, reason string) error
	Withdraw(ctx context.Context, id expertise.CaseID, reason string) error
	User() expertise.Member
}

// TabView is the head of one page of a case.
type TabView struct {
	Tab     Tab
	Title   string // "2 Examination (1 error)"
	Errors  int
	Done    bool
	Current bool
}

// ConditionRow is a disease as the clinic coded it.
type ConditionRow struct {
	System, Code, Text, Onset string
	Active                    bool
	Chosen                    string // ICD-10 code that the doctor chose for it, "" for none
}

// ObservationRow is a value measured at the clinic.
type ObservationRow struct{ Text, Value, Date string }

// CaseState is the frame of a case: who, where it stands, its pages; and the pages Referral and History.
type CaseState struct {
	Common
	ID           expertise.CaseID
	Person       expertise.PersonID
	Name         string
	Line         string // "FIN 5K1Z71A · 14.03.1979 (47 years) · Female · Case 2026-03-0042"
	Stage        Chip
	Locked       string // why nothing may be changed, or ""
	Saved        string // "Saved 10:14", of the examination's draft
	Tab          Tab
	Tabs         []TabView
	Facts        []Fact // of the referral
	Narrative    string
	Diagnoses    []string
	Conditions   []ConditionRow
	Observations []ObservationRow
	CanTake      bool
	Doctors      []Option // to whom this member may give the case; none for others than chairs and administrators
	NotTaken     string   // who takes a case, for a member who does not
	CanReturn    bool
	CanWithdraw  bool
	ReasonError  string // under the reason of Return or Withdraw
	Log          []LogRow
}

// Case is the frame of a case and its pages Referral and History. The pages Examination, Decision and Certificate have presenters of
// their own, which the frame opens together with itself.
type Case struct {
	view[CaseState]
	// OnOpen is told each case that is opened, so that the pages open it too. ErrorsOn and Saved ask the pages for the tabs' heads.
	OnOpen   func(expertise.CaseID)
	ErrorsOn func(Tab) int
	Saved    func() string

	store   CaseStore
	id      expertise.CaseID
	tab     Tab
	file    *desk.CaseView
	names   map[expertise.MemberID]string
	members []expertise.Member
	refused error // of a reason
}

// NewCase makes the frame.
func NewCase(store CaseStore, env *Env, emit func(CaseState)) *Case {
	c := &Case{store: store}
	c.begin(env, "case", emit, c.state, func() {
		if c.id != "" {
			c.load(c.store.Case)
		}
	})
	return c
}

// Open shows a page of a case.
func (c *Case) Open(id expertise.CaseID, tab Tab) {
	c.tab = min(max(tab, 0), tabCount-1)
	if c.id != id {
		c.id, c.file, c.refused = id, nil, nil
		c.fail(nil)
		c.load(c.store.ViewCase)
		if c.OnOpen != nil {
			c.OnOpen(id)
		}
	}
	c.Emit()
}

func (c *Case) load(get func(context.Context, expertise.CaseID) (desk.CaseView, error)) {
	id, store := c.id, c.store
	type opened struct {
		view    desk.CaseView
		members []expertise.Member
	}
	read(&c.view, func(ctx context.Context) (o opened, err error) {
		if o.view, err = get(ctx, id); err == nil {
			o.members, err = store.Members(ctx)
		}
		return o, err
	}, func(o opened) { c.file, c.members, c.names = &o.view, o.members, memberNames(o.members) })
}

// ShowTab goes to a page; NextTab and PreviousTab to its neighbours.
func (c *Case) ShowTab(t Tab) {
	if c.id != "" && t >= 0 && t < tabCount {
		c.env.Go(Route{Screen: ScreenCase, Case: c.id, Tab: t})
	}
}

func (c *Case) NextTab()     { c.ShowTab(c.tab + 1) }
func (c *Case) PreviousTab() { c.ShowTab(c.tab - 1) }

// OpenPerson goes to the person's card.
func (c *Case) OpenPerson() {
	if c.file != nil {
		c.env.Go(Route{Screen: ScreenPerson, Person: c.file.Referral.Person})
	}
}

// Take gives the case to the unlocked member.
func (c *Case) Take() {
	id, store := c.id, c.store
	c.step(func(ctx context.Context) error { return store.Assign(ctx, id, store.User().ID) })
}

// Assign gives the case to one of the state's doctors.
func (c *Case) Assign(to string) {
	id, store := c.id, c.store
	c.step(func(ctx context.Context) error { return store.Assign(ctx, id, expertise.MemberID(to)) })
}

// Return sends the referral back to the clinic; Withdraw ends the case without a decision. Both want a reason.
func (c *Case) Return(reason string) {
	id, store := c.id, c.store
	c.step(func(ctx context.Context) error { return store.Return(ctx, id, strings.TrimSpace(reason)) })
}

func (c *Case) Withdraw(reason string) {
	id, store := c.id, c.store
	c.step(func(ctx context.Context) error { return store.Withdraw(ctx, id, strings.TrimSpace(reason)) })
}

func (c *Case) step(f func(context.Context) error) {
	if c.id == "" {
		return
	}
	id := c.id
	c.refused = nil
	write(&c.view, only(f), func(_ none, err error) {
		if c.id == id && expertise.ErrorCode(err) == "certificate.reason" {
			c.refused, c.banner = err, nil
		}
	})
}

func (c *Case) state() CaseState {
	l := c.env.language
	s := CaseState{Common: c.common(), ID: c.id, Tab: c.tab, ReasonError: l.Error(c.refused)}
	if c.Saved != nil {
		s.Saved = c.Saved()
	}
	s.Tabs = c.tabs()
	v := c.file
	if v == nil {
		return s
	}
	p, user := &v.Person.Person, c.store.User()
	s.Person, s.Name, s.Stage = v.Referral.Person, p.Name.Full(), c.env.stage(v.State)
	s.Line = joined(c.env.personLine(p.Identifier, p.Birth, p.Sex), l.T("exam.case", "number", string(v.Referral.Number)))
	may := func(k expertise.Kind) bool { return !v.Locked && expertise.CanStep(v.State, k) && user.Role.May(k) }
	if expertise.CanStep(v.State, expertise.KindReferralAssigned) && !v.Locked {
		s.CanTake = user.Role.Examines() && v.Assigned != user.ID
		if !user.Role.Examines() {
			s.NotTaken = l.T("case.not_taken")
		}
		if user.Role == expertise.RoleChair || user.Role == expertise.RoleAdministrator {
			s.Doctors = c.doctors(v.Assigned, user.ID)
		}
	}
	s.CanReturn, s.CanWithdraw = may(expertise.KindReferralReturned), may(expertise.KindReferralWithdrawn)
	if v.Locked {
		s.Locked = l.T("error.case.locked")
	}
	s.Facts = c.facts(v)
	s.Narrative = v.Narrative.Text
	for _, d := range v.Referral.Diagnoses {
		s.Diagnoses = append(s.Diagnoses, c.env.diagnosis(d))
	}
	var chosen []diagnosisEntry
	if v.Examination != nil {
		for _, d := range v.Examination.Diagnoses {
			chosen = append(chosen, diagnosisEntry{Query: string(d.Code), Origin: d.Origin})
		}
	}
	s.Conditions, s.Observations = c.env.conditions(&v.Referral, chosen), c.env.observations(&v.Referral)
	s.Log = c.env.log(v.Log, c.names)
	return s
}

// doctors are the members to whom the case can be given; the one who has it and the one who would give it are left out.
func (c *Case) doctors(has, gives expertise.MemberID) (list []Option) {
	for _, m := range c.members {
		if m.Role.Examines() && m.ID != has && m.ID != gives {
			list = append(list, Option{Value: string(m.ID), Code: strconv.Itoa(len(list) + 1), Text: m.Name})
		}
	}
	return list
}

func (c *Case) facts(v *desk.CaseView) []Fact {
	l, r := c.env.language, &v.Referral
	facts := []Fact{
		{l.T("field.received"), c.env.date(r.Received)},
		{l.T("column.deadline"), c.env.date(c.env.deadline(r.Received))},
		{l.T("field.purpose"), c.env.purpose(r.Purpose)},
		{l.T("field.from"), strings.TrimSpace(r.From.Code + " " + r.From.Name)},
		{l.T("field.mode"), c.env.mode(r.Mode)},
		{l.T("column.doctor"), c.names[v.Assigned]},
	}
	previous := l.T("detail.none")
	for _, h := range v.History {
		if h.Case != v.ID {
			previous = c.env.outcomeUntil(h.Outcome, h.Until)
		}
	}
	facts = append(facts, Fact{l.T("detail.previous"), previous})
	if v.Reason != "" {
		facts = append(facts, Fact{l.T("field.reason"), v.Reason})
	}
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Value == "" })
}

var tabKeys = [tabCount]string{"case.tab.referral", "exam.tab.exam", "exam.tab.decision", "certificate.title", "exam.tab.log"}

func (c *Case) tabs() []TabView {
	l := c.env.language
	done := map[Tab]bool{}
	if v := c.file; v != nil {
		d := v.Decision()
		done[TabReferral], done[TabExamination] = true, v.Examination != nil
		done[TabDecision], done[TabCertificate] = d != nil && d.InForce, v.State == expertise.StateClosed
	}
	views := make([]TabView, 0, tabCount)
	for t := range tabCount {
		view := TabView{Tab: t, Title: strconv.Itoa(int(t)+1) + " " + l.T(tabKeys[t]), Done: done[t], Current: t == c.tab}
		if c.ErrorsOn != nil {
			view.Errors = c.ErrorsOn(t)
		}
		if view.Errors > 0 {
			view.Title += " (" + l.N("count.errors", view.Errors) + ")"
		}
		views = append(views, view)
	}
	return views
}
