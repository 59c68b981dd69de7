// Claims about where a name belongs, against the lexicon's relations.

package answer

import "slices"

// related checks a claim about where a name belongs against the lexicon's
// relations: "X is in P" where the base says that X is in Q.
func (t *turn) related(q *query) (Reply, bool) {
	var names []concept
	for _, k := range q.main {
		m := &q.terms[k]
		switch {
		case m.class == className:
			for _, c := range m.keys {
				if t.ix.lex.names[c] != nil {
					names = append(names, c)
				}
			}
		case t.ix.isKind(firstKey(m)):
		default:
			return Reply{}, false
		}
	}
	if len(names) != 2 || names[0] == names[1] || len(q.numbers) > 0 || q.negated {
		return Reply{}, false
	}
	for i := range names {
		a, b := t.ix.lex.names[names[i]], names[1-i]
		for _, r := range a.rel {
			to := t.ix.lex.names["n:"+r.To]
			if to == nil {
				continue
			}
			di, ok := t.ix.doc(r.Fact)
			if !ok {
				continue
			}
			if slices.Contains(a.within, b) && slices.Contains(to.within, b) {
				return t.verdict(Supported, di, 1), true
			}
			for _, is := range to.is {
				if slices.Contains(t.ix.lex.names[b].is, is) && !slices.Contains(a.within, b) {
					return t.verdict(Contradicted, di, 1), true
				}
			}
		}
	}
	return Reply{}, false
}

func firstKey(t *term) string {
	if len(t.keys) == 0 {
		return ""
	}
	return t.keys[0]
}
