package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"medsoc/assets/profiles"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/wire"
)

// profileCommand is for those who write a country's law down: check it, try a case, begin a new one.
type profileCommand struct {
	Check   profileCheck   `cmd:"" help:"Load a profile and prove its tables: complete, and without overlap."`
	Explain profileExplain `cmd:"" help:"Judge a case and say by which rows."`
	Import  profileImport  `cmd:"" help:"Put a ministry's list of criteria (CSV) in the place of an edition's criteria."`
	New     profileNew     `cmd:"" help:"Begin a country's profile from the documented skeleton."`
}

// loadFile loads a profile by its path, or one of the program's own by its country.
func loadFile(name string) (*law.Profile, error) {
	if countryPattern.MatchString(name) {
		if _, err := fs.Stat(profiles.Files, name+".yaml"); err == nil {
			return profile(name)
		}
	}
	return law.Load(os.DirFS(filepath.Dir(name)), filepath.Base(name))
}

var countryPattern = regexp.MustCompile(`^[a-z]{2}$`)

type profileCheck struct {
	File string `arg:"" help:"The profile, or the country of one of the program's own."`
}

// Run says what was proved and how many rows nobody has confirmed. A refusal names file and line.
func (c *profileCheck) Run(s *session) error {
	p, err := loadFile(c.File)
	if err != nil {
		return err
	}
	for i := range p.Editions {
		e := &p.Editions[i]
		rows, unconfirmed := 0, 0
		for _, r := range e.Criteria {
			if rows++; r.Verify {
				unconfirmed++
			}
		}
		for _, t := range e.Tables {
			for _, r := range t.Rows {
				if rows++; r.Verify {
					unconfirmed++
				}
			}
		}
		fmt.Fprintln(s.out, s.text.T("cli.profile.edition", "country", p.Country, "from", e.From.String(), "rows", rows, "tables", len(e.Tables), "unconfirmed", unconfirmed))
	}
	return nil
}

type profileImport struct {
	File    string `arg:"" type:"existingfile" help:"The profile to change."`
	CSV     string `arg:"" type:"existingfile" help:"The list: UTF-8, commas, a header; see the package comment of expertise/law."`
	Edition string `required:"" help:"First day of the edition." placeholder:"DATE"`
}

// Run proves the profile with the new criteria before the file is touched: a list that does not fit leaves it as it was.
func (c *profileImport) Run(s *session) error {
	edition, err := expertise.ParseDate(c.Edition)
	if err != nil || edition.IsZero() {
		s.code = 2
		return errors.New(s.text.T("cli.due.date", "value", c.Edition))
	}
	list, err := law.OpenFile(c.CSV)
	if err != nil {
		return err
	}
	defer list.Close()
	rows, err := law.ImportCriteria(list)
	if err != nil {
		return err
	}
	before, err := readProfile(c.File)
	if err != nil {
		return err
	}
	after, err := law.ReplaceCriteria(before, edition, rows)
	if err != nil {
		return err
	}
	if _, err := law.Parse(filepath.Base(c.File), after); err != nil {
		return err
	}
	if err := writeFile(c.File, after, 0o644); err != nil {
		return err
	}
	fmt.Fprintln(s.out, s.text.T("cli.profile.imported", "rows", len(rows), "edition", edition.String(), "file", c.File))
	return nil
}

func readProfile(name string) ([]byte, error) {
	f, err := law.OpenFile(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, wire.MaxLaw+1))
}

type profileExplain struct {
	Profile string `required:"" help:"The profile's file, or a country." placeholder:"P"`
	On      string `help:"Day of the examination, in the place of the case's own." placeholder:"DATE"`
	Case    string `arg:"" type:"existingfile" help:"Cases as YAML: name, on, input."`
}

func readCases(name string) ([]law.Case, error) {
	f, err := law.OpenFile(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return law.ReadCases(filepath.Base(name), f)
}

// Help says how a case is written.
func (*profileExplain) Help() string {
	return `A file holds one case, or a list of cases:

  - name: stroke, severe weakness
    on: 2026-11-12
    input:
      birth: 1979-03-14
      sex: female
      cause: general
      impairments: [{row: stroke-paresis-severe, percent: 70}]
    want: {outcome: p61, until: 2028-11-11}

input: birth, sex (male, female), cause, evidence, validReason, professional (percent), unknown (neither birth nor sex is known),
impairments (row, percent or degree, side), measures (scale, each, answers, leave, idle), history (since, until, outcome, cause), acts.
Without them the case is a man born on 1979-03-14 with the cause general. Days are written 2026-11-12.

want: error (code of a refusal), outcome, percent, term, since, until, next, gap, scales, rows, missing, verify. What is left out is not
compared; each difference is named, and the exit code is 1.`
}

// Run explains each case; one that the law refuses stops none of the others.
func (c *profileExplain) Run(s *session) error {
	p, err := loadFile(c.Profile)
	if err != nil {
		return err
	}
	on, err := expertise.ParseDate(c.On)
	if err != nil {
		s.code = 2
		return errors.New(s.text.T("cli.due.date", "value", c.On))
	}
	cases, err := readCases(c.Case)
	if err != nil {
		return err
	}
	e := explainer{session: s, profile: p}
	differ := 0
	for i := range cases {
		x := &cases[i]
		if !on.IsZero() {
			x.On = on
		}
		in := x.Input()
		proposal, err := p.Propose(in)
		fmt.Fprintf(s.out, "%s\n", x.Name)
		if err != nil {
			fmt.Fprintf(s.out, "  !! %s\n", s.sentence(err))
		} else {
			e.finding(proposed(&proposal, in.Professional))
		}
		differences := x.Differences(&proposal, err)
		e.differences(differences)
		switch {
		case len(differences) > 0:
			differ++
			s.code = 1
		case x.Want != nil:
			fmt.Fprintf(s.out, "  = %s\n", s.text.T("cli.explain.as_wanted"))
		case err != nil:
			s.code = 1
		}
	}
	e.legend()
	if differ > 0 {
		fmt.Fprintln(s.err, s.text.N("cli.explain.differ", differ))
	}
	return nil
}

type profileNew struct {
	Country string `arg:"" help:"Two letters, as in az."`
}

// Run writes COUNTRY.yaml into this folder; an existing file is never overwritten.
func (c *profileNew) Run(s *session) error {
	if !countryPattern.MatchString(c.Country) {
		s.code = 2
		return errors.New(s.text.T("cli.profile.country", "value", c.Country))
	}
	skeleton, err := fs.ReadFile(profiles.Files, "template.yaml")
	if err != nil {
		return err
	}
	content := countryLine.ReplaceAllString(string(skeleton), "country: "+c.Country)
	f, err := os.OpenFile(c.Country+".yaml", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = strings.NewReader(content).WriteTo(f)
	if err = errors.Join(err, f.Close()); err == nil {
		fmt.Fprintln(s.out, c.Country+".yaml")
	}
	return err
}

var countryLine = regexp.MustCompile(`(?m)^country: .*$`)
