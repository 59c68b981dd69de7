// Vetoes about shades: what a question asks beside a fact that shares its words,
// the one before or another, a day where only the year is told, the cheapest
// where the dearest is.

package answer

import (
	"slices"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// vetoOther wants the other one where a question asks for it: who was it
// before the one that the fact names, what else.
func (ix *Index) vetoOther(q *query, d *doc, c *candidate) {
	if q.lang != "en" || len(d.fact.List) > 0 || q.want.at < 0 {
		return
	}
	for i := q.want.at; i < len(q.tokens); i++ {
		w, after := q.tokens[i].Norm, next(&q.utterance, i+1)
		switch {
		case text.In(w, "before after preceded succeeded succeeds replaced replaces predecessor successor followed") && q.want.kind&askWho != 0 && ix.ownName(q, d, i):
			if !d.saysAny("before", "after", "preceded", "succeeded", "replaced", "predecessor", "successor", "followed", "inherited", "took over", "then") {
				c.forbid("other", "the one "+w)
			}
		case text.In(w, "other another else additional") && after != "than" && i <= q.want.pos+otherNear:
			if !d.saysAny("other", "another", "else", "also", "additional", "both", "two", "three", "rest") && len(d.names) < besideNames {
				c.forbid("other", w)
			}
		}
	}
}

// otherNear is how many tokens after the question word "other" still belongs to
// what is asked for.
const otherNear = 3

// ownName reports whether a name that the fact has stands after the token.
func (ix *Index) ownName(q *query, d *doc, i int) bool {
	for _, k := range q.main {
		t := &q.terms[k]
		if t.start <= i || len(t.keys) == 0 {
			continue
		}
		if t.class == className || t.cap || ix.autoNames.at(t.keys[0]) > 0 {
			return d.own[t.keys[0]]
		}
	}
	return false
}

// saysAny reports whether the fact's statement or an example question has one of
// the words.
func (d *doc) saysAny(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return d.says(" " + w + " ") })
}

// vetoDay wants a day where one is asked for, not a year or a month alone.
func (ix *Index) vetoDay(q *query, d *doc, c *candidate) {
	if q.demands.day && !dayOf(d.fact) {
		c.forbid("day", "the exact day")
	}
}

// dayOf reports whether a fact tells a day of a month or of the week.
func dayOf(f *kb.Fact) bool {
	ts := text.Tokenize(text.Tidy(f.Statement), "en")
	for i, t := range ts {
		if text.In(t.Norm, "monday tuesday wednesday thursday friday saturday sunday") {
			return true
		}
		if month(t) == "" && !(text.In(t.Norm, "march may") && t.Cap) {
			continue
		}
		for _, k := range []int{i - 1, i + 1, i + 2} { // "3 April", "April 3", "the 3rd of April"
			if k >= 0 && k < len(ts) && ts[k].Digit && len(strings.TrimRight(ts[k].Norm, "stndrh")) <= 2 {
				return true
			}
		}
		if i >= 2 && ts[i-1].Norm == "of" && ts[i-2].Digit {
			return true
		}
	}
	return false
}

// superlatives that say the same, one group a line.
const superGroups = `
largest biggest greatest hugest
smallest tiniest littlest
highest tallest
lowest cheapest
dearest priciest costliest
oldest earliest first
youngest newest latest
fastest quickest
slowest
longest
shortest
best finest
worst
most
least fewest
leading top main chief
`

// superGroup gives the group of a superlative, or -1.
func superGroup(w string) int {
	for i, line := range strings.Split(strings.TrimSpace(superGroups), "\n") {
		if text.In(w, line) {
			return i
		}
	}
	return -1
}

// vetoCountOf wants a number where "how many" is asked, not a share: "how many
// volunteers" is not answered by two thirds of the plates.
func (ix *Index) vetoCountOf(q *query, d *doc, c *candidate) {
	at := q.want.at
	if at < 0 || q.want.kind&askCount == 0 || q.want.kind&(askShare|askMoney|askDuration|askRank|askChange) != 0 || bare(q.tokens[at].Norm) != "how" || next(&q.utterance, at+1) != "many" || next(&q.utterance, at+2) == "of" || len(d.fact.List) > 0 {
		return
	}
	if f := d.fact.Figure; f != nil {
		if f.As == kb.Share && q.want.kind&askShare == 0 {
			c.forbid("count", "a number")
		}
		return
	}
	parts := false
	for _, g := range d.figures {
		switch {
		case g.year:
		case g.percent:
			parts = true
		default:
			return
		}
	}
	if parts {
		c.forbid("count", "a number")
	}
}

// vetoUnit wants the unit that a question names: "how long is it in kilometres".
func (ix *Index) vetoUnit(q *query, d *doc, c *candidate) {
	if u := q.demands.unit; u != "" && d.cover[text.StemWord(u, "en")] < coverTopic && !d.says(" "+u+" ") && !d.says(" "+strings.TrimSuffix(u, "s")+" ") {
		c.forbid("measured", "in "+u)
	}
}

// vetoBearer wants in the fact the thing whose name is asked for, the limit that
// a question sets, and no extreme where an average is asked for.
func (ix *Index) vetoBearer(q *query, d *doc, c *candidate) {
	if k := q.demands.bearer; k >= 0 {
		if best, _ := q.covered.of(c.at, k); best < coverBeside && ix.nearestWord(q, d, q.terms[k].norm) < toldLike {
			c.forbid("bearer", q.terms[k].surface)
		}
	}
	if w := q.demands.average; w != "" && d.super && !d.saysAny("average", "median", "mean", "typical", "typically", "usually") {
		c.forbid("statistic", w)
	}
	if n := q.demands.limit; n != 0 && !ix.hasFigure(d, n) && q.want.kind&askYesNo == 0 {
		c.forbid("limit", q.demands.limitWords)
	}
}

// measureUnits are the units that a question may name after "in".
const measureUnits = "kilometres kilometers km miles metres meters feet tonnes tons kilograms kilos hectares acres litres liters degrees hours minutes days weeks months euros dollars pounds"
