package answer_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"autofacts/facts"
	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// BenchmarkAsk asks the golden questions of the first base, one after another.
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
	for i := 0; b.Loop(); i++ {
		ix.Ask(qs[i%len(qs)])
	}
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
