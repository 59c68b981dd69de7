// Terms: the words, phrases and names of an utterance.

package answer

import (
	"slices"
	"strconv"
	"strings"

	"autofacts/internal/answer/text"
)

// class says what part a term plays in a question.
type class uint8

const (
	classLight   class = iota // carries no matter
	className                 // a name of the lexicon, or what looks like one
	classNoun                 // a thing
	classVerb                 // an action
	classOther                // an adjective or adverb
	classUnknown              // a word that is neither in the base nor in the dictionary
	classNumber               // a figure, a year among them
)

// A term is a word, phrase or name of an utterance, as the index knows it.
type term struct {
	keys       []string // concepts, or the stem; any of them matches
	class      class
	surface    string // as typed
	norm       string
	start, end int // tokens
	weight     float64
	inBase     bool      // some fact knows it
	inner      []concept // of shorter phrases within it
	cap        bool
	foreign    bool  // of an utterance that is not English
	context    bool  // from a clause that does not ask
	kin        []int // its groups of kin
}

// An utterance is a text read by the index's lexicon.
type utterance struct {
	text   string // clean
	lang   string
	tokens []text.Token
	terms  []term
	nums   []text.Number
}

// read tokenizes a clean text and finds its terms.
func (x *lexicon) read(clean, lang string) utterance {
	u := utterance{text: clean, lang: lang, tokens: text.Tokenize(clean, lang)}
	x.terms(&u)
	return u
}

// terms cuts the tokens of u into terms: figures, phrases of the lexicon, words.
func (x *lexicon) terms(u *utterance) {
	u.nums = text.Numbers(u.tokens)
	u.terms = u.terms[:0]
	ts := u.tokens
	nextNum := 0
	for i := 0; i < len(ts); {
		for nextNum < len(u.nums) && u.nums[nextNum].End <= i {
			nextNum++
		}
		if cs, l := x.match(ts, i); l > 0 && !(l == 1 && text.Light(ts[i], u.lang) && (!ts[i].Cap || ts[i].First && !acronym(ts[i].Surface))) {
			cl := classNoun
			for _, c := range cs {
				if c[0] == 'n' && len(c) > 1 && c[1] == ':' {
					cl = className
				}
			}
			u.terms = append(u.terms, term{keys: cs, class: cl, surface: surface(ts[i : i+l]), norm: ts[i].Norm, start: i, end: i + l, cap: ts[i].Cap})
			last := &u.terms[len(u.terms)-1]
			last.inner = x.inner(u, last)
			i += l
			continue
		}
		if nextNum < len(u.nums) && u.nums[nextNum].Start == i {
			n := u.nums[nextNum]
			u.terms = append(u.terms, term{class: classNumber, surface: surface(ts[i:n.End]), norm: ts[i].Norm, start: i, end: n.End})
			i = n.End
			continue
		}
		u.terms = append(u.terms, x.word(u, i))
		i++
	}
	for k := range u.terms {
		u.terms[k].foreign = u.lang != "en"
	}
}

// word gives the term of a single token.
func (x *lexicon) word(u *utterance, i int) term {
	t := u.tokens[i]
	w := term{keys: []string{t.Stem}, surface: t.Surface, norm: t.Norm, start: i, end: i + 1, cap: t.Cap && !t.First}
	switch {
	case t.Norm == "us" && i > 0 && u.tokens[i-1].Norm == "the" && u.lang == "en":
		w.class = className // the United States
	case text.Light(t, u.lang):
		w.class = classLight
	case t.Han:
		w.class = classNoun
		if t.Glued && i > 0 && u.tokens[i-1].Han { // pairs of characters tell more than single ones
			w.keys = []string{u.tokens[i-1].Stem + t.Stem, t.Stem}
		}
	default:
		w.class = wordClass(t, u.lang)
	}
	if w.class != classLight && u.lang == "en" {
		w.kin = kin(u.tokens, i)
	}
	return w
}

// kin gives the groups of kin of an English word, alone and with the particle
// that follows it.
func kin(ts []text.Token, i int) []int {
	g := text.Kin(ts[i].Norm)
	if i+1 < len(ts) && ts[i+1].Sentence == ts[i].Sentence && text.In(ts[i+1].Norm, "up down off away on over back from to in together out along abroad for") {
		if more := text.Kin(ts[i].Norm + " " + ts[i+1].Norm); more != nil {
			return append(slices.Clip(g), more...)
		}
	}
	return g
}

// wordClass tells names, nouns, verbs and the rest by the dictionary. In other
// languages than English everything that is not light counts as a noun.
func wordClass(t text.Token, lang string) class {
	dict := text.English()
	rank, known := dict.Rank(t.Norm)
	pos := dict.POS(t.Norm)
	if lang != "en" {
		return classNoun
	}
	switch {
	case known && strings.HasSuffix(t.Norm, "ed") && len(t.Norm) > 4 && dict.Verb(t.Norm) && !(pos != "" && (pos[0] == 'P' || pos[0] == 'H')):
		return classVerb
	case !known:
		return classUnknown
	case pos == "":
		if rank > 2000 {
			return classUnknown // mostly surnames and brands
		}
		return classOther
	case text.In(t.Norm, "north south east west northern southern eastern western earth internet web sun god january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday"):
		return classNoun
	case pos[0] == 'P' || pos[0] == 'H':
		return className
	case t.Cap && !t.First && rank > 3000:
		return className
	case pos[0] == 'v':
		return classVerb
	case pos[0] == 'n':
		return classNoun
	}
	return classOther
}

func surface(ts []text.Token) string {
	s := ""
	for i := range ts {
		if i > 0 && !ts[i].Han {
			if ts[i].Glued {
				s += "-"
			} else {
				s += " "
			}
		}
		s += ts[i].Surface
	}
	return s
}

func itoa(i int) string { return strconv.Itoa(i) }
