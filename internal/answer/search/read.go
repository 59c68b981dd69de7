package search

import (
	"unicode"
	"unicode/utf8"

	"autofacts/internal/answer/text"
)

// A kind says what may be done with a word.
type kind uint8

const (
	plain kind = iota // letters: stemmed, and mended where no text has it
	exact             // has a figure in it, or is a sign of a script without blanks
	pair              // two such signs side by side
)

// mostLetters is the longest word that is read, in bytes. What is longer is an
// address or a heap of letters, and is cut.
const mostLetters = 64

// A word is buf[from:to] of a reading, folded.
type word struct {
	from, to int
	kind     kind
}

// A reading is a text cut into words. Its buffers are used again and again.
type reading struct {
	buf   []byte
	words []word
	open  int // where the word begins that is being read, or -1
}

// of gives the letters of a word.
func (r *reading) of(w word) []byte { return r.buf[w.from:w.to] }

// length counts the words of the text, pairs left out: they say nothing new.
func (r *reading) length() int {
	n := 0
	for _, w := range r.words {
		if w.kind != pair {
			n++
		}
	}
	return n
}

// read cuts a text: words are letters and figures, in lower case and without
// accents. A point between figures and in "U.S." stays with its word, a comma
// between figures and an apostrophe with the single letter after it are dropped.
// Each sign of a script without blanks is a word, and so are each two of them.
func (r *reading) read(s string) {
	r.buf, r.words, r.open = r.buf[:0], r.words[:0], -1
	last := -1 // where a sign ends that the next one makes a pair with
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case c < utf8.RuneSelf:
			i += r.ascii(byte(c), s[i:])
			last = -1
		case unspaced(c):
			last = r.sign(c, last)
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			r.begin()
			r.buf = text.AppendFold(r.buf, c)
			if unicode.IsDigit(c) {
				r.words[len(r.words)-1].kind = exact
			}
			last = -1
		case unicode.Is(unicode.Mn, c), c == '\u200d', c == '\u200c', c == '\u00ad':
			// a mark belongs to the letter before it, and these are not seen
		default:
			skip := 0
			if c == '\u2019' || c == '\u02bc' {
				skip = clitic(s[i:])
			}
			r.end()
			i += skip
			last = -1
		}
	}
	r.end()
}

// ascii reads a letter, figure or mark and gives how many bytes after it belong to it.
func (r *reading) ascii(c byte, rest string) int {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		r.begin()
		if c <= 'Z' {
			c += 'a' - 'A'
		}
		r.buf = append(r.buf, c)
	case '0' <= c && c <= '9':
		r.begin()
		r.buf = append(r.buf, c)
		r.words[len(r.words)-1].kind = exact
	case c == '\'' && r.open >= 0:
		r.end()
		return clitic(rest)
	case (c == '.' || c == ',') && r.open >= 0 && len(rest) > 0 && r.within(c, rest):
		if c == '.' && r.words[len(r.words)-1].kind == exact {
			r.buf = append(r.buf, c)
		}
	default:
		r.end()
	}
	return 0
}

// within reports whether a point or comma stands within a number or, the point,
// between single letters.
func (r *reading) within(c byte, rest string) bool {
	before, after := r.buf[len(r.buf)-1], rest[0]
	if isFigure(before) {
		return isFigure(after)
	}
	if c != '.' || !isASCIILetter(after) || len(rest) > 1 && isASCIILetter(rest[1]) {
		return false
	}
	return len(rest) > 1 && rest[1] == '.' || len(r.buf)-r.open <= 2
}

func isFigure(c byte) bool { return '0' <= c && c <= '9' }

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// clitic gives 1 where a text begins with a letter that stands alone, such as what
// follows the apostrophe in "China's", else 0.
func clitic(s string) int {
	if len(s) == 0 || !isASCIILetter(s[0]) || len(s) > 1 && (isASCIILetter(s[1]) || isFigure(s[1]) || s[1] >= utf8.RuneSelf) {
		return 0
	}
	return 1
}

// sign reads a sign of a script without blanks after one that ends at last, if
// that is not -1, and gives where it ends.
func (r *reading) sign(c rune, last int) int {
	r.end()
	from := len(r.buf)
	r.buf = text.AppendFold(r.buf, c)
	to := len(r.buf)
	if to == from {
		return -1
	}
	r.words = append(r.words, word{from, to, exact})
	if last >= 0 {
		before := r.words[len(r.words)-2]
		if before.kind == pair {
			before = r.words[len(r.words)-3]
		}
		begin := len(r.buf)
		r.buf = append(r.buf, r.buf[before.from:before.to]...)
		r.buf = append(r.buf, r.buf[from:to]...)
		r.words = append(r.words, word{begin, len(r.buf), pair})
	}
	return to
}

// unspaced reports whether a letter belongs to a script that writes no blanks
// between words, or, Hangul, ties endings to them.
func unspaced(c rune) bool {
	return c >= 0x0e00 && unicode.IsLetter(c) && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func (r *reading) begin() {
	if r.open < 0 {
		r.open = len(r.buf)
		r.words = append(r.words, word{from: r.open})
	}
}

func (r *reading) end() {
	if r.open < 0 {
		return
	}
	if len(r.buf) == r.open { // folding left nothing
		r.words = r.words[:len(r.words)-1]
	} else {
		if len(r.buf) > r.open+mostLetters {
			r.buf = r.buf[:cut(r.buf, r.open+mostLetters)]
		}
		r.words[len(r.words)-1].to = len(r.buf)
	}
	r.open = -1
}

// cut gives the last place up to n where a letter begins.
func cut(b []byte, n int) int {
	for !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}
