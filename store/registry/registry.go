package registry

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"medsoc/certs/check"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/journal"
	"medsoc/store/records"

	"github.com/google/uuid"
	"golang.org/x/time/rate"
)

// Options are what a registry needs besides its database.
type Options struct {
	Keys    *Keys
	Profile *law.Profile
	Host    string           // stands in seals and QR codes: at most 20 letters
	Now     func() time.Time // nil: the clock
	Log     *slog.Logger     // nil: nothing is logged
	// PublicRate bounds requests per second of one address to what needs no token; 0 means 5, with bursts of 40.
	PublicRate rate.Limit
}

// Registry answers desks, clinics and the public. It is safe for concurrent use and keeps no state but caches outside the database.
type Registry struct {
	db     *records.DB
	keys   *Keys
	law    atomic.Pointer[working]
	host   string
	now    func() time.Time
	log    *slog.Logger
	limits *limiter

	id    expertise.DeskID // under which the registry's own ops are signed
	epoch string

	trust trustCache
	files *check.Looker
}

// Names of the registry's own values in records' table of them.
const (
	metaDesk  = "registry.desk"
	metaEpoch = "registry.epoch"
)

// ErrOtherKeys says that the file of keys belongs to another database.
var ErrOtherKeys = errors.New("the file of keys does not belong to this database: restore both from the same backup")

// Open makes a registry of a database; a new database gets its tables, its identity and its first epoch.
func Open(db *records.DB, o Options) (*Registry, error) {
	if o.Keys.Root == nil {
		return nil, ErrKeysPending
	}
	r := &Registry{db: db, keys: o.Keys, host: o.Host, now: o.Now, log: o.Log}
	r.law.Store(&working{profile: o.Profile})
	if r.now == nil {
		r.now = time.Now
	}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	if o.PublicRate == 0 {
		o.PublicRate = 5
	}
	r.limits = newLimiter(o.PublicRate, 40, r.now)
	r.files = check.NewLooker(2, 2*time.Second)
	err := db.Write(context.Background(), func(t *records.Tx) error {
		tx := &tx{t, context.Background(), r.now()}
		if err := tx.exec(schema); err != nil {
			return err
		}
		if err := r.identify(tx); err != nil {
			return err
		}
		return r.followLaw(tx)
	})
	if err == nil && db.Earlier() {
		err = db.Rebuild(context.Background(), r.readerKeys(), r.updating())
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// updating logs how far the registry is in bringing the records of an earlier program up to date, every ten thousand.
func (r *Registry) updating() func(done, total int) {
	return func(done, total int) {
		if done%10_000 == 0 || done == total {
			r.log.Info("bringing the records up to date", "done", done, "total", total)
		}
	}
}

func (r *Registry) identify(t *tx) error {
	id, err := records.Meta(t.Tx, metaDesk)
	if err != nil {
		return err
	}
	if id == nil {
		r.id, r.epoch = expertise.DeskID(newID()), newEpoch()
		point := r.keys.headPublic
		for name, value := range map[string][]byte{metaDesk: []byte(r.id), metaEpoch: []byte(r.epoch)} {
			if err := records.SetMeta(t.Tx, name, value); err != nil {
				return err
			}
		}
		if err := t.exec(`insert into counter (name, last) values ('feed', 0), ('trust', 1)`); err != nil {
			return err
		}
		return t.exec(`insert into desk (id, number, name, commission, signing, reading, enrolled) values ($1, 0, 'registry', 0, $2, $3, $4)`,
			r.id, point, r.keys.Reading.Public(), t.now.UnixMilli())
	}
	epoch, err := records.Meta(t.Tx, metaEpoch)
	if err != nil {
		return err
	}
	// Root and certificate change in the course of the years; the key that signs tree heads is what desks know the registry by.
	own, known, err := t.desk(expertise.DeskID(id))
	if err != nil {
		return err
	}
	if !known || !bytes.Equal(own.Signing, r.keys.headPublic) {
		return ErrOtherKeys
	}
	r.id, r.epoch = expertise.DeskID(id), string(epoch)
	return nil
}

// Restored begins a new epoch: call it once after the database was restored from a backup, and every desk pushes again what the backup
// did not have. Numbers of laws go on far above those that desks may have seen since: a desk takes no lower one.
func (r *Registry) Restored(ctx context.Context) error {
	epoch := newEpoch()
	err := r.write(ctx, func(t *tx) error {
		return errors.Join(records.SetMeta(t.Tx, metaEpoch, []byte(epoch)), t.exec(`update counter set last = last + $1 where name = 'law'`, skippedLaws))
	})
	if err == nil {
		r.epoch = epoch
	}
	return err
}

// skippedLaws is more than a ministry publishes between two backups.
const skippedLaws = 1000

func newEpoch() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// newID draws a UUIDv7; the source of randomness never fails.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// readerKeys opens persons' keys with the registry's own.
func (r *Registry) readerKeys() records.ReaderKeys { return records.ReaderKeys{Reader: r.keys.Reading} }

// tx is a transaction with its one clock.
type tx struct {
	*records.Tx
	ctx context.Context
	now time.Time
}

func (r *Registry) write(ctx context.Context, f func(*tx) error) error {
	return r.db.Write(ctx, func(t *records.Tx) error { return r.begin(&tx{t, ctx, r.now()}, f) })
}

func (r *Registry) read(ctx context.Context, f func(*tx) error) error {
	return r.db.Read(ctx, func(t *records.Tx) error { return r.begin(&tx{t, ctx, r.now()}, f) })
}

// begin runs f by the newest law.
func (r *Registry) begin(t *tx, f func(*tx) error) error {
	if err := r.followLaw(t); err != nil {
		return err
	}
	return f(t)
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.ExecContext(t.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("registry: %.40s: %w", query, err)
	}
	return nil
}

func (t *tx) row(query string, args ...any) *sql.Row { return t.QueryRowContext(t.ctx, query, args...) }

// exists tells whether the query has a row.
func (t *tx) exists(query string, args ...any) (bool, error) {
	var one int
	err := t.row(query, args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// deskRow is an enrolled desk. The registry itself has one, with number and commission 0.
type deskRow struct {
	ID         expertise.DeskID
	Number     int
	Commission expertise.CommissionNumber
	Signing    []byte
	Reading    []byte
	Revoked    bool
}

// desk finds a desk; false when it was never enrolled.
func (t *tx) desk(id expertise.DeskID) (deskRow, bool, error) {
	d := deskRow{ID: id}
	var revoked int64
	err := t.row(`select number, commission, signing, reading, revoked from desk where id = $1`, id).Scan(&d.Number, &d.Commission, &d.Signing, &d.Reading, &revoked)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	d.Revoked = revoked != 0
	return d, err == nil, err
}

// sign makes the registry's own next op.
func (r *Registry) sign(t *tx, entity journal.Entity, subject expertise.PersonID, change expertise.Change, key *journal.PersonKey) (journal.Signed, error) {
	n, prev, at, err := records.ChainEnd(t.Tx, r.id)
	if err != nil {
		return journal.Signed{}, err
	}
	op, err := journal.Make(journal.Head{ID: expertise.OpID(newID()), Entity: entity, Subject: subject, At: max(at, t.now.UnixMilli()), Desk: r.id, N: n + 1, Prev: prev}, change, key)
	if err != nil {
		return journal.Signed{}, err
	}
	return r.keys.Head.SignOp(op)
}
