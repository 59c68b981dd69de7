package store_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

func testExpire(t *testing.T, s *store.Store, c *clock) {
	old := unanswered(t, s, "Who keeps the bees?")
	if err := s.Wait(t.Context(), kb.Waiter{Guild: guild, Question: old.Number, Person: otto}); err != nil {
		t.Fatal(err)
	}
	if err := s.Gave(t.Context(), kb.Given{Guild: guild, Channel: "5", Message: "31", Facts: []kb.FactID{"bees"}}); err != nil {
		t.Fatal(err)
	}
	keyed := batch(adding("bees", "Bees dance."))
	keyed.Key = "k"
	commit(t, s, keyed)
	c.pass(time.Hour)
	limit := c.Now()
	unanswered(t, s, "Where do ants sleep?")
	if got, err := s.Expire(t.Context(), guild, kb.Cutoffs{}); err != nil || got != (kb.Expired{}) {
		t.Errorf("without cutoffs: %+v, %v", got, err)
	}
	got, err := s.Expire(t.Context(), guild, kb.Cutoffs{Questions: limit, Answers: limit, Keys: limit, Tallies: limit})
	if want := (kb.Expired{Questions: 1, Waiters: 1, Answers: 1, Keys: 1}); err != nil || got != want {
		t.Errorf("%+v, want %+v, %v", got, want, err)
	}
	if left, err := s.Questions(t.Context(), guild, "", 0); err != nil || len(left) != 1 || left[0].Number != 2 {
		t.Errorf("left: %+v, %v", left, err)
	}
	c.pass(time.Hour)
	if _, err := s.Expire(t.Context(), guild, kb.Cutoffs{Questions: c.Now()}); err != nil {
		t.Error(err)
	}
	if q := unanswered(t, s, "What do wasps eat?"); q.Number != 3 {
		t.Errorf("a question took the number %d of one that expired", q.Number)
	}
	if h, err := s.History(t.Context(), guild, kb.Target{}, 0, 0); err != nil || len(h) != 1 {
		t.Errorf("history: %d, %v", len(h), err)
	}
}

func testLeaving(t *testing.T, s *store.Store, c *clock) {
	commit(t, s, batch(adding("bees", "Bees dance.")))
	before := version(t, s, guild)
	if left, err := s.Leave(t.Context(), guild); err != nil || !left {
		t.Fatal(left, err)
	}
	if again, err := s.Leave(t.Context(), guild); err != nil || again {
		t.Errorf("leaving again: %v, %v", again, err)
	}
	if left, err := s.Leave(t.Context(), "300"); err != nil || left {
		t.Errorf("leaving a server of which nothing is kept: %v, %v", left, err)
	}
	c.pass(kb.KeepAfterLeaving - time.Second)
	if due, err := s.LeftBefore(t.Context(), c.Now().Add(-kb.KeepAfterLeaving)); err != nil || len(due) != 0 {
		t.Errorf("too early: %+v, %v", due, err)
	}
	c.pass(2 * time.Second)
	limit := c.Now().Add(-kb.KeepAfterLeaving)
	due, err := s.LeftBefore(t.Context(), limit)
	if err != nil || len(due) != 1 || due[0].ID != guild || due[0].Left.IsZero() {
		t.Fatalf("due: %+v, %v", due, err)
	}
	if err := s.Join(t.Context(), guild); err != nil {
		t.Fatal(err)
	}
	if done, err := s.DeleteLeft(t.Context(), guild, limit); err != nil || done {
		t.Errorf("it was joined again: %v, %v", done, err)
	}
	if v := version(t, s, guild); v != before {
		t.Errorf("version %+v after coming back, want %+v", v, before)
	}
	if _, err := s.Leave(t.Context(), guild); err != nil {
		t.Fatal(err)
	}
	c.pass(time.Second)
	if done, err := s.DeleteLeft(t.Context(), guild, c.Now()); err != nil || !done {
		t.Errorf("deleting: %v, %v", done, err)
	}
	if heads, v, err := s.Heads(t.Context(), guild); err != nil || len(heads) != 0 || v != (kb.Version{}) {
		t.Errorf("after it: %v, %+v, %v", heads, v, err)
	}
	commit(t, s, batch(adding("bees", "Bees dance.")))
	if v := version(t, s, guild); v == before || v.Base != before.Base {
		t.Errorf("begun anew: %+v, before %+v", v, before)
	}
}

// filled gives a server something of everything.
func filled(t *testing.T, s *store.Store, c *clock) {
	t.Helper()
	commit(t, s, batch(adding("bees", "Bees dance: 3 times, \"twice\" — 蜜蜂."),
		kb.Edit{Action: kb.Add, Target: kb.SourceTarget("book"), After: &kb.Item{Source: &kb.Source{ID: "book", Title: "A book", SpeaksFrom: 2025, Paragraphs: map[string]string{"1": "ab"}}}},
		kb.Edit{Action: kb.Add, Target: kb.SynonymTarget("bee"), After: &kb.Item{Synonym: &kb.Synonym{ID: "bee", Words: []string{"honey fly", "bee"}}}}))
	c.pass(time.Minute + time.Microsecond)
	commit(t, s, batch(kb.Edit{Action: kb.Modify, Target: kb.FactTarget("bees"), BasedOn: 1, After: bees("bees", "Bees fly."), Curated: bees("bees", "Bees sit.")}))
	p := propose(t, s, 1, changing("bees", 4, "Bees sing."))
	if _, _, err := s.Decide(t.Context(), deciding(p, otto, kb.Approve), ""); err != nil {
		t.Fatal(err)
	}
	propose(t, s, 2, kb.Edit{Action: kb.Retire, Target: kb.FactTarget("bees"), BasedOn: 5})
	if err := s.Set(t.Context(), guild, mia, kb.Setting{Key: kb.KeyApprovals, Value: "1"}, kb.Setting{Key: kb.KeyModRole, Value: "77"}); err != nil {
		t.Fatal(err)
	}
	unanswered(t, s, "Where do ants sleep: \n- here?")
	if _, err := s.CloseQuestion(t.Context(), guild, 1, mia, kb.QuestionAnswered, "bees"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Vote(t.Context(), kb.Vote{Guild: guild, Fact: "bees", Voter: "a", Thumb: kb.Up}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Report(t.Context(), kb.Report{Guild: guild, Fact: "bees", Text: "No."}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"What do bees do?", "蜜蜂?"} {
		if err := s.MarkExample(t.Context(), kb.Example{Guild: guild, Text: text, Fact: "bees", By: mia}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Count(t.Context(), guild, kb.Tally{Day: "2026-05-01", What: "answer", N: 3}, kb.Tally{Day: "2026-05-01", What: "fact:bees", N: 2}); err != nil {
		t.Fatal(err)
	}
}

func exported(t *testing.T, s *store.Store, g kb.GuildID) []byte {
	t.Helper()
	a, err := s.Export(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	data, err := kb.FormatArchive(a)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// wipe deletes all that is kept of a server.
func wipe(t *testing.T, s *store.Store, c *clock, g kb.GuildID) {
	t.Helper()
	if _, err := s.Leave(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DeleteLeft(t.Context(), g, c.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
}

func testSketches(t *testing.T, s *store.Store, c *clock) {
	keep := func(g kb.GuildID, id, content string, last time.Duration) {
		if err := s.KeepSketch(t.Context(), kb.Sketch{Guild: g, ID: id, Person: mia, Until: c.Now().Add(last), Content: content}); err != nil {
			t.Fatal(err)
		}
	}
	keep(guild, "a", "first", time.Minute)
	keep(guild, "a", "second", time.Hour)
	keep(other, "a", "theirs", time.Minute)
	if k, err := s.Sketch(t.Context(), guild, "a"); err != nil || k != (kb.Sketch{Guild: guild, ID: "a", Person: mia, Until: c.Now().Add(time.Hour), Content: "second"}) {
		t.Errorf("kept %+v, %v", k, err)
	}
	if v := version(t, s, guild); v != (kb.Version{}) {
		t.Errorf("a draft moved the version: %+v", v)
	}
	c.pass(2 * time.Minute)
	if n, err := s.ExpireSketches(t.Context(), c.Now()); err != nil || n != 1 {
		t.Errorf("expired: %d, %v", n, err)
	}
	for range 2 {
		if err := s.DropSketch(t.Context(), guild, "a"); err != nil {
			t.Error(err)
		}
	}
	for _, g := range []kb.GuildID{guild, other} {
		if k, err := s.Sketch(t.Context(), g, "a"); !errors.Is(err, kb.ErrNotFound) {
			t.Errorf("in %s: %+v, %v", g, k, err)
		}
	}
	keep(guild, "b", "x", time.Hour)
	commit(t, s, batch(adding("bees", "Bees dance.")))
	wipe(t, s, c, guild)
	if k, err := s.Sketch(t.Context(), guild, "b"); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("left after the wipe: %+v, %v", k, err)
	}
}

func testArchive(t *testing.T, s *store.Store, c *clock) {
	filled(t, s, c)
	first := exported(t, s, guild)
	epoch := version(t, s, guild).Epoch
	a, err := kb.ParseArchive(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Restore(t.Context(), guild, a); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("into a server that is not empty: %v", err)
	}
	wipe(t, s, c, guild)
	if bytes.Contains(exported(t, s, guild), []byte("bees")) {
		t.Error("something is left after the wipe")
	}
	c.pass(time.Hour)
	if err := s.Restore(t.Context(), guild, a); err != nil {
		t.Fatal(err)
	}
	if second := exported(t, s, guild); !bytes.Equal(first, second) {
		t.Errorf("the second export differs\n--- first\n%s\n--- second\n%s", first, second)
	}
	if v := version(t, s, guild); v.Epoch == epoch || v.Base != 3 || v.Settings != 1 {
		t.Errorf("version %+v, epoch before %d", v, epoch)
	}
	if r := commit(t, s, batch(changing("bees", 5, "Bees rest."))); r[0].Number != 6 {
		t.Errorf("it goes on with %+v", r[0])
	}
	if theirs := exported(t, s, other); bytes.Contains(theirs, []byte("bees")) {
		t.Errorf("another server's export: %s", theirs)
	}
}

func testWords(t *testing.T, s *store.Store, _ *clock) {
	for _, text := range []string{"a'b\"c ? $1 %s", "蜜蜂 🐝 á", "line\nbreak", "nul\x00 and \xff"} {
		q := unanswered(t, s, text)
		got, err := s.Question(t.Context(), guild, q.Number)
		if err != nil || got.Text != q.Text {
			t.Errorf("%q came back as %q, %v", q.Text, got.Text, err)
		}
	}
	if _, err := s.Report(t.Context(), kb.Report{Guild: guild, Fact: "bees", Text: "nul\x00 and \xff."}); err != nil {
		t.Error(err)
	}
	if got, err := s.Reports(t.Context(), guild); err != nil || len(got) != 1 || got[0].Text != "nul and \uFFFD." {
		t.Errorf("a report came back as %+v, %v", got, err)
	}
	r := commit(t, s, batch(adding("bees", "  Bees\n dance:  'yes'? ")))
	got, err := s.Revision(t.Context(), guild, r[0].Number)
	if err != nil || got.After.Fact.Statement != "Bees dance: 'yes'?" || r[0].After.Fact.Statement != got.After.Fact.Statement {
		t.Errorf("%q, %q, %v", r[0].After.Fact.Statement, got.After.Fact.Statement, err)
	}
}
