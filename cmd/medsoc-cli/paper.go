package main

import (
	"fmt"
	"os"
	"strconv"

	"medsoc/store/desk"
)

// onPaper opens the desk and finds a paper by its number.
func (s *session) onPaper(number uint64, do func(*desk.Desk, desk.Paper) error) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := d.FindPaper(s.ctx, number)
	if err != nil {
		return err
	}
	return do(d, p)
}

// said tells that a paper's step is done.
func (s *session) said(key string, number uint64, err error) error {
	if err == nil {
		fmt.Fprintln(s.out, s.text.T(key, "number", strconv.FormatUint(number, 10)))
	}
	return err
}

type duplicateCommand struct {
	Number   uint64 `arg:"" help:"Number of the paper that was lost."`
	Reason   string `required:"" help:"Why, for the journal." placeholder:"WHY"`
	Out      string `help:"Folder for the PDF file." default:"." type:"path"`
	Unsigned bool   `help:"A file without the desk's signature for readers of PDF."`
}

// Run issues the duplicate and writes its file.
func (c *duplicateCommand) Run(s *session) error {
	return s.onPaper(c.Number, func(d *desk.Desk, p desk.Paper) error {
		duplicate, err := d.Duplicate(s.ctx, p.Case, p.Certificate, c.Reason)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(c.Out, 0o755); err != nil {
			return err
		}
		name, err := s.writePaper(d, desk.Paper{Case: p.Case, Certificate: duplicate}, c.Out, c.Unsigned)
		if err != nil {
			return err
		}
		fmt.Fprintln(s.out, s.text.T("cli.paper.duplicate", "number", strconv.FormatUint(c.Number, 10), "file", name))
		return nil
	})
}

type handoverCommand struct {
	Number uint64 `arg:"" help:"Number of the paper."`
	To     string `required:"" help:"Name of the person who received it." placeholder:"NAME"`
}

// Run notes the receiver with today's date.
func (c *handoverCommand) Run(s *session) error {
	return s.onPaper(c.Number, func(d *desk.Desk, p desk.Paper) error {
		return s.said("cli.paper.given", c.Number, d.HandOver(s.ctx, p.Case, p.Certificate, c.To))
	})
}

type voidCommand struct {
	Number uint64 `arg:"" help:"Number of the paper."`
	Reason string `required:"" help:"Why, for the journal." placeholder:"WHY"`
}

// Run writes the form off.
func (c *voidCommand) Run(s *session) error {
	return s.onPaper(c.Number, func(d *desk.Desk, p desk.Paper) error {
		return s.said("cli.paper.voided", c.Number, d.Void(s.ctx, p.Case, p.Certificate, c.Reason))
	})
}

type revokeCommand struct {
	Number uint64 `arg:"" help:"Number of the paper."`
	Reason string `required:"" help:"Why, for the journal." placeholder:"WHY"`
}

// Run takes the paper back; the registry publishes it with the next synchronisation.
func (c *revokeCommand) Run(s *session) error {
	return s.onPaper(c.Number, func(d *desk.Desk, p desk.Paper) error {
		return s.said("cli.paper.revoked", c.Number, d.Revoke(s.ctx, p.Case, p.Certificate, c.Reason))
	})
}
