package store_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"autofacts/internal/store"
)

func TestBackup(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	live := openFile(t, c)
	filled(t, live, c)
	want := exported(t, live, guild)
	copied, restored := filepath.Join(dir, "it's a backup?.db"), filepath.Join(dir, "restored.db")
	if err := live.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if err := live.Backup(t.Context(), copied); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a backup: %v", err)
	}
	commit(t, live, batch(adding("late", "Late.")))
	if err := store.RestoreFile(t.Context(), copied, restored); err != nil {
		t.Fatal(err)
	}
	if err := store.RestoreFile(t.Context(), copied, restored); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a database: %v", err)
	}
	back, err := store.OpenFile(t.Context(), restored, store.Options{Now: c.Now})
	if got := exported(t, closing(t, back, err), guild); !bytes.Equal(got, want) {
		t.Errorf("restored:\n%s\nwant\n%s", got, want)
	}
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup can be read by others: %v, %v", info.Mode(), err)
	}
}

func TestBackupOfAMemory(t *testing.T) {
	c := newClock()
	s := openMemory(t, c)
	filled(t, s, c)
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db")); err != nil {
		t.Error(err)
	}
}

func TestBackupOfPostgres(t *testing.T) {
	s := openPostgres(t, newClock())
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db")); !errors.Is(err, store.ErrNoBackup) {
		t.Error(err)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	dir := t.TempDir()
	path := func(name, content string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for name, from := range map[string]string{
		"missing": filepath.Join(dir, "missing"),
		"empty":   path("empty", ""),
		"text":    path("text", strings.Repeat("not a database\n", 1000)),
	} {
		to := filepath.Join(dir, name+".db")
		if err := store.RestoreFile(t.Context(), from, to); err == nil {
			t.Errorf("%s was restored", name)
		}
		if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s left a database", name)
		}
	}
}

func TestOpeningSaysWhatIsWrongWithoutTheSecret(t *testing.T) {
	for _, url := range []string{"postgres://mia:hunter2@127.0.0.1:1/x", "postgres://mia:hunter2@%zz/x"} {
		_, err := store.OpenPostgres(t.Context(), url, store.Options{})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
	if _, err := store.OpenFile(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder.db"), store.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
