// Derivations: arithmetic over the base's figures where no fact states what is asked.

package answer

import (
	"fmt"
	"slices"
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

// derivedCover is how much of a question the facts of a derivation must cover.
const derivedCover = 0.55

// derivedGap is how far behind the nearest, in the ranking's log-odds, a fact
// may be and still be what a derivation starts from.
const derivedGap = 3.0

// harmless reports whether only rules that a derivation lifts forbid a fact.
func harmless(vetoBy string, lifted ...string) bool {
	if vetoBy == "" {
		return true
	}
	for _, v := range strings.Split(vetoBy, "+") {
		if !slices.Contains(lifted, v) {
			return false
		}
	}
	return true
}

// earlierValue gives the figure of an earlier period that a multiple implies:
// exports of 2025 that are double those of 2024 give those of 2024.
func (t *turn) earlierValue(q *query) (Reply, bool) {
	ix := t.ix
	asksBefore := q.saysAny("year before", "year before's", "the year earlier", "a year earlier", "previous year", "prior year", "before that", "were they before", "implied", "beforehand")
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
			b, own := coverOf(q, d, ix.alternatives(m))
			_, other := coverOf(q, g, ix.alternatives(m))
			switch {
			case b > coverTopic && (own > 0 || other > 0 || m.class == classVerb || m.class == classOther):
				score += m.weight
			case other == 0 && m.inBase && m.class != classVerb && m.class != classOther:
				within = false // it asks about something else
			}
		}
		if within && total > 0 && score/total >= derivedCover && score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
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

// has reports whether the question has one of the words.
func (q *query) has(words string) bool {
	for _, t := range q.tokens {
		if text.In(t.Norm, words) {
			return true
		}
	}
	return false
}

// spaced gives the question's words, folded, each between spaces.
func (q *query) spaced() string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range q.tokens {
		b.WriteString(t.Norm)
		b.WriteByte(' ')
	}
	return b.String()
}

// saysAny reports whether the question has one of the phrases.
func (q *query) saysAny(phrases ...string) bool {
	s := q.spaced()
	for _, p := range phrases {
		if strings.Contains(s, " "+p+" ") {
			return true
		}
	}
	return false
}
