package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"autofacts/internal/answer/text"
)

const (
	// fewestMended and mostMended are lengths in letters between which a word is
	// mended: shorter ones turn into each other too easily, longer ones are no words.
	fewestMended = 4
	mostMended   = 24
	// mostErrors is how many typing errors are mended, from twoErrorsFrom letters
	// on; below that it is one.
	mostErrors    = 2
	twoErrorsFrom = 7
	// mostMeant is how many words one may stand for. Each costs a search, and the
	// fourth is seldom meant.
	mostMeant = 3
	// mostUnknown is how many words of a question are mended: one of gibberish would
	// take its time else.
	mostUnknown = 8
	// worthOne and worthTwo are what a word counts that is only meant, by errors, as
	// a share of one that is written: a text with the very words stays before it.
	worthOne = 0.7
	worthTwo = 0.5
)

// codes is how many letters the pairs of letters tell apart: the 26, an edge of a
// word, and the rest of the world's in 37 heaps. A heap only makes more words to
// compare.
const codes = 64

func code(r rune) uint16 {
	if 'a' <= r && r <= 'z' {
		return uint16(r-'a') + 1
	}
	return 27 + uint16(r%37)
}

// A gramSet is the pairs of neighbouring letters of a word, each once, its edges
// being letters, too.
type gramSet struct {
	of [mostMended + mostErrors + 1]uint16
	n  int
}

func (g *gramSet) fill(word []rune) {
	g.n = 0
	last := uint16(0)
	for i := 0; i <= len(word); i++ {
		next := uint16(0)
		if i < len(word) {
			next = code(word[i])
		}
		if key := last*codes + next; !slices.Contains(g.of[:g.n], key) {
			g.of[g.n] = key
			g.n++
		}
		last = next
	}
}

// grams finds the forms that have a pair of letters. The forms stand in order of
// their number of letters, so those of a length follow one another in every list.
type grams struct {
	length [mostMended + mostErrors + 2]uint32 // number of the first form that has so many letters
	begin  []uint32                            // by pair, in forms
	forms  []uint32
}

// newGrams makes the lists of the first n forms.
func newGrams(forms *lexicon, n int) grams {
	var set gramSet
	var letters []rune
	g := grams{begin: make([]uint32, codes*codes+1)}
	for f := range n {
		letters = appendRunes(letters[:0], forms.name(uint32(f)))
		set.fill(letters)
		g.length[len(letters)+1]++
		for _, key := range set.of[:set.n] {
			g.begin[key+1]++
		}
	}
	for i := range len(g.length) - 1 {
		g.length[i+1] += g.length[i]
	}
	for i := range codes * codes {
		g.begin[i+1] += g.begin[i]
	}
	g.forms = make([]uint32, g.begin[codes*codes])
	at := slices.Clone(g.begin)
	for f := range n {
		letters = appendRunes(letters[:0], forms.name(uint32(f)))
		set.fill(letters)
		for _, key := range set.of[:set.n] {
			g.forms[at[key]] = uint32(f)
			at[key]++
		}
	}
	return g
}

func appendRunes(b []rune, s string) []rune {
	for _, r := range s {
		b = append(b, r)
	}
	return b
}

// A guess is a form that a word may be meant for.
type guess struct {
	form   string
	stem   string
	uses   uint32 // how often the texts have the form
	errors int
	first  bool // its first letter is that of the word
}

// worth is what the guess counts as a share of a word that is written.
func (g *guess) worth() float64 {
	if g.errors == 1 {
		return worthOne
	}
	return worthTwo
}

// A mending is what guessing works in.
type mending struct {
	word    []rune
	other   []rune
	set     gramSet
	shared  []uint8  // of each form: how many pairs it shares with the word
	touched []uint32 // forms that share enough
	guesses []guess
}

// guess gives the forms that a word may be meant for, the likeliest first: those
// with the fewest errors that valid texts have; of these those that begin as the
// word does, then those that occur most.
func (m *mending) guess(ix *Index, form []byte) []guess {
	m.word, m.guesses = m.word[:0], m.guesses[:0]
	for len(form) > 0 {
		r, n := utf8.DecodeRune(form)
		form = form[n:]
		m.word = append(m.word, r)
	}
	if n := len(m.word); n < fewestMended || n > mostMended {
		return nil
	}
	m.set.fill(m.word)
	errors := 1
	if len(m.word) >= twoErrorsFrom {
		errors = mostErrors
	}
	for e := 1; e <= errors && len(m.guesses) == 0; e++ {
		for i := range ix.parts {
			m.near(&ix.parts[i], e)
		}
	}
	slices.SortFunc(m.guesses, likelier)
	return m.guesses[:min(len(m.guesses), mostMeant)]
}

func likelier(a, b guess) int {
	if a.first != b.first {
		if a.first {
			return -1
		}
		return 1
	}
	if a.uses != b.uses {
		return cmp.Compare(b.uses, a.uses)
	}
	return strings.Compare(a.form, b.form)
}

// near collects the forms of a part that are so many errors from the word. An
// error changes three pairs of letters at most, so the others must be shared.
// Where two are allowed, the first letter must be right: it seldom is wrong, and
// nine in ten forms need not be looked at.
func (m *mending) near(p *part, errors int) {
	n, g := len(m.word), &p.grams
	if len(m.shared) < len(p.forms.ends) {
		m.shared = make([]uint8, len(p.forms.ends))
	}
	if errors == 1 {
		m.within(p, errors, g.length[max(n-1, fewestMended)], g.length[n+2])
		return
	}
	for l := max(n-errors, twoErrorsFrom); l <= n+errors; l++ {
		from, to := beginningWith(&p.forms, g.length[l], g.length[l+1], m.word[0])
		m.within(p, errors, from, to)
	}
}

// beginningWith gives which of the forms [from, to), in order, begin with a letter.
func beginningWith(forms *lexicon, from, to uint32, letter rune) (uint32, uint32) {
	search := func(from, to uint32, least rune) uint32 {
		for from < to {
			mid := (from + to) / 2
			if r, _ := utf8.DecodeRuneInString(forms.name(mid)); r < least {
				from = mid + 1
			} else {
				to = mid
			}
		}
		return from
	}
	from = search(from, to, letter)
	return from, search(from, to, letter+1)
}

// within collects among the forms [from, to).
func (m *mending) within(p *part, errors int, from, to uint32) {
	least := uint8(max(1, m.set.n-3*errors))
	m.touched = m.touched[:0]
	for _, key := range m.set.of[:m.set.n] {
		list := p.grams.forms[p.grams.begin[key]:p.grams.begin[key+1]]
		first, _ := slices.BinarySearch(list, from)
		for _, f := range list[first:] {
			if f >= to {
				break
			}
			if m.shared[f]++; m.shared[f] == least {
				m.touched = append(m.touched, f)
			}
		}
	}
	clear(m.shared[from:to])
	for _, f := range m.touched {
		uses := p.uses.of(f)
		if uses == 0 {
			continue
		}
		m.other = appendRunes(m.other[:0], p.forms.name(f))
		if text.Distance(m.word, m.other) == errors {
			m.add(guess{form: p.forms.name(f), stem: p.stems.name(p.stem[f]), uses: uses, errors: errors, first: m.other[0] == m.word[0]})
		}
	}
}

// add collects a guess, which another part may have, too.
func (m *mending) add(g guess) {
	for i := range m.guesses {
		if m.guesses[i].form == g.form {
			m.guesses[i].uses += g.uses
			return
		}
	}
	m.guesses = append(m.guesses, g)
}
