// Several questions in one utterance, answered one by one.

package answer

import (
	"strings"
	"sync"
)

// maxParts is how many questions one utterance may hold.
const maxParts = 4

// sureSingle is from which confidence a question that could be cut in two is
// answered by one fact that covers all of it.
const sureSingle = 0.6

// multi answers an utterance that holds several questions, or one question
// about several things, where no one fact covers it.
func (t *turn) multi(q *query) (Reply, bool) {
	parts := t.ix.parts(q)
	if len(parts) < 2 {
		return Reply{}, false
	}
	if len(t.ix.cuts(q)) == 0 && t.oneFact(q) {
		return Reply{}, false
	}
	t.why.add("read as %d questions: %q", len(parts), parts)
	r := Reply{Outcome: Answered, Confidence: 1}
	held := 0
	for _, one := range t.each(parts) {
		if one.Outcome == Answered {
			held++
			r.Answers = merge(r.Answers, one.Answers)
			if one.Derived != nil {
				r.Derived, r.Lead = one.Derived, one.Lead
			}
		} else {
			r.Missing = append(r.Missing, one.Missing...)
			r.Notes = append(r.Notes, sayHalf(one.Missing))
		}
		r.Confidence = min(r.Confidence, max(one.Confidence, .5))
	}
	if held == 0 || len(r.Answers) < 2 && held == len(parts) {
		return Reply{}, false
	}
	if len(r.Missing) == 0 && held < len(parts) {
		r.Missing = []string{"the other part"}
	}
	return r, true
}

// oneFact reports whether one fact covers all of a question that could be cut.
func (t *turn) oneFact(q *query) bool {
	best, cands := t.ix.best(q, nil)
	return best >= 0 && len(cands[best].miss) == 0 && confidence(cands, best) >= sureSingle && t.ix.coversParts(q, cands[best].doc)
}

// each answers the parts side by side: they know nothing of each other.
func (t *turn) each(parts []string) []Reply {
	out := make([]Reply, len(parts))
	var wg sync.WaitGroup
	for i, p := range parts[1:] {
		wg.Go(func() { out[i+1] = t.part(p) })
	}
	out[0] = t.part(parts[0])
	wg.Wait()
	return out
}

func (t *turn) part(s string) Reply {
	sub := turn{ix: t.ix, q: t.q, clean: s, lang: t.lang, why: nil, depth: t.depth + 1}
	qy := sub.query()
	if r, ok := sub.derived(qy); ok {
		return r
	}
	return sub.single(qy)
}

// merge adds answers that are not there yet.
func merge(have, more []Answer) []Answer {
	for _, a := range more {
		found := false
		for i := range have {
			found = found || have[i].Fact == a.Fact
		}
		if !found {
			have = append(have, a)
		}
	}
	return have
}

func sayHalf(missing []string) string {
	if len(missing) == 0 {
		return "The other part is not in the fact base."
	}
	return "Not in the fact base: " + strings.Join(missing, ", ") + "."
}

// coversParts reports whether a fact has both of a pair in its own words.
func (ix *Index) coversParts(q *query, di int) bool {
	a, b, ok := ix.pair(q)
	if !ok {
		return true
	}
	d := ix.docs[di]
	has := func(t *term) bool {
		if t.class == classNumber {
			if isYear(q, t) {
				return true
			}
			return ix.hasFigure(d, ordinalAt(q, t))
		}
		for _, k := range t.keys {
			if d.own[k] || d.names[k] || len(d.fact.List) > 0 && d.cover[k] > 0 {
				return true
			}
		}
		return false
	}
	return has(a) && has(b)
}
