package bot_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// restarted is another bot on the same store: what was in memory is gone.
func (h *house) restarted() *house {
	again := *h
	again.Bot = bot.New(bot.Options{Index: answer.New(harbour()), Now: h.clock.Now, Store: h.store, Key: []byte("a key for tests"),
		After: func(time.Duration) <-chan time.Time { return nil }})
	return &again
}

func TestADraftOutlivesTheBot(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	r := p.Reading
	r.ReviewBy = "2026-12-31"
	if _, err := h.Correct(t.Context(), ada, p.Draft, r); err != nil {
		t.Fatal(err)
	}
	h = h.restarted()
	again, err := h.Draft(t.Context(), ada, p.Draft)
	if err != nil || again.Reading.ReviewBy != "2026-12-31" || again.Question != p.Question || again.Wish.Fact.Ask != mint().Ask {
		t.Fatalf("the draft is %+v, %v", again, err)
	}
	h = h.restarted()
	s, err := h.Save(t.Context(), ada, p.Draft, "")
	if err != nil || len(s.Revisions) != 1 || s.Revisions[0].After.Fact.ReviewBy != "2026-12-31" {
		t.Fatalf("saved %+v, %v", s, err)
	}
	if _, err := h.restarted().Save(t.Context(), ada, p.Draft, ""); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("saved again after another restart: %v", err)
	}
}

// TestAKeptDraftIsAsPrivateAsOneInMemory holds that nobody else gets at it, nor
// who may not any more, and that its time ends.
func TestAKeptDraftIsAsPrivateAsOneInMemory(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	stranger := alien
	stranger.Person = ada.Person
	for _, c := range []bot.Caller{ben, lou, alien, stranger} {
		if _, err := h.restarted().Draft(t.Context(), c, p.Draft); !errors.Is(err, kb.ErrNotFound) {
			t.Errorf("%s in %s: %v", c.Person, c.Guild, err)
		}
	}
	fired := ada
	fired.Roles = nil
	if _, err := h.restarted().Save(t.Context(), fired, p.Draft, ""); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("without the role: %v", err)
	}
	h.restarted().Discard(t.Context(), ben, p.Draft)
	if _, err := h.restarted().Draft(t.Context(), ada, p.Draft); err != nil {
		t.Errorf("a colleague threw it away: %v", err)
	}
	h.clock.now = h.clock.now.Add(bot.DraftFor + time.Second)
	if _, err := h.restarted().Draft(t.Context(), ada, p.Draft); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("after its time: %v", err)
	}
	h.Tick(t.Context(), func(kb.GuildID, bot.Effects) {})
	if _, err := h.store.Sketch(t.Context(), "10", string(p.Draft)); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("still kept: %v", err)
	}
}

func TestAMergeOutlivesTheBot(t *testing.T) {
	h := newHouse(t)
	mine := h.edited(ada, "kettle", func(f *bot.FactForm) { f.Answer = "9 l" })
	h.save(ben, h.preview(ben, h.edited(ben, "kettle", func(f *bot.FactForm) { f.Phrase = "nine litres" })))
	_, err := h.Preview(t.Context(), ada, mine)
	var moved *bot.Moved
	if !errors.As(err, &moved) {
		t.Fatal(err)
	}
	h = h.restarted()
	p, err := h.Merge(t.Context(), ada, moved.Draft)
	if err != nil {
		t.Fatal(err)
	}
	h = h.restarted()
	s, err := h.Save(t.Context(), ada, p.Draft, "")
	if err != nil {
		t.Fatal(err)
	}
	f := s.Revisions[0].After.Fact
	if f.Answer != "9 l" || !slices.ContainsFunc(f.Evidence, func(e kb.Evidence) bool { return e.Phrase == "nine litres" }) {
		t.Errorf("merged to %+v", f)
	}
}

// TestARestartHidesNoColleaguesChange holds that a draft of what somebody was
// shown goes on being one of that: what a colleague saved since is told of.
func TestARestartHidesNoColleaguesChange(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, bot.Wish{Action: kb.Retire, Target: fact("closing"), BasedOn: bot.Newest})
	h.save(ben, h.preview(ben, h.edited(ben, "closing", func(f *bot.FactForm) { f.Answer = "at six sharp" })))
	h = h.restarted()
	var moved *bot.Moved
	if _, err := h.Save(t.Context(), ada, p.Draft, ""); !errors.As(err, &moved) {
		t.Fatalf("retired what nobody had seen: %v", err)
	}
	h = h.restarted()
	if _, err := h.Merge(t.Context(), ada, moved.Draft); err != nil {
		t.Fatal(err)
	}
	again, err := h.Draft(t.Context(), ada, moved.Draft)
	if err != nil {
		t.Fatal(err)
	}
	h.save(ada, again)
	if r := h.Ask(lou, bot.Utterance{Text: "When does the tea house close?"}); r.Outcome == answer.Answered {
		t.Errorf("not retired once it was seen: %s", r.Text())
	}
}

// TestADraftInManyHands holds that buttons pressed at once do not get in each
// other's way; the race detector is the judge.
func TestADraftInManyHands(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	r := p.Reading
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := h.Correct(t.Context(), ada, p.Draft, r); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if _, err := h.Draft(t.Context(), ada, p.Draft); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
