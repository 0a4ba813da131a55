package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// lawRefusal is why a law from the registry was not taken, as it is kept for people to see: key and sentence.
type lawRefusal struct {
	Number int               `json:"number"`
	Key    string            `json:"key"`
	Args   map[string]string `json:"args"`
	Text   string            `json:"text"`
	cause  error
}

func (r *lawRefusal) Error() string               { return r.Text }
func (r *lawRefusal) TextKey() string             { return r.Key }
func (r *lawRefusal) TextArgs() map[string]string { return r.Args }
func (r *lawRefusal) Unwrap() []error             { return []error{wire.ErrLaw, r.cause} }

// refusedLaw reads the last refusal.
func refusedLaw(tx *records.Tx, w *working) error {
	stored, err := records.Meta(tx, metaLawRefused)
	if err != nil || len(stored) == 0 {
		return err
	}
	var r lawRefusal
	if err := journal.Unmarshal(stored, &r); err != nil {
		return err
	}
	w.refuse(&r)
	return nil
}

// KeepLaw takes a law that the registry published, and works by it from now on unless a folder holds another. One that the registry did
// not sign, that is of another country, does not grow in number or cannot be proved is refused: the desk works on by the law it has, and
// LawStanding says why. Refusals are wire.ErrLaw.
func (d *Desk) KeepLaw(ctx context.Context, f wire.LawFile) error {
	p, err := d.readLaw(f)
	if err == nil {
		err = d.db.Write(ctx, func(tx *records.Tx) error { return keepLaw(tx, f, p, d.now().UnixMilli()) })
	}
	if key, ok := errors.AsType[interface {
		error
		TextKey() string
		TextArgs() map[string]string
	}](err); ok {
		return d.refuseLaw(ctx, &lawRefusal{f.Number, key.TextKey(), key.TextArgs(), key.Error(), err})
	}
	if err != nil {
		return err
	}
	return d.renewLaw(ctx)
}

// readLaw proves the file: the registry's signature first, the content after.
func (d *Desk) readLaw(f wire.LawFile) (*law.Profile, error) {
	about := d.About()
	signed, err := f.SignedHash()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(f.Body)
	switch {
	case len(f.Body) > wire.MaxLaw, hex.EncodeToString(sum[:]) != f.Hash, !expertise.VerifyES256(about.HeadKey, signed, f.Signature):
		return nil, ErrLawSignature
	case f.Country != about.Country:
		return nil, ErrLawCountry
	}
	p, err := law.Parse(f.Country+".yaml", f.Body)
	if err != nil {
		// Asking for it again would bring the same file: only a newer program may read it.
		d.unread.Store(int64(f.Number))
		return nil, err
	}
	if p.Country != about.Country {
		return nil, ErrLawCountry
	}
	return p, nil
}

// keepLaw stores a file with its number. The same publication may come twice; a lower number would be a way back to a law that was
// replaced.
func keepLaw(tx *records.Tx, f wire.LawFile, p *law.Profile, at int64) error {
	number, hash, err := newestLaw(tx)
	if err != nil || number == f.Number && hash == p.Hash {
		return err
	}
	if f.Number <= number {
		return ErrLawOld
	}
	if _, err := tx.Exec(`insert into law_file (hash, number, body, since) values ($1, $2, $3, $4) on conflict (hash) do update set number = excluded.number`,
		p.Hash, f.Number, f.Body, at); err != nil {
		return err
	}
	return records.SetMeta(tx, metaLawRefused, []byte{})
}

// refuseLaw remembers a refusal and gives it back.
func (d *Desk) refuseLaw(ctx context.Context, r *lawRefusal) error {
	stored, err := journal.Marshal(r)
	if err == nil {
		err = d.db.Write(ctx, func(tx *records.Tx) error { return records.SetMeta(tx, metaLawRefused, stored) })
	}
	if err == nil {
		err = d.renewLaw(ctx)
	}
	if err != nil {
		return err
	}
	return r
}

// lastLaw is the number after which the registry is asked for a newer law.
func (d *Desk) lastLaw(tx *records.Tx) (int, error) {
	number, _, err := newestLaw(tx)
	return max(number, int(d.unread.Load())), err
}
