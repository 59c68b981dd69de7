package match_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"autofacts/internal/answer/match"
)

// common are words that have vectors; the rest of a made-up language has none.
const common = `the of in a to and is was for by on at from with many how what which when year company car plant city
	market price service order delivery customer account export import production sales growth share battery road
	engine factory worker record contract school river museum music film season team league player army war king
	church law court bank tax law vote island mountain station railway airport bridge water energy species`

// language is made-up vocabulary, the commonest word first: words of rank r are
// drawn in proportion to 1/r, as in any real language.
type language struct {
	words []string
	upTo  []float64
	rng   *rand.Rand
}

func newLanguage(words int) *language {
	l := &language{words: strings.Fields(common), rng: rand.New(rand.NewPCG(7, 7))}
	for len(l.words) < words {
		var w strings.Builder
		for range 2 + l.rng.IntN(3) {
			w.WriteByte("bcdfghklmnprstvz"[l.rng.IntN(16)])
			w.WriteByte("aeiou"[l.rng.IntN(5)])
		}
		l.words = append(l.words, w.String()+[]string{"", "n", "s", "ing", "ed", "tion"}[l.rng.IntN(6)])
	}
	sum := 0.0
	for r := range l.words {
		sum += 1 / float64(r+3)
		l.upTo = append(l.upTo, sum)
	}
	return l
}

func (l *language) word() string {
	x := l.rng.Float64() * l.upTo[len(l.upTo)-1]
	lo, hi := 0, len(l.upTo)-1
	for lo < hi {
		if mid := (lo + hi) / 2; l.upTo[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return l.words[lo]
}

func (l *language) line(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = l.word()
	}
	return strings.Join(out, " ")
}

// bare is a base of so many plain statements, and questions about some of them:
// half of a statement's words, and some others.
func bare(n int) (entries []match.Entry, questions []string) {
	l := newLanguage(30000)
	for range n {
		entries = append(entries, match.Entry{Statement: l.line(8 + l.rng.IntN(9))})
	}
	for range 200 {
		questions = append(questions, l.about(entries[l.rng.IntN(n)].Statement))
	}
	return entries, questions
}

func (l *language) about(s string) string {
	words := strings.Fields(s)
	l.rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return "how many " + strings.Join(words[:len(words)/2], " ") + " " + l.line(2)
}

// phrased is a base of so many entries with three example questions each.
func phrased(n int) (entries []match.Entry, questions []string) {
	l := newLanguage(30000)
	for range n {
		key := l.line(5)
		entries = append(entries, match.Entry{Texts: []string{"what is the " + key, l.about(key), l.line(2) + " " + key}})
	}
	for range 200 {
		questions = append(questions, l.about(entries[l.rng.IntN(n)].Texts[0]))
	}
	return entries, questions
}

// bases are what the benchmarks run on.
var bases = []struct {
	kind string
	make func(int) ([]match.Entry, []string)
}{{"bare", bare}, {"phrased", phrased}}

func BenchmarkTrain(b *testing.B) {
	for _, k := range bases {
		for _, n := range []int{100, 1000, 10000, 20000} {
			b.Run(fmt.Sprint(k.kind, n), func(b *testing.B) {
				entries, _ := k.make(n)
				b.ReportAllocs()
				for b.Loop() {
					match.Train(entries, match.Options{})
				}
			})
		}
	}
}

func BenchmarkRank(b *testing.B) {
	for _, k := range bases {
		for _, n := range []int{100, 1000, 10000} {
			b.Run(fmt.Sprint(k.kind, n), func(b *testing.B) {
				entries, questions := k.make(n)
				m := match.Train(entries, match.Options{})
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					m.Rank(questions[i%len(questions)], 5)
				}
			})
		}
	}
}
