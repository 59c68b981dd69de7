// The base's lexicon made ready for matching.

package answer

import (
	"slices"
	"sort"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// A concept is what a word or phrase of the lexicon stands for: a set of words
// for the same thing ("t3") or a name ("n:hefei").
type concept = string

// lexicon is the base's lexicon made ready for matching: phrases by their stems.
type lexicon struct {
	phrases map[string][]concept // stems joined by spaces
	longest map[string]int       // by its first stem: the longest phrase, in tokens
	names   map[concept]*name
	differ  [][]concept // groups; each concept may stand in several
	inDiff  map[concept][]int
	single  map[string]bool // single known words, folded, for spelling; true for those of English
}

// name is a name with what it is and what it belongs to.
type name struct {
	id     string
	usual  string // the usual spelling, for replies
	is     []concept
	place  bool
	person bool
	rel    []kb.Relation
	within []concept // itself and all it is in, from or part of
}

const placeWords = "place city town village capital province state country nation region district county port harbour harbor island continent area location municipality territory valley street park building site venue neighbourhood neighborhood"

const personWords = "person people photographer governor executive minister president director politician author writer scientist engineer founder chair chairman chairwoman official manager artist spokesperson"

func newLexicon(l *kb.Lexicon) *lexicon {
	x := &lexicon{phrases: map[string][]concept{}, longest: map[string]int{}, names: map[concept]*name{}, inDiff: map[concept][]int{}, single: map[string]bool{}}
	for i, set := range l.Terms {
		for _, s := range set {
			x.add(s, "t:"+itoa(i), true)
		}
	}
	for i := range l.Names {
		x.addName(&l.Names[i])
	}
	for c, n := range x.names {
		n.within = x.closure(c, nil)
	}
	for i := range l.Names { // what it is, as the words a question uses for it
		n := x.names["n:"+l.Names[i].ID]
		for _, w := range l.Names[i].Is {
			n.is = append(n.is, x.keys(w)...)
		}
	}
	for _, group := range l.Differ {
		var cs []concept
		for _, w := range group {
			ks := x.keys(w)
			if len(ks) != 1 { // a phrase that is no term of its own becomes one
				c := "d:" + text.Fold(w)
				x.add(w, c, true)
				ks = []concept{c}
			}
			cs = append(cs, ks[0])
			x.inDiff[ks[0]] = append(x.inDiff[ks[0]], len(x.differ))
		}
		x.differ = append(x.differ, cs)
	}
	return x
}

func (x *lexicon) addName(n *kb.Name) {
	c := "n:" + n.ID
	m := &name{id: n.ID, rel: n.Rel, usual: n.ID}
	for _, w := range n.Is {
		m.place = m.place || text.In(text.Fold(w), placeWords)
		m.person = m.person || text.In(text.Fold(w), personWords)
	}
	x.names[c] = m
	langs := make([]string, 0, len(n.Names))
	for l := range n.Names {
		langs = append(langs, l)
	}
	sort.Strings(langs)
	for _, l := range langs {
		for i, s := range n.Names[l] {
			x.add(s, c, l == "en")
			if l == "en" && i == 0 {
				m.usual = s
			}
		}
	}
}

// closure gives a name and all that it is in, from or part of.
func (x *lexicon) closure(c concept, seen []concept) []concept {
	for _, s := range seen {
		if s == c {
			return seen
		}
	}
	seen = append(seen, c)
	if n := x.names[c]; n != nil {
		for _, r := range n.rel {
			seen = x.closure("n:"+r.To, seen)
		}
	}
	return seen
}

// add makes a phrase, of English or of another language, mean a concept in the
// stems of every language.
func (x *lexicon) add(phrase string, c concept, english bool) {
	for _, lang := range text.Languages() {
		ts := text.Tokenize(text.Tidy(phrase), lang)
		key := stems(ts)
		if key == "" {
			continue
		}
		if lang == "en" && len(ts) == 1 && foreignStem(ts[0]) {
			key = ts[0].Norm
		}
		first, _, _ := strings.Cut(key, " ")
		x.longest[first] = max(x.longest[first], len(ts))
		if len(ts) == 1 && lang != "en" && acronym(ts[0].Surface) { // "ISBNs" is said in every language
			plural := text.StemWord(ts[0].Norm+"s", lang)
			x.longest[plural] = max(x.longest[plural], 1)
			if !slices.Contains(x.phrases[plural], c) {
				x.phrases[plural] = append(x.phrases[plural], c)
			}
		}
		for _, t := range ts {
			if !t.Han {
				x.single[t.Norm] = english || x.single[t.Norm]
			}
		}
		if !slices.Contains(x.phrases[key], c) {
			x.phrases[key] = append(x.phrases[key], c)
		}
	}
}

// foreignStem reports whether a word that is no English one has the stem of one
// that is: German "Messe" is no mess.
func foreignStem(t text.Token) bool {
	dict := text.English()
	_, word := dict.Rank(t.Norm)
	_, stem := dict.Rank(t.Stem)
	return !word && stem && t.Stem != t.Norm && !acronym(t.Surface)
}

// has reports whether a word stands in some phrase of the lexicon.
func (x *lexicon) has(w string) bool {
	_, ok := x.single[w]
	return ok
}

// acronym reports whether a word is written in capitals alone.
func acronym(w string) bool {
	return len(w) >= 2 && len(w) <= 6 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

// keys gives the terms that a phrase of the lexicon itself reads as.
func (x *lexicon) keys(phrase string) []concept {
	ts := text.Tokenize(text.Tidy(phrase), "en")
	if cs := x.phrases[stems(ts)]; len(cs) > 0 {
		return cs[:1]
	}
	var out []concept
	for _, t := range ts {
		out = append(out, t.Stem)
	}
	return out
}

// match gives the concepts of the longest phrase that begins at token i, and
// its length; 0 where none does.
func (x *lexicon) match(ts []text.Token, i int) ([]concept, int) {
	for l := min(x.longest[ts[i].Stem], len(ts)-i); l >= 1; l-- {
		if ts[i+l-1].Sentence != ts[i].Sentence {
			continue
		}
		if cs := x.phrases[stems(ts[i:i+l])]; len(cs) > 0 {
			return cs, l
		}
	}
	return nil, 0
}

func stems(ts []text.Token) string {
	if len(ts) == 1 {
		return ts[0].Stem
	}
	var b strings.Builder
	for i := range ts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(ts[i].Stem)
	}
	return b.String()
}

// inner gives the concepts of shorter phrases within a phrase: an "assembly
// plant" is a plant. A concept that must not be taken for the phrase's own is
// left out: "royal jelly" is not any jelly.
func (x *lexicon) inner(u *utterance, t *term) []concept {
	if t.end-t.start < 2 {
		return nil
	}
	var out []concept
	for i := t.start; i < t.end; i++ {
		for l := t.end - i; l >= 1; l-- {
			if l == t.end-t.start {
				continue
			}
			for _, c := range x.phrases[stems(u.tokens[i:i+l])] {
				if !slices.Contains(out, c) && !slices.Contains(t.keys, c) && !x.differs(c, t.keys) {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// place reports whether a stem is the name of a place.
func (x *lexicon) place(stem string) bool {
	for _, c := range x.phrases[stem] {
		if n := x.names[c]; n != nil && n.place {
			return true
		}
	}
	return false
}

// differs reports whether a concept stands in one group with any of the keys.
func (x *lexicon) differs(c concept, keys []string) bool {
	for _, g := range x.inDiff[c] {
		for _, k := range keys {
			if slices.Contains(x.differ[g], k) {
				return true
			}
		}
	}
	return false
}
