package bot_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
	"autofacts/internal/store"
)

const herbs = "mint sage thyme rosemary basil parsley dill chives oregano fennel lovage tarragon chervil sorrel borage savory hyssop rue caraway anise"

// shipped is the base that comes with the program.
func shipped(tb testing.TB) *kb.Base {
	tb.Helper()
	base, err := kb.Load(os.DirFS("../../facts"))
	if err != nil {
		tb.Fatal(err)
	}
	return base
}

// plant gives servers 20 facts each of their own, which no two have alike.
func plant(tb testing.TB, s *store.Store, base *kb.Base, servers int) {
	tb.Helper()
	for n := range servers {
		b := kb.Batch{Guild: garden(n).Guild, By: "1"}
		for k, herb := range strings.Fields(herbs) {
			f := &kb.Fact{ID: kb.FactID("garden-" + herb), Statement: fmt.Sprintf("The garden grew %d kilos of %s in 2025.", kilos(n, k), herb),
				Answer: fmt.Sprintf("%d kilos", kilos(n, k)), Evidence: []kb.Evidence{{Source: base.Sources[0].ID}},
				Ask: map[string][]string{"en": {"How many kilos of " + herb + " did the garden grow in 2025?"}}}
			b.Edits = append(b.Edits, kb.Edit{Action: kb.Add, Target: kb.FactTarget(f.ID), After: &kb.Item{Fact: f}})
		}
		if _, err := s.Commit(tb.Context(), b); err != nil {
			tb.Fatal(err)
		}
	}
}

func kilos(n, k int) int { return 1000 + 20*n + k }

// garden is somebody in one of many servers.
func garden(n int) bot.Caller {
	return bot.Caller{Guild: kb.GuildID(fmt.Sprint(5000 + n)), Channel: "1", Person: "7"}
}

// asks asks a server for a fact of its own and gives how long the answer took.
func asks(tb testing.TB, b *bot.Bot, n int) time.Duration {
	tb.Helper()
	k := n % 20
	herb := strings.Fields(herbs)[k]
	began := time.Now()
	r := b.Ask(garden(n), bot.Utterance{Text: "How many kilos of " + herb + " did the garden grow in 2025?"})
	took := time.Since(began)
	if want := fmt.Sprintf("grew %d kilos of %s", kilos(n, k), herb); !strings.Contains(r.Text(), want) {
		tb.Errorf("server %d: %q, want %q in it", n, r.Text(), want)
	}
	return took
}

// TestManyServersWithinABound holds that each of many servers is answered from
// its own base, made when it is first asked, while few are in memory.
func TestManyServersWithinABound(t *testing.T) {
	const servers = 12
	for name, c := range map[string]struct {
		room          int64 // of how many servers
		second, third int32 // bases made when all are asked again, and then the last two
	}{
		"room for a few": {4, servers, 0},
		"room for all":   {2 * servers, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			const each = 20*128<<10 + (5+20)<<10 + 1<<10 // the estimate: its own facts, the place of all, and the server
			h, s := brittleHouse(t, func(o *bot.Options) { o.BaseBytes, o.StoreWait = c.room*each, time.Minute })
			plant(t, h.store, harbour(), servers)
			made := func(from int) int32 {
				s.heads.Store(0)
				for n := from; n < servers; n++ {
					asks(t, h.Bot, n)
				}
				return s.heads.Load()
			}
			s.heads.Store(0)
			if n := made(0); n != servers {
				t.Errorf("%d bases were made at first, want one for each of %d", n, servers)
			}
			if n := made(0); n != c.second {
				t.Errorf("%d bases were made the second time, want %d", n, c.second)
			}
			if n := made(servers - 2); n != c.third {
				t.Errorf("%d bases were made for the two asked last, want %d", n, c.third)
			}
		})
	}
}

// BenchmarkFirstAnswer is the first question of a server with 20 facts of its own
// over those that come with the program; B/server is what its base takes then.
func BenchmarkFirstAnswer(b *testing.B) {
	base := shipped(b)
	s, err := store.OpenMemory(b.Context(), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const servers = 4
	plant(b, s, base, servers)
	curated := answer.New(base)
	var grown uint64
	rounds := 0
	for b.Loop() {
		b.StopTimer()
		h := bot.New(bot.Options{Index: curated, Store: s, StoreWait: time.Minute})
		before := heap()
		b.StartTimer()
		asks(b, h, rounds%servers)
		b.StopTimer()
		grown += heap() - before
		rounds++
		runtime.KeepAlive(h)
		b.StartTimer()
	}
	b.ReportMetric(float64(grown)/float64(rounds), "B/server")
}

// heap is what is in use once the garbage is gone.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
