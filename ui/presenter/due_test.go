package presenter

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/records"
)

// fakeDue has one person due on each of some days.
type fakeDue struct{ days []expertise.Date }

func (f *fakeDue) Due(_ context.Context, q records.DueFilter, limit int) (rows []records.DueRow, err error) {
	for i, d := range f.days {
		if !d.Before(q.From) && (q.To.IsZero() || !d.After(q.To)) && len(rows) < limit {
			rows = append(rows, records.DueRow{Person: expertise.PersonID(fmt.Sprint("p", i)), Name: expertise.Name{Surname: "Əliyeva", Given: "Leyla", Patronymic: "Rəşid qızı"},
				Identifier: expertise.Identifier{Scheme: "fin", Value: "5K1Z71A"}, Outcome: expertise.Outcome{Code: "p61", Percent: 70}, Until: d.AddDays(-1), Next: d})
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

func dueOn(t *testing.T) (*stage, *Due, *DueState) {
	s, state := newStage(t), &DueState{}
	f := &fakeDue{[]expertise.Date{day("2026-10-30"), day("2026-11-02"), day("2026-11-20"), day("2026-11-20"), day("2026-12-01")}}
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
	d.ShowOverdue()
	s.settle()
	if len(state.Rows) != 2 || !state.Overdue {
		t.Errorf("overdue: %+v", state.Rows)
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
	if err != nil || len(lines) != 4 || lines[1][0] != "Əliyeva Leyla Rəşid qızı" || lines[1][3] != "70" || lines[1][5] != "2026-11-02" {
		t.Errorf("%v %v", lines, err)
	}
	if state.Banner.Tone != ToneDone || !strings.Contains(state.Banner.Text, path) {
		t.Errorf("%+v", state.Banner)
	}
	if noFormula("=HYPERLINK(1)") != "'=HYPERLINK(1)" || noFormula("Əli") != "Əli" {
		t.Error("a name can become a formula")
	}
}
