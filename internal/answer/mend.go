// Mending: words that neither the base nor the dictionary knows are read as those they
// are meant to be.

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
)

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
		if full := abbreviation(t.Norm); full != "" && u.lang == "en" && !ix.lex.has(t.Norm) && !ix.knowsWell(t.Norm, full) {
			ix.setWord(t, full, u.lang)
			continue
		}
		if year, ok := strings.CutPrefix(t.Norm, "fy"); ok && len(year) == 4 && strings.Trim(year, "0123456789") == "" { // "FY2025"
			*t = text.Tokenize(year, u.lang)[0].In(*t)
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
		if w := ix.nearest(t.Norm, u.lang); w != "" && (len(t.Norm) > spellOne || !text.Light(text.Token{Norm: w}, u.lang)) {
			ix.setWord(t, w, u.lang)
		} else if w := text.English().Near(t.Norm); w != "" && u.lang == "en" && !t.Cap {
			ix.setWord(t, w, u.lang)
		} else if w := ix.spell.heard(t.Norm); w != "" && (len(t.Norm) > 4 || !strings.ContainsAny(t.Norm, "aeiouy")) {
			ix.setWord(t, w, u.lang)
		}
	}
}

// nearest gives the word of the base that a mistyped one of a language is meant
// to be, or "": an English one is not mended to a foreign word.
func (ix *Index) nearest(w, lang string) string {
	best, d := ix.spell.nearest(w)
	if lang != "en" {
		if n, e := ix.spellElse.nearest(w); n != "" && (best == "" || e < d) {
			return n
		}
	}
	return best
}

func (ix *Index) setWord(t *text.Token, w, lang string) {
	t.Norm, t.Stem, t.Digit = w, text.StemWord(w, lang), false
	t.Surface = w
}

// knows reports whether the base has the word in one of its forms.
func (ix *Index) knows(w string) bool {
	if _, ok := ix.words.get(w); ok {
		return true
	}
	ok := ix.known.at(text.StemWord(w, "en")) != nil
	return ok
}

// knowsWell reports whether the base has the short form and not the full one.
func (ix *Index) knowsWell(short, full string) bool { return ix.knows(short) && !ix.knows(full) }

// exact reports whether a word itself, not only its base form, is a common
// English one.
func exact(w string) bool { return text.English().Common(w) }

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

// abbreviation gives the word that a usual English abbreviation stands for, or "".
func abbreviation(w string) string {
	const list = " dev:development yoy:growth qty:quantity ppl:people pic:photo pics:photos govt:government gov:governor mfg:manufacturing intl:international info:information yr:year yrs:years wats:what wts:what wy:why wich:which whch:which whr:where whn:when nme:name evry:every gw:gigawatts mw:megawatts kw:kilowatts gwh:gigawatt-hours mwh:megawatt-hour kwh:kilowatt-hour twh:terawatt-hours km:kilometres kg:kilograms mth:months mths:months mo:months lst:last hw:how mny:many wat:what wot:what bc:because w:with pls:please exec:executive corp:corporation vs:versus dept:department prod:production mkt:market reg:region est:established mgmt:management hq:headquarters addr:address tel:telephone num:number nr:number no:number avg:average max:maximum min:minimum incl:including approx:about acc:according gr8:great m8:mate b4:before l8:late diff:difference pct:percent hrs:hours temp:temperature biz:business co:company univ:university lab:laboratory"
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
