package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"medsoc/expertise"
)

// RevokeSigner takes back a desk's right to seal from a moment on: papers sealed since are by an unknown signer, those sealed before stand.
// With dispute those before are disputed too, for when a thief may have sealed with an earlier date; once they are reviewed, revoke again
// without it. The desk gets a new signer when it asks for one with a new key.
func (r *Registry) RevokeSigner(ctx context.Context, desk expertise.DeskID, since time.Time, dispute bool) error {
	return r.write(ctx, func(t *tx) error {
		if err := t.needDesk(desk); err != nil {
			return err
		}
		disputed := `delete from disputed_signer where signer in (select id from signer where desk = $1)`
		if dispute {
			disputed = `insert into disputed_signer (signer) select id from signer where desk = $1 on conflict (signer) do nothing`
		}
		return errors.Join(
			t.exec(`update signer set revoked_since = $2 where desk = $1 and (revoked_since = 0 or revoked_since > $2)`, desk, since.UnixMilli()),
			t.exec(disputed, desk),
			t.touchTrust())
	})
}

// RevokeDesk shuts a desk out: its tokens end at once, and nothing of it is taken in any more. What it sent stays, and so do
// its papers; its signers are revoked from now on.
func (r *Registry) RevokeDesk(ctx context.Context, desk expertise.DeskID) error {
	err := r.write(ctx, func(t *tx) error {
		if err := t.needDesk(desk); err != nil {
			return err
		}
		return t.exec(`update desk set revoked = $2 where id = $1 and revoked = 0`, desk, t.now.UnixMilli())
	})
	if err != nil {
		return err
	}
	return r.RevokeSigner(ctx, desk, r.now(), false)
}

func (t *tx) needDesk(id expertise.DeskID) error {
	d, known, err := t.desk(id)
	if err == nil && (!known || d.Number == 0) {
		err = fmt.Errorf("there is no desk %q: list the desks, then name one by its id", id)
	}
	return err
}

// DeskInfo describes an enrolled desk for the registry's administrator.
type DeskInfo struct {
	ID         expertise.DeskID
	Number     int
	Name       string
	Commission expertise.CommissionNumber
	Enrolled   time.Time
	Revoked    bool
	Ops        int // accepted and refused
}

// Desks lists all enrolled desks by number.
func (r *Registry) Desks(ctx context.Context) (list []DeskInfo, err error) {
	err = r.read(ctx, func(t *tx) error {
		return t.Each(`select id, number, name, commission, enrolled, revoked, (select count(*) from op where op.desk = desk.id) from desk where number > 0 order by number`, nil,
			func(scan func(...any) error) error {
				var d DeskInfo
				var enrolled, revoked int64
				if err := scan(&d.ID, &d.Number, &d.Name, &d.Commission, &enrolled, &revoked, &d.Ops); err != nil {
					return err
				}
				d.Enrolled, d.Revoked = time.UnixMilli(enrolled), revoked != 0
				list = append(list, d)
				return nil
			})
	})
	return list, err
}
