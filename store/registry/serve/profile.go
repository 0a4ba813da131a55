package serve

import (
	"errors"
	"fmt"
	"io"
	"os"

	"medsoc/store/wire"
)

// profileCmd is the ministry's work with the law: a new edition reaches every desk at its next synchronisation.
type profileCmd struct {
	Publish profilePublishCmd `cmd:"" help:"Prove a profile and make it the law of this registry and of all desks."`
	List    profileListCmd    `cmd:"" help:"List what was published, the newest first."`
}

type profilePublishCmd struct {
	store
	File string `arg:"" type:"existingfile" help:"The profile as YAML."`
}

// Run prints the number under which the profile was published.
func (c *profilePublishCmd) Run(w *world) error {
	body, err := readLaw(c.File)
	if err != nil {
		return err
	}
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	number, err := reg.PublishLaw(w.ctx, body)
	if err == nil {
		_, err = fmt.Fprintln(w.stdout, number)
	}
	return err
}

func readLaw(name string) ([]byte, error) {
	f, err := os.Open(name)
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
