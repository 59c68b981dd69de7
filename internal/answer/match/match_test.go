package match_test

import (
	"fmt"
	"reflect"
	"testing"

	"autofacts/internal/answer/match"
)

// shop is a small base with plenty of examples for some entries and one or none
// for others.
func shop() []match.Entry {
	return []match.Entry{
		{Texts: []string{"when do you open", "what are your opening hours", "are you open on sunday", "how late is the shop open"}},
		{Texts: []string{"how do i return a parcel", "can i send something back", "what is your return policy"}},
		{Texts: []string{"do you ship abroad", "can you deliver to canada"}, Statement: "We deliver to forty countries."},
		{Statement: "A gift card is valid for three years."},
		{}, // empty
		{Texts: []string{"你们几点开门", "周日营业吗"}},
		{Texts: []string{"Was kostet der Versand?", "Wie hoch sind die Versandkosten?"}},
	}
}

func TestRankFindsTheEntry(t *testing.T) {
	m := match.Train(shop(), match.Options{})
	for _, c := range []struct {
		utterance string
		entry     int
	}{
		{"what time do you open on sundays?", 0},
		{"returning a parcel", 1},
		{"can i retrun somthing", 1}, // misspelt
		{"delivery to Canada??", 2},
		{"how long is a gift card valid", 3},
		{"星期天几点开门", 5},
		{"Versandkosten", 6},
	} {
		hits := m.Rank(c.utterance, 3)
		if len(hits) == 0 || hits[0].Entry != c.entry {
			t.Errorf("Rank(%q) = %v, want entry %d first", c.utterance, hits, c.entry)
		}
	}
}

func TestRankOfNothingIsNothing(t *testing.T) {
	m := match.Train(shop(), match.Options{})
	for _, u := range []string{"", " ", "?!", "\u0301", "🙂"} {
		if hits := m.Rank(u, 5); len(hits) != 0 {
			t.Errorf("Rank(%q) = %v, want none", u, hits)
		}
	}
	if hits := match.Train(nil, match.Options{}).Rank("when do you open", 5); len(hits) != 0 {
		t.Errorf("an empty base gives %v", hits)
	}
	if hits := m.Rank("open", 0); hits != nil {
		t.Errorf("k = 0 gives %v", hits)
	}
}

func TestRankLeavesOutEmptyEntries(t *testing.T) {
	m := match.Train(shop(), match.Options{})
	hits := m.Rank("opening hours", 100)
	if len(hits) != len(shop())-1 {
		t.Errorf("%d hits, want every entry but the empty one", len(hits))
	}
	for i, h := range hits {
		if h.Entry == 4 {
			t.Error("the empty entry is ranked")
		}
		if i > 0 && h.Raw > hits[i-1].Raw {
			t.Errorf("hit %d is above hit %d", i, i-1)
		}
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	one := match.Train(shop(), match.Options{Workers: 1})
	three := match.Train(shop(), match.Options{Workers: 3})
	for _, u := range []string{"open sunday", "return", "ship to canada", "unrelated words", "营业"} {
		if a, b := one.Rank(u, 9), three.Rank(u, 9); !reflect.DeepEqual(a, b) {
			t.Errorf("Rank(%q): %v with one worker, %v with three", u, a, b)
		}
	}
}

// On a base with more examples than an entry is trained against, negatives are
// mined: each entry is found all the same, by any number of workers.
func TestTrainMinesNegatives(t *testing.T) {
	var entries []match.Entry
	for i := range 120 {
		w := func(k int) string { // no two entries have one alike
			return fmt.Sprintf("%c%c%c%c", "bcdfghjklm"[i%10], "aeiou"[k], "npqrstvwxyzb"[i/10], "aeiou"[i%5])
		}
		entries = append(entries, match.Entry{Texts: []string{
			"how many " + w(0) + " in " + w(1), "the number of " + w(0) + " of " + w(1), w(1) + " " + w(0) + " count"}})
	}
	one, three := match.Train(entries, match.Options{Workers: 1}), match.Train(entries, match.Options{Workers: 3})
	for i, e := range entries {
		hits := one.Rank(e.Texts[0], 3)
		if len(hits) == 0 || hits[0].Entry != i {
			t.Errorf("Rank(%q) = %v, want entry %d first", e.Texts[0], hits, i)
		}
		if again := three.Rank(e.Texts[0], 3); !reflect.DeepEqual(hits, again) {
			t.Errorf("Rank(%q): %v with one worker, %v with three", e.Texts[0], hits, again)
		}
	}
}

func FuzzRank(f *testing.F) {
	m := match.Train(shop(), match.Options{})
	for _, s := range []string{"when do you open", "can't I return it?", "几点", "Ünïcödé ﬁ ３", "\xff\xfe", "a\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, u string) {
		a, b := m.Rank(u, 4), m.Rank(u, 4)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("two calls differ: %v, %v", a, b)
		}
		for i, h := range a {
			if !(h.Score >= 0 && h.Score <= 1) || h.Entry < 0 || h.Entry >= len(shop()) {
				t.Fatalf("hit %v is out of range", h)
			}
			if i > 0 && h.Raw > a[i-1].Raw {
				t.Fatalf("hits are out of order: %v", a)
			}
		}
		if c := m.Rank(" "+u+" ?", 4); !reflect.DeepEqual(a, c) {
			t.Fatalf("spaces and a question mark matter: %v, %v", a, c)
		}
	})
}

func BenchmarkRank100(b *testing.B) {
	m := match.Train(facts(100, 5), match.Options{})
	b.ReportAllocs()
	for b.Loop() {
		m.Rank("how many w7 cars did w12 sell in w3", 5)
	}
}

func BenchmarkTrain100(b *testing.B) {
	e := facts(100, 5)
	for b.Loop() {
		match.Train(e, match.Options{})
	}
}

// facts makes up a base of so many entries and texts.
func facts(n, texts int) []match.Entry {
	out := make([]match.Entry, n)
	ask := []string{"how many %s cars did %s sell in %s", "%s cars of %s in %s", "what was the %s figure of %s for %s", "%s by %s %s", "tell me %s of %s during %s"}
	for i := range out {
		for k := range texts {
			a, b, c := fmt.Sprint("w", i%97), fmt.Sprint("w", i%13+i/97), fmt.Sprint("w", i/7)
			out[i].Texts = append(out[i].Texts, fmt.Sprintf(ask[k%len(ask)], a, b, c))
		}
	}
	return out
}

func TestSimilarIsACosine(t *testing.T) {
	m := match.Train(shop(), match.Options{})
	word := func(s string) match.Word {
		w, ok := m.Word(s)
		if !ok {
			t.Fatalf("%q has no vector", s)
		}
		return w
	}
	if got := m.Similar(word("ship"), word("ship")); got != 1 {
		t.Errorf("a word is %v similar to itself, want 1", got)
	}
	if near, far := m.Similar(word("parcel"), word("package")), m.Similar(word("parcel"), word("sunday")); near <= far {
		t.Errorf("parcel is %v similar to package and %v to sunday, want the first larger", near, far)
	}
}
