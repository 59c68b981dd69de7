// Vetoes about measure: money, breakdowns and dimensions.

package answer

import (
	"slices"
	"strings"
	"unicode"

	"autofacts/internal/answer/text"
)

// vetoMoney wants a price where one is asked for.
func (ix *Index) vetoMoney(q *query, d *doc, c *candidate) {
	for _, k := range q.demands.money {
		if best, _ := q.covered.of(c.at, k); best < coverBeside && !money(d) {
			c.forbid("money", q.terms[k].surface)
		}
	}
}

// moneyUnits are the words by which a text gives an amount of money.
const moneyUnits = "eur euro euros usd dollar dollars pound pounds gbp yen yuan rmb cents francs crowns"

// money reports whether a figure of the fact is an amount of money.
func money(d *doc) bool {
	if f := d.fact.Figure; f != nil && text.In(text.Fold(f.Unit), moneyUnits) {
		return true
	}
	return strings.ContainsAny(d.fact.Statement, "€$£") || slices.ContainsFunc(letters(d.fact.Statement), func(w string) bool { return text.In(w, moneyUnits+" costs free") })
}

// letters gives the words of a text that are made of letters, folded.
func letters(s string) []string {
	return strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) })
}

// vetoBreakdown wants the parts that a question asks for: "per month", "by
// province", "monthly".
func (ix *Index) vetoBreakdown(q *query, d *doc, c *candidate) {
	for i := range q.demands.parts {
		if p := &q.demands.parts[i]; (p.rate || d.cover[p.stem] < coverBeside) && !d.perUnit(p.perUnit) {
			c.forbid("breakdown", p.word)
		}
	}
}

// perUnit reports whether a wording of the fact gives something for each of a
// unit: "a month", "per week", "daily".
func (d *doc) perUnit(unit string) bool {
	if unit == "" {
		return false
	}
	for _, w := range []string{" a ", " an ", " per ", " each ", " every "} {
		if d.says(w + unit) {
			return true
		}
	}
	return d.says(unit+"ly ") || unit == "day" && d.says(" daily")
}

// vetoDimension wants the dimension that is asked for ("how heavy") in the fact,
// by its word or by its unit; "how long" may also ask for a time.
func (ix *Index) vetoDimension(q *query, d *doc, c *candidate) {
	w := q.demands.dimension
	if w == "" || w == "long" && d.provides&askDuration != 0 || measures(q, d) {
		return
	}
	c.forbid("dimension", "how "+w)
}

// measures reports whether a fact tells the dimension that is asked for.
func measures(q *query, d *doc) bool {
	return q.demands.dimension != "" && d.dimensions&(1<<q.demands.dimensionAt) != 0
}

// dimensions are the adjectives of measure with the words that a fact about
// them has.
const dimensions = "heavy light:kilogram kilograms kg tonne tonnes ton tons pound pounds weigh weighs weight gram grams;" +
	"hot warm cold:degree degrees celsius fahrenheit temperature;" +
	"deep shallow:metre metres meter meters foot feet depth centimetre centimetres cm;" +
	"long short:metre metres meter meters foot feet kilometre kilometres km mile miles centimetre centimetres cm length;" +
	"tall high:metre metres meter meters foot feet height altitude storey storeys floor floors level percent;" +
	"wide broad thick:metre metres meter meters centimetre centimetres cm inch inches width diameter aperture;" +
	"old young:age aged old born built founded;" +
	"far distant:kilometre kilometres km mile miles metre metres distance away;" +
	"bright:magnitude;loud:decibel decibels;" +
	"strong powerful:power watt watts kilowatt kilowatts magnification;" +
	"expensive cheap dear costly:price cost costs euro euros dollar dollars pound pounds free fee"

// dimensionOf gives the place in dimensions of an adjective of measure, or -1.
func dimensionOf(adjective string) int {
	i := 0
	for f := range strings.SplitSeq(dimensions, ";") {
		if words, _, _ := strings.Cut(f, ":"); text.In(adjective, words) {
			return i
		}
		i++
	}
	return -1
}

// dimensionsOf gives the dimensions that a fact tells by an adjective or a unit
// of theirs, one bit each.
func dimensionsOf(d *doc) (bits uint32) {
	unit := ""
	if d.fact.Figure != nil {
		unit = " " + strings.Join(letters(d.fact.Figure.Unit), " ") + " "
	}
	i := 0
	for f := range strings.SplitSeq(dimensions, ";") {
		words, units, _ := strings.Cut(f, ":")
		for w := range strings.FieldsSeq(words) { // "long" is said of time as well
			if w != "long" && d.cover[text.StemWord(w, "en")] > 0 || d.says(" "+w+" ") {
				bits |= 1 << i
			}
		}
		for w := range strings.FieldsSeq(units) {
			if d.cover[text.StemWord(w, "en")] > 0 || strings.Contains(unit, " "+w+" ") || d.says(" "+w+" ") {
				bits |= 1 << i
			}
		}
		i++
	}
	return bits
}
