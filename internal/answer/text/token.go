// Tokens: words, figures and Han characters.

package text

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/spanish"
)

// A Token is a word, a number or a Han character of an utterance.
type Token struct {
	Surface  string // as typed, after Clean
	Norm     string // folded
	Stem     string // stemmed in the utterance's language; the character itself for Han
	Cap      bool   // begins with a capital letter
	Han      bool
	Digit    bool   // begins with a digit
	Sentence int    // which sentence, from 0
	First    bool   // first word of its sentence
	Asks     bool   // its sentence ends with a question mark
	Before   byte   // the punctuation mark before it within the sentence, or 0
	Glued    bool   // nothing but a hyphen, apostrophe or slash stands between it and the token before
	lang     string // of the utterance, in which number words are read
}

// germanOrdinal matches "15. Plan", which is no end of a sentence.
var germanOrdinal = regexp.MustCompile(`\b(\d{1,2})\.\s+(\p{L})`)

// Tokenize cuts a clean text into tokens and stems them in the language ("en",
// "zh", "fr", "de", "es" or "pt"; anything else is not stemmed).
func Tokenize(s, lang string) []Token {
	if lang == "de" {
		s = germanOrdinal.ReplaceAllString(s, "${1}te $2")
	}
	var out []Token
	env := snowballstem.NewEnv("")
	sentence, first := 0, true
	var before byte
	rs := []rune(s)
	for i := 0; i < len(rs); {
		r := rs[i]
		switch {
		case unicode.Is(unicode.Han, r):
			out = append(out, Token{Surface: string(r), Norm: string(r), Stem: string(r), Han: true, Sentence: sentence, First: first, Before: before, Glued: i > 0 && unicode.Is(unicode.Han, rs[i-1]), lang: lang})
			i, first, before = i+1, false, 0
		case unicode.IsLetter(r) || unicode.IsDigit(r) || (r == '$' || r == '@') && midWord(rs, i):
			j := wordEnd(rs, i)
			w := string(rs[i:j])
			t := Token{Surface: w, Norm: Fold(w), Cap: unicode.IsUpper(r), Digit: unicode.IsDigit(r), Sentence: sentence, First: first, Before: before, Glued: i > 0 && len(out) > 0 && strings.ContainsRune("-'/&", rs[i-1]), lang: lang}
			t.Stem = stem(env, t.Norm, lang)
			out = append(out, t)
			i, first, before = j, false, 0
		case r == '?' || r == '!' || r == '.' && sentenceEnd(rs, i) || r == ';':
			if !first {
				for k := len(out) - 1; r == '?' && k >= 0 && out[k].Sentence == sentence; k-- {
					out[k].Asks = true
				}
				sentence, first = sentence+1, true
			}
			i, before = i+1, 0
		default:
			if r == ',' || r == ':' || r == '(' || r == '"' || r == '-' {
				before = byte(r)
			}
			i++
		}
	}
	return out
}

// In gives the token in the place of another: what is read anew stands where the
// other stood.
func (t Token) In(old Token) Token {
	t.Sentence, t.First, t.Asks, t.Before, t.Glued = old.Sentence, old.First, old.Asks, old.Before, old.Glued
	return t
}

// midWord reports whether the sign at i stands for a letter within a word, as in "c@rs".
func midWord(rs []rune, i int) bool {
	return i > 0 && unicode.IsLetter(rs[i-1]) && i+1 < len(rs) && unicode.IsLetter(rs[i+1])
}

// wordEnd gives the end of the word that begins at i. A digit group keeps its
// commas and points; a word keeps an apostrophe only inside a contraction.
func wordEnd(rs []rune, i int) int {
	digit := unicode.IsDigit(rs[i])
	j := i + 1
	for ; j < len(rs); j++ {
		r := rs[j]
		if unicode.Is(unicode.Han, r) {
			break
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		if digit && r == '%' {
			j++
			break
		}
		if digit && (r == ',' || r == '.') && j+1 < len(rs) && unicode.IsDigit(rs[j+1]) {
			continue
		}
		if !digit && r == '.' && j+1 < len(rs) && unicode.IsLetter(rs[j+1]) && singleLetters(rs, i, j) {
			continue // U.S.A
		}
		if (r == '$' || r == '@') && midWord(rs, j) {
			continue
		}
		if r == '\'' && j+1 < len(rs) && unicode.IsLetter(rs[j+1]) && !digit {
			continue
		}
		break
	}
	return j
}

func singleLetters(rs []rune, i, j int) bool {
	for k := i; k < j; k++ {
		if (k-i)%2 == 0 != unicode.IsLetter(rs[k]) {
			return false
		}
	}
	return true
}

// sentenceEnd reports whether the point at i ends a sentence rather than an
// abbreviation or a number.
func sentenceEnd(rs []rune, i int) bool {
	if i+1 < len(rs) && !unicode.IsSpace(rs[i+1]) && rs[i+1] != '"' && rs[i+1] != '\'' {
		return unicode.Is(unicode.Han, rs[i+1])
	}
	if i >= 1 && unicode.IsLetter(rs[i-1]) && (i < 2 || !unicode.IsLetter(rs[i-2])) && unicode.IsUpper(rs[i-1]) {
		return false // an initial
	}
	return true
}

// StemWord stems one folded word in a language.
func StemWord(w, lang string) string { return stem(snowballstem.NewEnv(""), w, lang) }

func stem(env *snowballstem.Env, w, lang string) string {
	if i := strings.IndexByte(w, '\''); i > 0 && lang == "en" {
		w = w[:i]
	}
	if w != "" && unicode.IsDigit(rune(w[0])) {
		return w // its point is one of decimals or thousands
	}
	if w = strings.ReplaceAll(w, ".", ""); len(w) < 3 {
		return w
	}
	env.SetCurrent(w)
	switch lang {
	case "en":
		if irregular := irregularStem(w); irregular != "" {
			env.SetCurrent(irregular)
		} else if a := american(w); a != w {
			env.SetCurrent(a)
		}
		english.Stem(env)
	case "fr":
		french.Stem(env)
	case "de":
		german.Stem(env)
	case "es":
		spanish.Stem(env)
	case "pt":
		portuguese.Stem(env)
	}
	return env.Current()
}
