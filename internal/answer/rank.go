// Ranking: the facts that share words with a question, best first.

package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"autofacts/internal/answer/match"
	"autofacts/internal/answer/text"
)

// A candidate is a fact that may answer, with what speaks for and against it.
type candidate struct {
	doc    int
	at     int // its place in the query's coverage
	feat   features
	score  float64
	veto   []string // what the question names and the fact does not have, for people
	vetoBy string   // which rule
	miss   []int    // main terms that the fact does not cover
}

// An alternative is a key under which a fact may hold a word of a question, and
// how well it stands for the word.
type alternative struct {
	key      string
	strength float64
	known    *key // nil for one that no fact has
}

// alternatives gives the keys under which a fact may hold a term: its own, and,
// for a word that no fact has, those of words with a common sense.
func (ix *Index) alternatives(t *term) []alternative {
	var out []alternative
	known := false
	for i, k := range t.keys {
		if at := ix.knownTo(t, k); at != nil {
			s := 1.0
			if i > 0 && strings.HasPrefix(k, t.norm) && len(t.keys) > 1 && len(k) < len(t.keys[0]) {
				s = .6
			}
			out = append(out, alternative{k, s, at})
			known = true
		}
	}
	for _, k := range t.inner {
		if at := ix.knownTo(t, k); at != nil {
			out = append(out, alternative{k, coverInner, at})
		}
	}
	if t.class == className && known {
		return out
	}
	if !known {
		if w := ix.spell.same(t.norm); w != "" {
			if k := ix.keyOf(w); k != "" {
				out = append(out, alternative{k, coverSounds, ix.known.at(k)})
			}
		}
	}
	if t.end-t.start == 1 && t.class != classNumber {
		for id := range strings.SplitSeq(text.English().Senses(t.norm), " ") {
			for _, k := range ix.senses.at(id) {
				if !slices.Contains(t.keys, k) {
					if at := ix.knownTo(t, k); at != nil {
						out = append(out, alternative{k, coverSynonym, at})
					}
					if cs := ix.lex.phrases[k]; len(cs) > 0 {
						out = append(out, alternative{cs[0], coverSynonym, ix.known.at(cs[0])})
					}
				}
			}
		}
	}
	if t.class == classNumber || t.class == classUnknown || t.class == className {
		return out
	}
	for _, g := range t.kin {
		for _, k := range ix.kin.at(g) {
			at := ix.knownTo(t, k)
			if at != nil && !slices.Contains(t.keys, k) && !ix.lex.differs(k, t.keys) && !slices.ContainsFunc(out, func(a alternative) bool { return a.key == k }) {
				out = append(out, alternative{k, coverKin, at})
			}
		}
	}
	return out
}

// knownTo gives a key as a term may be found by it, or nil: an English word is not
// found by words of other languages.
func (ix *Index) knownTo(t *term, k string) *key {
	at := ix.known.at(k)
	if at != nil && !at.english && !t.foreign {
		return nil
	}
	return at
}

// keyOf gives the key under which the index has a word of the base, or "".
func (ix *Index) keyOf(w string) string {
	st := ix.words.at(w).stem
	if cs := ix.lex.phrases[st]; len(cs) > 0 {
		return cs[0]
	}
	if ix.known.at(st) != nil {
		return st
	}
	return ""
}

// maxScored is how many facts are scored in full; the right one is seldom below
// the twentieth by covered weight alone.
const maxScored = 32

// rank scores the facts that share a word with the question and gives the
// maxCandidates best, best first: of those that cover most of it and those that
// the matcher names.
func (ix *Index) rank(q *query) []candidate {
	q.alts = make([][]alternative, len(q.terms))
	for _, k := range q.main {
		q.alts[k] = ix.alternatives(&q.terms[k])
	}
	for _, k := range q.context {
		q.alts[k] = ix.alternatives(&q.terms[k])
	}
	touched := ix.near(q)
	hits := make([]match.Hit, len(touched), len(touched)+maxCandidates)
	for _, h := range ix.matcher().Rank(q.asking, maxCandidates) {
		if i := slices.Index(touched, int32(h.Entry)); i >= 0 {
			hits[i] = h
		} else {
			touched, hits = append(touched, int32(h.Entry)), append(hits, h)
		}
	}
	if ix.found != nil {
		ix.coverEach(q, touched)
	} else {
		ix.cover(q, touched)
	}
	scored := make([]candidate, len(touched))
	order := make([]int, len(touched)) // candidates are large: their places are sorted
	for i, d := range touched {
		scored[i] = candidate{doc: int(d), at: i}
		ix.score(q, &scored[i], hits[i])
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		if c := cmp.Compare(scored[j].score, scored[i].score); c != 0 {
			return c
		}
		return cmp.Compare(scored[i].doc, scored[j].doc)
	})
	out := make([]candidate, min(len(order), maxCandidates))
	for k := range out {
		out[k] = scored[order[k]]
	}
	return out
}

// near gives the docs that cover most of a question, best first.
func (ix *Index) near(q *query) []int32 {
	if ix.found != nil {
		return ix.find(q)
	}
	covered := make([]float64, len(ix.docs))
	var touched []int32
	note := func(k int, factor float64) {
		for _, a := range q.alts[k] {
			if a.known == nil {
				continue
			}
			w := (q.terms[k].weight + .01) * a.strength * factor
			for i := range a.known.at {
				p := &a.known.at[i]
				if p.foreign && q.lang == "en" {
					continue
				}
				if covered[p.doc] == 0 {
					touched = append(touched, p.doc)
				}
				covered[p.doc] += w * p.cover
			}
		}
	}
	for _, k := range q.main {
		note(k, 1)
	}
	for _, k := range q.context {
		note(k, weighContext)
	}
	return mostCovering(touched, covered)
}

// mostCovering moves the maxScored docs that cover most to the front, in order,
// and gives them; of two alike, the lower number.
func mostCovering(docs []int32, covered []float64) []int32 {
	n := 0
	for _, d := range docs {
		if n == maxScored && !(covered[d] > covered[docs[n-1]] || covered[d] == covered[docs[n-1]] && d < docs[n-1]) {
			continue
		}
		n = min(n+1, maxScored)
		at := n - 1
		for at > 0 && (covered[docs[at-1]] < covered[d] || covered[docs[at-1]] == covered[d] && docs[at-1] > d) {
			docs[at] = docs[at-1]
			at--
		}
		docs[at] = d
	}
	return docs[:n]
}

// score weighs one fact against the question.
func (ix *Index) score(q *query, c *candidate, h match.Hit) {
	d := ix.docs[c.doc]
	total, covered, own := 0.0, 0.0, 0.0
	for _, k := range q.main {
		t := &q.terms[k]
		best, bestOwn := q.covered.of(c.at, k)
		total += t.weight
		covered += t.weight * best
		own += t.weight * bestOwn
		if best < coverBeside {
			c.miss = append(c.miss, k)
		}
		if best < coverBeside && !ix.everywhere(t) {
			c.feat.lack(t, t.weight*(1-best))
			ix.count(q, d, k, &c.feat)
		}
	}
	for _, k := range q.context {
		if best, _ := q.covered.of(c.at, k); best > 0 {
			w := q.terms[k].weight * weighContext
			total, covered, own = total+w, covered+w*best, own+w*best
		}
	}
	if total > 0 {
		c.feat.cover, c.feat.own = covered/total, own/total
	}
	ix.similarity(q, d, c)
	ix.fit(q, d, c)
	if c.feat.mName > 0 {
		c.feat.hasName = 1
	}
	if c.feat.mNoun > 0 {
		c.feat.hasNoun = 1
	}
	if len(d.fact.Ask) == 0 {
		c.feat.bare = 1
	}
	if len(d.fact.List) > 0 {
		c.feat.listed = 1 - c.feat.example
	}
	c.feat.learnt, c.feat.margin, c.feat.cosine = h.Sure, math.Max(-1, h.Margin), h.Cosine
	if h.Score == 0 {
		c.feat.margin = -1
	}
	c.score = c.feat.rank()
}
