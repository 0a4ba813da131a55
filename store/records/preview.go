package records

import "medsoc/expertise"

// Touched is whom an act would concern.
type Touched struct {
	Persons    int
	Removed    int                           // of these, persons whose examination would no longer fall in the year asked for
	Before     map[string]int                // present month of the examination, "2027-03"
	ByMonth    map[string]int                // new month of the examination
	ByWhat     map[expertise.OutcomeCode]int // by outcome
	ByDistrict map[string]int                // by the code of the district in which the person lives, "" where it is not known
	Rows       []TouchedRow                  // the first of them, by the original last day
	Booked     int                           // of these, persons who have a place at a sitting and would come too early; nobody frees it by itself
	Places     []TouchedRow                  // the first of those, by the original last day
}

// TouchedRow is one person's term with and without the act.
type TouchedRow struct {
	Person            expertise.PersonID
	Name              expertise.Name
	Outcome           expertise.Outcome
	Until, Next       expertise.Date // as the term runs now
	NewUntil, NewNext expertise.Date
	Booked            expertise.SittingID // at which the person has a place, "" for none
	BookedOn          expertise.Date
}

// maxTouched is as many rows as somebody looks through before an act is enacted.
const maxTouched = 200

// Preview works out whom an act would concern, and changes nothing. year counts the examinations that the act makes unnecessary in it. Only
// terms whose original last day lies in the act's window are read.
func Preview(tx *Tx, x expertise.Extension, year int) (Touched, error) {
	t := Touched{Before: map[string]int{}, ByMonth: map[string]int{}, ByWhat: map[expertise.OutcomeCode]int{}, ByDistrict: map[string]int{}}
	acts, err := Acts(tx)
	if err != nil {
		return t, err
	}
	acts = append(acts, x)
	err = tx.Each(`select d.person, d.outcome, d.percent, d.cause, d.since, d.until, d.next, r.until, r.next, r.district, coalesce(`+bookingOf("r")+`, '')
		from decision d join due r on r.decision = d.id where d.in_force = 1 and d.until >= $1 and d.until <= $2 order by d.until`, []any{x.From.String(), x.To.String()}, func(scan func(...any) error) error {
		var r TouchedRow
		var cause, since, until, next, runsUntil, runsNext, district, booked string
		if err := scan(&r.Person, &r.Outcome.Code, &r.Outcome.Percent, &cause, &since, &until, &next, &runsUntil, &runsNext, &district, &booked); err != nil {
			return err
		}
		after := expertise.Run(acts, term(r.Outcome.Code, cause, since, until, next))
		if after.Until.String() == runsUntil {
			return nil
		}
		t.Persons++
		t.ByWhat[r.Outcome.Code]++
		t.ByDistrict[district]++
		t.Before[month(runsNext)]++
		t.ByMonth[month(after.Next.String())]++
		r.Until, r.Next, r.NewUntil, r.NewNext = day(runsUntil), day(runsNext), after.Until, after.Next
		if r.Next.Year == year && r.NewNext.Year != year {
			t.Removed++
		}
		if r.BookedOn, r.Booked = bookedAt(booked); r.Booked != "" {
			if t.Booked++; len(t.Places) < maxTouched {
				t.Places = append(t.Places, r)
			}
		}
		if len(t.Rows) < maxTouched {
			t.Rows = append(t.Rows, r)
		}
		return nil
	})
	for _, rows := range [][]TouchedRow{t.Rows, t.Places} {
		for i := range rows {
			if err != nil {
				break
			}
			r := &rows[i]
			err = tx.queryRow(`select coalesce(max(surname), ''), coalesce(max(given), ''), coalesce(max(patronymic), '') from person where id = $1`, r.Person).
				Scan(&r.Name.Surname, &r.Name.Given, &r.Name.Patronymic)
		}
	}
	return t, err
}

// month is the month of a day in ISO form, "" of none.
func month(iso string) string { return iso[:min(len(iso), len("2027-03"))] }

// Saved says how many examinations of a year were made unnecessary.
type Saved struct {
	// ByActs counts persons whose original next examination lay in the year and whose present one, prolonged by an act, does not.
	ByActs int
	// WithoutTerm counts persons who came again with a term and were then established without one because the law says so: repeat
	// decisions in force that begin in the year and have no last day, as the law proposed and not only the commission chose, where
	// the decision before them, as far as it is known here, had one. Nobody need examine them again.
	WithoutTerm int
}

// SavedIn counts for one year. none is the outcome that says that no disability is established.
func SavedIn(tx *Tx, year int, none expertise.OutcomeCode) (s Saved, err error) {
	first, last := expertise.Date{Year: year, Month: 1, Day: 1}.String(), expertise.Date{Year: year, Month: 12, Day: 31}.String()
	err = tx.queryRow(`select count(*) from decision d join due on due.decision = d.id where d.in_force = 1 and d.next >= $1 and d.next <= $2
		and (due.next < $1 or due.next > $2)`, first, last).Scan(&s.ByActs)
	if err != nil {
		return s, err
	}
	err = tx.queryRow(`select count(*) from decision d left join decision b on b.id = d.previous where d.in_force = 1 and d.repeated = 1 and d.until = ''
		and d.since >= $1 and d.since <= $2 and d.outcome <> $3 and d.proposed <> $3 and d.proposed_until = '' and coalesce(b.until, '-') <> ''`,
		first, last, none).Scan(&s.WithoutTerm)
	return s, err
}
