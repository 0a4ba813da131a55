package records

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync/atomic"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// DB is an open database of records.
type DB struct {
	write   *sql.DB // one connection: SQLite has one writer, and waiting for it here keeps the order fair
	read    *sql.DB
	earlier atomic.Bool
}

// Tx is one transaction. Several goroutines must not share it.
type Tx struct {
	*sql.Tx
	ctx context.Context
}

// ErrFull says that the disk has no room left; nothing of the transaction was kept.
var ErrFull = errors.New("the disk is full: free some space, then try again; nothing was saved by this step and nothing before it was lost")

// ErrDamaged says that the file is no database of ours.
var ErrDamaged = errors.New("the database file is damaged or is not one of Medsoc: restore the last backup beside it, do not delete it")

// Open opens or creates an SQLite file. Commits survive a power cut (synchronous=FULL). A file of a newer program is ErrNewer; the tables of
// one of an earlier program are made anew by Rebuild, as soon as there are keys.
func Open(path string) (*DB, error) {
	// Nobody else may read the file; SQLite gives its side files the same rights.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	dsn := func(mode string) string {
		q := url.Values{}
		for _, p := range []string{"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "busy_timeout(10000)", "temp_store(MEMORY)"} {
			q.Add("_pragma", p)
		}
		q.Set("_txlock", mode)
		return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
	}
	write, err := sql.Open("sqlite", dsn("immediate"))
	if err != nil {
		return nil, Explain(err)
	}
	write.SetMaxOpenConns(1)
	db := &DB{write: write}
	if err := db.Write(context.Background(), db.prepare); err != nil {
		write.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	if db.read, err = sql.Open("sqlite", dsn("deferred")); err != nil {
		write.Close()
		return nil, Explain(err)
	}
	db.read.SetMaxOpenConns(4)
	return db, nil
}

// hasTables tells whether the file has tables made of ops, of whichever version.
func hasTables(tx *Tx) (bool, error) {
	n := 0
	err := tx.queryRow(`select count(*) from sqlite_master where type = 'table' and name = 'case_file'`).Scan(&n)
	return n > 0, err
}

// Close ends both pools.
func (db *DB) Close() error { return errors.Join(db.read.Close(), db.write.Close()) }

// Write runs f in one transaction; an error of f leaves everything as it was.
func (db *DB) Write(ctx context.Context, f func(*Tx) error) error { return run(ctx, db.write, f) }

// Read runs f on one consistent state.
func (db *DB) Read(ctx context.Context, f func(*Tx) error) error { return run(ctx, db.read, f) }

func run(ctx context.Context, pool *sql.DB, f func(*Tx) error) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return Explain(err)
	}
	defer tx.Rollback()
	if err := f(&Tx{tx, ctx}); err != nil {
		return Explain(err)
	}
	return Explain(tx.Commit())
}

// Explain turns the database's own errors into those a person can act on, and leaves all others alone.
func Explain(err error) error {
	var s *sqlite.Error
	if errors.As(err, &s) {
		switch s.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return fmt.Errorf("%w (%v)", ErrFull, err)
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return fmt.Errorf("%w (%v)", ErrDamaged, err)
		}
	}
	return err
}

func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", strings.Fields(query)[0], err)
	}
	return nil
}

func (tx *Tx) queryRow(query string, args ...any) *sql.Row {
	return tx.QueryRowContext(tx.ctx, query, args...)
}

// Each runs scan for every row of a query.
func (tx *Tx) Each(query string, args []any, scan func(func(...any) error) error) error {
	rows, err := tx.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
