package answer

import (
	"math"
	"sort"
	"strings"

	"autofacts/internal/answer/text"
)

// A candidate is a fact that may answer, with what speaks for and against it.
type candidate struct {
	doc    int
	feat   features
	score  float64
	veto   []string // what the question names and the fact does not have, for people
	vetoBy string   // which rule
	miss   []int    // main terms that the fact does not cover
}

// features are what the score is made of; each is between 0 and 1 unless said otherwise.
type features struct {
	cover   float64 // share of the question's weight that the fact covers
	similar float64 // cosine to the nearest wording
	example float64 // cosine to the nearest example question
	own     float64 // share of the question's weight in the fact's own words
	missing float64 // weight of what is not covered, of words that no fact knows; not bounded
	typed   float64 // 1 the fact has what the question's type asks for, 0 not known, -1 it has not
	focus   float64 // 1 the noun asked about is covered, 0 none, -1 it is not
	named   float64 // 1 where a name of the question stands in the fact, -1 where none of them does
	learnt  float64 // the matcher's score
}

// key weights of a question, for similarity
type weighted struct {
	keys   []string
	weight []float64
	alt    [][]alternative
}

type alternative struct {
	key      string
	strength float64
}

// alternatives gives the keys under which a fact may hold a term: its own, and,
// for a word that no fact has, those of words with a common sense.
func (ix *Index) alternatives(t *term) []alternative {
	var out []alternative
	known := false
	for i, k := range t.keys {
		if _, ok := ix.idf[k]; ok {
			s := 1.0
			if i > 0 && strings.HasPrefix(k, t.norm) && len(t.keys) > 1 && len(k) < len(t.keys[0]) {
				s = .6
			}
			out = append(out, alternative{k, s})
			known = true
		}
	}
	if t.class == className && known {
		return out
	}
	if t.end-t.start == 1 && t.class != classNumber {
		for id := range strings.SplitSeq(text.English().Senses(t.norm), " ") {
			for _, k := range ix.senses[id] {
				if !contains(t.keys, k) {
					if _, ok := ix.idf[k]; ok {
						out = append(out, alternative{k, coverSynonym})
					}
					if cs := ix.lex.phrases[k]; len(cs) > 0 {
						out = append(out, alternative{cs[0], coverSynonym})
					}
				}
			}
		}
	}
	return out
}

// rank scores the facts that share a word with the question, best first.
func (ix *Index) rank(q *query) []candidate {
	alts := make([][]alternative, len(q.terms))
	touched := map[int32]bool{}
	note := func(k int) {
		alts[k] = ix.alternatives(&q.terms[k])
		for _, a := range alts[k] {
			for _, d := range ix.postings[a.key] {
				touched[d] = true
			}
		}
	}
	for _, k := range q.main {
		note(k)
	}
	for _, k := range q.context {
		note(k)
	}
	out := make([]candidate, 0, len(touched))
	for d := range touched {
		out = append(out, ix.score(q, int(d), alts))
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].score != out[j].score {
			return out[i].score > out[j].score
		}
		return out[i].doc < out[j].doc
	})
	return out
}

// score weighs one fact against the question.
func (ix *Index) score(q *query, di int, alts [][]alternative) candidate {
	d := ix.docs[di]
	c := candidate{doc: di}
	total, covered, own := 0.0, 0.0, 0.0
	for _, k := range q.main {
		t := &q.terms[k]
		best, bestOwn := coverOf(d, alts[k])
		total += t.weight
		covered += t.weight * best
		own += t.weight * bestOwn
		if best < coverBeside {
			c.miss = append(c.miss, k)
		}
		if best == 0 && !t.inBase {
			c.feat.missing += t.weight
		}
	}
	for _, k := range q.context {
		if best, _ := coverOf(d, alts[k]); best > 0 {
			w := q.terms[k].weight * weighContext
			total, covered, own = total+w, covered+w*best, own+w*best
		}
	}
	if total > 0 {
		c.feat.cover, c.feat.own = covered/total, own/total
	}
	ix.similarity(q, d, alts, &c.feat)
	ix.fit(q, d, alts, &c)
	c.score = c.feat.total()
	return c
}

func coverOf(d *doc, alts []alternative) (best, own float64) {
	for _, a := range alts {
		best = math.Max(best, d.cover[a.key]*a.strength)
		if d.own[a.key] {
			own = math.Max(own, a.strength)
		}
	}
	return best, own
}

// similarity is the cosine between the question and the fact's nearest wording
// and nearest example question, over squared weights.
func (ix *Index) similarity(q *query, d *doc, alts [][]alternative, f *features) {
	norm := 0.0
	for _, k := range q.main {
		norm += q.terms[k].weight * q.terms[k].weight
	}
	if norm == 0 {
		return
	}
	for i := range d.phrases {
		p := &d.phrases[i]
		dot := 0.0
		for _, k := range q.main {
			for _, a := range alts[k] {
				if contains(p.keys, a.key) {
					w := ix.idf[a.key]
					dot += w * w * a.strength
					break
				}
			}
		}
		if dot == 0 || p.norm == 0 {
			continue
		}
		s := math.Min(1, dot/(math.Sqrt(norm)*p.norm))
		f.similar = math.Max(f.similar, s)
		if p.example {
			f.example = math.Max(f.example, s)
		}
	}
}

// fit compares what the question wants with what the fact can give.
func (ix *Index) fit(q *query, d *doc, alts [][]alternative, c *candidate) {
	k := q.want.kind &^ (askYesNo | askList | askWhat | askWhich | askHow)
	switch {
	case k == 0:
	case d.provides&k != 0:
		c.feat.typed = 1
	default:
		c.feat.typed = -1
	}
	for _, t := range q.want.focus {
		best, _ := coverOf(d, alts[t])
		if best >= coverTopic {
			c.feat.focus = 1
		} else if q.terms[t].class != classOther && q.terms[t].class != classVerb && c.feat.focus == 0 {
			c.feat.focus = -1
		}
	}
	names, have := 0.0, 0.0
	for _, k := range q.main {
		t := &q.terms[k]
		if t.class != className || len(t.keys) == 0 {
			continue
		}
		w := math.Max(t.weight, .05)
		names += w
		if best, _ := coverOf(d, alts[k]); best >= coverBeside {
			have += w
		}
	}
	if names > 0 {
		c.feat.named = 2*have/names - 1
	}
}

// The weights of the score, fitted on the golden set and the small bases
// together by logistic regression and rounded; see fit_test.go.
const (
	wBase    = -3.0
	wCover   = 3.0
	wSimilar = 1.6
	wExample = 1.2
	wOwn     = 0.6
	wMissing = -1.2
	wTyped   = 0.5
	wFocus   = 0.4
	wNamed   = 0.4
	wLearnt  = 0.0
)

// total is the log-odds that the fact answers.
func (f features) total() float64 {
	return wBase + wCover*f.cover + wSimilar*f.similar + wExample*f.example + wOwn*f.own + wMissing*f.missing +
		wTyped*f.typed + wFocus*f.focus + wNamed*f.named + wLearnt*f.learnt
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
