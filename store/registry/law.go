package registry

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"strconv"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/wire"
)

// PublishLaw makes a country's profile the law by which this registry and all desks work from now on, and gives its number. A file that
// does not load, or whose tables cannot be proved, is refused with the law's own sentence, and so is another country's: what was
// published before stays in force.
func (r *Registry) PublishLaw(ctx context.Context, body []byte) (number int, err error) {
	if len(body) > wire.MaxLaw {
		return 0, sentences.Invalid("registry.law.size", "", "max", strconv.Itoa(wire.MaxLaw))
	}
	country := r.profile().Country
	p, err := law.Parse(country+".yaml", body)
	if err != nil {
		return 0, err
	}
	if p.Country != country {
		return 0, sentences.Invalid("registry.law.country", "", "country", p.Country, "own", country)
	}
	err = r.write(ctx, func(t *tx) error {
		if err := t.row(`update counter set last = last + 1 where name = 'law' returning last`).Scan(&number); err != nil {
			return err
		}
		hash, err := wire.LawFile{Country: country, Number: number, Hash: p.Hash}.SignedHash()
		if err != nil {
			return err
		}
		signature, err := r.keys.Head.Sign(hash)
		if err != nil {
			return err
		}
		// What a paper's outcome and acts mean to a receiver follows the profile.
		if err := t.touchTrust(); err != nil {
			return err
		}
		return t.exec(`insert into law (number, hash, body, signature, at) values ($1, $2, $3, $4, $5)`, number, p.Hash, body, signature, t.now.UnixMilli())
	})
	return number, err
}

// LawCheck is what publishing a profile would change.
type LawCheck struct {
	Profile *law.Profile
	Already int // the number under which the very same file is in force, 0 for none
	Changes []law.Change
}

// Breaks are the changes that touch the past.
func (c *LawCheck) Breaks() (list []law.Change) {
	for _, change := range c.Changes {
		if change.Breaks != "" {
			list = append(list, change)
		}
	}
	return list
}

// CheckLaw proves a profile from a file of this name and compares it with the law in force; nothing is changed.
func (r *Registry) CheckLaw(ctx context.Context, name string, body []byte) (c LawCheck, err error) {
	if len(body) > wire.MaxLaw {
		return c, sentences.Invalid("registry.law.size", "", "max", strconv.Itoa(wire.MaxLaw))
	}
	if c.Profile, err = law.Parse(name, body); err != nil {
		return c, err
	}
	err = r.read(ctx, func(t *tx) error {
		if err := r.followLaw(t); err != nil {
			return err
		}
		now := r.law.Load()
		if c.Profile.Country != now.profile.Country {
			return sentences.Invalid("registry.law.country", "", "country", c.Profile.Country, "own", now.profile.Country)
		}
		if c.Profile.Hash == now.profile.Hash {
			c.Already = now.number
		}
		var used []expertise.OutcomeCode
		err := t.Each(`select distinct outcome from decision`, nil, func(scan func(...any) error) error {
			var code expertise.OutcomeCode
			err := scan(&code)
			used = append(used, code)
			return err
		})
		c.Changes = c.Profile.ChangesFrom(now.profile, expertise.DateOf(r.now().In(now.profile.Location())), used)
		return err
	})
	return c, err
}

// LawInfo is a published profile.
type LawInfo struct {
	Number int
	Hash   string // SHA-256 of the file, hex
	At     time.Time
}

// Laws lists what was published, the newest first.
func (r *Registry) Laws(ctx context.Context) (list []LawInfo, err error) {
	err = r.read(ctx, func(t *tx) error {
		return t.Each(`select number, hash, at from law order by number desc`, nil, func(scan func(...any) error) error {
			var l LawInfo
			var at int64
			err := scan(&l.Number, &l.Hash, &at)
			l.At = time.UnixMilli(at)
			list = append(list, l)
			return err
		})
	})
	return list, err
}

// working is the profile the registry works by. Number 0 is the one it was opened with.
type working struct {
	number  int
	profile *law.Profile
}

// profile is the newest published profile, or the one the registry was opened with while nothing was published.
func (r *Registry) profile() *law.Profile { return r.law.Load().profile }

// followLaw takes up what this or another process of the registry published. A profile that this program can no longer read leaves it
// at the one before: a registry that answers by yesterday's law is better than none.
func (r *Registry) followLaw(t *tx) error {
	now := r.law.Load()
	var number int
	if err := t.row(`select coalesce(max(number), 0) from law`).Scan(&number); err != nil || number == now.number {
		return err
	}
	var body []byte
	if err := t.row(`select body from law where number = $1`, number).Scan(&body); err != nil {
		return err
	}
	next := &working{number, now.profile}
	if p, err := law.Parse(now.profile.Country+".yaml", body); err != nil {
		r.log.Error("the published law cannot be read: update this program", "number", number, "cause", err)
	} else {
		next.profile = p
	}
	r.law.CompareAndSwap(now, next)
	return nil
}

// getLaw gives a desk the newest profile, when it is newer than the one the desk names.
func (r *Registry) getLaw(req *http.Request) (any, error) {
	if _, err := r.asking(req); err != nil {
		return nil, err
	}
	after, err := strconv.Atoi(req.FormValue("after"))
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "format", "after must be a number: update the desk's program")
	}
	f := wire.LawFile{Country: r.profile().Country}
	err = r.read(req.Context(), func(t *tx) error {
		return t.row(`select number, hash, body, signature from law where number > $1 order by number desc limit 1`, after).Scan(&f.Number, &f.Hash, &f.Body, &f.Signature)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nothing{}, nil
	}
	return f, err
}
