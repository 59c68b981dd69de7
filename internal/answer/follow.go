// Questions that lean on the one before.

package answer

import (
	"slices"
	"strings"

	"autofacts/internal/answer/text"
)

// lastYear reports whether a token is one of the two words "last year".
func lastYear(q *query, i int) bool {
	is := func(i int, w string) bool { return i >= 0 && i < len(q.tokens) && q.tokens[i].Norm == w }
	return is(i, "last") && is(i+1, "year") || is(i-1, "last") && is(i, "year")
}

// expand fills a question that leans on the one before it ("and Sorrel?", "in which
// city?", "what did he say?") with what it leaves out. It gives the text as it
// stands where the question stands on its own.
func (ix *Index) expand(prev, clean, lang string) string {
	prev = honest(text.Clean(prev))
	if prev == "" || clean == "" {
		return clean
	}
	now := ix.understand(Question{}, clean, lang)
	if !ix.leans(now) {
		return clean
	}
	before := ix.understand(Question{}, prev, text.Detect(prev, lang))
	if now.want.kind != 0 && now.want.kind != askHow|askCount && !bareWhat(now) && (now.want.at >= 0 || now.want.kind&askYesNo != 0) {
		return strings.TrimRight(clean, "?!. ") + " " + ix.carry(before, now) + "?"
	}
	return ix.replaceIn(before, now)
}

// leans reports whether a question needs the one before it.
func (ix *Index) leans(q *query) bool {
	if len(q.tokens) == 0 || len(q.tokens) > longFollowUp {
		return false
	}
	matter := q.want.at >= 0 || q.want.kind != 0
	for _, k := range q.main {
		matter = matter || q.terms[k].inBase || q.terms[k].class == className || q.terms[k].class == classUnknown && len(q.tokens) < shortFollowUp
	}
	opens := text.In(q.tokens[0].Norm, "and n & und et y e plus also but or") || len(q.tokens) > 1 && q.tokens[0].Norm == "what" && q.tokens[1].Norm == "about"
	if !matter && !opens && len(q.years) == 0 {
		return false // talk, not a question
	}
	known, namedBy := 0, len(q.tokens) // namedBy: where the question itself has named what it is about
	for k := range q.terms {
		t := &q.terms[k]
		if t.class != classNoun && t.class != className || !t.inBase || ix.everywhere(t) {
			continue
		}
		if known++; (known == 2 || t.end-t.start > 1) && t.end < namedBy {
			namedBy = t.end
		}
	}
	for i, t := range q.tokens {
		if text.In(t.Norm, "it its he his him she her they them their theirs that those this these there one ones else same davon dort er sie lui elle ils ella ello dele dela disso 其 它 他 她 那 呢") && !determiner(q, t) && i < namedBy {
			return true
		}
	}
	if opens && namedBy == len(q.tokens) {
		return true
	}
	known = 0
	for _, k := range q.main {
		if t := &q.terms[k]; t.inBase && !ix.everywhere(t) {
			known++
		}
	}
	return known < 2 && len(q.tokens) <= shortFollowUp
}

// Lengths of questions that may lean on the one before, in tokens.
const (
	longFollowUp  = 16
	shortFollowUp = 6
)

// determiner reports whether a pronoun only points at a word of the question
// itself: "that country", "this year".
func determiner(q *query, t text.Token) bool {
	return text.In(t.Norm, "this") && strings.Contains(q.text, "this year")
}

// bareWhat reports whether the question word is only that of "what about".
func bareWhat(q *query) bool {
	at := q.want.at
	if at < 0 || at+1 >= len(q.tokens) {
		return at >= 0 && len(q.tokens) == 1 && text.In(bare(q.tokens[at].Norm), "what how")
	}
	return text.In(bare(q.tokens[at].Norm), "what how") && q.tokens[at+1].Norm == "about"
}

// carry gives the words of the question before that the new one leaves out: its
// names, things and years, except those that the new one replaces.
func (ix *Index) carry(before, now *query) string {
	var out []string
	for k := range before.terms {
		t := &before.terms[k]
		keep := t.class == className || t.class == classNoun || t.class == classUnknown || t.class == classVerb && t.inBase
		if t.class == classNumber {
			keep = len(now.years) == 0 || !isYear(before, t)
		}
		if !keep || ix.replaced(t, now, before) || slices.Contains(before.want.focus, k) && before.want.kind&askCount == 0 && t.class != className && len(now.want.focus) > 0 {
			continue
		}
		out = append(out, t.surface)
	}
	return strings.Join(out, " ")
}

func isYear(q *query, t *term) bool {
	for _, n := range q.nums {
		if n.Start == t.start {
			return n.Year
		}
	}
	return false
}

// replaced reports whether the new question has something in the place of a
// term of the one before: the same thing, a name of the same sort, or the other
// of two that differ.
func (ix *Index) replaced(t *term, now, before *query) bool {
	for k := range now.terms {
		n := &now.terms[k]
		if n.class == classLight || n.class == classNumber {
			continue
		}
		for _, a := range t.keys {
			for _, b := range n.keys {
				if a == b || ix.lex.differs(a, []string{b}) {
					return true
				}
			}
		}
		named := n.class == className || n.class == classUnknown || n.class == classNoun && !n.inBase && now.want.at < 0
		if t.class == className && named && ix.sameSort(t, n) || opposite(t.norm, n.norm) {
			return true
		}
	}
	return false
}

// opposite reports whether one word says inside and the other outside.
func opposite(a, b string) bool {
	const inside, outside = "home domestic domestically inside indoors", "abroad overseas foreign outside outdoors"
	return text.In(a, inside) && text.In(b, outside) || text.In(a, outside) && text.In(b, inside)
}

// sameSort reports whether two names are both of places or both of something
// else; a name that the lexicon does not have counts as either.
func (ix *Index) sameSort(a, b *term) bool {
	pa, oka := ix.placeName(a)
	pb, okb := ix.placeName(b)
	return !oka || !okb || pa == pb
}

func (ix *Index) placeName(t *term) (place, known bool) {
	for _, k := range t.keys {
		if n := ix.lex.names[k]; n != nil {
			return n.place, true
		}
	}
	return false, false
}

// replaceIn puts the words of the new utterance into the question before, in
// the place of what they replace.
func (ix *Index) replaceIn(before, now *query) string {
	var out []string
	drop := map[int]bool{}
	for k := range before.terms {
		t := &before.terms[k]
		if t.class != classLight && t.class != classNumber && (ix.replaced(t, now, before) || t.class == className && anotherOne(now)) {
			for i := t.start; i < t.end; i++ {
				drop[i] = true
			}
		}
		if t.class == classNumber && isYear(before, t) && (len(now.years) > 0 || relativeBefore(now)) {
			for i := t.start; i < t.end; i++ {
				drop[i] = true
			}
		}
		if ordinalsOf(now) || text.In(lastWord(now), "next previous") { // "the next one": another ordinal of the same thing
			for _, n := range before.nums {
				if n.Ordinal && n.Start >= t.start && n.Start < t.end {
					for i := t.start; i < t.end; i++ {
						delete(drop, i)
					}
					drop[n.Start] = true
				}
			}
		}
	}
	for i, t := range before.tokens {
		if !drop[i] && !(len(now.years) > 0 && lastYear(before, i) && i+1 < len(before.tokens)) {
			out = append(out, t.Surface)
		}
	}
	for i, t := range now.tokens {
		if text.In(t.Norm, "next previous one ones") && !ordinalsOf(now) && len(now.main) == 0 {
			continue
		}
		if i == 0 && text.In(t.Norm, "and n & und et y e what how but or also") || i == 1 && t.Norm == "about" {
			continue
		}
		out = append(out, t.Surface)
	}
	return ix.stepped(before, now, strings.Join(out, " ")) + "?"
}

// anotherOne reports whether a question points at another of the same things:
// "and the one with the ships".
func anotherOne(q *query) bool {
	return len(q.tokens) < longFollowUp && q.saysAny("the one with", "the one in", "the one from", "the one of", "the one at", "the one by", "the other one", "the ones with", "the ones in", "the ones from")
}

func lastWord(q *query) string {
	for i := len(q.tokens) - 1; i >= 0; i-- {
		if !text.In(q.tokens[i].Norm, "one ones") {
			return q.tokens[i].Norm
		}
	}
	return ""
}

func ordinalAt(q *query, t *term) float64 {
	for _, n := range q.nums {
		if n.Start >= t.start && n.Start < t.end && n.Ordinal {
			return n.Value
		}
	}
	return 0
}

func ordinalsOf(q *query) bool {
	for _, n := range q.nums {
		if n.Ordinal {
			return true
		}
	}
	return false
}

func relativeBefore(q *query) bool {
	s := " " + strings.ToLower(q.text) + " "
	for _, p := range []string{"year before", "previous year", "prior year", "a year earlier", "year earlier"} {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// stepped reads "the year before" and "the next one" against the question
// before: the year less one, the ordinal plus one.
func (ix *Index) stepped(before, now *query, s string) string {
	if relativeBefore(now) && len(before.years) > 0 {
		return s + " " + yearString(before.years[0].From-1)
	}
	for _, n := range before.nums {
		if n.Ordinal && text.In(lastWord(now), "next following") {
			return s + " " + itoa(int(n.Value)+1) + "th"
		}
		if n.Ordinal && text.In(lastWord(now), "previous before") {
			return s + " " + itoa(int(n.Value)-1) + "th"
		}
	}
	return s
}
