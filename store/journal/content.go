package journal

import (
	"fmt"
	"slices"

	"medsoc/expertise"
)

// version of each kind's content this program writes and reads.
const version = 1

// Head is what an op says besides its content.
type Head struct {
	ID      expertise.OpID
	Entity  Entity
	Subject expertise.PersonID
	Base    expertise.OpID
	At      int64
	User    expertise.MemberID
	Desk    expertise.DeskID
	N       uint64
	Prev    []byte
}

// Make writes a change into an op. key may be nil when the change has no personal part.
func Make(head Head, change expertise.Change, key *PersonKey) (*Op, error) {
	openPart, err := encoding.Marshal(change)
	if err != nil {
		return nil, fmt.Errorf("journal: encode %s: %w", change.Kind(), err)
	}
	o := &Op{Form: 1, ID: head.ID, Kind: change.Kind(), Version: version, Entity: head.Entity, Subject: head.Subject, Base: head.Base,
		At: head.At, User: head.User, Desk: head.Desk, N: head.N, Prev: slices.Clone(head.Prev), Open: openPart, Personal: []byte{}}
	if part := change.PersonalPart(); part != nil {
		if key == nil {
			return nil, fmt.Errorf("journal: %s needs the person's key", change.Kind())
		}
		plain, err := encoding.Marshal(part)
		if err != nil {
			return nil, fmt.Errorf("journal: encode personal part of %s: %w", change.Kind(), err)
		}
		if o.Personal, err = key.seal(plain, o.context()); err != nil {
			return nil, err
		}
	}
	if len(o.Open) > MaxPart || len(o.Personal) > MaxPart {
		return nil, expertise.Invalid("too.long", "", "max", "1000000")
	}
	return o, nil
}

// context binds a personal part to its place: it cannot be moved to another op, kind or record.
func (o *Op) context() []byte {
	return fmt.Appendf(nil, "medsoc personal 1|%s|%s|%d|%s|%s|%s", o.ID, o.Kind, o.Version, o.Entity.Kind, o.Entity.ID, o.Subject)
}

// Decode gives the change back. The change is nil for a kind or version this program does not know. sealed tells that there is a
// personal part which key (nil: none here) does not open; the change then has only its open part.
func (o *Op) Decode(key *PersonKey) (change expertise.Change, sealed bool, err error) {
	change = expertise.NewChange(o.Kind)
	if change == nil || o.Version != version {
		return nil, false, nil
	}
	if err := decoding.Unmarshal(o.Open, change); err != nil {
		return nil, false, fmt.Errorf("%w: content of %s: %v", ErrMalformed, o.Kind, err)
	}
	part := change.PersonalPart()
	if part == nil || len(o.Personal) == 0 {
		return change, false, nil
	}
	if key == nil {
		return change, true, nil
	}
	plain, err := key.open(o.Personal, o.context())
	if err != nil {
		return change, true, nil
	}
	if err := decoding.Unmarshal(plain, part); err != nil {
		return nil, false, fmt.Errorf("%w: personal part of %s", ErrMalformed, o.Kind)
	}
	return change, false, nil
}
