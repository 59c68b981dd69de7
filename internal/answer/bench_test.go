package answer_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"autofacts/facts"
	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// BenchmarkAsk asks the golden questions of the first base, one after another,
// and reports, beside the mean, how long the slowest in a hundred take.
func BenchmarkAsk(b *testing.B) {
	base, err := kb.Load(facts.FS)
	if err != nil {
		b.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join("..", "eval", "testdata", "golden.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var qs []answer.Question
	for line := range strings.Lines(string(data)) {
		var q struct{ Text, Prev string }
		if json.Unmarshal([]byte(line), &q) == nil {
			qs = append(qs, answer.Question{Text: q.Text, Prev: q.Prev})
		}
	}
	ix := answer.New(base)
	ix.Ask(qs[0]) // waits for the matcher
	b.ReportAllocs()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		ix.Ask(qs[i%len(qs)])
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2]), "p50-ns")
	b.ReportMetric(float64(took[len(took)*99/100]), "p99-ns")
}

// BenchmarkNew prepares the first base.
func BenchmarkNew(b *testing.B) {
	base, err := kb.Load(facts.FS)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		answer.New(base)
	}
}
