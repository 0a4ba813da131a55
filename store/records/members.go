package records

import "medsoc/expertise"

// memberTable answers from the projected members within one transaction.
type memberTable struct{ tx *Tx }

func (t memberTable) Member(id expertise.MemberID) (expertise.Member, bool) {
	m := expertise.Member{ID: id}
	err := t.tx.queryRow(`select name, role, key from member where id = $1`, id).Scan(&m.Name, &m.Role, &m.Key)
	return m, err == nil
}

// ListMembers gives the members added by a desk, or all with desk "", by name.
func ListMembers(tx *Tx, desk expertise.DeskID) ([]expertise.Member, error) {
	var list []expertise.Member
	err := tx.Each(`select id, name, role, key from member where desk = $1 or $1 = '' order by name, id`, []any{desk}, func(scan func(...any) error) error {
		var m expertise.Member
		err := scan(&m.ID, &m.Name, &m.Role, &m.Key)
		list = append(list, m)
		return err
	})
	return list, err
}
