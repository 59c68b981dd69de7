//go:build soak

package bot_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/store"
)

// The full measure, which takes minutes: go test -tags soak -run Soak -v -timeout 60m ./internal/bot

// TestSoakManyServers has 10,000 servers with 20 facts each of their own in one
// process, and reports what that takes in memory and in time to first answer. Of
// the servers every 25th is asked: each has to have its base made.
func TestSoakManyServers(t *testing.T) {
	const servers, step, warm = 10_000, 25, 20
	path := filepath.Join(t.TempDir(), "many.db")
	s, err := store.OpenFile(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	base := shipped(t)
	began := time.Now()
	plant(t, s, base, servers)
	t.Logf("%d servers written in %s", servers, time.Since(began).Round(time.Second))
	if info, err := os.Stat(path); err == nil {
		t.Logf("the database has %d MB", info.Size()>>20)
	}

	b := bot.New(bot.Options{Index: answer.New(base), Store: s, StoreWait: time.Minute})
	idle := heap()
	var cold, again []time.Duration
	for n := 0; n < servers; n += step {
		cold = append(cold, asks(t, b, n))
	}
	for n := servers - warm*step; n < servers; n += step {
		again = append(again, asks(t, b, n))
	}
	t.Logf("first answers of %d servers: half within %s, 95 %% within %s, all within %s", len(cold), share(cold, 0.5), share(cold, 0.95), share(cold, 1))
	t.Logf("the same question again to the last %d: half within %s, all within %s", len(again), share(again, 0.5), share(again, 1))
	t.Logf("heap before the first question %d MB, after the last %d MB; %s", idle>>20, heap()>>20, resident())
	runtime.KeepAlive(b)
}

// resident is the most memory that the process had, as Linux counts it.
func resident() string {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "resident memory not known"
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return "resident at most " + strings.TrimSpace(rest)
		}
	}
	return "resident memory not known"
}

// share gives the time within which a share of the answers came.
func share(all []time.Duration, of float64) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)-1, int(of*float64(len(sorted))))].Round(10 * time.Microsecond)
}
