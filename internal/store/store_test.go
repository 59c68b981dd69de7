package store_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// A clock stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 5, 1, 12, 0, 0, 123456000, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// An opener gives a new empty store that closes with the test.
type opener func(t *testing.T, c *clock) *store.Store

func closing(t *testing.T, s *store.Store, err error) *store.Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func openMemory(t *testing.T, c *clock) *store.Store {
	t.Helper()
	s, err := store.OpenMemory(t.Context(), store.Options{Now: c.Now})
	return closing(t, s, err)
}

func openFile(t *testing.T, c *clock) *store.Store {
	t.Helper()
	s, err := store.OpenFile(t.Context(), filepath.Join(t.TempDir(), "facts.db"), store.Options{Now: c.Now})
	return closing(t, s, err)
}

func openPostgres(t *testing.T, c *clock) *store.Store {
	t.Helper()
	s, err := store.OpenPostgres(t.Context(), schema(t, databaseURL(t)), store.Options{Now: c.Now})
	return closing(t, s, err)
}

// databaseURL gives the database for tests, skips on a laptop without one, and
// fails where continuous integration lacks it.
func databaseURL(t *testing.T) string {
	t.Helper()
	u := os.Getenv("TEST_DATABASE_URL")
	if u != "" {
		return u
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("TEST_DATABASE_URL is not set: give the URL of an empty PostgreSQL database")
	}
	t.Skip("TEST_DATABASE_URL is not set")
	return ""
}

// schema makes a schema of the test's own and gives the URL that uses it.
func schema(t *testing.T, databaseURL string) string {
	t.Helper()
	name := strings.ToLower(pgx.Identifier{strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return c
		}
		return '_'
	}, t.Name())}.Sanitize())
	run := func(ctx context.Context, statements ...string) {
		conn, err := pgx.Connect(ctx, databaseURL)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(ctx)
		for _, s := range statements {
			if _, err := conn.Exec(ctx, s); err != nil {
				t.Fatal(err)
			}
		}
	}
	run(t.Context(), "DROP SCHEMA IF EXISTS "+name+" CASCADE", "CREATE SCHEMA "+name)
	t.Cleanup(func() { run(context.Background(), "DROP SCHEMA IF EXISTS "+name+" CASCADE") })
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", strings.Trim(name, `"`))
	u.RawQuery = q.Encode()
	return u.String()
}

// TestStore runs one suite on the three databases.
func TestStore(t *testing.T) {
	t.Run("memory", func(t *testing.T) { testStore(t, openMemory) })
	t.Run("file", func(t *testing.T) { testStore(t, openFile) })
	t.Run("postgres", func(t *testing.T) { testStore(t, openPostgres) })
}

// testStore opens one store and wipes its servers after each case.
func testStore(t *testing.T, open opener) {
	clk := newClock()
	s := open(t, clk)
	for _, c := range []struct {
		name string
		run  func(*testing.T, *store.Store, *clock)
	}{
		{"an edit becomes a revision and moves the version", testCommit},
		{"an edit on an old revision is told the newest", testConflict},
		{"all edits of a batch or none", testAllOrNothing},
		{"the same key edits once", testKey},
		{"another server sees nothing", testIsolation},
		{"history by pages, heads, going back", testHistory},
		{"a proposal waits for two, then is a revision", testApproval},
		{"a veto ends a proposal", testVeto},
		{"a proposal that was overtaken stays open", testOvertaken},
		{"settings grow and move the version", testSettings},
		{"the inbox counts, orders, closes and opens again", testInbox},
		{"who waits is told once", testWaiters},
		{"one vote a person", testVotes},
		{"reports and examples", testReports},
		{"answers given are found by their facts", testAnswers},
		{"the audit is filtered and paged", testAudit},
		{"tallies add up", testTallies},
		{"what is old expires", testExpire},
		{"a server that was left is deleted after its time", testLeaving},
		{"drafts are kept for a while", testSketches},
		{"export, wipe, restore gives everything back", testArchive},
		{"words of any kind are kept", testWords},
		{"editors side by side lose nothing", func(t *testing.T, s *store.Store, _ *clock) { raceEditors(t, s, 6, 3, 3) }},
		{"deciding side by side makes one revision", testDecideRace},
		{"a change is heard of", testWatch},
		{"a question that is given up leaves the store whole", testCancelled},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, s, clk) })
		for _, g := range []kb.GuildID{guild, other} {
			wipe(t, s, clk, g)
		}
	}
}

const (
	guild kb.GuildID  = "100"
	other kb.GuildID  = "200"
	mia   kb.PersonID = "1"
	otto  kb.PersonID = "2"
	ines  kb.PersonID = "3"
)

// bees is a fact, as a moderator would have written it.
func bees(id kb.FactID, statement string) *kb.Item {
	return &kb.Item{Fact: &kb.Fact{ID: id, Statement: statement, Evidence: []kb.Evidence{{Source: "src", Phrase: "bees dance"}},
		Ask: map[string][]string{"en": {"What do bees do?"}}}}
}

func adding(id kb.FactID, statement string) kb.Edit {
	return kb.Edit{Action: kb.Add, Target: kb.FactTarget(id), After: bees(id, statement)}
}

func changing(id kb.FactID, on kb.RevisionID, statement string) kb.Edit {
	return kb.Edit{Action: kb.Modify, Target: kb.FactTarget(id), BasedOn: on, After: bees(id, statement)}
}

func batch(edits ...kb.Edit) kb.Batch {
	return kb.Batch{Guild: guild, By: mia, Why: "a letter came", Edits: edits}
}

func commit(t *testing.T, s *store.Store, b kb.Batch) []kb.Revision {
	t.Helper()
	revs, err := s.Commit(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return revs
}

func version(t *testing.T, s *store.Store, g kb.GuildID) kb.Version {
	t.Helper()
	got, err := s.Guild(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	return got.Version
}

func testCommit(t *testing.T, s *store.Store, c *clock) {
	if v := version(t, s, guild); v != (kb.Version{}) {
		t.Errorf("before any edit: version %+v", v)
	}
	revs := commit(t, s, batch(adding("bees", "Bees dance.")))
	r := revs[0]
	if r.Number != 1 || r.Prior != 0 || r.By != mia || r.Why != "a letter came" || r.State != kb.Own || !r.At.Equal(c.Now()) {
		t.Errorf("revision %+v", r)
	}
	got, err := s.Revision(t.Context(), guild, 1)
	if err != nil || got.After.Fact.Statement != "Bees dance." || got.Before != nil || !got.At.Equal(c.Now()) {
		t.Errorf("read back: %+v, %v", got, err)
	}
	one := version(t, s, guild)
	commit(t, s, batch(adding("ants", "Ants walk."), changing("bees", 1, "Bees fly.")))
	two := version(t, s, guild)
	if one.Base != 1 || two.Base != 2 || one.Epoch == 0 || one.Epoch != two.Epoch {
		t.Errorf("versions %+v, then %+v", one, two)
	}
	if _, err := s.Revision(t.Context(), guild, 9); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("a revision that is not there: %v", err)
	}
	if _, err := s.Commit(t.Context(), batch()); !errors.Is(err, kb.ErrInvalid) {
		t.Errorf("no edits: %v", err)
	}
}

func testConflict(t *testing.T, s *store.Store, _ *clock) {
	commit(t, s, batch(adding("bees", "Bees dance.")))
	commit(t, s, batch(changing("bees", 1, "Bees fly.")))
	before := version(t, s, guild)
	_, err := s.Commit(t.Context(), batch(changing("bees", 1, "Bees sing.")))
	var c *kb.Conflict
	if !errors.As(err, &c) || !errors.Is(err, kb.ErrConflict) || c.Head.Number != 2 || c.Head.After.Fact.Statement != "Bees fly." {
		t.Fatalf("an edit on revision 1 of 2: %v", err)
	}
	_, err = s.Commit(t.Context(), batch(adding("bees", "Bees sing.")))
	if !errors.As(err, &c) {
		t.Errorf("adding what was added meanwhile: %v", err)
	}
	if after := version(t, s, guild); after != before {
		t.Errorf("a conflict moved the version from %+v to %+v", before, after)
	}
}

func testAllOrNothing(t *testing.T, s *store.Store, _ *clock) {
	commit(t, s, batch(adding("bees", "Bees dance.")))
	for name, edits := range map[string][]kb.Edit{
		"the second is stale":   {adding("ants", "Ants walk."), changing("bees", 0, "Bees fly.")},
		"the second is invalid": {adding("ants", "Ants walk."), {Action: kb.Restore, Target: kb.FactTarget("bees"), BasedOn: 1}},
		"no evidence":           {adding("ants", "Ants walk."), {Action: kb.Add, Target: kb.FactTarget("moths"), After: &kb.Item{Fact: &kb.Fact{ID: "moths", Statement: "Moths rest."}}}},
		"one target twice":      {adding("ants", "Ants walk."), adding("ants", "Ants run.")},
	} {
		_, err := s.Commit(t.Context(), batch(edits...))
		if !errors.Is(err, kb.ErrConflict) && !errors.Is(err, kb.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	heads, v, err := s.Heads(t.Context(), guild)
	if err != nil || len(heads) != 1 || v.Base != 1 {
		t.Errorf("%d heads, version %+v, %v", len(heads), v, err)
	}
}

func testKey(t *testing.T, s *store.Store, _ *clock) {
	b := batch(adding("bees", "Bees dance."), adding("ants", "Ants walk."))
	b.Key = "interaction 7"
	first := commit(t, s, b)
	again := commit(t, s, b)
	if len(again) != 2 || again[1].Number != first[1].Number || again[1].After.Fact.Statement != "Ants walk." {
		t.Errorf("the second time: %+v", again)
	}
	if v := version(t, s, guild); v.Base != 1 {
		t.Errorf("version %+v", v)
	}
	p := kb.Proposal{Guild: guild, By: mia, Edits: []kb.Edit{adding("moths", "Moths rest.")}}
	if _, err := s.Propose(t.Context(), p, "interaction 7"); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("the key of another action: %v", err)
	}
	b.Guild = other
	if revs := commit(t, s, b); revs[0].Number != 1 || revs[0].Guild != other {
		t.Errorf("the same key in another server: %+v", revs)
	}
}

func testIsolation(t *testing.T, s *store.Store, _ *clock) {
	commit(t, s, batch(adding("bees", "Bees dance.")))
	theirs := batch(adding("bees", "Bees sleep."))
	theirs.Guild = other
	commit(t, s, theirs)
	for g, want := range map[kb.GuildID]string{guild: "Bees dance.", other: "Bees sleep."} {
		heads, _, err := s.Heads(t.Context(), g)
		if err != nil || len(heads) != 1 || heads[0].After.Fact.Statement != want || heads[0].Number != 1 {
			t.Errorf("guild %s: %+v, %v", g, heads, err)
		}
	}
	if heads, v, err := s.Heads(t.Context(), "300"); err != nil || len(heads) != 0 || v != (kb.Version{}) {
		t.Errorf("a server without edits: %v, %+v, %v", heads, v, err)
	}
}

func testHistory(t *testing.T, s *store.Store, _ *clock) {
	bee := kb.FactTarget("bees")
	commit(t, s, batch(adding("bees", "Bees dance."), adding("ants", "Ants walk.")))
	commit(t, s, batch(changing("bees", 1, "Bees fly.")))
	commit(t, s, batch(kb.Edit{Action: kb.Retire, Target: bee, BasedOn: 3}))
	commit(t, s, batch(kb.Edit{Action: kb.Restore, Target: bee, BasedOn: 4}))
	back := commit(t, s, batch(kb.Edit{Action: kb.Revert, Target: bee, BasedOn: 5, To: 1}))[0]
	if back.Number != 6 || back.After.Fact.Statement != "Bees dance." || back.To != 1 || back.Before.Fact.Statement != "Bees fly." {
		t.Errorf("going back to 1: %+v", back)
	}
	if _, err := s.Commit(t.Context(), batch(kb.Edit{Action: kb.Revert, Target: bee, BasedOn: 6, To: 2})); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("going back to a revision of another fact: %v", err)
	}
	page, err := s.History(t.Context(), guild, bee, 6, 2)
	if err != nil || len(page) != 2 || page[0].Number != 5 || page[1].State != kb.Retired {
		t.Errorf("a page: %+v, %v", page, err)
	}
	all, err := s.History(t.Context(), guild, kb.Target{}, 0, 0)
	if err != nil || len(all) != 6 || all[0].Number != 6 {
		t.Errorf("all: %d, %v", len(all), err)
	}
	heads, _, err := s.Heads(t.Context(), guild)
	if err != nil || len(heads) != 2 || heads[0].Target.ID != "ants" || heads[1].Number != 6 {
		t.Errorf("heads: %+v, %v", heads, err)
	}
	if h, err := s.Head(t.Context(), guild, bee); err != nil || h.Number != 6 {
		t.Errorf("head: %+v, %v", h, err)
	}
	if _, err := s.Head(t.Context(), guild, kb.FactTarget("moths")); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("the head of what was never edited: %v", err)
	}
}
