// The dictionary: common English words with frequency, parts of speech and senses.

package text

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// wordList is drawn by gen from public word lists; its command comment names them.
//
//go:generate go run ./gen
//go:embed words.tsv.gz
var wordList []byte

// A Dictionary is a list of common English words. It is immutable.
type Dictionary struct {
	words map[string]entry
	size  int
}

type entry struct {
	rank   int32
	pos    string // letters n v a r, most used first; H or P before them for a person or another name, h after them for a kind of person
	senses string // WordNet synsets separated by spaces
}

// English gives the list that the package carries. It is read once, at first use:
// it is immutable, and every index of the process shares it.
var English = sync.OnceValue(func() *Dictionary {
	d := &Dictionary{words: map[string]entry{}}
	zr, err := gzip.NewReader(bytes.NewReader(wordList))
	if err != nil {
		return d
	}
	data, err := io.ReadAll(zr)
	if err != nil {
		return d
	}
	d.words = make(map[string]entry, 50_000)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		word, rest, _ := strings.Cut(line, "\t")
		pos, senses, _ := strings.Cut(rest, "\t")
		d.words[word] = entry{int32(d.size), pos, senses}
		d.size++
	}
	return d
})

// commonRank is how far down the list a word counts as common: beyond it the
// list has many names and foreign words that turn up in reversed text by chance.
const commonRank = 12_000

// Common reports whether the word is among the most used.
func (d *Dictionary) Common(w string) bool {
	e, ok := d.words[w]
	return ok && e.rank < commonRank
}

// Rank gives the place of a word or of its base form in the order of frequency,
// from 0; ok is false for a word that is not on the list.
func (d *Dictionary) Rank(w string) (rank int, ok bool) {
	if e, ok := d.words[w]; ok {
		return int(e.rank), true
	}
	for _, l := range lemmas(w) {
		if e, ok := d.words[l]; ok && inflects(w, e.pos) {
			return int(e.rank), true
		}
	}
	return d.size, false
}

// POS gives the usual parts of speech of a word or of its base form, most used
// first: n v a r, with H before them where it mostly names a person, P where it
// is another name. It is empty for a word that WordNet does not have.
func (d *Dictionary) POS(w string) string {
	if e, ok := d.words[w]; ok && e.pos != "" {
		return e.pos
	}
	for _, l := range lemmas(w) {
		if e, ok := d.words[l]; ok && e.pos != "" && inflects(w, e.pos) {
			return e.pos
		}
	}
	return ""
}

// Senses gives the usual senses of a word or of its base form, as identifiers
// separated by spaces; words that share one can stand for each other.
func (d *Dictionary) Senses(w string) string {
	if e, ok := d.words[w]; ok && e.senses != "" {
		return e.senses
	}
	for _, l := range lemmas(w) {
		if e, ok := d.words[l]; ok && e.senses != "" {
			return e.senses
		}
	}
	return ""
}

// nearRank is how far down the list a word may be that a typing error is taken for.
const nearRank = 6_000

// Near gives the commonest word one typing error away from w (a letter left
// out, added, changed or two swapped), or "" where there is none or w is short
// or longer than any word.
func (d *Dictionary) Near(w string) string {
	if len(w) < nearShortest || len(w) > nearLongest {
		return ""
	}
	best, bestRank := "", int32(nearRank)
	try := func(s []byte) {
		if e, ok := d.words[string(s)]; ok && e.rank < bestRank && s[0] == w[0] {
			best, bestRank = string(s), e.rank
		}
	}
	var room [nearLongest + 1]byte
	for i := 1; i <= len(w); i++ { // the first letter stays
		if i < len(w) {
			try(append(append(room[:0], w[:i]...), w[i+1:]...))
		}
		if i+1 < len(w) {
			try(append(append(append(room[:0], w[:i]...), w[i+1], w[i]), w[i+2:]...))
		}
		more := append(append(append(room[:0], w[:i]...), 0), w[i:]...)
		for c := byte('a'); c <= 'z'; c++ {
			more[i] = c
			try(more)
		}
		if i == len(w) {
			break
		}
		other := append(room[:0], w...)
		for c := byte('a'); c <= 'z'; c++ {
			other[i] = c
			try(other)
		}
	}
	if w[0] == w[1] { // "tthe": the first letter twice
		try(append(room[:0], w[1:]...))
	}
	return best
}

// Lengths of the words that Near mends, in bytes.
const (
	nearShortest = 5
	nearLongest  = 28
)

// Verb reports whether a word or its base form is used as a verb.
func (d *Dictionary) Verb(w string) bool {
	if strings.Contains(d.words[w].pos, "v") {
		return true
	}
	for _, l := range lemmas(w) {
		if strings.Contains(d.words[l].pos, "v") {
			return true
		}
	}
	return false
}

// Person reports whether a word is a kind of person: "worker", "visitor".
func (d *Dictionary) Person(w string) bool {
	return in(w, "people persons folks youngsters kids children men women staff personnel workforce") || strings.HasSuffix(d.POS(w), "h")
}
