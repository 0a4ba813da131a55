package records

import (
	"database/sql"
	"errors"
	"fmt"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// Project folds one entity's ops anew and writes its rows. It returns, by op, why the fold left an op out.
func Project(tx *Tx, e journal.Entity, keys Keys) (map[expertise.OpID]error, error) {
	switch e.Kind {
	case journal.EntityPerson:
		return projectPerson(tx, expertise.PersonID(e.ID), keys)
	case journal.EntityCase:
		return projectCase(tx, expertise.CaseID(e.ID), keys)
	case journal.EntityMember:
		return projectMember(tx, e)
	case journal.EntityAct:
		return projectAct(tx, e)
	case journal.EntitySitting:
		return projectSitting(tx, expertise.SittingID(e.ID))
	case journal.EntityRule:
		return projectRule(tx, e)
	}
	return nil, nil // kept for a newer program
}

// fold gives each standing op of the entity to apply, in fold order.
func fold(tx *Tx, e journal.Entity, keys Keys, apply func(expertise.Entry) error) (map[expertise.OpID]error, error) {
	ops, err := entityOps(tx, e)
	if err != nil {
		return nil, err
	}
	known := map[expertise.PersonID]*journal.PersonKey{}
	refused := map[expertise.OpID]error{}
	for _, s := range ops {
		if s.Refused != "" {
			continue
		}
		op, err := s.Parse()
		if err != nil {
			return nil, err
		}
		key, asked := known[op.Subject]
		if !asked && op.Subject != "" && keys != nil {
			if key, err = keys.PersonKey(tx, op.Subject); err != nil {
				return nil, err
			}
			known[op.Subject] = key
		}
		change, sealed, err := op.Decode(key)
		if err == nil {
			err = apply(expertise.Entry{Op: op.ID, Base: op.Base, At: op.Time(), User: op.User, Desk: op.Desk, Hash: s.Hash(), Change: change, Sealed: sealed})
		}
		if err != nil {
			refused[op.ID] = err
		}
	}
	return refused, nil
}

// LoadPerson folds a person's record for showing.
func LoadPerson(tx *Tx, id expertise.PersonID, keys Keys) (*expertise.PersonFile, error) {
	p, _, err := foldPerson(tx, id, keys)
	if err == nil && !p.Exists() {
		err = expertise.Invalid("person.unknown", "")
	}
	return p, err
}

func foldPerson(tx *Tx, id expertise.PersonID, keys Keys) (*expertise.PersonFile, map[expertise.OpID]error, error) {
	p := expertise.NewPersonFile(id)
	members := memberTable{tx}
	refused, err := fold(tx, journal.Entity{Kind: journal.EntityPerson, ID: string(id)}, keys, func(e expertise.Entry) error { return p.Apply(e, members) })
	return p, refused, err
}

// LoadCase folds a case for showing.
func LoadCase(tx *Tx, id expertise.CaseID, keys Keys) (*expertise.CaseFile, error) {
	c, _, err := foldCase(tx, id, keys)
	if err == nil && c.State == expertise.StateNone && !c.Locked {
		err = expertise.Invalid("case.unknown", "")
	}
	return c, err
}

func foldCase(tx *Tx, id expertise.CaseID, keys Keys) (*expertise.CaseFile, map[expertise.OpID]error, error) {
	c := &expertise.CaseFile{ID: id}
	members := memberTable{tx}
	refused, err := fold(tx, journal.Entity{Kind: journal.EntityCase, ID: string(id)}, keys, func(e expertise.Entry) error { return c.Apply(e, members) })
	return c, refused, err
}

func projectPerson(tx *Tx, id expertise.PersonID, keys Keys) (map[expertise.OpID]error, error) {
	p, refused, err := foldPerson(tx, id, keys)
	if err != nil {
		return refused, err
	}
	if !p.Exists() && !p.Locked {
		return refused, forgetPerson(tx, id)
	}
	var no int64
	err = tx.queryRow(`select no from person where id = $1`, id).Scan(&no)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.queryRow(`select coalesce(max(no), 0) + 1 from person`).Scan(&no)
	}
	if err != nil {
		return nil, err
	}
	x := &p.Person
	err = tx.exec(`insert into person (id, no, surname, given, patronymic, sex, birth, scheme, identifier, district, conflicts, merged, sealed, locked)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) on conflict (id) do update set surname = excluded.surname, given = excluded.given,
		patronymic = excluded.patronymic, sex = excluded.sex, birth = excluded.birth, scheme = excluded.scheme, identifier = excluded.identifier,
		district = excluded.district, conflicts = excluded.conflicts, merged = excluded.merged, sealed = excluded.sealed, locked = excluded.locked`,
		id, no, x.Name.Surname, x.Name.Given, x.Name.Patronymic, x.Sex, x.Birth.String(), x.Identifier.Scheme, x.Identifier.Value,
		x.District, len(p.Conflicts), flag(p.Merged), flag(p.Sealed), flag(p.Locked))
	if err != nil {
		return nil, err
	}
	if err := indexPerson(tx, no, x); err != nil {
		return nil, err
	}
	if err := writeForeign(tx, id, x.Foreign); err != nil {
		return nil, err
	}
	return refused, settle(tx, id)
}

// forgetPerson and forgetCase take away the rows of a record whose very first op was refused. The op itself is kept and shown.
func forgetPerson(tx *Tx, id expertise.PersonID) error {
	var no int64
	switch err := tx.queryRow(`select no from person where id = $1`, id).Scan(&no); {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	if err := unindexPerson(tx, no); err != nil {
		return err
	}
	if err := writeForeign(tx, id, nil); err != nil {
		return err
	}
	return tx.exec(`delete from person where id = $1`, id)
}

func forgetCase(tx *Tx, id expertise.CaseID) error {
	for _, query := range []string{`delete from decision where case_file = $1`, `delete from certificate where case_file = $1`,
		`delete from due where case_file = $1`, `delete from case_file where id = $1`} {
		if err := tx.exec(query, id); err != nil {
			return err
		}
	}
	return nil
}

func writeForeign(tx *Tx, id expertise.PersonID, foreign []expertise.Coding) error {
	if err := tx.exec(`delete from person_foreign where person = $1`, id); err != nil {
		return err
	}
	for _, f := range foreign {
		if err := tx.exec(`insert into person_foreign (system, code, person) values ($1, $2, $3) on conflict do nothing`, f.System, f.Code, id); err != nil {
			return err
		}
	}
	return nil
}

func projectCase(tx *Tx, id expertise.CaseID, keys Keys) (map[expertise.OpID]error, error) {
	c, refused, err := foldCase(tx, id, keys)
	if err != nil {
		return refused, err
	}
	if c.State == expertise.StateNone && !c.Locked {
		return refused, forgetCase(tx, id)
	}
	examined := ""
	if c.Examination != nil {
		examined = c.Examination.On.String()
	}
	var touched int64
	if n := len(c.Log); n > 0 {
		touched = c.Log[n-1].At.UnixMilli()
	}
	r := &c.Referral
	err = tx.exec(`insert into case_file (id, number, person, commission, state, purpose, received, assigned, examined, touched, refused, locked)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (id) do update set number = excluded.number, person = excluded.person,
		commission = excluded.commission, state = excluded.state, purpose = excluded.purpose, received = excluded.received, assigned = excluded.assigned,
		examined = excluded.examined, touched = excluded.touched, refused = excluded.refused, locked = excluded.locked`,
		id, r.Number, r.Person, int64(r.Commission), c.State, r.Purpose, r.Received.String(), c.Assigned, examined, touched, len(refused), flag(c.Locked))
	if err != nil {
		return nil, err
	}
	if err := writeDecisions(tx, c); err != nil {
		return nil, err
	}
	if err := writeCertificates(tx, c); err != nil {
		return nil, err
	}
	return refused, settle(tx, r.Person)
}

func writeDecisions(tx *Tx, c *expertise.CaseFile) error {
	if err := tx.exec(`delete from decision where case_file = $1`, c.ID); err != nil {
		return err
	}
	for i := range c.Decisions {
		d := &c.Decisions[i]
		x := &d.Decision
		if err := tx.exec(`insert into decision (id, case_file, person, previous, outcome, percent, cause, since, until, next, in_force, at, differs,
			repeated, proposed, proposed_until, services) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17) on conflict (id) do nothing`, x.ID, c.ID, c.Referral.Person, x.Previous, x.Outcome.Code, int(x.Outcome.Percent), x.Cause,
			x.Since.String(), x.Until.String(), x.Next.String(), flag(d.InForce), d.InForceAt.UnixMilli(), flag(x.Differs()),
			flag(x.Repeat), x.Basis.Proposed.Code, x.Basis.ProposedUntil.String(), len(x.Services)); err != nil {
			return err
		}
	}
	return nil
}

func writeCertificates(tx *Tx, c *expertise.CaseFile) error {
	if err := tx.exec(`delete from certificate where case_file = $1`, c.ID); err != nil {
		return err
	}
	for i := range c.Certificates {
		f := &c.Certificates[i]
		if err := tx.exec(`insert into certificate (id, case_file, person, decision, kind, number, commission, idx, seal_hash, state, issued, sample,
			replaces, reason, receiver, given) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16) on conflict (id) do nothing`, f.ID, c.ID, c.Referral.Person, f.Decision, int(f.Kind), int64(f.Number), int(f.Commission),
			int64(f.Index), f.SealHash, f.State, f.Issued.UnixMilli(), flag(f.Sample), f.Replaces, f.Reason, f.Receiver, f.GivenOn.String()); err != nil {
			return err
		}
	}
	return nil
}

// projectMember keeps the first coming of a member. A second one under the same id is refused: the fold of cases asks for the member's role,
// and a role that changed would make it leave out what was right when it was done. A change of role will be a kind of its own, with a day.
func projectMember(tx *Tx, e journal.Entity) (map[expertise.OpID]error, error) {
	members := memberTable{tx}
	known := false
	return fold(tx, e, nil, func(entry expertise.Entry) error {
		added, is := entry.Change.(*expertise.MemberAdded)
		if !is {
			return nil // a newer program's; members are never locked
		}
		if entry.User != "" {
			if m, known := members.Member(entry.User); !known || !m.Role.May(expertise.KindMemberAdded) {
				return expertise.Invalid("member.role", "", "role", string(m.Role))
			}
		}
		if known {
			return expertise.Invalid("member.known", "")
		}
		known = true
		m := added.Member
		if string(m.ID) != e.ID || m.Name == "" || len(m.Key) != 65 {
			return expertise.Invalid("member.unknown", "")
		}
		return tx.exec(`insert into member (id, name, role, key, desk) values ($1,$2,$3,$4,$5)
			on conflict (id) do update set name = excluded.name, role = excluded.role, key = excluded.key`, m.ID, m.Name, m.Role, m.Key, entry.Desk)
	})
}

// settle works out what follows from all decisions of one person, also when the person is registered twice under one identifier:
// which decisions are disputed, and when the next examination falls due.
func settle(tx *Tx, id expertise.PersonID) error {
	type row struct {
		decision, caseFile, person, previous, since, next, until, outcome, cause string
		percent                                                                  int
	}
	var standing []row
	forks := map[string]int{}
	err := tx.Each(`select d.id, d.case_file, d.person, d.previous, d.since, d.next, d.until, d.outcome, d.cause, d.percent from decision d where d.in_force = 1 and (d.person = $1 or d.person in
		(select q.id from person p join person q on q.scheme = p.scheme and q.identifier = p.identifier where p.id = $1 and p.identifier <> ''))
		order by d.since, d.at, d.id`, []any{id}, func(scan func(...any) error) error {
		var r row
		if err := scan(&r.decision, &r.caseFile, &r.person, &r.previous, &r.since, &r.next, &r.until, &r.outcome, &r.cause, &r.percent); err != nil {
			return err
		}
		standing = append(standing, r)
		forks[r.previous]++
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	if err := tx.exec(`delete from due where person = $1`, id); err != nil {
		return err
	}
	acts, err := Acts(tx)
	if err != nil {
		return err
	}
	for i, r := range standing {
		if err := tx.exec(`update decision set disputed = $2 where id = $1`, r.decision, flag(forks[r.previous] > 1)); err != nil {
			return err
		}
		if err := tx.exec(`delete from due where person = $1`, r.person); err != nil {
			return err
		}
		if i == len(standing)-1 && r.next != "" {
			runs := expertise.Run(acts, term(expertise.OutcomeCode(r.outcome), r.cause, r.since, r.until, r.next))
			if err := tx.exec(`insert into due (person, case_file, decision, next, until, outcome, percent, act, district, commission, examined)
				values ($1,$2,$3,$4,$5,$6,$7,$8,coalesce((select district from person where id = $1), ''),
				coalesce((select commission from case_file where id = $2), 0), coalesce((select examined from case_file where id = $2), ''))`,
				r.person, r.caseFile, r.decision, runs.Next.String(), runs.Until.String(), r.outcome, r.percent, runs.Act); err != nil {
				return err
			}
		}
	}
	return nil
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
