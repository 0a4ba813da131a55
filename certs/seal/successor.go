package seal

import (
	"slices"
	"strings"
	"time"
)

// RootNamed gives the trusted root with this fingerprint, as people typed it; nil when there is none.
func (b *Bundle) RootNamed(fingerprint string) *Root {
	bare := strings.NewReplacer(" ", "", "-", "", ":", "")
	given := strings.ToUpper(bare.Replace(strings.TrimSpace(fingerprint)))
	for _, root := range b.roots {
		if given == bare.Replace(Fingerprint(root.DER())) {
			return root
		}
	}
	return nil
}

// settle finds the listed roots that are trusted, all where nobody was trusted before, and the issuers that may stand behind signers.
func (b *Bundle) settle(trusted []*Root) error {
	listed, err := parseRoots(b.Roots)
	if err != nil {
		return err
	}
	retired, err := parseRoots(b.Retired)
	if err != nil {
		return err
	}
	all := append(slices.Clone(listed), retired...)
	known := map[KeyID]*Root{}
	for _, root := range trusted {
		known[root.KeyID] = root
	}
	for grown := true; grown; {
		grown = false
		for _, next := range all {
			if known[next.KeyID] == nil && b.vouched(next, known) {
				known[next.KeyID], grown = next, true
			}
		}
	}
	for _, root := range listed {
		if len(trusted) == 0 || known[root.KeyID] != nil {
			b.roots[root.KeyID] = root
			b.issuers = append(b.issuers, root)
		}
	}
	for _, root := range retired {
		b.issuers = append(b.issuers, root)
	}
	roots := slices.Clone(b.issuers)
	for _, der := range b.Publishers {
		p, err := ParsePublisher(der)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(roots, func(root Issuer) bool { return p.Sample == root.sample() && certified(p.Certificate, root) }) {
			b.issuers = append(b.issuers, p)
		}
	}
	return nil
}

// vouched tells whether one of the known roots signed a cross for the next.
func (b *Bundle) vouched(next *Root, known map[KeyID]*Root) bool {
	for _, old := range known {
		if slices.ContainsFunc(b.Crosses, func(der []byte) bool { return Vouches(der, old, next) }) {
			return true
		}
	}
	return false
}

func parseRoots(list [][]byte) ([]*Root, error) {
	roots := make([]*Root, 0, len(list))
	for _, der := range list {
		root, err := ParseRoot(der)
		if err != nil {
			return nil, err
		}
		roots = append(roots, root)
	}
	return roots, nil
}

// maxAhead is by how much a new bundle may be ahead of the receiver's clock: one of next year would shut out all that follow.
const maxAhead = 24 * time.Hour

// Successor reads the bundle that shall take this one's place. It must rest on the roots trusted so far, and take nothing back: one issued
// earlier is refused (what was revoked since would stand again), and so is one of a publisher that a later certified one has superseded,
// which is how a stolen publisher's key is made worthless. The first bundle of a later certified publisher needs no later time, because a
// thief may have dated his ahead.
func (b *Bundle) Successor(data []byte, at time.Time) (*Bundle, error) {
	next, err := ParseBundle(data, b.TrustedRoots()...)
	if err != nil {
		return nil, err
	}
	later := 0
	if b.publisher != nil && next.publisher != nil {
		later = next.publisher.Certificate.NotBefore.Compare(b.publisher.Certificate.NotBefore)
	}
	switch {
	case later < 0:
		return nil, fail("bundle.replaced")
	case later == 0 && next.Issued.Before(b.Issued):
		return nil, fail("bundle.old")
	case next.Issued.After(at.Add(maxAhead)):
		return nil, fail("bundle.clock")
	}
	return next, nil
}
