// Vetoes about measure: money, breakdowns and dimensions.

package answer

import (
	"math"
	"strings"

	"autofacts/internal/answer/text"
)

// vetoMoney wants a price where one is asked for.
func (ix *Index) vetoMoney(q *query, d *doc, c *candidate, alts func(int) []alternative) {
	for _, k := range q.main {
		t := &q.terms[k]
		if !text.In(t.norm, "cost costs price prices priced pricing fee fees expensive cheap salary wage wages revenue profit profits worth paid yuan rmb renminbi dollar dollars usd euro euros eur pounds sterling yen rupees") {
			continue
		}
		best := 0.0
		for _, a := range alts(k) {
			best = math.Max(best, d.cover[a.key]*a.strength)
		}
		if best < coverBeside && !money(d) {
			c.forbid("money", t.surface)
		}
	}
}

// money reports whether a figure of the fact is an amount of money.
func money(d *doc) bool {
	if f := d.fact.Figure; f != nil && text.In(text.Fold(f.Unit), "eur euro euros usd dollar dollars pound pounds gbp yen yuan rmb cents francs crowns") {
		return true
	}
	s := text.Fold(d.fact.Statement)
	for _, w := range []string{"€", "$", "£", "euro", "dollar", "pound", "cents", "crowns", "francs", "costs", " free "} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// vetoBreakdown wants the parts that a question asks for: "per month", "by
// province", "monthly".
func (ix *Index) vetoBreakdown(q *query, d *doc, c *candidate, alts func(int) []alternative) {
	for i, t := range q.tokens {
		w := t.Norm
		if i+1 < len(q.tokens) && (w == "per" || w == "by" || w == "each" || w == "every") {
			n := q.tokens[i+1].Norm
			if w == "per" && text.In(n, "cent capita") || !text.In(n, "month quarter week day hour minute year province region country city brand company maker model segment state district category type person head employee worker capita gender age sector continent kilometre kilometer km mile") {
				continue
			}
			if d.cover[text.StemWord(n, "en")] < coverBeside && n != "year" && !d.perUnit(n) {
				c.forbid("breakdown", w+" "+n)
			}
		}
		if text.In(w, "monthly quarterly weekly daily hourly regional provincial") && d.cover[t.Stem] < coverBeside && !d.perUnit(strings.TrimSuffix(strings.TrimSuffix(w, "ly"), "i")) {
			c.forbid("breakdown", w)
		}
	}
}

// perUnit reports whether a wording of the fact gives something for each of a
// unit: "a month", "per week", "daily".
func (d *doc) perUnit(unit string) bool {
	if unit == "da" {
		unit = "day"
	}
	for _, w := range []string{" a ", " an ", " per ", " each ", " every "} {
		if d.says(w + unit) {
			return true
		}
	}
	return d.says(unit+"ly ") || d.says("every "+unit) || unit == "day" && d.says(" daily")
}

// vetoDimension wants the dimension that is asked for ("how heavy") in the fact,
// by its word or by its unit.
func (ix *Index) vetoDimension(q *query, d *doc, c *candidate) {
	at := q.want.at
	if at < 0 || at+1 >= len(q.tokens) || bare(q.tokens[at].Norm) != "how" {
		return
	}
	w := q.tokens[at+1]
	units := ""
	for _, f := range strings.Split(dimensions, ";") {
		words, u, _ := strings.Cut(f, ":")
		if text.In(w.Norm, words) {
			units = u
		}
	}
	if units == "" || d.cover[w.Stem] > 0 || d.says(" "+w.Norm+" ") {
		return
	}
	for _, u := range strings.Fields(units) {
		if d.cover[text.StemWord(u, "en")] > 0 || d.fact.Figure != nil && strings.Contains(text.Fold(d.fact.Figure.Unit), u) || d.says(" "+u+" ") {
			return
		}
	}
	c.forbid("dimension", "how "+w.Norm)
}

// dimensions are the adjectives of measure with the words that a fact about
// them has.
const dimensions = "heavy light:kilogram kilograms kg tonne tonnes ton tons pound pounds weigh weighs weight gram grams;" +
	"hot warm cold:degree degrees celsius fahrenheit temperature;" +
	"deep shallow:metre metres meter meters foot feet depth centimetre centimetres cm;" +
	"tall high:metre metres meter meters foot feet height altitude storey storeys floor floors level percent;" +
	"wide broad thick:metre metres meter meters centimetre centimetres cm inch inches width diameter aperture;" +
	"old young:age aged old born built since founded year years;" +
	"far distant:kilometre kilometres km mile miles metre metres distance away;" +
	"bright:magnitude;loud:decibel decibels;" +
	"strong powerful:power watt watts kilowatt kilowatts magnification;" +
	"expensive cheap dear costly:price cost costs euro euros dollar dollars pound pounds free fee"
