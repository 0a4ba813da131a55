package records

import (
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"medsoc/expertise"
)

// CaseRow is one line of the work list.
type CaseRow struct {
	ID         expertise.CaseID
	Number     expertise.CaseNumber
	Person     expertise.PersonID
	Name       expertise.Name
	Identifier expertise.Identifier
	Birth      expertise.Date
	Sex        expertise.Sex
	State      expertise.State
	Purpose    expertise.Purpose
	Received   expertise.Date
	Assigned   string // the doctor's name
	Refused    int    // ops of this case that do not stand
	Locked     bool
}

// CaseFilter narrows the work list. Empty fields do not narrow.
type CaseFilter struct {
	States   []expertise.State
	Assigned expertise.MemberID
	Person   expertise.PersonID
	// ToPrint keeps the cases for which a paper of this kind is still to be made, or made and not printed yet, but none whose last one was
	// revoked; a certificate and a refusal notice count as one kind, and other papers are made beside a certificate only.
	ToPrint expertise.CertificateKind
	After   *CaseRow // the last row of the page before
}

const caseColumns = `select c.id, c.number, c.person, coalesce(p.surname, ''), coalesce(p.given, ''), coalesce(p.patronymic, ''), coalesce(p.scheme, ''), coalesce(p.identifier, ''),
	coalesce(p.birth, ''), coalesce(p.sex, ''), c.state, c.purpose, c.received, coalesce(m.name, ''), c.refused, c.locked
	from case_file c left join person p on p.id = c.person left join member m on m.id = c.assigned `

// ListCases gives a page of cases, the longest waiting first.
func ListCases(tx *Tx, f CaseFilter, limit int) ([]CaseRow, error) {
	where, args := f.where()
	if f.After != nil {
		args = append(args, f.After.Received.String(), f.After.ID)
		where += ` and (c.received, c.id) > (` + place(len(args)-1) + `, ` + place(len(args)) + `)`
	}
	args = append(args, limit)
	return scanCases(tx, caseColumns+where+` order by c.received, c.id limit `+place(len(args)), args)
}

// CountCases is how many rows ListCases would give in all.
func CountCases(tx *Tx, f CaseFilter) (n int, err error) {
	where, args := f.where()
	err = tx.queryRow(`select count(*) from case_file c `+where, args...).Scan(&n)
	return n, err
}

// FindCases looks for cases by the beginning of their number, or of its running part with or without leading zeros: "2026-03", "0016" and
// "16" find 2026-03-0016. The newest come first. Both ways go by an index, so the cost is that of what is found.
func FindCases(tx *Tx, number string, limit int) ([]CaseRow, error) {
	running := strings.TrimLeft(number, "0")
	if running == "" {
		running = number
	}
	return scanCases(tx, caseColumns+`where c.id in (select id from case_file where number >= $1 and number < $2
		union select id from case_file where `+runningPart+` >= $3 and `+runningPart+` < $4) order by c.number desc limit $5`,
		[]any{number, number + "\uffff", running, running + "\uffff", limit})
}

// runningPart is what follows year and desk in a case's number.
const runningPart = `ltrim(substr(number, 9), '0')`

// standing keeps the papers that a receiver may rely on; see expertise.FormState.Valid.
const standing = ` and t.state in ('issued', 'printed', 'handed-over')`

// notWithdrawn leaves out the cases whose newest paper of these kinds was revoked; see expertise.CaseFile.Withdrawn.
func notWithdrawn(kinds, certificates string) string {
	return strings.NewReplacer("KINDS", kinds, "CERTIFICATES", certificates).Replace(` and not exists (select 1 from certificate t join decision x on x.id = t.decision
		where t.case_file = c.id and x.in_force = 1 and t.kind in (KINDS) and t.state = 'revoked' and not exists (select 1 from certificate n
			where n.case_file = t.case_file and n.decision = t.decision and (n.issued, n.id) > (t.issued, t.id) and (n.kind in (KINDS)
				or n.kind in (CERTIFICATES) and (select r.state from certificate r where r.case_file = n.case_file and r.decision = n.decision
					and r.kind in (CERTIFICATES) and (r.issued, r.id) < (n.issued, n.id) order by r.issued desc, r.id desc limit 1) = 'revoked')))`)
}

func (f CaseFilter) where() (string, []any) {
	where, args := `where 1 = 1`, []any{}
	add := func(v any) string {
		args = append(args, v)
		return place(len(args))
	}
	if len(f.States) > 0 {
		places := make([]string, len(f.States))
		for i, s := range f.States {
			places[i] = add(s)
		}
		where += ` and c.state in (` + strings.Join(places, ", ") + `)`
	}
	certificates := strconv.Itoa(int(expertise.KindCertificate)) + ", " + strconv.Itoa(int(expertise.KindRefusal))
	if k := f.ToPrint; k.Aside() {
		paper := `exists (select 1 from certificate t where t.case_file = c.id and t.kind = `
		where += ` and ` + paper + add(int(expertise.KindCertificate)) + standing + `) and not ` + paper + add(int(k)) + standing + ` and t.state <> 'issued')` + notWithdrawn(strconv.Itoa(int(k)), certificates)
		if k == expertise.KindProgramme {
			where += ` and exists (select 1 from decision x where x.case_file = c.id and x.in_force = 1 and x.services > 0)`
		}
	} else if k != 0 {
		where += ` and (c.state = ` + add(expertise.StateDecided) + notWithdrawn(certificates, certificates) + ` or exists (select 1 from certificate t
			where t.case_file = c.id and t.state = 'issued' and t.kind in (` + certificates + `)))`
	}
	if f.Assigned != "" {
		where += ` and c.assigned = ` + add(f.Assigned)
	}
	if f.Person != "" {
		where += ` and c.person = ` + add(f.Person)
	}
	return where, args
}

func scanCases(tx *Tx, query string, args []any) ([]CaseRow, error) {
	var list []CaseRow
	err := tx.Each(query, args, func(scan func(...any) error) error {
		var r CaseRow
		var birth, received string
		var locked int
		if err := scan(&r.ID, &r.Number, &r.Person, &r.Name.Surname, &r.Name.Given, &r.Name.Patronymic, &r.Identifier.Scheme, &r.Identifier.Value,
			&birth, &r.Sex, &r.State, &r.Purpose, &received, &r.Assigned, &r.Refused, &locked); err != nil {
			return err
		}
		r.Birth, r.Received, r.Locked = day(birth), day(received), locked != 0
		list = append(list, r)
		return nil
	})
	return list, err
}

// PersonCases lists a person's cases, newest first.
func PersonCases(tx *Tx, id expertise.PersonID) ([]CaseRow, error) {
	return scanCases(tx, caseColumns+`where c.person = $1 order by c.received desc, c.id desc limit 200`, []any{id})
}

// PastDecision is an earlier decision of a person, as the law looks at it.
type PastDecision struct {
	ID      expertise.DecisionID
	Case    expertise.CaseID
	Outcome expertise.Outcome
	Cause   string
	Since   expertise.Date
	Until   expertise.Date
	Dispute bool
}

// History lists the person's decisions in force, oldest first.
func History(tx *Tx, id expertise.PersonID) ([]PastDecision, error) {
	var list []PastDecision
	err := tx.Each(`select id, case_file, outcome, percent, cause, since, until, disputed from decision where person = $1 and in_force = 1 order by since, at, id`,
		[]any{id}, func(scan func(...any) error) error {
			var d PastDecision
			var since, until string
			var disputed int
			err := scan(&d.ID, &d.Case, &d.Outcome.Code, &d.Outcome.Percent, &d.Cause, &since, &until, &disputed)
			d.Since, d.Until, d.Dispute = day(since), day(until), disputed != 0
			list = append(list, d)
			return err
		})
	return list, err
}

// FindPaper looks a paper up by its number.
func FindPaper(tx *Tx, number uint64) (c expertise.CaseID, certificate expertise.CertificateID, err error) {
	err = tx.queryRow(`select case_file, id from certificate where number = $1`, int64(number)).Scan(&c, &certificate)
	if errors.Is(err, sql.ErrNoRows) {
		err = expertise.Invalid("certificate.number", "", "number", strconv.FormatUint(number, 10))
	}
	return c, certificate, err
}
