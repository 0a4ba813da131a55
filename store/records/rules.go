package records

import (
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/journal"
)

// RuleEntity names what one commission says of a rule. Each commission confirms for itself: its word is a record of its own, which no
// other commission knows or can change.
func RuleEntity(commission expertise.CommissionNumber, rule expertise.RuleID) journal.Entity {
	return journal.Entity{Kind: journal.EntityRule, ID: rulePrefix(commission) + string(rule)}
}

func rulePrefix(commission expertise.CommissionNumber) string {
	return strconv.Itoa(int(commission)) + "/"
}

// IsRuleOf tells whether a record is what this commission says of a rule.
func IsRuleOf(commission expertise.CommissionNumber, e journal.Entity) bool {
	return e.Kind == journal.EntityRule && strings.HasPrefix(e.ID, rulePrefix(commission))
}

// Confirmations gives the confirmations that stand, in the order of editions and rows.
func Confirmations(tx *Tx) (law.Confirmations, error) {
	var list law.Confirmations
	err := tx.Each(`select body from rule where stands = 1 order by edition, name`, nil, func(scan func(...any) error) error {
		var body []byte
		if err := scan(&body); err != nil {
			return err
		}
		var c expertise.Confirmation
		if err := journal.Unmarshal(body, &c); err != nil {
			return err
		}
		list = append(list, c)
		return nil
	})
	return list, err
}

// Doubts gives the rules whose confirmation was taken back.
func Doubts(tx *Tx) (list []expertise.RuleFile, err error) {
	err = tx.Each(`select body from rule where stands = 0 order by edition, name`, nil, func(scan func(...any) error) error {
		var body []byte
		if err := scan(&body); err != nil {
			return err
		}
		var f expertise.RuleFile
		if err := journal.Unmarshal(body, &f); err != nil {
			return err
		}
		if f.Doubt != nil {
			list = append(list, f)
		}
		return nil
	})
	return list, err
}

// projectRule writes what a commission's administrators said of a rule. A confirmation of another rule than the one its record is for
// is left out.
func projectRule(tx *Tx, e journal.Entity) (map[expertise.OpID]error, error) {
	var f expertise.RuleFile
	members := memberTable{tx}
	refused, err := fold(tx, e, nil, func(entry expertise.Entry) error {
		if c, is := entry.Change.(*expertise.RuleConfirmed); is && !strings.HasSuffix(e.ID, "/"+string(law.RuleOf(c.Confirmation.Edition, c.Confirmation.Row))) {
			return expertise.Invalid("rule.unknown", "")
		}
		return f.Apply(entry, members)
	})
	if err != nil {
		return nil, err
	}
	if f.Row == "" {
		return refused, tx.exec(`delete from rule where id = $1`, e.ID)
	}
	body, err := journal.Marshal(f)
	if err != nil {
		return nil, err
	}
	return refused, tx.exec(`insert into rule (id, edition, name, body, stands) values ($1,$2,$3,$4,$5) on conflict (id) do update set
		edition = excluded.edition, name = excluded.name, body = excluded.body, stands = excluded.stands`,
		e.ID, f.Edition.String(), f.Row, body, flag(f.Stands && !f.Locked))
}
