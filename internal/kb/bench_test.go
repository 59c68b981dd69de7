package kb_test

import (
	"fmt"
	"testing"

	"autofacts/internal/kb"
)

// BenchmarkPreview draws a server's base and judges one edit of 10,000 facts.
func BenchmarkPreview(b *testing.B) {
	facts := make([]kb.Fact, 10_000)
	for i := range facts {
		id := kb.FactID(fmt.Sprintf("f%d", i))
		facts[i] = *item(id, fmt.Sprintf("Hive %d has bees.", i)).Fact
		facts[i].Subject, facts[i].Measure, facts[i].Figure = fmt.Sprint("hive ", i), "bees", &kb.Figure{Value: float64(i), Unit: "bees"}
	}
	base := kb.NewBase(facts, []kb.Source{{ID: "src"}}, kb.Lexicon{})
	draft := kb.Revision{Target: fact("f7"), Action: kb.Modify, State: kb.Own, Before: base.Item(fact("f7")), After: item("f7", "Hive 7 is empty.")}
	for b.Loop() {
		after, err := kb.Judge(base, nil, []kb.Revision{draft}, "")
		if err != nil {
			b.Fatal(err)
		}
		kb.Concerns(after, "f7")
	}
}
