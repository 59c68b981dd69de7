// Letters typed one by one or spelt out by their names.

package answer

import (
	"autofacts/internal/answer/text"
	"strings"
)

// joinLetters makes words of letters typed one by one: three or more, or two
// that make a word of the base.
func (ix *Index) joinLetters(ts []text.Token, lang string) []text.Token {
	var out []text.Token
	ts = ix.spellOut(ts, lang)
	for i := 0; i < len(ts); {
		j := i
		for j < len(ts) && len(ts[j].Norm) == 1 && !ts[j].Han && !ts[j].Digit && ts[j].Sentence == ts[i].Sentence && (j == i || ts[j].Before == 0) {
			j++
		}
		if j-i < 2 {
			out = append(out, ts[i])
			i++
			continue
		}
		for _, w := range ix.segment(ts[i:j]) {
			t := ts[i]
			ix.setWord(&t, w, lang)
			out = append(out, t)
		}
		i = j
	}
	for i := range out {
		out[i].First = i == 0 || out[i].Sentence != out[i-1].Sentence
	}
	return out
}

// spellOut makes a word of the names of its letters: "bee why dee".
func (ix *Index) spellOut(ts []text.Token, lang string) []text.Token {
	if lang != "en" {
		return ts
	}
	var out []text.Token
	for i := 0; i < len(ts); i++ {
		joined, best, named := "", 0, false
		word := ""
		for j := i; j < len(ts) && j < i+5 && ts[j].Sentence == ts[i].Sentence; j++ {
			l := letterName(ts[j].Norm)
			if l == "" {
				break
			}
			named = named || len(ts[j].Norm) > 1
			joined += l
			if _, ok := ix.words.get(joined); ok && j > i && named {
				word, best = joined, j-i+1
			}
		}
		if best == 0 {
			out = append(out, ts[i])
			continue
		}
		t := ts[i]
		ix.setWord(&t, word, lang)
		out = append(out, t)
		i += best - 1
	}
	return out
}

// letterName gives the letters that a word names, or "": "bee", "vees", "b".
func letterName(w string) string {
	if len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' {
		return w
	}
	const list = " ay:a bee:b be:b cee:c see:c sea:c dee:d ee:e ef:f eff:f gee:g aitch:h jay:j kay:k el:l em:m en:n an:n oh:o pee:p pea:p cue:q queue:q are:r ar:r ess:s tee:t tea:t you:u vee:v we:v dub:w ex:x why:y zee:z zed:z"
	if l := lookUp(list, w); l != "" {
		return l
	}
	if one := lookUp(list, strings.TrimSuffix(w, "s")); one != "" && strings.HasSuffix(w, "s") {
		return one + "s" // several of what is named by letters
	}
	return ""
}

// segment cuts a run of single letters into known words, the longest first.
func (ix *Index) segment(ts []text.Token) []string {
	s := ""
	for _, t := range ts {
		s += t.Norm
	}
	var out []string
	for len(s) > 0 {
		n := len(s)
		for ; n > 1; n-- {
			if _, ok := ix.words.get(s[:n]); ok || n > 2 && text.English().Common(s[:n]) || n == 2 && text.In(s[:n], "in of is to on at it by do as an or no we") {
				break
			}
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}
