// Vetoes: what forbids a fact as an answer, however alike the words are.

package answer

import (
	"slices"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// judge finds what the question names and the fact does not have, or has
// differently. Each finding forbids the answer, however alike the words are.
func (ix *Index) judge(q *query, c *candidate) {
	d := ix.docs[c.doc]
	c.veto, c.vetoBy = nil, ""
	ix.vetoYears(q, d, c)
	ix.vetoNames(q, d, c)
	ix.vetoDiffer(q, d, c)
	ix.vetoOrdinal(q, d, c)
	ix.vetoFocus(q, d, c)
	ix.vetoType(q, d, c)
	ix.vetoSuper(q, d, c)
	ix.vetoName(q, d, c)
	ix.vetoMoney(q, d, c)
	ix.vetoBreakdown(q, d, c)
	ix.vetoDimension(q, d, c)
	ix.vetoTold(q, d, c)
	ix.vetoOther(q, d, c)
	ix.vetoDay(q, d, c)
	ix.vetoCountOf(q, d, c)
	ix.vetoUnit(q, d, c)
	ix.vetoBearer(q, d, c)
}

func (c *candidate) forbid(rule, what string) {
	if c.vetoBy == "" {
		c.vetoBy = rule
	} else if !strings.Contains(c.vetoBy, rule) {
		c.vetoBy += "+" + rule
	}
	if what != "" && !slices.Contains(c.veto, what) {
		c.veto = append(c.veto, what)
	}
}

// vetoYears wants every year and month of the question among those of the fact.
func (ix *Index) vetoYears(q *query, d *doc, c *candidate) {
	for _, p := range q.years {
		if !hasPeriod(d, p) {
			c.forbid("year", periodWords(p))
		}
	}
	if q.month != "" && d.cover[text.StemWord(text.Fold(q.month), "en")] == 0 {
		c.forbid("month", q.month)
	}
}

func hasPeriod(d *doc, p kb.Period) bool {
	for _, have := range d.years {
		if have.From <= p.From && p.To <= have.To || p.To > p.From && p.Contains(have.From) && p.Contains(have.To) && p.To-p.From < 3 {
			return true
		}
	}
	return false
}

func periodWords(p kb.Period) string {
	switch {
	case p.From < 1500:
		return "that year"
	case p.To > p.From:
		return yearString(p.From) + "-" + yearString(p.To)
	}
	return yearString(p.From)
}

// vetoDiffer forbids one of a pair that must not be taken for the other.
func (ix *Index) vetoDiffer(q *query, d *doc, c *candidate) {
	for _, k := range q.main {
		t := &q.terms[k]
		if t.context {
			continue
		}
		for _, key := range t.keys {
			for _, g := range ix.lex.inDiff[key] {
				if d.cover[key] > coverTopic {
					continue
				}
				measured := false
				for _, other := range ix.lex.differ[g] {
					measured = measured || d.measure[other]
				}
				for _, other := range ix.lex.differ[g] {
					if other != key && d.own[other] && !ix.asks(q, other) && (!measured || d.measure[other]) {
						c.forbid("differ", t.surface)
					}
				}
			}
		}
	}
}

// asks reports whether the question has the key.
func (ix *Index) asks(q *query, key string) bool {
	for _, k := range q.main {
		if slices.Contains(q.terms[k].keys, key) {
			return true
		}
	}
	return false
}

// vetoOrdinal wants "the 14th" in a fact that speaks of the 14th.
func (ix *Index) vetoOrdinal(q *query, d *doc, c *candidate) {
	asked := ""
	for _, n := range q.numbers {
		if !n.Ordinal && !(n.Start > 0 && q.tokens[n.Start-1].Norm == "number" && n.Value < 20) || n.Value < 2 {
			continue
		}
		if ix.hasFigure(d, n.Value) {
			return
		}
		asked = surface(q.tokens[n.Start:n.End])
	}
	if asked != "" {
		c.forbid("ordinal", asked)
	}
}

// hasFigure reports whether the fact, or a fact of the list, has the figure.
func (ix *Index) hasFigure(d *doc, value float64) bool {
	for _, have := range d.figures {
		if have.value == value {
			return true
		}
	}
	for _, id := range d.fact.List {
		if i, ok := ix.doc(id); ok && ix.hasFigure(ix.docs[i], value) {
			return true
		}
	}
	return false
}

// vetoSuper wants a fact that says "largest" or "first" where the question does.
func (ix *Index) vetoSuper(q *query, d *doc, c *candidate) {
	if q.super == "" || text.In(q.super, "last first least main") || d.super && q.super != "most" && !ix.otherSuper(q, d) {
		return
	}
	if !superAsked(q) || d.says(" "+q.super+" ") {
		return
	}
	c.forbid("superlative", "which is the "+q.super)
}

// otherSuper reports whether the fact's superlatives are all of other groups
// than the question's: the cheapest is not the most expensive.
func (ix *Index) otherSuper(q *query, d *doc) bool {
	g := superGroup(q.super)
	return g >= 0 && len(d.supers) > 0 && !slices.Contains(d.supers, g) && !slices.Contains(d.supers, -1)
}

// superAsked reports whether the superlative belongs to what is asked for, not
// to something that the question only mentions.
func superAsked(q *query) bool {
	from := max(q.want.at, 0)
	for i := from; i < len(q.tokens) && i < from+superNear; i++ {
		if q.tokens[i].Norm == q.super {
			return true
		}
	}
	return q.super == "most" && q.tokens[len(q.tokens)-1].Norm == "most"
}

// superNear is how many tokens after the question word its superlative stands.
const superNear = 5

// toldAt is from how many example questions what they never ask about tells.
const toldAt = 3

// toldLike is from which similarity the thing asked for is one of the fact's:
// higher than elsewhere, since the words stand for the very answer.
const toldLike = 0.65

// vetoTold forbids what a fact with many example questions is never asked for
// and does not hold: another action of a person ("who founded"), another thing
// of a kind ("what quota"), the share of a whole where the figure is none, the
// first of its kind where the fact says nothing of first.
func (ix *Index) vetoTold(q *query, d *doc, c *candidate) {
	if f := d.fact.Figure; f != nil && q.demands.share && f.As != kb.Share {
		c.forbid("share", "a share")
	}
	if q.demands.first && !d.says(" first ") {
		c.forbid("first", "which was the first")
	}
	if d.examples < toldAt || q.want.at < 0 {
		return
	}
	if n := len(q.want.focus); n > 0 && c.feat.focus < 0 && q.want.kind&(askWhich|askWhat) != 0 && q.want.kind&(askCount|askWhen|askWhere|askShare|askName|askWhy) == 0 {
		if t := &q.terms[q.want.focus[n-1]]; (t.class == classNoun || t.class == classVerb && t.start == q.want.pos) && t.start <= q.want.pos+2 && ix.nearestWord(q, d, t.norm) < toldLike && q.want.kind&askWhich != 0 {
			c.forbid("told", t.surface)
		}
	}
	if q.want.kind&askWho != 0 {
		for _, k := range q.main {
			if t := &q.terms[k]; t.start == q.want.pos && text.English().Verb(t.norm) {
				if best, _ := q.covered.of(c.at, k); best < coverBeside && !ix.like(q, d, t.norm) {
					c.forbid("act", t.surface)
				}
			}
		}
	}
}

// says reports whether one of the fact's wordings has the words.
func (d *doc) says(words string) bool {
	for i := range d.phrases {
		if strings.Contains(d.phrases[i].folded, words) {
			return true
		}
	}
	return false
}
