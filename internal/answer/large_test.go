package answer

import (
	"os"
	"slices"
	"testing"

	"autofacts/internal/kb"
)

// The index of a large base is another way to the same candidates: a small base
// that is treated as a large one answers its questions the same.
func TestALargeBaseIsAnsweredAlike(t *testing.T) {
	base, err := kb.Load(os.DirFS("testdata/honey"))
	if err != nil {
		t.Fatal(err)
	}
	small, large := New(base), New(base)
	large.enlarge()
	ask := func(q string) {
		t.Helper()
		if a, b := small.Ask(Question{Text: q}).Text(), large.Ask(Question{Text: q}).Text(); a != b {
			t.Errorf("%q\nsmall: %s\nlarge: %s", q, a, b)
		}
	}
	for i := range base.Facts {
		for _, q := range base.Facts[i].Ask["en"] {
			ask(q)
		}
		ask(base.Facts[i].Statement)
	}
	for _, q := range []string{"how many jars were exprted in 2024", "who opened the beeyard in Dunholm?", "what did Brenna pay for it?", "how much honey did Marevia make in 2019?"} {
		ask(q)
	}
	for _, typed := range []string{"", "how many jars", "who op", "brenna bui"} {
		a, b := small.Suggest(typed, 5), large.Suggest(typed, 5)
		if !slices.Equal(a, b) {
			t.Errorf("suggestions for %q: small %v, large %v", typed, a, b)
		}
	}
}

// A changed fact of a large base is found, one taken away no longer is.
func TestALargeBaseWithChanges(t *testing.T) {
	base, err := kb.Load(os.DirFS("testdata/honey"))
	if err != nil {
		t.Fatal(err)
	}
	ix := New(base)
	ix.enlarge()
	facts := slices.Clone(base.Facts)
	at := slices.IndexFunc(facts, func(f kb.Fact) bool { return f.ID == "brenna-building" })
	evidence := facts[at].Evidence
	facts = append(slices.Delete(facts, at, at+1), kb.Fact{ID: "drones", Statement: "Tollund lets 31 drones guard its hives against hornets.", Evidence: evidence})
	nx := ix.With(kb.NewBase(facts, base.Sources, base.Lexicon), []kb.FactID{"brenna-building", "drones"})
	if r := nx.Ask(Question{Text: "how many drones guard the hives of Tollund?"}); len(r.Answers) != 1 || r.Answers[0].Fact != "drones" {
		t.Errorf("the new fact: %s", r.Text())
	}
	if r := nx.Ask(Question{Text: "How many months did Brenna need to build its apiary?"}); r.Outcome == Answered {
		t.Errorf("the fact taken away: %s", r.Text())
	}
	if r := ix.Ask(Question{Text: "How many months did Brenna need to build its apiary?"}); r.Outcome != Answered {
		t.Errorf("the old index no longer knows: %s", r.Text())
	}
}
