package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/desk"
	"medsoc/store/sync"
	"medsoc/store/wire"
)

// trustCommand is the care of the list by which papers are checked: a receiving organisation's in a file, a desk's in its folder.
type trustCommand struct {
	Fetch trustFetchCommand `cmd:"" help:"Fetch the newest trust bundle; where that fails, the one in use stays and its age is told. For every night."`
	Keep  trustKeepCommand  `cmd:"" help:"Take a trust bundle that was carried here, in the place of the one in use."`
	Show  trustShowCommand  `cmd:"" help:"Say whom the trust bundle trusts, how old it is, and what is in it."`
}

// place is where a bundle is kept.
type place struct {
	To   string `type:"path" placeholder:"FILE" help:"File of the bundle in use; without it the desk's own is meant."`
	Root string `placeholder:"FINGERPRINT" help:"Fingerprint of the root as the ministry published it: for the first bundle, and after the root was lost or stolen."`
}

type trustFetchCommand struct {
	place
	Registry string `placeholder:"URL" help:"Registry to ask; a desk knows its own."`
	NoWait   bool   `help:"Give up at the first failure instead of trying again for a while."`
}

// Run fetches and keeps. A night without a network is no failure for an office that has a bundle: papers are checked by it, and every
// verdict says how old it is.
func (c *trustFetchCommand) Run(s *session) error {
	var options []sync.Option
	if c.NoWait {
		options = append(options, sync.WithSleep(func(context.Context, time.Duration) error { return context.DeadlineExceeded }))
	}
	if c.To == "" {
		d, err := s.open()
		if err != nil {
			return err
		}
		defer d.Close()
		data, err := sync.FetchTrust(s.ctx, d.URL(), options...)
		if err != nil {
			standing, standErr := d.TrustStanding(s.ctx)
			return s.missed(err, standing.Issued, standErr)
		}
		return c.atDesk(s, d, data)
	}
	if c.Registry == "" {
		return errors.New(s.text.T("cli.trust.registry"))
	}
	data, err := sync.FetchTrust(s.ctx, c.Registry, options...)
	if err != nil {
		kept, keptErr := readBundle(c.To)
		if kept == nil {
			return errors.Join(err, keptErr)
		}
		return s.missed(err, kept.Issued, nil)
	}
	return c.inFile(s, data)
}

// missed tells of a refresh that did not come about; only without any bundle it is a failure.
func (s *session) missed(why error, issued time.Time, err error) error {
	if err != nil || issued.IsZero() {
		return errors.Join(why, err)
	}
	s.complain(why)
	fmt.Fprintln(s.err, s.text.T("cli.trust.missed", "days", days(s.now().Sub(issued))))
	return nil
}

func days(age time.Duration) int { return int(max(0, age) / (24 * time.Hour)) }

type trustKeepCommand struct {
	place
	File string `arg:"" type:"existingfile" help:"The bundle that was carried here."`
}

// Run keeps.
func (c *trustKeepCommand) Run(s *session) error {
	data, err := readBundleFile(c.File)
	if err != nil {
		return err
	}
	if c.To != "" {
		return c.inFile(s, data)
	}
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	return c.atDesk(s, d, data)
}

// atDesk keeps a bundle in the desk's folder.
func (p *place) atDesk(s *session, d *desk.Desk, data []byte) error {
	var err error
	if p.Root != "" {
		err = d.TrustAnew(s.ctx, data, p.Root)
	} else {
		err = d.KeepTrustBundle(s.ctx, data)
	}
	if err != nil {
		return err
	}
	b, err := seal.ParseBundle(data)
	if err != nil {
		return err
	}
	s.kept(b)
	return nil
}

// inFile keeps a bundle in a file: the successor of the one there, or the first one, or one whose root a person named.
func (p *place) inFile(s *session, data []byte) error {
	before, err := readBundle(p.To)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && p.Root == "" {
		return err
	}
	var b *seal.Bundle
	switch {
	case p.Root != "":
		if b, err = seal.ParseBundle(data); err != nil {
			return err
		}
		root := b.RootNamed(p.Root)
		if root == nil {
			return desk.ErrTrustRoot
		}
		if before != nil && before.RootNamed(p.Root) != nil { // the same root: naming it is no way back to an older bundle
			b, err = before.Successor(data, s.now())
		} else {
			b, err = seal.ParseBundle(data, root)
		}
	case before != nil:
		b, err = before.Successor(data, s.now())
	default:
		b, err = seal.ParseBundle(data)
	}
	if err != nil {
		return err
	}
	if err := replaceFile(p.To, data); err != nil {
		return err
	}
	s.kept(b)
	if before == nil && p.Root == "" {
		fmt.Fprintln(s.err, s.text.T("cli.trust.compare"))
	}
	return nil
}

// kept says what is in use now.
func (s *session) kept(b *seal.Bundle) {
	l := s.text
	fmt.Fprintln(s.out, l.T("cli.trust.kept", "issued", s.day(b.Issued), "days", days(s.now().Sub(b.Issued)), "expires", s.day(b.Expires)))
	for _, root := range b.TrustedRoots() {
		fmt.Fprintln(s.out, l.T("cli.trust.root", "name", root.Certificate.Subject.CommonName, "fingerprint", seal.Fingerprint(root.DER())))
		if root.Sample {
			fmt.Fprintln(s.out, l.T("cli.trust.sample"))
		}
	}
}

func (s *session) day(t time.Time) string {
	return s.text.Date(t.Year(), t.Month(), t.Day())
}

type trustShowCommand struct {
	File string `arg:"" optional:"" type:"existingfile" help:"The bundle; without it the desk's own."`
}

// Run shows a file's bundle or the desk's, which needs no passphrase.
func (c *trustShowCommand) Run(s *session) error {
	var data []byte
	var refused error
	var err error
	if c.File != "" {
		data, err = readBundleFile(c.File)
	} else {
		var d *desk.Desk
		if d, err = desk.Open(s.ctx, s.line.Data, profile, desk.Options{Now: s.now}); err != nil {
			return err
		}
		defer d.Close()
		var standing desk.TrustStanding
		if standing, err = d.TrustStanding(s.ctx); err == nil {
			refused = standing.Refused
			data, err = d.TrustBundle(s.ctx)
		}
	}
	if err != nil {
		return err
	}
	if refused != nil {
		fmt.Fprintln(s.err, s.text.T("cli.trust.refused", "why", s.sentence(refused)))
	}
	if data == nil {
		return errors.New(s.text.T("cli.trust.none"))
	}
	b, err := seal.ParseBundle(data)
	if err != nil {
		return err
	}
	s.kept(b)
	fmt.Fprintln(s.out, s.text.T("cli.trust.content", "signers", len(b.Signers), "acts", len(b.Acts)))
	return nil
}

// readBundle reads the bundle kept in a file.
func readBundle(name string) (*seal.Bundle, error) {
	data, err := readBundleFile(name)
	if err != nil {
		return nil, err
	}
	return seal.ParseBundle(data)
}

// readBundleFile reads at most a byte more than a bundle may have, which is then refused by whoever parses it.
func readBundleFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, seal.MaxBundle+1))
	return data, errors.Join(err, f.Close())
}

// replaceFile leaves the old file or the new one, also when the power fails.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".trust-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// tellReport says what a synchronisation brought besides entries: a registry that began anew, and a trust bundle that was refused.
func (s *session) tellReport(d *desk.Desk, report wire.Report) error {
	if report.Epoch {
		fmt.Fprintln(s.out, s.text.T("cli.sync.epoch"))
	}
	standing, err := d.TrustStanding(s.ctx)
	switch {
	case err != nil:
		return err
	case standing.Refused != nil:
		fmt.Fprintln(s.err, s.text.T("cli.trust.refused", "why", s.sentence(standing.Refused)))
	case !report.List && standing.Age >= 24*time.Hour:
		fmt.Fprintln(s.err, s.text.T("cli.trust.missed", "days", days(standing.Age)))
	}
	return nil
}
