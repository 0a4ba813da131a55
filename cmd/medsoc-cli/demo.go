package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"path/filepath"

	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/cmd/internal/demo"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/store/sync"
)

type demoCommand struct {
	Out  string `help:"Folder for what it leaves." default:"out" type:"path" placeholder:"DIR"`
	Keep string `help:"Keep the demonstration's desk and registry in this new folder, to look at them with the other commands." type:"path" placeholder:"DIR"`
}

// pictureDPI is fine enough for every reader of QR codes and small enough for a mail.
const pictureDPI = 150

// Run does a day's work: the desk certifies while the registry's answer is not needed, synchronises once, and a receiving organisation
// checks the paper as it left the printer.
func (c *demoCommand) Run(s *session) error {
	dir, done, err := c.folder()
	if err != nil {
		return err
	}
	defer done()
	l := s.text
	m, err := demo.Start(s.ctx, dir, func(done, total int) {
		if done%10 == 0 || done == total {
			fmt.Fprintf(s.err, "%s %d/%d\n", l.T("cli.demo.start"), done, total)
		}
	})
	if err != nil {
		return err
	}
	defer m.Close()
	doc, err := certifyToday(s, m)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, l.T("cli.demo.sync"))
	if err := m.Sync(s.ctx, nil); err != nil {
		return err
	}
	trust, err := sync.FetchTrust(s.ctx, m.URL)
	if err != nil {
		return err
	}
	verdict, err := c.write(s, doc, trust)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s (%s)\n", l.T(verdict.TextKey()), l.T("verify.sample"))
	for _, name := range []string{"certificate.pdf", "certificate.png", "trust.bundle", "verdict.json"} {
		fmt.Fprintln(s.out, " ", filepath.Join(c.Out, name))
	}
	if c.Keep != "" {
		fmt.Fprintln(s.out, l.T("cli.demo.kept", "folder", filepath.Join(dir, "desk"), "passphrase", demo.ChairPassphrase))
	}
	if !verdict.Reliable() {
		return fmt.Errorf("the demonstration's own certificate was judged: %s", verdict.Sentence())
	}
	return nil
}

func (c *demoCommand) folder() (dir string, done func(), err error) {
	if c.Keep != "" {
		return c.Keep, func() {}, os.MkdirAll(c.Keep, 0o700)
	}
	dir, err = os.MkdirTemp("", "medsoc-demo-")
	return dir, func() { os.RemoveAll(dir) }, err
}

// certifyToday certifies every decision of the morning that has no paper, offline, and gives the first certificate of disability.
func certifyToday(s *session, m *demo.Ministry) (first *desk.Document, err error) {
	rows, _, err := m.Desk.WorkList(s.ctx, records.CaseFilter{States: []expertise.State{expertise.StateDecided}}, 200)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if r.Received.Before(m.Desk.Today().AddDays(-30)) {
			continue // the past ones got their papers in their own time
		}
		id, err := m.Desk.Issue(s.ctx, r.ID)
		if err != nil {
			return nil, err
		}
		doc, err := m.Desk.Document(s.ctx, r.ID, id)
		if err != nil {
			return nil, err
		}
		if err := m.Desk.Printed(s.ctx, r.ID, id); err != nil {
			return nil, err
		}
		if first == nil && doc.Certificate.Kind == expertise.KindCertificate {
			first = doc
		}
	}
	if first == nil {
		return nil, fmt.Errorf("the demonstration has no decision to certify")
	}
	return first, nil
}

// write leaves the four files; the verdict is of the PDF as it lies on the disk.
func (c *demoCommand) write(s *session, doc *desk.Document, trust []byte) (seal.Verdict, error) {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return seal.Verdict{}, err
	}
	pdf, err := doc.PDF()
	if err != nil {
		return seal.Verdict{}, err
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, page.Raster(doc.Page, pictureDPI)); err != nil {
		return seal.Verdict{}, err
	}
	bundle, err := seal.ParseBundle(trust)
	if err != nil {
		return seal.Verdict{}, err
	}
	verdict, _ := check.Verify(s.ctx, pdf, bundle, s.now(), seal.Policy{})
	judged, err := json.MarshalIndent(verdict, "", "  ")
	if err != nil {
		return verdict, err
	}
	for name, data := range map[string][]byte{"certificate.pdf": pdf, "certificate.png": picture.Bytes(), "trust.bundle": trust, "verdict.json": append(judged, '\n')} {
		if err := writeFile(filepath.Join(c.Out, name), data, 0o644); err != nil {
			return verdict, err
		}
	}
	return verdict, nil
}
