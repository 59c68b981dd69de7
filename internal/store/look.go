package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// LookFile says what is wrong with a database file, without changing it.
func LookFile(ctx context.Context, path string) error {
	db, err := sqliteFile(path, "ro")
	if err != nil {
		return err
	}
	r := reader{db, sqlite}
	said, _, err := one(ctx, r, word, "PRAGMA quick_check(1)")
	switch {
	case err != nil:
		err = fmt.Errorf("read the database file: %w", err)
	case said != "ok":
		err = fmt.Errorf("the database file is damaged: %s", said)
	default:
		if _, err = collect(ctx, r, number, "SELECT COUNT(*) FROM guilds"); err != nil {
			err = fmt.Errorf("the file is not a database of this program: %w", err)
		}
	}
	return errors.Join(err, db.Close())
}

// LookPostgres says whether a PostgreSQL database lets us in, without changing
// it. No error shows the URL.
func LookPostgres(ctx context.Context, url string) error {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return errors.New("the database URL cannot be read: write it as postgres://USER:PASSWORD@HOST:PORT/NAME")
	}
	cfg.ConnectTimeout = connectFor
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return errors.New("the database of the URL cannot be reached, or does not let us in: look at host, port, name, user and password")
	}
	return errors.Join(conn.Ping(ctx), conn.Close(ctx))
}
