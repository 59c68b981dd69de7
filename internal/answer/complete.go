// What completes an answer: the second half of an explanation, and the facts that say
// where a place lies.

package answer

import (
	"maps"
	"slices"
)

// companionGap is how far behind the best, in the ranking's log-odds, a fact may
// be and belong to the same answer.
const companionGap = 4.5

// companion gives the fact that completes an explanation, or -1: what was asked
// is not a figure, a date or a name, and the next best fact is of the same
// paragraph and nearly as good ("costs are driven down", "by technology and
// scale").
func (ix *Index) companion(q *query, cands []candidate, best int) int {
	if q.want.kind&(askCount|askDuration|askShare|askWhen|askWhere|askMoney|askRank|askName|askYesNo) != 0 || q.want.kind&askWho != 0 && cands[best].feat.typed > 0 || q.want.kind == 0 || q.want.kind&askWhich != 0 && q.want.kind&askWhat == 0 {
		return -1
	}
	b := ix.docs[cands[best].doc]
	if b.fact.Figure != nil || len(b.fact.Evidence) == 0 {
		return -1
	}
	for i := range cands {
		c := &cands[i]
		d := ix.docs[c.doc]
		if i == best || c.vetoBy != "" || len(d.fact.List) > 0 || len(d.fact.Evidence) == 0 {
			continue
		}
		if cands[best].score-c.score > companionGap {
			return -1
		}
		if d.fact.Evidence[0].Source == b.fact.Evidence[0].Source && d.fact.Evidence[0].Paragraph == b.fact.Evidence[0].Paragraph && (d.fact.Figure == nil || q.want.kind&askHow != 0) && c.feat.cover > cands[best].feat.cover-.4 {
			return c.doc
		}
		return -1
	}
	return -1
}

// backing gives the facts that say where the fact's places lie, as far as the
// question speaks of places of that kind: a fact that names a city is backed by
// the one that says in which province it is.
func (ix *Index) backing(q *query, d *doc) []int {
	kinds := map[string]bool{}
	for _, k := range q.main {
		m := &q.terms[k]
		for _, key := range m.keys {
			if n := ix.lex.names[key]; n != nil && n.place && !d.names[key] {
				for _, is := range n.is {
					kinds[is] = true
				}
			}
			if ix.isKind(key) && q.want.kind&(askWhich|askWhat|askWhere) != 0 {
				kinds[key] = true
			}
		}
	}
	var out []int
	for _, c := range slices.Sorted(maps.Keys(d.names)) {
		n := ix.lex.names[c]
		if n == nil || !n.place || len(kinds) == 0 {
			continue
		}
		for _, r := range n.rel {
			to := ix.lex.names["n:"+r.To]
			di, ok := ix.doc(r.Fact)
			if to == nil || !ok || d.names["n:"+r.To] || ix.docs[di] == d {
				continue
			}
			for _, is := range to.is {
				if kinds[is] && !slices.Contains(out, di) {
					out = append(out, di)
				}
			}
		}
	}
	return out
}
