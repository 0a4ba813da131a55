package registry

import (
	"errors"
	"net/http"

	"medsoc/store/journal"
	"medsoc/store/wire"

	"golang.org/x/mod/sumdb/tlog"
)

// number takes the next feed number from the counter row. The row is held until the transaction ends, so that the next writer, on any
// database, waits and numbers have no gaps: a refused op gives its number back with its savepoint.
func (t *tx) number() (seq int64, err error) {
	err = t.row(`update counter set last = last + 1 where name = 'feed' returning last`).Scan(&seq)
	return seq, err
}

// size is how many ops are accepted: the tree's size.
func (t *tx) size() (n int64, err error) {
	err = t.row(`select last from counter where name = 'feed'`).Scan(&n)
	return n, err
}

// addLeaf takes op number seq into the tree.
func (t *tx) addLeaf(seq int64, op journal.Signed) error {
	leaf, err := wire.Leaf(op)
	if err != nil {
		return err
	}
	hashes, err := tlog.StoredHashes(seq-1, leaf, tlog.HashReaderFunc(t.hashes))
	if err != nil {
		return err
	}
	at := tlog.StoredHashIndex(0, seq-1)
	for i, h := range hashes {
		if err := t.exec(`insert into tree_hash (idx, hash) values ($1, $2)`, at+int64(i), h[:]); err != nil {
			return err
		}
	}
	return nil
}

// hashes reads stored hashes: a proof needs some twenty of them.
func (t *tx) hashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		var b []byte
		if err := t.row(`select hash from tree_hash where idx = $1`, idx).Scan(&b); err != nil {
			return nil, err
		}
		if len(b) != len(out[i]) {
			return nil, errors.New("registry: a hash of the tree is damaged: restore the last backup")
		}
		copy(out[i][:], b)
	}
	return out, nil
}

// head is the signed promise for the tree as it stands.
func (r *Registry) head(t *tx) (wire.Head, error) {
	size, err := t.size()
	if err != nil {
		return wire.Head{}, err
	}
	h := wire.Head{Epoch: r.epoch, Size: size, At: t.now.UnixMilli()}
	root, err := tlog.TreeHash(size, tlog.HashReaderFunc(t.hashes))
	if err != nil {
		return wire.Head{}, err
	}
	h.Root = root[:]
	hash, err := h.Hash()
	if err != nil {
		return wire.Head{}, err
	}
	h.Signature, err = r.keys.Head.Sign(hash)
	return h, err
}

// prove gives the consistency proof from an older size to the head's; a size of the future says that the registry lost something.
func (t *tx) prove(old, size int64) ([][]byte, error) {
	switch {
	case old < 0 || old > size:
		return nil, refuse(http.StatusConflict, wire.ProblemTree, "this registry knows less than it did before: it may have been restored from a backup; ask the ministry")
	case old == 0 || old == size:
		return nil, nil
	}
	proof, err := tlog.ProveTree(size, old, tlog.HashReaderFunc(t.hashes))
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(proof))
	for i := range proof {
		out[i] = proof[i][:]
	}
	return out, nil
}
