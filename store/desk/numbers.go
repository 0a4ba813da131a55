package desk

import (
	"context"
	"strconv"

	"medsoc/certs/seal"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// Numbers and places in the status list are counted through the block of the desk's present signer, each remembered in the transaction
// that uses it: a paper that is not issued takes none. A new signer brings a new block; what the old one had left is never used, and the
// book says so.
const metaNumber, metaIndex, metaBlocks = "certificate.number", "certificate.index", "certificate.blocks"

// takeNext counts through a reserved block.
func takeNext(tx *records.Tx, name string, from, to uint64) (uint64, error) {
	stored, err := records.Meta(tx, name)
	if err != nil {
		return 0, err
	}
	next := from
	if last, err := strconv.ParseUint(string(stored), 10, 64); err == nil && last >= from && last <= to {
		next = last + 1
	}
	if next > to {
		return 0, ErrNumbers
	}
	return next, records.SetMeta(tx, name, []byte(strconv.FormatUint(next, 10)))
}

// numbersLeft is how many certificates can still be issued before a new block is needed.
func (d *Desk) numbersLeft(tx *records.Tx) (uint64, error) {
	certificate, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		return 0, err
	}
	stored, err := records.Meta(tx, metaNumber)
	if err != nil {
		return 0, err
	}
	scope := certificate.Scope
	last, err := strconv.ParseUint(string(stored), 10, 64)
	if err != nil || last < scope.NumberFrom || last > scope.NumberTo {
		return scope.NumberTo - scope.NumberFrom + 1, nil
	}
	if last == scope.NumberTo {
		return 0, ErrNumbers
	}
	return scope.NumberTo - last, nil
}

// blocks lists the blocks that this desk has had, in the order in which they came.
func blocks(tx *records.Tx) (list []records.Block, err error) {
	stored, err := records.Meta(tx, metaBlocks)
	if err == nil && stored != nil {
		err = journal.Unmarshal(stored, &list)
	}
	return list, err
}

// noteBlock remembers the present signer's block for the book.
func (d *Desk) noteBlock(ctx context.Context) error {
	certificate, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		return err
	}
	var known []records.Block
	if err := d.db.Read(ctx, func(tx *records.Tx) error { known, err = blocks(tx); return err }); err != nil {
		return err
	}
	if n := len(known); n > 0 && known[n-1].From == certificate.Scope.NumberFrom {
		return nil
	}
	return d.db.Write(ctx, func(tx *records.Tx) error { return keepBlock(tx, certificate.Scope) })
}

// keepBlock adds a block that is not the last one known.
func keepBlock(tx *records.Tx, scope seal.SignerScope) error {
	known, err := blocks(tx)
	if n := len(known); err != nil || n > 0 && known[n-1].From == scope.NumberFrom {
		return err
	}
	stored, err := journal.Marshal(append(known, records.Block{From: scope.NumberFrom, To: scope.NumberTo}))
	if err != nil {
		return err
	}
	return records.SetMeta(tx, metaBlocks, stored)
}
