package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ErrNoBackup means that the database is not a file that could be copied.
var ErrNoBackup = errors.New("only a SQLite file is backed up here: for PostgreSQL use pg_dump")

// Backup writes all that is acknowledged into a new SQLite file, while others go
// on working. A file that is there already is never written over: fs.ErrExist.
func (s *Store) Backup(ctx context.Context, path string) error {
	if s.kind != sqlite {
		return ErrNoBackup
	}
	return copyInto(ctx, s.db, path)
}

// copyInto writes a database into a new file.
func copyInto(ctx context.Context, db *sql.DB, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the copy: %w", err)
	}
	err = f.Close()
	if err == nil {
		_, err = db.ExecContext(ctx, "VACUUM INTO ?", path) // takes an empty file for a new one
	}
	if err == nil {
		err = flush(path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the copy: %w", err), os.Remove(path))
	}
	return nil
}

// flush waits until the disk has a file.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// RestoreFile makes the database file of that path from a backup, after it has
// looked whether the backup is whole and is one of this program. A database that
// is there already is never written over: fs.ErrExist.
func RestoreFile(ctx context.Context, backup, path string) error {
	if _, err := os.Stat(backup); err != nil {
		return fmt.Errorf("read the backup: %w", err)
	}
	for _, old := range []string{path, path + "-wal"} {
		if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is a database at %s: move it away first: %w", path, fs.ErrExist)
		}
	}
	db, err := sqliteFile(backup, "ro")
	if err != nil {
		return err
	}
	err = whole(ctx, db)
	if err == nil {
		err = copyInto(ctx, db, path)
	}
	return errors.Join(err, db.Close())
}

// whole looks whether a file is a database of this program and not damaged.
func whole(ctx context.Context, db *sql.DB) error {
	r := reader{db, sqlite}
	if _, err := collect(ctx, r, number, "SELECT COUNT(*) FROM guilds"); err != nil {
		return fmt.Errorf("the backup is not a database of this program: %w", err)
	}
	said, _, err := one(ctx, r, word, "PRAGMA integrity_check(1)")
	if err != nil {
		return fmt.Errorf("check the backup: %w", err)
	}
	if said != "ok" {
		return fmt.Errorf("the backup is damaged: %s", said)
	}
	return nil
}
