// Questions that set two things against each other.

package answer

import (
	"fmt"
	"strings"

	"autofacts/internal/answer/text"
)

// comparing are the words that set two things against each other; they are not
// looked for in facts.
const comparing = "compare compared comparing comparison versus vs difference between differ bigger larger smaller greater higher lower more less fewer which what how do does did was were is are against relation relative"

// sideAt is from which confidence a side of a comparison counts as found: a
// side is a bare noun phrase, and so seldom reaches what a question does.
const sideAt = 0.4

// compare answers a question that sets two things against each other with the
// facts of both.
func (t *turn) compare(q *query) (Reply, bool) {
	if q.lang != "en" || !q.has("compare compared comparing comparison versus vs differ against") && !q.saysAny("difference between") && !(q.has("bigger larger smaller greater higher lower more less fewer") && q.has("or")) {
		return Reply{}, false
	}
	for _, at := range links(q) {
		left, right := side(q, 0, at), side(q, at+1, len(q.tokens))
		if left == "" || right == "" {
			continue
		}
		left, right = t.shareYear(q, left, right)
		a, okA := t.side(left)
		b, okB := t.side(right)
		t.why.add("compared %q with %q: %v %v", left, right, okA, okB)
		if !okA || !okB || a.Answers[0].Fact == b.Answers[0].Fact {
			continue
		}
		r := Reply{Outcome: Answered, Confidence: min(a.Confidence, b.Confidence), Answers: merge(a.Answers, b.Answers)}
		r.Lead = t.ix.larger(a.Answers[0], b.Answers[0])
		return r, true
	}
	return Reply{}, false
}

// links gives the tokens that may stand between the two sides, the plainest first.
func links(q *query) []int {
	var out []int
	for _, words := range []string{"versus vs against", "or", "with", "to", "and", "than"} {
		for i, t := range q.tokens {
			if i > 0 && i+1 < len(q.tokens) && text.In(t.Norm, words) && !(t.Norm == "to" && text.In(q.tokens[i-1].Norm, "how want")) {
				out = append(out, i)
			}
		}
	}
	return out
}

// side gives the words of matter between two tokens.
func side(q *query, from, to int) string {
	var out []string
	for i := from; i < to; i++ {
		t := q.tokens[i]
		if !text.In(t.Norm, comparing) {
			out = append(out, t.Surface)
		}
	}
	if !matterBetween(q, from, to) {
		return ""
	}
	return strings.Join(out, " ")
}

// shareYear gives a side without a year that of the other.
func (t *turn) shareYear(q *query, left, right string) (string, string) {
	if len(q.years) != 1 {
		return left, right
	}
	y := " " + periodWords(q.years[0])
	for _, s := range []*string{&left, &right} {
		if !strings.Contains(*s, y) && !strings.Contains(*s, "year") {
			*s += y
		}
	}
	return left, right
}

// side finds the fact of one side.
func (t *turn) side(s string) (Reply, bool) {
	sub := turn{ix: t.ix, q: t.q, clean: s, lang: t.lang, depth: t.depth + 1}
	q := sub.query()
	q.want = want{at: -1}
	best, cands := t.ix.best(q, nil)
	if best < 0 || confidence(cands, best) < sideAt || len(t.ix.docs[cands[best].doc].fact.List) > 0 {
		return Reply{}, false
	}
	return Reply{Outcome: Answered, Confidence: confidence(cands, best), Answers: t.ix.answers(cands[best].doc, t.lang)}, true
}

// larger says which of two amounts of the same unit is the larger, or "".
func (ix *Index) larger(a, b Answer) string {
	fa, fb := ix.base.Fact(a.Fact), ix.base.Fact(b.Fact)
	if fa == nil || fb == nil || fa.Figure == nil || fb.Figure == nil || !sameUnit(fa.Figure, fb.Figure) || fa.Figure.As != fb.Figure.As || fa.Figure.Value == fb.Figure.Value {
		return ""
	}
	if fa.Figure.Value < fb.Figure.Value {
		fa, fb = fb, fa
	}
	name := func(m, s string) string {
		if m != "" {
			return m
		}
		return s
	}
	return fmt.Sprintf("The larger is %s.", name(fa.Measure, fa.Subject))
}
