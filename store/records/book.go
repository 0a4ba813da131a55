package records

import (
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/journal"
)

// Block is a run of numbers that were reserved for a desk, both ends included.
type Block struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// What became of a number that no standing entry of a case names.
const (
	FormRefused expertise.FormState = "refused" // the registry or the case's own course did not accept the paper
	FormUnused  expertise.FormState = "unused"  // the desk got a new block before it came to this number
	FormMissing expertise.FormState = "missing" // nothing tells: somebody must find out
)

// BookRow is one line of the book of numbered forms: a paper, or a run of numbers that no paper has.
type BookRow struct {
	Number     uint64
	To         uint64 // last number of a run; Number for one paper
	Kind       expertise.CertificateKind
	Issued     time.Time // of a run: when the next paper was issued
	Case       expertise.CaseID
	Person     expertise.PersonID
	Name       expertise.Name
	State      expertise.FormState
	Reason     string
	Receiver   string
	GivenOn    expertise.Date
	Replaces   uint64 // number of the paper that this one replaces; 0: none
	ReplacedBy uint64
}

// Book lists the papers that a desk issued in a time, in the order of their numbers, with what became of each. It is made from the ops
// and not from the tables, so that a paper which was refused afterwards keeps its line, and a number that was passed over has one too.
func Book(tx *Tx, desk expertise.DeskID, blocks []Block, from, to time.Time) (rows []BookRow, err error) {
	before, err := listOps(tx, `select bytes, signature, coalesce(seq, 0), coalesce(refused, '') from op where desk = $1 and kind = 'certificate.issued' and at < $2
		order by n desc limit 1`, desk, from.UnixMilli())
	if err != nil {
		return nil, err
	}
	ops, err := listOps(tx, `select bytes, signature, coalesce(seq, 0), coalesce(refused, '') from op where desk = $1 and kind = 'certificate.issued'
		and at >= $2 and at < $3 order by n`, desk, from.UnixMilli(), to.UnixMilli())
	if err != nil {
		return nil, err
	}
	var last uint64
	for _, s := range before {
		row, err := issuedForm(s)
		if err != nil {
			return nil, err
		}
		last = row.Number
	}
	for _, s := range ops {
		row, err := issuedForm(s)
		if err != nil {
			return nil, err
		}
		for _, gap := range between(blocks, last, row.Number) {
			gap.Issued = row.Issued
			rows = append(rows, gap)
		}
		if err := whatBecame(tx, &row, s.Refused); err != nil {
			return nil, err
		}
		rows, last = append(rows, row), row.Number
	}
	return rows, nil
}

// issuedForm reads what an op says openly.
func issuedForm(s Stored) (row BookRow, err error) {
	op, err := s.Parse()
	if err != nil {
		return row, err
	}
	change, _, err := op.Decode(nil)
	if err != nil {
		return row, err
	}
	issued, is := change.(*expertise.CertificateIssued)
	if !is {
		return row, fmt.Errorf("%w (%s)", journal.ErrMalformed, op.ID)
	}
	c := issued.Certificate
	return BookRow{Number: c.Number, To: c.Number, Kind: c.Kind, Issued: c.Issued, Case: expertise.CaseID(op.Entity.ID), Person: op.Subject}, nil
}

// between gives the runs of numbers that lie between two papers issued one after the other. The rest of a block that a new one followed
// is unused, and so is a block of which no number was taken; any other gap is missing.
func between(blocks []Block, last, next uint64) (rows []BookRow) {
	add := func(from, to uint64, state expertise.FormState) {
		if from <= to {
			rows = append(rows, BookRow{Number: from, To: to, State: state})
		}
	}
	begun := last == 0
	for _, b := range blocks {
		hasLast, hasNext := last >= b.From && last <= b.To, next >= b.From && next <= b.To
		switch {
		case hasLast && hasNext:
			add(last+1, next-1, FormMissing)
			return rows
		case hasLast:
			add(last+1, b.To, FormUnused)
			begun = true
		case hasNext:
			add(b.From, next-1, FormMissing)
			return rows
		case begun:
			add(b.From, b.To, FormUnused)
		}
	}
	return rows
}

// whatBecame adds what the case says of the paper today.
func whatBecame(tx *Tx, row *BookRow, refused string) error {
	if err := tx.queryRow(`select surname, given, patronymic from person where id = $1`, row.Person).
		Scan(&row.Name.Surname, &row.Name.Given, &row.Name.Patronymic); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	var given string
	err := tx.queryRow(`select t.state, t.reason, t.receiver, t.given, coalesce(o.number, 0), coalesce(b.number, 0) from certificate t
		left join certificate o on o.id = t.replaces left join certificate b on b.replaces = t.id and b.replaces <> '' where t.number = $1 and t.case_file = $2`,
		int64(row.Number), row.Case).Scan(&row.State, &row.Reason, &row.Receiver, &given, &row.Replaces, &row.ReplacedBy)
	row.GivenOn = day(given)
	if errors.Is(err, sql.ErrNoRows) {
		row.State, row.Reason = FormRefused, refused
		return nil
	}
	return err
}

// WriteBook writes the book as CSV for other programs.
func WriteBook(out io.Writer, rows []BookRow) error {
	w := csv.NewWriter(out)
	w.Write([]string{"number", "to", "kind", "issued", "surname", "given", "patronymic", "state", "reason", "receiver", "givenOn", "replaces", "replacedBy"})
	number := func(n uint64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatUint(n, 10)
	}
	for _, r := range rows {
		kind, _ := law.FormKind(r.Kind)
		w.Write([]string{number(r.Number), number(r.To), kind, r.Issued.UTC().Format(time.RFC3339), plainCell(r.Name.Surname), plainCell(r.Name.Given), plainCell(r.Name.Patronymic),
			string(r.State), plainCell(r.Reason), plainCell(r.Receiver), r.GivenOn.String(), number(r.Replaces), number(r.ReplacedBy)})
	}
	w.Flush()
	return w.Error()
}
