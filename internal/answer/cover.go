// Coverage: what the candidates of a question have of its words, looked up once
// by walking the lists of the words and not fact by fact.

package answer

import "math"

// A key is a word, phrase or name that facts are found by.
type key struct {
	idf     float64
	n       int       // how many facts have it
	english bool      // some fact has it in a text that is English, or it is of the lexicon
	at      []posting // those, changed ones last; none in a large base
}

// A posting says how a fact has a key.
type posting struct {
	doc     int32
	own     bool    // in its own words
	foreign bool    // only in texts of other languages
	cover   float64 // how well it covers the key
	in      []int32 // its wordings that have the key
}

// idfOf gives what a key tells, 0 for one that no fact has.
func (ix *Index) idfOf(k string) float64 {
	if at := ix.known.at(k); at != nil {
		return at.idf
	}
	return 0
}

// coverage holds, for the candidates of a question, how well each covers each of
// its terms, and how much each wording of a candidate has in common with it.
type coverage struct {
	n         int       // candidates
	best, own []float64 // by term and candidate
	first     []int32   // by candidate: where its wordings begin in dots
	dots      []float64
}

// of gives how well candidate i covers term k, by the best alternative, and how
// well in its own words.
func (v *coverage) of(i, k int) (best, own float64) { return v.best[k*v.n+i], v.own[k*v.n+i] }

// wordings gives what each wording of candidate i has of the question's terms:
// the sum of squared weights, each term by the first alternative that stands there.
func (v *coverage) wordings(i int) []float64 { return v.dots[v.first[i]:v.first[i+1]] }

// reset makes room for n terms and the candidates docs.
func (v *coverage) reset(ix *Index, terms int, docs []int32) {
	v.n = len(docs)
	v.best, v.own = make([]float64, terms*v.n), make([]float64, terms*v.n)
	v.first = make([]int32, v.n+1)
	for i, d := range docs {
		v.first[i+1] = v.first[i] + int32(len(ix.docs[d].phrases))
	}
	v.dots = make([]float64, v.first[v.n])
}

// meet adds w to those wordings of candidate i in which term k has not been found
// yet; seen holds for each wording the last term found in it, from 1.
func (v *coverage) meet(seen []int, i, k int, wordings []int32, w float64) {
	from := v.first[i]
	for _, x := range wordings {
		if seen[from+x] != k+1 {
			seen[from+x] = k + 1
			v.dots[from+x] += w
		}
	}
}

// cover walks the lists of the question's terms for the candidates docs.
func (ix *Index) cover(q *query, docs []int32) {
	v := &q.covered
	v.reset(ix, len(q.terms), docs)
	place := make([]int32, len(ix.docs)) // by fact: its place among the candidates, from 1
	for i, d := range docs {
		place[d] = int32(i) + 1
	}
	seen := make([]int, len(v.dots))
	walk := func(k int, main bool) {
		for _, a := range q.alts[k] {
			if a.known == nil {
				continue
			}
			w := a.known.idf * a.known.idf * a.strength
			for j := range a.known.at {
				p := &a.known.at[j]
				i := place[p.doc] - 1
				if i < 0 || p.foreign && q.lang == "en" {
					continue
				}
				at := k*v.n + int(i)
				v.best[at] = math.Max(v.best[at], p.cover*a.strength)
				if p.own {
					v.own[at] = math.Max(v.own[at], a.strength)
				}
				if !main {
					continue
				}
				v.meet(seen, int(i), k, p.in, w)
			}
		}
	}
	for _, k := range q.main {
		walk(k, true)
	}
	for _, k := range q.context {
		walk(k, false)
	}
}

// coverOf gives how well a fact that need not be a candidate covers a word, by
// its best alternative, and how well in the fact's own words.
func coverOf(q *query, d *doc, alts []alternative) (best, own float64) {
	for _, a := range alts {
		if q.lang == "en" && d.foreign[a.key] {
			continue
		}
		best = math.Max(best, d.cover[a.key]*a.strength)
		if d.own[a.key] {
			own = math.Max(own, a.strength)
		}
	}
	return best, own
}
