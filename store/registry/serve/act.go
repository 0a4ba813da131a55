package serve

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/registry"
)

// actCmd is the ministry's work with extension acts: look first, then enact; what was enacted can be taken back as a whole.
type actCmd struct {
	Preview  actPreviewCmd  `cmd:"" help:"Work out whom an act would concern; nothing is changed."`
	Enact    actEnactCmd    `cmd:"" help:"Put an act in force for all it concerns."`
	Withdraw actWithdrawCmd `cmd:"" help:"Take an act back: every term runs as if it had never been."`
	List     actListCmd     `cmd:"" help:"List the acts in force."`
}

func readAct(name string) (x expertise.Extension, err error) {
	f, err := law.OpenFile(name)
	if err != nil {
		return x, err
	}
	defer f.Close()
	return law.ReadAct(filepath.Base(name), f)
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
		if t.Booked > 0 {
			fmt.Fprintf(w.stdout, "have a place already: %d; their places may be freed:\n", t.Booked)
			for _, r := range t.Places {
				fmt.Fprintf(w.stdout, "  %s  %s  due %s, then %s\n", r.BookedOn, r.Name.Full(), r.Next, r.NewNext)
			}
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
