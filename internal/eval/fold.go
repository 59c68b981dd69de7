package eval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold brings a text into the form in which wordings are compared: compatibility
// forms, capitals, accents, kinds of dashes and apostrophes, commas within
// numbers and runs of blanks make no difference.
func fold(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	s = strings.NewReplacer("\u2019", "'", "\u2013", "-", "\u2014", "-", "\u2011", "-").Replace(s)
	s = norm.NFKD.String(s)
	s = strings.Map(func(c rune) rune {
		if norm.NFKD.PropertiesString(string(c)).CCC() != 0 {
			return -1
		}
		return c
	}, s)
	return blanks(thousands(s))
}

// thousands removes commas that separate thousands.
func thousands(s string) string {
	c := []rune(s)
	var out strings.Builder
	for i, r := range c {
		if r == ',' && i > 0 && i+3 < len(c) && unicode.IsDigit(c[i-1]) &&
			unicode.IsDigit(c[i+1]) && unicode.IsDigit(c[i+2]) && unicode.IsDigit(c[i+3]) {
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// blanks makes one space of a run of blanks.
func blanks(s string) string {
	var out strings.Builder
	was := false
	for _, r := range s {
		is := unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
		if is && !was {
			out.WriteByte(' ')
		} else if !is {
			out.WriteRune(r)
		}
		was = is
	}
	return out.String()
}

// contains looks for a needle in a folded reply. One that begins with a digit
// does not match inside a longer number; one that folds to nothing is sought in
// the raw reply.
func contains(reply, needle, raw string) bool {
	f := fold(needle)
	if f == "" {
		return strings.Contains(raw, needle)
	}
	first, _ := utf8.DecodeRuneInString(f)
	for from := 0; ; {
		i := strings.Index(reply[from:], f)
		if i < 0 {
			return false
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(reply[:at])
		if !unicode.IsDigit(first) || at == 0 || !unicode.IsDigit(before) && before != '.' {
			return true
		}
		_, size := utf8.DecodeRuneInString(reply[at:])
		from = at + size
	}
}
