package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"medsoc/certs/page"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/records"
)

type bookCommand struct {
	From string `help:"First day, as 2026-11-01; the first of this month without it." placeholder:"D"`
	To   string `help:"Last day; today without it." placeholder:"D"`
	Out  string `help:"File: a PDF to print and sign, or a CSV for a spreadsheet; CSV to the terminal without it." type:"path" placeholder:"FILE"`
}

// Run writes the journal. A number of which nobody knows what became gives exit code 1.
func (c *bookCommand) Run(s *session) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	from, to, err := c.days(s, d)
	if err != nil {
		s.code = 2
		return err
	}
	rows, err := d.FormBook(s.ctx, from, to)
	if err != nil {
		return err
	}
	missing := 0
	for _, r := range rows {
		if r.State == records.FormMissing {
			missing += int(r.To - r.Number + 1)
		}
	}
	var file bytes.Buffer
	if strings.EqualFold(filepath.Ext(c.Out), ".pdf") {
		err = page.Book(s.ctx, &file, s.book(d, rows, from, to))
	} else {
		err = records.WriteBook(&file, rows)
	}
	if err == nil && c.Out == "" {
		_, err = s.out.Write(file.Bytes())
	} else if err == nil {
		err = writeFile(c.Out, file.Bytes(), 0o600)
	}
	if err == nil && missing > 0 {
		s.code = 1
		fmt.Fprintln(s.err, s.text.N("cli.book.missing", missing))
	}
	return err
}

func (c *bookCommand) days(s *session, d *desk.Desk) (from, to expertise.Date, err error) {
	due := dueCommand{From: c.From, To: c.To}
	if from, to, err = due.days(s); err != nil {
		return from, to, err
	}
	if to.IsZero() {
		to = d.Today()
	}
	if from.IsZero() {
		from = to
		from.Day = 1
	}
	if to.Before(from) {
		return from, to, errors.New(s.text.T("cli.due.order"))
	}
	return from, to, nil
}

// book is the journal as it is printed: in the language of the terminal, with the authority's name as on its papers.
func (s *session) book(d *desk.Desk, rows []records.BookRow, from, to expertise.Date) page.BookModel {
	form := &d.Profile().Certificate
	language := s.text.Code()
	b := page.BookModel{Language: language, Authority: law.Text(form.Authority).In(language) + ", " + law.Text(d.About().CommissionName).In(language),
		Title: s.text.T("book.title"), Period: s.text.T("book.period", "from", s.date(from), "to", s.date(to))}
	if d.About().Sample {
		b.Sample = law.Text(form.Sample).In(language)
	}
	for _, column := range []string{"number", "kind", "issued", "name", "state", "reason", "receiver", "replaces", "by"} {
		b.Columns = append(b.Columns, s.text.T("book.column."+column))
	}
	zone := d.Profile().Location()
	for _, r := range rows {
		kind, _ := law.FormKind(r.Kind)
		b.Rows = append(b.Rows, []string{numberRun(r), law.Text(form.Titles[kind]).In(language), s.date(expertise.DateOf(r.Issued.In(zone))), r.Name.Full(),
			s.text.T("certificate.state." + string(r.State)), r.Reason, strings.TrimSpace(r.Receiver + " " + s.date(r.GivenOn)), number(r.Replaces), number(r.ReplacedBy)})
	}
	return b
}

func (s *session) date(d expertise.Date) string {
	if d.IsZero() {
		return ""
	}
	return s.text.Date(d.Year, d.Month, d.Day)
}

func number(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

func numberRun(r records.BookRow) string {
	if r.To == r.Number {
		return number(r.Number)
	}
	return number(r.Number) + " – " + number(r.To)
}
