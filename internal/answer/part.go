// Parts: where one utterance is cut into several questions.

package answer

import "autofacts/internal/answer/text"

// parts cuts an utterance into its questions.
func (ix *Index) parts(q *query) []string {
	if cuts := ix.cuts(q); len(cuts) > 0 {
		return ix.byQuestionWords(q, cuts)
	}
	if p := ix.trailing(q); p != nil {
		return p
	}
	return ix.coordinated(q)
}

// cuts gives the tokens where a second or further question begins.
func (ix *Index) cuts(q *query) []int {
	var out []int
	seen, only := false, marked(q.tokens)
	for i := range q.tokens {
		if only && !q.tokens[i].Asks {
			continue
		}
		k, _ := questionWord(q.tokens, i)
		if q.lang != "en" {
			k = foreignQuestionWord(q.tokens[i].Norm)
		}
		if k == 0 || subordinate(q.tokens, i) || relative(q.tokens, i) && q.tokens[i].Before == 0 && !joined(q.tokens, i) {
			continue
		}
		if !seen {
			seen = true
			continue
		}
		b := i
		for b > 0 && text.In(q.tokens[b-1].Norm, "in at by for to of on from with during under") {
			b--
		}
		if joined(q.tokens, b) || q.tokens[b].Before == ',' || q.tokens[b].First {
			if matterBetween(q, lastCut(out), b) {
				out = append(out, b)
			}
		}
	}
	if len(out) >= maxParts {
		return nil
	}
	return out
}

func lastCut(cuts []int) int {
	if len(cuts) == 0 {
		return 0
	}
	return cuts[len(cuts)-1]
}

// matterBetween reports whether a word that says something stands between two tokens.
func matterBetween(q *query, from, to int) bool {
	for k := range q.terms {
		if t := &q.terms[k]; t.class != classLight && t.start >= from && t.start < to && t.inBase {
			return true
		}
	}
	return false
}

// joined reports whether the token follows a word that joins sentences.
func joined(ts []text.Token, i int) bool {
	return i > 0 && text.In(ts[i-1].Norm, "and & plus also und et y e 和")
}

// byQuestionWords gives the parts between the cuts, each filled from the first.
func (ix *Index) byQuestionWords(q *query, cuts []int) []string {
	var out []string
	from := 0
	if marked(q.tokens) {
		for !q.tokens[from].Asks {
			from++
		}
	}
	for i := 0; i <= len(cuts); i++ {
		to := len(q.tokens)
		if i < len(cuts) {
			to = cuts[i]
		}
		end := to
		for end > from && joined(q.tokens, end) {
			end--
		}
		s := surface(q.tokens[from:end]) + "?"
		if i > 0 {
			s = ix.expand(out[0], s, q.lang)
		}
		out = append(out, s)
		from = to
	}
	return out
}

// trailing cuts off a name or year added after a comma or "and" at the end:
// "how long did Brenna need, and Sorrel?".
func (ix *Index) trailing(q *query) []string {
	n := len(q.tokens)
	for i := n - 1; i > 1 && i >= n-4; i-- {
		if !(joined(q.tokens, i) && (q.tokens[i-1].Before == ',' || q.tokens[i-1].First)) {
			continue
		}
		head := surface(q.tokens[:i-1]) + "?"
		tail := "and " + surface(q.tokens[i:]) + "?"
		whole := ix.expand(head, tail, q.lang)
		if whole != tail {
			return []string{head, whole}
		}
	}
	return nil
}

// coordinated gives one question for each of two or three things of the same
// sort that are joined: "the 14th and the 15th plan", "X versus Y".
func (ix *Index) coordinated(q *query) []string {
	a, b, ok := ix.pair(q)
	if !ok {
		return nil
	}
	without := func(drop *term) string {
		var ts []text.Token
		end := drop.end
		if ordinalAt(q, drop) > 0 {
			end = drop.start + 1 // "the 14th and the 15th plan": the plan stays
		}
		for i, t := range q.tokens {
			if i >= drop.start && i < end || i >= a.end && i < b.start {
				continue
			}
			ts = append(ts, t)
		}
		return surface(ts) + "?"
	}
	return []string{without(b), without(a)}
}

// pair finds two terms of the same sort with a joining word between them.
func (ix *Index) pair(q *query) (a, b *term, ok bool) {
	for i := range q.terms {
		for j := i + 1; j < len(q.terms); j++ {
			x, y := &q.terms[i], &q.terms[j]
			if x.class == classLight || y.class == classLight || y.start-x.end > 4 || y.start <= x.end || q.tokens[x.start].Sentence != q.tokens[y.start].Sentence {
				continue
			}
			if linked(q.tokens[x.end:y.start]) && ix.alike(q, x, y) {
				return x, y, true
			}
		}
	}
	return nil, nil, false
}

// linked reports whether the tokens are a joining word and nothing of matter.
func linked(ts []text.Token) bool {
	link := false
	for _, t := range ts {
		if text.In(t.Norm, "and or & versus vs against compared than to und et y e o oder ou 和 与") {
			link = true
		} else if !text.In(t.Norm, "the a an in of with der die das le la les el los o os im") {
			return false
		}
	}
	return link
}

// alike reports whether two terms are of the same sort: names, years, ordinals,
// or two that differ.
func (ix *Index) alike(q *query, x, y *term) bool {
	if ordinalAt(q, x) > 0 && ordinalAt(q, y) > 0 {
		return true
	}
	if x.class == classNumber && y.class == classNumber {
		return isYear(q, x) == isYear(q, y) && (isYear(q, x) || ordinalAt(q, x) > 0 && ordinalAt(q, y) > 0)
	}
	for _, a := range x.keys {
		for _, b := range y.keys {
			if ix.lex.differs(a, []string{b}) {
				return true
			}
		}
	}
	named := func(t *term) bool { return t.class == className || t.class == classUnknown }
	return named(x) && named(y) && ix.sameSort(x, y)
}
