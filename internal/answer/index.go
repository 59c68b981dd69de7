// The index: a base prepared for questions.

package answer

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"autofacts/internal/answer/match"
	"autofacts/internal/answer/search"
	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// An Index is a base prepared for questions. It is immutable.
type Index struct {
	base      *kb.Base
	lex       *lexicon
	docs      []*doc
	byID      layered[kb.FactID, int]    // -1 for a fact that was taken away
	known     layered[string, *key]      // the keys that some fact covers; nil where none does any longer
	said      layered[string, int]       // keys to how many facts have them in their own words
	senses    layered[string, []string]  // sense to the keys of the base's words that have it
	kin       layered[int, []string]     // the same for groups of kin
	sorted    []string                   // the words, in order
	words     layered[string, word]      // folded words of the base
	foreign   map[string]string          // those that stand only in texts of other languages, while the index is made
	spell     *speller                   // of the English words
	spellElse *speller                   // of the foreign ones
	matcher   func() *match.Model        // trained beside the start, once
	vectors   []match.Word               // those of the words of the facts, once the matcher is trained
	places    layered[match.Word, int32] // where they stand there
	exact     layered[string, int]       // example questions, letters and figures only, to their facts; -1 for several
	autoNames layered[string, int]       // stems that the base writes with a capital within a sentence: how often
	found     *search.Index              // what finds the candidates of a large base, or nil
	drift     int                        // changes since it was made as a whole; a fact changed twice counts twice
}

// A word is one of the base's, or of its lexicon's.
type word struct {
	stem    string
	foreign bool // stands only in texts of other languages
}

// New prepares a base. It never fails: what can be wrong with a base is found
// by kb.Load and kb.Check.
func New(base *kb.Base) *Index {
	ix := &Index{base: base, lex: newLexicon(&base.Lexicon), byID: newLayered[kb.FactID, int](), known: newLayered[string, *key](),
		said: newLayered[string, int](), senses: newLayered[string, []string](), kin: newLayered[int, []string](), words: newLayered[string, word](),
		foreign: map[string]string{}, places: newLayered[match.Word, int32](), exact: newLayered[string, int](), autoNames: newLayered[string, int]()}
	for i := range base.Facts {
		ix.findNames(base.Facts[i].Statement, 1)
	}
	for i := range base.Facts {
		ix.byID.set(base.Facts[i].ID, i)
		ix.docs = append(ix.docs, ix.newDoc(&base.Facts[i]))
	}
	for _, d := range ix.docs {
		ix.inherit(d)
	}
	ix.beside()
	ix.weigh()
	ix.vocabulary()
	ix.learn()
	for i, d := range ix.docs {
		ix.rote(i, d)
	}
	if len(ix.docs) >= largeBase {
		ix.enlarge()
	}
	return ix
}

// doc gives the place of a fact among the docs.
func (ix *Index) doc(id kb.FactID) (int, bool) {
	i, ok := ix.byID.get(id)
	return i, ok && i >= 0
}

// Base gives the base that the index was made from.
func (ix *Index) Base() *kb.Base { return ix.base }

// findNames counts the words that a statement writes with a capital letter
// where no sentence begins, by 1 or, where it is taken away, by -1.
func (ix *Index) findNames(s string, by int) {
	for _, t := range text.Tokenize(text.Tidy(s), "en") {
		if t.Cap && !t.First && !text.Light(t, "en") {
			ix.autoNames.set(t.Stem, ix.autoNames.at(t.Stem)+by)
		}
	}
}

// noteWords collects the words of an utterance of the base for spelling and for
// synonyms, those of English apart from those of other languages.
func (ix *Index) noteWords(u *utterance) {
	dict := text.English()
	for i := range u.tokens {
		t := &u.tokens[i]
		if t.Han || t.Digit || len(t.Norm) < 2 {
			continue
		}
		if u.lang != "en" {
			ix.foreign[t.Norm] = t.Stem
			continue
		}
		if w, ok := ix.words.get(t.Norm); ok && !w.foreign {
			continue
		}
		ix.words.set(t.Norm, word{stem: t.Stem})
		if text.Light(*t, "en") {
			continue
		}
		for _, g := range kin(u.tokens, i) {
			if !slices.Contains(ix.kin.at(g), t.Stem) {
				appendTo(&ix.kin, g, t.Stem)
			}
		}
		for id := range strings.SplitSeq(dict.Senses(t.Norm), " ") {
			if id != "" && !slices.Contains(ix.senses.at(id), t.Stem) {
				appendTo(&ix.senses, id, t.Stem)
			}
		}
	}
}

// vocabulary adds the words of the lexicon and readies them for spelling.
func (ix *Index) vocabulary() {
	for w, english := range ix.lex.single {
		if _, ok := ix.words.get(w); ok && english {
			continue
		} else if english {
			ix.words.set(w, word{stem: text.StemWord(w, "en")})
		} else if _, ok := ix.foreign[w]; !ok {
			ix.foreign[w] = text.StemWord(w, "en")
		}
	}
	for w := range ix.words.shared {
		delete(ix.foreign, w)
	}
	ix.spell, ix.spellElse = newSpeller(maps.Keys(ix.words.shared)), newSpeller(maps.Keys(ix.foreign))
	for w, stem := range ix.foreign {
		ix.words.set(w, word{stem, true})
	}
	ix.foreign = nil
	ix.sorted = slices.Sorted(maps.Keys(ix.words.shared))
}

// entry gives what the matcher learns of a fact: example questions and statement.
func entry(f *kb.Fact) match.Entry {
	e := match.Entry{Statement: f.Statement}
	for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
		e.Texts = append(e.Texts, f.Ask[lang]...)
	}
	return e
}

// learn trains the matcher on the example questions and statements.
func (ix *Index) learn() {
	entries := make([]match.Entry, len(ix.base.Facts))
	for i := range ix.base.Facts {
		entries[i] = entry(&ix.base.Facts[i])
	}
	ix.matcher = sync.OnceValue(func() *match.Model {
		m := match.Train(entries, match.Options{})
		for _, d := range ix.docs {
			ix.vectorise(m, d)
		}
		return m
	})
	go ix.matcher() // the first question waits for it, the program's start does not
}

// vectorise notes which words of a doc have vectors.
func (ix *Index) vectorise(m *match.Model, d *doc) {
	for _, w := range d.words {
		v, ok := m.Word(w)
		if !ok {
			continue
		}
		at, ok := ix.places.get(v)
		if !ok {
			at = int32(len(ix.vectors))
			ix.places.set(v, at)
			ix.vectors = append(ix.vectors, v)
		}
		d.vectors = append(d.vectors, at)
	}
}

// rote notes the example questions of doc i word for word: a question that is
// one of them is answered by its fact, whatever else is alike.
func (ix *Index) rote(i int, d *doc) {
	for k := range d.phrases {
		if !d.phrases[k].example {
			continue
		}
		ix.roteOf(roteKey(&d.phrases[k]), i)
	}
}

// roteOf notes that doc i has an example question of the key.
func (ix *Index) roteOf(key string, i int) {
	if have, ok := ix.exact.get(key); ok && have != i && have != roteNone {
		i = roteSeveral
	}
	ix.exact.set(key, i)
}

// roteKey gives an example question as it is known word for word.
func roteKey(p *phrase) string { return bareLetters(text.Tidy(p.text)) }

// What stands for no fact in Index.exact.
const (
	roteSeveral = -1
	roteNone    = -2
)

// bareLetters gives the letters and figures of a text, folded.
func bareLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(s))
}
