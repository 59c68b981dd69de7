// Vetoes about measure: money, breakdowns and dimensions.

package answer

import (
	"strings"

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
func (ix *Index) vetoBreakdown(q *query, d *doc, c *candidate) {
	for i := range q.demands.parts {
		if p := &q.demands.parts[i]; d.cover[p.stem] < coverBeside && !d.perUnit(p.perUnit) {
			c.forbid("breakdown", p.word)
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
// by its word or by its unit; "how long" may also ask for a time.
func (ix *Index) vetoDimension(q *query, d *doc, c *candidate) {
	w := q.demands.dimension
	if w == "" || w == "long" && d.provides&askDuration != 0 || ix.measures(q, d) {
		return
	}
	c.forbid("dimension", "how "+w)
}

// measures reports whether a fact tells the dimension that is asked for.
func (ix *Index) measures(q *query, d *doc) bool {
	w := q.demands.dimension
	if w == "" {
		return false
	}
	if d.cover[q.demands.dimStem] > 0 && w != "long" || d.says(" "+w+" ") {
		return true
	}
	for _, u := range q.demands.units {
		if d.cover[u.stem] > 0 || d.fact.Figure != nil && strings.Contains(text.Fold(d.fact.Figure.Unit), u.word) || d.says(" "+u.word+" ") {
			return true
		}
	}
	return false
}
