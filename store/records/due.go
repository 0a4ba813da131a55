package records

import (
	"strings"

	"medsoc/expertise"
)

// DueFilter narrows the due list. Empty fields do not narrow; both days are included.
type DueFilter struct {
	From, To   expertise.Date
	District   string                     // in which the person lives
	Commission expertise.CommissionNumber // that decided last
	Unbooked   bool                       // only those who have no place at a sitting
}

// DueRow is one person whose next examination falls due.
type DueRow struct {
	Person     expertise.PersonID
	Case       expertise.CaseID // of the decision from which the present term comes
	Number     expertise.CaseNumber
	Name       expertise.Name
	Identifier expertise.Identifier
	District   string
	Commission expertise.CommissionNumber
	Outcome    expertise.Outcome
	Until      expertise.Date
	Next       expertise.Date
	Act        expertise.ExtensionID // that prolonged the term, "" for none
	Booked     expertise.SittingID   // at which the person has a place, "" for none
	BookedOn   expertise.Date
}

// booking finds the place that a row of due holds, as its day and the sitting's id. A place at a sitting up to the examination from which
// the present term comes was used then; one that the person missed is none.
var booking = bookingOf("d")

func bookingOf(due string) string {
	return `(select a.on_day || a.sitting from appointment a where a.person = ` + due + `.person and a.missed = 0 and a.on_day > ` + due + `.examined order by a.on_day desc limit 1)`
}

// bookedAt takes apart what booking gives: the day, and the sitting that has a place for the person.
func bookedAt(booked string) (on expertise.Date, at expertise.SittingID) {
	if n := len("2006-01-02"); len(booked) > n {
		return day(booked[:n]), expertise.SittingID(booked[n:])
	}
	return on, at
}

// ListDue gives persons by the day of their next examination. Open repeat cases do not hide a person: the old term runs on until there is
// a new decision.
func ListDue(tx *Tx, f DueFilter, limit int) ([]DueRow, error) {
	where, args := f.where()
	args = append(args, limit)
	var list []DueRow
	err := tx.Each(`select d.person, d.case_file, coalesce((select c.number from case_file c where c.id = d.case_file), ''), p.surname, p.given, p.patronymic, p.scheme, p.identifier, d.district, d.commission, d.outcome, d.percent, d.until, d.next, d.act,
		coalesce(`+booking+`, '') from due d join person p on p.id = d.person `+where+` order by d.next, d.person limit `+place(len(args)), args, func(scan func(...any) error) error {
		var r DueRow
		var until, next, booked string
		err := scan(&r.Person, &r.Case, &r.Number, &r.Name.Surname, &r.Name.Given, &r.Name.Patronymic, &r.Identifier.Scheme, &r.Identifier.Value, &r.District, &r.Commission,
			&r.Outcome.Code, &r.Outcome.Percent, &until, &next, &r.Act, &booked)
		r.Until, r.Next = day(until), day(next)
		r.BookedOn, r.Booked = bookedAt(booked)
		list = append(list, r)
		return err
	})
	return list, err
}

// CountDue counts per day how many rows ListDue would give in all.
func CountDue(tx *Tx, f DueFilter) (map[expertise.Date]int, error) {
	where, args := f.where()
	counts := map[expertise.Date]int{}
	err := tx.Each(`select d.next, count(*) from due d `+where+` group by d.next`, args, func(scan func(...any) error) error {
		var next string
		var n int
		err := scan(&next, &n)
		counts[day(next)] = n
		return err
	})
	return counts, err
}

func (f DueFilter) where() (string, []any) {
	var conditions []string
	var args []any
	add := func(condition string, value any) {
		args = append(args, value)
		conditions = append(conditions, condition+place(len(args)))
	}
	add(`d.next >= `, f.From.String())
	if !f.To.IsZero() {
		add(`d.next <= `, f.To.String())
	}
	if f.District != "" {
		add(`d.district = `, f.District)
	}
	if f.Commission != 0 {
		add(`d.commission = `, int64(f.Commission))
	}
	if f.Unbooked {
		conditions = append(conditions, `not exists `+booking)
	}
	return `where ` + strings.Join(conditions, ` and `), args
}
