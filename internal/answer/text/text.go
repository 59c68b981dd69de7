// Package text reads what people type: it cleans an utterance, cuts it into
// tokens, finds numbers and years in it, and says what kind of word each one is.
//
// [Clean] takes away what Discord or a prankster puts around the words (markup,
// mentions, invisible and look-alike characters, reversed text). [Tokenize] cuts
// and stems. [Numbers] reads figures in their usual forms, in six languages.
// [English] is a list of common words with their parts of speech and senses.
//
// It knows language, never a subject: no word of any base's domain is here.
package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean gives the plain words of an utterance: markup, mentions, addresses and
// invisible characters are gone, compatibility forms and look-alike letters are
// their plain selves. Case and punctuation stay. Clean is idempotent.
func Clean(s string) string {
	for range 3 { // taking one thing away may uncover another; three rounds reach the fixed point of all that was tried
		t := cleanOnce(s)
		if t == s {
			break
		}
		s = t
	}
	return s
}

// Tidy gives the plain words of a text that is not meant to deceive, such as one
// of a base: typographic marks become plain, invisible characters go. It is the
// cheap part of Clean.
func Tidy(s string) string {
	if !plainASCII(s) {
		s = plainMarks(norm.NFKC.String(dropInvisible(s)))
	}
	return strings.Join(strings.Fields(s), " ")
}

// plainASCII reports whether a text has nothing but letters, figures and the
// marks of plain sentences.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x7f || c < ' ' || c == '<' || c == '[' || c == '*' || c == '_' || c == '~' || c == '|' || c == '`' || c == '@' || c == '/' || c == '\\' || c == '{' || c == '}' {
			return false
		}
	}
	return true
}

func cleanOnce(s string) string {
	if plainASCII(s) && !strings.Contains(s, "www.") {
		return strings.Join(strings.Fields(unreverse(s)), " ")
	}
	s = norm.NFKC.String(dropInvisible(s))
	s = markup.ReplaceAllString(s, " ")
	s = link.ReplaceAllString(s, "$1 ")
	s = address.ReplaceAllString(s, " ")
	s = pings.ReplaceAllString(s, " ")
	s = marks.ReplaceAllString(s, "$1")
	s = plainMarks(s)
	s = unreverse(lookAlike(s))
	return strings.Join(strings.Fields(s), " ")
}

// dropInvisible removes what has no width or turns the direction of text, and
// marks piled on letters that never carry them.
func dropInvisible(s string) string {
	piled := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029' || r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Co, r):
			return -1
		case r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u2800':
			return -1 // fillers that look like nothing
		case unicode.Is(unicode.Mn, r):
			if piled++; piled > 1 {
				return -1
			}
			return r
		}
		piled = 0
		return r
	}, s)
}

// plainMarks turns typographic quotes and dashes into typewriter ones.
func plainMarks(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u2018', '\u2019', '\u201b', '\u02bc', '`', '\u00b4':
			return '\''
		case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb', '\u300c', '\u300d':
			return '"'
		case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
			return '-'
		case '\u3002':
			return '.'
		case '\u3001':
			return ','
		}
		return r
	}, s)
}
