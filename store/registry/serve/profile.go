package serve

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"medsoc/expertise/law"
	"medsoc/store/registry"
	"medsoc/store/wire"
)

// profileCmd is the ministry's work with the law: a new edition reaches every desk at its next synchronisation.
type profileCmd struct {
	Preview profilePreviewCmd `cmd:"" help:"Prove a profile and say what it changes in the law in force; nothing is published."`
	Publish profilePublishCmd `cmd:"" help:"Prove a profile and make it the law of this registry and of all desks."`
	List    profileListCmd    `cmd:"" help:"List what was published, the newest first."`
}

// lawFile is a command on a profile that lies in a file.
type lawFile struct {
	store
	File string `arg:"" type:"existingfile" help:"The profile as YAML."`
}

// with compares the file with the law in force, prints what it changes and hands it on.
func (c *lawFile) with(w *world, do func(*registry.Registry, []byte, registry.LawCheck) error) error {
	body, err := readLaw(c.File)
	if err != nil {
		return err
	}
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	check, err := reg.CheckLaw(w.ctx, filepath.Base(c.File), body)
	if err != nil {
		return err
	}
	for _, change := range check.Changes {
		fmt.Fprintln(w.stderr, change)
	}
	return do(reg, body, check)
}

type profilePreviewCmd struct{ lawFile }

// Run says how many changes touch the past.
func (c *profilePreviewCmd) Run(w *world) error {
	return c.with(w, func(_ *registry.Registry, _ []byte, check registry.LawCheck) error {
		if check.Already > 0 {
			return said(fmt.Fprintf(w.stdout, "published already as number %d\n", check.Already))
		}
		return said(fmt.Fprintf(w.stdout, "changes that touch the past: %d\n", len(check.Breaks())))
	})
}

type profilePublishCmd struct {
	lawFile
	AlsoChanged bool `help:"Publish although the file changes the past: editions in force, numbers in seals, outcomes that decisions have."`
}

// Run prints the number under which the profile was published. One that changes the past is published only on the explicit word: a new law is
// a new edition, and what was decided goes on by the old one.
func (c *profilePublishCmd) Run(w *world) error {
	return c.with(w, func(reg *registry.Registry, body []byte, check registry.LawCheck) error {
		if check.Already > 0 {
			return said(fmt.Fprintf(w.stdout, "published already as number %d\n", check.Already))
		}
		if n := len(check.Breaks()); n > 0 && !c.AlsoChanged {
			return fmt.Errorf("%s touches the past in %d places, named above: write what is new as an edition of its own, or publish it with --also-changed", c.File, n)
		}
		number, err := reg.PublishLaw(w.ctx, body)
		if err != nil {
			return err
		}
		return said(fmt.Fprintln(w.stdout, number))
	})
}

func said(_ int, err error) error { return err }

func readLaw(name string) ([]byte, error) {
	f, err := law.OpenFile(name)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(f, wire.MaxLaw+1)) // the registry refuses the byte too many
	return body, errors.Join(err, f.Close())
}

type profileListCmd struct{ store }

// Run lists number, time and hash; decisions name the hash.
func (c *profileListCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	list, err := reg.Laws(w.ctx)
	for _, l := range list {
		fmt.Fprintf(w.stdout, "%d\t%s\t%s\n", l.Number, l.At.UTC().Format("2006-01-02 15:04"), l.Hash)
	}
	return err
}
