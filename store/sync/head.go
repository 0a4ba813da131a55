package sync

import (
	"bytes"
	"errors"

	"medsoc/expertise"
	"medsoc/store/wire"

	"golang.org/x/mod/sumdb/tlog"
)

// maxProof bounds a consistency proof: a tree of 2^63 leaves needs less.
const maxProof = 130

// checkSignature holds a head against the key known from the enrolment.
func checkSignature(h wire.Head, key []byte) error {
	hash, err := h.Hash()
	if err != nil {
		return err
	}
	if len(h.Root) != tlog.HashSize || h.Size < 0 || !expertise.VerifyES256(key, hash, h.Signature) {
		return fail("sync.head", nil)
	}
	return nil
}

// checkHead makes sure that the page's tree is the one the desk last saw, grown: signed, of the same epoch, not smaller, and with all
// that was in it in its place (RFC 6962, 2.1.2).
func checkHead(state wire.State, page wire.Page) error {
	now, before := page.Head, state.Head
	if err := checkSignature(now, state.HeadKey); err != nil {
		return err
	}
	switch {
	case now.Epoch != page.Epoch || now.Size < before.Size:
		return fail("sync.rewritten", nil)
	case before.Size == 0:
		return nil
	case now.Size == before.Size:
		if !bytes.Equal(now.Root, before.Root) {
			return fail("sync.rewritten", nil)
		}
		return nil
	}
	if len(page.Proof) > maxProof {
		return fail("sync.garbage", errors.New("the proof is too long"))
	}
	proof := make(tlog.TreeProof, len(page.Proof))
	for i, h := range page.Proof {
		if len(h) != tlog.HashSize {
			return fail("sync.rewritten", errors.New("a hash of the proof has another length"))
		}
		proof[i] = tlog.Hash(h)
	}
	if err := tlog.CheckTree(proof, now.Size, tlog.Hash(now.Root), before.Size, tlog.Hash(before.Root)); err != nil {
		return fail("sync.rewritten", err)
	}
	return nil
}
