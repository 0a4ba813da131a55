package presenter

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"medsoc/expertise"
	"medsoc/store/records"
)

// fakeDue has one person due on each of some days.
type fakeDue struct {
	days  []expertise.Date
	mu    sync.Mutex
	asked []records.DueFilter
}

func (f *fakeDue) Due(_ context.Context, q records.DueFilter, limit int) (rows []records.DueRow, err error) {
	f.mu.Lock()
	f.asked = append(f.asked, q)
	f.mu.Unlock()
	for i, d := range f.days {
		if !d.Before(q.From) && (q.To.IsZero() || !d.After(q.To)) && len(rows) < limit {
			rows = append(rows, records.DueRow{Person: expertise.PersonID(fmt.Sprint("p", i)), Name: expertise.Name{Surname: "Əliyeva", Given: "Leyla", Patronymic: "Rəşid qızı"},
				Identifier: expertise.Identifier{Scheme: "fin", Value: "5K1Z71A"}, Outcome: expertise.Outcome{Code: "p61", Percent: 70}, Until: d.AddDays(-1), Next: d, District: "yasamal", Commission: 3, BookedOn: day("2026-11-25")})
		}
	}
	return rows, nil
}

func (f *fakeDue) CountDue(_ context.Context, q records.DueFilter) (map[expertise.Date]int, error) {
	counts := map[expertise.Date]int{}
	rows, _ := f.Due(context.Background(), q, 1000)
	for _, r := range rows {
		counts[r.Next]++
	}
	return counts, nil
}

func (f *fakeDue) EarlyBounds() (from, to expertise.Date) {
	return day("2026-11-13"), day("2026-11-30")
}

func (f *fakeDue) SavedIn(_ context.Context, year int) (records.Saved, error) {
	return records.Saved{ByActs: 3, WithoutTerm: 2}, nil
}

func dueOn(t *testing.T) (*stage, *Due, *DueState) {
	s, state := newStage(t), &DueState{}
	f := &fakeDue{days: []expertise.Date{day("2026-10-30"), day("2026-11-02"), day("2026-11-20"), day("2026-11-20"), day("2026-12-01")}}
	d := NewDue(f, s.Env, func(st DueState) { *state = st })
	d.Open()
	s.settle()
	return s, d, state
}

func TestTheMonthIsACalendarFromMonday(t *testing.T) {
	s, d, state := dueOn(t)
	if state.Month != "November 2026" || len(state.Weeks) != 6 || state.Late != "2 overdue" || state.Count != "3 persons fall due" {
		t.Fatalf("%s, %d weeks, %q, %q", state.Month, len(state.Weeks), state.Late, state.Count)
	}
	// 1 November 2026 is a Sunday, the 30th a Monday.
	if sunday := state.Weeks[0][6]; sunday.Day != "1" || !state.Weeks[0][5].Date.IsZero() || state.Weeks[5][0].Day != "30" || !state.Weeks[5][1].Date.IsZero() {
		t.Errorf("%+v", state.Weeks)
	}
	if friday := state.Weeks[3][4]; friday.Count != 2 || friday.Bar != 1 || friday.Past || state.Weeks[1][0].Bar != 0.5 || !state.Weeks[2][3].Today {
		t.Errorf("%+v", state.Weeks[3])
	}
	if !state.Rows[0].Late || state.Rows[0].Next != "10 days late" || state.Rows[1].Next != "20.11.2026" || state.Rows[0].Name != "Əliyeva Leyla Rəşid q." {
		t.Errorf("%+v", state.Rows)
	}
	d.ShowDay(day("2026-11-20"))
	s.settle()
	if len(state.Rows) != 2 || state.Title != "20.11.2026" || !state.Weeks[3][4].Selected {
		t.Errorf("a day: %+v", state)
	}
	d.Show(DueOverdue)
	s.settle()
	if len(state.Rows) != 2 || state.List != DueOverdue {
		t.Errorf("overdue: %+v", state.Rows)
	}
	if state.Early != "2 may come now" || state.Saved != "5 examinations made unnecessary this year: 3 by acts, 2 by without-term rules" {
		t.Errorf("%q %q", state.Early, state.Saved)
	}
	d.Show(DueEarly)
	s.settle()
	if len(state.Rows) != 2 || state.Rows[0].Late || state.Title != "May come already" {
		t.Errorf("early: %+v", state.Rows)
	}
	if y := state.Months; y[9].Count != 1 || y[10].Count != 3 || y[11].Text != "1" || !y[10].Now || !y[9].Past || state.Shown != 10 {
		t.Errorf("the year: %+v", y)
	}
	d.NextMonth()
	d.NextMonth()
	s.settle()
	if state.Month != "January 2027" || len(state.Rows) != 0 || state.Empty.Action == "" {
		t.Errorf("two months on: %s %+v", state.Month, state.Rows)
	}
	d.ThisMonth()
	s.settle()
	if state.Month != "November 2026" || len(state.Rows) != 3 {
		t.Errorf("back: %s", state.Month)
	}
}

func TestTheListIsWrittenForASpreadsheet(t *testing.T) {
	s, d, state := dueOn(t)
	path := filepath.Join(t.TempDir(), "due.csv")
	d.SaveCSV(path)
	s.settle()
	data, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(data), "\uFEFF") {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\uFEFF"))).ReadAll()
	if err != nil || len(lines) != 4 || len(lines[0]) != 9 || lines[1][6] != "Baku, Yasamal district" || lines[1][7] != "3" || lines[1][8] != "2026-11-25" || lines[1][0] != "Əliyeva Leyla Rəşid qızı" || lines[1][3] != "70" || lines[1][5] != "2026-11-02" {
		t.Errorf("%v %v", lines, err)
	}
	if state.Banner.Tone != ToneDone || !strings.Contains(state.Banner.Text, path) {
		t.Errorf("%+v", state.Banner)
	}
	if noFormula("=HYPERLINK(1)") != "'=HYPERLINK(1)" || noFormula("Əli") != "Əli" {
		t.Error("a name can become a formula")
	}
}

func TestTheCalendarIsWalkedByKey(t *testing.T) {
	s, d, state := dueOn(t)
	marked := func() (list []string) {
		for _, week := range state.Weeks {
			for _, cell := range week {
				if cell.Marked {
					list = append(list, cell.Date.String())
				}
			}
		}
		return list
	}
	for _, c := range []struct {
		move func()
		want string
	}{{func() {}, "2026-11-12"}, {func() { d.MoveDay(7) }, "2026-11-19"}, {func() { d.MoveDay(1) }, "2026-11-20"}, {d.ShowMarked, "2026-11-20"}, {func() { d.MoveDay(14) }, "2026-12-04"},
		{func() { d.MoveMonth(1) }, "2027-01-04"}, {func() { d.JumpTo(day("2027-03-01")) }, "2027-03-01"}, {d.ThisMonth, "2026-11-12"}} {
		c.move()
		s.settle()
		if got := marked(); len(got) != 1 || got[0] != c.want {
			t.Errorf("marked %v, want %s", got, c.want)
		}
		if c.want == "2026-11-20" && state.List == DueOnDay && len(state.Rows) != 2 {
			t.Errorf("the day's list: %+v", state.Rows)
		}
	}
}

func TestTheDueListIsNarrowed(t *testing.T) {
	s, d, state := dueOn(t)
	f := d.store.(*fakeDue)
	d.FilterDistrict("yasamal")
	s.settle()
	f.asked = nil
	d.FilterUnbooked(true)
	s.settle()
	for _, q := range f.asked {
		if q.District != "yasamal" || !q.Unbooked {
			t.Errorf("a count or list is of others: %+v", q)
		}
	}
	if state.District != "yasamal" || !state.Unbooked || len(state.Districts) < 2 || state.Districts[0].Value != "" {
		t.Errorf("%+v", state.Districts)
	}
}
