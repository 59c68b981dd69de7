package text

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

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

// English gives the list that the package carries, read once.
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

// inflects reports whether a word may be a form of a base form with these parts
// of speech: only adjectives take -ly, only verbs and adjectives -er.
func inflects(w, pos string) bool {
	switch {
	case strings.HasSuffix(w, "ly"):
		return strings.Contains(pos, "a")
	case strings.HasSuffix(w, "er"):
		return strings.ContainsAny(pos, "av")
	case irregularStem(w) != "":
		return true
	case strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing"):
		return strings.Contains(pos, "v")
	}
	return true
}

// Synonyms reports whether two words share one of their usual senses.
func (d *Dictionary) Synonyms(a, b string) bool {
	sa := d.Senses(a)
	if sa == "" {
		return false
	}
	sb := " " + d.Senses(b) + " "
	for id := range strings.SplitSeq(sa, " ") {
		if strings.Contains(sb, " "+id+" ") {
			return true
		}
	}
	return false
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

// lemmas gives the base forms that a word may be an inflection of, likeliest first.
func lemmas(w string) []string {
	var out []string
	if base := irregularStem(w); base != "" && base != w {
		out = append(out, base)
	}
	add := func(cut int, end string) {
		if len(w)-cut >= 2 {
			out = append(out, w[:len(w)-cut]+end)
		}
	}
	switch {
	case strings.HasSuffix(w, "ies"):
		add(3, "y")
		add(1, "")
	case strings.HasSuffix(w, "es"):
		add(1, "")
		add(2, "")
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		add(1, "")
	case strings.HasSuffix(w, "ied"):
		add(3, "y")
	case strings.HasSuffix(w, "ed"):
		add(1, "")
		add(2, "")
		if n := len(w); n > 4 && w[n-3] == w[n-4] {
			add(3, "")
		}
	case strings.HasSuffix(w, "ing"):
		add(3, "e")
		add(3, "")
		if n := len(w); n > 5 && w[n-4] == w[n-5] {
			add(4, "")
		}
	case strings.HasSuffix(w, "iest"):
		add(4, "y")
		add(4, "ey")
	case strings.HasSuffix(w, "ier"):
		add(3, "y")
		add(3, "ey")
	case strings.HasSuffix(w, "est"):
		add(3, "")
		add(2, "")
	case strings.HasSuffix(w, "er"):
		add(2, "")
		add(1, "")
	case strings.HasSuffix(w, "ly"):
		add(2, "")
	}
	return out
}

// nearRank is how far down the list a word may be that a typing error is taken for.
const nearRank = 6_000

// Near gives the commonest word one typing error away from w (a letter left
// out, added, changed or two swapped), or "" where there is none or w is short.
func (d *Dictionary) Near(w string) string {
	if len(w) < 5 {
		return ""
	}
	best, bestRank := "", int32(nearRank)
	try := func(s string) {
		if e, ok := d.words[s]; ok && e.rank < bestRank && s[0] == w[0] {
			best, bestRank = s, e.rank
		}
	}
	for i := 0; i <= len(w); i++ {
		if i < len(w) {
			try(w[:i] + w[i+1:])
		}
		if i+1 < len(w) {
			try(w[:i] + w[i+1:i+2] + w[i:i+1] + w[i+2:])
		}
		for c := byte('a'); c <= 'z'; c++ {
			try(w[:i] + string(c) + w[i:])
			if i < len(w) {
				try(w[:i] + string(c) + w[i+1:])
			}
		}
	}
	return best
}

// Past reports whether a word is a past form of a verb: strict for one that can
// be nothing else ("grew"), loose for one that may be a participle ("built").
func (d *Dictionary) Past(w string) (strict, loose bool) {
	if in(w, "doubled tripled quadrupled halved was were had did fell grew rose went took came began gave wrote drew spoke saw became flew broke chose drove ate overtook undertook shrank sank sang ran stole froze forgot threw wore") {
		return true, true
	}
	if base := irregularStem(w); base != "" && strings.Contains(d.POS(base), "v") && !strings.HasSuffix(w, "s") && !in(w, "better worse fewer") {
		return false, true
	}
	return false, strings.HasSuffix(w, "ed") && d.Verb(w) || in(w, "cut put set hit cost shut")
}

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
