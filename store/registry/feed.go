package registry

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/wire"
)

// feedPage gives what follows a place in the feed of the desk's commission, with what is needed to read and check it.
func (r *Registry) feedPage(ctx context.Context, d deskRow, after, size int64) (page wire.Page, err error) {
	err = r.read(ctx, func(t *tx) error {
		page = wire.Page{Epoch: r.epoch, Next: max(after, 0)}
		subjects, desks, err := t.feedOps(d.Commission, &page)
		if err != nil {
			return err
		}
		if page.Grants, err = r.grants(t, d, subjects); err != nil {
			return err
		}
		for _, id := range desks {
			from, _, err := t.desk(id)
			if err != nil {
				return err
			}
			page.Desks = append(page.Desks, wire.DeskKey{Desk: id, Key: from.Signing})
		}
		if page.Head, err = r.head(t); err != nil {
			return err
		}
		page.Proof, err = t.prove(size, page.Head.Size)
		return err
	})
	return page, err
}

// feedOps fills the page and names whom and whose ops it holds.
func (t *tx) feedOps(c expertise.CommissionNumber, page *wire.Page) ([]expertise.PersonID, []expertise.DeskID, error) {
	subjects, desks, bytes := map[expertise.PersonID]bool{}, map[expertise.DeskID]bool{}, 0
	err := t.Each(`select f.place, o.seq, o.bytes, o.signature, o.desk, o.subject from feed f join op o on o.seq = f.seq
		where f.commission = $1 and f.place > $2 order by f.place limit $3`, []any{int64(c), page.Next, wire.MaxOps + 1}, func(scan func(...any) error) error {
		var place int64
		var op wire.FeedOp
		var desk expertise.DeskID
		var subject expertise.PersonID
		if err := scan(&place, &op.Seq, &op.Op.Bytes, &op.Op.Signature, &desk, &subject); err != nil {
			return err
		}
		bytes += len(op.Op.Bytes)
		if page.More || len(page.Ops) == wire.MaxOps || len(page.Ops) > 0 && bytes > wire.MaxPush {
			page.More = true
			return nil
		}
		page.Ops, page.Next, desks[desk] = append(page.Ops, op), place, true
		if subject != "" {
			subjects[subject] = true
		}
		return nil
	})
	return sortedKeys(subjects), sortedKeys(desks), err
}

func sortedKeys[K cmp.Ordered](m map[K]bool) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// grants wraps the persons' keys to the desk. Every person here is in the desk's scope; an erased one has no key any more.
func (r *Registry) grants(t *tx, d deskRow, persons []expertise.PersonID) ([]journal.Grant, error) {
	var grants []journal.Grant
	for _, id := range persons {
		key, err := r.readerKeys().PersonKey(t.Tx, id)
		if err != nil {
			return nil, err
		}
		if key == nil {
			continue
		}
		g, err := journal.NewGrant(d.Reading, id, key)
		if err != nil {
			return nil, err
		}
		grants = append(grants, g)
	}
	return grants, nil
}

// currentHead is the signed head alone.
func (r *Registry) currentHead(ctx context.Context) (h wire.Head, err error) {
	err = r.read(ctx, func(t *tx) error {
		h, err = r.head(t)
		return err
	})
	return h, err
}

func refuseToken() error {
	return refuse(http.StatusUnauthorized, wire.ProblemToken, "the desk's token is missing or has ended: ask for a new one")
}
