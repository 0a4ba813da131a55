package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"medsoc/cmd/internal/online"
	"medsoc/expertise"
	"medsoc/expertise/fhir"
	"medsoc/store/desk"
	"medsoc/store/sync"
)

type importCommand struct {
	Fhir     importFHIR     `cmd:"" help:"FHIR R4 bundles: each becomes a person with conditions and observations at a referral."`
	Referral importReferral `cmd:"" help:"Referrals as JSON, as clinics send them."`
}

type importFHIR struct {
	Files []string `arg:"" type:"existingfile" name:"file"`
}

// Run takes in every file that can be read; one that cannot be read stops none of the others.
func (c *importFHIR) Run(s *session) error {
	return s.importEach(c.Files, func(f *os.File) (expertise.ReferralForm, string, error) {
		in, err := fhir.Read(f, 0)
		in.Referral.Purpose = "first"
		note := s.text.T("cli.import.read", "read", counts(in.Read)) + "; " + s.text.T("cli.import.other", "other", counts(in.Other))
		if skipped := counts(in.Skipped); skipped != "-" {
			note += "; " + s.text.T("cli.import.skipped", "skipped", skipped)
		}
		if foreign := counts(in.Foreign); foreign != "-" {
			note += "; " + s.text.T("cli.import.foreign", "foreign", foreign)
		}
		return expertise.ReferralForm{Person: in.Person, Referral: in.Referral}, note, err
	})
}

type importReferral struct {
	Files []string `arg:"" type:"existingfile" name:"file"`
}

// Run takes in every file that can be read.
func (c *importReferral) Run(s *session) error {
	return s.importEach(c.Files, func(f *os.File) (expertise.ReferralForm, string, error) {
		form, err := expertise.ReadReferralForm(f)
		return form, "", err
	})
}

func (s *session) importEach(files []string, read func(*os.File) (expertise.ReferralForm, string, error)) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	for _, name := range files {
		if err := s.importOne(d, name, read); err != nil {
			s.code = 1
			fmt.Fprintf(s.err, "%s: ", name)
			s.complain(err)
		}
	}
	return nil
}

func (s *session) importOne(d *desk.Desk, name string, read func(*os.File) (expertise.ReferralForm, string, error)) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	form, note, err := read(f)
	if err != nil {
		return err
	}
	in, err := d.TakeIn(s.ctx, form)
	if err != nil {
		return err
	}
	v, err := d.Case(s.ctx, in.Case)
	if err != nil {
		return err
	}
	what := "cli.import.new"
	switch {
	case in.Already:
		what = "cli.import.already"
	case in.Known:
		what = "cli.import.known"
	}
	fmt.Fprintf(s.out, "%s: %s\n", name, s.text.T(what, "number", string(v.Referral.Number), "conditions", len(form.Referral.Conditions), "observations", len(form.Referral.Observations)))
	if in.Renamed {
		fmt.Fprintf(s.out, "  %s\n", s.text.T("cli.import.renamed", "name", v.Person.Person.Name.Full()))
	}
	if note != "" {
		fmt.Fprintf(s.out, "  %s\n", note)
	}
	return nil
}

// counts writes resource types with their numbers, by name: "Claim 3, Encounter 7".
func counts(byType map[string]int) string {
	names := make([]string, 0, len(byType))
	for name := range byType {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, byType[name])
	}
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, ", ")
}

type syncCommand struct {
	NoWait bool `help:"Give up at the first failure instead of trying again for a while."`
}

// Run synchronises once. Entries that the registry refused are kept and named, and give exit code 1.
func (c *syncCommand) Run(s *session) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	var options []sync.Option
	if c.NoWait {
		options = append(options, sync.WithSleep(func(context.Context, time.Duration) error { return context.DeadlineExceeded }))
	}
	report, err := online.Sync(s.ctx, d, nil, options...)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, s.text.T("cli.sync.done", "sent", report.Sent, "received", report.Received, "refused", report.Refused, "left", report.Left))
	if report.Law > 0 {
		fmt.Fprintln(s.out, s.text.T("cli.sync.law", "number", report.Law))
	}
	if err := s.tellReport(d, report); err != nil {
		return err
	}
	if report.Refused > 0 {
		s.code = 1
		refused, err := d.Refused(s.ctx, report.Refused)
		if err != nil {
			return err
		}
		for _, r := range refused {
			fmt.Fprintf(s.err, "  %s %s: %s\n", r.At.Format("2006-01-02 15:04"), r.Kind, r.Reason)
		}
	}
	return nil
}
