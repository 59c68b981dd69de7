// The speller: the word of the base that a mistyped or misheard one is meant to be.

package answer

import (
	"iter"
	"slices"
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
// look-up tries a handful of keys and never the whole vocabulary. Words of one key
// stand in their order, whenever they were learnt: of two that are as near, it is
// the same one that is meant.
type speller struct {
	lacking layered[string, []string] // form with a letter missing, or the whole word
	sounds  layered[string, []string] // consonant skeleton
}

func newSpeller(words iter.Seq[string]) *speller {
	s := &speller{lacking: newLayered[string, []string](), sounds: newLayered[string, []string]()}
	for _, w := range slices.Sorted(words) {
		s.add(w)
	}
	return s
}

// with gives a speller that knows more words.
func (s *speller) with(words []string) *speller {
	if len(words) == 0 {
		return s
	}
	f := &speller{lacking: s.lacking.fork(), sounds: s.sounds.fork()}
	for _, w := range words {
		f.add(w)
	}
	return f
}

func (s *speller) add(w string) {
	if len(w) < 3 || len(w) > spellMost {
		return
	}
	for _, form := range lacking(w) {
		insertTo(&s.lacking, form, w)
	}
	if k := sound(w); len(k) >= soundMin {
		insertTo(&s.sounds, k, w)
	}
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
// its length and how many it has, or "".
func (s *speller) nearest(w string) (string, int) {
	if len(w) < spellOne || len(w) > spellMost+2 {
		return "", 0
	}
	allowed := 1
	if len(w) >= spellTwo {
		allowed = 2
	}
	best, bestD := "", allowed+1
	for _, form := range lacking(w) {
		for _, c := range s.lacking.at(form) {
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
	return best, bestD
}

// heard gives the word of the base that sounds like w, or "".
func (s *speller) heard(w string) string {
	k := sound(w)
	if len(k) < soundMin {
		return ""
	}
	best := ""
	for _, c := range s.sounds.at(k) {
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
	for _, c := range s.sounds.at(k) {
		if c != w && c[0] == w[0] && abs(len(c)-len(w)) <= 1 && c[len(c)-1] == w[len(w)-1] {
			return c
		}
	}
	return ""
}

// sound gives the consonants of a word, those that sound alike as one, so that
// "fotograf" and "photograph" are the same.
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

// editDistance counts the typing errors between two words.
func editDistance(a, b string) int { return text.Distance([]rune(a), []rune(b)) }

func abs(a int) int {
	if a < 0 {
		return -a
	}
	return a
}
