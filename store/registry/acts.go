package registry

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// Enact puts an extension act in force: one op, from which every desk and the trust bundle work out the terms concerned. Withdraw undoes
// it as a whole. An act with outcomes that the country's profile does not know is refused.
func (r *Registry) Enact(ctx context.Context, x expertise.Extension) error {
	for _, code := range x.Outcomes {
		if _, known := r.profile().Outcome(code); !known {
			return expertise.Invalid("required", "outcome")
		}
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
	if errs := x.Check(); len(errs) > 0 {
		return touched, errs[0]
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
