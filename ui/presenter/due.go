package presenter

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/records"
)

// DueStore is what the due list asks of the desk.
type DueStore interface {
	Due(ctx context.Context, from, to expertise.Date, limit int) ([]records.DueRow, error)
	CountDue(ctx context.Context, from, to expertise.Date) (map[expertise.Date]int, error)
}

// DueDay is one cell of the month.
type DueDay struct {
	Date     expertise.Date // zero for a cell outside the month
	Day      string
	Count    int
	Bar      float32 // 0..1 of the month's fullest day
	Today    bool
	Past     bool
	Selected bool
}

// DueRow is one person who falls due.
type DueRow struct {
	Person     expertise.PersonID
	Case       expertise.CaseID
	Name       string
	Identifier string
	Outcome    string
	Until      string
	Next       string
	Late       bool
}

// DueState is the due list: a month, and the persons of a day, of the month or overdue.
type DueState struct {
	Common
	Month    string // "November 2026"
	Weekdays [7]string
	Weeks    [][7]DueDay
	Title    string // of the list: "12.11.2026", "November 2026" or "Overdue"
	Overdue  bool   // the list is of those overdue
	Late     string // "3 overdue"
	Count    string
	Rows     []DueRow
	Selected int
	More     bool
	Empty    Empty
}
