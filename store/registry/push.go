package registry

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// push takes in a desk's ops in its order. What was answered stands, also when a problem stops it before the end.
func (r *Registry) push(ctx context.Context, id expertise.DeskID, p wire.Push) (pushed wire.Pushed, err error) {
	if err := r.checkPush(p); err != nil {
		return pushed, err
	}
	err = r.write(ctx, func(t *tx) error {
		pushed = wire.Pushed{}
		d, known, err := t.desk(id)
		if err != nil {
			return err
		}
		if !known || d.Revoked {
			return refuseToken()
		}
		if err := r.keepGrants(t, p); err != nil {
			return err
		}
		if err := r.takeAll(t, d, p.Ops, &pushed); err != nil {
			return err
		}
		pushed.Head, err = r.head(t)
		return err
	})
	return pushed, err
}

func (r *Registry) checkPush(p wire.Push) error {
	if p.Epoch != r.epoch {
		return refuseEpoch()
	}
	size := 0
	for _, op := range p.Ops {
		size += len(op.Bytes)
	}
	if len(p.Ops) > wire.MaxOps || len(p.Grants) > 2*wire.MaxOps || size > wire.MaxPush && len(p.Ops) > 1 {
		return refuse(http.StatusRequestEntityTooLarge, wire.ProblemSize, "too much at once: send fewer entries")
	}
	return nil
}

func refuseEpoch() error {
	return refuse(http.StatusConflict, wire.ProblemEpoch, "the registry was restored from a backup: synchronise again, everything is sent anew")
}

// keepGrants takes in the keys of the persons whom this push's ops concern, and no others.
func (r *Registry) keepGrants(t *tx, p wire.Push) error {
	concerned := map[expertise.PersonID]bool{}
	for _, signed := range p.Ops {
		if op, err := signed.Parse(); err == nil {
			concerned[op.Subject] = true
		}
	}
	for _, g := range p.Grants {
		if !concerned[g.Person] || g.Person == "" {
			continue
		}
		err := r.readerKeys().KeepGrant(t.Tx, g)
		if errors.Is(err, journal.ErrGrant) {
			return refuse(http.StatusUnprocessableEntity, "grant", "a person's key was not wrapped to this registry: enrol the desk again, or update its program")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// takeAll answers op after op. A fault of the chain stops it: what follows cannot be told from a forgery.
func (r *Registry) takeAll(t *tx, d deskRow, ops []journal.Signed, pushed *wire.Pushed) error {
	n, prev, _, err := records.ChainEnd(t.Tx, d.ID)
	if err != nil {
		return err
	}
	for _, signed := range ops {
		op, problem := readOp(d, signed)
		if problem != nil {
			pushed.Problem = problem
			return nil
		}
		if known, found, err := records.FindOp(t.Tx, op.ID); err != nil {
			return err
		} else if found {
			if !bytes.Equal(known.Bytes, signed.Bytes) {
				pushed.Problem = &wire.Problem{Code: "chain.other", Text: "another entry with the same id is stored: this desk's records were copied or restored; ask the ministry to enrol it anew"}
				return nil
			}
			pushed.Results = append(pushed.Results, wire.Result{ID: op.ID, Seq: known.Seq, Refused: known.Refused})
			continue
		}
		if op.N != n+1 || !bytes.Equal(op.Prev, prev) {
			pushed.Problem = &wire.Problem{Code: "chain.gap", Text: "the entry does not follow the last one known of this desk: synchronise again; if it stays so, this desk's records were copied or restored, and the ministry enrols it anew"}
			return nil
		}
		result, err := r.take(t, d, signed, op)
		if err != nil {
			return err
		}
		pushed.Results = append(pushed.Results, result)
		n, prev = op.N, signed.Hash()
	}
	return nil
}

func readOp(d deskRow, signed journal.Signed) (*journal.Op, *wire.Problem) {
	op, err := signed.Parse()
	switch {
	case err != nil:
		return nil, &wire.Problem{Code: "op.malformed", Text: "an entry is damaged: check this computer's disk, then restore the last backup"}
	case op.Desk != d.ID:
		return nil, &wire.Problem{Code: "op.desk", Text: "an entry belongs to another desk: enrol this desk anew"}
	case signed.Verify(d.Signing) != nil:
		return nil, &wire.Problem{Code: "op.signature", Text: "an entry does not bear this desk's signature: check this computer's disk, then restore the last backup"}
	}
	return op, nil
}

// take stores one op, accepted or refused. An error is the machine's; a refusal is an answer.
func (r *Registry) take(t *tx, d deskRow, signed journal.Signed, op *journal.Op) (wire.Result, error) {
	if err := t.exec(`savepoint op`); err != nil {
		return wire.Result{}, err
	}
	seq, refusal, err := r.accept(t, d, signed, op)
	if err != nil {
		return wire.Result{}, err
	}
	if refusal == nil {
		return wire.Result{ID: op.ID, Seq: seq}, t.exec(`release op`)
	}
	if err := t.exec(`rollback to op`); err != nil {
		return wire.Result{}, err
	}
	if err := t.exec(`release op`); err != nil {
		return wire.Result{}, err
	}
	result := wire.Result{ID: op.ID, Refused: reason(refusal)}
	return result, records.Refuse(t.Tx, signed, result.Refused)
}

// reason is a refusal as it is stored and travels: "code: sentence".
func reason(err error) string {
	code := expertise.ErrorCode(err)
	if code == "" {
		code = "malformed"
	}
	return code + ": " + err.Error()
}

// accept checks, projects and numbers an op.
func (r *Registry) accept(t *tx, d deskRow, signed journal.Signed, op *journal.Op) (seq int64, refusal, err error) {
	reaches := []expertise.CommissionNumber{}
	if d.ID != r.id {
		reaches = append(reaches, d.Commission)
	}
	change, refusal, err := r.check(t, d, op)
	if refusal != nil || err != nil {
		return 0, refusal, err
	}
	if received, is := change.(*expertise.ReferralReceived); is {
		reaches = append(reaches, received.Referral.Commission)
	}
	if seq, err = t.number(); err != nil {
		return 0, nil, err
	}
	stored, err := records.Append(t.Tx, signed, seq, r.readerKeys())
	if err != nil && stored != nil {
		return 0, err, nil // the fold left it out
	}
	if err != nil {
		return 0, nil, err
	}
	if err := t.addLeaf(seq, signed); err != nil {
		return 0, nil, err
	}
	if changesTrust(op.Kind) {
		if err := t.touchTrust(); err != nil {
			return 0, nil, err
		}
	}
	return seq, nil, t.spread(op, seq, reaches...)
}
