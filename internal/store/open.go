package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed migrations
var migrations embed.FS

const (
	// busyFor is how long a writer waits for one of another process, such as a
	// backup, before it gives up.
	busyFor = 10 * time.Second
	// fileReaders is how many connections read a file side by side; more than
	// there are processors only adds memory.
	fileReaders = 8
	// poolSize is how many connections one process holds to PostgreSQL: enough
	// for bursts, few enough for ten processes on a server with its default of 100.
	poolSize = 10
	// connectFor is how long PostgreSQL may take to answer a new connection, so
	// that a person is told within Discord's 3 seconds that it does not.
	connectFor = 2 * time.Second
	// migrateTries is how often a migration is tried: SQLite has no lock for it,
	// and of two processes that begin it at once one finds it done the next time.
	migrateTries = 3
)

// OpenFile opens the SQLite database of that path and makes it where it is not
// there; the folder has to exist.
func OpenFile(ctx context.Context, path string, o Options) (*Store, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the database file: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("open the database file: %w", err)
	}
	db, err := sqliteFile(path, "rw")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(fileReaders)
	return open(ctx, db, sqlite, o)
}

// sqliteFile opens a file in the mode rw or ro.
func sqliteFile(path, mode string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open the database file: %w", err)
	}
	q := url.Values{"mode": {mode}, "_txlock": {"immediate"},
		"_pragma": {fmt.Sprintf("busy_timeout(%d)", busyFor.Milliseconds())}}
	if mode == "rw" {
		q["_pragma"] = append(q["_pragma"], "journal_mode(WAL)", "synchronous(FULL)")
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("open the database file: %w", err)
	}
	return db, nil
}

// OpenMemory opens a database that is gone when it is closed.
func OpenMemory(ctx context.Context, o Options) (*Store, error) {
	db, err := sql.Open("sqlite", ":memory:?_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("open a database in memory: %w", err)
	}
	db.SetMaxOpenConns(1) // each connection would have a memory of its own
	db.SetConnMaxIdleTime(0)
	return open(ctx, db, sqlite, o)
}

// OpenPostgres opens the PostgreSQL database of a URL such as
// postgres://user:password@host/name. No error shows the URL.
func OpenPostgres(ctx context.Context, url string, o Options) (*Store, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New("the database URL cannot be read: write it as postgres://USER:PASSWORD@HOST:PORT/NAME")
	}
	if cfg.ConnectTimeout == 0 || cfg.ConnectTimeout > connectFor {
		cfg.ConnectTimeout = connectFor
	}
	db := stdlib.OpenDB(*cfg)
	db.SetMaxOpenConns(poolSize)
	db.SetMaxIdleConns(poolSize)
	s, err := open(ctx, db, postgres, o)
	if err != nil {
		return nil, err
	}
	s.url = url
	return s, nil
}

// migrate brings the schema up to date. Several processes that start at once do
// it one after the other.
func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithSlog(s.log)}
	d := goose.DialectSQLite3
	if s.kind == postgres {
		d = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return fmt.Errorf("bring the database up to date: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(d, s.db, files, options...)
	if err != nil {
		return fmt.Errorf("bring the database up to date: %w", err)
	}
	for range migrateTries {
		if _, err = p.Up(ctx); err == nil {
			return nil
		}
	}
	return fmt.Errorf("bring the database up to date: %w", err)
}
