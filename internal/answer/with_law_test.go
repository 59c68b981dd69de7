package answer_test

import (
	"slices"
	"strings"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// small gives the index of a few facts; what they lack to be cited is added.
func small(lex kb.Lexicon, facts ...kb.Fact) *answer.Index {
	for i := range facts {
		if f := &facts[i]; f.Evidence == nil {
			f.Evidence = []kb.Evidence{{Source: "s", Paragraph: "1", Phrase: "as told"}}
		}
	}
	return answer.New(kb.NewBase(facts, []kb.Source{{ID: "s"}}, lex))
}

func en(questions ...string) map[string][]string { return map[string][]string{"en": questions} }

// A fact that is taken away and put back leaves all answers as they were.
func TestWithAFactTakenAwayAndPutBack(t *testing.T) {
	old := index(t)
	for _, id := range []kb.FactID{"production-2024", "wax-share", "brenna-building", "brenna-place", "dunholm-place"} {
		was := *old.Base().Fact(id)
		nx := with(t, with(t, old, id, nil), id, &was)
		for i := range old.Base().Facts {
			f := &old.Base().Facts[i]
			for _, q := range append(slices.Clone(f.Ask["en"]), f.Statement, "tell me: "+f.Statement) {
				if before, after := said(old, q), said(nx, q); before != after {
					t.Errorf("%s put back, %q: %s\nbefore: %s", id, q, after, before)
				}
			}
		}
	}
}

// A subject that half the base has ties no facts together, in a changed index
// either: what one of them says of Sorrel is not said of Brenna.
func TestWithTiesNothingByACommonSubject(t *testing.T) {
	lex := kb.Lexicon{Names: []kb.Name{
		{ID: "brenna", Names: en("Brenna"), Is: []string{"company"}},
		{ID: "sorrel", Names: en("Sorrel"), Is: []string{"company"}},
	}}
	f := kb.Fact{ID: "apiary", Subject: "the isles", Statement: "Brenna built its apiary in 21 months.", Ask: en("How long did Brenna take to build its apiary?")}
	old := small(lex, f,
		kb.Fact{ID: "mill", Subject: "the isles", Statement: "Sorrel sold a mill in 1907."},
		kb.Fact{ID: "quay", Subject: "the isles", Statement: "The quay burned in 1920."},
		kb.Fact{ID: "ferry", Subject: "the isles", Statement: "The ferry sank in 1931."},
		kb.Fact{ID: "school", Subject: "the isles", Statement: "The school has 14 teachers."})
	const q = "How long did Sorrel take to build its apiary?"
	before := said(old, q)
	if strings.HasPrefix(before, "answer") {
		t.Fatalf("answered of another: %s", before)
	}
	if after := said(with(t, old, f.ID, old.Base().Fact(f.ID)), q); after != before {
		t.Errorf("with a fact written again as it was: %s\nbefore: %s", after, before)
	}
}

// A question that two facts had for an example belongs to the one that is left.
func TestWithOneOfTwoThatShareAnExample(t *testing.T) {
	const q = "What about the ferry?"
	ix := small(kb.Lexicon{},
		kb.Fact{ID: "ferry", Statement: "The ferry of Sorrel sank in 1907.", Ask: en(q)},
		kb.Fact{ID: "boats", Statement: "Boats left Dunholm twice a day.", Ask: en(q)},
		kb.Fact{ID: "quay", Statement: "The quay of Dunholm burned in 1920.", Ask: en("When did the quay burn?")})
	rote := func(ix *answer.Index) string {
		r := ix.Explain(answer.Question{Text: q})
		if !strings.Contains(strings.Join(r.Why.Lines, "\n"), "word for word") {
			return ""
		}
		return factsOf(r)
	}
	if got := rote(ix); got != "" {
		t.Fatalf("two facts have the question, %s answers", got)
	}
	for gone, left := range map[kb.FactID]string{"ferry": "boats", "boats": "ferry"} {
		nx := with(t, ix, gone, nil)
		if got := rote(nx); got != left {
			t.Errorf("without %s the answer is %q, want %s", gone, got, left)
		}
		if got := rote(with(t, nx, gone, ix.Base().Fact(gone))); got != "" {
			t.Errorf("with %s put back %q answers, two have the question", gone, got)
		}
	}
}

// A word that a fact wrote with a capital only before it was changed is no name
// any longer: it tells neither who nor where.
func TestWithoutANameThatIsNoLongerWritten(t *testing.T) {
	f := kb.Fact{ID: "mill", Statement: "In 1907 somebody sold the Mill.", Ask: en("When was the mill sold?")}
	quay := kb.Fact{ID: "quay", Statement: "The quay burned in 1920.", Ask: en("When did the quay burn?")}
	old := small(kb.Lexicon{}, f, quay)
	f = *old.Base().Fact("mill")
	f.Statement = "In 1907 somebody sold the mill."
	const q = "Where was the mill sold?"
	whole, changed := said(small(kb.Lexicon{}, f, quay), q), said(with(t, old, f.ID, &f), q)
	if whole == said(old, q) {
		t.Fatalf("the capital makes no difference: %s", whole)
	}
	if changed != whole {
		t.Errorf("changed: %s\nmade as a whole: %s", changed, whole)
	}
}
