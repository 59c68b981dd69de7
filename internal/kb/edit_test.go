package kb_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"autofacts/internal/kb"
)

// hive is a curated base: two facts, a list of both, a source, synonyms, and a
// name whose relation a fact backs.
func hive(t *testing.T) *kb.Base {
	t.Helper()
	b, err := kb.Load(base("sources.yaml", "- {id: src, title: The hive, speaks_from: 2026, note: unknown}\n",
		"lexicon.yaml", "- terms: [bee, honey fly]\n- {id: hive, names: {en: [hive]}}\n- {id: queen, names: {en: [queen]}, in: {place: hive, fact: b}}\n",
		"a.yaml", `
- {id: a, statement: Bees dance., answer: dance, evidence: [{source: src, phrase: bees dance}], ask: {en: [What do bees do?]}, topics: [bees]}
- {id: b, statement: The queen rests in the hive., evidence: [{source: src}]}
- {id: l, list: [a, b], ask: {en: [What of bees?]}}
`))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func item(id kb.FactID, statement string) *kb.Item {
	return &kb.Item{Fact: &kb.Fact{ID: id, Statement: statement, Evidence: []kb.Evidence{{Source: "src"}}}}
}

// A bench plays the history of one server, as the store does.
type bench struct {
	t       *testing.T
	curated *kb.Base
	revs    []kb.Revision
}

func (b *bench) head(t kb.Target) *kb.Revision {
	for i := len(b.revs) - 1; i >= 0; i-- {
		if b.revs[i].Target == t {
			return &b.revs[i]
		}
	}
	return nil
}

func (b *bench) heads() (out []kb.Revision) {
	for _, r := range b.revs {
		if h := b.head(r.Target); h.Number == r.Number {
			out = append(out, r)
		}
	}
	return out
}

// try drafts an edit on what is there now.
func (b *bench) try(e kb.Edit) (kb.Revision, error) {
	h := b.head(e.Target)
	if h != nil && e.BasedOn == 0 {
		e.BasedOn = h.Number
	}
	e.Curated = b.curated.Item(e.Target)
	var to *kb.Revision
	if e.To > 0 && int(e.To) <= len(b.revs) {
		to = &b.revs[e.To-1]
	}
	return kb.Draft(h, to, e)
}

func (b *bench) do(edits ...kb.Edit) {
	b.t.Helper()
	for _, e := range edits {
		r, err := b.try(e)
		if err != nil {
			b.t.Fatal(err)
		}
		r.Number = kb.RevisionID(len(b.revs) + 1)
		b.revs = append(b.revs, r)
	}
}

func says(b *kb.Base, id kb.FactID) string {
	if f := b.Fact(id); f != nil {
		return f.Statement
	}
	return ""
}

func fact(id string) kb.Target { return kb.FactTarget(kb.FactID(id)) }

func change(id kb.FactID, statement string) kb.Edit {
	return kb.Edit{Action: kb.Modify, Target: kb.FactTarget(id), After: item(id, statement)}
}

func TestAServersBaseOverTheCuratedOne(t *testing.T) {
	b := &bench{t: t, curated: hive(t)}
	b.do(kb.Edit{Action: kb.Add, Target: fact("c"), After: item("c", "Wasps sting.")},
		change("a", "Bees fly."),
		kb.Edit{Action: kb.Retire, Target: fact("b")})
	got := kb.Apply(b.curated, b.heads())
	if says(got, "a") != "Bees fly." || says(got, "b") != "" || says(got, "c") != "Wasps sting." {
		t.Errorf("a %q, b %q, c %q", says(got, "a"), says(got, "b"), says(got, "c"))
	}
	if l := got.Fact("l"); len(l.List) != 1 || l.List[0] != "a" {
		t.Errorf("the list names %v", l.List)
	}
	if rel := got.Lexicon.Name("queen").Rel; len(rel) != 0 {
		t.Errorf("a relation stays without its fact: %v", rel)
	}
	if says(b.curated, "a") != "Bees dance." || len(b.curated.Fact("l").List) != 2 || len(b.curated.Lexicon.Name("queen").Rel) != 1 {
		t.Error("the curated base was changed")
	}
	b.do(kb.Edit{Action: kb.Restore, Target: fact("b")}, kb.Edit{Action: kb.Revert, Target: fact("a")})
	got = kb.Apply(b.curated, b.heads())
	if says(got, "a") != "Bees dance." || says(got, "b") == "" || len(got.Fact("l").List) != 2 {
		t.Errorf("back again: a %q, b %q", says(got, "a"), says(got, "b"))
	}
	if h := b.head(fact("b")); h.State != kb.Curated {
		t.Errorf("what is as the curated base has it follows the curated base: %s", h.State)
	}
	if same := kb.Apply(b.curated, nil); same != b.curated {
		t.Error("a server without edits has a base of its own")
	}
}

func TestSourcesAndSynonyms(t *testing.T) {
	b := &bench{t: t, curated: hive(t)}
	b.do(kb.Edit{Action: kb.Add, Target: kb.SourceTarget("book"), After: &kb.Item{Source: &kb.Source{ID: "book", Title: "A book"}}},
		kb.Edit{Action: kb.Add, Target: kb.SynonymTarget("wasp"), After: &kb.Item{Synonym: &kb.Synonym{ID: "wasp", Words: []string{"wasp", "yellow jacket"}}}},
		kb.Edit{Action: kb.Modify, Target: kb.SynonymTarget("bee"), After: &kb.Item{Synonym: &kb.Synonym{ID: "bee", Words: []string{"honey bee", "bee"}}}},
		kb.Edit{Action: kb.Add, Target: fact("c"), After: &kb.Item{Fact: &kb.Fact{ID: "c", Statement: "Wasps sting.", Evidence: []kb.Evidence{{Source: "book"}}}}})
	got := kb.Apply(b.curated, b.heads())
	if s := got.Source("book"); s == nil || s.Title != "A book" {
		t.Errorf("source %+v", s)
	}
	if want := "[[honey bee bee] [wasp yellow jacket]]"; fmt.Sprint(got.Lexicon.Terms) != want {
		t.Errorf("terms %v, want %s", got.Lexicon.Terms, want)
	}
	b.do(kb.Edit{Action: kb.Retire, Target: kb.SourceTarget("book")})
	if s := kb.Apply(b.curated, b.heads()).Source("book"); s == nil || s.Title != "unknown" {
		t.Errorf("a fact lost its source: %+v", s)
	}
}

func TestDraftRefuses(t *testing.T) {
	b := &bench{t: t, curated: hive(t)}
	b.do(change("a", "Bees fly."), kb.Edit{Action: kb.Retire, Target: fact("b")}) // 1, 2
	for _, c := range []struct {
		name string
		edit kb.Edit
		want error
		says string
	}{
		{"an old revision", kb.Edit{Action: kb.Modify, Target: fact("a"), BasedOn: 7, After: item("a", "x")}, kb.ErrConflict, "revision 1"},
		{"adding what is there", kb.Edit{Action: kb.Add, Target: fact("a"), After: item("a", "x")}, kb.ErrInvalid, "already"},
		{"changing what is not there", change("z", "x"), kb.ErrInvalid, "not in the base"},
		{"changing what is retired", change("b", "x"), kb.ErrInvalid, "restore it"},
		{"retiring twice", kb.Edit{Action: kb.Retire, Target: fact("b")}, kb.ErrInvalid, "cannot be retired"},
		{"restoring what is not retired", kb.Edit{Action: kb.Restore, Target: fact("a")}, kb.ErrInvalid, "not retired"},
		{"going back to another fact's revision", kb.Edit{Action: kb.Revert, Target: fact("a"), To: 2}, kb.ErrNotFound, "no revision 2"},
		{"going back to no curated fact", kb.Edit{Action: kb.Revert, Target: fact("z")}, kb.ErrInvalid, "retire it"},
		{"another fact's content", kb.Edit{Action: kb.Modify, Target: fact("a"), After: item("b", "x")}, kb.ErrInvalid, "missing"},
		{"no content", kb.Edit{Action: kb.Modify, Target: fact("a")}, kb.ErrInvalid, "missing"},
		{"no action", kb.Edit{Action: "burn", Target: fact("a")}, kb.ErrInvalid, "not an action"},
	} {
		_, err := b.try(c.edit)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %v with %q", c.name, err, c.want, c.says)
		}
	}
	b.do(kb.Edit{Action: kb.Revert, Target: fact("b"), To: 2}) // retired again, as in a collision settled
	b.do(kb.Edit{Action: kb.Restore, Target: fact("b")})
	if h := b.head(fact("b")); h.After == nil || h.State != kb.Curated {
		t.Errorf("restored: %+v", h)
	}
}

func TestCollisions(t *testing.T) {
	b := &bench{t: t, curated: hive(t)}
	b.do(change("a", "Bees fly."), kb.Edit{Action: kb.Retire, Target: fact("b")},
		kb.Edit{Action: kb.Add, Target: fact("c"), After: item("c", "Wasps sting.")})
	if got, err := kb.Collisions(b.curated, b.heads()); err != nil || len(got) != 0 {
		t.Errorf("nothing was updated: %v, %v", got, err)
	}
	// The curated base is updated: a says something else, b too, c comes in word
	// for word as the server has it.
	now := kb.With(kb.With(kb.With(b.curated, *item("a", "Bees waggle.").Fact), *item("b", "The queen sleeps.").Fact), *item("c", "Wasps sting.").Fact)
	b.curated = now
	if says(kb.Apply(now, b.heads()), "a") != "Bees fly." {
		t.Error("the update was applied silently")
	}
	got, err := kb.Collisions(now, b.heads())
	if err != nil || len(got) != 2 || got[0].Target.ID != "a" || got[0].Was.Fact.Statement != "Bees dance." || got[0].Now.Fact.Statement != "Bees waggle." {
		t.Fatalf("%+v, %v", got, err)
	}
	b.do(got[0].Take(), got[1].Keep())
	base := kb.Apply(now, b.heads())
	if left, err := kb.Collisions(now, b.heads()); err != nil || len(left) != 0 || says(base, "a") != "Bees waggle." || says(base, "b") != "" {
		t.Errorf("left %v, a %q, b %q, %v", left, says(base, "a"), says(base, "b"), err)
	}
	b.curated = kb.NewBase(now.Facts[1:], now.Sources, kb.Lexicon{})
	if got, err = kb.Collisions(b.curated, []kb.Revision{{Target: fact("a"), State: kb.Own, After: item("a", "Bees fly."), Curated: item("a", "Bees waggle.")}}); err != nil || len(got) != 1 || got[0].Now != nil {
		t.Errorf("a curated fact went: %+v, %v", got, err)
	}
	if e := got[0].Take(); e.Action != kb.Retire {
		t.Errorf("taking what went: %+v", e)
	}
}

func TestDiff(t *testing.T) {
	before, after := item("a", "Bees dance."), item("a", "Bees fly.")
	before.Fact.Ask = map[string][]string{"en": {"What?"}, "de": {"Was?"}}
	after.Fact.Ask = map[string][]string{"en": {"What?", "How?"}, "de": {"Was?"}}
	after.Fact.Figure = &kb.Figure{Qualifier: kb.Over, Value: 3, Unit: "bees"}
	before.Fact.Topics = []string{"bees"}
	got, err := kb.Diff(before, after)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"statement: Bees dance. → Bees fly.",
		"figure: nothing → qualifier over, value 3, unit bees",
		"ask.en: What? → What?; How?",
		"topics: bees → nothing",
	}
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i, d := range got {
		if d.String() != want[i] {
			t.Errorf("%s, want %s", d, want[i])
		}
	}
	if got, err := kb.Diff(nil, item("a", "x")); err != nil || len(got) != 3 || got[1].Before != "" {
		t.Errorf("something new: %v, %v", got, err)
	}
	if got, err := kb.Diff(before, before); err != nil || len(got) != 0 {
		t.Errorf("the same: %v, %v", got, err)
	}
}

func TestMerge(t *testing.T) {
	was := item("a", "Bees dance.")
	was.Fact.Ask = map[string][]string{"en": {"What?", "Eh?"}}
	was.Fact.Text = map[string]kb.Text{"de": {Statement: "Bienen tanzen."}}
	edit := func(f func(*kb.Fact)) *kb.Item {
		c, err := kb.Tidy(was)
		if err != nil {
			t.Fatal(err)
		}
		f(c.Fact)
		return c
	}
	t.Run("apart", func(t *testing.T) {
		ours := edit(func(f *kb.Fact) { f.Answer = "they dance"; f.Ask["en"] = []string{"What?", "How?"} })
		theirs := edit(func(f *kb.Fact) { f.Topics = []string{"bees"}; f.Ask["en"] = append(f.Ask["en"], "Why?"); f.Text = nil })
		got, over, err := kb.Merge(was, ours, theirs)
		if err != nil || len(over) != 0 {
			t.Fatalf("%v, %v", over, err)
		}
		f := got.Fact
		if f.Answer != "they dance" || len(f.Topics) != 1 || fmt.Sprint(f.Ask["en"]) != "[What? Why? How?]" || f.Text != nil || f.Statement != "Bees dance." {
			t.Errorf("%+v", f)
		}
	})
	t.Run("overlapping", func(t *testing.T) {
		ours := edit(func(f *kb.Fact) { f.Statement = "Bees fly."; f.Answer = "fly" })
		theirs := edit(func(f *kb.Fact) { f.Statement = "Bees sing." })
		got, over, err := kb.Merge(was, ours, theirs)
		if err != nil || len(over) != 1 || over[0] != (kb.Overlap{Field: "statement", Was: "Bees dance.", Ours: "Bees fly.", Theirs: "Bees sing."}) {
			t.Fatalf("%v, %v", over, err)
		}
		if got.Fact.Statement != "Bees sing." || got.Fact.Answer != "fly" {
			t.Errorf("%+v", got.Fact)
		}
	})
	t.Run("the same twice", func(t *testing.T) {
		ours := edit(func(f *kb.Fact) { f.Statement = "Bees fly." })
		if got, over, err := kb.Merge(was, ours, ours); err != nil || len(over) != 0 || got.Fact.Statement != "Bees fly." {
			t.Errorf("%v, %v", over, err)
		}
	})
	t.Run("another thing", func(t *testing.T) {
		if _, _, err := kb.Merge(was, was, item("b", "x")); !errors.Is(err, kb.ErrInvalid) {
			t.Error(err)
		}
	})
}

func TestIDsFromWords(t *testing.T) {
	b := hive(t)
	for statement, want := range map[string]kb.FactID{
		"Bees fly, 3 km a day!": "bees-fly-3-km-a-day", "a": "a-2", "?!": "fact", "蜜蜂跳舞。": "蜜蜂跳舞",
		strings.Repeat("long ", 40): kb.FactID(strings.TrimSuffix(strings.Repeat("long-", 12), "-")),
	} {
		if got := kb.NewFactID(b, statement); got != want {
			t.Errorf("%q gives %q, want %q", statement, got, want)
		}
	}
	if got := kb.NewSourceID(b, "unknown"); got != "source" {
		t.Errorf("a source without title: %q", got)
	}
}

// FuzzItem holds that what is written reads as the same, and is written alike.
func FuzzItem(f *testing.F) {
	f.Add("Bees dance.", "dance", "What?", "2025", "unknown")
	f.Add("  a: 'b' \"c\"\n- d", "#x", "{y}", "2025-06", "\t")
	f.Fuzz(func(t *testing.T, statement, answer, ask, period, note string) {
		p, err := kb.ParsePeriod(period)
		if err != nil {
			t.Skip()
		}
		for _, i := range []*kb.Item{
			{Fact: &kb.Fact{ID: "a", Statement: statement, Answer: answer, Period: p, Evidence: []kb.Evidence{{Source: "src"}}, Ask: map[string][]string{"en": {ask}}}},
			{Source: &kb.Source{ID: "s", Title: answer, Note: note}},
			{Synonym: &kb.Synonym{ID: "s", Words: []string{answer, ask}}},
		} {
			once, err := kb.Tidy(i)
			if err != nil {
				continue // refused in words
			}
			first, err := kb.FormatItem(once)
			if err != nil {
				t.Fatal(err)
			}
			twice, err := kb.ParseItem(i.Target(), first)
			if err != nil {
				t.Fatalf("%q does not read back: %v", first, err)
			}
			if second, err := kb.FormatItem(twice); err != nil || first != second {
				t.Fatalf("%q became %q, %v", first, second, err)
			}
		}
	})
}
