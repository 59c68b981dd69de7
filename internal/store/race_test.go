package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// raceEditors has editors work side by side on a few facts: each adds a word of
// its own to each fact, times over, and after a conflict begins again from what
// is there. At the end every word must be there, once, and the revisions of each
// fact must be one unbroken row.
func raceEditors(t *testing.T, s *store.Store, editors, facts, times int) {
	ctx := t.Context()
	id := func(f int) kb.FactID { return kb.FactID(fmt.Sprintf("fact-%d", f)) }
	for f := range facts {
		commit(t, s, batch(adding(id(f), "Words:")))
	}
	var wg sync.WaitGroup
	for e := range editors {
		wg.Go(func() {
			for n := range times {
				for f := range facts {
					word := fmt.Sprintf("w%d-%d", e, n)
					if err := append1(ctx, s, id((f+e)%facts), word); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	heads, v, err := s.Heads(ctx, guild)
	if err != nil || len(heads) != facts {
		t.Fatalf("%d heads, %v", len(heads), err)
	}
	if want := int64(facts + editors*facts*times); v.Base != want {
		t.Errorf("version %d, want %d", v.Base, want)
	}
	for _, h := range heads {
		words := strings.Fields(h.After.Fact.Statement)[1:]
		slices.Sort(words)
		if n := len(slices.Compact(words)); n != editors*times {
			t.Errorf("%s has %d words, want %d", h.Target, n, editors*times)
		}
		unbroken(t, s, h, editors*times+1)
	}
	all, err := s.History(ctx, guild, kb.Target{}, 0, 0)
	if err != nil || len(all) != int(v.Base) || int(all[0].Number) != len(all) {
		t.Errorf("%d revisions, the newest %d, %v", len(all), all[0].Number, err)
	}
}

// append1 adds a word to a fact, however often it has to begin again.
func append1(ctx context.Context, s *store.Store, id kb.FactID, word string) error {
	head, err := s.Head(ctx, guild, kb.FactTarget(id))
	for err == nil {
		e := changing(id, head.Number, head.After.Fact.Statement+" "+word)
		_, err = s.Commit(ctx, kb.Batch{Guild: guild, By: mia, Edits: []kb.Edit{e}})
		var c *kb.Conflict
		if !errors.As(err, &c) {
			return err
		}
		head, err = c.Head, nil
	}
	return err
}

// unbroken checks that each revision of a target stands on the one before.
func unbroken(t *testing.T, s *store.Store, head kb.Revision, want int) {
	t.Helper()
	row, err := s.History(t.Context(), guild, head.Target, 0, 0)
	if err != nil || len(row) != want {
		t.Errorf("%s has %d revisions, want %d, %v", head.Target, len(row), want, err)
	}
	for i, r := range row {
		if before := kb.RevisionID(0); i+1 < len(row) {
			if before = row[i+1].Number; r.Prior != before || !strings.HasPrefix(r.After.Fact.Statement, row[i+1].After.Fact.Statement) {
				t.Errorf("revision %d stands on %d, not on %d", r.Number, r.Prior, before)
			}
		} else if r.Prior != 0 {
			t.Errorf("the first revision %d stands on %d", r.Number, r.Prior)
		}
	}
}

func testWatch(t *testing.T, s *store.Store, _ *clock) {
	ctx, stop := context.WithCancel(t.Context())
	heard := make(chan kb.GuildID, 100)
	ended := make(chan error, 1)
	go func() { ended <- s.Watch(ctx, func(g kb.GuildID) { heard <- g }) }()
	if g := <-heard; g != "" {
		t.Errorf("at first: %q", g)
	}
	unanswered(t, s, "Where do ants sleep?") // changes no base
	commit(t, s, batch(adding("bees", "Bees dance.")))
	for g := range heard { // another test's servers share the database
		if g == guild {
			break
		}
	}
	if v := version(t, s, guild); v.Base != 1 {
		t.Errorf("when it is heard, the version is %+v", v)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func testCancelled(t *testing.T, s *store.Store, _ *clock) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Commit(ctx, batch(adding("bees", "Bees dance."))); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if _, _, err := s.Heads(ctx, guild); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	commit(t, s, batch(adding("bees", "Bees dance.")))
	if v := version(t, s, guild); v.Base != 1 {
		t.Errorf("version %+v", v)
	}
}
