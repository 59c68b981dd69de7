// The focus: the noun that a question asks about.

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
)

// focusOf gives the terms that name what is asked for: the noun phrase after
// the question phrase ("how many chargers", "which German firm").
func focusOf(u *utterance, w want) []int {
	if w.at < 0 || w.kind&(askCount|askWhich|askShare|askWhat|askDuration|askList|askWho) == 0 || w.kind&askWho != 0 && !text.In(next(u, w.pos), "is was are were the") {
		return nil
	}
	var out []int
	for k := range u.terms {
		t := &u.terms[k]
		if t.start < w.pos {
			continue
		}
		tok := u.tokens[t.start]
		if tok.Sentence != u.tokens[w.at].Sentence || len(out) > 0 && (tok.Before != 0 || t.class == classVerb || t.class == classLight && !text.In(tok.Norm, "of and")) {
			break
		}
		if t.class == classLight {
			if w.kind&(askWhat|askWho) != 0 && w.kind&askWhich == 0 || text.In(tok.Norm, "of the a an and all these those type types kind kinds sort sorts other different new name names big total number percent") {
				continue
			}
			break
		}
		if len(out) > 0 && t.class == classNumber {
			break
		}
		if t.class == classVerb && len(out) == 0 && w.kind&(askWhat|askList) == 0 {
			break
		}
		if w.kind&askWho != 0 && t.class == classOther {
			continue // "the prime minister"
		}
		out = append(out, k)
		if strings.HasSuffix(tok.Surface, "'s") || strings.HasSuffix(tok.Surface, "s'") {
			break // "which maker's plant": a maker is asked for
		}
		if len(out) == 3 || w.kind&(askWhat|askWho) != 0 && w.kind&askWhich == 0 && !(k+1 < len(u.terms) && compound(u, t, &u.terms[k+1])) {
			break
		}
	}
	return out
}

// focusKind reads what is wanted from its noun: "what percentage", "which
// year", "name of the photographer".
func focusKind(u *utterance, w want) asked {
	var k asked
	from := 0
	if w.at >= 0 {
		from = w.pos
	}
	for i := from; i < len(u.tokens) && (i < from+4 || w.at < 0 || text.In(u.tokens[i].Norm, "called named call")); i++ {
		t := u.tokens[i]
		near := w.at >= 0 || t.First
		switch {
		case text.In(t.Norm, "percent percentage share proportion fraction portion pct"):
			k |= askShare
		case (text.In(t.Norm, "growth increase rise decrease drop decline") || t.Norm == "change" && i > 0 && text.In(u.tokens[i-1].Norm, "the percentage percent of annual")) && w.kind&(askWhat|askWhich|askCount) != 0:
			k |= askChange
		case text.In(t.Norm, "duration") || t.Norm == "time" && i > 0 && thing(&u.tokens[i-1]) || t.Norm == "period" && w.at < 0:
			k |= askDuration
		case text.In(t.Norm, "year years date dates") && (w.kind&(askWhich|askWhat) != 0 && i < from+2 || w.at < 0 && i == 0):
			k |= askWhen
		case text.In(t.Norm, "reason reasons cause causes") && w.kind != 0:
			k |= askWhy
		case text.In(t.Norm, "called named") && w.kind&(askWhat|askHow) != 0, t.Norm == "name" && w.kind&^askWhat == 0 && (text.In(next(u, i+1), "of") || i > 0 && (text.In(u.tokens[i-1].Norm, "his her their its") || strings.HasSuffix(u.tokens[i-1].Surface, "'s"))):
			k |= askName
		case text.In(t.Norm, "call named") && w.kind&askWhat != 0 && i > from+1:
			k |= askName
		case text.In(t.Norm, "location whereabouts"):
			k |= askWhere
		case text.In(t.Norm, "rank ranking position") && w.kind&(askWhich|askWhat) != 0:
			k |= askRank
		case near && text.In(t.Norm, "number quantity amount total volume") && w.kind&^(askWhat|askWhich) == 0 && (w.at < 0 || next(u, i+1) == "of"):
			k |= askCount
		case text.In(t.Norm, "price cost fee") && w.kind&(askWhat|askWhich) != 0:
			k |= askMoney
		}
	}
	return k
}

// thing reports whether a word is the name of a thing or an action: "lead time"
// and "build time" are durations, "first time" is none.
func thing(t *text.Token) bool {
	pos := text.English().POS(t.Norm)
	return pos != "" && strings.IndexByte("nv", pos[0]) >= 0 && !text.Light(*t, "en")
}

// compound reports whether the next term makes one noun with a term and is its
// head: "production capacity of".
func compound(u *utterance, t, next *term) bool {
	if next.end >= len(u.tokens) || !text.In(u.tokens[next.end].Norm, "of at in for on to from by between") {
		return false
	}
	return next.start == t.end && u.tokens[next.start].Before == 0 && (t.class == classNoun || t.class == classOther) && next.class == classNoun
}
