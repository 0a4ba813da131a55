package desk

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"time"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/journal"
	"medsoc/store/records"
)

// Where the law by which a desk works comes from.
const (
	LawBuiltIn  = "built-in" // with the program
	LawFolder   = "folder"   // Options.Laws
	LawRegistry = "registry" // published by the ministry
)

// LawStanding says by which law the desk works, and what kept a newer one out.
type LawStanding struct {
	Hash       string // SHA-256 of the file, hex, as in decisions
	Source     string // LawBuiltIn, LawFolder or LawRegistry
	Number     int    // of the registry's publication, else 0
	Since      time.Time
	Refused    string // sentence of the error that kept a newer file out, "" when nothing did
	RefusedErr error  // the same with its key in the languages
}

// working is the law at one moment; a newer one replaces it as a whole.
type working struct {
	plain     *law.Profile // as its file says
	confirmed *law.Profile // without the marks that administrators took off
	standing  LawStanding
}

// lawNow is what the desk noted when it began to work by a file.
type lawNow struct {
	Hash   string `json:"hash"`
	Source string `json:"source"`
	Number int    `json:"number"`
	Since  int64  `json:"since"` // milliseconds since 1970
}

// Names of values in records' table of them.
const metaLawNow, metaLawRefused = "law.now", "law.refused"

// Profile is the law this desk works by, with what the commission's administrators confirmed. Ask again for each step: it changes when
// they confirm more, and when the ministry publishes a new law.
func (d *Desk) Profile() *law.Profile { return d.law.Load().confirmed }

// LawStanding tells by which law the desk works.
func (d *Desk) LawStanding(ctx context.Context) (LawStanding, error) {
	err := d.renewLaw(ctx)
	return d.law.Load().standing, err
}

// openLaw takes the profiles that the program brings, and begins to work by one of them or by one that was kept.
func (d *Desk) openLaw(ctx context.Context, builtIn *law.Profile, none error, folder fs.FS) error {
	d.builtIn, d.none = builtIn, none
	d.law.Store(&working{plain: builtIn, confirmed: builtIn})
	if name := d.about.Country + ".yaml"; folder != nil {
		switch _, err := fs.Stat(folder, name); {
		case err == nil:
			d.folder, d.folderErr = loadCountry(folder, name, d.about.Country)
		case !errors.Is(err, fs.ErrNotExist):
			d.folderErr = err
		}
	}
	return d.renewLaw(ctx)
}

func loadCountry(from fs.FS, name, country string) (*law.Profile, error) {
	p, err := law.Load(from, name)
	if err == nil && p.Country != country {
		return nil, ErrLawCountry
	}
	return p, err
}

// renewLaw works out the law anew from what is stored: another process at this folder may have confirmed a rule or fetched a new law. A
// file is stored under its hash before the first decision by it, so that the decision can be explained by the very file.
func (d *Desk) renewLaw(ctx context.Context) error {
	d.renewing.Lock()
	defer d.renewing.Unlock()
	var w *working
	var all law.Confirmations
	var now lawNow
	err := d.db.Read(ctx, func(tx *records.Tx) (err error) {
		if !d.db.Earlier() { // else they are counted at the unlock, which brings the tables up to date
			if all, err = records.Confirmations(tx); err != nil {
				return err
			}
		}
		stored, err := records.Meta(tx, metaLawNow)
		if err == nil && stored != nil {
			err = journal.Unmarshal(stored, &now)
		}
		if err != nil {
			return err
		}
		w, err = d.choose(tx, now)
		return err
	})
	if err != nil {
		return err
	}
	s := &w.standing
	if s.Hash != now.Hash || s.Source != now.Source || s.Number != now.Number {
		now = lawNow{s.Hash, s.Source, s.Number, d.now().UnixMilli()}
		if err := d.workBy(ctx, w.plain, now); err != nil {
			return err
		}
	}
	s.Since = time.UnixMilli(now.Since)
	w.confirmed, _ = w.plain.Confirmed(all)
	d.law.Store(w)
	return nil
}

// choose says which file the desk works by: the folder's, else the registry's newest, else the program's own. Where the folder's file is
// damaged, the last good one of that folder holds.
func (d *Desk) choose(tx *records.Tx, now lawNow) (*working, error) {
	w := &working{}
	stand := func(p *law.Profile, source string, number int) *working {
		w.plain, w.standing.Hash, w.standing.Source, w.standing.Number = p, p.Hash, source, number
		return w
	}
	if err := refusedLaw(tx, w); err != nil {
		return nil, err
	}
	if d.folder != nil {
		return stand(d.folder, LawFolder, 0), nil
	}
	if d.folderErr != nil {
		w.refuse(d.folderErr)
		if now.Source == LawFolder {
			if p, err := d.storedLaw(tx, now.Hash); err == nil && p != nil {
				return stand(p, LawFolder, 0), nil
			}
		}
	}
	number, hash, err := newestLaw(tx)
	if err != nil {
		return nil, err
	}
	if number > 0 {
		p, err := d.storedLaw(tx, hash)
		if err == nil && p != nil {
			return stand(p, LawRegistry, number), nil
		}
		w.refuse(err)
	}
	if d.builtIn == nil {
		return nil, errors.Join(w.standing.RefusedErr, d.none)
	}
	return stand(d.builtIn, LawBuiltIn, 0), nil
}

func (w *working) refuse(err error) {
	if err != nil {
		w.standing.Refused, w.standing.RefusedErr = err.Error(), err
	}
}

// newestLaw gives number and hash of the newest law that the registry sent; 0 when none came.
func newestLaw(tx *records.Tx) (number int, hash string, err error) {
	err = tx.QueryRow(`select number, hash from law_file where number > 0 order by number desc limit 1`).Scan(&number, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return number, hash, err
}

// storedLaw gives a kept profile by its hash; nil when none is kept. A profile is parsed once.
func (d *Desk) storedLaw(tx *records.Tx, hash string) (*law.Profile, error) {
	for _, p := range []*law.Profile{d.law.Load().plain, d.builtIn} {
		if p != nil && p.Hash == hash {
			return p, nil
		}
	}
	if p, known := d.kept.Load(hash); known {
		return p.(*law.Profile), nil
	}
	var body []byte
	err := tx.QueryRow(`select body from law_file where hash = $1`, hash).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p, err := law.Parse(d.about.Country+".yaml", body)
	if err == nil && p.Hash != hash {
		return nil, records.ErrDamaged
	}
	if err == nil {
		d.kept.Store(hash, p)
	}
	return p, err
}

// workBy notes that the desk works by a file from now on, and keeps the file.
func (d *Desk) workBy(ctx context.Context, p *law.Profile, now lawNow) error {
	note, err := journal.Marshal(now)
	if err != nil {
		return err
	}
	return d.db.Write(ctx, func(tx *records.Tx) error {
		if _, err := tx.ExecContext(ctx, `insert into law_file (hash, number, body, since) values ($1, 0, $2, $3) on conflict (hash) do nothing`,
			p.Hash, p.Text(), now.Since); err != nil {
			return err
		}
		return records.SetMeta(tx, metaLawNow, note)
	})
}

// lawOf gives the very file by which a decision was made; the present law where that file was never here, because another desk decided.
// Its marks are those of today's confirmations.
func (d *Desk) lawOf(tx *records.Tx, x *expertise.Decision) (*law.Profile, error) {
	present := d.Profile()
	if x.Basis.Profile == present.Hash {
		return present, nil
	}
	kept, err := d.storedLaw(tx, x.Basis.Profile)
	if err != nil || kept == nil {
		return present, err
	}
	all, err := records.Confirmations(tx)
	confirmed, _ := kept.Confirmed(all)
	return confirmed, err
}

// Explain gives the reasons of a decision from the very file by which it was made, however many have come since; where that file was
// never here, from the same edition of the present one. A mark says that nobody has confirmed the row until today; what the decision
// rested on when it was made stands in its basis.
func (d *Desk) Explain(ctx context.Context, x *expertise.Decision) (reasons []law.Reason, err error) {
	err = d.db.Read(ctx, func(tx *records.Tx) error { reasons, err = d.explain(tx, x); return err })
	return reasons, err
}

func (d *Desk) explain(tx *records.Tx, x *expertise.Decision) ([]law.Reason, error) {
	by, err := d.lawOf(tx, x)
	if err != nil {
		return nil, err
	}
	acts, err := records.Enacted(tx)
	if err != nil {
		return nil, err
	}
	return by.Explain(x.Basis, acts...)
}
