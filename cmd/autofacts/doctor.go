package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"autofacts/internal/store"
)

// doctorCmd looks at what the program needs and says what is wrong. It changes
// nothing, and talks to nobody but a database that DATABASE_URL names.
type doctorCmd struct{}

// Run prints one line for each thing it looks at, and fails where one is wrong.
func (*doctorCmd) Run(a *app) error {
	wrong := false
	for _, look := range []func(*app) (string, error){configured, token, readable, verified, writable, database} {
		said, err := look(a)
		mark := "ok   "
		if err != nil {
			mark, said, wrong = "WRONG", err.Error(), true
		}
		fmt.Fprintf(a.stdout, "%s %s\n", mark, said)
	}
	if wrong {
		return failed()
	}
	return nil
}

func configured(a *app) (string, error) {
	if a.misconfigured != nil {
		return "", a.misconfigured
	}
	return "the configuration can be understood", nil
}

func token(a *app) (string, error) {
	if a.config.Token == "" {
		return "there is no DISCORD_TOKEN: without a subcommand the sandbox opens", nil
	}
	return "there is a DISCORD_TOKEN: without a subcommand Discord is served", nil
}

func readable(a *app) (string, error) {
	b, err := a.base()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("the base loads: %s, %s", sized(b), count(len(b.Sources), "source")), nil
}

func verified(a *app) (string, error) {
	b, err := a.base()
	if err != nil {
		return "", errors.New("the base cannot be checked before it loads")
	}
	if wrong := errorsAmong(verify(b, nil)); wrong > 0 {
		return "", fmt.Errorf("the check finds %s in the base: \"autofacts check\" lists them", count(wrong, "error"))
	}
	return "the check finds nothing wrong in the base", nil
}

// writable looks at the folder of the program's own data, which is made when
// it is first needed.
func writable(a *app) (string, error) {
	dir := a.config.DataDir
	if errors.Is(isDir(dir), os.ErrNotExist) {
		return fmt.Sprintf("DATA_DIR %q will be made when it is needed", dir), nil
	}
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return "", fmt.Errorf("DATA_DIR %q cannot be written to: let this user write there, or name another folder", dir)
	}
	name := f.Name()
	if err := errors.Join(f.Close(), os.Remove(name)); err != nil {
		return "", fmt.Errorf("DATA_DIR %q cannot be written to: %w", dir, err)
	}
	return fmt.Sprintf("DATA_DIR %q can be written to", dir), nil
}

// database looks at the live database where there is one.
func database(a *app) (string, error) {
	if url := a.config.DatabaseURL; url != "" {
		if err := store.LookPostgres(a.ctx, url); err != nil {
			return "", fmt.Errorf("DATABASE_URL: %w", err)
		}
		return "the database of DATABASE_URL lets us in", nil
	}
	path := filepath.Join(a.config.DataDir, storeFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("the database %q will be made when it is needed", path), nil
	}
	if err := store.LookFile(a.ctx, path); err != nil {
		return "", fmt.Errorf("%q: %w", path, err)
	}
	return fmt.Sprintf("the database %q is whole", path), nil
}
