package registry

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/records"

	"github.com/fxamacker/cbor/v2"
	"github.com/veraison/go-cose"
)

// A bundle is made anew when something changed, or after an hour, so that its age says how long ago the registry was asked.
const (
	bundleAge  = time.Hour
	bundleTime = 30 * 24 * time.Hour
	// listTime is how long a cache on the way may answer with the status list: so long may a revocation stay unseen there.
	listTime = 5 * time.Minute
)

// published is one state of what the registry says about papers.
type published struct {
	version int64
	issued  time.Time
	file    []byte       // the trust bundle
	bundle  *seal.Bundle // the same, parsed
	list    []byte       // the status list token
}

type trustCache struct {
	mu  sync.Mutex
	now *published
}

// changesTrust tells whether ops of a kind may change a paper's status: its own ops, those of the decision it rests on, and those by
// which two persons turn out to be one.
func changesTrust(k expertise.Kind) bool {
	group, _, _ := strings.Cut(string(k), ".")
	return group == "certificate" || group == "decision" || group == "conflict" || k == expertise.KindPersonRegistered || k == expertise.KindPersonPatched
}

// touchTrust notes that papers or signers changed. The number stands in the database, so that every process of the registry sees it.
func (t *tx) touchTrust() error {
	return t.exec(`update counter set last = last + 1 where name = 'trust'`)
}

// published gives the present state, from the cache while it is fresh.
func (r *Registry) published(ctx context.Context) (*published, error) {
	r.trust.mu.Lock()
	defer r.trust.mu.Unlock()
	err := r.read(ctx, func(t *tx) error {
		var version int64
		if err := t.row(`select last from counter where name = 'trust'`).Scan(&version); err != nil {
			return err
		}
		if p := r.trust.now; p != nil && p.version == version && t.now.Sub(p.issued) < bundleAge && !t.now.Before(p.issued) {
			return nil
		}
		p, err := r.publish(t, version)
		if err == nil {
			r.trust.now = p
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.trust.now, nil
}

func (r *Registry) publish(t *tx, version int64) (*published, error) {
	p := &published{version: version, issued: t.now.UTC().Truncate(time.Second)}
	signers, size, err := t.signers("")
	if err != nil {
		return nil, err
	}
	status, err := t.statuses(size)
	if err != nil {
		return nil, err
	}
	acts, err := records.Acts(t.Tx)
	if err != nil {
		return nil, err
	}
	content := seal.BundleContent{Issued: p.issued, Expires: p.issued.Add(bundleTime), Signers: signers, Status: status, Acts: r.publicActs(acts)}
	if p.file, err = r.keys.bundle(content); err != nil {
		return nil, err
	}
	if p.bundle, err = seal.ParseBundle(p.file, r.keys.Root); err != nil {
		return nil, err
	}
	p.list, err = r.statusToken(p.issued, status)
	return p, err
}

// publicActs are the acts as a receiver applies them to a seal. A seal does not say the cause, so an act for some causes only is left out:
// those persons get a new paper, because a verdict that extends too many papers would be worse than one that asks for a new one.
func (r *Registry) publicActs(acts []expertise.Extension) (list []seal.Act) {
	for _, x := range acts {
		if len(x.Causes) > 0 {
			continue
		}
		a := seal.Act{ID: string(x.ID), Title: x.Title, From: x.From, To: x.To, NewUntil: x.NewUntil, Months: x.Months, EstablishedBy: x.EstablishedBy}
		for _, code := range x.Outcomes {
			if o, known := r.profile().Outcome(code); known {
				a.Outcomes = append(a.Outcomes, o.Seal)
			}
		}
		if len(a.Outcomes) == len(x.Outcomes) {
			list = append(list, a)
		}
	}
	return list
}

// signers lists the signers of a desk, or all with desk "", and how many places of the status list they hold.
func (t *tx) signers(desk expertise.DeskID) (list []seal.SignerEntry, size uint64, err error) {
	err = t.Each(`select certificate, index_to, revoked_since from signer where desk = $1 or $1 = ''`, []any{desk}, func(scan func(...any) error) error {
		var e seal.SignerEntry
		var to, revoked int64
		if err := scan(&e.Certificate, &to, &revoked); err != nil {
			return err
		}
		if revoked != 0 {
			e.RevokedSince = time.UnixMilli(revoked)
		}
		list, size = append(list, e), max(size, uint64(to)+1)
		return nil
	})
	return list, size, err
}

// statuses makes the status list: what is reserved and not known is not registered; a paper sealed since its signer was revoked
// is disputed, though a receiver hears of the unknown signer first, and so is every paper of a signer whose papers wait for a review.
func (t *tx) statuses(size uint64) (*seal.StatusList, error) {
	list := seal.NewStatusList(size)
	err := t.Each(`select c.idx, c.state, coalesce(d.disputed, 0), coalesce(s.revoked_since, 0), c.issued, w.signer is not null from certificate c
		left join decision d on d.id = c.decision left join signer s on s.index_from <= c.idx and s.index_to >= c.idx
		left join disputed_signer w on w.signer = s.id`, nil, func(scan func(...any) error) error {
		var index uint64
		var state expertise.FormState
		var disputed int
		var revoked, issued int64
		var waits bool
		if err := scan(&index, &state, &disputed, &revoked, &issued, &waits); err != nil {
			return err
		}
		status := seal.StatusValid
		switch {
		case !state.Valid():
			status = seal.StatusRevoked
		case disputed != 0 || waits || revoked != 0 && issued >= revoked:
			status = seal.StatusDisputed
		}
		return list.Set(index, status)
	})
	return list, err
}

// deskBundle knows a desk's signers and no status: enough to hold a new paper's seal against them.
func (r *Registry) deskBundle(t *tx, d deskRow) (*seal.Bundle, error) {
	signers, _, err := t.signers(d.ID)
	if err != nil {
		return nil, err
	}
	file, err := r.keys.bundle(seal.BundleContent{Issued: t.now, Expires: t.now.Add(time.Hour), Signers: signers})
	if err != nil {
		return nil, err
	}
	return seal.ParseBundle(file, r.keys.Root)
}

// Claims and header of a status list token (IETF Token Status List, CWT form).
const (
	claimSubject    = 2
	claimExpires    = 4
	claimIssued     = 6
	claimStatusList = 65533
	claimTTL        = 65534
	headerType      = 16
)

func (r *Registry) statusToken(issued time.Time, status *seal.StatusList) ([]byte, error) {
	claims := map[int]any{
		claimSubject: "https://" + r.host + "/s", claimIssued: issued.Unix(), claimExpires: issued.Add(bundleTime).Unix(), claimTTL: int64(bundleAge / time.Second),
		claimStatusList: map[string]any{"bits": 2, "lst": status.Compressed()},
	}
	mode, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		return nil, err
	}
	payload, err := mode.Marshal(claims)
	if err != nil {
		return nil, err
	}
	signer, err := cose.NewSigner(cose.AlgorithmES256, r.keys.key.ECDSA())
	if err != nil {
		return nil, err
	}
	m := cose.NewSign1Message()
	m.Payload = payload
	m.Headers.Protected[int64(headerType)] = "application/statuslist+cwt"
	m.Headers.Protected[cose.HeaderLabelX5Chain] = r.keys.Publisher.DER()
	m.Headers.Protected.SetAlgorithm(cose.AlgorithmES256)
	if err := m.Sign(rand.Reader, nil, signer); err != nil {
		return nil, err
	}
	return m.MarshalCBOR()
}
