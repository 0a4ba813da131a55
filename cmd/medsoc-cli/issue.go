package main

import (
	"errors"
	"fmt"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

type issueCommand struct {
	All      bool     `help:"Every case that has no paper of this kind yet, and every paper that was not printed."`
	Numbers  []string `arg:"" optional:"" name:"case-number" help:"Cases to certify."`
	Kind     string   `help:"Which paper: certificate (or the notice of refusal), extract or programme." enum:"certificate,extract,programme" default:"certificate"`
	Out      string   `help:"Folder for the PDF files." default:"." type:"path"`
	OneFile  string   `help:"One PDF with every paper, for the printer, instead of a file for each." type:"path" placeholder:"FILE"`
	Unsigned bool     `help:"Files without the desk's signature for readers of PDF; the seal is there all the same."`
}

var kinds = map[string]expertise.CertificateKind{"certificate": expertise.KindCertificate, "extract": expertise.KindExtract, "programme": expertise.KindProgramme}

// Run issues first and writes after, so that numbers are taken at once and files can be written again. Whatever stops it, a killed process
// too, leaves papers that are issued and not noted as printed; running it again goes on with them under their numbers.
func (c *issueCommand) Run(s *session) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	end, err := d.LockBatch()
	if err != nil {
		return err
	}
	defer end()
	cases, err := c.cases(s, d)
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		fmt.Fprintln(s.err, s.text.T("cli.issue.nothing"))
		return nil
	}
	m := meter{s: s}
	batch := d.Named
	if c.All {
		batch = d.BatchKind
	}
	report, stopped := batch(s.ctx, kinds[c.Kind], cases, func(done, total int, _ error) { m.show(int64(done), int64(total)) })
	m.end()
	for _, f := range report.Failed {
		s.complainOf(d, f)
	}
	papers, err := c.papers(s, d, cases)
	if err == nil && len(papers) > 0 {
		err = c.write(s, d, papers)
	}
	if report.Left > 0 {
		fmt.Fprintln(s.err, s.text.N("cli.issue.left", report.Left))
	}
	return errors.Join(stopped, err)
}

// complainOf names a case that refused its paper, by its number.
func (s *session) complainOf(d *desk.Desk, f desk.BatchFailure) {
	s.code = 1
	if v, err := d.Case(s.ctx, f.Case); err == nil {
		fmt.Fprintf(s.err, "%s: ", v.Referral.Number)
	}
	s.complain(f.Err)
}

func (c *issueCommand) cases(s *session, d *desk.Desk) (ids []expertise.CaseID, err error) {
	if c.All {
		f := records.CaseFilter{ToPrint: kinds[c.Kind]}
		for {
			rows, _, err := d.WorkList(s.ctx, f, 200)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				ids = append(ids, r.ID)
			}
			if len(rows) < 200 {
				return ids, nil
			}
			f.After = &rows[len(rows)-1]
		}
	}
	for _, number := range c.Numbers {
		id, err := s.findCase(d, number)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		s.code = 2
		return nil, errors.New(s.text.T("cli.issue.none"))
	}
	return ids, nil
}

// papers are those to be written: of the cases named, each that stands; with --all, each that was not printed.
func (c *issueCommand) papers(s *session, d *desk.Desk, cases []expertise.CaseID) (papers []desk.Paper, err error) {
	for _, id := range cases {
		v, err := d.Case(s.ctx, id)
		if err != nil {
			return nil, err
		}
		if f := v.Paper(kinds[c.Kind]); f != nil && (!c.All || f.State == expertise.FormIssued) {
			papers = append(papers, desk.Paper{Case: id, Certificate: f.ID})
		}
	}
	return papers, nil
}
