package bot_test

import (
	"fmt"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// BenchmarkPreview retires a fact of a server with 10,000 facts, in the time that
// a preview takes while the index of what would be is still being made.
func BenchmarkPreview(b *testing.B) {
	var facts []kb.Fact
	for i := range 10_000 {
		facts = append(facts, kb.Fact{ID: kb.FactID(fmt.Sprintf("f-%d", i)), Statement: fmt.Sprintf("Shelf %d of the store holds %d jars of tea.", i, 7*i), Evidence: []kb.Evidence{{Source: "letter"}},
			Ask: map[string][]string{"en": {fmt.Sprintf("How many jars stand on shelf %d?", i)}}})
	}
	s, err := store.OpenMemory(b.Context(), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	fired := make(chan time.Time)
	close(fired)
	h := bot.New(bot.Options{Index: answer.New(kb.NewBase(facts, harbour().Sources, kb.Lexicon{})), Store: s, After: func(time.Duration) <-chan time.Time { return fired }})
	wish := bot.Wish{Action: kb.Retire, Target: fact("f-77"), BasedOn: bot.Newest}
	if _, err := h.Preview(b.Context(), admin, wish); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		p, err := h.Preview(b.Context(), admin, wish)
		if err != nil || p.Guard.Checked+p.Guard.Unchecked != len(facts) {
			b.Fatal(p.Guard, err)
		}
		h.Discard(b.Context(), admin, p.Draft)
	}
}
