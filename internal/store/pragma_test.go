package store

import (
	"path/filepath"
	"testing"
)

// TestFileWaitsForTheDisk holds what no killed process can show: that a power cut
// loses nothing acknowledged. Every connection to a file writes ahead and syncs.
func TestFileWaitsForTheDisk(t *testing.T) {
	s, err := OpenFile(t.Context(), filepath.Join(t.TempDir(), "facts.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range fileReaders {
		c, err := s.db.Conn(t.Context()) // held, so that the next one is another
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2"} {
			got, _, err := one(t.Context(), reader{c, sqlite}, word, "PRAGMA "+pragma)
			if err != nil || got != want {
				t.Errorf("%s is %q, want %q, %v", pragma, got, want, err)
			}
		}
	}
}
