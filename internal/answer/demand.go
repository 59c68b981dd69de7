// Demands: what a question wants of any fact, read once and held against each.

package answer

import "autofacts/internal/answer/text"

// demands are those that vetoes of measure ask about.
type demands struct {
	generic     []bool      // by noun of the focus: says nothing of what is counted
	money       []int       // terms for a price or an amount of money
	parts       []breakdown // the parts that are asked for: "per month", "monthly"
	dimension   string      // the dimension that is asked for ("heavy"), or ""
	dimensionAt int         // its place in dimensions
	day         bool        // a day, not only a month or a year
	unit        string      // the unit that the answer is asked for in, or ""
	whose       bool        // whose something is, not who does something
	average     string      // "average" or its like, or ""
	limit       float64     // a figure that limits what is asked for ("under 30"), or 0
	limitWords  string
	bearer      int  // the term whose name is asked for ("the name of the vessel"), or -1
	share       bool // a part of a whole
	first       bool // the first of its kind
}

// A breakdown is what a question wants a figure broken down by.
type breakdown struct {
	word    string // as it is said
	stem    string
	perUnit string // the unit that a fact may give something for each of, or ""
	rate    bool   // a rate, which a fact must give as one: it is not enough that it speaks of the unit
}

const (
	moneyWords = "cost costs price prices priced pricing fee fees expensive cheap salary wage wages revenue profit profits worth paid yuan rmb renminbi dollar dollars usd euro euros eur pounds sterling yen rupees"
	payWords   = "pay pays paying charge charged charges invest invested invests spend spent spends earn earned earns budget" // of time as well, and "in charge"
	partWords  = "month quarter week day hour minute year province region country city brand company maker model segment state district category type person head employee worker capita gender age sector continent kilometre kilometer km mile"
)

// demand reads the demands of a question whose terms are known.
func (q *query) demand() demands {
	m := demands{bearer: q.bearerOf()}
	for _, k := range q.want.focus {
		m.generic = append(m.generic, genericFocus(q.terms[k].norm))
	}
	for _, k := range q.main {
		if t := &q.terms[k]; text.In(t.norm, moneyWords) || q.want.kind&askDuration == 0 && text.In(t.norm, payWords) && !(t.start > 0 && q.tokens[t.start-1].Norm == "in") {
			m.money = append(m.money, k)
		}
	}
	for i, t := range q.tokens {
		w := t.Norm
		if i+1 < len(q.tokens) && (w == "per" || w == "by" || w == "each" || w == "every") {
			n := q.tokens[i+1].Norm
			if w == "per" && text.In(n, "cent capita annum 100 hundred") || w == "per" && !text.In(n, partWords) && text.Light(q.tokens[i+1], q.lang) || w != "per" && !text.In(n, partWords) {
				continue
			}
			p := breakdown{word: w + " " + n, stem: text.StemWord(n, "en"), perUnit: n, rate: w == "per" && !text.In(n, partWords)}
			if n != "year" {
				m.parts = append(m.parts, p)
			}
		}
		if text.In(w, "monthly quarterly weekly daily hourly regional provincial") {
			m.parts = append(m.parts, breakdown{word: w, stem: t.Stem, perUnit: lookUp(" monthly:month quarterly:quarter weekly:week daily:day hourly:hour", w)})
		}
	}
	if at := q.want.at; at >= 0 && at+1 < len(q.tokens) && bare(q.tokens[at].Norm) == "how" {
		if i := dimensionOf(q.tokens[at+1].Norm); i >= 0 {
			m.dimension, m.dimensionAt = q.tokens[at+1].Norm, i
		}
	}
	for i, t := range q.tokens {
		after := next(&q.utterance, i+1)
		switch {
		case text.In(t.Norm, "day date") && i > 0 && text.In(q.tokens[i-1].Norm, "which what exact precise") && after != "of" || text.In(t.Norm, "exact precise") && text.In(after, "day date"):
			m.day = true
		case t.Norm == "in" && i > 0 && text.In(after, measureUnits) && i+2 == len(q.tokens):
			m.unit = after
		}
	}
	for _, n := range q.numbers {
		if n.Qualifier != "" && n.Qualifier != "exactly" && n.Qualifier != "about" && !n.Ordinal && n.Start >= q.clause[0] && n.Start < q.clause[1] && n.Start > 0 && text.In(q.tokens[n.Start-1].Norm, "under over above below aged") && n.Start > 1 && text.In(q.tokens[n.Start-2].Norm, "are is were was aged people those anyone") {
			m.limit, m.limitWords = n.Value, surface(q.tokens[n.Start-1:n.End])
		}
	}
	for _, k := range q.main {
		if t := &q.terms[k]; text.In(t.norm, "average median mean typical") && t.start+1 < len(q.tokens) {
			m.average = t.norm
		}
	}
	m.whose = q.want.at >= 0 && q.tokens[q.want.at].Norm == "whose"
	m.share = q.want.kind&askShare != 0 && q.has("share proportion fraction portion")
	m.first = q.saysAny("first ever", "very first", "was the first", "is the first", "were the first")
	return m
}

// bearerOf gives the term whose name a question asks for ("the name of the
// vessel"), or -1.
func (q *query) bearerOf() int {
	if q.want.kind&askName == 0 || q.lang != "en" {
		return -1
	}
	for i := range q.tokens {
		if q.tokens[i].Norm != "name" || next(&q.utterance, i+1) != "of" {
			continue
		}
		for _, k := range q.main {
			if t := &q.terms[k]; t.start > i && t.start <= i+3 && (t.class == classNoun || t.class == classUnknown) {
				return k
			}
		}
	}
	return -1
}
