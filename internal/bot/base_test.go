package bot_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// A brittle store fails while it is told to, and counts how often bases are read.
type brittle struct {
	*store.Store
	down  atomic.Bool
	heads atomic.Int32
	asked atomic.Int32
}

var errDown = errors.New("the disk is on fire")

func (s *brittle) Guild(ctx context.Context, id kb.GuildID) (kb.Guild, error) {
	s.asked.Add(1)
	if s.down.Load() {
		return kb.Guild{}, errDown
	}
	return s.Store.Guild(ctx, id)
}

func (s *brittle) Settings(ctx context.Context, id kb.GuildID) (kb.Settings, error) {
	if s.down.Load() {
		return kb.Settings{}, errDown
	}
	return s.Store.Settings(ctx, id)
}

func (s *brittle) Heads(ctx context.Context, id kb.GuildID) ([]kb.Revision, kb.Version, error) {
	s.heads.Add(1)
	return s.Store.Heads(ctx, id)
}

// Count fails while the store is down, as every write would.
func (s *brittle) Count(ctx context.Context, id kb.GuildID, tallies ...kb.Tally) error {
	if s.down.Load() {
		return errDown
	}
	return s.Store.Count(ctx, id, tallies...)
}

func brittleHouse(t *testing.T, change ...func(*bot.Options)) (*house, *brittle) {
	var b *brittle
	h := newHouse(t, append(change, func(o *bot.Options) {
		b = &brittle{Store: o.Store.(*store.Store)}
		o.Store = b
	})...)
	return h, b
}

func TestAnswersGoOnWithoutTheStore(t *testing.T) {
	h, s := brittleHouse(t)
	h.save(ada, h.preview(ada, h.edited(ada, "closing", func(f *bot.FactForm) { f.Answer = "six sharp" })))
	const q = "When does the tea house close?"
	h.wants(lou, q, "ix sharp")
	s.down.Store(true)
	h.wants(lou, q, "ix sharp")
	asked := s.asked.Load()
	h.wants(lou, q, "ix sharp")
	if s.asked.Load() != asked {
		t.Error("the store is asked again at once")
	}
	_, err := h.Preview(t.Context(), ada, add(mint()))
	if !errors.Is(err, bot.ErrUnavailable) || strings.Contains(err.Error(), "fire") {
		t.Errorf("an edit meanwhile: %v", err)
	}
	if _, err := h.Inbox(t.Context(), ada, 0); !errors.Is(err, bot.ErrUnavailable) {
		t.Errorf("the inbox meanwhile: %v", err)
	}
	h.missed(gap, 1)
	s.down.Store(false)
	h.clock.now = h.clock.now.Add(2 * time.Second)
	h.save(ada, h.preview(ada, add(mint())))
	h.wants(lou, "How much mint did the garden grow?", "300 kilos")
	if in := h.inbox(); in.Total != 1 {
		t.Errorf("what was missed meanwhile: %+v", in)
	}
	if st, err := h.Stats(t.Context(), ada, 1); err != nil || st.Questions != 5 {
		t.Errorf("counted %d, %v", st.Questions, err)
	}
}

func TestAnotherInstanceAnswersWithTheEditAtOnce(t *testing.T) {
	h := newHouse(t)
	other := bot.New(bot.Options{Index: answer.New(harbour()), Now: h.clock.Now, Store: h.store})
	const q = "When does the tea house close?"
	ask := func() string { return other.Ask(lou, bot.Utterance{Text: q}).Text() }
	if got := ask(); !strings.Contains(got, "six") {
		t.Fatal(got)
	}
	h.save(ada, h.preview(ada, h.edited(ada, "closing", func(f *bot.FactForm) {
		f.Statement, f.Answer = "The Ostra Tea House closes at eight.", "at eight"
	})))
	if got := ask(); !strings.Contains(got, "eight") {
		t.Errorf("the other instance says %q", got)
	}
}

// TestAHintMakesTheBaseAside holds that a base is ready before it is asked for.
func TestAHintMakesTheBaseAside(t *testing.T) {
	fired := make(chan time.Time)
	close(fired)
	h, s := brittleHouse(t, func(o *bot.Options) { o.After = func(time.Duration) <-chan time.Time { return fired } })
	h.says(lou, "When does the tea house close?")
	if _, err := h.store.Commit(t.Context(), kb.Batch{Guild: "10", By: "1", Edits: []kb.Edit{{Action: kb.Retire, Target: fact("kettle"), Curated: harbour().Item(fact("kettle"))}}}); err != nil {
		t.Fatal(err)
	}
	s.heads.Store(0)
	h.Changed("20") // which nobody asked
	h.Changed("10")
	for s.heads.Load() == 0 && t.Context().Err() == nil {
		runtime.Gosched()
	}
	if r := h.Ask(lou, bot.Utterance{Text: "How much water does the kettle hold?"}); r.Outcome == answer.Answered {
		t.Errorf("the old base answers: %s", r.Text())
	}
	if n := s.heads.Load(); n != 1 {
		t.Errorf("the base is read %d times", n)
	}
}

func TestBasesAreReadWhenTheyAreNeeded(t *testing.T) {
	h, s := brittleHouse(t)
	for range 5 {
		h.says(alien, "When does the tea house close?")
		h.says(lou, "When does the tea house close?")
	}
	if n := s.heads.Load(); n != 1 { // of the one server that has settings
		t.Errorf("%d bases are read", n)
	}
	if h.Base(lou) != h.Base(alien) {
		t.Error("servers without facts of their own do not share a base")
	}
	s.heads.Store(0)
	h.save(ada, h.preview(ada, add(mint())))
	s.heads.Store(0)
	base := h.Base(lou)
	h.set(ada, kb.ModeKey("5"), "ask")
	if h.Base(lou) != base {
		t.Error("a setting makes the base anew")
	}
}

func TestBasesKeepWithinTheirBound(t *testing.T) {
	h, s := brittleHouse(t, func(o *bot.Options) { o.BaseBytes = 420 << 10 }) // room for three
	var callers []bot.Caller
	for i := range 6 {
		c := admin
		c.Guild = kb.GuildID(fmt.Sprint(1000 + i))
		h.save(c, h.preview(c, h.edited(c, "kettle", func(f *bot.FactForm) { f.Answer = fmt.Sprintf("number %d", i) })))
		callers = append(callers, c)
	}
	s.heads.Store(0)
	for i, c := range callers {
		h.wants(c, "How much water does the kettle hold?", fmt.Sprintf("umber %d", i))
	}
	if n := s.heads.Load(); n == 0 {
		t.Error("all six are kept")
	}
	s.heads.Store(0)
	h.wants(callers[5], "How much water does the kettle hold?", "umber 5")
	if n := s.heads.Load(); n != 0 {
		t.Error("the last one is not kept")
	}
}

// TestManyAtOnce holds that questions, edits and a new curated base do not stand
// in each other's way; it is for the race detector.
func TestManyAtOnce(t *testing.T) {
	h := newHouse(t)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for range 5 {
				h.Ask(lou, bot.Utterance{Text: "When does the tea house close?"})
				h.Ask(alien, bot.Utterance{Text: gap})
			}
		})
		all.Go(func() {
			f := mint()
			f.Statement = fmt.Sprintf("The garden grew %d kilos of mint in 2025.", 100+i)
			p, err := h.Preview(t.Context(), ada, add(f))
			if err == nil {
				_, err = h.Save(t.Context(), ada, p.Draft, "")
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Go(func() { h.SetBase(answer.New(harbour())) })
	all.Go(func() { h.Tick(context.Background(), func(kb.GuildID, bot.Effects) {}) })
	all.Wait()
	if s, err := h.Stats(t.Context(), ada, 1); err != nil || s.Own != 4 || s.Questions != 20 {
		t.Errorf("%d own facts, %d questions, %v", s.Own, s.Questions, err)
	}
}

// BenchmarkIndexBytes measures what the index of a server takes for each fact;
// bytesPerFact rests on it.
func BenchmarkIndexBytes(b *testing.B) {
	var facts []kb.Fact
	for i := range 300 {
		facts = append(facts, kb.Fact{ID: kb.FactID(fmt.Sprintf("f-%d", i)), Statement: fmt.Sprintf("Shelf %d of the store holds %d jars of tea.", i, 7*i), Evidence: []kb.Evidence{{Source: "letter"}},
			Ask: map[string][]string{"en": {fmt.Sprintf("How many jars stand on shelf %d?", i), fmt.Sprintf("What is on shelf %d?", i), fmt.Sprintf("shelf %d tea jars", i)}}})
	}
	base := kb.NewBase(facts, harbour().Sources, kb.Lexicon{})
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		ix := answer.New(base)
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(ix)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(facts)), "B/fact")
}
