package answer

import (
	"sort"
	"strings"

	"autofacts/internal/answer/text"
)

// Lengths from which a typing error is mended, in characters: shorter words
// turn into each other too easily.
const (
	spellOne = 4 // one error
	spellTwo = 7 // two errors
	soundMin = 3 // consonants that a word heard wrong must share
	// spellMost is the longest word that is kept; what is longer is an address
	// or a heap of letters, and its forms would fill the memory.
	spellMost = 24
)

// A speller finds the word of the base that a mistyped or misheard one is
// meant to be. It keeps each word under all forms that lack one letter, so a
// look-up tries a handful of keys and never the whole vocabulary.
type speller struct {
	lacking map[string][]string // form with a letter missing, or the whole word
	sounds  map[string][]string // consonant skeleton
}

func newSpeller(words map[string]string) *speller {
	s := &speller{lacking: map[string][]string{}, sounds: map[string][]string{}}
	all := make([]string, 0, len(words))
	for w := range words {
		all = append(all, w)
	}
	sort.Strings(all)
	for _, w := range all {
		if len(w) < 3 || len(w) > spellMost {
			continue
		}
		for _, form := range lacking(w) {
			s.lacking[form] = append(s.lacking[form], w)
		}
		if k := sound(w); len(k) >= soundMin {
			s.sounds[k] = append(s.sounds[k], w)
		}
	}
	return s
}

// lacking gives a word and all its forms with one letter left out.
func lacking(w string) []string {
	out := []string{w}
	for i := range w {
		if w[i] < 0x80 {
			out = append(out, w[:i]+w[i+1:])
		}
	}
	return out
}

// nearest gives the word of the base closest to w within the errors allowed for
// its length, or "".
func (s *speller) nearest(w string) string {
	if len(w) < spellOne || len(w) > spellMost+2 {
		return ""
	}
	allowed := 1
	if len(w) >= spellTwo {
		allowed = 2
	}
	best, bestD := "", allowed+1
	for _, form := range lacking(w) {
		for _, c := range s.lacking[form] {
			if len(c) < spellOne {
				continue
			}
			d := editDistance(w, c)
			if c[0] != w[0] && c[1:] != w {
				d++ // the first letter is seldom wrong, if sometimes missing
			}
			if len(c) < spellTwo && d > 1 {
				continue
			}
			if d < bestD || d == bestD && best != "" && c < best && len(c) == len(best) {
				best, bestD = c, d
			}
		}
	}
	return best
}

// heard gives the word of the base that sounds like w, or "".
func (s *speller) heard(w string) string {
	k := sound(w)
	if len(k) < soundMin {
		return ""
	}
	best := ""
	for _, c := range s.sounds[k] {
		if best == "" || abs(len(c)-len(w)) < abs(len(best)-len(w)) {
			best = c
		}
	}
	if best != "" && abs(len(best)-len(w)) > 4 {
		return ""
	}
	return best
}

// same gives the word of the base that sounds just like w and is about as long,
// or "": "sails" for "sales".
func (s *speller) same(w string) string {
	if len(w) < 4 {
		return ""
	}
	k := sound(w)
	if len(k) < soundMin {
		return ""
	}
	for _, c := range s.sounds[k] {
		if c != w && c[0] == w[0] && abs(len(c)-len(w)) <= 1 && c[len(c)-1] == w[len(w)-1] {
			return c
		}
	}
	return ""
}

// sound gives the consonants of a word, those that sound alike as one, so that
// "folkswagon" and "volkswagen" are the same.
func sound(w string) string {
	var b strings.Builder
	last := byte(0)
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'h', '\'':
			if i == 0 && c != 'h' {
				b.WriteByte('a')
			}
			last = 0
			continue
		case 'v':
			c = 'f'
		case 'p':
			if i+1 < len(w) && w[i+1] == 'h' {
				c = 'f'
			}
		case 'z':
			c = 's'
		case 'c', 'q', 'k', 'g':
			c = 'k'
		case 'd':
			c = 't'
		}
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
	return b.String()
}

// editDistance counts the insertions, deletions, substitutions and swaps of
// neighbours between two words (optimal string alignment; Damerau 1964).
func editDistance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	var buf [3][32]int
	if len(rb) >= 31 || len(ra) >= 31 {
		return 31
	}
	prev2, prev, cur := &buf[0], &buf[1], &buf[2]
	for j := 0; j <= len(rb); j++ {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		cur[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(rb)]
}

func abs(a int) int {
	if a < 0 {
		return -a
	}
	return a
}

// maybeWord is how far down the list of common words one without an entry in
// the dictionary is taken for a word rather than for a typing error.
const maybeWord = 30_000

// mend corrects the tokens of an utterance that neither the base nor the
// dictionary knows: typing errors, words written as letters ("b y d"), words
// that only sound right ("folks wagon"), letters replaced by figures.
func (ix *Index) mend(u *utterance) {
	u.tokens = ix.joinLetters(u.tokens, u.lang)
	for i := 0; i < len(u.tokens); i++ {
		t := &u.tokens[i]
		if n := strings.TrimSuffix(t.Norm, "'s"); n != t.Norm && u.lang == "en" && len(n) > 1 && !text.Light(*t, "en") {
			t.Norm, t.Stem = n, text.StemWord(n, u.lang)
		}
		if full := abbreviation(t.Norm); full != "" && u.lang == "en" && ix.lex.single[t.Norm] == "" && !ix.knowsWell(t.Norm, full) {
			ix.setWord(t, full, u.lang)
			continue
		}
		if t.Han || ix.knows(t.Norm) {
			continue
		}
		if n := strings.TrimSuffix(t.Norm, "s"); n != t.Norm && len(n) > 2 && u.lang == "en" && !exact(t.Norm) && !text.Light(*t, "en") && (ix.knows(n) || strings.HasPrefix(text.English().POS(n), "P")) { // "europes", "chinas"
			ix.setWord(t, n, u.lang)
			continue
		}
		if i+1 < len(u.tokens) && ix.joinHeard(u, i) {
			continue
		}
		if plain := unLeet(t.Norm); plain != t.Norm && (ix.knows(plain) || text.English().Common(plain)) {
			ix.setWord(t, plain, u.lang)
			continue
		}
		if t.Digit {
			continue
		}
		rank, common := text.English().Rank(t.Norm)
		common = common && (text.English().POS(t.Norm) != "" || rank < maybeWord && strings.ContainsAny(t.Norm, "aeiouy"))
		if w := squeeze(t.Norm); !common && w != t.Norm && (ix.knows(w) || text.English().Common(w)) {
			ix.setWord(t, w, u.lang)
			continue
		}
		if common || text.Light(*t, u.lang) {
			continue
		}
		if w := ix.spell.nearest(t.Norm); w != "" {
			ix.setWord(t, w, u.lang)
		} else if w := text.English().Near(t.Norm); w != "" && u.lang == "en" && !t.Cap {
			ix.setWord(t, w, u.lang)
		} else if w := ix.spell.heard(t.Norm); w != "" && (len(t.Norm) > 4 || !strings.ContainsAny(t.Norm, "aeiouy")) {
			ix.setWord(t, w, u.lang)
		}
	}
}

func (ix *Index) setWord(t *text.Token, w, lang string) {
	t.Norm, t.Stem, t.Digit = w, text.StemWord(w, lang), false
	t.Surface = w
}

// knows reports whether the base has the word in one of its forms.
func (ix *Index) knows(w string) bool {
	if _, ok := ix.words[w]; ok {
		return true
	}
	_, ok := ix.idf[text.StemWord(w, "en")]
	return ok
}

// joinHeard makes one word of two that sound like a longer one of the base.
func (ix *Index) joinHeard(u *utterance, i int) bool {
	a, b := u.tokens[i], u.tokens[i+1]
	if b.Han || a.Digit || b.Digit || len(a.Norm) < 3 || len(b.Norm) < 2 || text.Light(a, u.lang) || text.Light(b, u.lang) {
		return false
	}
	joined := a.Norm + b.Norm
	w := ""
	if ix.knows(joined) {
		w = joined
	} else if len(sound(joined)) >= 5 {
		if h := ix.spell.heard(joined); h != "" && editDistance(h, joined) <= 3 {
			w = h
		}
	}
	if w == "" {
		return false
	}
	ix.setWord(&u.tokens[i], w, u.lang)
	u.tokens = append(u.tokens[:i+1], u.tokens[i+2:]...)
	return true
}

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
			if _, ok := ix.words[joined]; ok && j > i && named {
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
	const list = " ay:a bee:b be:b cee:c see:c sea:c dee:d ee:e ef:f eff:f gee:g aitch:h jay:j kay:k el:l em:m en:n an:n any:ne knee:ne oh:o pee:p pea:p cue:q queue:q are:r ar:r ess:s tee:t tea:t you:u vee:v vees:vs we:v dub:w dubs:ws ex:x why:y zee:z zed:z"
	return lookUp(list, w)
}

// lookUp gives the value of a key in a list of key:value, or "".
func lookUp(list, key string) string {
	if i := strings.Index(list, " "+key+":"); i >= 0 {
		v := list[i+len(key)+2:]
		if end := strings.IndexByte(v, ' '); end >= 0 {
			v = v[:end]
		}
		return v
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
			if _, ok := ix.words[s[:n]]; ok || n > 2 && text.English().Common(s[:n]) || n == 2 && text.In(s[:n], "in of is to on at it by do as an or no we") {
				break
			}
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

// unLeet reads figures and signs within a word as the letters they stand for.
func unLeet(w string) string {
	letters := 0
	for _, r := range w {
		if r >= 'a' && r <= 'z' {
			letters++
		}
	}
	if letters == 0 || letters*2 < len(w)-1 {
		return w
	}
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s").Replace(w)
}

// squeeze cuts letters that are repeated for emphasis.
func squeeze(w string) string {
	var b strings.Builder
	for i := 0; i < len(w); i++ {
		if i >= 2 && w[i] == w[i-1] && w[i] == w[i-2] {
			continue
		}
		b.WriteByte(w[i])
	}
	s := b.String()
	if s != w {
		var c strings.Builder
		for i := 0; i < len(s); i++ {
			if i >= 1 && s[i] == s[i-1] && (i < 2 || w != s) {
				continue
			}
			c.WriteByte(s[i])
		}
		if text.English().Common(c.String()) && !text.English().Common(s) {
			return c.String()
		}
	}
	return s
}

// knowsWell reports whether the base has the short form and not the full one.
func (ix *Index) knowsWell(short, full string) bool { return ix.knows(short) && !ix.knows(full) }

// exact reports whether a word itself, not only its base form, is a common
// English one.
func exact(w string) bool { return text.English().Common(w) }

// abbreviation gives the word that a usual English abbreviation stands for, or "".
func abbreviation(w string) string {
	const list = " dev:development yoy:growth qty:quantity ppl:people pic:photo pics:photos photog:photographer govt:government gov:governor mfg:manufacturing intl:international info:information yr:year yrs:years mth:months mths:months mo:months lst:last hw:how mny:many wat:what wot:what bc:because w:with pls:please exec:executive corp:corporation vs:versus dept:department prod:production mkt:market reg:region est:established mgmt:management hq:headquarters addr:address tel:telephone num:number nr:number no:number avg:average max:maximum min:minimum incl:including approx:about acc:according gr8:great m8:mate b4:before l8:late diff:difference pct:percent hrs:hours temp:temperature biz:business co:company fac:factory univ:university locaton:location lab:laboratory"
	return lookUp(list, w)
}
