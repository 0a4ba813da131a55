package registry

import (
	"medsoc/expertise"
	"medsoc/store/journal"
)

func personEntity(id expertise.PersonID) journal.Entity {
	return journal.Entity{Kind: journal.EntityPerson, ID: string(id)}
}

// openCommission begins a commission's feed with what all know: members and extension acts.
func (t *tx) openCommission(c expertise.CommissionNumber) error {
	if known, err := t.exists(`select 1 from commission where number = $1`, int64(c)); known || err != nil {
		return err
	}
	if err := t.exec(`insert into commission (number) values ($1)`, int64(c)); err != nil {
		return err
	}
	return t.feedAll(c, `entity_kind in ($1, $2)`, journal.EntityMember, journal.EntityAct)
}

// knownToAll tells what is no commission's own.
func knownToAll(k journal.EntityKind) bool {
	return k == journal.EntityMember || k == journal.EntityAct
}

// inScope tells whether the commission may know the record.
func (t *tx) inScope(c expertise.CommissionNumber, e journal.Entity) (bool, error) {
	return t.exists(`select 1 from scope where entity_kind = $1 and entity = $2 and commission = $3`, e.Kind, e.ID, int64(c))
}

// addScope lets a commission know a record; what happened to it before follows in the feed.
func (t *tx) addScope(c expertise.CommissionNumber, e journal.Entity) error {
	known, err := t.inScope(c, e)
	if known || err != nil {
		return err
	}
	if err := t.exec(`insert into scope (commission, entity_kind, entity) values ($1, $2, $3)`, int64(c), e.Kind, e.ID); err != nil {
		return err
	}
	return t.feedAll(c, `entity_kind = $1 and entity = $2`, e.Kind, e.ID)
}

// feedAll appends the accepted ops of a condition to a commission's feed, in feed order.
func (t *tx) feedAll(c expertise.CommissionNumber, where string, args ...any) error {
	var seqs []int64
	err := t.Each(`select seq from op where seq is not null and `+where+` order by seq`, args, func(scan func(...any) error) error {
		var seq int64
		err := scan(&seq)
		seqs = append(seqs, seq)
		return err
	})
	for _, seq := range seqs {
		if err == nil {
			err = t.feed(c, seq)
		}
	}
	return err
}

// feed gives op number seq the commission's next place, unless it has one.
func (t *tx) feed(c expertise.CommissionNumber, seq int64) error {
	return t.exec(`insert into feed (commission, place, seq) select $1, coalesce(max(place), 0) + 1, $2 from feed where commission = $1
		on conflict (commission, seq) do nothing`, int64(c), seq)
}

// spread widens scopes by an accepted op and gives it its places. to are the commissions that learn of the record by this op.
func (t *tx) spread(op *journal.Op, seq int64, to ...expertise.CommissionNumber) error {
	if !knownToAll(op.Entity.Kind) {
		for _, c := range to {
			if err := t.openCommission(c); err != nil {
				return err
			}
			if op.Subject != "" {
				if err := t.addScope(c, personEntity(op.Subject)); err != nil {
					return err
				}
			}
			if err := t.addScope(c, op.Entity); err != nil {
				return err
			}
		}
	}
	query, args := `select commission from scope where entity_kind = $1 and entity = $2`, []any{op.Entity.Kind, op.Entity.ID}
	if knownToAll(op.Entity.Kind) {
		query, args = `select number from commission`, nil
	}
	var knowing []expertise.CommissionNumber
	err := t.Each(query, args, func(scan func(...any) error) error {
		var c int64
		err := scan(&c)
		knowing = append(knowing, expertise.CommissionNumber(c))
		return err
	})
	for _, c := range knowing {
		if err == nil {
			err = t.feed(c, seq)
		}
	}
	return err
}
