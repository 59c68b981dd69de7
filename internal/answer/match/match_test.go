package match_test

import (
	"fmt"
	"math"
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

// In a large base an entry with a single example has its margin from its
// centroid, so that its own example scores a fixed margin: vectors are
// √(1+1+1.0963²) = 1.7894 long at 550 examples of 530 entries, √2 where no word
// has a vector. Entries with more examples are trained. Both are found, side by side.
func TestTrainEstimatesSingleExamples(t *testing.T) {
	entries, _ := bare(520)
	asked, _ := phrased(10)
	entries = append(entries, asked...)
	entries[0] = match.Entry{Texts: []string{entries[0].Statement}}
	m := match.Train(entries, match.Options{})
	for i, e := range entries {
		text, slope, constant := e.Statement, .7, -1.06
		if len(e.Texts) > 0 {
			text, slope, constant = e.Texts[0], .85, -1.1
		}
		hits := m.Rank(text, 2)
		if hits[0].Entry != i {
			t.Fatalf("Rank(%q) = %v, want entry %d first", text, hits, i)
		}
		got := hits[0].Margin
		if len(e.Texts) == 3 {
			if got < 0 {
				t.Errorf("entry %d, trained, does not take its own example: %v", i, hits[0])
			}
			continue
		}
		if math.Abs(got-slope*1.7894-constant) > 1e-4 && math.Abs(got-slope*math.Sqrt2-constant) > 1e-4 {
			t.Errorf("entry %d has the margin %.5f, want that of its centroid", i, got)
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
