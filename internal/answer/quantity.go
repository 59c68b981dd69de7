// Quantities: the figures of a claim and of a fact, brought to one sort and compared.

package answer

import (
	"math"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

const (
	// slackOver is how far above "over N" a figure may lie and be unsettled
	// rather than wrong: nobody says "over 34 million" of 40 million.
	slackOver = 1.10
	// slackVague is the same for "more than half", which is said of much more.
	slackVague = 1.34
	// slackAbout is how far from "about N" a figure may lie and still be it.
	slackAbout = 0.10
	// rounding is how far two figures may differ and be the same, rounded.
	rounding = 0.006
)

// A measureOf is a figure with its sort, for comparison.
type measureOf struct {
	value, to float64
	sort      byte // # count, % share, x multiple, t time in months, o ordinal
	qual      kb.Qualifier
	vague     bool
	years     bool // an ordinal of years: "the fifth year"
}

// verifyNumber compares a figure of the claim with the fact's figures of the
// same sort. flipped says that a negation has been read into the comparison.
func (ix *Index) verifyNumber(q *query, d *doc, n text.Number) (v Verdict, flipped bool) {
	if contrasted(q, n) {
		return Supported, true
	}
	cl := quantityOf(&q.utterance, n)
	qual := n.Qualifier
	if q.negated && numberDenied(q, n) {
		flipped = true
		qual = map[string]string{"": "under", "exactly": "under", "over": "at-most", "at-least": "under", "under": "at-least", "at-most": "over", "about": "under"}[qual]
	}
	best := Unknown
	seen := false
	for _, have := range factQuantities(d) {
		r, ok := compare(cl, qual, have)
		if !ok {
			continue
		}
		if !seen || r == Supported {
			best = r
		}
		seen = true
	}
	return best, flipped
}

// contrasted reports whether the figure is the one that the claim itself
// rejects: "21 months, not 36".
func contrasted(q *query, n text.Number) bool {
	return n.Start > 0 && q.tokens[n.Start-1].Norm == "not" && n.Start > 2
}

// numberDenied reports whether a negation before the figure bears on it.
func numberDenied(q *query, n text.Number) bool {
	for i := n.Start - 1; i >= 0; i-- {
		if w := q.tokens[i].Norm; strings.HasSuffix(w, "n't") || text.In(w, "not never didnt dont doesnt") {
			return true
		}
	}
	return false
}

func quantityOf(u *utterance, n text.Number) measureOf {
	m := measureOf{value: n.Value, to: n.To, sort: '#', vague: n.Vague}
	next := ""
	if n.End < len(u.tokens) {
		next = u.tokens[n.End].Norm
	}
	switch {
	case n.Ordinal:
		m.sort, m.years = 'o', monthsIn(next) == 12
	case n.Multiple:
		m.sort = 'x'
	case n.Percent:
		m.sort = '%'
	case next == "times":
		m.sort = 'x'
	case monthsIn(next) > 0:
		m.sort, m.value, m.to = 't', n.Value*monthsIn(next), n.To*monthsIn(next)
	}
	return m
}

// monthsIn gives the length of a unit of time in months (of 365.25/12 days), or 0.
func monthsIn(unit string) float64 {
	const day = 12 / 365.25
	switch {
	case text.In(unit, "year years yr yrs ans annees jahre jahren anos 年"):
		return 12
	case text.In(unit, "month months mois monate monaten meses 月"):
		return 1
	case text.In(unit, "week weeks woche wochen semaines semanas"):
		return 7 * day
	case text.In(unit, "day days tage tagen jours dias"):
		return day
	case text.In(unit, "decade decades"):
		return 120
	case text.In(unit, "hour hours"):
		return day / 24
	case text.In(unit, "minute minutes"):
		return day / 24 / 60
	}
	return 0
}

// factQuantities gives the fact's figures: the declared one first, then those
// of its statement.
func factQuantities(d *doc) []measureOf {
	var out []measureOf
	if f := d.fact.Figure; f != nil {
		m := measureOf{value: f.Value, to: f.To, sort: '#', qual: f.Qualifier}
		unit := text.Fold(f.Unit)
		switch {
		case f.As == kb.Multiple || unit == "times":
			m.sort = 'x'
		case f.As == kb.Rank:
			m.sort = 'o'
		case f.As == kb.Share || f.As == kb.Change || unit == "%" || text.In(unit, "percent"):
			m.sort, m.vague = '%', f.Value == 50 && f.Qualifier == kb.Over
			if f.Value <= 1 && unit != "%" && !text.In(unit, "percent") {
				m.value *= 100
			}
		case monthsIn(unit) > 0:
			m.sort, m.value, m.to = 't', f.Value*monthsIn(unit), f.To*monthsIn(unit)
		}
		out = append(out, m)
		if f.As == kb.Streak {
			out = append(out, measureOf{value: f.Value, sort: 'o', qual: f.Qualifier})
		}
	}
	for _, q := range d.figures {
		if q.year {
			continue
		}
		m := measureOf{value: q.value, to: q.to, sort: '#', qual: kb.Qualifier(q.qualifier)}
		switch {
		case q.ordinal:
			m.sort = 'o'
		case q.multiple:
			m.sort = 'x'
		case q.percent:
			m.sort, m.vague = '%', q.value == 50
		case q.months > 0:
			m.sort, m.value, m.to = 't', q.value*q.months, q.to*q.months
		}
		out = append(out, m)
	}
	return out
}

// compare says what a fact's figure makes of a claimed one; ok is false where
// they are not of the same sort.
func compare(claim measureOf, qual string, fact measureOf) (Verdict, bool) {
	if claim.sort != fact.sort {
		switch {
		case claim.sort == '%' && fact.sort == 'x': // "grew by 10 per cent" against "doubled"
			claim.value = 1 + claim.value/100
		case claim.sort == 'o' && !claim.years:
			return Unknown, false
		case claim.sort == 't' && fact.sort == 'o' && fact.value <= 2:
			return Unknown, false // "ranked first" is no number of years
		case claim.sort == 't' && fact.sort == 'o':
			claim.value /= 12
		case claim.sort == 'o' && fact.sort == 't':
			claim.value *= 12
		case claim.sort == '#' && fact.sort == 'x' && claim.value < 10, claim.sort == '#' && fact.sort == 'o' && claim.value < 100:
		default:
			return Unknown, false
		}
	}
	lo, hi := bounds(fact)
	n := claim.value
	same := func(a, b float64) bool { return a == b || rounded(a, b) }
	switch qual {
	case "over", "at-least":
		return order(n <= lo || same(n, lo), n > hi && !same(n, hi) || qual == "over" && fact.qual == kb.Exactly && same(n, hi)), true
	case "under", "at-most":
		return order(n >= hi, n < lo || same(n, lo) && fact.qual != kb.About), true
	case "about", "nearly":
		v := fact.value
		return order(math.Abs(n-v) <= slackAbout*v, n*(1+slackAbout) < lo || n*(1-slackAbout) > hi), true
	}
	if same(n, fact.value) || claim.to > 0 && same(claim.value, fact.value) && same(claim.to, fact.to) {
		return Supported, true
	}
	return order(false, n < lo || n > hi), true
}

// rounded reports whether a is b written with fewer figures.
func rounded(a, b float64) bool {
	if a == 0 || math.Abs(a-b) > rounding*math.Abs(b) {
		return false
	}
	return figures(a) < figures(b) || math.Abs(a-b) < 1e-9*math.Abs(b)
}

// figures counts the significant figures of a number.
func figures(x float64) int {
	s := strings.Trim(strings.Replace(trim(math.Abs(x)), ".", "", 1), "0")
	return len(s)
}

func order(yes, no bool) Verdict {
	switch {
	case no:
		return Contradicted
	case yes:
		return Supported
	}
	return Unknown
}

// bounds gives between what a qualified figure lies, as people mean it.
func bounds(m measureOf) (lo, hi float64) {
	slack := slackOver
	if m.vague {
		slack = slackVague
	}
	switch m.qual {
	case kb.Over, kb.AtLeast:
		return m.value, m.value * slack
	case kb.Under, kb.AtMost, kb.Nearly:
		return m.value * (2 - slack), m.value
	case kb.About:
		return m.value * (1 - slackAbout), m.value * (1 + slackAbout)
	case kb.Between:
		return m.value, m.to
	}
	return m.value, m.value
}
