package answer

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// derived answers by arithmetic over the base's figures where the question asks
// for something that no fact states but two facts, or one, imply.
func (t *turn) derived(q *query) (Reply, bool) {
	if t.q.Mode == Listen || q.lang == "zh" {
		return Reply{}, false
	}
	for _, try := range []func(*query) (Reply, bool){t.earlierValue, t.streakStart, t.twoFigures, t.spanLength, t.converted, t.average} {
		if r, ok := try(q); ok {
			return r, true
		}
	}
	return Reply{}, false
}

// has reports whether the question has one of the words.
func (q *query) has(words string) bool {
	for _, t := range q.tokens {
		if text.In(t.Norm, words) {
			return true
		}
	}
	return false
}

// saysAny reports whether the question has one of the phrases.
func (q *query) saysAny(phrases ...string) bool {
	s := " "
	for _, t := range q.tokens {
		s += t.Norm + " "
	}
	for _, p := range phrases {
		if strings.Contains(s, " "+p+" ") {
			return true
		}
	}
	return false
}

// result makes the reply of a derivation.
func (t *turn) result(lead string, d Derived, facts ...int) Reply {
	r := Reply{Outcome: Answered, Derived: &d, Confidence: derivedConfidence}
	r.Lead = lead
	for _, f := range facts {
		r.Answers = merge(r.Answers, t.ix.answers(f, t.lang))
	}
	r.Notes = []string{"Derived from the cited figures, not stated by the source: " + d.Expression + "."}
	t.why.add("derived: %s", d.Expression)
	return r
}

// derivedConfidence is that of a derivation whose parts were found.
const derivedConfidence = 0.75

// earlierValue gives the figure of an earlier period that a multiple implies:
// exports of 2025 that are double those of 2024 give those of 2024.
func (t *turn) earlierValue(q *query) (Reply, bool) {
	ix := t.ix
	asksBefore := q.saysAny("year before", "year before's", "the year earlier", "a year earlier", "previous year", "prior year", "before that", "were they before", "implied", "beforehand", "given that it tripled", "given that it doubled")
	diff := q.saysAny("by how many units", "how many more", "by how many", "absolute terms")
	for gi, g := range ix.docs {
		f := g.fact.Figure
		if f == nil || f.As != kb.Multiple || f.Versus.IsZero() || f.Value <= 0 {
			continue
		}
		named := false
		for _, p := range q.years {
			named = named || p.Contains(f.Versus.From)
		}
		if !named && !asksBefore && !diff || len(q.years) > 0 && !named && !asksBefore || q.want.kind&(askWhy|askWho|askWhere) != 0 {
			continue
		}
		vi := ix.amountOf(q, g)
		if vi < 0 {
			continue
		}
		v := ix.docs[vi].fact.Figure
		x := v.Value / f.Value
		expr := fmt.Sprintf("%s / %s", figureText(v), trim(f.Value))
		lead := fmt.Sprintf("About %s %s in %s", magnitudeText(x), v.Unit, f.Versus)
		if diff {
			x = v.Value - x
			expr = fmt.Sprintf("%s - %s", figureText(v), expr)
			lead = fmt.Sprintf("About %s %s more than in %s", magnitudeText(x), v.Unit, f.Versus)
		}
		return t.result(lead, Derived{expr, x, true}, vi, gi), true
	}
	return Reply{}, false
}

// amountOf gives the fact with the amount that a multiple speaks of: the same
// subject and period, a measure within that of the multiple, and nearest to the
// question; or -1.
func (ix *Index) amountOf(q *query, g *doc) int {
	best, bestScore := -1, 0.0
	for i, d := range ix.docs {
		f := d.fact.Figure
		if f == nil || f.As != kb.Amount && f.As != "" || d.fact.Period != g.fact.Period || d.fact.Subject != g.fact.Subject || len(d.measure) == 0 {
			continue
		}
		within := true
		for k := range d.measure {
			within = within && (g.measure[k] || g.own[k])
		}
		if !within {
			continue
		}
		score, total := 0.0, 0.0
		for _, k := range q.main {
			m := &q.terms[k]
			total += m.weight
			b, _ := coverOf(d, ix.alternatives(m))
			o, _ := coverOf(g, ix.alternatives(m))
			switch {
			case b > coverTopic:
				score += m.weight
			case o <= coverTopic && m.inBase && m.class != classVerb && m.class != classOther:
				within = false // it asks about something else
			}
		}
		if within && total > 0 && score/total >= derivedCover && score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// derivedCover is how much of a question the facts of a derivation must cover.
const derivedCover = 0.55

// streakStart gives the year in which a run of years began.
func (t *turn) streakStart(q *query) (Reply, bool) {
	asks := q.want.kind&askWhen != 0 || q.saysAny("since which year", "since what year", "first year", "what was the first", "which year was the first") || q.saysAny("since when")
	if !asks || !(q.has("since begin began begun start started starting first run streak") || q.want.kind&askWhen != 0 && q.has("top leading lead leader number")) {
		return Reply{}, false
	}
	best, cands := -1, []candidate(nil)
	_, cands = t.ix.best(q, nil)
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
	if _, n := monthsIn(strings.TrimPrefix(f.Figure.Unit, "consecutive ")), f.Figure.Value; n > 1 {
		start := float64(f.Period.To) - n + 1
		expr := fmt.Sprintf("%d - %s + 1", f.Period.To, trim(n))
		return t.result(fmt.Sprintf("Since %d", int(start)), Derived{expr, start, false}, cands[best].doc), true
	}
	return Reply{}, false
}

// derivedGap is how far behind the nearest, in the ranking's log-odds, a fact
// may be and still be what a derivation starts from.
const derivedGap = 3.0

// harmless reports whether only rules that a derivation lifts forbid a fact.
func harmless(vetoBy string, lifted ...string) bool {
	if vetoBy == "" {
		return true
	}
	for _, v := range strings.Split(vetoBy, "+") {
		if !contains(lifted, v) {
			return false
		}
	}
	return true
}

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

// spanStated is from which confidence a duration that the base states is given
// rather than derived.
const spanStated = 0.5

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
		if text.In(tk.Norm, "years months weeks days") && i > 0 && (text.In(q.tokens[i-1].Norm, "in many") || i+1 < len(q.tokens) && false) {
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

// average gives an amount of a year per month or day.
func (t *turn) average(q *query) (Reply, bool) {
	parts, name := 0.0, ""
	switch {
	case q.saysAny("per month", "a month", "monthly", "each month", "every month"):
		parts, name = 12, "a month"
	case q.saysAny("per day", "a day", "daily", "each day", "every day"):
		parts, name = 365, "a day"
	}
	if parts == 0 || !q.has("average averages averaged mean roughly about on") {
		return Reply{}, false
	}
	_, cands := t.ix.best(q, nil)
	for i := range cands {
		c := &cands[i]
		f := t.ix.docs[c.doc].fact
		if cands[0].score-c.score > derivedGap || c.feat.cover < derivedCover || f.Figure == nil || f.Figure.As != kb.Amount && f.Figure.As != "" || f.Period.From == 0 || f.Period.From != f.Period.To || f.Period.Month != 0 || !harmless(c.vetoBy, "breakdown", "unit") {
			continue
		}
		x := f.Figure.Value / parts
		return t.result(fmt.Sprintf("About %s %s %s on average", magnitudeText(x), f.Figure.Unit, name), Derived{figureText(f.Figure) + " / " + trim(parts), x, true}, c.doc), true
	}
	return Reply{}, false
}

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

// statedShare is from which confidence a share that the base states is given
// rather than derived.
const statedShare = 0.7

func plainFigure(f *kb.Figure) bool { return f.Qualifier == kb.Exactly || f.Qualifier == "" }

// operation reads which arithmetic the clause that asks wants, or 0.
func operation(whole *query) byte {
	clause := *whole
	clause.tokens = whole.tokens[whole.clause[0]:whole.clause[1]]
	q := &clause
	switch {
	case q.saysAny("one in how many", "how many times", "what multiple", "ratio", "times as many", "times bigger", "times as large", "times larger"):
		return '/'
	case q.has("non minus excluding except difference gap fewer") || q.saysAny("not new", "other than", "how much bigger", "how much more", "how many more", "how much larger", "how much less", "how many fewer", "were not", "weren't", "are not", "keep for itself", "rest of", "price difference") && q.want.kind&(askCount|askWhat|askHow) != 0:
		return '-'
	case q.has("share percentage percent proportion fraction portion"), q.saysAny("how much of", "as a percentage", "per 100", "per hundred", "out of every", "in percent of"):
		return '%'
	}
	return 0
}

// figurePair finds the two amounts that a question sets against each other:
// together they cover it, and each has a word that the other lacks.
func (ix *Index) figurePair(q *query, op byte) (a, b int, ok bool) {
	type amount struct {
		doc  int
		has  []float64
		size float64
	}
	var all []amount
	total := 0.0
	alts := make([][]alternative, len(q.main))
	for i, k := range q.main {
		alts[i] = ix.alternatives(&q.terms[k])
		if !text.In(q.terms[k].norm, opWords) {
			total += q.terms[k].weight
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
			if _, own := coverOf(d, alts[j]); own > 0 {
				m.has[j] = own
			} else if best, _ := coverOf(d, alts[j]); best > coverTopic {
				m.has[j] = pairAsked
			}
			m.size += m.has[j] * q.terms[q.main[j]].weight
		}
		if m.size > 0 {
			all = append(all, m)
		}
	}
	best := 0.0
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			x, y := &all[i], &all[j]
			if !sameUnit(ix.docs[x.doc].fact.Figure, ix.docs[y.doc].fact.Figure) || ix.docs[x.doc].fact.Figure.Value == ix.docs[y.doc].fact.Figure.Value && op != '-' {
				continue
			}
			union, onlyX, onlyY := 0.0, 0.0, 0.0
			for k := range q.main {
				w := q.terms[q.main[k]].weight
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

// sameUnit reports whether two amounts may be set against each other.
func sameUnit(a, b *kb.Figure) bool {
	x, y := text.Fold(a.Unit), text.Fold(b.Unit)
	return x == y || x != "" && y != "" && (strings.Contains(x, y) || strings.Contains(y, x))
}

// figureText writes a figure as people read it, without its qualifier.
func figureText(f *kb.Figure) string { return magnitudeText(f.Value) }

// magnitudeText writes a number with "million" or "billion" where it is large.
func magnitudeText(x float64) string {
	switch {
	case x >= 1e9:
		return trim(round(x/1e9, 3)) + " billion"
	case x >= 1e6:
		return trim(round(x/1e6, 3)) + " million"
	case x >= 1e4:
		return group(math.Round(x))
	case x >= 100:
		return trim(math.Round(x))
	}
	return trim(round(x, 2))
}

// group writes a whole number with commas.
func group(x float64) string {
	s := strconv.FormatFloat(x, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func round(x float64, digits int) float64 {
	p := math.Pow(10, float64(digits))
	return math.Round(x*p) / p
}

func trim(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
