package registry

import (
	"context"
	"errors"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// Enact puts an extension act in force: one op, from which every desk and the trust bundle work out the terms concerned. Withdraw undoes
// it as a whole. An act that does not fit the country's profile is refused with all findings, and so is the id of an act that was withdrawn:
// who reads the journal must know which of the two a term rests on.
func (r *Registry) Enact(ctx context.Context, x expertise.Extension) error {
	if errs := r.profile().CheckAct(x); len(errs) > 0 {
		return errors.Join(errs...)
	}
	err := r.read(ctx, func(t *tx) error {
		withdrawn, err := t.exists(`select 1 from act where id = $1 and withdrawn <> ''`, string(x.ID))
		if err == nil && withdrawn {
			err = sentences.Invalid("registry.act.withdrawn", "", "id", string(x.ID))
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.ownAct(ctx, x.ID, &expertise.ExtensionEnacted{Extension: x})
}

// Withdraw takes an act back: every term runs as if it had never been.
func (r *Registry) Withdraw(ctx context.Context, id expertise.ExtensionID, reason string) error {
	return r.ownAct(ctx, id, &expertise.ExtensionWithdrawn{Reason: reason})
}

func (r *Registry) ownAct(ctx context.Context, id expertise.ExtensionID, change expertise.Change) error {
	if id == "" || len(id) > 64 {
		return expertise.Invalid("required", "extension")
	}
	return r.write(ctx, func(t *tx) error {
		if err := r.own(t, journal.Entity{Kind: journal.EntityAct, ID: string(id)}, "", change, nil); err != nil {
			return err
		}
		return t.touchTrust()
	})
}

// PreviewAct works out whom an act would concern, and changes nothing.
func (r *Registry) PreviewAct(ctx context.Context, x expertise.Extension) (touched records.Touched, err error) {
	if errs := r.profile().CheckAct(x); len(errs) > 0 {
		return touched, errors.Join(errs...)
	}
	err = r.read(ctx, func(t *tx) error {
		touched, err = records.Preview(t.Tx, x, r.now().In(r.profile().Location()).Year())
		return err
	})
	return touched, err
}

// Acts lists the acts in force.
func (r *Registry) Acts(ctx context.Context) (list []expertise.Extension, err error) {
	err = r.read(ctx, func(t *tx) error {
		list, err = records.Acts(t.Tx)
		return err
	})
	return list, err
}
