// A fact made ready for ranking: its words, wordings, names and periods.

package answer

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// How well the parts of a fact cover a word of a question: 1 where the words
// are the fact's own, less where they only surround it.
const (
	coverOwn     = 1.0 // statement, answer, subject, measure, example questions
	coverPhrase  = 0.9 // evidence phrase: the source's words
	coverIs      = 0.9 // what a name of the fact is ("beekeeper")
	coverWithin  = 0.9 // what a name of the fact is in or from
	coverTopic   = 0.6 // topics: they group, they do not say
	coverBeside  = 0.5 // words of other facts about the same names in the same paragraph
	coverSynonym = 0.8 // a word that shares a sense with one of the fact's
	coverKin     = 0.6 // a word of the same sort in everyday English
	coverListed  = 0.3 // words of a list's facts
	coverInner   = 0.6 // a shorter phrase within one of the question's
	coverSounds  = 0.6 // a word that sounds like one of the fact's
)

// A phrase is one wording of a fact: its statement, a translation or an
// example question.
type phrase struct {
	text    string
	folded  string // text between spaces
	lang    string
	keys    []string // without repetition, light words left out
	norm    float64  // length of its vector of weights
	kind    asked    // of an example question
	focus   []string // keys of what it asks about
	example bool     // an example question, not a statement
}

// A doc is a fact made ready for ranking.
type doc struct {
	fact       *kb.Fact
	phrases    []phrase
	in         map[string][]int32 // key: the phrases that have it
	cover      map[string]float64
	vectors    []int32         // those of words, by their place in the index
	words      []string        // folded words of statement, measure and example questions
	said       map[string]bool // keys of the evidence phrases
	foreign    map[string]bool // keys that stand only in texts of other languages
	asked      map[string]bool // keys of the example questions
	unit       map[string]bool // keys of what its figures count
	own        map[string]bool // keys of statement, answer, subject and measure
	names      map[concept]bool
	measure    map[string]bool // keys of measure and unit, where the fact gives them
	years      []kb.Period
	figures    []quantity
	provides   asked
	people     []string // keys of the words of its statement for people and bodies
	examples   int      // English example questions
	hints      asked    // kinds of the example questions alone
	place      bool     // names a place
	agent      bool     // names a person or an organisation
	cause      bool     // says why something is so
	super      bool     // says that something is first or most
	supers     []int    // groups of the superlatives of its statement
	dimensions uint32   // see dimensionsOf
}

func (ix *Index) newDoc(f *kb.Fact) *doc {
	d := &doc{fact: f, in: map[string][]int32{}, cover: map[string]float64{}, own: map[string]bool{}, said: map[string]bool{}, foreign: map[string]bool{}, asked: map[string]bool{}, names: map[concept]bool{}}
	for _, s := range []string{f.Statement, f.Answer, f.Subject, f.Measure} {
		if s != "" {
			d.learn(ix, s, "en", s == f.Statement)
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
		for _, q := range f.Ask[lang] {
			d.addQuestion(ix, q, lang)
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(f.Text)) {
		d.learnForeign(ix, f.Text[lang], lang)
	}
	for _, e := range f.Evidence {
		u := ix.lex.read(text.Tidy(e.Phrase), "en")
		d.addCover(ix.lex, &u, coverPhrase)
		note(d.said, &u)
	}
	for _, t := range f.Topics {
		u := ix.lex.read(text.Tidy(strings.ReplaceAll(t, "-", " ")), "en")
		ix.noteWords(&u)
		d.addCover(ix.lex, &u, coverTopic)
	}
	if f.Measure != "" {
		d.measure = map[string]bool{}
		u := ix.lex.read(text.Tidy(f.Measure), "en")
		for k := range u.terms {
			for _, key := range u.terms[k].keys {
				d.measure[key] = true
			}
		}
	}
	for i := range d.phrases {
		for _, key := range d.phrases[i].keys {
			d.in[key] = append(d.in[key], int32(i))
		}
	}
	d.units(ix)
	d.relate(ix)
	d.period(f)
	d.supply(ix)
	d.dimensions = dimensionsOf(d)
	return d
}

// learn takes the words of the fact's own text.
func (d *doc) learn(ix *Index, s, lang string, statement bool) {
	u := ix.lex.read(text.Tidy(s), lang)
	ix.noteWords(&u)
	d.addCover(ix.lex, &u, coverOwn)
	for k := range u.terms {
		for _, key := range u.terms[k].keys {
			if u.terms[k].class != classLight {
				d.own[key] = true
			}
			if isName(key) {
				d.names[key] = true
			}
		}
		for _, key := range u.terms[k].inner {
			d.own[key] = true
		}
	}
	if statement {
		d.phrases = append(d.phrases, ix.phrase(&u, s, false))
		d.figures = quantities(&u)
		d.super = superlative(&u) != ""
		for _, t := range u.tokens {
			if isSuper(t.Norm) {
				d.supers = append(d.supers, superGroup(t.Norm))
			}
		}
		for i, t := range u.tokens {
			if w := u.tokens[i].Norm; text.English().Person(w) || text.In(w, bodies) {
				d.people = append(d.people, t.Stem)
			}
		}
		d.provides |= loose(s)
		d.cause = causal(s)
	}
}

// bodies are words for what acts as people do.
const bodies = "company companies firm firms group groups government ministry union court council committee bank police army team club school university college association agency authority board crew family"

func (d *doc) learnForeign(ix *Index, t kb.Text, lang string) {
	u := ix.lex.read(text.Tidy(t.Statement+" "+t.Answer), lang)
	ix.noteWords(&u)
	d.addCover(ix.lex, &u, coverOwn)
	d.phrases = append(d.phrases, ix.phrase(&u, t.Statement, false))
}

func (d *doc) addQuestion(ix *Index, q, lang string) {
	u := ix.lex.read(text.Tidy(q), lang)
	ix.noteWords(&u)
	d.addCover(ix.lex, &u, coverOwn)
	note(d.asked, &u)
	p := ix.phrase(&u, q, true)
	w := wants(&u)
	p.kind = w.kind
	for _, k := range w.focus {
		p.focus = append(p.focus, u.terms[k].keys...)
	}
	d.provides |= p.kind
	if lang == "en" {
		d.examples++
		d.hints |= p.kind
	}
	d.phrases = append(d.phrases, p)
}

func (d *doc) addCover(x *lexicon, u *utterance, strength float64) {
	for k := range u.terms {
		t := &u.terms[k]
		if t.class == classLight {
			continue
		}
		if u.lang == "en" && strength > coverTopic {
			for i := t.start; i < t.end; i++ {
				if w := u.tokens[i].Norm; len(w) > 2 && !slices.Contains(d.words, w) && !text.Light(u.tokens[i], "en") {
					d.words = append(d.words, w)
				}
			}
		}
		for _, key := range t.keys {
			d.coverBy(u.lang, key, strength)
		}
		for i := t.start; i < t.end && t.end-t.start > 1; i++ { // the words within a phrase, too
			if s := u.tokens[i].Stem; !text.Light(u.tokens[i], u.lang) {
				d.coverBy(u.lang, s, strength*coverSynonym)
			}
		}
		for _, key := range x.inner(u, t) {
			d.coverBy(u.lang, key, strength*coverSynonym)
		}
	}
}

// coverBy covers a key by a text in a language. "pays" in French is no "pay": the
// words of other languages are for questions in them. What the lexicon knows
// means the same in every language.
func (d *doc) coverBy(lang, key string, strength float64) {
	_, had := d.cover[key]
	switch {
	case lang == "en" || isConcept(key):
		delete(d.foreign, key)
	case !had:
		d.foreign[key] = true
	}
	d.cover[key] = math.Max(d.cover[key], strength)
}

func isConcept(key string) bool { return len(key) > 2 && key[1] == ':' }

// note adds the keys of an utterance to a set.
func note(set map[string]bool, u *utterance) {
	for k := range u.terms {
		for _, key := range u.terms[k].keys {
			set[key] = true
		}
	}
}

// relate covers what the fact's names are and where they belong.
func (d *doc) relate(ix *Index) {
	for c := range d.names {
		n := ix.lex.names[c]
		if n == nil {
			continue
		}
		d.place = d.place || n.place
		d.agent = d.agent || !n.place
		for _, w := range n.within {
			d.cover[w] = math.Max(d.cover[w], coverWithin)
		}
		for _, is := range n.is {
			d.cover[is] = math.Max(d.cover[is], coverIs)
		}
	}
}

// period collects the years that the fact speaks of.
func (d *doc) period(f *kb.Fact) {
	if !f.Period.IsZero() {
		d.years = append(d.years, f.Period)
	}
	for _, q := range d.figures {
		if q.year {
			p := kb.Period{From: int(q.value), To: int(q.value)}
			if q.to > q.value {
				p.To = int(q.to)
			}
			d.years = append(d.years, p)
		}
	}
}

// phrase keeps a wording for comparison.
func (ix *Index) phrase(u *utterance, s string, example bool) phrase {
	p := phrase{text: s, folded: " " + text.Fold(s) + " ", lang: u.lang, example: example}
	for k := range u.terms {
		if u.terms[k].class == classLight || len(u.terms[k].keys) == 0 {
			continue
		}
		if key := u.terms[k].keys[0]; !slices.Contains(p.keys, key) {
			p.keys = append(p.keys, key)
		}
	}
	return p
}

func isName(key string) bool  { return len(key) > 2 && key[0] == 'n' && key[1] == ':' }
func yearString(y int) string { return strconv.Itoa(y) }
