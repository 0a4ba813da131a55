package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"medsoc/certs/page"
	"medsoc/expertise/law"
	"medsoc/store/desk"
)

func (c *issueCommand) write(s *session, d *desk.Desk, papers []desk.Paper) error {
	if c.OneFile != "" {
		return c.writeTogether(s, d, papers)
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	m := meter{s: s}
	defer m.end()
	for i, p := range papers {
		name, err := s.writePaper(d, p, c.Out, c.Unsigned)
		if err != nil {
			return err
		}
		m.end()
		fmt.Fprintf(s.out, "%d/%d %s\n", i+1, len(papers), name)
		m.show(int64(i+1), int64(len(papers)))
	}
	m.end()
	fmt.Fprintln(s.err, s.text.N("cli.issue.count", len(papers)))
	return nil
}

// writePaper writes a paper's file and notes that it was printed, in this order: a file that cannot be written leaves a numbered form that
// is not printed, and the next run writes it under the same name.
func (s *session) writePaper(d *desk.Desk, p desk.Paper, dir string, unsigned bool) (string, error) {
	doc, err := d.Document(s.ctx, p.Case, p.Certificate)
	if err != nil {
		return "", err
	}
	var pdf []byte
	if unsigned || !d.SignsPDF() {
		pdf, err = doc.PDF()
	} else {
		pdf, err = doc.Signed(s.ctx)
	}
	if err != nil {
		return "", err
	}
	kind, _ := law.FormKind(doc.Certificate.Kind)
	name := filepath.Join(dir, fmt.Sprintf("%s-%d.pdf", kind, doc.Certificate.Number))
	if err := writeFile(name, pdf, 0o600); err != nil {
		return "", err
	}
	return name, d.Printed(s.ctx, p.Case, p.Certificate)
}

// writeTogether makes one file for the printer. All its papers are noted as printed in one step after the file is there: interrupted
// before, the next run makes the same file again and none of them is missing in it. Nobody receives such a file, so nobody signs it.
func (c *issueCommand) writeTogether(s *session, d *desk.Desk, papers []desk.Paper) error {
	all := len(papers)
	papers = papers[:min(all, page.MaxBatch)]
	m := meter{s: s}
	var file bytes.Buffer
	err := page.Batch(s.ctx, &file, len(papers), func(i int) (*page.Model, error) {
		doc, err := d.Document(s.ctx, papers[i].Case, papers[i].Certificate)
		if err != nil {
			return nil, err
		}
		return doc.Page, nil
	}, func(done int) { m.show(int64(done), int64(len(papers))) })
	m.end()
	if err != nil {
		return err
	}
	if err := writeFile(c.OneFile, file.Bytes(), 0o600); err != nil {
		return err
	}
	if err := d.AllPrinted(s.ctx, papers); err != nil {
		return err
	}
	fmt.Fprintln(s.out, c.OneFile)
	fmt.Fprintln(s.err, s.text.N("cli.issue.count", len(papers)))
	if left := all - len(papers); left > 0 {
		fmt.Fprintln(s.err, s.text.N("cli.issue.left", left))
	}
	return nil
}
