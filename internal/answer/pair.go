// Derivations over two amounts: share, ratio and difference.

package answer

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// statedShare is from which confidence a share that the base states is given
// rather than derived.
const statedShare = 0.7

// twoFigures gives the share, ratio, difference or sum of two amounts.
func (t *turn) twoFigures(q *query) (Reply, bool) {
	op := operation(q)
	if op == 0 || len(q.numbers) > 1 {
		return Reply{}, false
	}
	a, b, ok := t.ix.figurePair(q, op)
	t.why.add("arithmetic %q: found %v", string(op), ok)
	if !ok {
		return Reply{}, false
	}
	if op == '%' || op == '/' {
		if best, cands := t.ix.best(q, nil); best >= 0 && t.ix.docs[cands[best].doc].fact.Figure != nil && confidence(cands, best) > statedShare {
			if as := t.ix.docs[cands[best].doc].fact.Figure.As; as == kb.Share || as == kb.Multiple || as == kb.Change {
				return Reply{}, false // the base states it
			}
		}
	}
	big, small := t.ix.docs[a].fact.Figure, t.ix.docs[b].fact.Figure
	if big.Value < small.Value {
		a, b, big, small = b, a, small, big
	}
	switch op {
	case '%':
		x := 100 * small.Value / big.Value
		return t.result(fmt.Sprintf("About %s%%", trim(round(x, 1))), Derived{figureText(small) + " / " + figureText(big), x, true}, b, a), true
	case '/':
		x := big.Value / small.Value
		return t.result(fmt.Sprintf("About %s times", trim(round(x, 2))), Derived{figureText(big) + " / " + figureText(small), x, true}, a, b), true
	case '-':
		x := big.Value - small.Value
		lead := fmt.Sprintf("About %s %s", magnitudeText(x), big.Unit)
		approx := !plainFigure(big) || !plainFigure(small)
		if !approx {
			lead = fmt.Sprintf("%s %s", magnitudeText(x), big.Unit)
		}
		return t.result(lead, Derived{figureText(big) + " - " + figureText(small), x, approx}, a, b), true
	}
	return Reply{}, false
}

func plainFigure(f *kb.Figure) bool { return f.Qualifier == kb.Exactly || f.Qualifier == "" }

// operation reads which arithmetic the clause that asks wants, or 0.
func operation(whole *query) byte {
	clause := *whole
	clause.tokens = whole.tokens[whole.clause[0]:whole.clause[1]]
	q := &clause
	switch {
	case q.saysAny("one in how many", "how many times", "what multiple", "ratio", "times as many", "times bigger", "times as large", "times larger"):
		return '/'
	case q.has("non minus excluding except difference gap fewer") || q.saysAny("other than", "how much bigger", "how much more", "how many more", "how much larger", "how much less", "how many fewer", "were not", "weren't", "are not", "rest of") && q.want.kind&(askCount|askWhat|askHow) != 0:
		return '-'
	case q.has("share percentage percent proportion fraction portion"), q.saysAny("how much of", "as a percentage", "per 100", "per hundred", "out of every", "in percent of"):
		return '%'
	}
	return 0
}

// opWords say what to do with two figures, not which.
const opWords = "ratio percentage percent share fraction proportion portion multiple difference gap average minus bigger larger smaller greater compare compared keep part got non excluding including relative"

const (
	// pairAsked is how much a word counts that only a figure's example questions have.
	pairAsked = 0.2
	// pairOwn is the weight of words that each of two figures must have alone.
	pairOwn = 0.12
	// pairCover is how much of the question two figures must cover together.
	pairCover = 0.65
)

// An amount is a figure that a question may set against another: what it has of
// each of the question's words.
type amount struct {
	doc  int
	has  []float64 // by main term, 0 to 1
	size float64   // their weight together
}

// amounts gives the amounts of the base that have a word of the question and
// stand in its years, and the weight of its words.
func (ix *Index) amounts(q *query) (all []amount, total float64) {
	alts := make([][]alternative, len(q.main))
	for i, k := range q.main {
		alts[i] = ix.alternatives(&q.terms[k])
		if !text.In(q.terms[k].norm, opWords) {
			total += ix.pairWeight(q, k)
		}
	}
	for i, d := range ix.docs {
		f := d.fact.Figure
		if f == nil || f.As != kb.Amount && f.As != "" || f.Value <= 0 || len(d.fact.List) > 0 || monthsIn(text.Fold(f.Unit)) > 0 {
			continue
		}
		skip := false
		for _, p := range q.years {
			skip = skip || !hasPeriod(d, p)
		}
		if skip {
			continue
		}
		m := amount{doc: i, has: make([]float64, len(q.main))}
		for j := range q.main {
			if best, own := coverOf(q, d, alts[j]); own > 0 {
				m.has[j] = own
			} else if best > coverTopic && !ix.contrasted(&q.terms[q.main[j]]) {
				m.has[j] = pairAsked
			}
			m.size += m.has[j] * ix.pairWeight(q, q.main[j])
		}
		if m.size > 0 {
			all = append(all, m)
		}
	}
	return all, total
}

// pairWeight is how much a word counts in a pair: one that tells measures apart
// counts, however many facts speak of it.
func (ix *Index) pairWeight(q *query, k int) float64 {
	t := &q.terms[k]
	if ix.contrasted(t) {
		return math.Max(t.weight, contrastWeight)
	}
	return t.weight
}

// contrastWeight is the least that such a word counts.
const contrastWeight = 0.5

// contrasted reports whether a word is one of those that must not be taken for
// one another: then only the fact's own words tell which of them it measures.
func (ix *Index) contrasted(t *term) bool {
	return slices.ContainsFunc(t.keys, func(k string) bool { return len(ix.lex.inDiff[k]) > 0 })
}

// figurePair finds the two amounts that a question sets against each other:
// together they cover it, and each has a word that the other lacks.
func (ix *Index) figurePair(q *query, op byte) (a, b int, ok bool) {
	all, total := ix.amounts(q)
	best := 0.0
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			x, y := &all[i], &all[j]
			if !sameUnit(ix.docs[x.doc].fact.Figure, ix.docs[y.doc].fact.Figure) || ix.docs[x.doc].fact.Figure.Value == ix.docs[y.doc].fact.Figure.Value && op != '-' {
				continue
			}
			union, onlyX, onlyY := 0.0, 0.0, 0.0
			for k := range q.main {
				w := ix.pairWeight(q, q.main[k])
				union += w * math.Max(x.has[k], y.has[k])
				onlyX += w * math.Max(0, x.has[k]-y.has[k])
				onlyY += w * math.Max(0, y.has[k]-x.has[k])
			}
			if onlyX < pairOwn || onlyY < pairOwn || union < pairCover*total {
				continue
			}
			if s := union + .2*(x.size+y.size); s > best {
				best, a, b, ok = s, x.doc, y.doc, true
			}
		}
	}
	return a, b, ok
}

// sameUnit reports whether two amounts may be set against each other.
func sameUnit(a, b *kb.Figure) bool {
	x, y := text.Fold(a.Unit), text.Fold(b.Unit)
	return x == y || x != "" && y != "" && (strings.Contains(x, y) || strings.Contains(y, x))
}
