package answer

import (
	"testing"

	"autofacts/internal/kb"
)

// An English word that a fact has in its French question alone is not the fact's,
// though another fact has it in English: a French "coin" is a corner.
func TestAFactDoesNotCoverWhatItOnlySaysInFrench(t *testing.T) {
	ix := New(kb.NewBase([]kb.Fact{
		{ID: "mill", Statement: "The mill stands in Sorrel.", Ask: map[string][]string{"fr": {"Dans quel village, à quel coin?"}}},
		{ID: "coin", Statement: "A coin was found in the village."},
	}, nil, kb.Lexicon{}))
	for lang, want := range map[string][2]bool{"en": {false, true}, "fr": {true, true}} {
		q := &query{utterance: ix.lex.read("coin", lang)}
		for i, d := range ix.docs {
			if best, _ := coverOf(q, d, ix.alternatives(&q.terms[0])); best > 0 != want[i] {
				t.Errorf("%s: %s covers the coin: %v", lang, d.fact.ID, best)
			}
		}
	}
}
