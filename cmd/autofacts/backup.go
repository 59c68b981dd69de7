package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"autofacts/internal/store"
)

// backupCmd copies the database while the bot runs.
type backupCmd struct {
	File string `arg:"" help:"File to write; it must not exist."`
}

// Run writes the copy.
func (c *backupCmd) Run(a *app) error {
	q := a.quieter()
	s, err := q.existingStore(q.logger())
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if err := s.Backup(a.ctx, c.File); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s holds all that was saved\n", c.File)
	return err
}

// restoreCmd makes the database of a copy.
type restoreCmd struct {
	File string `arg:"" help:"File that backup wrote."`
}

// Run checks the copy and puts it where the database is expected.
func (c *restoreCmd) Run(a *app) error {
	if a.config.DatabaseURL != "" {
		return errors.New("restore makes a file in DATA_DIR, and DATABASE_URL is set: bring PostgreSQL back with pg_restore, or unset DATABASE_URL")
	}
	if err := os.MkdirAll(a.config.DataDir, 0o700); err != nil {
		return fmt.Errorf("DATA_DIR %q cannot be made: %w", a.config.DataDir, err)
	}
	path := filepath.Join(a.config.DataDir, storeFile)
	if err := store.RestoreFile(a.ctx, c.File, path); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.stdout, "%s is the database now\n", path)
	return err
}
