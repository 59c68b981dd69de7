package match_test

import (
	"fmt"
	"maps"
	"reflect"
	"sync"
	"testing"

	"autofacts/internal/answer/match"
)

func TestWithAddsChangesAndRemoves(t *testing.T) {
	m := match.Train(shop(), match.Options{})
	garage := match.Entry{Texts: []string{"where can i park my car", "is there a parking garage nearby"}}
	n := m.With(map[int]match.Entry{m.Len(): garage})
	for _, u := range append(garage.Texts, "a garage for parking") {
		if hits := n.Rank(u, 3); len(hits) == 0 || hits[0].Entry != 7 || hits[0].Margin <= 0 {
			t.Errorf("Rank(%q) = %v, want the new entry first", u, hits)
		}
	}
	if m.Len() != 7 || m.Changed() != 0 || n.Len() != 8 || n.Changed() != 1 {
		t.Errorf("Len %d, then %d; Changed %d, then %d", m.Len(), n.Len(), m.Changed(), n.Changed())
	}

	gone := n.With(map[int]match.Entry{0: {}, 7: {}})
	for _, u := range []string{"when do you open", "where can i park my car"} {
		hits := gone.Rank(u, 100)
		if len(hits) != len(shop())-2 { // one is empty, one removed
			t.Errorf("%d hits after two were removed, want %d", len(hits), len(shop())-2)
		}
		for _, h := range hits {
			if h.Entry == 0 || h.Entry == 7 {
				t.Errorf("a removed entry is ranked: %v", h)
			}
		}
	}
	back := gone.With(map[int]match.Entry{0: shop()[0]})
	if hits := back.Rank("when do you open", 1); len(hits) != 1 || hits[0].Entry != 0 {
		t.Errorf("an entry put back is not found: %v", hits)
	}
	other := m.With(map[int]match.Entry{1: {Statement: "The goldfish is called Bubbles."}})
	if hits := other.Rank("name of the goldfish", 1); len(hits) != 1 || hits[0].Entry != 1 {
		t.Errorf("a changed entry is not found: %v", hits)
	}
}

func TestWithNothingIsTheSame(t *testing.T) {
	m := match.Train(shop(), match.Options{})
	if n := m.With(nil); !reflect.DeepEqual(m.Rank("open on sunday", 9), n.Rank("open on sunday", 9)) {
		t.Error("With(nil) ranks otherwise")
	}
	n := m.With(map[int]match.Entry{0: {}}).With(map[int]match.Entry{0: {}})
	if n.Changed() != 1 {
		t.Errorf("one entry, removed twice, is %d changes", n.Changed())
	}
}

func TestWithOfAnEmptyBase(t *testing.T) {
	m := match.Train(nil, match.Options{}).With(map[int]match.Entry{0: shop()[0], 1: shop()[1], -1: shop()[2]})
	for i := range 2 {
		if hits := m.Rank(shop()[i].Texts[0], 5); len(hits) != 2 || hits[0].Entry != i {
			t.Errorf("Rank(%q) = %v, want entry %d first of two", shop()[i].Texts[0], hits, i)
		}
	}
}

// The hits of entries that did not change stay as they are, whatever changes
// beside them, in small bases and in large ones.
func TestWithLeavesOtherHits(t *testing.T) {
	for name, size := range map[string]int{"small": 30, "large": 1100} {
		entries, questions := bare(size)
		asked, more := phrased(12)
		entries, questions = append(entries, asked...), append(questions[:12], more[:12]...)
		m := match.Train(entries, match.Options{})
		changed := map[int]match.Entry{
			3: {}, 10: {Statement: questions[0]}, size + 3: {Texts: []string{"quuxing of " + questions[20], "the quux"}},
			len(entries): {Texts: []string{"frobnication in zembla", "how many frobs has zembla"}},
		}
		n := m.With(changed)
		for _, q := range append(questions, "frobs and quux in the "+questions[5]) {
			was := map[int]match.Hit{}
			for _, h := range m.Rank(q, len(entries)) {
				was[h.Entry] = h
			}
			for _, h := range n.Rank(q, len(entries)) {
				if _, ok := changed[h.Entry]; !ok && was[h.Entry] != h {
					t.Fatalf("%s base, %q: hit %v, was %v", name, q, h, was[h.Entry])
				}
			}
		}
	}
}

// A model of changes is near one that is trained whole: it has the same first
// entry for nearly all questions about what changed, and like scores.
func TestWithIsNearTraining(t *testing.T) {
	for _, k := range bases {
		entries, _ := k.make(70)
		before, changed := append([]match.Entry{}, entries...), map[int]match.Entry{}
		l := newLanguage(30000)
		var questions []string
		for i := 0; i < len(entries); i += 7 {
			before[i] = match.Entry{}
			changed[i] = entries[i]
			text := entries[i].Statement
			if text == "" {
				text = entries[i].Texts[0]
			}
			for range 20 {
				questions = append(questions, l.about(text))
			}
		}
		whole, parts := match.Train(entries, match.Options{}), match.Train(before, match.Options{}).With(changed)
		same, far := 0, 0.0
		for _, q := range questions {
			a, b := whole.Rank(q, 1), parts.Rank(q, 1)
			if a[0].Entry == b[0].Entry {
				same++
			}
			far += max(a[0].Sure-b[0].Sure, b[0].Sure-a[0].Sure) / float64(len(questions))
		}
		t.Logf("%s: %d of %d first entries are the same, Sure differs by %.3f on average", k.kind, same, len(questions), far)
		if same < len(questions)*95/100 || far > .1 {
			t.Errorf("%s: %d of %d first entries are the same, Sure differs by %.3f on average", k.kind, same, len(questions), far)
		}
	}
}

// Readers of a model are not disturbed by changes made from it.
func TestWithWhileOthersRank(t *testing.T) {
	entries, questions := phrased(60)
	m := match.Train(entries, match.Options{})
	want := map[string][]match.Hit{}
	for _, q := range questions[:20] {
		want[q] = m.Rank(q, 5)
	}
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			n := m
			for k := range 5 {
				n = n.With(map[int]match.Entry{i*10 + k: {Texts: []string{fmt.Sprintf("reader %d round %d", i, k)}}, n.Len(): entries[k]})
				n.Rank(questions[k], 5)
			}
		})
		wg.Go(func() {
			for q := range maps.Keys(want) {
				if got := m.Rank(q, 5); !reflect.DeepEqual(got, want[q]) {
					t.Errorf("Rank(%q) = %v while others change, was %v", q, got, want[q])
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkWith(b *testing.B) {
	for _, k := range bases {
		for _, n := range []int{100, 1000, 10000} {
			entries, questions := k.make(n)
			m := match.Train(entries, match.Options{})
			fresh, _ := phrased(8)
			b.Run(fmt.Sprint(k.kind, n), func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					m.With(map[int]match.Entry{i % n: fresh[i%len(fresh)]})
				}
			})
			b.Run(fmt.Sprint(k.kind, n, "rank100"), func(b *testing.B) {
				changed := map[int]match.Entry{}
				for i := range 100 {
					changed[n+i] = entries[i%n]
				}
				m := m.With(changed)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					m.Rank(questions[i%len(questions)], 5)
				}
			})
		}
	}
}
