package answer

import (
	"math"
	"sort"
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
	postings  map[string][]int32 // key to the facts that cover it
	idf       map[string]float64
	said      map[string]int      // keys to how many facts have them in their own words
	senses    map[string][]string // sense to the keys of the base's words that have it
	sorted    []string            // those words in order
	words     map[string]string   // folded words of the base to their stems
	spell     *speller
	matcher   func() *match.Model // trained beside the start, once
	exact     map[string]int      // example questions, letters and figures only, to their facts; -1 for several
	autoNames map[string]int      // stems that the base writes with a capital within a sentence: how often
	years     []int               // years that some fact speaks of
}

// New prepares a base. It never fails: what can be wrong with a base is found
// by kb.Load and kb.Check.
func New(base *kb.Base) *Index {
	ix := &Index{base: base, lex: newLexicon(&base.Lexicon), byID: map[kb.FactID]int{}, postings: map[string][]int32{},
		idf: map[string]float64{}, senses: map[string][]string{}, words: map[string]string{}, autoNames: map[string]int{}}
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

// lists gives a list the years of its facts, and, weakly, their words: a list
// answers what its own questions ask, not whatever one of its facts says.
func (ix *Index) lists() {
	for _, d := range ix.docs {
		for _, id := range d.fact.List {
			i, ok := ix.byID[id]
			if !ok {
				continue
			}
			m := ix.docs[i]
			for k, s := range m.cover {
				d.cover[k] = math.Max(d.cover[k], s*coverListed)
			}
			d.years = append(d.years, m.years...)
		}
	}
}

// besideName is the share of facts up to which a name ties facts together.
const besideName = 0.06

// besideNames is how many names a fact may have and still tie others together:
// one that lists many ties what has nothing to do with each other.
const besideNames = 4

// beside covers, weakly, the names of a fact's neighbours: facts from the same
// paragraph about one of the same names. "Barcelona" is beside "Chery and Ebro
// run a joint venture" where another fact says that the venture is there.
func (ix *Index) beside() {
	type spot struct {
		paragraph string
		name      concept
	}
	near := map[spot][]int{}
	for i, d := range ix.docs {
		if len(d.fact.List) > 0 || len(d.names) > besideNames {
			continue
		}
		for _, e := range d.fact.Evidence {
			for c := range d.names {
				s := spot{string(e.Source) + "\x00" + e.Paragraph, c}
				near[s] = append(near[s], i)
			}
			if d.fact.Subject != "" {
				s := spot{string(e.Source) + "\x00" + e.Paragraph, "s:" + d.fact.Subject}
				near[s] = append(near[s], i)
			}
		}
	}
	common := math.Max(3, float64(len(ix.docs))*besideName)
	count := map[concept]float64{}
	for _, d := range ix.docs {
		for c := range d.names {
			count[c]++
		}
		count["s:"+d.fact.Subject]++
	}
	for s, ids := range near {
		if count[s.name] > common {
			continue
		}
		for _, i := range ids {
			for _, j := range ids {
				if i == j {
					continue
				}
				for c := range ix.docs[j].names {
					ix.docs[i].cover[c] = math.Max(ix.docs[i].cover[c], coverBeside)
				}
			}
		}
	}
}

// weigh counts how many facts know each key: a word that few know tells more.
func (ix *Index) weigh() {
	df := map[string]int{}
	for i, d := range ix.docs {
		for _, k := range sortedKeys(d.cover) {
			ix.postings[k] = append(ix.postings[k], int32(i))
			if d.cover[k] > coverTopic {
				df[k]++
			}
		}
	}
	ix.said = map[string]int{}
	for _, d := range ix.docs {
		for k := range d.own {
			ix.said[k]++
		}
	}
	n := float64(len(ix.docs))
	for k := range ix.postings {
		f := float64(max(df[k], 1))
		ix.idf[k] = math.Log(1+(n-f+.5)/(f+.5)) / math.Log(1+(n-.5)/1.5+1e-9)
		if ix.idf[k] < idfFloor {
			ix.idf[k] = idfFloor
		}
	}
	for _, d := range ix.docs {
		for i := range d.phrases {
			p := &d.phrases[i]
			sum := 0.0
			for _, k := range p.keys {
				w := ix.idf[k]
				sum += w * w
			}
			p.norm = math.Sqrt(sum)
		}
		for _, p := range d.years {
			for y := p.From; y <= p.To && y-p.From < 20; y++ {
				if !contains(ix.years, y) {
					ix.years = append(ix.years, y)
				}
			}
		}
	}
	sort.Ints(ix.years)
}

// idfFloor keeps a word that every fact knows from weighing nothing at all.
const idfFloor = 0.08

// noteWords collects the words of an utterance of the base for spelling and for
// synonyms.
func (ix *Index) noteWords(u *utterance) {
	dict := text.English()
	for i := range u.tokens {
		t := &u.tokens[i]
		if t.Han || t.Digit || len(t.Norm) < 2 {
			continue
		}
		if _, ok := ix.words[t.Norm]; ok {
			continue
		}
		ix.words[t.Norm] = t.Stem
		if u.lang != "en" || text.Light(*t, "en") {
			continue
		}
		for id := range strings.SplitSeq(dict.Senses(t.Norm), " ") {
			if id != "" && !contains(ix.senses[id], t.Stem) {
				ix.senses[id] = append(ix.senses[id], t.Stem)
			}
		}
	}
}

// vocabulary adds the words of the lexicon and readies them for spelling.
func (ix *Index) vocabulary() {
	for w := range ix.lex.single {
		if _, ok := ix.words[w]; !ok {
			ix.words[w] = text.StemWord(w, "en")
		}
	}
	ix.spell = newSpeller(ix.words)
	ix.sorted = sortedKeys(ix.words)
}

// learn trains the matcher on the example questions and statements.
func (ix *Index) learn() {
	entries := make([]match.Entry, len(ix.base.Facts))
	for i := range ix.base.Facts {
		f := &ix.base.Facts[i]
		e := match.Entry{Statement: f.Statement}
		for _, lang := range sortedKeys(f.Ask) {
			for _, q := range f.Ask[lang] {
				e.Texts = append(e.Texts, q)
			}
		}
		entries[i] = e
	}
	ix.matcher = sync.OnceValue(func() *match.Model {
		m := match.Train(entries, match.Options{})
		for _, d := range ix.docs {
			for _, w := range d.words {
				if v, ok := m.Word(w); ok {
					d.vectors = append(d.vectors, v)
				}
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
