package store_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// openTogether opens one new database from several sides at once, as instances
// that start together do, and has each of them edit.
func openTogether(t *testing.T, open func() (*store.Store, error)) {
	const sides = 4
	stores, errs := make([]*store.Store, sides), make([]error, sides)
	var wg sync.WaitGroup
	for i := range sides {
		wg.Go(func() {
			if stores[i], errs[i] = open(); errs[i] == nil {
				_, errs[i] = stores[i].Commit(t.Context(), batch(adding(kb.FactID(fmt.Sprintf("fact-%d", i)), "Bees dance.")))
			}
		})
	}
	wg.Wait()
	for i := range sides {
		if errs[i] != nil {
			t.Fatalf("side %d: %v", i, errs[i])
		}
	}
	for i, s := range stores {
		if heads, v, err := s.Heads(t.Context(), guild); err != nil || len(heads) != sides || v.Base != sides {
			t.Errorf("side %d sees %d facts, version %+v, %v", i, len(heads), v, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenedTogether(t *testing.T) {
	t.Run("file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "facts.db")
		openTogether(t, func() (*store.Store, error) { return store.OpenFile(t.Context(), path, store.Options{}) })
	})
	t.Run("postgres", func(t *testing.T) {
		u := schema(t, databaseURL(t))
		openTogether(t, func() (*store.Store, error) { return store.OpenPostgres(t.Context(), u, store.Options{}) })
	})
}

// BenchmarkHeads reads the base of a server with 1,000 facts of its own.
func BenchmarkHeads(b *testing.B) {
	s, err := store.OpenFile(b.Context(), filepath.Join(b.TempDir(), "facts.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	edits := make([]kb.Edit, 1000)
	for i := range edits {
		edits[i] = adding(kb.FactID(fmt.Sprintf("fact-%d", i)), "Bees dance.")
	}
	if _, err := s.Commit(b.Context(), batch(edits...)); err != nil {
		b.Fatal(err)
	}
	b.Run("heads", func(b *testing.B) {
		for b.Loop() {
			if heads, _, err := s.Heads(b.Context(), guild); err != nil || len(heads) != len(edits) {
				b.Fatal(len(heads), err)
			}
		}
	})
	b.Run("version", func(b *testing.B) { // what each question asks
		for b.Loop() {
			if _, err := s.Guild(b.Context(), guild); err != nil {
				b.Fatal(err)
			}
		}
	})
}
