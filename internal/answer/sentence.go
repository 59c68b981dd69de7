// Sentences: does an utterance have the verb of one, or is it a string of search words?

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
)

// finiteVerb reports whether an English utterance has a verb of a sentence, as
// opposed to a string of nouns typed as a search ("jars sold in Marevia 2024").
func (ix *Index) finiteVerb(u *utterance) bool {
	dict := text.English()
	for i, t := range u.tokens {
		w := t.Norm
		if strings.HasSuffix(strings.ToLower(t.Surface), "'s") && i+1 < len(u.tokens) && text.In(u.tokens[i+1].Norm, "been the a an in not only now still") {
			return true
		}
		if i == 0 {
			continue
		}
		if text.In(w, "is are was were has have had will won't does did doesn't didn't isn't aren't wasn't weren't don't dont can can't cannot didnt doesnt isnt wasnt aren't hasn't haven't would could") {
			return true
		}
		strict, loose := dict.Past(w)
		after := next(u, i+1)
		before := u.tokens[i-1]
		if text.In(before.Norm, "also still now already never always only both really even") && dict.Verb(w) && after != "" {
			return true
		}
		if strings.HasSuffix(w, "ed") && (next(u, i+1) != "" && u.tokens[min(i+1, len(u.tokens)-1)].Digit) {
			return true
		}
		if (dict.Verb(w) || strings.HasSuffix(w, "ed")) && text.In(after, "the a an its their his her all every more most no two three over") && (!text.Light(before, "en") || text.In(before.Norm, "also he she it they")) {
			return true
		}
		if strings.HasPrefix(dict.POS(w), "v") && strings.HasSuffix(before.Norm, "s") && !text.Light(t, "en") && after != "" && len(ix.lex.phrases[t.Stem]) == 0 && !strings.HasSuffix(w, "ing") && !strings.HasSuffix(w, "ed") {
			return true
		}
		if strict || loose && after != "" && !text.In(after, "in by at for from to on of per and or with during abroad overseas") && !t.Glued {
			return true
		}
		if strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && strings.HasPrefix(dict.POS(w), "v") && after != "" && (len(ix.lex.phrases[t.Stem]) == 0 || text.Light(before, "en")) && (!text.Light(before, "en") || text.In(before.Norm, "also still now already never always only it he she")) {
			return true
		}
		if text.In(before.Norm, "i we you they") && strings.HasPrefix(dict.POS(w), "v") {
			return true
		}
	}
	return false
}

// foreignVerb reports whether a common verb form of another language is there.
func foreignVerb(q *query) bool {
	for _, t := range q.tokens {
		if text.In(t.Norm, "est sont a ont n'a etait ist sind hat haben war wurde wurden baut es son tiene ha fue fueron e sao tem foi foram 是 有 为 达 了") {
			return true
		}
	}
	return false
}
