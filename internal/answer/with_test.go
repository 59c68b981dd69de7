package answer_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// with gives the index of the invented base with one fact changed, added (by an
// id that is not there) or, for nil, taken away.
func with(t testing.TB, ix *answer.Index, id kb.FactID, f *kb.Fact) *answer.Index {
	t.Helper()
	facts := slices.Clone(ix.Base().Facts)
	at := slices.IndexFunc(facts, func(x kb.Fact) bool { return x.ID == id })
	switch {
	case f == nil:
		facts = slices.Delete(facts, at, at+1)
	case at < 0:
		facts = append(facts, *f)
	default:
		facts[at] = *f
	}
	return ix.With(kb.NewBase(facts, ix.Base().Sources, ix.Base().Lexicon), []kb.FactID{id})
}

// said gives what a reply to a question says, in short: the facts that answer
// and the first line.
func said(ix *answer.Index, question string) string {
	r := ix.Ask(answer.Question{Text: question})
	return fmt.Sprintf("%s %s %q", r.Outcome, factsOf(r), r.Text())
}

func TestWithAChangedFact(t *testing.T) {
	old := index(t)
	was := old.Base().Fact("brenna-building")
	if was == nil {
		t.Fatal("the invented base has no fact brenna-building")
	}
	const question = "How many months did Brenna need to build its apiary?"
	before := said(old, question)

	now := *was
	now.Statement = strings.ReplaceAll(was.Statement, "21 months", "17 months")
	now.Answer = "17 months"
	figure := *was.Figure
	figure.Value = 17
	now.Figure = &figure
	changed := with(t, old, "brenna-building", &now)
	if got := said(changed, question); !strings.Contains(got, "Brenna built its apiary in 17 months.") {
		t.Errorf("after the change: %s", got)
	}
	if got := said(old, question); got != before {
		t.Errorf("the old index now says %s, it said %s", got, before)
	}
	if back := with(t, changed, "brenna-building", was); said(back, question) != before {
		t.Errorf("changed back: %s, want %s", said(back, question), before)
	}

	gone := with(t, old, "brenna-building", nil)
	if got := said(gone, question); strings.Contains(got, "brenna-building") || strings.Contains(got, "21 months") {
		t.Errorf("after it was taken away: %s", got)
	}
	again := with(t, gone, "brenna-building", was)
	if got := said(again, question); !strings.HasPrefix(got, "answer brenna-building") {
		t.Errorf("put back: %s", got)
	}
}

func TestWithANewFact(t *testing.T) {
	old := index(t)
	f := kb.Fact{ID: "drones", Statement: "Tollund lets 31 drones guard its hives against hornets.", Answer: "31 drones",
		Evidence: old.Base().Fact("brenna-building").Evidence, Ask: map[string][]string{"en": {"How many drones guard the hives of Tollund?", "What guards Tollund's hives against hornets?"}}}
	const question = "what is it that guards the hives in tollund from hornets?"
	if got := said(old, question); strings.HasPrefix(got, "answer") {
		t.Fatalf("known before it was added: %s", got)
	}
	nx := with(t, old, f.ID, &f)
	for _, q := range []string{question, "how many drones guard tolund's hives", "How many drones guard the hives of Tollund?"} {
		if got := said(nx, q); !strings.HasPrefix(got, "answer drones") {
			t.Errorf("%q: %s", q, got)
		}
	}
	if got := said(old, question); strings.HasPrefix(got, "answer") {
		t.Errorf("the old index knows it, too: %s", got)
	}
}

// A change is local: no example question of another fact is answered otherwise.
func TestWithTouchesNoOtherFact(t *testing.T) {
	old := index(t)
	f := kb.Fact{ID: "lighthouse", Statement: "The lighthouse of Wexmoor was painted green in 1971.", Evidence: old.Base().Facts[0].Evidence}
	nx := with(t, old, f.ID, &f)
	nx = with(t, nx, "brenna-building", nil)
	for i := range old.Base().Facts {
		for _, q := range old.Base().Facts[i].Ask["en"] {
			before := said(old, q)
			if strings.Contains(before, "brenna-building") || strings.Contains(before, "Brenna built") {
				continue // that fact had a part in it
			}
			if after := said(nx, q); after != before {
				t.Errorf("%q: %s\nbefore: %s", q, after, before)
			}
		}
	}
}

func TestWithWhileOthersAsk(t *testing.T) {
	ix := index(t)
	was := *ix.Base().Fact("brenna-building")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				ix.Ask(answer.Question{Text: "How many months did Brenna need to build its apiary?"})
			}
		})
		wg.Go(func() {
			for i := range 5 {
				f := was
				f.Statement = fmt.Sprintf("Brenna built its apiary in %d months.", 30+i)
				with(t, ix, f.ID, &f).Ask(answer.Question{Text: "How long did Brenna take?"})
			}
		})
	}
	wg.Wait()
}

// Too many changes, or another lexicon, and the index is made as a whole.
func TestWithAnotherLexicon(t *testing.T) {
	old := index(t)
	lex := old.Base().Lexicon
	lex.Terms = append(slices.Clip(lex.Terms), []string{"apiary", "beeyard"})
	nx := old.With(kb.NewBase(slices.Clone(old.Base().Facts), old.Base().Sources, lex), nil)
	if got := said(nx, "How many months did Brenna need to build its beeyard?"); !strings.HasPrefix(got, "answer brenna-building") {
		t.Errorf("a new word of the lexicon: %s", got)
	}
}

// BenchmarkWith changes one fact of a base of so many plain statements.
func BenchmarkWith(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ix := answer.New(plain(n))
			f := ix.Base().Facts[n/2]
			f.Statement = "Nothing of the kind happened at the quay of Sorrel in 1907, says the harbour master."
			facts := slices.Clone(ix.Base().Facts)
			facts[n/2] = f
			next := kb.NewBase(facts, ix.Base().Sources, ix.Base().Lexicon)
			ix.Ask(answer.Question{Text: "quay"}) // waits for the matcher
			b.ReportAllocs()
			for b.Loop() {
				ix.With(next, []kb.FactID{f.ID})
			}
		})
	}
}

// plain makes a base of n plain statements about invented towns, the same for
// the same n.
func plain(n int) *kb.Base {
	towns := strings.Fields("Brenna Sorrel Dunholm Wexmoor Tollund Estary Marevia Kellin Ordway Pellam Quarry Rathe Selby Turvey Ulsted Varn")
	things := strings.Fields("quay mill chapel bridge tannery school granary lighthouse market ferry orchard brewery library tower canal foundry")
	deeds := strings.Fields("opened closed burned flooded moved grew shrank doubled changed reopened")
	facts := make([]kb.Fact, n)
	for i := range facts {
		town, thing, deed := towns[i%16], things[i/16%16], deeds[i/256%10]
		facts[i] = kb.Fact{ID: kb.FactID(fmt.Sprintf("f-%d", i)), Statement: fmt.Sprintf("The %s of %s number %d %s in %d with %s%d aboard.", thing, town, i, deed, 1800+i%200, strings.ToLower(towns[(i*7)%16]), i/3),
			Evidence: []kb.Evidence{{Source: "s", Paragraph: fmt.Sprint(i / 5), Phrase: "the " + thing}}}
	}
	return kb.NewBase(facts, []kb.Source{{ID: "s"}}, kb.Lexicon{})
}
