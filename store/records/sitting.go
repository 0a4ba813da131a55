package records

import (
	"medsoc/expertise"
	"medsoc/expertise/plan"
	"medsoc/store/journal"
)

func sittingEntity(id expertise.SittingID) journal.Entity {
	return journal.Entity{Kind: journal.EntitySitting, ID: string(id)}
}

// LoadSitting folds a sitting for showing.
func LoadSitting(tx *Tx, id expertise.SittingID) (*expertise.SittingFile, error) {
	f, _, err := foldSitting(tx, id)
	if err == nil && !f.Planned && !f.Locked {
		err = expertise.Invalid("sitting.unknown", "")
	}
	return f, err
}

// foldSitting needs no keys: nothing personal is said of an appointment but whose it is.
func foldSitting(tx *Tx, id expertise.SittingID) (*expertise.SittingFile, map[expertise.OpID]error, error) {
	f := &expertise.SittingFile{}
	members := memberTable{tx}
	refused, err := fold(tx, sittingEntity(id), nil, func(e expertise.Entry) error {
		if planned, is := e.Change.(*expertise.SittingPlanned); is && planned.Sitting.ID != id {
			return expertise.Invalid("sitting.unknown", "")
		}
		return f.Apply(e, members)
	})
	return f, refused, err
}

func projectSitting(tx *Tx, id expertise.SittingID) (map[expertise.OpID]error, error) {
	f, refused, err := foldSitting(tx, id)
	if err != nil {
		return refused, err
	}
	if err := tx.exec(`delete from appointment where sitting = $1`, id); err != nil {
		return nil, err
	}
	if !f.Planned {
		return refused, tx.exec(`delete from sitting where id = $1`, id)
	}
	if err := tx.exec(`insert into sitting (id, commission, on_day, trip, district, place, begins, minutes, places, cancelled, locked)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (id) do update set commission = excluded.commission, on_day = excluded.on_day, trip = excluded.trip,
		district = excluded.district, place = excluded.place, begins = excluded.begins, minutes = excluded.minutes, places = excluded.places,
		cancelled = excluded.cancelled, locked = excluded.locked`, id, int64(f.Commission), f.On.String(), flag(f.Trip), f.District, f.Place, f.Begins, f.Minutes, f.Places,
		f.Cancelled, flag(f.Locked)); err != nil {
		return nil, err
	}
	for _, a := range f.Appointments {
		if err := tx.exec(`insert into appointment (sitting, person, place, on_day, invited, missed) values ($1,$2,$3,$4,$5,$6)`,
			id, a.Person, a.Place, f.On.String(), flag(a.Invited), flag(a.Missed)); err != nil {
			return nil, err
		}
	}
	return refused, nil
}

// SittingRow is one line of a timetable.
type SittingRow struct {
	expertise.Sitting
	Booked    int
	Cancelled string // reason, "" while it takes place
}

// maxSittings is more than a commission plans for ten years.
const maxSittings = 5000

// ListSittings gives a commission's sittings between two days, both included, by day and hour; commission 0 gives those of all.
func ListSittings(tx *Tx, commission expertise.CommissionNumber, from, to expertise.Date) ([]SittingRow, error) {
	last := to.String()
	if last == "" {
		last = "9999-12-31"
	}
	var list []SittingRow
	err := tx.Each(`select s.id, s.commission, s.on_day, s.trip, s.district, s.place, s.begins, s.minutes, s.places, s.cancelled,
		(select count(*) from appointment a where a.sitting = s.id) from sitting s
		where (s.commission = $1 or $1 = 0) and s.on_day >= $2 and s.on_day <= $3 order by s.on_day, s.begins, s.id limit $4`,
		[]any{int64(commission), from.String(), last, maxSittings}, func(scan func(...any) error) error {
			var r SittingRow
			var on string
			err := scan(&r.ID, &r.Commission, &on, &r.Trip, &r.District, &r.Place, &r.Begins, &r.Minutes, &r.Places, &r.Cancelled, &r.Booked)
			r.On = day(on)
			list = append(list, r)
			return err
		})
	return list, err
}

// MayBook says why a booking cannot be made today, as far as the sitting's own record does not say it. A sitting that is not there is the
// fold's to refuse.
func MayBook(tx *Tx, b plan.Booking, today expertise.Date) error {
	var person, past int
	err := tx.queryRow(`select (select count(*) from person where id = $1), (select count(*) from sitting where id = $2 and on_day < $3)`,
		b.Person, b.Sitting, today.String()).Scan(&person, &past)
	switch {
	case err != nil:
		return err
	case person == 0:
		return expertise.Invalid("person.unknown", "")
	case past > 0:
		return expertise.Invalid("sitting.past", "on")
	}
	elsewhere, err := BookedElsewhere(tx, b.Person, b.Sitting, today)
	if err == nil && elsewhere {
		err = expertise.Invalid("appointment.elsewhere", "")
	}
	return err
}

// BookedElsewhere tells whether a person holds a place at another sitting from a day on.
func BookedElsewhere(tx *Tx, person expertise.PersonID, but expertise.SittingID, from expertise.Date) (bool, error) {
	var n int
	err := tx.queryRow(`select count(*) from appointment where person = $1 and sitting <> $2 and on_day >= $3 and missed = 0`, person, but, from.String()).Scan(&n)
	return n > 0, err
}

// DueOf is the day of a person's next examination, zero when none is due.
func DueOf(tx *Tx, person expertise.PersonID) (on expertise.Date, err error) {
	err = tx.Each(`select next from due where person = $1`, []any{person}, func(scan func(...any) error) error {
		var next string
		err := scan(&next)
		on = day(next)
		return err
	})
	return on, err
}

// Needs counts those of the due list by month and district, with how many of them have a place.
func Needs(tx *Tx, f DueFilter) ([]plan.Need, error) {
	where, args := f.where()
	var list []plan.Need
	err := tx.Each(`select substr(d.next, 1, 7) as month, d.district, count(*), sum(case when exists `+booking+` then 1 else 0 end)
		from due d `+where+` group by 1, 2 order by 1, 2`, args, func(scan func(...any) error) error {
		var n plan.Need
		var month string
		err := scan(&month, &n.District, &n.Persons, &n.Booked)
		n.On = day(month + "-01")
		list = append(list, n)
		return err
	})
	return list, err
}
