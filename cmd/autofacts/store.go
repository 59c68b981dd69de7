package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"autofacts/internal/store"
)

// storeFile is the name of the embedded database within a folder of data.
const storeFile = "autofacts.db"

// openStore opens the live database: PostgreSQL where DATABASE_URL names one,
// else the file in DATA_DIR, which is made where it is missing.
func (a *app) openStore(log *slog.Logger) (*store.Store, error) {
	if a.config.DatabaseURL != "" {
		s, err := store.OpenPostgres(a.ctx, a.config.DatabaseURL, store.Options{Now: a.now, Logger: log})
		if err != nil {
			return nil, fmt.Errorf("the database of DATABASE_URL cannot be used: %w", err)
		}
		return s, nil
	}
	return a.openFile(a.config.DataDir, log)
}

// openFile opens the database file of a folder and makes both where they are missing.
func (a *app) openFile(dir string, log *slog.Logger) (*store.Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("DATA_DIR %q cannot be made: let this user write there, or name another folder", dir)
	}
	s, err := store.OpenFile(a.ctx, filepath.Join(dir, storeFile), store.Options{Now: a.now, Logger: log})
	if err != nil {
		return nil, fmt.Errorf("the database in DATA_DIR %q cannot be used: %w", dir, err)
	}
	return s, nil
}

// existingStore opens the live database for a command that has no use for an
// empty one.
func (a *app) existingStore(log *slog.Logger) (*store.Store, error) {
	if a.config.DatabaseURL == "" {
		path := filepath.Join(a.config.DataDir, storeFile)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no database at %s yet: \"autofacts serve\" makes it; or set DATA_DIR or DATABASE_URL to where it is", path)
		}
	}
	return a.openStore(log)
}

// voteKey makes the key by which voters are told apart from a secret that stays:
// STATE_KEY, or the token where there is none. Without either there is none, and
// nobody votes.
func (c config) voteKey() []byte {
	secret := c.StateKey
	if secret == "" {
		secret = c.Token
	}
	if secret == "" {
		return nil
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("votes"))
	return mac.Sum(nil)
}
