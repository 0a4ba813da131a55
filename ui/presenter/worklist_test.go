package presenter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

// fakeWork is a commission with as many cases as a test wants, received from a day on, one a day.
type fakeWork struct {
	rows    []records.CaseRow
	gates   map[string]chan struct{} // by query: the answer waits
	fail    error
	assigns int
}

func (f *fakeWork) WorkList(_ context.Context, filter records.CaseFilter, limit int) (rows []records.CaseRow, total int, err error) {
	for _, r := range f.rows {
		if len(filter.States) > 0 && !slices.Contains(filter.States, r.State) || filter.Assigned != "" && r.Assigned != "Dr. Əliyeva L." ||
			filter.Person != "" && filter.Person != r.Person {
			continue
		}
		total++
		if (filter.After == nil || r.ID > filter.After.ID) && len(rows) < limit {
			rows = append(rows, r)
		}
	}
	return rows, total, f.fail
}

func (f *fakeWork) FindCases(_ context.Context, number string, _ int) (rows []records.CaseRow, err error) {
	for _, r := range f.rows {
		if strings.HasPrefix(string(r.Number), number) {
			rows = append(rows, r)
		}
	}
	return rows, f.fail
}

func (f *fakeWork) SearchPersons(_ context.Context, query string, _ int) (rows []records.PersonRow, err error) {
	if gate := f.gates[query]; gate != nil {
		<-gate
	}
	for _, r := range f.rows {
		if strings.HasPrefix(r.Name.Surname, query) {
			rows = append(rows, records.PersonRow{ID: r.Person, Name: r.Name})
		}
	}
	return rows, f.fail
}

func (f *fakeWork) Case(_ context.Context, id expertise.CaseID) (v desk.CaseView, err error) {
	for _, r := range f.rows {
		if r.ID == id {
			v.ID, v.State, v.Referral.From.Name = id, r.State, "Clinic "+string(r.Number)
			v.Person.Person.Name = r.Name
		}
	}
	return v, nil
}

func (f *fakeWork) Assign(context.Context, expertise.CaseID, expertise.MemberID) error {
	f.assigns++
	return f.fail
}

func (f *fakeWork) User() expertise.Member {
	return expertise.Member{ID: "m1", Name: "Dr. Əliyeva L.", Role: expertise.RoleChair}
}

func workRows(n int, first string, state expertise.State) (rows []records.CaseRow) {
	for i := range n {
		rows = append(rows, records.CaseRow{ID: expertise.CaseID(fmt.Sprintf("c%05d", i)), Number: expertise.CaseNumber(fmt.Sprintf("2026-03-%04d", i+1)),
			Person: expertise.PersonID(fmt.Sprintf("p%d", i)), Name: expertise.Name{Surname: fmt.Sprintf("S%05d", i), Given: "Leyla", Patronymic: "Rəşid qızı"},
			State: state, Received: day(first).AddDays(i), Birth: day("1979-03-14"), Sex: expertise.Female})
	}
	return rows
}

func workOn(t *testing.T, f *fakeWork) (*stage, *WorkList, *WorkState) {
	s, state := newStage(t), &WorkState{}
	w := NewWorkList(f, s.Env, func(st WorkState) { *state = st })
	w.Open()
	s.settle()
	return s, w, state
}

func TestDeadlines(t *testing.T) {
	// Ten working days from Tuesday 27 October are Thursday 12 November, today: weekends do not count, nor do State Flag Day on Monday the
	// 9th and the 10th, which is free in the place of Victory Day on Sunday the 8th.
	for _, c := range []struct {
		received string
		state    expertise.State
		want     string
		late     bool
	}{
		{"2026-10-29", expertise.StateReceived, "16.11.2026", false},
		{"2026-10-27", expertise.StateReceived, "12.11.2026", false},
		{"2026-10-26", expertise.StateAssigned, "1 day late", true},
		{"2026-10-24", expertise.StateReceived, "6 days late", true}, // a Saturday
		{"2026-10-01", expertise.StateDecided, "15.10.2026", false},  // the decision was made
		{"2026-10-01", expertise.StateReturned, "15.10.2026", false},
	} {
		f := &fakeWork{rows: workRows(1, c.received, c.state)}
		s, w, state := workOn(t, f)
		w.FilterStage("")
		s.settle()
		row := state.Rows[0]
		if row.Deadline != c.want || row.Late != c.late {
			t.Errorf("received %s, %s: %q late %v, want %q %v", c.received, c.state, row.Deadline, row.Late, c.want, c.late)
		}
	}
}

func TestWorkListCountsPagesAndNames(t *testing.T) {
	f := &fakeWork{rows: workRows(450, "2026-10-01", expertise.StateAssigned)}
	for i := range 5 {
		f.rows[i].Assigned = "Dr. Əliyeva L."
	}
	s, w, state := workOn(t, f)
	if state.Counts != "450 cases · 26 overdue · 5 assigned to you" {
		t.Errorf("counts %q", state.Counts)
	}
	if len(state.Rows) != 200 || !state.More || state.Rows[0].Name != "S00000 Leyla Rəşid q." || state.Rows[5].Doctor != "—" || state.Selected != 0 {
		t.Errorf("first page: %d rows, %+v", len(state.Rows), state.Rows[0])
	}
	w.NextPage()
	w.NextPage() // scrolled on before the page came
	s.settle()
	if len(state.Rows) != 400 {
		t.Errorf("two pages have %d rows", len(state.Rows))
	}
	w.NextPage()
	s.settle()
	w.NextPage()
	s.settle()
	if len(state.Rows) != 450 || state.More || state.Rows[449].ID != "c00449" {
		t.Errorf("in all %d rows", len(state.Rows))
	}
	w.FilterDoctor("mine")
	s.settle()
	if len(state.Rows) != 5 {
		t.Errorf("mine: %d rows", len(state.Rows))
	}
	if state.Counts != "5 cases · 5 overdue · 5 assigned to you" {
		t.Errorf("counts of the choice: %q", state.Counts)
	}
	w.Search("nobody of that name")
	s.settle()
	if state.Counts != "0 cases" || state.Empty.Text == "" {
		t.Errorf("counts of nothing: %q", state.Counts)
	}
}

// What is late stands in every period; what falls due later does not.
func TestPeriods(t *testing.T) {
	f := &fakeWork{rows: workRows(60, "2026-10-20", expertise.StateReceived)}
	for period, want := range map[string]int{"": 60, periodToday: 8, periodWeek: 9, periodMonth: 28} {
		s, w, state := workOn(t, f)
		w.FilterPeriod(period)
		s.settle()
		if len(state.Rows) != want || !strings.HasPrefix(state.Counts, fmt.Sprint(want)+" ") {
			t.Errorf("%q: %d rows, %q", period, len(state.Rows), state.Counts)
		}
	}
}

func TestANewerSearchWins(t *testing.T) {
	f := &fakeWork{rows: workRows(12, "2026-11-01", expertise.StateReceived), gates: map[string]chan struct{}{"S0": make(chan struct{})}}
	s, w, state := workOn(t, f)
	w.Search("S0")
	w.Search("S00007")
	close(f.gates["S0"])
	s.settle()
	if len(state.Rows) != 1 || state.Rows[0].ID != "c00007" || state.Query != "S00007" {
		t.Errorf("%q shows %+v", state.Query, state.Rows)
	}
	w.Search("2026-03-0003")
	s.settle()
	if len(state.Rows) != 1 || state.Rows[0].Number != "2026-03-0003" {
		t.Errorf("by number: %+v", state.Rows)
	}
	w.Search("nobody")
	s.settle()
	if len(state.Rows) != 0 || state.Empty.Action == "" || state.Card != nil {
		t.Errorf("nothing found: %+v", state)
	}
	w.ShowAll()
	s.settle()
	if len(state.Rows) != 12 || state.Query != "" {
		t.Errorf("after showing all: %d rows", len(state.Rows))
	}
}

func TestTheCardIsOfTheSelectedRow(t *testing.T) {
	f := &fakeWork{rows: workRows(3, "2026-11-01", expertise.StateReceived)}
	s, w, state := workOn(t, f)
	w.Select("c00001")
	if !state.Card.Loading || state.Card.Name != "S00001 Leyla Rəşid q." || state.Card.Line != "14.03.1979 (47 years) · Female" {
		t.Errorf("while it loads: %+v", state.Card)
	}
	w.Select("c00002")
	s.settle()
	if state.Card.ID != "c00002" || state.Card.Loading || state.Card.Facts[0].Value != "Clinic 2026-03-0003" || !state.Card.CanTake {
		t.Errorf("%+v", state.Card)
	}
}

func TestTakingTwiceIsOneAssignmentAndAnErrorKeepsTheRows(t *testing.T) {
	f := &fakeWork{rows: workRows(3, "2026-11-01", expertise.StateReceived)}
	s, w, state := workOn(t, f)
	w.Take()
	w.Take()
	if !state.Busy {
		t.Error("not busy")
	}
	s.settle()
	if f.assigns != 1 || state.Busy {
		t.Errorf("%d assignments", f.assigns)
	}
	f.fail = errors.New("disk I/O error")
	w.Open()
	s.settle()
	if state.Banner.Text == "" || state.Banner.Tone != ToneAlert || len(state.Rows) != 3 {
		t.Errorf("after a failure: %+v, %d rows", state.Banner, len(state.Rows))
	}
	f.fail = nil
	w.Open()
	s.settle()
	if state.Banner.Text != "" {
		t.Errorf("the banner stays: %+v", state.Banner)
	}
}

// A case is found by its number as people say it: by its beginning, or by its running part with or without the zeros.
func TestACaseIsFoundByItsNumberAsPeopleSayIt(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	v, err := b.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	th := open(t, b, b.Desk, Options{})
	number := string(v.Referral.Number)
	for _, part := range []string{number, number[:4], number[:7], number[8:], number[len(number)-1:]} {
		th.Work.Search(part)
		th.settle()
		if rows := th.work.Rows; len(rows) != 1 || rows[0].ID != id {
			t.Errorf("%q finds %d cases", part, len(rows))
		}
	}
	th.Work.Search("999999")
	th.settle()
	if len(th.work.Rows) != 0 {
		t.Errorf("a number that there is not finds %d cases", len(th.work.Rows))
	}
}
