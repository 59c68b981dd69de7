// Derivations over time: when a run began, how long a period is, one unit of time in
// another.

package answer

import (
	"fmt"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// streakStart gives the year in which a run of years began.
func (t *turn) streakStart(q *query) (Reply, bool) {
	asks := q.want.kind&askWhen != 0 || q.saysAny("since which year", "since what year", "first year", "what was the first", "which year was the first", "since when")
	if !asks || !(q.has("since begin began begun start started starting first run streak") || q.want.kind&askWhen != 0 && q.has("top leading lead leader number")) {
		return Reply{}, false
	}
	best := -1
	_, cands := t.ix.best(q, nil)
	for i := range cands {
		f := t.ix.docs[cands[i].doc].fact
		if f.Figure != nil && f.Figure.As == kb.Streak && f.Period.From > 0 && cands[0].score-cands[i].score < derivedGap && harmless(cands[i].vetoBy, "type", "when", "superlative", "ordinal", "focus") {
			best = i
			break
		}
	}
	if best < 0 || cands[best].feat.cover < derivedCover {
		return Reply{}, false
	}
	f := t.ix.docs[cands[best].doc].fact
	if n := f.Figure.Value; n > 1 {
		start := float64(f.Period.To) - n + 1
		expr := fmt.Sprintf("%d - %s + 1", f.Period.To, trim(n))
		return t.result(fmt.Sprintf("Since %d", int(start)), Derived{expr, start, false}, cands[best].doc), true
	}
	return Reply{}, false
}

// spanStated is from which confidence a duration that the base states is given
// rather than derived.
const spanStated = 0.5

// spanLength gives the length of the period that a fact names: "how many years
// does the plan last"; of two facts together where the question says so.
func (t *turn) spanLength(q *query) (Reply, bool) {
	if q.want.kind&askDuration == 0 && !q.saysAny("how many years") {
		return Reply{}, false
	}
	if q.has("together total both combined altogether") {
		return t.spanSum(q)
	}
	best, cands := t.ix.best(q, nil)
	if best >= 0 && t.ix.docs[cands[best].doc].fact.Figure != nil && confidence(cands, best) > spanStated {
		return Reply{}, false
	}
	for i := range cands {
		c := &cands[i]
		d := t.ix.docs[c.doc]
		if cands[0].score-c.score > derivedGap || c.feat.cover < derivedCover || !harmless(c.vetoBy, "type", "unit", "focus") || d.fact.Figure != nil || len(d.fact.List) > 0 {
			continue
		}
		for _, p := range d.years {
			if p.To > p.From {
				n := float64(p.To - p.From)
				expr := fmt.Sprintf("%d - %d", p.To, p.From)
				if d.fact.Period == p {
					n, expr = n+1, expr+" + 1" // a period holds its last year
				}
				return t.result(trim(n)+" years", Derived{expr, n, false}, c.doc), true
			}
		}
	}
	return Reply{}, false
}

// spanSum adds the lengths of the periods of the things that a question joins.
func (t *turn) spanSum(q *query) (Reply, bool) {
	parts := t.ix.parts(q)
	var sum Reply
	total, expr := 0.0, ""
	for _, p := range parts {
		for _, w := range []string{"together", "total", "both", "combined", "altogether"} {
			p = strings.ReplaceAll(p, " "+w, "")
		}
		sub := turn{ix: t.ix, q: t.q, clean: p, lang: t.lang, depth: t.depth + 1}
		r, ok := sub.spanLength(sub.query())
		if !ok {
			return Reply{}, false
		}
		total += r.Derived.Value
		if expr != "" {
			expr += " + "
		}
		expr += "(" + r.Derived.Expression + ")"
		sum.Answers = merge(sum.Answers, r.Answers)
	}
	if len(sum.Answers) < 2 {
		return Reply{}, false
	}
	r := t.result(trim(total)+" years", Derived{expr, total, false})
	r.Answers = sum.Answers
	return r, true
}

// converted gives a duration in another unit of time than the fact's.
func (t *turn) converted(q *query) (Reply, bool) {
	unit := ""
	for i, tk := range q.tokens {
		if text.In(tk.Norm, "years months weeks days") && i > 0 && text.In(q.tokens[i-1].Norm, "in many") {
			unit = tk.Norm
		}
	}
	if unit == "" {
		return Reply{}, false
	}
	best, cands := t.ix.best(q, nil)
	if best < 0 || cands[best].feat.cover < derivedCover {
		return Reply{}, false
	}
	f := t.ix.docs[cands[best].doc].fact
	if f.Figure == nil || f.Figure.As != kb.Duration || f.Figure.Unit == "" || text.In(unit, f.Figure.Unit) {
		return Reply{}, false
	}
	from, to := monthsIn(text.Fold(f.Figure.Unit)), monthsIn(unit)
	if from == 0 || to == 0 || from == to {
		return Reply{}, false
	}
	x := f.Figure.Value * from / to
	expr := fmt.Sprintf("%s %s x %s / %s", trim(f.Figure.Value), f.Figure.Unit, trim(round(from, 4)), trim(round(to, 4)))
	if from == 1 {
		expr = fmt.Sprintf("%s %s / %s", trim(f.Figure.Value), f.Figure.Unit, trim(to))
	}
	approx := f.Figure.Qualifier != kb.Exactly && f.Figure.Qualifier != ""
	return t.result(fmt.Sprintf("%s %s", trim(round(x, 2)), unit), Derived{expr, x, approx}, cands[best].doc), true
}
