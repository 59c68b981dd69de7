// Large bases: the candidates of a question are found by an index of its own
// instead of in lists of every word.

package answer

import (
	"maps"
	"math"
	"slices"
	"strings"

	"autofacts/internal/answer/search"
)

const (
	// largeBase is from how many facts on a base is large: then the lists of common
	// words are longer than what is looked up for the candidates alone.
	largeBase = 2000
	// largeFound is how many candidates are taken from a large base.
	largeFound = 48
	// largeSuggested is how many facts are looked at for a text being typed.
	largeSuggested = 200
)

// enlarge gives a large base its index and lets go of the lists.
func (ix *Index) enlarge() {
	docs := make([]search.Doc, len(ix.docs))
	for i, d := range ix.docs {
		docs[i] = search.Doc{ID: search.ID(i), Text: keyText(maps.Keys(d.cover))}
	}
	ix.found = search.New(docs, search.Options{})
	for _, k := range ix.known.shared {
		k.at = nil
	}
}

// keyText gives keys as words of a text, the same for the same keys.
func keyText(keys func(yield func(string) bool)) string {
	var b strings.Builder
	for _, k := range slices.Sorted(keys) {
		b.WriteString(keyWord(k))
		b.WriteByte(' ')
	}
	return b.String()
}

// keyWord gives a key as one word: "n:old-mill" would be three.
func keyWord(k string) string {
	if !strings.ContainsAny(k, ":- '.") {
		return k
	}
	return "key" + keyLetters.Replace(k)
}

var keyLetters = strings.NewReplacer(":", "x", "-", "z", " ", "q", "'", "", ".", "j")

// find gives the docs of a large base that share most keys with a question.
func (ix *Index) find(q *query) []int32 {
	var b strings.Builder
	for k := range q.alts {
		for _, a := range q.alts[k] {
			if a.known != nil {
				b.WriteString(keyWord(a.key))
				b.WriteByte(' ')
			}
		}
	}
	return ix.search(b.String(), largeFound)
}

func (ix *Index) search(keys string, most int) []int32 {
	hits := ix.found.Search(make([]search.Hit, 0, most), keys, most)
	out := make([]int32, len(hits))
	for i, h := range hits {
		out[i] = int32(h.ID)
	}
	return out
}

// coverEach does for the candidates docs of a large base what cover does by
// walking lists.
func (ix *Index) coverEach(q *query, docs []int32) {
	v := &q.covered
	v.reset(ix, len(q.terms), docs)
	seen := make([]int, len(v.dots))
	look := func(k int, main bool) {
		for i, di := range docs {
			d, at := ix.docs[di], k*v.n+i
			for _, a := range q.alts[k] {
				c := d.cover[a.key]
				if c == 0 || a.known == nil || q.lang == "en" && d.foreign[a.key] {
					continue
				}
				v.best[at] = math.Max(v.best[at], c*a.strength)
				if d.own[a.key] {
					v.own[at] = math.Max(v.own[at], a.strength)
				}
				if main {
					v.meet(seen, i, k, d.in[a.key], a.known.idf*a.known.idf*a.strength)
				}
			}
		}
	}
	for _, k := range q.main {
		look(k, true)
	}
	for _, k := range q.context {
		look(k, false)
	}
}

// having gives docs that have one of the keys: all of them in a small base, those
// that share most in a large one.
func (ix *Index) having(keys []string) []int32 {
	if ix.found != nil {
		return ix.search(keyText(slices.Values(keys)), largeSuggested)
	}
	var out []int32
	seen := make([]bool, len(ix.docs))
	for _, k := range keys {
		for _, p := range ix.known.at(k).at {
			if !seen[p.doc] {
				seen[p.doc] = true
				out = append(out, p.doc)
			}
		}
	}
	return out
}
