// Refusals: what is missing, and the nearest facts offered as such.

package answer

import (
	"slices"
	"strings"

	"autofacts/internal/kb"
)

// Sentences that do not depend on the base.
const (
	sayEmpty   = "I could not find a question in that. Ask me in plain words, for example \"what can you answer?\"."
	sayNothing = "The fact base does not hold that."
)

// refuse says what is missing and offers the nearest facts as such.
func (t *turn) refuse(q *query, cands []candidate, best int, conf float64) Reply {
	r := Reply{Outcome: Refused, Confidence: conf}
	for i := range cands {
		if len(r.Closest) == maxOffers || confidence(cands, i) < offerAt {
			break
		}
		r.Closest = append(r.Closest, t.ix.docs[cands[i].doc].fact.ID)
	}
	r.Missing = t.missing(q, cands, best)
	r.Lead = q.lacks(r.Missing)
	for _, id := range r.Closest {
		if says := t.ix.statement(id); says != "" && len(r.Notes) < 2 { // a list says nothing itself
			r.Notes = append(r.Notes, "Nearest, not the answer: "+says)
		}
	}
	return r
}

// lacks says that what is missing is not held: what the base knows well enough,
// but not together with the rest, is not said to be missing from the base.
func (q *query) lacks(missing []string) string {
	if len(missing) == 0 {
		return sayNothing
	}
	names := strings.Join(missing, ", ")
	if len(missing) == 1 && slices.Contains([]string{"when", "where", "who", "why", "how long"}, strings.ToLower(names)) {
		return sayNothing + " It does not say " + strings.ToLower(names) + "."
	}
	for _, m := range missing {
		for i := range q.terms {
			if q.terms[i].inBase && q.terms[i].surface == m {
				return sayNothing + " Missing in this connection: " + names + "."
			}
		}
	}
	return sayNothing + " Missing: " + names + "."
}

// missing names what is asked for and not held.
func (t *turn) missing(q *query, cands []candidate, best int) []string {
	if best < 0 && len(cands) > 0 && len(cands[0].veto) > 0 {
		return plain(cands[0].veto)
	}
	var out []string
	for _, k := range q.main {
		if tm := &q.terms[k]; !tm.inBase && len(out) < 2 {
			out = append(out, tm.surface)
		}
	}
	if len(out) == 0 && len(cands) > 0 {
		for _, k := range cands[0].miss {
			if len(out) < 2 {
				out = append(out, q.terms[k].surface)
			}
		}
	}
	return plain(out)
}

// plain keeps of the user's words only what is harmless to repeat: short plain
// words and years, no figures, no markup.
func plain(words []string) []string {
	var out []string
	for _, w := range words {
		keep := len(w) > 0 && len(w) <= 40
		digits := 0
		for _, r := range w {
			if r >= '0' && r <= '9' {
				digits++
			} else if strings.ContainsRune("@#<>[]()*_`|~\\/:", r) {
				keep = false
			}
		}
		if keep && (digits == 0 || digits == 4 && len(w) == 4 || len(w) == 9 && digits == 8 || digits <= 2 && len(w) <= 6) {
			out = append(out, w)
		}
	}
	return out
}

// statement gives the statement of a fact, or "".
func (ix *Index) statement(id kb.FactID) string {
	if f := ix.base.Fact(id); f != nil {
		return f.Statement
	}
	return ""
}
