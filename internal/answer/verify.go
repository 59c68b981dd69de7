// A claim against one fact: words, years, figures and direction together.

package answer

import (
	"slices"
	"strings"

	"autofacts/internal/kb"
)

// verify compares a claim with one fact. The words name what is not settled.
func (ix *Index) verify(q *query, c *candidate) (Verdict, []string) {
	d := ix.docs[c.doc]
	if strings.Contains(c.vetoBy, "differ") || len(d.names) > besideNames { // a fact of many things ties any of them to any other
		return Unknown, c.veto
	}
	turn := direction(&q.utterance, d)
	gaps, swap, actions := ix.gaps(q, d, c, turn != 0)
	if v, w := ix.verifyYears(q, d); v != Supported {
		if v == Contradicted && len(gaps) > 0 {
			return Unknown, gaps
		}
		return v, w
	}
	num := Supported
	neg := q.negated != q.saysAny("it's false that", "it is false that", "false that", "not true that", "untrue that", "wrong that")
	for _, n := range q.numbers {
		if n.Ordinal && !ix.hasFigure(d, n.Value) && !ix.ranks(d) {
			gaps = append(gaps, surface(q.tokens[n.Start:n.End]))
			continue
		}
		v, flipped := ix.verifyNumber(q, d, n)
		if flipped {
			neg = false
		}
		if v != Supported {
			num = v
		}
		if v == Contradicted {
			break
		}
	}
	if swap != "" {
		if num == Supported && len(gaps)-actions <= 1 && (definite(q) || actions == 0 && c.feat.cover >= singleCover && single(q, d)) {
			return flip(Contradicted, neg), nil
		}
		return Unknown, []string{swap}
	}
	if len(gaps) > 0 {
		return Unknown, gaps
	}
	if num == Unknown {
		return Unknown, nil
	}
	if turn < 0 {
		return flip(Contradicted, neg), nil
	}
	return flip(num, neg), nil
}

// singleCover is how much of a claim a fact must cover to contradict it by what
// there is only one of.
const singleCover = 0.5

func flip(v Verdict, negated bool) Verdict {
	if !negated {
		return v
	}
	if v == Supported {
		return Contradicted
	}
	return Supported
}

// ranks reports whether the fact has a rank or a streak of its own to set
// against an ordinal.
func (ix *Index) ranks(d *doc) bool {
	if f := d.fact.Figure; f != nil && (f.As == kb.Rank || f.As == kb.Streak) {
		return true
	}
	for _, q := range d.figures {
		if q.ordinal {
			return true
		}
	}
	return false
}

// verifyYears compares the years of a claim with those of the fact.
func (ix *Index) verifyYears(q *query, d *doc) (Verdict, []string) {
	for _, p := range q.years {
		if hasPeriod(d, p) {
			if p.From == p.To && edgeWrong(q, d, p.From) {
				return Contradicted, nil
			}
			continue
		}
		if len(d.years) > 0 && d.fact.Figure == nil && d.fact.Kind != kb.KindFigure {
			return Contradicted, nil
		}
		return Unknown, []string{periodWords(p)}
	}
	for _, p := range q.years { // "2021 to 2026" where the fact has 2021 to 2025
		if p.To > p.From && d.fact.Figure == nil && !slices.Contains(d.years, p) && len(d.years) > 0 {
			return Contradicted, nil
		}
	}
	return Supported, nil
}

// edgeWrong reports whether a claim puts the begin or the end of the fact's
// period into a year within it.
func edgeWrong(q *query, d *doc, year int) bool {
	for _, p := range d.years {
		if p.To == p.From || !p.Contains(year) {
			continue
		}
		if q.has("start starts started begin begins began beginning") && year != p.From {
			return true
		}
		if q.has("end ends ended until finish finishes finished") && year != p.To {
			return true
		}
	}
	return false
}
