package serve

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
	"medsoc/store/registry"
)

// actCmd is the ministry's work with extension acts: look first, then enact; what was enacted can be taken back as a whole.
type actCmd struct {
	Preview  actPreviewCmd  `cmd:"" help:"Work out whom an act would concern; nothing is changed."`
	Enact    actEnactCmd    `cmd:"" help:"Put an act in force for all it concerns."`
	Withdraw actWithdrawCmd `cmd:"" help:"Take an act back: every term runs as if it had never been."`
	List     actListCmd     `cmd:"" help:"List the acts in force."`
}

// maxAct is the largest file of an act in bytes.
const maxAct = 64 << 10

// readAct reads an act as YAML, as a desk saves the one it proposes and as a country profile has them: id, names by language, cite, from, to,
// months or until, and outcomes, causes, establishedBy where they narrow it. A file that ends in .json holds the same as JSON: id, title,
// basis, from, to, months or newUntil, outcomes, causes, establishedBy.
func readAct(name string) (x expertise.Extension, err error) {
	f, err := os.Open(name)
	if err != nil {
		return x, err
	}
	defer f.Close()
	limited := &io.LimitedReader{R: f, N: maxAct + 1}
	if strings.HasSuffix(name, ".json") {
		dec := json.NewDecoder(limited)
		dec.DisallowUnknownFields()
		err = dec.Decode(&x)
	} else {
		dec := yaml.NewDecoder(limited)
		dec.KnownFields(true)
		err = dec.Decode(&x)
	}
	if err != nil || limited.N <= 0 {
		return x, fmt.Errorf("%s is no act in the agreed form: write it as YAML with id, names, cite, from, to, and months or until (%v)", name, err)
	}
	return x, errors.Join(x.Check()...)
}

// actFile is a command on an act that lies in a file.
type actFile struct {
	store
	File string `arg:"" type:"existingfile" help:"The act as YAML, as a desk saves it; as JSON when the name ends in .json."`
}

// with reads the act, opens the registry and hands both on.
func (c *actFile) with(w *world, do func(*registry.Registry, expertise.Extension) error) error {
	x, err := readAct(c.File)
	if err != nil {
		return err
	}
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	return do(reg, x)
}

type actPreviewCmd struct{ actFile }

// Run prints how many persons, by outcome and by the new month.
func (c *actPreviewCmd) Run(w *world) error {
	return c.with(w, func(reg *registry.Registry, x expertise.Extension) error {
		t, err := reg.PreviewAct(w.ctx, x)
		if err != nil {
			return err
		}
		fmt.Fprintf(w.stdout, "persons concerned: %d\nexaminations removed from this year: %d\n", t.Persons, t.Removed)
		for _, code := range slices.Sorted(maps.Keys(t.ByWhat)) {
			fmt.Fprintf(w.stdout, "  %-10s %d\n", code, t.ByWhat[code])
		}
		for _, month := range slices.Sorted(maps.Keys(t.ByMonth)) {
			fmt.Fprintf(w.stdout, "  %s    %d\n", month, t.ByMonth[month])
		}
		return nil
	})
}

type actEnactCmd struct{ actFile }

// Run enacts.
func (c *actEnactCmd) Run(w *world) error {
	return c.with(w, func(reg *registry.Registry, x expertise.Extension) error { return reg.Enact(w.ctx, x) })
}

type actWithdrawCmd struct {
	store
	ID     string `required:"" placeholder:"ID" help:"The act's id, as listed."`
	Reason string `required:"" placeholder:"TEXT" help:"Why it is taken back."`
}

// Run withdraws.
func (c *actWithdrawCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	return reg.Withdraw(w.ctx, expertise.ExtensionID(c.ID), c.Reason)
}

type actListCmd struct{ store }

// Run lists by id.
func (c *actListCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	acts, err := reg.Acts(w.ctx)
	for _, x := range acts {
		how := "until " + x.NewUntil.String()
		if x.Months > 0 {
			how = fmt.Sprintf("by %d months", x.Months)
		}
		fmt.Fprintf(w.stdout, "%s  %s to %s  %s  %s\n", x.ID, x.From, x.To, how, x.Basis)
	}
	return err
}
