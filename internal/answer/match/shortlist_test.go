package match

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// On a large base the first entry is nearly always that of scoring all entries
// in full, with the same scores up to rounding.
func TestShortListFindsWhatFullScoringDoes(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	english := readBackground(backgroundFile)
	line := func(n int) (s string) {
		for range n {
			s += english.words[int(float64(len(english.words))*rng.Float64()*rng.Float64()*rng.Float64())] + " "
		}
		return s
	}
	var entries []Entry
	for range 1200 {
		entries = append(entries, Entry{Statement: line(10)})
	}
	for i := range 40 {
		entries[i*7] = Entry{Texts: []string{line(6), line(6)}}
	}
	entries[5] = Entry{}
	tune := standard()
	tune.sifted, tune.looked, tune.walked = 100, 40, 3000
	short := train(entries, Options{}, tune)
	tune.exact = len(entries)
	full := train(entries, Options{}, tune)
	if short.base.long == nil || full.base.long != nil {
		t.Fatal("one base is to be large and one is not")
	}
	same := 0
	for i := range 60 {
		q := line(4) + entries[i*5+1].all()[0][:12]
		a, b := full.Rank(q, 1), short.Rank(q, 1)
		if slices.Equal(a, b) || a[0].Entry == b[0].Entry && fmt.Sprintf("%.4f", a[0].Raw) == fmt.Sprintf("%.4f", b[0].Raw) {
			same++
		}
		if b[0].Entry == 5 {
			t.Error("the empty entry is ranked")
		}
	}
	if same < 57 {
		t.Errorf("the first hit is the same for %d of 60 questions, want 57", same)
	}
	if hits := short.Rank(line(5), 2000); len(hits) != 1199 {
		t.Errorf("%d hits when all are asked for, want 1199", len(hits))
	}
}
