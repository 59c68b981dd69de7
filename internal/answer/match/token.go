package match

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Boundary marks stand around every word, so that an n-gram knows whether it
// begins or ends a word. Neither survives tokenising, so neither can be typed.
const (
	wordBegin = '<'
	wordEnd   = '>'
)

// token is one word of an utterance: text[begin:end] holds it in folded form
// between its boundary marks. Scripts written without spaces (Han, kana, Thai)
// give one token a character, so that word 2-grams become character bigrams.
type token struct {
	begin, end int
	single     bool // one character of a script without spaces: no n-grams inside
}

// text is a tokenised utterance; its buffers are reused from one call to the next.
type text struct {
	buf    []byte
	tokens []token
}

// read replaces t's content with the tokens of s: letters and digits in lower
// case without diacritics; an English clitic ('s, n't) is split from its word.
func (t *text) read(s string) {
	t.buf, t.tokens = t.buf[:0], t.tokens[:0]
	open := -1
	for i, r := range s {
		switch {
		case isApostrophe(r):
			if open >= 0 && i+1 < len(s) {
				continue // inside a word: dropped, so that don't and dont agree
			}
			open = t.close(open)
		case unspaced(r):
			t.close(open)
			open = t.open()
			t.buf = utf8.AppendRune(t.buf, r)
			open = t.close(open)
			t.tokens[len(t.tokens)-1].single = true
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if open < 0 {
				open = t.open()
			}
			t.buf = appendFolded(t.buf, r)
		case unicode.Is(unicode.Mn, r):
			continue // a combining mark belongs to the letter before it
		default:
			open = t.close(open)
		}
	}
	t.close(open)
}

// word returns the letters of a token without its boundary marks.
func (t *text) word(k token) []byte { return t.buf[k.begin+1 : k.end-1] }

func (t *text) open() int {
	t.buf = append(t.buf, wordBegin)
	return len(t.buf) - 1
}

// close ends the word that began at open, if one did, and returns -1.
func (t *text) close(open int) int {
	if open < 0 {
		return -1
	}
	if len(t.buf) == open+1 { // letters that folding leaves nothing of, such as a lone kana mark
		t.buf = t.buf[:open]
		return -1
	}
	t.buf = append(t.buf, wordEnd)
	t.tokens = append(t.tokens, token{begin: open, end: len(t.buf)})
	t.expand()
	return -1
}

func isApostrophe(r rune) bool { return r == '\'' || r == '\u2019' || r == '\u02bc' }

// unspaced reports whether r belongs to a script that writes no spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// appendFolded appends r in lower case without its diacritics: É becomes e.
// Compatibility forms (full-width digits, ligatures) become the plain ones.
func appendFolded(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(b, byte(unicode.ToLower(r)))
	}
	var enc [utf8.UTFMax]byte
	n := utf8.EncodeRune(enc[:], r)
	d := norm.NFKD.Properties(enc[:n]).Decomposition()
	if d == nil {
		return utf8.AppendRune(b, unicode.ToLower(r))
	}
	for len(d) > 0 {
		c, n := utf8.DecodeRune(d)
		d = d[n:]
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			b = utf8.AppendRune(b, unicode.ToLower(c))
		}
	}
	return b
}

// expand rewrites the last token where it is an English contraction written
// with or without its apostrophe: "whats" as what is, "dont" as do not.
func (t *text) expand() {
	k := t.tokens[len(t.tokens)-1]
	a, b := contraction(string(t.word(k)))
	if a == "" {
		return
	}
	t.buf, t.tokens = t.buf[:k.begin], t.tokens[:len(t.tokens)-1]
	for _, w := range [...]string{a, b} {
		begin := len(t.buf)
		t.buf = append(t.buf, wordBegin)
		t.buf = append(t.buf, w...)
		t.buf = append(t.buf, wordEnd)
		t.tokens = append(t.tokens, token{begin: begin, end: len(t.buf)})
	}
}

// contraction splits an English contraction whose apostrophe is gone. Only
// spellings that are no word of their own are listed (so not "well" or "were").
func contraction(w string) (head, tail string) {
	switch w {
	case "whats":
		return "what", "is"
	case "wheres":
		return "where", "is"
	case "whos":
		return "who", "is"
	case "hows":
		return "how", "is"
	case "thats":
		return "that", "is"
	case "theres":
		return "there", "is"
	case "im":
		return "i", "am"
	case "ive":
		return "i", "have"
	case "dont":
		return "do", "not"
	case "doesnt":
		return "does", "not"
	case "didnt":
		return "did", "not"
	case "cant", "cannot":
		return "can", "not"
	case "isnt":
		return "is", "not"
	case "wont":
		return "will", "not"
	}
	return "", ""
}

// stem cuts the commonest English endings off a word and returns the rest; what
// it leaves is a key, not a word. The n-grams inside words do for other
// languages what a full stemmer would.
func stem(w []byte) []byte {
	n := len(w)
	if n < 4 || w[n-1] < 'a' || w[n-1] > 'z' {
		return w
	}
	switch {
	case hasSuffix(w, "ies") && n > 4:
		return w[:n-3] // studies, as study below
	case hasSuffix(w, "sses"), hasSuffix(w, "shes"), hasSuffix(w, "ches"), hasSuffix(w, "xes"):
		w = w[:n-2]
	case w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i':
		w = w[:n-1]
	}
	switch {
	case hasSuffix(w, "ing") && vowelBefore(w, 3):
		w = undouble(w[:len(w)-3])
	case hasSuffix(w, "ed") && vowelBefore(w, 2):
		w = undouble(w[:len(w)-2])
	}
	n = len(w)
	if n > 3 && (w[n-1] == 'e' || n > 4 && w[n-1] == 'y') {
		return w[:n-1]
	}
	return w
}

func hasSuffix(w []byte, s string) bool { return len(w) >= len(s) && string(w[len(w)-len(s):]) == s }

// vowelBefore reports whether the word keeps three letters and a vowel without its last n.
func vowelBefore(w []byte, n int) bool {
	w = w[:len(w)-n]
	if len(w) < 3 {
		return false
	}
	for _, c := range w {
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return true
		}
	}
	return false
}

// undouble makes shipp ship, but leaves call and miss as they are.
func undouble(w []byte) []byte {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' {
		return w[:n-1]
	}
	return w
}
