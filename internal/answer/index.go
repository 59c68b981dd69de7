// The index: a base prepared for questions.

package answer

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"autofacts/internal/answer/match"
	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// An Index is a base prepared for questions. It is immutable.
type Index struct {
	base      *kb.Base
	lex       *lexicon
	docs      []*doc
	byID      map[kb.FactID]int
	known     map[string]*key     // the keys that some fact covers
	said      map[string]int      // keys to how many facts have them in their own words
	senses    map[string][]string // sense to the keys of the base's words that have it
	kin       map[int][]string    // the same for groups of kin
	sorted    []string            // those words in order
	words     map[string]string   // folded words of the base to their stems
	foreign   map[string]string   // those that stand only in texts of other languages, while the index is made
	spell     *speller            // of the English words
	spellElse *speller            // of the foreign ones
	matcher   func() *match.Model // trained beside the start, once
	vectors   []match.Word        // those of the words of the facts, once the matcher is trained
	exact     map[string]int      // example questions, letters and figures only, to their facts; -1 for several
	autoNames map[string]int      // stems that the base writes with a capital within a sentence: how often
	years     []int               // years that some fact speaks of
}

// New prepares a base. It never fails: what can be wrong with a base is found
// by kb.Load and kb.Check.
func New(base *kb.Base) *Index {
	ix := &Index{base: base, lex: newLexicon(&base.Lexicon), byID: map[kb.FactID]int{}, known: map[string]*key{},
		senses: map[string][]string{}, words: map[string]string{}, foreign: map[string]string{}, kin: map[int][]string{}, autoNames: map[string]int{}}
	for i := range base.Facts {
		ix.findNames(base.Facts[i].Statement)
	}
	for i := range base.Facts {
		ix.byID[base.Facts[i].ID] = i
		ix.docs = append(ix.docs, ix.newDoc(&base.Facts[i]))
	}
	ix.lists()
	ix.beside()
	ix.weigh()
	ix.vocabulary()
	ix.learn()
	ix.rote()
	return ix
}

// Base gives the base that the index was made from.
func (ix *Index) Base() *kb.Base { return ix.base }

// findNames counts the words that a statement writes with a capital letter
// where no sentence begins.
func (ix *Index) findNames(s string) {
	for _, t := range text.Tokenize(text.Tidy(s), "en") {
		if t.Cap && !t.First && !text.Light(t, "en") {
			ix.autoNames[t.Stem]++
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
		if _, ok := ix.words[t.Norm]; ok {
			continue
		}
		ix.words[t.Norm] = t.Stem
		if text.Light(*t, "en") {
			continue
		}
		for _, g := range kin(u.tokens, i) {
			if !slices.Contains(ix.kin[g], t.Stem) {
				ix.kin[g] = append(ix.kin[g], t.Stem)
			}
		}
		for id := range strings.SplitSeq(dict.Senses(t.Norm), " ") {
			if id != "" && !slices.Contains(ix.senses[id], t.Stem) {
				ix.senses[id] = append(ix.senses[id], t.Stem)
			}
		}
	}
}

// vocabulary adds the words of the lexicon and readies them for spelling.
func (ix *Index) vocabulary() {
	for w, english := range ix.lex.single {
		into := ix.foreign
		if english {
			into = ix.words
		}
		if _, ok := into[w]; !ok {
			into[w] = text.StemWord(w, "en")
		}
	}
	for w := range ix.words {
		delete(ix.foreign, w)
	}
	ix.spell, ix.spellElse = newSpeller(ix.words), newSpeller(ix.foreign)
	maps.Copy(ix.words, ix.foreign)
	ix.foreign = nil
	ix.sorted = slices.Sorted(maps.Keys(ix.words))
}

// learn trains the matcher on the example questions and statements.
func (ix *Index) learn() {
	entries := make([]match.Entry, len(ix.base.Facts))
	for i := range ix.base.Facts {
		f := &ix.base.Facts[i]
		e := match.Entry{Statement: f.Statement}
		for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
			e.Texts = append(e.Texts, f.Ask[lang]...)
		}
		entries[i] = e
	}
	ix.matcher = sync.OnceValue(func() *match.Model {
		m := match.Train(entries, match.Options{})
		place := map[match.Word]int32{}
		for _, d := range ix.docs {
			for _, w := range d.words {
				v, ok := m.Word(w)
				if !ok {
					continue
				}
				if _, ok := place[v]; !ok {
					place[v] = int32(len(ix.vectors))
					ix.vectors = append(ix.vectors, v)
				}
				d.vectors = append(d.vectors, place[v])
			}
		}
		return m
	})
	go ix.matcher() // the first question waits for it, the program's start does not
}

// rote notes the example questions word for word: a question that is one of
// them is answered by its fact, whatever else is alike.
func (ix *Index) rote() {
	ix.exact = map[string]int{}
	for i, d := range ix.docs {
		for k := range d.phrases {
			if !d.phrases[k].example {
				continue
			}
			key := bareLetters(text.Tidy(d.phrases[k].text))
			if have, ok := ix.exact[key]; ok && have != i {
				ix.exact[key] = -1
			} else {
				ix.exact[key] = i
			}
		}
	}
}

// bareLetters gives the letters and figures of a text, folded.
func bareLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(s))
}
